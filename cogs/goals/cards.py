"""The cards of goals: to confirm, just set, shared, progress, lists, milestones, endings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord

from cogs.goals import routes
from cogs.goals.lines import (
    counting_note,
    is_over,
    is_reached,
    reading_words,
    reported_note,
    target_lines,
    view_lines,
    what_next,
)
from cogs.goals.pace_picture import PacePicture
from cogs.goals.questions import goal_question
from cogs.kit import cards, text
from cogs.kit.cards import SafeView
from cogs.kit.pictures.attach import Attached
from cogs.kit.routes import PRIMARY, SECONDARY, SUCCESS, Field
from rules.goals.draft import Draft
from rules.goals.goal import Ending, Goal
from rules.goals.reading.answers import GoalQuestion
from services.goals.drafts import Confirmed, Drafted, Understood
from services.goals.milestones import MilestoneMessage
from services.goals.running import GoalView, LowerTotal, Progressed

TEXT_LENGTH = 300
LISTED = 8
LISTED_LENGTH = 100
MAX_OFFERED = 4

PROGRESS_FIELD = Field("to", "Your total now, or a step such as +20", hint="180", required=True, max_length=30)


def text_field(typed: str) -> Field:
    """Return the field to say a goal in one's own words, filled in with what was typed."""
    return Field(
        "text",
        "Your goal in your own words",
        typed,
        hint="500 followers in 3 months",
        required=True,
        long=True,
        max_length=TEXT_LENGTH,
    )


def draft_card(drafted: Drafted) -> SafeView:
    """Show what was understood, to be confirmed, or the one question with its likely answers."""
    draft, found = drafted.draft, drafted.found
    if isinstance(found, GoalQuestion):
        return _question_card(draft, found)
    head = "### Is this your goal?" if found.changes is None else "### Change your goal to this?"
    parts: list[cards.Part] = [
        f"{head}\n{text.quote_block(draft.text)}",
        target_lines(found.target, found.total, drafted.today),
        *_change_lines(drafted, found),
    ]
    note = counting_note(found.target)
    if note:
        parts.append(note)
    parts.append(
        [
            routes.CONFIRM.button("Looks right", draft.id, style=SUCCESS),
            routes.EDIT.button("Edit", draft.id),
            routes.CANCEL.button("Cancel", draft.id),
        ]
    )
    return cards.card(*parts, accent=cards.LEAF)


def _change_lines(drafted: Drafted, found: Understood) -> list[str]:
    if found.changes is None:
        return []
    lines = [f"Until now:\n{text.quote_block(found.changes.text)}"]
    if found.holds_from > drafted.today:
        lines.append(
            f"This asks less of you, so it starts in a week, on **{text.full_day(found.holds_from)}**. "
            "Until then nothing changes."
        )
    else:
        lines.append("It starts today. Your progress stays.")
    return lines


def _question_card(draft: Draft, question: GoalQuestion) -> SafeView:
    asked = goal_question(replace(question, typed=text.quoted(question.typed)))
    parts: list[cards.Part] = [text.quote_block(draft.text), asked]
    parts.extend(
        [routes.PICK.button(reading_words(reading)[:80], draft.id, extra=str(number), style=PRIMARY)]
        for number, reading in enumerate(question.readings[:MAX_OFFERED])
    )
    parts.append([routes.EDIT.button("Say it differently", draft.id), routes.CANCEL.button("Cancel", draft.id)])
    return cards.card(*parts, accent=cards.AMBER)


def cancelled_card(draft: Draft) -> SafeView:
    """Say that nothing was set or changed, and keep the words at hand."""
    nothing = "Nothing was set." if draft.goal_id is None else "Nothing was changed."
    return cards.card(
        f"{nothing} Your words are here, if you want them again:\n{text.quote_block(draft.text)}",
        [routes.EDIT.button("Edit and try again", draft.id)],
    )


def confirmed_card(confirmed: Confirmed) -> SafeView:
    """Show a goal just set or changed, and the rhythms to get there."""
    view = confirmed.view
    goal = view.goal
    if confirmed.easier_on is not None:
        head = f"### Noted. The change starts on {text.full_day(confirmed.easier_on)}\nUntil then your goal stays:"
    elif confirmed.is_new:
        head = "### It is set"
    else:
        head = "### Your goal now"
    parts: list[cards.Part] = [f"{head}\n{text.quote_block(goal.text)}", view_lines(view)]
    parts.extend(_small_print(view))
    if confirmed.proposals:
        parts.append(cards.RULE)
        parts.append("What will you do each week to get there? Pick one with one tap, or leave it.")
        parts.append(
            [
                routes.PRACTICE.button(proposal.label, goal.id, extra=str(number))
                for number, proposal in enumerate(confirmed.proposals)
            ]
        )
    return cards.card(*parts, accent=cards.LEAF)


def _small_print(view: GoalView) -> list[str]:
    target = view.goal.target
    note = counting_note(target)
    if not note and target.is_practice:
        note = "-# Tell me with `/goal progress`: `+1` adds one."
    return [*([note] if note else []), *(["-# Private: only you see it."] if view.goal.private else [])]


