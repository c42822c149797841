"""Members' names in what several people read.

Whoever words something writes `<@id>` for a member. Clients show the name behind it only where the message notifies
that member or they happen to know them; so on the way out it becomes the name in plain text. Only a text may notify:
what a phone shows of a card that does is empty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping

import discord

from cogs.kit import text
from rules.kit.letters import folded, look_of
from rules.kit.text import seen

View = discord.ui.View | discord.ui.LayoutView
# Returns what members are called, as far as it is known.
FindNames = Callable[[Collection[int]], Awaitable[Mapping[int, str]]]

MENTION = re.compile(r"(?<!\\)<@!?(\d+)>")
UNKNOWN = "a fellow writer"
ACCOUNT = "@"

# For what only one member reads: it notifies nobody, and Discord sends everybody's name along.
ALL_SHOWN = discord.AllowedMentions(everyone=False, roles=False, users=True)


async def written_out(
    said: str, view: View | None, find: FindNames, mentioned: Collection[int] = ()
) -> tuple[str, discord.AllowedMentions]:
    """Return a text with names in the place of all but who is `mentioned`, and whom it notifies; its card has names only."""
    parts = list(displays(view))
    heard = _named(said).intersection(mentioned)
    unheard = _named(said).difference(heard).union(*(_named(part.content) for part in parts))
    names = await find(unheard) if unheard else {}

    def name(found: re.Match[str]) -> str:
        called = names.get(int(found[1]), UNKNOWN)
        return text.quoted(called if seen(called) else UNKNOWN)

    for part in parts:
        part.content = MENTION.sub(name, part.content)
    said = MENTION.sub(lambda found: found[0] if int(found[1]) in heard else name(found), said)
    return said, _only(heard)


def with_account(name: str, account: str) -> str:
    """Return a member's name with that of their account, where it is another."""
    return name if account in (name.casefold(), "") else f"{name} ({ACCOUNT}{account})"


def alike(called: Mapping[int, str]) -> set[int]:
    """Return whose name looks like another's of them, or bears the sign by which an account is named beside it."""
    looks = {member_id: look_of(name) for member_id, name in called.items()}
    often = Counter(looks.values())
    return {member_id for member_id, look in looks.items() if often[look] > 1 or ACCOUNT in folded(called[member_id])}


def _only(member_ids: Iterable[int]) -> discord.AllowedMentions:
    return discord.AllowedMentions(everyone=False, roles=False, users=[discord.Object(each) for each in member_ids])


def _named(said: str) -> set[int]:
    return {int(each) for each in MENTION.findall(said)}


def displays(view: View | None) -> Iterator[discord.ui.TextDisplay[discord.ui.LayoutView]]:
    """Return the texts on a card."""
    if isinstance(view, discord.ui.LayoutView):
        yield from (each for each in view.walk_children() if isinstance(each, discord.ui.TextDisplay))
