"""The cards of goals that run: how they stand, progress, lists, milestones, endings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from cogs.goals import routes
from cogs.goals.lines import counting_note, is_over, is_reached, standing_words, view_lines, what_next
from cogs.goals.pace_picture import PacePicture
from cogs.kit import cards, text
from cogs.kit.cards import SafeView
from cogs.kit.pictures.attach import Attached
from cogs.kit.routes import PRIMARY, SECONDARY, SUCCESS, Field
from cogs.praise.routes import well_done
from rules.goals.goal import Ending, Goal
from services.goals.endings import NotThereYet
from services.goals.milestones import MilestoneMessage
from services.goals.running import GoalView, Progressed, StepBack, WhichGoalMoves

LISTED = 8
LISTED_LENGTH = 100
MOST_BUTTONS = 10

PROGRESS_FIELD = Field("to", "Your total now, or a step such as +20", hint="180", required=True, max_length=30)


def pace_picture(view: GoalView) -> PacePicture | None:
    """Return an outcome's way against an even pace; None where there is none to draw: one novel, or not begun."""
    goal = view.goal
    target = goal.target
    if view.pace is None or target.deadline_on is None or target.way <= 1 or view.today < target.starts_on:
        return None
    return PacePicture(
        unit=target.unit,
        start=target.start,
        amount=target.amount,
        total=goal.total,
        starts_on=target.starts_on,
        deadline_on=target.deadline_on,
        today=view.today,
        history=view.history,
        days_ahead=view.pace.days_ahead if goal.is_running and not is_over(view) else None,
    )


def goal_card(view: GoalView, picture: Attached | None) -> SafeView:
    """Show its owner one goal with its pace and what can be done with it."""
    goal = view.goal
    parts: list[cards.Part] = [f"### Goal of <@{goal.member_id}>\n{text.quote_block(goal.text)}"]
    if picture is not None:
        parts.append(picture.gallery)
    parts.append(view_lines(view))
    if goal.easier_on is not None:
        parts.append(f"An easier version starts on {text.full_day(goal.easier_on)}.")
    if not goal.is_running:
        parts.append(f"This goal is {goal.ending}.")
    else:
        parts.extend([what_next(view)] if what_next(view) else small_print(goal))
        parts.append(_goal_buttons(view))
    return cards.card(*parts, accent=cards.LEAF)


def _goal_buttons(view: GoalView) -> list[discord.ui.Item[Any]]:
    goal = view.goal
    is_done = is_reached(view) or is_over(view)
    items: list[discord.ui.Item[Any]] = []
    if not goal.counts_itself and view.today >= goal.starts_on:
        items.append(routes.UPDATE.button("Update", goal.id, style=SECONDARY if is_done else PRIMARY))
    if goal.source is None and goal.target.source is not None:
        items.append(routes.COUNT.button("Count it for me", goal.id))
    items.append(routes.CHANGE.button("New goal or date" if is_done else "Change", goal.id))
    if is_done:
        items.append(routes.FINISH.button("Finish", goal.id, style=SUCCESS))
    return items


def list_card(views: Sequence[GoalView], member_id: int, *, is_own: bool) -> SafeView:
    """Show a member's running goals, newest last."""
    parts: list[cards.Part] = ["### Your goals" if is_own else f"### Goals of <@{member_id}>"]
    for view in views[:LISTED]:
        parts.append(cards.RULE)
        parts.append(f"{text.quote_block(_shortened(view.goal.text))}\n{view_lines(view)}")
    if len(views) > LISTED:
        parts.append(f"-# And {len(views) - LISTED} more.")
    return cards.card(*parts, accent=cards.LEAF)


def _shortened(typed: str) -> str:
    flat = " ".join(typed.split())
    return flat if len(flat) <= LISTED_LENGTH else flat[: LISTED_LENGTH - 1] + "…"


def no_goals_text(*, is_own: bool) -> str:
    """Say that there is nothing to list, and the next step."""
    if is_own:
        return "You have no goal yet. Tell me one in your own words: `/goal set text: 20,000 words in 3 months`."
    return "They share no goal in this server right now."


def progress_text(progressed: Progressed) -> str:
    """Tell a step in one line."""
    view, step = progressed.view, progressed.told_step
    sign = "+" if step > 0 else "−"
    moved = f"{sign}{text.number(abs(step))}" if step else "looked in, nothing new yet"
    return f"<@{view.goal.member_id}> {moved}: {standing_words(view)}"


