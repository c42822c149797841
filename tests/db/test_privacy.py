"""No table with a member's id in it is forgotten: neither when they ask for everything nor when they are erased."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

import pytest

from db import migrations, privacy
from db.privacy import PLACES
from services.privacy.export_kinds import KINDS

# Columns that end in _id and name something else than a member, or a row that is found by another column.
OTHER_IDS = {
    *("server_id", "channel_id", "message_id", "board_channel_id", "intro_channel_id", "report_channel_id"),
    *("dm_channel_id", "fallback_server_id", "fallback_channel_id", "toward_id", "goal_id", "piece_id", "read_id"),
    *("circle_id", "parent_id"),
}


@pytest.fixture
def fresh() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    for script in migrations.steps().values():
        for statement in migrations.statements(script):
            connection.execute(statement)
    yield connection
    connection.close()


def tables(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def references(connection: sqlite3.Connection) -> set[tuple[str, str, str, str]]:
    """Return every foreign key: table, column, the table it refers to, and what follows when that row goes."""
    return {
        (table, row[3], row[2], row[6])
        for table in tables(connection)
        for row in connection.execute(f"PRAGMA foreign_key_list({table})")
    }


def about_members(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """Return every column by which a row hangs on a member, directly or through rows of theirs."""
    found: set[tuple[str, str, str]] = set()
    theirs = {"members"}
    while True:
        new = {(table, column, then) for table, column, to, then in references(connection) if to in theirs} - found
        if not new:
            return {(table, column) for table, column, _ in found}
        found |= new
        theirs |= {table for table, _, then in new if then == "CASCADE"}  # else the row does without them


def test_every_column_that_refers_to_a_member_is_listed(fresh: sqlite3.Connection) -> None:
    assert about_members(fresh) - {(place.table, place.column) for place in PLACES} == set()


def test_every_other_id_is_listed_or_known_to_be_no_members(fresh: sqlite3.Connection) -> None:
    ids = {(table, column) for table in tables(fresh) for column in columns(fresh, table) if column.endswith("_id")}
    unknown = {(table, column) for table, column in ids if column not in OTHER_IDS}
    assert unknown - {(place.table, place.column) for place in PLACES} == set()


def test_nothing_is_listed_that_does_not_exist(fresh: sqlite3.Connection) -> None:
    assert [place for place in PLACES if place.column not in columns(fresh, place.table)] == []


def test_every_place_is_in_the_export_unless_it_is_anothers() -> None:
    kinds = {kind.name for kind in KINDS}
    assert {place.kind for place in PLACES if place.kind is not None} == kinds
    for place in PLACES:
        if place.kind is not None:
            assert re.search(rf"\b{place.table}\b", sql_of(place.kind)), place
    assert [(place.table, place.column) for place in PLACES if place.kind is None] == [
        ("swap_reports", "piece_id"),
        ("swap_reports", "read_id"),
        ("blocks", "blocked_id"),
    ]


def sql_of(kind: str) -> str:
    query: str = getattr(privacy._sql, f"export_{kind}").sql
    return query


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_is_explained_under_its_own_name(fresh: sqlite3.Connection, kind: object) -> None:
    assert kind in KINDS
    found = next(each for each in KINDS if each is kind)
    cursor = fresh.execute(sql_of(found.name), {"member_id": 1})
    assert [column[0] for column in cursor.description] == list(found.fields)


def test_what_is_not_handed_out_of_a_members_own_rows_is_chosen(fresh: sqlite3.Connection) -> None:
    """A new column of a table is either in its kind or named here."""
    left_out = {
        "swap_reads": {"version", "told_week_on", "rating"},  # the comment's author keeps those two
        "due": {"key"},  # made of the others
        "swap_credits": {"key"},
    }
    for place in PLACES:
        if place.kind is None or place.fate is not privacy.Fate.GOES or place.table in ("members", "muted_answers"):
            continue
        fields = set(next(kind for kind in KINDS if kind.name == place.kind).fields)
        missing = set(columns(fresh, place.table)) - fields - {"member_id"} - left_out.get(place.table, set())
        assert not missing, place
