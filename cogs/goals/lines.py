"""How a goal stands, in lines: what it asks for, how far, how fast, and what next."""

from __future__ import annotations

from datetime import date

from cogs.kit import text
from rules.goals.goal import DAYS_A_WEEK, Goal, Pace, Practice, Target, pace
from rules.goals.reading.answers import GoalReading, Period
from rules.goals.sources import Source
from services.goals.running import GoalView

_THIS = {Period.DAY: "Today", Period.WEEK: "This week", Period.MONTH: "This month"}
# Where the bot counts, as the end of "I count …".
FROM = {
    Source.WORDS: "the words of your `/wrote`",
    Source.MINUTES: "the minutes of your `/wrote`",
    Source.SESSIONS: "every `/wrote` as a session",
    Source.LINKS: "every new link in `/wrote` or `/piece`, each once",
    Source.READERS: "every accepted read of a piece of yours in a swap",
    Source.READS: "every read of yours accepted in a swap",
    Source.COMMENTS: "every comment of yours accepted in a swap",
    Source.SUBMISSIONS: "every `/piece submitted`",
}


def reading_words(reading: GoalReading) -> str:
    """Write a reading in one line, as on a button: "120 to 500 followers by Saturday 28 February 2026"."""
    amount = text.plain_amount_of(reading.amount, reading.unit)
    if reading.is_gain:
        amount = f"{text.number(reading.amount)} more {reading.unit}"
    if reading.start:
        amount = f"{text.number(reading.start)} to {amount}"
    per = f" a {reading.per}" if reading.per else ""
    first = f" from {text.full_day(reading.begins)}" if reading.begins else ""
    to = "until" if reading.per or reading.begins else "by"
    by = f" {to} {text.full_day(reading.deadline)}" if reading.deadline else ""
    return f"{amount}{per}{first}{by}"


def target_lines(target: Target, total: float, today: date) -> str:
    """Write what a goal asks for, for somebody who is at `total`."""
    per = f" a {target.per}" if target.per else ""
    lines = [f"**{text.amount_of(target.amount, target.unit)}{per}**"]
    if target.start:
        lines.append(f"{'Down' if target.goes_down else 'Starting'} from {text.number(target.start)}")
    if total != target.start and not target.is_practice:
        lines.append(f"You are at {text.number(total)}")
    lines.append(_first_day(target, today))
    if target.deadline_on is not None:
        lines.append(f"To the end of **{text.full_day(target.deadline_on)}**")
    else:
        lines.append("No end date: it runs until you finish or drop it")
    if not target.is_practice and target.deadline_on is not None and not _is_one_thing(target):
        current = pace(target, total, today)
        if current.remaining > 0:
            lines.append(_needed(current, target.unit))
    return "\n".join(lines)


def _first_day(target: Target, today: date) -> str:
    if target.days_until_it_begins(today):
        return begins_words(target, today)
    begins = "Starts today," if target.starts_on == today else "Running since"
    return f"{begins} {text.full_day(target.starts_on)}"


def begins_words(target: Target, today: date) -> str:
    """Say when a goal begins whose first day is ahead: "Begins on Sunday 1 November 2026, in 12 days"."""
    days = target.days_until_it_begins(today)
    return f"Begins on **{text.full_day(target.starts_on)}**, {'tomorrow' if days == 1 else f'in {days:,} days'}"


def view_lines(view: GoalView) -> str:
    """Write how a goal stands today."""
    goal = view.goal
    if goal.is_running and goal.target.days_until_it_begins(view.today):
        return _lines_before(goal, view.today)
    if view.practice is not None:
        return _practice_lines(goal, view.practice, view.today)
    if view.pace is not None:
        return _pace_lines(goal, view.pace, view.today)
    return f"{text.amount_of(goal.total, goal.target.unit)} so far"


def _lines_before(goal: Goal, today: date) -> str:
    target = goal.target
    per = f" a {target.per}" if target.per else ""
    lines = [f"**{text.amount_of(target.amount, target.unit)}{per}**", begins_words(target, today)]
    if target.deadline_on is not None:
        lines.append(f"To the end of **{text.full_day(target.deadline_on)}**")
    return "\n".join(lines)


def standing_words(view: GoalView) -> str:
    """Write in half a line where a goal stands: "**100** of 500 followers (20 %)", "**2** of 3 posts this week"."""
    target, total = view.goal.target, view.goal.total
    if view.practice is not None and target.per is not None:
        asked = text.amount_of(target.amount, target.unit)
        return f"**{text.number(view.practice.done)}** of {asked} {_THIS[target.per].casefold()}"
    if view.pace is None:
        return f"**{text.number(total)}** {text.quoted(target.unit)}"
    return f"{_of(target, total)} {_share(target, view.pace.fraction)}"


def _of(target: Target, total: float) -> str:
    if target.goes_down:
        return f"**{text.number(total)}** {text.quoted(target.unit)} on the way down to {text.number(target.amount)}"
    return f"**{text.number(total)}** of {text.amount_of(target.amount, target.unit)}"


