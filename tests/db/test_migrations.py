"""Migrations: from an empty file, from every earlier version with data in it, side by side, and never backwards."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import time
from pathlib import Path
from typing import Any

import aiosqlite
import pytest

import bot
import settings
from db import members, migrations, schedule
from db.database import Database
from db.migrations import ChangedStep, NewerDatabase
from rules.members.consent import Consent, Mode

NEWEST = max(migrations.steps())
ROOT = Path(settings.__file__).parent


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection, connection:
        found: int = connection.execute("SELECT MAX(version) FROM schema_version").fetchone()[0]
        return found


def tables(path: Path) -> dict[str, list[tuple[str, str]]]:
    """Return every table's columns with their types."""
    with closing(sqlite3.connect(path)) as connection, connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: [(row[1], row[2]) for row in connection.execute(f"PRAGMA table_info({name})")] for name in names}


async def build(path: Path, up_to: int) -> None:
    connection = await aiosqlite.connect(path, isolation_level=None)
    await migrations.upgrade(connection, up_to)
    await connection.close()


async def test_a_fresh_database_is_at_the_newest_version(tmp_path: Path) -> None:
    await (await Database.open(f"sqlite:///{tmp_path}/new/deep/fresh.db")).close()

    assert version(tmp_path / "new/deep/fresh.db") == NEWEST


async def test_an_upgrade_leaves_one_line_in_the_log_and_a_new_database_none(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "onereader.database")
    await build(tmp_path / "new.db", NEWEST)
    assert caplog.messages == []

    await build(tmp_path / "old.db", 3)
    await build(tmp_path / "old.db", NEWEST)
    assert caplog.messages == [f"The database was upgraded from version 3 to {NEWEST}"]


def test_no_two_steps_have_the_same_number() -> None:
    assert len(list(migrations.STEPS.glob("[0-9]*.sql"))) == len(migrations.steps())


