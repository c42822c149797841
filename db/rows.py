"""Rows to entities and back: the one place that knows how a field's type stands in the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from db import codec
from db.connection import Row

T = TypeVar("T")
Decode = Callable[[Any], Any]


class MissingColumn(Exception):
    """A query does not give a column that the entity has a field for."""

    def __init__(self, entity: type, column: str) -> None:
        super().__init__(f"{entity.__name__} has a field for the column {column!r}, and the query gives none")
        self.entity = entity
        self.column = column


class UnexpectedNull(Exception):
    """A column is empty whose field says that it never is."""

    def __init__(self, entity: type, column: str) -> None:
        super().__init__(f"{column!r} is NULL, and {entity.__name__}'s field for it cannot be None")
        self.entity = entity
        self.column = column


class UnknownType(TypeError):
    """No column holds a value of that type: a field of it is given to `read` by name."""


class _Field(NamedTuple):
    name: str
    column: str
    decode: Decode | None  # None: the column's value is the field's
    may_be_null: bool


_DECODERS: dict[Any, Decode | None] = {
    int: None,
    float: None,
    str: None,
    bool: bool,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    time: time.fromisoformat,
    ZoneInfo: ZoneInfo,
    tuple[str, ...]: codec.text_to_names,
}


def read(entity: type[T], row: Row, /, *, prefix: str = "", **given: Any) -> T:
    """Return the dataclass whose fields are the row's columns, each by its name behind `prefix`.

    Values in `given` stand for fields that are no column. Raise MissingColumn, UnexpectedNull or UnknownType.
    """
    for name, column, decode, may_be_null in _fields(entity, prefix, tuple(given)):  # type: ignore[arg-type]
        try:
            found = row[column]
        except LookupError:
            raise MissingColumn(entity, column) from None
        if found is None:
            if not may_be_null:
                raise UnexpectedNull(entity, column)
        elif decode is not None:
            found = decode(found)
        given[name] = found
    return entity(**given)


def value(kind: type[T], row: Row, /) -> T:
    """Return what stands in a row of one column."""
    (found,) = row
    decode = _decoder(kind)
    return found if decode is None else decode(found)  # type: ignore[no-any-return]


@cache
def _fields(entity: Any, prefix: str, given: tuple[str, ...]) -> tuple[_Field, ...]:
    types = get_type_hints(entity)
    return tuple(
        _field(field.name, prefix + field.name, types[field.name])
        for field in fields(entity)
        if field.init and field.name not in given
    )


def _field(name: str, column: str, kind: Any) -> _Field:
    may_be_null = get_origin(kind) in (Union, UnionType) and NoneType in get_args(kind)
    if may_be_null:
        (kind,) = (each for each in get_args(kind) if each is not NoneType)
    return _Field(name, column, _decoder(kind), may_be_null)


def _decoder(kind: Any) -> Decode | None:
    if kind in _DECODERS:
        return _DECODERS[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    raise UnknownType(kind)


def params(entity: Any) -> dict[str, Any]:
    """Return a dataclass's fields by name, as parameters of a query that stores it."""
    return {field.name: getattr(entity, field.name) for field in fields(entity)}


_ENCODERS: dict[type, Callable[[Any], Any]] = {
    bool: int,
    date: codec.day_to_text,
    datetime: codec.instant_to_text,
    time: codec.time_to_text,
    ZoneInfo: str,
    tuple: codec.names_to_text,
}


def encode(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return a query's parameters as they stand in the database."""
    return {name: _encode(value) for name, value in parameters.items()}


def _encode(value: Any) -> Any:
    encoder = _ENCODERS.get(type(value))
    if encoder is not None:
        return encoder(value)
    return value.value if isinstance(value, Enum) else value