def is_reached(view: GoalView) -> bool:
    """Return whether an outcome goal has got to its number."""
    return view.pace is not None and view.pace.remaining <= 0


def is_over(view: GoalView) -> bool:
    """Return whether the last day that counts has passed."""
    return view.goal.deadline_on is not None and view.today > view.goal.deadline_on


def what_next(view: GoalView) -> str:
    """Say kindly what can be done with a goal that is reached or whose time is over; empty while it runs."""
    if not view.goal.is_running:
        return ""
    if is_reached(view):
        return "You got there. `/goal finish` closes it; `/goal edit` sets the next mark."
    if not is_over(view):
        return ""
    if view.practice is not None:
        return "Its time is over. `/goal finish` closes it; `/goal edit` gives it a new end, from today on."
    return (
        "The day has passed, and what you did stays yours. `/goal finish` closes it as it is; "
        "`/goal edit` gives it a new date, from today on."
    )


def counting_note(target: Target, source: Source | None) -> str:
    """Say from where the bot counts a goal, or could; empty where it cannot."""
    if source is None:
        return "" if target.source is None else f"-# I could count this for you: {FROM[target.source]}."
    if target.is_practice:
        return f"-# I count this for you: {FROM[source]}."
    return f"-# I count this for you: {FROM[source]}. `/goal progress` puts the total right."


def _needed(needed: Pace, unit: str) -> str:
    if needed.days_left <= 1:
        return f"That is {text.amount_of(needed.remaining, unit)} today"
    if needed.needed_per_day * DAYS_A_WEEK < 1:
        return f"That is about {text.amount_of(1, unit)} every {round(1 / needed.needed_per_day)} days"
    a_week = f", {_rounded(needed.needed_per_week)} a week" if needed.days_left >= DAYS_A_WEEK else ""
    return f"That is about {_rounded(needed.needed_per_day)} a day{a_week}"


def _is_one_thing(target: Target) -> bool:
    """Return whether there is nothing to spread over the days: one novel is not 0.1 novels a week."""
    return target.way <= 1


def _share(target: Target, fraction: float) -> str:
    """Say how much of the way is behind somebody: who has 63 of 100 and began there has gone none of it."""
    since = f" of the way from {text.number(target.start)}" if target.start and not target.goes_down else ""
    return f"({int(fraction * 100)} %{since})"


def _rounded(amount: float) -> str:
    if amount >= 10:
        return text.number(round(amount))
    return f"{amount:.1f}".removesuffix(".0") if amount >= 0.1 else "0.1"


def _pace_lines(goal: Goal, current: Pace, today: date) -> str:
    target = goal.target
    assert target.deadline_on is not None
    lines = [
        f"{text.bar(current.fraction)} {_of(target, current.total)} {_share(target, current.fraction)}",
        f"By **{text.full_day(target.deadline_on)}**, {_time_left(current, target.deadline_on, today)}",
    ]
    if goal.is_running and current.remaining > 0 and current.days_left > 0 and not _is_one_thing(target):
        to_go = f"Still to go: {text.amount_of(current.remaining, target.unit)}. " if current.done else ""
        lines.append(to_go + _needed(current, target.unit))
        if today > target.starts_on or current.done > 0:
            lines.append(_ahead(current.days_ahead))
        if current.projected_on is not None:
            lines.append(f"At your pace so far you get there around {text.full_day(current.projected_on)}")
    return "\n".join(lines)


def _is_said(day: date, goal: Goal) -> bool:
    """Return whether a goal's own words name a day just so."""
    return f"{day.day} {text.MONTHS[day.month - 1]} {day.year}" in goal.text


def _time_left(current: Pace, deadline: date, today: date) -> str:
    if current.days_left == 0:
        return f"{text.count((today - deadline).days, 'day')} ago"
    return "the last day" if current.days_left == 1 else f"{text.count(current.days_left, 'day')} left"


def _ahead(days: int) -> str:
    if days > 0:
        return f"{text.count(days, 'day')} ahead of schedule"
    return "On schedule" if days == 0 else f"{text.count(-days, 'day')} behind schedule"


def _practice_lines(goal: Goal, done: Practice, today: date) -> str:
    target = goal.target
    assert target.per is not None
    is_past = target.deadline_on is not None and today > target.deadline_on
    lines = []
    if goal.is_running and not is_past:
        enough = " Done." if done.done >= target.amount else ""
        lines.append(
            f"{_THIS[target.per]}: **{text.number(done.done)}** of {text.amount_of(target.amount, target.unit)}.{enough}"
        )
    else:
        lines.append(f"{text.amount_of(target.amount, target.unit)} a {target.per}")
    if done.planned:
        so_far = " so far" if goal.is_running and not is_past else ""
        lines.append(f"Kept {done.kept} of {text.count(done.planned, target.per.value)}{so_far}")
    if target.deadline_on is not None and (is_past or not _is_said(target.deadline_on, goal)):
        lines.append(f"{'Ended' if is_past else 'Until'} **{text.full_day(target.deadline_on)}**")
    return "\n".join(lines)
