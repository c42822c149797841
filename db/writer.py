"""What a change is, and who waits for it: the same on either engine."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from enum import Enum, auto
from typing import Any, TypeVar

from db.connection import Tx

T = TypeVar("T")
Work = Callable[[Tx], Coroutine[Any, Any, T]]


class Lane(Enum):
    """Who waits for a change; what stands first goes first."""

    MEMBERS = auto()
    SCHEDULE = auto()
    CLAIMS = auto()  # what is taken for a while: its statements decide by themselves, from nothing that was read before


class AwaitsAnotherThing(Exception):
    """A work awaited something else than its transaction."""

    def __init__(self, work: Work[Any]) -> None:
        super().__init__(f"{work} awaits something else than its tx; do that before or after db.write")


class Closed(Exception):
    """A change came after the database was closed."""
