"""What a circle's week looks like: the questions of Monday and Sunday, their forms, and the answers on them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord

from cogs.circles import routes
from cogs.kit import cards, text
from cogs.kit.cards import SafeView
from cogs.kit.routes import PRIMARY, Field, Form
from rules.circles import CircleStreak, Promise, PromiseOutcome, WeekTally
from rules.inbox import Waiting
from services.circles.places import LostMessage
from services.circles.weeks import Week

PROMISE_LENGTH, NOTE_LENGTH = 200, 150
# A message holds 4,000 characters, of which the rest of a card takes some hundred; eight members share what is left,
# and what they typed may grow to twice its length by being quoted.
PARTS_LENGTH = 3_300
SHORTER = (PROMISE_LENGTH, 120, 80, 40)

OUTCOMES = {PromiseOutcome.KEPT: "Kept", PromiseOutcome.PARTLY: "Partly", PromiseOutcome.MISSED: "Missed"}
PROMISE_TITLE = "This week I will…"


def promise_form(said: Promise | None, circle_id: int, week: str) -> Form:
    """Ask for one line; what was promised before stands in it. `week` is a card's own, or empty."""
    field = Field(
        "promise",
        "One thing you will do, in a line",
        "" if said is None else said.text,
        hint="Finish the ferry scene",
        required=True,
        max_length=PROMISE_LENGTH,
    )
    return routes.PROMISE.form(PROMISE_TITLE, circle_id, [field], extra=week)


def note_form(week: Week, said: Promise, afterwards: Callable[[], Awaitable[object]]) -> Form:
    """Ask for the line that may be added to an answer, which is kept already."""
    assert said.outcome is not None
    field = Field("note", "Anything to add? It may stay empty", said.note, max_length=NOTE_LENGTH)
    title = f"{OUTCOMES[said.outcome]}: noted"
    return routes.NOTE.form(title, week.circle.id, [field], extra=week.week_on.isoformat(), afterwards=afterwards)


def promise_button(week: Week, *, stays: bool = False) -> discord.ui.Button[Any]:
    """Return the button of the promise's form: for that week on a card that stays, else for whichever it is by then."""
    return routes.PROMISE.button(
        PROMISE_TITLE,
        week.circle.id,
        extra=week.week_on.isoformat() if stays else "",
        style=PRIMARY,
    )


def promise_parts(week: Week) -> list[str]:
    """Write each promise, and how it went where that was said; short enough for one card together."""
    for length in SHORTER:
        parts = [_promise_part(promise, length) for promise in week.promises.values()]
        if sum(map(len, parts)) <= PARTS_LENGTH:
            break
    return parts


def _promise_part(promise: Promise, length: int) -> str:
    outcome = "" if promise.outcome is None else f" · **{OUTCOMES[promise.outcome]}**"
    line = f"<@{promise.member_id}>{outcome}\n> {text.in_short(promise.text, length)}"
    return f"{line}\n-# {text.in_short(promise.note, length)}" if promise.note else line


def streak_line(streak: CircleStreak) -> str:
    """Write how many weeks in a row the circle kept its word; nothing before the first."""
    if not streak.longest:
        return ""
    current = f"Circle streak **{text.count(streak.current, 'week')}**"
    return current if streak.current == streak.longest else f"{current} · longest {text.count(streak.longest, 'week')}"


def promise_card(week: Week, late: str = "") -> SafeView:
    """Ask a circle what each will do this week, with what was promised so far; `late` says that the card comes late."""
    parts: list[cards.Part] = [f"### The week of {text.full_day(week.week_on)}{_so_far(week)}"]
    if week.asked_after:
        parts.append(cards.RULE)
        parts.append(
            f"{mentions(week.asked_after)}, it has been a while, and you are missed here. Nothing to explain and nothing "
            "to catch up on: whenever you like, a line is welcome."
        )
    parts += [cards.RULE, *promise_parts(week)]
    if waiting := [each for each in week.member_ids if each not in week.promises and each not in week.asked_after]:
        parts.append(f"Still to come: {mentions(waiting)}.")
    return cards.card(
        *parts,
        [promise_button(week, stays=True)],
        f"-# <@{week.owner_id}> looks after this circle.",
        *([late] if late else []),
        accent=cards.LEAF,
    )


