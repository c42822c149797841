"""Every database a host may have becomes what a new one is, and nothing in it is lost.

`HISTORIES` are the steps as they stood whenever they changed, numbers and forms of before the first release included.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from db import migrations
from db.database import Database
from tests.db.test_schema import shape
from tests.engines import Table, tables

STEPS = migrations.steps()
HASHES = Path(__file__).with_name("step_hashes.txt")
# Since which step a database records the hash of each that it takes.
HASHES_SINCE = 12


def before(number: int, begins: str, hash_then: str) -> str:
    """Return an earlier form of a step, which ended before `begins`; its hash says that it is that form exactly."""
    script = STEPS[number].partition(begins)[0].rstrip() + "\n"
    assert migrations.hash_of(script) == hash_then
    return script


FIRST = before(1, "-- All a streak", "2744929e7ec3754ed8e04c94d0bd816fe98d3686488a2b3f00806130fc8b4c4a")
FIRST_ACTS = before(19, "CREATE INDEX", "04303ac5d05dcdf6e5dd7f1bd55057f6a34ddf087275cbf560ababbb168348c9")
FIRST_TRIED = before(23, "CREATE INDEX", "a91c5592269c74a44aba315257817ca962853a4f6916735af4968d076ac5208a")
INDEX_OF_SETUP = "\nCREATE INDEX servers_by_who_set_up ON servers (set_up_by_id);\n"
FIRST_INDEXES = STEPS[11].partition("\nCREATE INDEX swap_offers_by_member")[0]


def up_to(number: int, **others: str) -> dict[int, str]:
    """Return the steps as they are up to a number, except those that read otherwise then."""
    return {each: others.get(f"step_{each}", STEPS[each]) for each in range(1, number + 1)}


HISTORIES: Mapping[str, Mapping[int, str]] = {
    **{f"up to {number}": up_to(number) for number in STEPS},
    "first of all": {1: FIRST},
    "no index of offers": up_to(11, step_11=FIRST_INDEXES),
    "no index of acts": up_to(19, step_19=FIRST_ACTS),
    "no index of who set up": up_to(23, step_23=FIRST_TRIED),
    "that index a step earlier": up_to(23, step_22=STEPS[22] + INDEX_OF_SETUP, step_23=FIRST_TRIED),
    "set off is 17": up_to(20, step_17=STEPS[21]),
    "set off is 18": up_to(20, step_18=STEPS[21]),
    "set off is 18, blocked 19": up_to(20, step_18=STEPS[21], step_19=STEPS[22]),
    "set off is 20, blocked 21": up_to(21, step_20=STEPS[21], step_21=STEPS[22]),
}


def build(path: Path, steps: Mapping[int, str]) -> None:
    """Make a database as the OneReader that had these steps made it, and put a row into every table."""
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY)")
        if has_hashes := max(steps) >= HASHES_SINCE:
            file.execute("ALTER TABLE schema_version ADD COLUMN hash TEXT NOT NULL DEFAULT ''")
        for number, script in steps.items():
            file.executescript(script)
            recorded = (number, migrations.hash_of(script)) if has_hashes else (number,)
            file.execute(f"INSERT INTO schema_version VALUES ({', '.join('?' * len(recorded))})", recorded)
        file.commit()
    fill(path)


def fill(path: Path) -> None:
    """Put one row into every table, whatever its columns."""
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("PRAGMA foreign_keys = OFF")
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            kinds = [row[2] for row in file.execute(f"PRAGMA table_info({name})")]
            if name != "schema_version":
                values = ["1" if kind == "TEXT" else 1 for kind in kinds]
                # What a trigger has put there already is a row as well.
                file.execute(f"INSERT OR IGNORE INTO {name} VALUES ({', '.join('?' * len(kinds))})", values)


def kept(rows: Table, columns: Sequence[str]) -> list[tuple[object, ...]]:
    """Return what the rows hold in some of their columns."""
    return sorted(tuple(row[column] for column in columns) for row in rows)


@pytest.mark.slow
@pytest.mark.parametrize("history", HISTORIES)
async def test_whatever_a_database_began_with_it_becomes_what_a_new_one_is_and_keeps_every_row(
    history: str, tmp_path: Path, migrated_file: Path
) -> None:
    old, url = tmp_path / "old.db", f"sqlite:///{tmp_path}/old.db"
    build(old, HISTORIES[history])
    had = tables(url)
    await (await Database.open(url)).close()
    has, new = tables(url), tables(f"sqlite:///{migrated_file}")

    assert has.pop("schema_version") == new["schema_version"]
    assert shape(old) == shape(migrated_file)
    for name in had.keys() & has.keys():
        columns = [column for column in had[name][0] if column in has[name][0]]
        assert columns, name
        assert kept(has[name], columns) == kept(had[name], columns), name
    await (await Database.open(url)).close()
    assert tables(url)["schema_version"] == new["schema_version"]


def test_no_step_has_changed_since_a_database_may_have_taken_it() -> None:
    recorded = dict(line.split() for line in HASHES.read_text("utf-8").splitlines())
    assert {f"{number:04}": migrations.hash_of(script) for number, script in STEPS.items()} == recorded
