"""No table with a member's id in it is forgotten: neither when they ask for everything nor when they are erased."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

import pytest

from db import migrations, privacy
from services.privacy.kept import ExportKind, Fate
from tests.features import ITS_MODULE, collected, every
from tests.kinds import HOUSE

KINDS, COLUMNS = HOUSE.kept.exports, HOUSE.kept.columns

# Columns that end in _id and name something else than a member, or a row that is found by another column.
OTHER_IDS = {"server_id", "channel_id", "message_id", *every("OTHER_IDS")}


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
    missing = about_members(fresh) - {(kept.table, kept.column) for kept in COLUMNS}
    assert not missing, f"say in cogs/<feature>/kept.py what becomes of these: {missing}"


def test_every_other_id_is_listed_or_known_to_be_no_members(fresh: sqlite3.Connection) -> None:
    ids = {(table, column) for table in tables(fresh) for column in columns(fresh, table) if column.endswith("_id")}
    unknown = {(table, column) for table, column in ids if column not in OTHER_IDS}
    unknown -= {(kept.table, kept.column) for kept in COLUMNS}
    assert not unknown, f"members? Add them to cogs/<feature>/kept.py, others to OTHER_IDS in {ITS_MODULE}: {unknown}"


def test_nothing_is_listed_that_does_not_exist(fresh: sqlite3.Connection) -> None:
    assert [kept for kept in COLUMNS if kept.column not in columns(fresh, kept.table)] == []


def test_every_column_is_in_the_export_unless_it_is_anothers() -> None:
    kinds = {kind.name for kind in KINDS}
    assert {kept.kind for kept in COLUMNS if kept.kind is not None} == kinds
    for kept in COLUMNS:
        if kept.kind is not None:
            assert re.search(rf"\b{kept.table}\b", sql_of(kept.kind)), kept
    assert {(kept.table, kept.column) for kept in COLUMNS if kept.kind is None} == set(every("ANOTHERS"))


def sql_of(kind: str) -> str:
    query: str = privacy.exports()[kind].sql
    return query


def test_every_kind_has_its_query_and_its_name_once() -> None:
    names = [kind.name for kind in KINDS]
    assert len(names) == len(set(names))
    assert set(names) == set(privacy.exports())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_is_explained_under_its_own_name(fresh: sqlite3.Connection, kind: ExportKind) -> None:
    cursor = fresh.execute(sql_of(kind.name), {"member_id": 1})
    assert [column[0] for column in cursor.description] == list(kind.fields)


def test_what_is_not_handed_out_of_a_members_own_rows_is_chosen(fresh: sqlite3.Connection) -> None:
    """A new column of a table is either in its kind or in NOT_HANDED_OUT of its feature."""
    left_out = {table: names for each in collected("NOT_HANDED_OUT") for table, names in each.items()}
    for kept in COLUMNS:
        if kept.kind is None or kept.fate is not Fate.GOES or kept.table in ("members", "muted_answers"):
            continue
        fields = set(next(kind for kind in KINDS if kind.name == kept.kind).fields)
        missing = set(columns(fresh, kept.table)) - fields - {"member_id"} - left_out.get(kept.table, set())
        assert not missing, f"hand these out, or add them to NOT_HANDED_OUT in {ITS_MODULE}: {kept.table} {missing}"
