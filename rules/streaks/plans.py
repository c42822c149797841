"""Plans and pauses: what a member promised, when it begins, and what it asks of each day, week or month."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from rules.kit.errors import Refusal

MAX_PAUSE_DAYS = 30
DAYS_A_WEEK = 7
ONE_DAY = timedelta(days=1)
TAKEN_BACK_WITHIN = ONE_DAY
SATURDAY = 5


class Unit(StrEnum):
    """What a plan counts in; a week is Monday to Sunday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class PlanKind(StrEnum):
    """The rhythms a member can promise."""

    DAILY = "daily"
    WEEKDAYS = "weekdays"
    DAYS_A_WEEK = "days_a_week"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


_UNITS = {
    PlanKind.DAILY: Unit.DAY,
    PlanKind.WEEKDAYS: Unit.DAY,
    PlanKind.DAYS_A_WEEK: Unit.WEEK,
    PlanKind.WEEKLY: Unit.WEEK,
    PlanKind.MONTHLY: Unit.MONTH,
}
_COARSENESS = (Unit.DAY, Unit.WEEK, Unit.MONTH)


@dataclass(frozen=True)
class Plan:
    """A rhythm and the first day it governs; `days` is the N of N days a week and 1 otherwise.

    Days from `from_on` up to `asked_from_on` belong to the plan's first unit but are not asked for.
    """

    kind: PlanKind
    from_on: date
    asked_from_on: date
    days: int = 1

    @property
    def unit(self) -> Unit:
        """What the plan counts in."""
        return _UNITS[self.kind]

    @property
    def is_chosen(self) -> bool:
        """Whether a member chose it; to who did not, no day of it counts as promised."""
        return self != DEFAULT_PLAN


@dataclass(frozen=True)
class Pause:
    """Days the plan does not ask for, both ends included."""

    from_on: date
    to_on: date


@dataclass(frozen=True)
class PlanChange:
    """A choice of plan: the first day of what was chosen, and the waiting plan that it replaced."""

    id: int
    member_id: int
    changed_at: datetime
    chosen_on: date | None  # None where only a waiting plan was taken away
    replaced: Plan | None


class Ask(NamedTuple):
    """One day, week or month of a plan: `required` entry days of the `full` number it asks for when unpaused.

    Entries from `counts_from` on help to keep it; those before `first_on` were kept days in their own right.
    """

    first_on: date
    last_on: date
    required: int
    full: int
    counts_from: date


class DaysAWeekOutOfRange(Refusal):
    """A number of days a week that no week has."""

    def __init__(self, days: int | None) -> None:
        super().__init__(days)
        self.days = days


