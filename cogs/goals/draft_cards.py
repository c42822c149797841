"""The cards of a goal being set: what was understood, the questions, what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord

from cogs.goals import routes
from cogs.goals.cards import small_print
from cogs.goals.lines import FROM, counting_note, reading_words, target_lines, view_lines
from cogs.goals.questions import goal_question
from cogs.goals.together.cards import together_draft_card
from cogs.kit import cards, plans, text
from cogs.kit.cards import SafeView
from cogs.kit.routes import PRIMARY, SUCCESS, Field
from rules.goals.draft import Draft, GoalForm
from rules.goals.promises import PlanOffer
from rules.goals.reading.answers import Ask, GoalQuestion, GoalReading
from services.goals.drafts import Confirmed, Drafted, Understood
from services.goals.running import GoalView
from services.plans import Planned

TEXT_LENGTH = 300
MAX_OFFERED = 4

HAVE_FIELD = Field("now", "How many are there now?", hint="120", required=True, max_length=30)
ONCE = "once"
_EVERY = ((ONCE, "In all"), ("day", "Every day"), ("week", "Every week"), ("month", "Every month"))


def text_field(typed: str) -> Field:
    """Return the field to say a goal in one's own words, filled in with what was typed."""
    return Field(
        "text",
        "Your goal in your own words",
        typed,
        hint="20,000 words in 3 months",
        required=True,
        long=True,
        max_length=TEXT_LENGTH,
    )


def form_fields(form: GoalForm) -> list[Field]:
    """Return the fields to fill a goal in without a sentence, in any language."""
    return [
        Field("amount", "How many", form.amount, hint="500", required=True, max_length=20),
        Field("unit", "Of what", form.unit, hint="words, poems, followers", required=True, max_length=40),
        Field("by", "By when; empty where it has no end", form.by, hint="2027-06-30", max_length=40),
        Field("per", "How often", form.per or ONCE, options=_EVERY),
    ]


def read_fields(fields: Mapping[str, str]) -> GoalForm:
    """Return what was filled in."""
    per = fields["per"]
    return GoalForm(fields["amount"], fields["unit"], fields["by"], "" if per == ONCE else per)


def draft_card(drafted: Drafted, *, is_muted: bool = False) -> SafeView:
    """Show what was understood, to be confirmed, or the one question with its likely answers.

    Who `is_muted` may not write where its words would be read.
    """
    draft, found = drafted.draft, drafted.found
    if isinstance(found, GoalQuestion):
        return _question_card(draft, found)
    if draft.together:
        return together_draft_card(draft, found.target, drafted.today)
    if found.asks_for_start:
        return _gain_card(draft, found)
    if found.plan is not None:
        return _promise_card(draft, found, found.plan, is_muted=is_muted)
    head = "### Is this your goal?" if found.changes is None else "### Change your goal to this?"
    understood = target_lines(found.target, found.total, drafted.today)
    says_it_all = understood.splitlines()[0] == f"**{text.quoted(draft.text)}**"
    parts: list[cards.Part] = [
        head if says_it_all else f"{head}\n{text.quote_block(draft.text)}",
        understood,
        *_change_lines(drafted, found),
    ]
    by_hand = found.changes is not None and found.changes.counted_from_on is None
    note = counting_note(found.target, None if by_hand else found.target.source)
    if note:
        parts.append(note)
    some = [routes.HAVE.button("I have some already", draft.id)] if found.may_have_some else []
    parts += _who_hears(draft, "Looks right", is_muted=is_muted)
    buttons = [
        routes.CONFIRM.button("Looks right", draft.id, style=SUCCESS),
        *([] if is_muted else _quietly(draft)),
        *some,
        *_ways_out(draft),
    ]
    return cards.card(*parts, buttons, accent=cards.LEAF)


def _who_hears(draft: Draft, button: str, *, is_muted: bool) -> list[str]:
    """Say before a goal is set who hears of it, and how to keep it from them; of new words, who will read them."""
    if not draft.is_said_aloud:
        return []
    if draft.will_be_told and is_muted:
        return ["You cannot write in this channel, so this goal will be private: only you see it."]
    if draft.will_be_told:
        return [
            f"**{button}** also tells this channel, in your words, and whoever reads here can look it up. "
            "**Keep it private** tells nobody."
        ]
    told = f"You told this goal in <#{draft.channel_id}>"
    if is_muted:
        return [f"{told}, where you cannot write now. Once you can, these words can be kept."]
    return [f"{told}: **{button}** lets whoever reads there see the new words."]


def _quietly(draft: Draft) -> list[discord.ui.Item[Any]]:
    return [routes.CONFIRM_PRIVATELY.button("Keep it private", draft.id)] if draft.will_be_told else []


def _ways_out(draft: Draft) -> list[discord.ui.Item[Any]]:
    return [routes.EDIT.button("Edit", draft.id), routes.CANCEL.button("Cancel", draft.id)]


