"""What a goal together looks like: being drafted, its card, what is said aloud of it, and what those in it are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import discord

from cogs.goals import routes
from cogs.goals.lines import FROM, target_lines
from cogs.kit import cards, text
from cogs.kit.cards import SafeView
from cogs.kit.refusals import given_back
from cogs.kit.routes import DANGER, FOR_SOME, SUCCESS
from rules.goals.draft import Draft
from rules.goals.goal import Target, fraction_done
from rules.goals.sources import Source
from rules.goals.together import TogetherGoal, most_a_day
from services.goals.together.posts import TogetherMessage, TogetherShown
from services.goals.together.timing import Aloud

# How many are named.
NAMED = 30
# What buttons carry whose message is not the card: a post or an answer, and the list of what is open.
POST, LIST = "post", "list"

PLACE_TEXT = (
    "A goal together begins in the channel where all can see it. Whoever manages this server can begin one for everybody, "
    "and in a circle's own place its members can. Tell me in plain words: `/goal together text: 100,000 words in November`."
)


def together_draft_card(draft: Draft, target: Target, today: date) -> SafeView:
    """Show what was understood, to be confirmed."""
    return cards.card(
        f"### Is this the goal together?\n{text.quote_block(draft.text)}",
        target_lines(target, target.start, today),
        _counting_note(target),
        [
            routes.TOGETHER.button("Looks right", draft.id, style=SUCCESS),
            routes.EDIT.button("Edit", draft.id),
            routes.CANCEL.button("Cancel", draft.id),
        ],
        accent=cards.LEAF,
    )


def begun_card(goal: TogetherGoal) -> SafeView:
    """Confirm to whoever began it that a goal is set."""
    return cards.card(
        f"It is set: **{name_of(goal)}**. Its card stands in <#{goal.channel_id}>, and whoever presses **I'm in** there "
        "counts from then on, you too.",
        accent=cards.LEAF,
    )


def name_of(goal: TogetherGoal) -> str:
    """Return what a goal is called: "100,000 words together"."""
    return f"{text.amount_of(goal.amount, goal.unit)} together"


def together_card(shown: TogetherShown) -> SafeView:
    """Show a goal as it stands, with what can be done about it."""
    goal = shown.goal
    whose = "" if shown.circle is None else f"\nA goal of the circle **{text.quoted(shown.circle.name)}**"
    parts: list[cards.Part] = [f"### {name_of(goal)}{whose}", _standing(shown), _who(shown)]
    if goal.is_open:
        end = routes.END.button(FOR_SOME, goal.id)
        parts += [_counting_note(goal.target), [*_join_buttons(goal, ""), end]]
    return cards.card(*parts, accent=cards.LEAF)


def _standing(shown: TogetherShown) -> str:
    goal = shown.goal
    if goal.is_open and shown.today < goal.starts_on:
        return f"Begins on **{text.full_day(goal.starts_on)}**\n{_last_day(goal)}"
    return f"{_progress(shown)}\n{_last_day(goal)}"


def _progress(shown: TogetherShown) -> str:
    goal = shown.goal
    fraction = fraction_done(goal.target, shown.total)
    return f"{text.bar(fraction)} **{_so_far(shown)}** of {text.amount_of(goal.amount, goal.unit)} ({int(fraction * 100)} %)"


def _so_far(shown: TogetherShown) -> str:
    return text.number(shown.total)


def _last_day(goal: TogetherGoal, *, is_over: bool = False) -> str:
    if goal.ended_at is not None:
        return f"It was ended early, {discord.utils.format_dt(goal.ended_at, 'D')}"
    return f"{'It went to' if is_over or not goal.is_open else 'To'} the end of **{text.full_day(goal.deadline_on)}**"


def _who(shown: TogetherShown) -> str:
    names = [f"<@{each}>" for each in shown.member_ids[:NAMED]]
    rest = len(shown.member_ids) - len(names)
    if not names:
        return "Nobody is in it yet." if shown.goal.is_open else "Nobody was in it."
    return f"**In it:** {text.listing([*names, f'{rest} more'] if rest > 0 else names)}"


def _counting_note(target: Target) -> str:
    source = target.source
    assert source is not None
    most = most_a_day(target.unit)
    note = f"-# I count {FROM[source]}, from when you press **I'm in**, up to {most:,} a day from each"
    if source.is_writing or source is Source.LINKS:
        note += ". What is `quiet` stays between us and does not count here"
    return f"{note}."


def _join_buttons(goal: TogetherGoal, extra: str) -> list[discord.ui.Button[Any]]:
    return [
        routes.JOIN.button("I'm in", goal.id, extra=extra, style=SUCCESS),
        routes.LEAVE.button("Leave", goal.id, extra=extra),
    ]


def open_cards(running: Sequence[TogetherShown]) -> SafeView:
    """Show in short what is open, each with its buttons."""
    parts: list[cards.Part] = []
    for shown in running:
        parts += [f"### {name_of(shown.goal)}", _standing(shown), _who(shown)]
        parts.append(_join_buttons(shown.goal, LIST))
    return cards.card(*parts, accent=cards.LEAF)


def join_each(running: Sequence[TogetherGoal]) -> discord.ui.View:
    """Offer to join what is open."""
    return cards.buttons(
        *(routes.JOIN.button(_join_label(goal), goal.id, extra=POST, style=SUCCESS) for goal in running)
    )


def _join_label(goal: TogetherGoal) -> str:
    return text.label(f"I'm in: {text.plain_amount_of(goal.amount, goal.unit)}")


# What is said aloud


def aloud_text(message: TogetherMessage) -> str:
    """Say it in a text, whose first words a phone shows."""
    shown = message.shown
    goal = shown.goal
    match message.what:
        case Aloud.BEGUN:
            return (
                f"**{name_of(goal)}**: it begins, and runs to the end of {text.full_day(goal.deadline_on)}.\n"
                f"{_who(shown)}\nWhoever presses **I'm in** counts from then on."
            )
        case Aloud.HALF_WAY:
            return f"**Half way** to {name_of(goal)}.\n{_progress(shown)}\n{_last_day(goal)}"
        case Aloud.REACHED:
            return f"**You did it:** {name_of(goal)}, before its last day.\n{_progress(shown)}\n{_who(shown)}"
        case _:
            return f"{_came_to(shown)}\n{_last_day(goal, is_over=True)}\n{_who(shown)}"


def _came_to(shown: TogetherShown) -> str:
    goal = shown.goal
    came = f"**{text.amount_of(shown.total, goal.unit)} together**"
    if shown.total >= goal.amount:
        return f"{came}: you reached what you set out for, {text.amount_of(goal.amount, goal.unit)}."
    if not shown.total:
        return (
            f"**{name_of(goal)}** is over; this one went by quietly. `/goal together` begins another whenever you like."
        )
    return f"{came}, all new. You set out for {text.number(goal.amount)}, and what you did stays yours."


def aloud_buttons(message: TogetherMessage) -> discord.ui.View | None:
    """Return what can be pressed under what is said; nothing once it is over."""
    goal = message.shown.goal
    return cards.buttons(*_join_buttons(goal, POST)) if goal.is_open and message.what is not Aloud.ENDED else None


# What those in it are told


def in_text(shown: TogetherShown) -> str:
    """Confirm to somebody that they are in."""
    goal = shown.goal
    since = "now on" if shown.today >= goal.starts_on else f"{text.full_day(goal.starts_on)} on"
    return (
        f"You are in. From {since}, what I count of yours goes into **{name_of(goal)}** by itself: just log it as ever."
    )


def in_already_text(goal: TogetherGoal) -> str:
    """Tell somebody who presses once more that nothing is missing."""
    return (
        f"You are in already, so what I count of yours goes into **{name_of(goal)}** by itself. **Leave** takes you out, "
        "with what you put in."
    )


def left_text(goal: TogetherGoal) -> str:
    """Confirm to somebody that they have left."""
    return (
        f"You have left **{name_of(goal)}**, and what you put in went with you; your own log is as it was. **I'm in** "
        "brings both back."
    )


def ask_end_card(goal: TogetherGoal) -> SafeView:
    """Ask once more before a goal is ended early."""
    return cards.card(
        f"End **{name_of(goal)}** now? I say what it came to in <#{goal.channel_id}>, and it takes nothing more. It would "
        f"run to the end of {text.full_day(goal.deadline_on)}.",
        [routes.END_NOW.button("End it now", goal.id, style=DANGER)],
        accent=cards.AMBER,
    )


def ended_card(goal: TogetherGoal) -> SafeView:
    """Confirm that a goal was ended."""
    return cards.card(f"**{name_of(goal)}** has ended. What it came to is on its way to <#{goal.channel_id}>.")


def missing_text(missing: Sequence[str], typed: str) -> str:
    """Say what permission keeps the card of a goal together out of a channel, with what was typed."""
    needed = text.listing([f"**{name}**" for name in missing])
    return given_back(
        f"The card of a goal together stands in its channel, and here I am missing {needed}. Use it in another channel, or "
        "let whoever manages this one allow me that under Edit Channel, Permissions.",
        typed,
    )