def milestone_reached_card(progressed: Progressed, percent: int, told_in: int | None) -> SafeView:
    """Celebrate a step that reached a milestone; `told_in` is the channel that hears of it, when not here."""
    view = progressed.view
    parts: list[cards.Part] = [
        f"### {milestone_words(view.goal, percent)}\n{progress_text(progressed)}",
        text.quote_block(view.goal.text),
    ]
    if what_next(view):
        parts.append(what_next(view))
    if told_in is not None:
        parts.append(f"-# I tell <#{told_in}> too.")
    if not view.goal.private:
        parts.append([well_done(view.goal.id, percent)])
    return cards.card(*parts, accent=cards.LEAF)


def move_buttons(which: WhichGoalMoves) -> discord.ui.View:
    """Offer the goals that what was typed may be for; it is kept in the buttons."""
    typed = which.typed.replace(":", " ")
    moved = which.running[-MOST_BUTTONS:]
    return cards.buttons(*(routes.MOVE.button(text.label(goal.text), goal.id, extra=typed) for goal in reversed(moved)))


def moved_by_text(typed: str) -> str:
    """Say which progress was taken, in place of the buttons that asked what it is for."""
    return f"{text.named(typed)} it is."


def milestone_words(goal: Goal, percent: int) -> str:
    """Celebrate a milestone in one line."""
    way = text.amount_of(goal.target.amount, goal.target.unit)
    if percent == 100:
        return f"<@{goal.member_id}> has reached {way}!"
    part = {25: "a quarter of the way", 50: "halfway", 75: "three quarters of the way"}[percent]
    return f"<@{goal.member_id}> has passed {part} to {way}"


def milestone_text(message: MilestoneMessage) -> str:
    """Celebrate a milestone where the goal was shared: in a text, whose first words a phone shows."""
    said, quoted = milestone_words(message.goal, message.percent), text.quote_block(message.goal.text)
    return f"{said}\n{quoted}\n{text.bar(message.percent / 100)}"


def milestone_buttons(message: MilestoneMessage) -> discord.ui.View:
    """Return what others can say to a milestone."""
    return cards.buttons(well_done(message.goal.id, message.percent))


def back_buttons(back: StepBack) -> discord.ui.View:
    """Ask whether a total farther from the goal is meant."""
    return cards.buttons(
        routes.LOWER.button("Yes, that is right", back.goal.id, extra=f"{back.total:.2f}"),
        routes.UPDATE.button("No, let me type it again", back.goal.id),
    )


def back_taken_text(progressed: Progressed) -> str:
    """Close the question about a total farther from the goal."""
    less_or_more = "less" if progressed.step < 0 else "more"
    return f"Noted: {text.amount_of(abs(progressed.step), progressed.view.goal.target.unit)} {less_or_more}."


def early_buttons(early: NotThereYet) -> discord.ui.View:
    """Offer to finish a goal below 100 % all the same."""
    goal = early.view.goal
    return cards.buttons(
        routes.FINISH_EARLY.button("Finish it as it is", goal.id, style=SUCCESS),
        routes.CHANGE.button("Change it instead", goal.id),
    )


def ended_card(view: GoalView) -> SafeView:
    """Say how a goal ended, and for a day how to take that back."""
    goal = view.goal
    back = [routes.TAKE_BACK.button("Take it back", goal.id)]
    if goal.ending is Ending.FINISHED:
        head = f"### <@{goal.member_id}> finished a goal\n{text.quote_block(goal.text)}"
        return cards.card(head, view_lines(view), back, accent=cards.LEAF)
    return cards.card(
        f"You let this goal go. That is a decision too.\n{text.quote_block(goal.text)}\n"
        "What you did for it stays on record. `/goal set` starts a new one.",
        back,
    )


def taken_back_card(view: GoalView) -> SafeView:
    """Say that a goal goes on."""
    goal = view.goal
    head = f"### This goal of <@{goal.member_id}> goes on\n{text.quote_block(goal.text)}"
    return cards.card(head, view_lines(view), accent=cards.LEAF)


def counted_card(view: GoalView) -> SafeView:
    """Say that the bot counts a goal from now on."""
    goal = view.goal
    head = f"### From today on I count this for you\n{text.quote_block(goal.text)}"
    return cards.card(head, view_lines(view), *small_print(goal), accent=cards.LEAF)


def small_print(goal: Goal) -> list[str]:
    """Say how a goal is counted, and whether it is private."""
    note = counting_note(goal.target, goal.source)
    if not note and goal.target.is_practice:
        note = "-# Tell me with `/goal progress`: `+1` adds one."
    return [*([note] if note else []), *(["-# Private: only you see it."] if goal.private else [])]