def shared_card(view: GoalView) -> SafeView:
    """Say a goal aloud where it was set."""
    return cards.card(
        f"### <@{view.goal.member_id}> has a goal\n{text.quote_block(view.goal.text)}",
        view_lines(view),
        accent=cards.LEAF,
    )


def pace_picture(view: GoalView) -> PacePicture | None:
    """Return an outcome's way against an even pace; None where there is no way to draw, as to one novel."""
    goal = view.goal
    target = goal.target
    if view.pace is None or target.deadline_on is None or target.amount - target.start <= 1:
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


def goal_card(view: GoalView, picture: Attached | None, *, is_own: bool) -> SafeView:
    """Show one goal with its pace and, to its owner, what can be done with it."""
    goal = view.goal
    parts: list[cards.Part] = [f"### Goal of <@{goal.member_id}>\n{text.quote_block(goal.text)}"]
    if picture is not None:
        parts.append(picture.gallery)
    parts.append(view_lines(view))
    if goal.easier_on is not None:
        parts.append(f"An easier version starts on {text.full_day(goal.easier_on)}.")
    if not goal.is_running:
        parts.append(f"This goal is {goal.ending}.")
    elif is_own:
        parts.extend([what_next(view)] if what_next(view) else _small_print(view))
        parts.append(_goal_buttons(view))
    return cards.card(*parts, accent=cards.LEAF)


def _goal_buttons(view: GoalView) -> list[discord.ui.Item[Any]]:
    goal = view.goal
    is_done = is_reached(view) or is_over(view)
    items: list[discord.ui.Item[Any]] = []
    if not goal.target.is_self_counting:
        items.append(routes.UPDATE.button("Update", goal.id, style=SECONDARY if is_done else PRIMARY))
    items.append(routes.CHANGE.button("New goal or date" if is_done else "Change", goal.id))
    if is_done:
        items.append(routes.FINISH.button("Finish", goal.id, style=SUCCESS))
    return items


def list_card(views: list[GoalView], member_id: int) -> SafeView:
    """Show a member's running goals, newest last."""
    parts: list[cards.Part] = [f"### Goals of <@{member_id}>"]
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
        return "You have no goal yet. Tell me one in your own words: `/goal set text: 500 followers in 3 months`."
    return "They share no goal in this server right now."


def progress_card(progressed: Progressed) -> SafeView:
    """Show a goal after a step, with a milestone if one was reached."""
    view, step, milestone = progressed.view, progressed.step, progressed.milestone
    parts: list[cards.Part] = []
    if milestone is not None:
        parts.append(milestone_words(view.goal, milestone.percent))
    sign = "+" if step > 0 else "−"
    moved = f"{sign}{text.amount_of(abs(step), view.goal.target.unit)}" if step else "looked in: nothing new yet"
    parts.append(f"<@{view.goal.member_id}> {moved}\n{text.quote_block(view.goal.text)}")
    parts.append(view_lines(view))
    next_step = what_next(view) or reported_note(view.goal.target)
    if next_step:
        parts.append(next_step)
    if milestone is not None and milestone.told_in is not None:
        parts.append(f"-# I tell <#{milestone.told_in}> too.")
    return cards.card(*parts, accent=cards.LEAF)


def milestone_words(goal: Goal, percent: int) -> str:
    """Celebrate a milestone in one line."""
    way = text.amount_of(goal.target.amount, goal.target.unit)
    if percent == 100:
        return f"### <@{goal.member_id}> has reached {way}!"
    part = {25: "a quarter of the way", 50: "halfway", 75: "three quarters of the way"}[percent]
    return f"### <@{goal.member_id}> is {part} to {way}"


def milestone_card(message: MilestoneMessage) -> SafeView:
    """Celebrate a milestone where the goal was shared."""
    return cards.card(
        milestone_words(message.goal, message.percent),
        f"{text.quote_block(message.goal.text)}\n{text.bar(message.percent / 100)}",
        accent=cards.LEAF,
    )


def lower_buttons(lower: LowerTotal) -> discord.ui.View:
    """Ask whether a lower total is meant."""
    return cards.buttons(
        routes.LOWER.button("Yes, that is right", lower.goal.id, extra=f"{lower.total:.2f}"),
        routes.UPDATE.button("No, let me type it again", lower.goal.id),
    )


def lower_taken_text(progressed: Progressed) -> str:
    """Close the question about a lower total."""
    return f"Noted: {text.amount_of(abs(progressed.step), progressed.view.goal.target.unit)} less."


def ended_card(view: GoalView) -> SafeView:
    """Say how a goal ended."""
    goal = view.goal
    if goal.ending is Ending.FINISHED:
        return cards.card(
            f"### <@{goal.member_id}> finished a goal\n{text.quote_block(goal.text)}",
            view_lines(view),
            accent=cards.LEAF,
        )
    return cards.card(
        f"You let this goal go. That is a decision too.\n{text.quote_block(goal.text)}\n"
        "What you did for it stays on record. `/goal set` starts a new one."
    )
