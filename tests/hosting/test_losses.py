"""What a host can lose, and how they hear of it: the file, a part of it, its copies, the right to read it."""

from __future__ import annotations

import asyncio
import os
import random
import shlex
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import bot
from clock import SystemClock
from db.database import Database
from db.process import ALIVE_AT, BEGUN_AT, STOPPED_CLEANLY
from db.sqlite import copies, engine
from hosting.backup import backup
from hosting.check import environment
from hosting.restore import restore
from process import CLEAN, MEND
from rules.kit.errors import Damaged
from services import process as life
from services.backups import back_up_today, named_after, newest_of
from services.context import Context
from tests.hosting.home import Home, break_the_words

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PAGE = 4096


@pytest.fixture
def typed(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A host at the terminal, in the folder of the database."""
    for name in environment.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(home.folder)
    (home.folder / ".env").write_text("DATABASE_URL=sqlite:///test.db\n")
    return home


def make_todays_copy(home: Home, day: int) -> None:
    asyncio.run(back_up_today(home.url, 7, NOW + timedelta(days=day)))


def a_week_of_copies(home: Home) -> list[Path]:
    for days in range(7):
        make_todays_copy(home, days)
    return list(copies.dated_copies(named_after(home.database)).values())


async def begin(home: Home, at: datetime) -> None:
    """Start the bot on a new file."""

    class Then:
        def now(self) -> datetime:
            return at

    db = await Database.open(home.url)
    await life.begin(Context(db, Then()), "holder")
    await db.close()


def test_a_database_that_is_gone_is_missed_and_its_copies_outlive_the_one_that_takes_its_place(
    typed: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    old = a_week_of_copies(typed)
    typed.database.unlink()
    assert bot.main(("check",)) == MEND
    assert f"python bot.py restore {old[0]}" in capsys.readouterr().err

    asyncio.run(begin(typed, NOW + timedelta(days=7)))
    for days in range(8, 18):
        make_todays_copy(typed, days)
        backup(typed.url, named_after(typed.database), 3, NOW + timedelta(days=days, hours=1))

    found = list(copies.dated_copies(named_after(typed.database)).values())
    assert (found[3:], len(found)) == (old, 10)
    assert bot.main(("check",)) == MEND
    assert f"python bot.py restore {old[0]}" in capsys.readouterr().err
    assert bot.main(("restore", str(old[0]))) == CLEAN
    assert typed.word() == "first"
    bot.main(("check",))
    assert "copies" not in capsys.readouterr().err.replace("daily copies", "")


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_damaged_is_refused_in_words_or_as_it_was(seed: int, home: Home) -> None:
    chance = random.Random(seed)
    damaged = home.folder / "damaged.db"
    copies.copy(home.database, damaged)
    with damaged.open("r+b") as file:
        file.seek(chance.choice((chance.randrange(3 * PAGE), chance.randrange(damaged.stat().st_size - 99))))
        file.write(chance.randbytes(chance.choice((1, 16, 4000))))

    answer = restore(home.url, damaged, NOW)

    copies.is_ours(damaged)
    assert answer.status == CLEAN or "Nothing was changed" in answer.text


def test_damage_that_cannot_be_put_into_words_is_named_by_every_command(
    typed: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    break_the_words(typed.database)
    shutil.copy(typed.database, "copy.db")

    for words in (("check",), ("restore", "copy.db"), ("backup", "other.db")):
        assert bot.main(words) == MEND
        assert "is damaged" in capsys.readouterr().err
    with pytest.raises(UnicodeDecodeError):  # as the start takes it: tests/crash/test_process.py
        asyncio.run(Database.open(typed.url))


@pytest.mark.parametrize("named", [(), ("copi.db",), ("backups",)])
def test_whoever_names_no_copy_is_offered_those_that_there_are(
    named: tuple[str, ...], typed: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    newest, *older = a_week_of_copies(typed)
    for each in older[1:]:
        each.unlink()

    assert bot.main(("restore", *named)) == MEND
    offered = [line for line in capsys.readouterr().err.splitlines() if line.startswith("python bot.py restore ")]
    assert [Path(line.split()[-1]).name for line in offered] == [newest.name, older[0].name]


@pytest.mark.parametrize("folder", ["plain", "My Bot", "Lena's; $HOME"])
def test_the_way_back_is_typed_as_it_is_said(folder: str, home: Home) -> None:
    moved = home.folder / folder / "test.db"
    moved.parent.mkdir()
    shutil.copy(home.database, moved)
    url = f"sqlite:///{moved}"
    asyncio.run(back_up_today(url, 7, NOW))

    *_, offered = restore(url, None, NOW).text.splitlines()
    *command, file = shlex.split(offered)

    assert command == ["python", "bot.py", "restore"]
    assert restore(url, Path(file), NOW).status == CLEAN


def test_the_way_back_after_a_restore_is_a_copy_of_what_was_restored(home: Home) -> None:
    lost = a_week_of_copies(home)[0]
    home.write("of the one begun anew")
    make_todays_copy(home, 7)
    restore(home.url, lost, NOW + timedelta(days=7, hours=1))
    for hours in (2, 3):
        asyncio.run(back_up_today(home.url, 7, NOW + timedelta(days=7, hours=hours)))

    named = copies.dated_copies(named_after(home.database))
    assert newest_of(home.database) == named[NOW + timedelta(days=7, hours=2)]
    assert home.word(newest_of(home.database)) == "first"


def test_a_damaged_database_is_blamed_itself_and_not_the_place_its_copy_was_to_go(home: Home) -> None:
    with home.database.open("r+b") as file:
        file.seek(PAGE * 3)
        file.write(b"\xff" * PAGE * 4)

    answer = backup(home.url, home.folder / "copy.db", None, NOW)

    assert "it is damaged" in answer.text
    assert "python bot.py check" in answer.text


async def test_members_and_the_log_hear_of_damage_by_its_name(home: Home) -> None:
    db = await Database.open(home.url)
    with home.database.open("r+b") as file:
        file.seek(PAGE)
        file.write(b"\xff" * (home.database.stat().st_size - PAGE))

    with pytest.raises(Damaged, match=r"python bot\.py check"):
        async with db.read() as connection:
            await connection.fetch("SELECT count(*) FROM entries")
    await db.close()


@pytest.mark.parametrize("missing", [1, 32, PAGE - 1])
def test_a_copy_that_lost_its_end_is_no_sound_one(missing: int, home: Home) -> None:
    copy = home.folder / "copy.db"
    copies.copy(home.database, copy)
    os.truncate(copy, copy.stat().st_size - missing)

    assert "is damaged" in restore(home.url, copy, NOW).text
    assert home.word() == "first"


def test_a_restore_says_how_much_is_in_the_copy_of_when_it_is_and_where_it_went(home: Home) -> None:
    empty = restore(f"sqlite:///{home.folder}/new/bot.db", home.database, NOW).text
    assert "members: 0, entries: 0." in empty
    assert f"{home.folder}/new/bot.db is now" in empty
    assert "There was no database in that place before." in empty

    home.note(ALIVE_AT, "2026-11-20T07:30:00.000000+00:00")
    with closing(sqlite3.connect(home.database)) as file, file:
        file.execute("INSERT INTO members (id, zone, since_on) VALUES (1, 'UTC', '2026-01-01')")
        file.execute("INSERT INTO entries (id, member_id, day_on, words, logged_at) VALUES (7, 1, '2026-11-19', 5, '')")
    copies.copy(home.database, home.folder / "copy.db")
    told = restore(home.url, home.folder / "copy.db", NOW).text

    assert "members: 1, entries: 1, the newest of 2026-11-19, as it was on 2026-11-20 at 07:30 UTC" in told
    assert "What came after that is not in it" in told


async def test_the_start_on_a_restored_copy_takes_nothing_for_an_accident(home: Home) -> None:
    home.note(ALIVE_AT, "2026-11-20T07:30:00.000000+00:00")
    copies.copy(home.database, home.folder / "copy.db")
    await asyncio.to_thread(restore, home.url, home.folder / "copy.db", NOW)
    assert home.noted(STOPPED_CLEANLY)

    db = await Database.open(home.url)
    last = await life.begin(Context(db, SystemClock()), "holder")
    await db.close()

    assert last.stopped_cleanly
    assert home.noted(BEGUN_AT) is None


def test_whatever_is_no_plain_file_is_never_written_over(home: Home) -> None:
    os.mkfifo(home.folder / "pipe")

    answer = backup(home.url, home.folder / "pipe", None, NOW)

    assert answer.status == MEND
    assert "no file" in answer.text
    assert (home.folder / "pipe").is_fifo()


@contextmanager
def shut_to_this_account(path: Path) -> Iterator[None]:
    """Let nobody use a path; where the tests are root's, whom nothing is shut to, be another account meanwhile."""
    mode, root = path.stat().st_mode, os.geteuid() == 0
    path.chmod(0)
    if root:
        path.parent.chmod(0o755)
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        path.chmod(mode)


@pytest.mark.parametrize("words", [("check",), ("backup", "copy.db"), ("restore", "copy.db"), ()])
@pytest.mark.parametrize("shut", [".env", "data"])
def test_what_is_another_accounts_is_said_to_be_with_whose_and_how(
    shut: str, words: tuple[str, ...], typed: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    (typed.folder / "data").mkdir()
    shutil.move(typed.database, "data/test.db")
    (typed.folder / ".env").write_text("DATABASE_URL=sqlite:///data/test.db\nDISCORD_TOKEN=a.b.c\n")
    copies.copy(typed.folder / "data" / "test.db", typed.folder / "copy.db")
    (typed.folder / "copy.db").chmod(0o644)

    owner = (typed.folder / shut).owner()
    with shut_to_this_account(typed.folder / shut):
        assert bot.main(words) == MEND
    assert f"sudo -u '{owner}'" in capsys.readouterr().err


@pytest.mark.parametrize("url", ["sqlite:///backups", "sqlite:///new/", "sqlite:///~/bot.db", "sqlite:///."])
@pytest.mark.parametrize("words", [("check",), ("backup", "copy.db"), ("restore", "copy.db"), ()])
def test_a_database_that_is_no_file_is_refused_by_everything_before_anything_is_moved(
    url: str, words: tuple[str, ...], typed: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    a_week_of_copies(typed)
    copies.copy(typed.database, typed.folder / "copy.db")
    before = typed.files()
    (typed.folder / ".env").write_text(f"DATABASE_URL={url}\nDISCORD_TOKEN=a.b.c\n")

    assert bot.main(words) == MEND
    assert "Set it to" in capsys.readouterr().err
    assert typed.files() == before


@pytest.mark.parametrize("step", ["(9999, '')", "(1, 'another')"])
def test_a_database_that_this_version_may_not_use_is_no_traceback_to_whoever_copies_it(step: str, home: Home) -> None:
    with closing(sqlite3.connect(home.database)) as file, file:
        file.execute(f"INSERT OR REPLACE INTO schema_version (version, hash) VALUES {step}")

    answer = backup(home.url, home.folder / "copy.db", None, NOW)

    assert answer.status == MEND
    assert "could not be copied" in answer.text
    assert not (home.folder / "copy.db").exists()


async def test_a_database_that_cannot_be_opened_leaves_no_thread_that_keeps_the_process_from_ending(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(threading.enumerate())
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", "no number, which SQLite refuses once all connections are open(")

    with pytest.raises(sqlite3.OperationalError):
        await Database.open(home.url)

    left = set(threading.enumerate()) - before
    for each in left:
        each.join(timeout=2)
    assert [each for each in left if each.is_alive()] == []
