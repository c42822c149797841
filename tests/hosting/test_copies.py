"""Backups and restoring: whole while the bot writes, never over anything else, and never under a running bot."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import create_bot
from cogs.schedule import cog as schedule
from cogs.schedule.cog import Schedule
from db.connection import Tx
from db.database import Database
from db.lock import FileLock
from db.process import note, noted
from db.sqlite import copies
from hosting.backup import ON_POSTGRES, backup
from hosting.restore import restore
from process import CLEAN, MEND, TRY_LATER
from services.backups import back_up_today, named_after
from services.context import Context
from settings import Settings
from tests.hosting.home import Home

PATIENCE_SECONDS = 10
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


async def test_a_copy_made_while_the_bot_writes_is_whole_and_its_owners_alone(home: Home) -> None:
    db = await Database.open(home.url)
    to = home.folder / "copy.db"

    async def count(tx: Tx) -> None:
        number = int(await noted(tx, "word") or 0) + 1
        await note(tx, "word", str(number))
        await note(tx, "same", str(number))

    home.write("0")
    writing = [asyncio.create_task(db.write(count)) for _ in range(300)]
    answer = await asyncio.to_thread(backup, home.url, to, None, NOW)
    await asyncio.gather(*writing)
    await db.close()

    assert answer.status == CLEAN
    assert to.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(to)) as connection:
        values = dict(connection.execute("SELECT name, value FROM process"))
    assert values.get("same", values["word"]) == values["word"]
    assert home.word() == "300"


def test_a_second_copy_takes_the_place_of_the_first_and_leaves_nothing_beside(home: Home) -> None:
    to = home.folder / "copy.db"
    for word in ("first", "second"):
        home.write(word)
        assert backup(home.url, to, None, NOW).status == CLEAN
        assert home.word(to) == word

    assert home.files() == {"test.db", "copy.db"}


def test_keeping_so_many_removes_the_oldest_of_its_own_and_nothing_else(home: Home) -> None:
    others = {"copy.db", "copy-2020-01-01.db", "copy-of-2020-01-01T000000Z.db", "copy-2020-01-01T000000Z.txt"}
    for name in others:
        (home.folder / name).write_text("mine")
    for day in range(4):
        assert backup(home.url, home.folder / "copy.db", 2, NOW + timedelta(days=day)).status == CLEAN

    assert home.files() - {"test.db"} == others | {"copy-2026-11-24T030000Z.db", "copy-2026-11-25T030000Z.db"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("test.db", "is the database itself"),
        ("test.db-wal", "is the database itself"),
        ("linked.db", "is the database itself"),
        ("novel.txt", "is something else than a copy"),
        ("another.db", "is something else than a copy"),
        ("nowhere/copy.db", "There is no folder"),
        (".", "is a folder"),
    ],
)
def test_nothing_but_a_copy_is_ever_written_over(home: Home, name: str, words: str) -> None:
    (home.folder / "linked.db").symlink_to(home.database)
    (home.folder / "novel.txt").write_text("Chapter one.")
    (home.folder / "test.db-wal").touch()
    with closing(sqlite3.connect(home.folder / "another.db")) as connection:
        connection.execute("CREATE TABLE recipes (id)")
    before = home.files()

    answer = backup(home.url, home.folder / name, None, NOW)

    assert answer.status == MEND
    assert words in answer.text
    assert home.files() == before
    assert home.word() == "first"
    assert (home.folder / "novel.txt").read_text() == "Chapter one."


def test_where_there_is_no_database_none_is_made(tmp_path: Path) -> None:
    answer = backup(f"sqlite:///{tmp_path}/missing.db", tmp_path / "copy.db", None, NOW)

    assert answer.status == MEND
    assert "There is no database" in answer.text
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_earlier_copy_as_it_was(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    to = home.folder / "copy.db"
    backup(home.url, to, None, NOW)
    home.write("second")
    monkeypatch.setattr(copies, "ROOM", 1 << 60)

    answer = backup(home.url, to, None, NOW)

    assert answer.status == MEND
    assert "No space left" in answer.text
    assert home.word(to) == "first"


def test_a_damaged_database_costs_no_earlier_copy(home: Home) -> None:
    to = home.folder / "copy.db"
    backup(home.url, to, None, NOW)
    with home.database.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 4)

    answer = backup(home.url, to, None, NOW)

    assert answer.status == MEND
    assert "Nothing was changed" in answer.text
    assert home.word(to) == "first"
    assert home.files() == {"test.db", "copy.db"}


def test_a_database_that_somebody_holds_is_for_later(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "BUSY_SECONDS", 0.01)
    with closing(sqlite3.connect(home.database, isolation_level=None)) as holder:
        holder.execute("PRAGMA journal_mode = DELETE")
        holder.execute("BEGIN EXCLUSIVE")
        answer = backup(home.url, home.folder / "copy.db", None, NOW)

    assert answer.status == TRY_LATER
    assert "Nothing was changed" in answer.text
    assert home.files() == {"test.db"}


# Restoring


def test_a_restored_copy_is_the_database_and_what_stood_there_is_kept(home: Home) -> None:
    to = home.folder / "copy.db"
    backup(home.url, to, None, NOW)
    home.write("second")

    answer = restore(home.url, to, NOW)

    assert answer.status == CLEAN
    assert home.word() == "first"
    assert home.word(to) == "first"
    assert home.word(home.folder / "test-before-2026-11-22T030000Z.db") == "second"
    assert home.database.stat().st_mode & 0o777 == 0o600
    assert home.files() == {"test.db", "copy.db", "test-before-2026-11-22T030000Z.db"}


def test_what_was_written_and_not_yet_in_the_file_goes_aside_with_it(home: Home) -> None:
    to = home.folder / "copy.db"
    backup(home.url, to, None, NOW)
    log = home.database.with_name("test.db-wal")
    with closing(sqlite3.connect(home.database)) as open_still:
        open_still.execute("PRAGMA journal_mode = WAL")
        home.write("second")
        assert log.stat().st_size
        restore(home.url, to, NOW)  # as after a kill: the log is there, and nobody holds the lock

    assert home.word() == "first"
    assert home.word(home.folder / "test-before-2026-11-22T030000Z.db") == "second"


def test_on_a_new_machine_a_copy_makes_the_folder_and_the_database(home: Home) -> None:
    new = home.folder / "data" / "onereader.db"

    answer = restore(f"sqlite:///{new}", home.database, NOW)

    assert answer.status == CLEAN
    assert "is kept as" not in answer.text
    assert home.word(new) == "first"


async def test_nothing_is_restored_under_a_running_bot(home: Home) -> None:
    to = home.folder / "copy.db"
    backup(home.url, to, None, NOW)
    home.write("second")
    running = FileLock(home.database)
    await running.take(0)

    answer = await asyncio.to_thread(restore, home.url, to, NOW)
    running.release()

    assert answer.status == TRY_LATER
    assert "is running" in answer.text
    assert home.word() == "second"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing.db", "does not exist"),
        ("test.db", "is the database itself"),
        ("novel.txt", "is no database of OneReader's"),
        ("empty.db", "is empty"),
        ("half.db", "half.db is"),
        ("newer.db", "is at version 9999"),
        ("changed.db", "Step 0001 of db/migrations has changed"),
        (".", "is no file"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_changes(home: Home, name: str, words: str) -> None:
    (home.folder / "novel.txt").write_text("Chapter one. " * 1_000)
    (home.folder / "empty.db").touch()
    for other, change in {
        "newer.db": "INSERT INTO schema_version (version, hash) VALUES (9999, '')",
        "changed.db": "UPDATE schema_version SET hash = 'another' WHERE version = 1",
    }.items():
        copies.copy(home.database, home.folder / other)
        with closing(sqlite3.connect(home.folder / other)) as connection, connection:
            connection.execute(change)
    whole = home.database.read_bytes()
    (home.folder / "half.db").write_bytes(whole[: len(whole) // 2])
    before = home.files()

    answer = restore(home.url, home.folder / name, NOW)

    assert answer.status == MEND
    assert words in answer.text
    assert home.files() == before
    assert home.word() == "first"


def test_a_damaged_copy_is_found_out(home: Home) -> None:
    to = home.folder / "copy.db"
    backup(home.url, to, None, NOW)
    with to.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 4)

    answer = restore(home.url, to, NOW)

    assert answer.status == MEND
    assert str(to) in answer.text
    assert home.word() == "first"


def test_postgresql_has_means_of_its_own() -> None:
    url, file = "postgresql://host/bot", Path("x")

    for answer in (backup(url, file, None, NOW), restore(url, file, NOW)):
        assert (answer.text, answer.status) == (ON_POSTGRES, MEND)


# The bot's own


async def test_the_bot_makes_one_copy_a_day_and_keeps_so_many(home: Home) -> None:
    for hours in range(0, 24 * 9, 6):
        await back_up_today(home.url, 7, NOW + timedelta(hours=hours))

    days = [at.date().day for at in copies.dated_copies(named_after(home.database))]
    assert days == [30, 29, 28, 27, 26, 25, 24]
    assert (home.folder / "backups").stat().st_mode & 0o777 == 0o700


async def test_where_it_keeps_none_the_bot_makes_none(home: Home) -> None:
    await back_up_today(home.url, 0, NOW)

    assert home.files() == {"test.db"}


async def test_a_copy_that_failed_is_in_the_log_and_costs_no_earlier_one(
    home: Home, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await back_up_today(home.url, 1, NOW)
    monkeypatch.setattr(copies, "ROOM", 1 << 60)
    await back_up_today(home.url, 1, NOW + timedelta(days=1))

    assert "Today's backup was not made" in caplog.text
    assert "No space left" in caplog.text
    assert len(copies.dated_copies(named_after(home.database))) == 1


async def test_a_bot_that_was_told_nothing_makes_its_copy_by_itself(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "BACKUP_AFTER_START", timedelta())
    made, back_up = asyncio.Event(), Schedule.back_up

    async def note_it(cog: Schedule) -> None:
        await back_up(cog)
        made.set()

    monkeypatch.setattr(Schedule, "back_up", note_it)
    bot = create_bot(Settings(database_url=home.url, shard_count=1))
    bot.context = Context(await Database.open(home.url), bot.clock)
    cog = Schedule(bot)
    await cog.cog_load()
    async with asyncio.timeout(PATIENCE_SECONDS):
        await made.wait()
    await cog.cog_unload()
    await bot.context.db.close()

    (copy,) = copies.dated_copies(named_after(home.database)).values()
    assert home.word(copy) == "first"
