"""How instants, days and times of day stand in the database: ISO 8601 texts whose order is time's order."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import overload


@overload
def instant_to_text(at: datetime) -> str: ...
@overload
def instant_to_text(at: None) -> None: ...
def instant_to_text(at: datetime | None) -> str | None:
    """Write an aware instant in UTC with microseconds, so that every text has one length."""
    return None if at is None else at.astimezone(UTC).isoformat(timespec="microseconds")


def text_to_instant(text: str | None) -> datetime | None:
    """Read an instant back, aware, in UTC."""
    return None if text is None else datetime.fromisoformat(text)


def day_to_text(day: date | None) -> str | None:
    """Write a calendar day."""
    return None if day is None else day.isoformat()


def text_to_day(text: str | None) -> date | None:
    """Read a calendar day back."""
    return None if text is None else date.fromisoformat(text)


def time_to_text(at: time) -> str:
    """Write a time of day to the minute."""
    return f"{at:%H:%M}"


def names_to_text(names: Iterable[str]) -> str:
    """Write names that have no comma in them."""
    return ",".join(names)


def text_to_names(text: str) -> tuple[str, ...]:
    """Read names back."""
    return tuple(text.split(",")) if text else ()
