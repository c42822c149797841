"""What a sprint looks like: its card, what rings it out, and its results."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import discord

from cogs.kit import cards, text
from cogs.kit.cards import SafeView
from cogs.kit.routes import PRIMARY, SUCCESS, Field, Form
from cogs.sprints import routes
from cogs.streaks import routes as streak_routes
from cogs.streaks.cards import day_total, effects, wrote
from rules.sprints import Part, Phase, Sprint, SprintKind
from services.sprints.alone import AloneEnd
from services.sprints.bells import SprintEnd
from services.sprints.going import SprintShown
from services.sprints.telling import Difference, Told

# How many the card names, and how many the results do.
NAMED, LISTED = 30, 50
# The end notifies this many; a message takes no more characters than the second.
MOST_MENTIONED, LONGEST_MESSAGE = 80, 2_000

# Wider than any number: what is none is answered by the bot, in words.
FIELD_LENGTH = 100
_WORDS_FIELD = Field(
    "words", "New words, or = and your total", hint="512, or =10150; empty: I edited", max_length=FIELD_LENGTH
)
_BEFORE_FIELD = Field("before", "Its words when you began", hint="9640", required=True, max_length=FIELD_LENGTH)


def when(at: datetime) -> str:
    """Write an instant so that every reader sees it on their own clock, and how far it is."""
    return f"{discord.utils.format_dt(at, 'R')}, at {discord.utils.format_dt(at, 't')}"


def sprint_card(shown: SprintShown) -> SafeView:
    """Show a sprint as it stands, with what can be done about it."""
    lines = "\n".join([f"### {_title(shown)}", _stands(shown)])
    if shown.phase is Phase.CANCELLED:
        return cards.card(lines)
    return cards.card(lines, _who(shown), _row(shown), accent=cards.LEAF)


def _title(shown: SprintShown) -> str:
    length = text.count(shown.sprint.minutes, "minute")
    return f"A sprint: {length} of {shown.sprint.kind.value} together"


_WAITING = {
    SprintKind.WRITING: (
        "Press **I'm in**, open your draft, and write until I ring. Any words count, and so does editing."
    ),
    SprintKind.READING: (
        "Press **I'm in**. Once it begins, **Read a piece** opens to each of you one that somebody here offered; when I "
        "ring, you tell its author what it did for you."
    ),
}
_RUNNING = {
    SprintKind.WRITING: "Whoever comes now is in time.",
    SprintKind.READING: "**Read a piece** opens one for you alone; nobody else gets the same.",
}


def _stands(shown: SprintShown) -> str:
    sprint = shown.sprint
    return {
        Phase.WAITING: f"It begins {when(sprint.begins_at)}. {_WAITING[sprint.kind]}",
        Phase.RUNNING: f"It is on, and ends {when(sprint.ends_at)}. {_RUNNING[sprint.kind]}",
        Phase.OVER: f"It ended {when(sprint.ends_at)}.",
        Phase.CANCELLED: "It was called off before it began.",
    }[shown.phase]


def _who(shown: SprintShown) -> str:
    if not shown.parts:
        return "Nobody is in it just now."
    return f"**In it:** {_names(shown.member_ids)}"


def _names(member_ids: Sequence[int]) -> str:
    names = [f"<@{each}>" for each in member_ids[:NAMED]]
    rest = len(member_ids) - len(names)
    return text.listing([*names, f"{rest} more"] if rest > 0 else names)


def _row(shown: SprintShown) -> list[discord.ui.Button[Any]]:
    sprint_id = shown.sprint.id
    if shown.phase is Phase.OVER:
        return []
    row = [routes.JOIN.button("I'm in", sprint_id, style=SUCCESS), routes.LEAVE.button("Leave", sprint_id)]
    if shown.phase is Phase.WAITING and shown.sprint.starter_id is not None:
        row += [routes.START.button("Start now", sprint_id), routes.CANCEL.button("Cancel", sprint_id)]
    elif shown.sprint.kind is SprintKind.READING:
        row.insert(0, routes.PIECE.button("Read a piece", sprint_id, style=PRIMARY))
    return row


def join_button(sprint: Sprint) -> discord.ui.View:
    """Offer to join a sprint from where its card is not."""
    return cards.buttons(routes.JOIN.button("I'm in", sprint.id, style=SUCCESS))


def another_button(sprint: Sprint) -> discord.ui.View:
    """Offer another round."""
    return cards.buttons(routes.AGAIN.button("Another round", sprint.id))


def _after_buttons(sprint: Sprint) -> list[discord.ui.Button[Any]]:
    if sprint.kind is SprintKind.READING:
        tell = routes.COMMENT.button("My comment", sprint.id, style=PRIMARY)
    else:
        tell = routes.WORDS.button("My words", sprint.id, style=PRIMARY)
    return [tell, routes.AGAIN.button("Another round", sprint.id)]


def in_text(shown: SprintShown, *, is_new: bool = True) -> str:
    """Confirm to somebody that they are in, where the card does not show it or showed it before."""
    began = shown.phase is Phase.RUNNING
    sprint = shown.sprint
    rest = f"It {f'ends {when(sprint.ends_at)}' if began else f'begins {when(sprint.begins_at)}'}."
    return f"You are in. {rest}" if is_new else f"You are in already. {rest} **Leave** takes you out."


def bell_line(sprint: Sprint) -> str:
    """Say under a piece when the bell rings, and that nobody has to be done by then."""
    return f"I ring {when(sprint.ends_at)}; **My comment** tells its author then. If you need longer, take it."


def missing_text(missing: Sequence[str]) -> str:
    """Say what permission keeps a sprint from being rung in a channel."""
    needed = text.listing([f"**{name}**" for name in missing])
    return (
        f"I ring a sprint in and out by messages of my own, and here I am missing {needed}. Use `/sprint` in another "
        "channel, or let whoever manages this one allow me that under Edit Channel, Permissions."
    )


# The end


def end_ids(end: SprintEnd) -> tuple[int, ...]:
    """Return whom the end notifies: those in it, as many as a message holds."""
    room = LONGEST_MESSAGE - len(_end_words(end, "", 99_999))
    return end.shown.member_ids[: min(MOST_MENTIONED, room // len(f"<@{2**63}> "))]


def end_text(end: SprintEnd) -> str:
    """Ring a sprint out, and ask how it went."""
    ids = end_ids(end)
    return _end_words(end, " ".join(f"<@{each}>" for each in ids), len(end.shown.parts) - len(ids))


def _end_words(end: SprintEnd, mentions: str, rest: int) -> str:
    # The time tells it from the end of another round: a message that may have arrived is known by its words.
    ended = discord.utils.format_dt(end.shown.sprint.ends_at, "t")
    more = f" and {rest} more" if rest else ""
    away = ", while I was away" if end.is_late else ""
    to_tell = _TO_TELL[end.shown.sprint.kind]
    return f"**Time is up.** How did it go, {mentions}{more}?\nIt ended at {ended}{away}. {to_tell}"


# In few words: beside them is room for eighty who are mentioned.
_TO_TELL = {
    SprintKind.WRITING: "**My words** takes new ones (`512`), your total (`=10150`), or none if you edited.",
    SprintKind.READING: "**My comment** tells its author what you found.",
}


def end_buttons(sprint: Sprint) -> discord.ui.View:
    """Return what the end can be answered with."""
    return cards.buttons(*_after_buttons(sprint))


# Alone


ALONE_OVER = "Twenty minutes are over. How did it go? Any words count, and so does editing."


def alone_text(ends_at: datetime) -> str:
    """Send somebody off to write."""
    return f"Off you go: I ring {when(ends_at)}. Nothing else to do until then but write."


def alone_buttons(end: AloneEnd) -> discord.ui.View:
    """Return what the end can be answered with."""
    member_id, day = end.member.id, end.day_on.isoformat()
    return cards.buttons(
        streak_routes.WRITE.button("I wrote today", member_id, extra=day, style=PRIMARY),
        routes.ALONE.button("20 minutes more", member_id),
    )


# My words


def words_form(sprint_id: int) -> Form:
    """Ask how it went."""
    return routes.WORDS.form("My words", sprint_id, [_WORDS_FIELD])


def before_form(sprint_id: int, total: str) -> Form:
    """Ask what a total is counted from."""
    return routes.BEFORE.form("Where you began", sprint_id, [_BEFORE_FIELD], extra=total)


def difference_text(found: Difference) -> str:
    """Show what a total comes to, before it is kept."""
    if found.before is None:
        return (
            f"**{found.total:,}** words in all. It is the first total you tell me here, so I do not know yet how many of them "
            "are new: how many words did your text have when the sprint began? Next time I count from here."
        )
    came = f"From **{found.before:,}** to **{found.total:,}** words"
    if found.total < found.before:
        return f"{came}: shorter than it was, so that counts as editing. Shall I keep it?"
    return f"{came}: that is **{text.count(found.words, 'new word')}**. Shall I keep it?"


def difference_buttons(found: Difference) -> discord.ui.View:
    """Return what a shown difference can be answered with."""
    sprint_id, total = found.sprint.id, str(found.total)
    ask = routes.BEFORE.button("I began elsewhere", sprint_id, extra=total)
    if found.before is None:
        return cards.buttons(routes.BEFORE.button("Where I began", sprint_id, extra=total, style=PRIMARY))
    keep = routes.KEEP.button("Keep it", sprint_id, extra=f"{found.words}/{total}", style=PRIMARY)
    return cards.buttons(keep, ask)


def told_text(told: Told) -> str:
    """Confirm to somebody what their sprint came to, and say when they see how it went for the others."""
    outcome, entry = told.outcome, told.outcome.entry
    noted = "Noted for the sprint." if told.was_in else _NOT_IN
    done = f"You wrote **{wrote(entry.words, entry.minutes)}**." if entry.words else _edited(entry.minutes)
    return "\n".join([noted, done + day_total(outcome), *effects(outcome), *_results_lines(told)])


_NOT_IN = "Noted, and you are in the sprint now: you were not when it ended. **Edit** adds how many minutes you wrote."


def _edited(minutes: int) -> str:
    return f"You edited for **{text.count(minutes, 'minute')}**." if minutes else "You edited."


def _results_lines(told: Told) -> list[str]:
    if told.shown.sprint.results_id is not None:
        return ["-# The results in the channel have it too."]
    at = told.results_at
    if at is None:
        return []
    soon = "now" if at <= told.shown.at else f"{discord.utils.format_dt(at, 'R')}, or as soon as all have said"
    return [f"-# How it went for everybody follows in the channel {soon}."]


# The results


def results_card(shown: SprintShown) -> SafeView:
    """Show how it went for everybody who was there, in the order they came, and what came of it together."""
    result = _RESULTS[shown.sprint.kind]
    listed = [f"- <@{part.member_id}> {result(part)}" for part in shown.parts[:LISTED]]
    if len(shown.parts) > LISTED:
        listed.append(f"- and {len(shown.parts) - LISTED} more")
    return cards.card(
        "### How the sprint went",
        "\n".join(listed) or "Those who were there have left.",
        _together(shown),
        _after_buttons(shown.sprint),
        accent=cards.LEAF,
    )


def _written(part: Part) -> str:
    if not part.has_told:
        return "was there"
    return f"· **{text.count(part.words, 'word')}**" if part.words else "edited"


def _read(part: Part) -> str:
    return "read and commented" if part.has_told else "read along"


_RESULTS = {SprintKind.WRITING: _written, SprintKind.READING: _read}


def _together(shown: SprintShown) -> str:
    is_reading = shown.sprint.kind is SprintKind.READING
    who = text.count(len(shown.parts), "reader" if is_reading else "writer")
    company = f"{who}, {text.count(shown.sprint.minutes, 'minute')}"
    done = sum(part.has_told for part in shown.parts) if is_reading else sum(part.words for part in shown.parts)
    return (
        f"Together: **{text.count(done, 'comment' if is_reading else 'word')}** · {company}"
        if done
        else f"Together: {company}"
    )