async def test_goals_from_before_stay_moved_by_hand_except_those_that_counted_already(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    await build(path, 14)
    with closing(sqlite3.connect(path)) as connection, connection:
        for number, unit in enumerate(("words", "minutes", "hours", "posts", "followers")):
            connection.execute(
                "INSERT INTO goals (id, member_id, text, amount, unit, starts_on, set_at) "
                "VALUES (?, 1, '', 1, ?, '2026-01-05', '')",
                (number, unit),
            )
    await build(path, 15)

    with closing(sqlite3.connect(path)) as connection:
        counted = connection.execute("SELECT unit FROM goals WHERE counted_from_on = starts_on ORDER BY id").fetchall()
    assert [unit for (unit,) in counted] == ["words", "minutes", "hours"]


async def test_of_progress_told_before_others_see_what_was_not_quiet_by_then(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    await build(path, 38)
    told = {"words": (660, None, 20), "hours": (3, None, 1), "posts": (4, None, 3), "sessions": (0, "week", 0)}
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO entries (id, member_id, day_on, words, minutes, link, quiet, logged_at) "
            "VALUES (1, 1, '2026-01-05', 640, 120, 'a link', 1, '2026-01-05T09')"
        )
        for number, (unit, (total, per, _)) in enumerate(told.items()):
            connection.execute(
                "INSERT INTO goals (id, member_id, text, amount, unit, per, starts_on, counted_from_on, set_at) "
                "VALUES (?, 1, '', 1, ?, ?, '2026-01-05', '2026-01-05', '')",
                (number, unit, per),
            )
            update = "INSERT INTO goal_updates VALUES (?, ?, '2026-01-05', ?, 1, '2026-01-05T10')"
            connection.execute(update, (number, number, total))
    await build(path, 39)

    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT aloud_total, aloud_step FROM goal_updates ORDER BY id").fetchall()
    assert found == [(aloud, 1) for _, _, aloud in told.values()]


async def test_what_waited_before_knows_the_piece_or_circle_that_it_names(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    await build(path, 41)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO servers (id, zone) VALUES (1, 'UTC')")
        for piece_id in (70, 71):
            connection.execute(
                "INSERT INTO swap_pieces (id, server_id, author_id, title, state, cost, words, offered_at) "
                "VALUES (?, 1, 1, 'Owls', 'taken', 1, 100, '')",
                (piece_id,),
            )
        connection.execute(
            "INSERT INTO swap_reads (id, piece_id, reader_id, state, began_at, due_at) "
            "VALUES (72, 71, 1, 'reading', '', '')"
        )
        connection.execute(
            "INSERT INTO circles (id, server_id, name, seats, private, created_at) VALUES (80, 1, 'Owls', 8, 0, '')"
        )
        waiting = {
            "read_nudge": ("72", 71),
            "swap_news": ("read/helped/72/2026", 71),
            "circle_let_go": ("5", 80),
            "said": ("6", None),
        }
        for number, (kind, (about, _)) in enumerate(waiting.items()):
            connection.execute(
                "INSERT INTO inbox (member_id, number, kind, about, text, server_id, kept_at) "
                "VALUES (1, ?, ?, ?, 'Owls', 1, '')",
                (number, kind, about),
            )
    await build(path, 42)

    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT named_id FROM inbox ORDER BY number").fetchall()
    assert [named_id for (named_id,) in found] == [named_id for _, named_id in waiting.values()]


async def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "twice.db"
    for _ in range(2):
        await (await Database.open(f"sqlite:///{path}")).close()

    with closing(sqlite3.connect(path)) as connection, connection:
        assert [row[0] for row in connection.execute("SELECT version FROM schema_version")] == list(migrations.steps())


async def test_a_member_of_version_1_keeps_their_settings_and_is_mentioned_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    await build(path, 1)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO members (id, zone, since_on, reminder_time, dm_closed_at) VALUES (?, ?, ?, ?, ?)",
            (1, "Asia/Tokyo", "2026-01-05", "21:30", "2026-01-06T12:00:00.000000+00:00"),
        )
    database = await Database.open(f"sqlite:///{path}")
    async with database.read() as reader:
        member = await members.find(reader, 1)
    await database.close()

    assert member is not None
    assert (member.zone.key, member.reminder_time, member.is_out_of_reach) == ("Asia/Tokyo", time(21, 30), True)
    assert (member.fallback, member.mentioned_in) == (None, None)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, (Mode.OFF, None, None, None)),
        ({"reminder_time": "21:30"}, (Mode.DAILY, time(21, 30), None, Consent.SETTINGS)),
        ({"last_call_hours": 5}, (Mode.DAILY, None, time(22), Consent.SETTINGS)),
        ({"last_call_hours": 2, "reminder_on": 0}, (Mode.OFF, None, time(1), Consent.SETTINGS)),
    ],
)
async def test_who_never_chose_anything_about_reminders_gets_none_and_who_did_keeps_it(
    tmp_path: Path, changed: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    path = tmp_path / "old.db"
    await build(path, 19)
    row = {"id": 1, "zone": "UTC", "since_on": "2026-01-05", **changed}
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            f"INSERT INTO members ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values())
        )
        connection.execute(
            "INSERT INTO due (key, kind, subject_id, period, due_at) VALUES ('r', 'reminder', 1, '2026-01-05', '')"
        )
    database = await Database.open(f"sqlite:///{path}")
    async with database.read() as reader:
        member = await members.find(reader, 1)
        waiting = await schedule.waiting(reader, "reminder", 1) if not changed else None
    await database.close()

    assert member is not None
    reminder = member.reminder
    assert (reminder.mode, reminder.at, reminder.last_call_at, reminder.consent) == expected
    assert waiting is None


async def test_a_newer_database_refuses_and_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "newer.db"
    await build(path, NEWEST)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO schema_version (version) VALUES (?)", (NEWEST + 1,))

    with pytest.raises(NewerDatabase, match=rf"version {NEWEST + 1}.*up to {NEWEST}\.\n.*newer OneReader"):
        await Database.open(f"sqlite:///{path}")
    assert version(path) == NEWEST + 1


def hashes(path: Path) -> dict[int, str]:
    with closing(sqlite3.connect(path)) as connection, connection:
        return dict(connection.execute("SELECT version, hash FROM schema_version"))


