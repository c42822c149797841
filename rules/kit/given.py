"""Changing only what was given."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


def with_given(before: T, **given: Any) -> T:
    """Return a copy with what was given; what is None was not, and stays."""
    return replace(before, **{name: value for name, value in given.items() if value is not None})
