"""No query reads more than it is about, however much is stored beside it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db import migrations
from db.key import keyed_hash

SQL = Path(migrations.__file__).parent.parent / "sql"
# What is about every server, and runs once at start.
ABOUT_ALL = {"servers.need_no_greeting", "servers.are_removed"}


def queries() -> Iterator[tuple[str, str]]:
    for path in sorted(SQL.rglob("*.sql")):
        for block in re.split(r"^-- name: ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            head, sql = block.split("\n", 1)
            yield f"{path.relative_to(SQL).with_suffix('')}.{head.split('(')[0]}", sql


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.create_function("keyed_hash", 1, keyed_hash("a key"), deterministic=True)
        for script in migrations.steps().values():
            for statement in migrations.statements(script):
                connection.execute(statement)
        yield connection


def plan(connection: sqlite3.Connection, sql: str) -> list[str]:
    values = dict.fromkeys(re.findall(r"(?<!:):([a-z_]+)", sql), 1)
    return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)]


@pytest.mark.parametrize(("name", "sql"), [pytest.param(*each, id=each[0]) for each in queries()])
def test_no_query_reads_a_whole_table(connection: sqlite3.Connection, name: str, sql: str) -> None:
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    aliases = re.findall(r"\b(?:FROM|JOIN)\s+(\w+)\s+(\w+)\b", sql)
    names = tables | {alias for table, alias in aliases if table in tables}
    scanned = [step for step in plan(connection, sql) if step.startswith("SCAN") and step.split()[1] in names]
    assert not scanned or name in ABOUT_ALL


@pytest.mark.parametrize(
    ("name", "sql"), [pytest.param(*each, id=each[0]) for each in queries() if ":subject_id" in each[1]]
)
def test_what_is_due_to_one_subject_is_found_by_subject(connection: sqlite3.Connection, name: str, sql: str) -> None:
    steps = [step for step in plan(connection, sql) if step.startswith(("SEARCH due", "SEARCH d "))]
    assert all("due_by_subject" in step for step in steps), name
