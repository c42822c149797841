"""Changing only what was given."""

from __future__ import annotations

from dataclasses import Field, replace
from typing import Any, ClassVar, Protocol, TypeVar


class Dataclass(Protocol):
    """Any instance of a dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


T = TypeVar("T", bound=Dataclass)


def with_given(before: T, **given: Any) -> T:
    """Return a copy with what was given; what is None was not, and stays."""
    return replace(before, **{name: value for name, value in given.items() if value is not None})