async def test_every_step_is_recorded_with_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "fresh.db"
    await build(path, NEWEST)

    assert hashes(path) == {number: migrations.hash_of(script) for number, script in migrations.steps().items()}


async def test_a_database_from_before_the_hashes_gets_them(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    await build(path, 11)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("ALTER TABLE schema_version DROP COLUMN hash")
    await (await Database.open(f"sqlite:///{path}")).close()

    assert hashes(path) == {number: migrations.hash_of(script) for number, script in migrations.steps().items()}


async def test_a_step_that_has_changed_refuses_and_runs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "changed.db"
    await build(path, 10)
    before = tables(path)
    changed = {**migrations.steps(), 7: "SELECT 1;\n"}
    monkeypatch.setattr(migrations, "steps", lambda: changed)

    with pytest.raises(ChangedStep, match=r"Step 0007 .*\n.*Put that file back") as refused:
        await Database.open(f"sqlite:///{path}")
    assert refused.value.number == 7
    assert (version(path), tables(path)) == (10, before)


def test_line_ends_change_no_hash() -> None:
    assert migrations.hash_of("A;\r\nB;\r\n") == migrations.hash_of("A;\nB;\n") != migrations.hash_of("A;\nC;\n")


async def test_two_openings_at_once_upgrade_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/shared.db"
    for database in await asyncio.gather(*(Database.open(url) for _ in range(4))):
        await database.close()

    assert version(tmp_path / "shared.db") == NEWEST


def test_two_processes_at_once_upgrade_once(tmp_path: Path) -> None:
    script = (
        "import asyncio, sys; from db.database import Database\n"
        "async def main(): await (await Database.open(sys.argv[1])).close()\n"
        "asyncio.run(main())"
    )
    command = [sys.executable, "-c", script, f"sqlite:///{tmp_path}/shared.db"]
    running = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(3)]

    assert [(process.communicate(timeout=60)[1], process.returncode) for process in running] == [(b"", 0)] * 3
    assert version(tmp_path / "shared.db") == NEWEST


async def test_a_step_that_fails_leaves_the_version_and_the_tables_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "half.db"
    await build(path, NEWEST)
    before = tables(path)
    broken = {**migrations.steps(), NEWEST + 1: "CREATE TABLE half (id BIGINT);\nCREATE TABLE half (id BIGINT);\n"}
    monkeypatch.setattr(migrations, "steps", lambda: broken)

    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        await Database.open(f"sqlite:///{path}")
    assert version(path) == NEWEST
    assert tables(path) == before


def test_steps_are_numbered_without_gaps() -> None:
    assert list(migrations.steps()) == list(range(1, NEWEST + 1))


@pytest.mark.parametrize(
    ("script", "parts"),
    [
        ("", []),
        ("CREATE TABLE a (id BIGINT);\n", ["CREATE TABLE a (id BIGINT)"]),
        ("A;\n\nB\n  C;\n", ["A", "B\n  C"]),
        ("-- one; two\nA (';', 1);\nB;\n", ["-- one; two\nA (';', 1)", "B"]),
        ("A;\nB;", ["A", "B;"]),
    ],
)
def test_a_statement_ends_with_a_semicolon_at_a_lines_end(script: str, parts: list[str]) -> None:
    assert migrations.statements(script) == parts


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("INSERT INTO schema_version (version, hash) VALUES (9999, '')", "This database is at version 9999"),
        ("UPDATE schema_version SET hash = 'another' WHERE version = 7", "Step 0007 of db/migrations has changed"),
    ],
)
async def test_a_database_that_cannot_be_used_ends_the_program_with_words_and_status_2(
    change: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    await (await Database.open(url)).close()
    with closing(sqlite3.connect(tmp_path / "bot.db")) as connection, connection:
        connection.execute(change)
    monkeypatch.setenv("DISCORD_TOKEN", "a-token")
    monkeypatch.setenv("DATABASE_URL", url)

    assert await asyncio.to_thread(bot.main) == 2
    assert capsys.readouterr().err.startswith(words)
