"""The schema of a new database is what all steps come to."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from db import migrations
from db.database import Database
from tests.db.test_migrations import build

NEWEST = max(migrations.steps())


def shape(path: Path) -> dict[str, Any]:
    """Return all that there is in a file, whatever order it came in: tables, keys, indexes, views and triggers."""
    with closing(sqlite3.connect(path)) as file:
        found = file.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
        tables = {name: sql for kind, name, _, sql in found if kind == "table"}
        return {
            "columns": {
                name: sorted(each[1:] for each in file.execute(f"PRAGMA table_info({name})")) for name in tables
            },
            "keys": {
                name: sorted(each[2:] for each in file.execute(f"PRAGMA foreign_key_list({name})")) for name in tables
            },
            "unique": {
                name: sorted(
                    [column for *_, column in file.execute(f"PRAGMA index_info({index})")]
                    for _, index, is_unique, *_ in file.execute(f"PRAGMA index_list({name})")
                    if is_unique
                )
                for name in tables
            },
            "checks": {
                name: sorted(re.findall(r"CHECK \(.*?\)", sql)) for kind, name, _, sql in found if kind == "table"
            },
            "without rowid": {name for kind, name, _, sql in found if kind == "table" and "WITHOUT ROWID" in sql},
            "others": {
                name: re.sub(r"\s+", " ", sql) for kind, name, _, sql in found if kind != "table" and sql is not None
            },
        }


async def test_a_new_database_and_one_that_took_every_step_are_alike(tmp_path: Path) -> None:
    await (await Database.open(f"sqlite:///{tmp_path}/new.db")).close()
    await build(tmp_path / "old.db", NEWEST)

    new, old = shape(tmp_path / "new.db"), shape(tmp_path / "old.db")
    for what in old:
        assert new[what] == old[what], what


async def test_both_have_taken_the_same_steps(tmp_path: Path) -> None:
    def taken(name: str) -> list[tuple[int, str]]:
        with closing(sqlite3.connect(tmp_path / name)) as file:
            return file.execute("SELECT version, hash FROM schema_version ORDER BY version").fetchall()

    await (await Database.open(f"sqlite:///{tmp_path}/new.db")).close()
    await build(tmp_path / "old.db", NEWEST)

    assert taken("new.db") == taken("old.db")


def test_the_schema_says_what_every_table_is_for() -> None:
    blocks = migrations.SCHEMA.read_text("utf-8").split("\n\n")
    tables = [block for block in blocks if "CREATE TABLE" in block]
    assert len(tables) > 40
    assert [block for block in tables if not block.lstrip().startswith("-- ")] == []
