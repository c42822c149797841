"""What statements run on: a reader, or a transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

Parameters = Sequence[Any] | Mapping[str, Any]


class CannotOpen(Exception):
    """A database is there and cannot be used; the text is for the person who hosts the bot."""


class Row(Protocol):
    """What a query gives, by the names of its columns or by their places."""

    def __getitem__(self, column: str | int, /) -> Any:
        """Return a column's value. Raise a LookupError where there is none of that name."""
        ...

    def __iter__(self) -> Iterator[Any]:
        """Return the values in their order."""
        ...


class Connection(Protocol):
    """What can be asked."""

    async def fetch(self, sql: str, parameters: Parameters = ()) -> Sequence[Row]:
        """Run a statement and return its rows."""
        ...


class Tx(Connection, Protocol):
    """A transaction: what can be asked and changed. It is committed, or undone, by whoever opened it."""

    async def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Run a statement and return how many rows it changed."""
        ...
