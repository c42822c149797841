"""The first words of a reminder, which are all that a phone shows: what today takes, never the same twice in a row."""

from __future__ import annotations

from collections.abc import Callable

from cogs.kit import text
from cogs.streaks.cards import length
from rules.reminders.today import GoalToday, Situation, Today
from rules.streaks.plans import unit_end

LONGEST_QUOTE = 80
# What a freeze is, for whoever meets the word here first.
SPARE, SPARES = "a spare day", "spare days"

# Each situation has two ways to say it at least, and a member's reminders take them in turn.
Words = Callable[[Today], tuple[str, ...]]


def first_words(today: Today, about: Situation, number: int) -> str:
    """Say what today takes, for a member's reminder with that number."""
    ways = _WORDS[about](today)
    return ways[number % len(ways)]


def _quoted(typed: str) -> str:
    return text.named_in_short(" ".join(typed.split()), LONGEST_QUOTE)


def _goal(today: Today, *, is_last_day: bool) -> GoalToday:
    found = today.goal(is_last_day=is_last_day)
    assert found is not None
    return found


def _goals_last_day(today: Today) -> tuple[str, ...]:
    found = _goal(today, is_last_day=True)
    goal, name = found.goal, _quoted(found.goal.text)
    if goal.source is None:
        stood = text.amount_of(goal.total, goal.target.unit)
        return f"Last day of {name}: you last told me of {stood}.", f"{name} ends today; it stood at {stood}."
    left = text.amount_of(found.amount, goal.target.unit)
    return f"Last day of {name}: {left} to go.", f"{name} ends today, with {left} to go."


def _unit_at_stake(today: Today) -> tuple[str, ...]:
    state, unit = today.streak, today.streak.unit.value
    last_on = unit_end(state.unit, today.day_on)
    by = f"by {text.WEEKDAYS[last_on.weekday()]}" if unit == "week" else f"by {text.day(last_on, today.day_on)}"
    if state.missing > state.days_left:
        left, freezes = text.count(state.days_left, "day"), _freezes(state.missing - state.days_left)
        return f"{left} {by} and {freezes} keep the {unit}.", f"The {unit} still holds: {left} {by}, and {freezes}."
    if last_on == today.day_on:
        return f"One line today keeps the {unit}.", f"The {unit} ends today, and one line keeps it."
    more = text.count(state.missing, "more day").replace("1 more day", "one more day")
    return f"{more[0].upper()}{more[1:]} {by}, today the first.", f"The {unit} takes {more} {by}, and today counts."


def _freezes(amount: int) -> str:
    return f"{text.count(amount, 'freeze')} ({SPARE if amount == 1 else SPARES})"


def _after_a_freeze(today: Today) -> tuple[str, ...]:
    frozen = today.frozen_since[-1]
    covered, run = text.near_day(frozen.first_on, today.day_on), length(today.streak.current, today.streak.unit)
    return (
        f"A freeze, {SPARE}, covered {covered}: your {run} stand.",
        f"Your {run} stand; a freeze, {SPARE}, covered {covered}.",
    )


def _after_a_break(_today: Today) -> tuple[str, ...]:
    return "One line begins a new run today.", "A new run can begin tonight, with a single line."


def _milestone(today: Today) -> tuple[str, ...]:
    number = today.streak.current + 1
    return f"One line makes it {number} days.", f"Today could be day {number}."


def _first_line(_today: Today) -> tuple[str, ...]:
    return (
        "Your first line can be any line at all.",
        "A single sentence is enough to begin.",
        "Whatever you write first, it counts.",
    )


def _first_week(today: Today) -> tuple[str, ...]:
    written = today.days_written
    days = "One day" if written == 1 else f"{written} days"
    return (
        f"Your first week here: a line today makes {text.count(written + 1, 'day')} written.",
        f"{days} written so far; a line makes it one more.",
        "Early days: one line today is plenty.",
    )


def _streak(today: Today) -> tuple[str, ...]:
    number = today.streak.current + 1
    return (
        f"One line keeps it going: day {number}.",
        f"Day {number} takes one line.",
        f"One line today makes it {number} in a row.",
    )


def _streak_covered(today: Today) -> tuple[str, ...]:
    number, held = today.streak.current + 1, today.streak.freezes
    freezes = f"a freeze, {SPARE}, is there" if held == 1 else f"{held} freezes, {SPARES}, are there"
    return (
        f"Day {number} takes one line; without it a freeze, {SPARE}, covers it.",
        f"One line makes day {number} of your streak; without it a freeze, {SPARE}, covers today.",
        f"One line today makes it {number} in a row; {freezes} for a missed day.",
    )


def _no_streak(today: Today) -> tuple[str, ...]:
    return (
        "Two minutes with your draft are enough today.",
        "One sentence begins a new run.",
        "Change one word in your draft: that counts.",
        f"{text.count(today.days_written, 'day')} written stay written; today can be the next.",
        "A comma moved is a day written.",
    )


def _goals_pace(today: Today) -> tuple[str, ...]:
    found = _goal(today, is_last_day=False)
    amount, name = text.amount_of(found.amount, found.goal.target.unit), _quoted(found.goal.text)
    keep = "keeps" if found.amount == 1 else "keep"
    return f"{amount} {keep} {name} on pace.", f"For {name}, today takes {amount}."


def _last_note(today: Today) -> tuple[str, ...]:
    note = _quoted(today.last_note)
    return f"{note}: that is where you left off.", f"You left off at {note}."


def _comment_waits(today: Today) -> tuple[str, ...]:
    title = _quoted(today.comments_on[0])
    return f"A comment on {title} waits for you.", f"Somebody read {title}, and wrote to you about it."


_WORDS: dict[Situation, Words] = {
    Situation.GOALS_LAST_DAY: _goals_last_day,
    Situation.WEEK_AT_STAKE: _unit_at_stake,
    Situation.MONTH_AT_STAKE: _unit_at_stake,
    Situation.AFTER_A_FREEZE: _after_a_freeze,
    Situation.AFTER_A_BREAK: _after_a_break,
    Situation.MILESTONE: _milestone,
    Situation.FIRST_LINE: _first_line,
    Situation.FIRST_WEEK: _first_week,
    Situation.STREAK: _streak,
    Situation.STREAK_COVERED: _streak_covered,
    Situation.NO_STREAK: _no_streak,
    Situation.GOALS_PACE: _goals_pace,
    Situation.LAST_NOTE: _last_note,
    Situation.COMMENT_WAITS: _comment_waits,
}