class PlanUnchanged(Refusal):
    """The plan asked for is the one already in force or about to begin."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.plan = plan


class PlanSettled(Refusal):
    """A change of plan that is too old to be taken back."""


class PauseTooLong(Refusal):
    """A pause of more days than a pause may have; it could reach to `longest_to_on`, or begin on `latest_from_on`."""

    def __init__(self, pause: Pause, limit: int) -> None:
        super().__init__(pause, limit)
        self.pause = pause
        self.limit = limit

    @property
    def days(self) -> int:
        """How many days it would have."""
        return (self.pause.to_on - self.pause.from_on).days + 1

    @property
    def longest_to_on(self) -> date:
        """The last day of the longest pause from its first day on."""
        return self.pause.from_on + (self.limit - 1) * ONE_DAY

    @property
    def latest_from_on(self) -> date:
        """The first day of the longest pause up to its last day."""
        return self.pause.to_on - (self.limit - 1) * ONE_DAY


class PauseEndsBeforeItStarts(Refusal):
    """A pause with its ends the wrong way round."""

    def __init__(self, from_on: date, to_on: date) -> None:
        super().__init__(from_on, to_on)
        self.from_on = from_on
        self.to_on = to_on


class PauseInPast(Refusal):
    """A pause that would begin before today."""

    def __init__(self, from_on: date, today: date) -> None:
        super().__init__(from_on, today)
        self.from_on = from_on
        self.today = today


class PauseOverlaps(Refusal):
    """A pause that shares a day with another."""

    def __init__(self, other: Pause) -> None:
        super().__init__(other)
        self.other = other


DEFAULT_PLAN = Plan(PlanKind.DAILY, date.min, date.min)
NO_DAYS = date.max, date.min


def unit_start(unit: Unit, day: date) -> date:
    """Return the first day of the day, week or month that `day` lies in."""
    if unit is Unit.DAY:
        return day
    if unit is Unit.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1)


def unit_end(unit: Unit, day: date) -> date:
    """Return the last day of the day, week or month that `day` lies in."""
    if unit is Unit.DAY:
        return day
    if unit is Unit.WEEK:
        return day + timedelta(days=6 - day.weekday())
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE_DAY


def plan_on(plans: Sequence[Plan], day: date) -> Plan:
    """Return the plan that governs `day`: the last one begun by then, or daily before any was chosen."""
    begun = [plan for plan in plans if plan.from_on <= day]
    return max(begun, key=lambda plan: plan.from_on, default=DEFAULT_PLAN)


def plan_starts_on(current: Plan | None, kind: PlanKind, today: date) -> tuple[date, date]:
    """Return the first day a newly chosen plan governs and the first day it asks for: from_on, asked_from_on.

    `current` is the explicit plan in force, None before the first choice. A first choice begins at once, in
    the running unit. A later one waits for the next boundary of the coarser unit: nothing past is rewritten. It asks
    from its own first whole unit on: a week that began under another plan is not held to it.
    """
    unit = _UNITS[kind]
    if current is None:
        return unit_start(unit, today), today
    begins_on = unit_end(max(current.unit, unit, key=_COARSENESS.index), today) + ONE_DAY
    is_whole = unit_start(unit, begins_on) == begins_on
    return begins_on, begins_on if is_whole else unit_end(unit, begins_on) + ONE_DAY


def choose_plan(plans: Sequence[Plan], kind: PlanKind, today: date, days: int | None = None) -> tuple[Plan, ...]:
    """Return the plan history after a choice made today; the new plan is the last one.

    `days` is only for N days a week: 1 becomes weekly and 7 daily. A plan still waiting to begin is replaced;
    going back to the plan in force just takes the waiting one away.
    Raises DaysAWeekOutOfRange, or PlanUnchanged when nothing would change.
    """
    kind, days = _plain_rhythm(kind, days)
    begun = tuple(sorted((plan for plan in plans if plan.from_on <= today), key=lambda plan: plan.from_on))
    waiting = [plan for plan in plans if plan.from_on > today]
    current = begun[-1] if begun else None
    wanted = (kind, days)
    if current and (current.kind, current.days) == wanted:
        if not waiting:
            raise PlanUnchanged(current)
        return begun
    if waiting and (waiting[-1].kind, waiting[-1].days) == wanted:
        raise PlanUnchanged(waiting[-1])
    return (*begun, Plan(kind, *plan_starts_on(current, kind, today), days))


def change_of(before: Sequence[Plan], after: Sequence[Plan]) -> tuple[date | None, Plan | None]:
    """Return the first day of the plan that a choice added, and the plan that it took away."""
    added = next((plan.from_on for plan in after if plan not in before), None)
    return added, next((plan for plan in before if plan not in after), None)


def take_back(plans: Sequence[Plan], change: PlanChange, now: datetime) -> tuple[Plan, ...]:
    """Return the plan history as it was before a change. Raise PlanSettled once it is a day old."""
    if now - change.changed_at > TAKEN_BACK_WITHIN:
        raise PlanSettled
    before = [plan for plan in plans if plan.from_on != change.chosen_on]
    if change.replaced is not None:
        before.append(change.replaced)
    return tuple(sorted(before, key=lambda plan: plan.from_on))


def _plain_rhythm(kind: PlanKind, days: int | None) -> tuple[PlanKind, int]:
    """Give each rhythm one name: one day a week is weekly, seven are daily."""
    if kind is not PlanKind.DAYS_A_WEEK:
        return kind, 1
    if days is None or not 1 <= days <= DAYS_A_WEEK:
        raise DaysAWeekOutOfRange(days)
    if days == 1:
        return PlanKind.WEEKLY, 1
    if days == DAYS_A_WEEK:
        return PlanKind.DAILY, 1
    return kind, days


class Term(NamedTuple):
    """How long a plan governs, cut to the days asked about: first and last day, maybe the wrong way round for none.

    On `welcome` days it asks for nothing yet. `ends_on` is the last day it governs, whatever was asked about.
    """

    plan: Plan
    welcome: tuple[date, date]
    asked: tuple[date, date]
    ends_on: date


def terms(plans: Sequence[Plan], from_on: date, to_on: date) -> Iterator[Term]:
    """Yield in order the plans that govern days from `from_on` to `to_on`, from the default one on."""
    history = [DEFAULT_PLAN, *sorted(plans, key=lambda plan: plan.from_on)]
    for plan, following in zip(history, [*history[1:], None], strict=True):
        ends_on = following.from_on - ONE_DAY if following else date.max
        if ends_on < from_on or plan.from_on > to_on:
            continue
        stops_on = min(ends_on, to_on)
        if plan.from_on < plan.asked_from_on:
            welcome = max(plan.from_on, from_on), min(plan.asked_from_on - ONE_DAY, stops_on)
        else:
            welcome = NO_DAYS
        yield Term(plan, welcome, (max(plan.asked_from_on, from_on), stops_on), ends_on)


def asks(plans: Sequence[Plan], paused: AbstractSet[date], from_on: date, to_on: date) -> Iterator[Ask]:
    """Yield in order what the plans ask for in every unit that touches `from_on` to `to_on`.

    Days a plan leaves free (a Saturday under weekdays) are not in any unit. A unit that the next plan cuts
    short is not asked for: its member may have meant to write later in it.
    """
    for term in terms(plans, from_on, to_on):
        for day in days_between(*term.welcome):
            yield Ask(day, day, 0, 1, day)
        if term.plan.unit is Unit.DAY:
            yield from _days_asked(term.plan, paused, *term.asked)
        else:
            yield from units_asked(term, paused)


def _days_asked(plan: Plan, paused: AbstractSet[date], from_on: date, to_on: date) -> Iterator[Ask]:
    every_day = plan.kind is PlanKind.DAILY
    for day in days_between(from_on, to_on):
        if every_day or day.weekday() < SATURDAY:
            yield Ask(day, day, 0 if day in paused else 1, 1, day)


def units_asked(term: Term, paused: AbstractSet[date]) -> Iterator[Ask]:
    """Yield what a plan that counts in weeks or months asks for in each of them during its term."""
    plan, (begins_on, stops_on) = term.plan, term.asked
    if begins_on > stops_on:
        return
    start = unit_start(plan.unit, begins_on)
    while start <= stops_on:
        end = unit_end(plan.unit, start)
        first, last = max(start, plan.asked_from_on), min(end, term.ends_on)
        length = (last - first).days + 1
        unpaused = length - sum(day in paused for day in days_between(first, last)) if paused else length
        required = _in_proportion(plan.days, unpaused, (end - start).days + 1) if last == end else 0
        yield Ask(first, last, required, plan.days, max(start, plan.from_on))
        start = end + ONE_DAY


def _in_proportion(required: int, days: int, length: int) -> int:
    """Round `required * days / length`, halves up."""
    return (2 * required * days + length) // (2 * length)


def days_between(from_on: date, to_on: date) -> Iterator[date]:
    """Yield every day from `from_on` to `to_on`, both included."""
    return map(date.fromordinal, range(from_on.toordinal(), to_on.toordinal() + 1))


def paused_days(pauses: Sequence[Pause]) -> frozenset[date]:
    """Return every day that a pause covers."""
    return frozenset(day for pause in pauses for day in days_between(pause.from_on, pause.to_on))


def check_pause(from_on: date, to_on: date, today: date, others: Sequence[Pause]) -> Pause:
    """Return the pause, or raise a Refusal that says which rule it breaks.

    A pause may begin today or later: in the past it would repair a broken streak after the fact.
    """
    if to_on < from_on:
        raise PauseEndsBeforeItStarts(from_on, to_on)
    if from_on < today:
        raise PauseInPast(from_on, today)
    if (to_on - from_on).days >= MAX_PAUSE_DAYS:
        raise PauseTooLong(Pause(from_on, to_on), MAX_PAUSE_DAYS)
    for other in others:
        if other.from_on <= to_on and from_on <= other.to_on:
            raise PauseOverlaps(other)
    return Pause(from_on, to_on)