def _gain_card(draft: Draft, found: Understood) -> SafeView:
    """Ask how many there are now, so that a gain knows where it ends."""
    more = f"**{text.number(found.target.amount)} more {text.quoted(found.target.unit)}**"
    return cards.card(
        f"### How many are there now?\n{text.quote_block(draft.text)}",
        f"{more} on top of that is your goal. With today’s number I know where it ends.",
        [routes.HAVE.button("Tell me the number", draft.id, style=PRIMARY), *_ways_out(draft)],
        accent=cards.AMBER,
    )


def _promise_card(draft: Draft, found: Understood, plan: PlanOffer, *, is_muted: bool) -> SafeView:
    """Offer to make a rhythm without an amount the member's plan; or a goal in sessions."""
    target = found.target
    counted = FROM[target.source] if target.source else ""
    goal = text.quoted(reading_words(GoalReading(target.amount, target.unit, None, target.per, target.deadline_on)))
    return cards.card(
        f"### That is a promise\n{text.quote_block(draft.text)}",
        f"It needs no number: it can be your plan, **{plans.rhythm_words(plan.kind, plan.days or 1)}**, and your streak is "
        f"measured by it. {'A plan runs on until you change it. ' if target.deadline_on else ''}"
        f"Or keep it as a goal, **{goal}**: I count {counted}.",
        *_who_hears(draft, "Keep it as a goal", is_muted=is_muted),
        [
            routes.PLAN.button("Make it my plan", draft.id, style=SUCCESS),
            routes.CONFIRM.button("Keep it as a goal", draft.id),
            *([] if is_muted else _quietly(draft)),
            *_ways_out(draft),
        ],
        accent=cards.LEAF,
    )


def planned_card(planned: Planned) -> SafeView:
    """Say which plan holds, from when."""
    plan = planned.plan
    begins = "starting now" if plan.from_on <= planned.today else f"from {text.full_day(plan.from_on)}"
    return cards.card(
        f"Your plan is **{plans.plan_words(plan)}**, {begins}. `/streak show` says how it goes, `/streak plan` changes it.",
        accent=cards.LEAF,
    )


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
    parts: list[cards.Part] = [text.quote_block(draft.text), goal_question(question)]
    parts.extend(
        [routes.PICK.button(text.label(reading_words(reading)), draft.id, extra=str(number), style=PRIMARY)]
        for number, reading in enumerate(question.readings[:MAX_OFFERED])
    )
    edit, cancel = routes.EDIT.button("Say it differently", draft.id), routes.CANCEL.button("Cancel", draft.id)
    if question.code is Ask.NOT_ENGLISH:
        parts.append([routes.REFILL.button("Fill in a form", draft.id, style=PRIMARY), edit, cancel])
    else:
        parts.append([edit, routes.REFILL.button("Fill in a form", draft.id), cancel])
    return cards.card(*parts, accent=cards.AMBER)


def cancelled_card(draft: Draft) -> SafeView:
    """Say that nothing was set or changed, and keep the words at hand."""
    nothing = "Nothing was set." if draft.goal_id is None else "Nothing was changed."
    return cards.card(
        f"{nothing} Your words are here, if you want them again:\n{text.quote_block(draft.text)}",
        [routes.EDIT.button("Edit and try again", draft.id)],
    )


def confirmed_card(confirmed: Confirmed, *, is_muted: bool = False) -> SafeView:
    """Show a goal just set or changed, and the rhythms to get there; of who `is_muted` here nobody else hears it."""
    view = confirmed.view
    goal = view.goal
    if confirmed.easier_on is not None:
        head = f"### Noted. The change starts on {text.full_day(confirmed.easier_on)}\nUntil then your goal stays:"
    elif confirmed.is_new:
        head = "### It is set"
    else:
        head = "### Your goal now"
    parts: list[cards.Part] = [f"{head}\n{text.quote_block(goal.text)}", view_lines(view)]
    parts.extend(small_print(goal))
    if is_muted and goal.private:
        parts.append("-# You cannot write in this channel, so I told nobody.")
    if confirmed.practice is not None:
        parts += [cards.RULE, *_practice_parts(confirmed.practice)]
    if confirmed.proposals:
        parts.append(cards.RULE)
        parts.append("Which rhythm takes you there? Pick one with one tap, or leave it.")
        parts.append(
            [
                routes.PRACTICE.button(proposal.label, goal.id, extra=str(number))
                for number, proposal in enumerate(confirmed.proposals)
            ]
        )
    return cards.card(*parts, accent=cards.LEAF)


def _practice_parts(practice: GoalView) -> list[cards.Part]:
    """Show the rhythm that was taken up, below the goal that it leads to."""
    return [
        f"**Set beside it, as the way there**\n{text.quote_block(practice.goal.text)}",
        view_lines(practice),
        *small_print(practice.goal),
    ]


def shared_card(view: GoalView) -> SafeView:
    """Say a goal aloud where it was set."""
    return cards.card(
        f"### <@{view.goal.member_id}> has a goal\n{text.quote_block(view.goal.text)}",
        view_lines(view),
        accent=cards.LEAF,
    )
