"""What an entry changed in a streak, in the order to tell it."""

from dataclasses import dataclass
from datetime import date

from rules.streaks.plans import Unit
from rules.streaks.streak import Frozen, StreakState


@dataclass(frozen=True)
class FreezeUsed:
    """A freeze covered something missed."""

    frozen: Frozen


@dataclass(frozen=True)
class FreezeReturned:
    """A late entry kept what a freeze had covered."""

    frozen: Frozen


@dataclass(frozen=True)
class FreezeEarned:
    """One more freeze to hold."""

    freezes: int


@dataclass(frozen=True)
class RunEnded:
    """A run that the freezes held could not carry over what was missed."""

    length: int
    unit: Unit


@dataclass(frozen=True)
class RunRepaired:
    """A late entry filled what had ended the run."""

    length: int
    unit: Unit


@dataclass(frozen=True)
class RunHeld:
    """A late entry gave back or earned a freeze, which covers what had ended the run."""

    length: int
    unit: Unit


Change = FreezeUsed | FreezeReturned | FreezeEarned | RunEnded | RunRepaired | RunHeld


def changes(before: StreakState, after: StreakState) -> tuple[Change, ...]:
    """Return what to tell the member between two states of their streak, in the order to tell it.

    A freeze given back by a late entry is not a freeze earned.
    """
    used = tuple(FreezeUsed(frozen) for frozen in after.frozen if frozen not in before.frozen)
    returned = tuple(FreezeReturned(frozen) for frozen in before.frozen if frozen not in after.frozen)
    told: list[Change] = [*used, *returned]
    spent = sum(use.frozen.freezes for use in used) - sum(back.frozen.freezes for back in returned)
    if after.freezes - before.freezes + spent > 0:
        told.append(FreezeEarned(after.freezes))
    if _is_later(after.broken_on, before.broken_on):
        if before.current and _is_later(after.broken_on, before.last_entry_on):
            told.append(RunEnded(after.broken_run, after.unit))
    elif _is_later(before.broken_on, after.broken_on):
        is_covered = any(frozen.last_on == before.broken_on for frozen in after.frozen)
        joined = RunHeld if is_covered else RunRepaired
        told.append(joined(after.current, after.unit))
    return tuple(told)


def _is_later(day: date | None, than: date | None) -> bool:
    return day is not None and (than is None or day > than)
