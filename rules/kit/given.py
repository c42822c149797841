"""Changing only what was given."""

from __future__ import annotations

from dataclasses import Field, replace
from enum import Enum
from typing import Any, ClassVar, Protocol, TypeVar


class Dataclass(Protocol):
    """Any instance of a dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


class Taken(Enum):
    """What is given for a choice that is taken back."""

    BACK = "back"


T = TypeVar("T", bound=Dataclass)


def with_given(before: T, **given: Any) -> T:
    """Return a copy with what was given; what is None was not, and stays; what was taken back becomes None."""
    changed = {name: value for name, value in given.items() if value is not None}
    return replace(before, **{name: None if value is Taken.BACK else value for name, value in changed.items()})
