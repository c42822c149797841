"""My month and my year: which days a keepsake looks back on."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from rules.kit.calendar import month_end, month_start

# Until then a month is looked back on; afterwards the running one has something to show.
LOOKS_BACK_UNTIL_DAY = 7
JANUARY = 1


class Stretch(StrEnum):
    """What a keepsake holds."""

    MONTH = "month"
    YEAR = "year"


def month_to_show(today: date) -> date:
    """Return the first day of the month that somebody asks for today: in its first week, the one before."""
    this = month_start(today)
    return month_start(this - timedelta(days=1)) if today.day <= LOOKS_BACK_UNTIL_DAY else this


def year_to_show(today: date) -> date | None:
    """Return the first day of the year that is looked back on; only in January."""
    return date(today.year - 1, 1, 1) if today.month == JANUARY else None


def last_day(stretch: Stretch, first_on: date) -> date:
    """Return the last day of a month or a year."""
    return month_end(first_on) if stretch is Stretch.MONTH else date(first_on.year, 12, 31)


def drawn_from(stretch: Stretch, first_on: date, written: Iterable[date]) -> date:
    """Return the first day to draw: a year begins with the first month that something was written in."""
    return first_on if stretch is Stretch.MONTH else month_start(min(written, default=first_on))