def _so_far(week: Week) -> str:
    told = [_last_week(week.last_week)] if week.last_week.promised else []
    return "\n".join(["", *told, streak_line(week.streak)]).rstrip()


def _last_week(tally: WeekTally) -> str:
    return tally_words(tally, "Last week") if tally.fulfilled else "Last week can be told until Sunday."


def tally_words(tally: WeekTally, when: str) -> str:
    """Write "Last week: 3 of 4 promises kept or partly kept."."""
    return f"{when}: {tally.fulfilled} of {text.count(tally.promised, 'promise')} kept or partly kept."


def report_card(week: Week, late: str = "") -> SafeView:
    """Ask a circle how the week went, with the answers so far; `late` says that the card comes late."""
    waiting = [member_id for member_id, promise in week.promises.items() if promise.outcome is None]
    still = f"Still to come: {mentions(waiting)}." if waiting else _all_told(week.tally)
    week_on = week.week_on.isoformat()
    return cards.card(
        f"### How the week went\nThe week of {text.full_day(week.week_on)}, as each of you set out.",
        *promise_parts(week),
        cards.RULE,
        f"{still}\n{streak_line(week.streak)}".rstrip(),
        [
            routes.REPORT.button(title, week.circle.id, extra=f"{week_on}/{outcome.value}")
            for outcome, title in OUTCOMES.items()
        ],
        "-# Kept, partly or missed: each is an honest answer. It can be changed until next Sunday.",
        *([late] if late else []),
        accent=cards.LEAF,
    )


def _all_told(tally: WeekTally) -> str:
    if not tally.fulfilled:
        return "Everybody has answered. Monday brings a clean page."
    return tally_words(tally, "Everybody has answered")


def promise_call(asked_ids: Sequence[int]) -> str:
    """Ask whom Monday's card waits for: these words, not the card's, are what a phone shows."""
    return f"What will you do this week, {mentions(asked_ids)}? One line is enough, on the card above."


def report_call(asked_ids: Sequence[int]) -> str:
    """Ask whom Sunday's card waits for: these words, not the card's, are what a phone shows."""
    return f"How did your week go, {mentions(asked_ids)}? One tap on the card above is enough."


KEPT_TEXT = "That is kept, though Discord did not let me change the card just now. `/circle show` has it."


def promised_text(week: Week, member_id: int) -> str:
    """Tell a circle of a promise that was made elsewhere."""
    said = week.promises[member_id]
    return f"<@{member_id}>, for the week of {text.full_day(week.week_on)}:\n{text.quote_block(said.text)}"


def lost_text(message: LostMessage) -> str:
    """Tell whoever looks after a circle that its place is gone."""
    return (
        f"The place of your circle **{text.quoted(message.circle.name)}** is gone, so I cannot ask on Mondays and Sundays. "
        "In its server, `/circle show` makes a new thread; everybody keeps their seat and every promise is kept."
    )


def mentions(member_ids: Sequence[int]) -> str:
    """Write members as a list; whether that notifies them is the message's to say."""
    return text.listing([f"<@{member_id}>" for member_id in member_ids])


def lost_line(waiting: Waiting) -> str:
    """Tell who looks after a circle, and could not be written to, that its place is gone."""
    return f"The place of your circle **{text.quoted(waiting.text)}** is gone; `/circle show` makes a new thread."


def door_line(waiting: Waiting) -> str:
    """Tell who looks after a circle that somebody has to be taken out of its thread by hand."""
    return (
        f"Somebody who is no longer in your circle **{text.quoted(waiting.text)}** can still read <#{waiting.about}>: Discord "
        "has not let me take them out so far. Whoever may manage threads can do it at once, in the thread's list of "
        "members; `/circle show` says who belongs there."
    )


def blocked_line(waiting: Waiting) -> str:
    """Tell who looks after a circle that its post cannot get there."""
    _, channel_id = waiting.about.split("/")
    return (
        f"I may not post in <#{channel_id}>, the place of your circle **{text.quoted(waiting.text)}**. Once I may, the "
        "week's question comes within the hour."
    )
