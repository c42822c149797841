"""The question whether to remind somebody: one private line behind what they wrote or promised."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable

import discord

from cogs.kit import cards, text
from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, private
from cogs.kit.routes import PRIMARY, Field
from cogs.reminders import routes
from rules.members.consent import ABOUT
from rules.members.member import Member
from services import members
from services.context import Context
from services.reminders import consent

TIME_FIELD = Field("time", "When, on your clock?", hint="20:00, or 8pm", required=True, max_length=20)


async def and_ask(
    context: Context,
    act: LiveAct,
    answers: Iterable[Answer],
    before: Callable[[], str] = lambda: "",
    asker: Member | None = None,
) -> AsyncIterator[Answer]:
    """Give the answers, and then the question where it is to be asked now, in one message with what is said `before` it.

    It is asked twice at most, and never again once it was answered. Nobody waits for it to be worked out. `asker` is
    the member as the act left them, where that is at hand.
    """
    for answer in answers:
        yield answer
    said = before()
    asker = asker or await members.known(context, act.member_id)
    member = None if asker is None else await consent.claim_question(context, asker, act.at)
    if member is not None:
        yield private("\n".join(filter(None, [said, _words(member)])), _buttons(member))
    elif said:
        yield private(said)


def _buttons(member: Member) -> discord.ui.View:
    return cards.buttons(
        routes.YES.button("Yes", member.id, style=PRIMARY),
        routes.ANOTHER_TIME.button("Another time", member.id),
        routes.NO.button("No, thank you", member.id),
    )


def _words(member: Member) -> str:
    if member.reminder.quiet_since is not None:
        since = member.today(member.reminder.quiet_since)
        return f"My reminders have been quiet since {text.full_day(since)}. Shall I write again {when(member)}?"
    return f"Shall I remind you {when(member)} on days you have not written?"


def when(member: Member) -> str:
    """Write when a member is reminded: at the time they chose, or "about 20:00"."""
    return f"about {ABOUT:%H:%M}" if member.reminder.at is None else f"at {member.reminder.at:%H:%M}"
