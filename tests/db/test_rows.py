"""Rows become entities by name, and what does not fit is an error."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import IntEnum, StrEnum
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from db import rows
from db.connection import Row
from db.rows import MissingColumn, UnexpectedNull, UnknownType
from db.sqlite.connection import InThreadTx
from rules.streaks.plans import Pause


class Colour(StrEnum):
    RED = "red"


class Size(IntEnum):
    LARGE = 3


@dataclass(frozen=True, slots=True)
class Thing:
    id: int
    name: str
    share: float
    open: bool
    day_on: date
    at: datetime
    daily_at: time
    zone: ZoneInfo
    colour: Colour
    size: Size
    ended_at: datetime | None = None
    liked: Colour | None = None


THING = Thing(
    id=1,
    name="pen",
    share=0.5,
    open=True,
    day_on=date(2026, 1, 5),
    at=datetime(2026, 1, 5, 9, tzinfo=UTC),
    daily_at=time(20, 30),
    zone=ZoneInfo("Europe/Berlin"),
    colour=Colour.RED,
    size=Size.LARGE,
)


def row_of(**columns: Any) -> Row:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.row_factory = sqlite3.Row
        names = ", ".join(f":{name} AS {name}" for name in columns)
        row: Row = connection.execute(f"SELECT {names}", columns).fetchone()
    return row


def test_an_entity_comes_back_as_it_was_stored() -> None:
    stored = rows.encode(rows.params(THING))

    assert {type(value) for value in stored.values()} == {int, str, float, type(None)}
    assert rows.read(Thing, row_of(**dict(reversed(stored.items())))) == THING


def test_an_instant_is_stored_in_utc_and_comes_back_aware() -> None:
    at = datetime(2026, 1, 5, 9, tzinfo=ZoneInfo("Asia/Tokyo"))

    assert rows.encode({"at": at}) == {"at": "2026-01-05T00:00:00.000000+00:00"}


def test_one_of_several_entities_in_a_row_is_read_by_its_prefix() -> None:
    row = row_of(from_on="2026-01-01", pause_to_on="2026-02-02", pause_from_on="2026-02-01")

    assert rows.read(Pause, row, prefix="pause_") == Pause(date(2026, 2, 1), date(2026, 2, 2))


def test_a_field_that_is_no_column_is_given_by_name() -> None:
    @dataclass(frozen=True)
    class Holder:
        id: int
        pause: Pause

    row = row_of(id=4, from_on="2026-02-01", to_on="2026-02-02")

    assert rows.read(Holder, row, pause=rows.read(Pause, row)).pause.to_on == date(2026, 2, 2)
    with pytest.raises(UnknownType, match="Pause"):
        rows.read(Holder, row)


def test_a_column_that_a_query_forgot_is_named() -> None:
    with pytest.raises(MissingColumn, match=r"Pause.*'to_on'"):
        rows.read(Pause, row_of(from_on="2026-02-01"))


def test_a_column_is_empty_only_where_the_field_may_be() -> None:
    stored = rows.encode(rows.params(THING))

    assert rows.read(Thing, row_of(**stored)).ended_at is None
    with pytest.raises(UnexpectedNull, match="name"):
        rows.read(Thing, row_of(**{**stored, "name": None}))


def test_the_one_column_of_a_row_is_read_by_its_type() -> None:
    assert rows.value(date, row_of(day_on="2026-02-01")) == date(2026, 2, 1)
    assert rows.value(Colour, row_of(colour="red")) is Colour.RED
    with pytest.raises(ValueError, match="too many values"):
        rows.value(int, row_of(one=1, two=2))


async def test_a_transaction_tells_how_many_rows_it_changed() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        tx = InThreadTx(connection)
        await tx.execute("CREATE TABLE things (id)")

        assert await tx.execute("INSERT INTO things VALUES (1), (2)") == 2
