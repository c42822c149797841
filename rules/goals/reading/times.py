"""From when until when a goal runs, put together from all that a sentence says about time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rules.goals.reading.answers import Ask, GoalReading
from rules.goals.reading.heard import Heard, SaidWhen
from rules.goals.reading.whens import Stretch
from rules.kit.calendar import DAY, add_months

NOT_SAID = Stretch(None, None)
NO_DAYS = timedelta(0)
# "Soon" and "before summer" say nothing beside a day that does: "before summer, say by May 31".
_LOOSE = re.compile(
    r"(?:(?:by|before|in|this|next|the|end of|early|late) )*(?:spring|summer|autumn|winter|fall)"
    r"|soon|asap|as soon as possible|eventually|someday|sooner or later",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Time:
    """When a goal runs, or what is unclear about it and what it may be; `is_length` for "for 30 days"."""

    stretch: Stretch
    problem: Ask | None = None
    options: tuple[Stretch, ...] = ()
    typed: str = ""
    is_length: bool = False
    on: date | None = None

    def offers(self, *goals: GoalReading) -> list[GoalReading]:
        """Return goals to offer, in this time as far as it is clear."""
        if self.problem is None:
            return [at(goal, self.stretch) for goal in goals]
        return [at(goal, self.options[0]) for goal in goals] if len(self.options) == 1 else list(goals)


def at(goal: GoalReading, stretch: Stretch) -> GoalReading:
    """Return the goal in a stretch of time."""
    return replace(goal, begins=stretch.begins, deadline=stretch.ends)


def time_of(heard: Heard) -> Time:
    """Return when a goal runs, as far as it is said."""
    whens = _without_loose(heard.whens)
    begin = next((each for each in whens if each.when.says_begin), None)
    wrong = next((each for each in whens if each.when.problem), None)
    if wrong is not None:
        return Time(NOT_SAID, wrong.when.problem, wrong.when.options, wrong.typed)
    first = begin.when.options[0].begins if begin else None
    ends = [_counted_from(each, first) for each in whens if not each.when.says_begin]
    one = _narrowest(ends)
    if one is None:
        options = tuple(dict.fromkeys(each.when.options[0] for each in ends))
        return Time(Stretch(first, None), Ask.AMBIGUOUS_DATE if options else None, options, _all_typed(heard, ends))
    stretch = one.when.options[0]
    return Time(
        Stretch(first or stretch.begins, stretch.ends), None, (stretch,), one.typed, one.when.counts_first, one.when.on
    )


def _without_loose(whens: Sequence[SaidWhen]) -> Sequence[SaidWhen]:
    sound = [each for each in whens if not _LOOSE.fullmatch(each.typed)]
    is_clear = len(sound) == 1 and sound[0].when.problem is None and not sound[0].when.says_begin
    return sound if is_clear and not sound[0].when.counts_first else whens


def _counted_from(said: SaidWhen, first: date | None) -> SaidWhen:
    """Let "for 4 weeks" and "in 90 days" count from the day that "starting Monday" names."""
    if first is None or said.when.length is None:
        return said
    end = said.when.length.after(first) - (DAY if said.when.counts_first else NO_DAYS)
    return replace(said, when=replace(said.when, options=(Stretch(first, end),)))


def _narrowest(ends: Sequence[SaidWhen]) -> SaidWhen | None:
    """Return the one time there is, or the one that lies within all others: "this month, by Friday"."""
    stretches = {each.when.options[0].ends: each for each in ends}
    if len(stretches) == 1:
        return max(ends, key=lambda each: each.when.options[0].begins or date.min)
    inside = [each for end, each in stretches.items() if end is not None and all(_holds(other, end) for other in ends)]
    return inside[0] if len(inside) == 1 else None


def _holds(said: SaidWhen, day: date) -> bool:
    end = said.when.options[0].ends
    return end is not None and said.when.first <= day <= end


def _all_typed(heard: Heard, ends: Sequence[SaidWhen]) -> str:
    places = [each.place for each in ends]
    return heard.line.quote(min(places), max(places) + 1) if places else ""


def usual_times(today: date, begins: date | None) -> Iterable[Stretch]:
    """Yield the ends that goals without one mostly have: a month, three months, the year's end."""
    first = begins or today
    days = {add_months(first, 1), add_months(first, 3), date(first.year, 12, 31)}
    return (Stretch(begins, day) for day in sorted(days))
