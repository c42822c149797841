"""What is moved there and back is what it was, to the last row, and nothing is moved by halves."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from db.database import Database, is_shared
from db.lock import AlreadyRunning, FileLock
from db.moving import CannotMove, Sum, move
from services import process
from services.context import Context
from services.delivering import SHARED
from services.privacy.requests import erase
from services.sprints import weekly
from services.swaps.rounds import set_up_swaps
from tests.engines import tables
from tests.services.desk import START, HandClock
from tests.services.full_life import CLEO, ELSEWHERE, HOME, MARA, TOMAS, FullLife

KEY = "a key"


@pytest.fixture
async def full(migrated_file: Path, tmp_path: Path) -> Path:
    """A file in which every table has rows: of members, of one who was erased, of a server, of the bot itself."""
    path = Path(shutil.copy(migrated_file, tmp_path / "full.db"))
    database = await Database.open(f"sqlite:///{path}", KEY)
    context = Context(database, HandClock())
    await process.begin(context, "a process")
    life = FullLife(context, HOME, START)
    for member_id, name in ((MARA, "Mara"), (TOMAS, "Tomas"), (ELSEWHERE, "Elsa")):
        await life.lead(member_id, name)
    await life.meet(MARA, TOMAS, CLEO)
    await erase(context, life.act(ELSEWHERE))
    await set_up_swaps(context, HOME, life.at, min_words=120)
    await weekly.set_up(context, HOME, life.at, channel_id=7, weekday=2)
    await database.close()
    return path


@pytest.fixture
def shared(database_url: str) -> str:
    if not is_shared(database_url):
        pytest.skip("needs a PostgreSQL: --engine postgresql")
    return database_url


def moved_tables(url: str) -> dict[str, list[str]]:
    own = ("schema_version", "deliverer")
    return {name: sorted(map(repr, rows)) for name, rows in tables(url).items() if name not in own}


async def test_there_and_back_every_row_is_the_same(full: Path, shared: str, tmp_path: Path) -> None:
    before = moved_tables(f"sqlite:///{full}")
    counted = await move(f"sqlite:///{full}", shared, KEY, START)
    back = tmp_path / "back.db"

    assert all(before.values()), [name for name, rows in before.items() if not rows]
    assert counted == {name: len(rows) for name, rows in before.items()}
    assert moved_tables(shared) == before
    assert await move(shared, f"sqlite:///{back}", KEY, START) == counted
    assert moved_tables(f"sqlite:///{back}") == before


async def test_nothing_is_moved_where_something_is_already(full: Path, shared: str) -> None:
    await move(f"sqlite:///{full}", shared, KEY, START)
    before = moved_tables(shared)
    with pytest.raises(CannotMove, match="already"):
        await move(f"sqlite:///{full}", shared, KEY, START)
    with pytest.raises(CannotMove, match="exists already"):
        await move(shared, f"sqlite:///{full}", KEY, START)

    assert moved_tables(shared) == before


async def test_nothing_is_moved_while_a_bot_runs_on_either(full: Path, shared: str, tmp_path: Path) -> None:
    lock = FileLock(full)
    await lock.take(0)
    with pytest.raises(AlreadyRunning):
        await move(f"sqlite:///{full}", shared, KEY, START)
    lock.release()

    database, clock = await Database.open(shared, KEY), HandClock()
    await process.hold(Context(database, clock), "somebody", SHARED.lasts, is_ready=True)
    await database.close()
    with pytest.raises(CannotMove, match="running"):
        await move(shared, f"sqlite:///{tmp_path}/back.db", KEY, START)
    await move(f"sqlite:///{full}", shared, KEY, START + SHARED.lasts + timedelta(seconds=1))


async def test_a_move_that_breaks_off_leaves_nothing(full: Path, shared: str) -> None:
    with closing(sqlite3.connect(full)) as file, file:
        file.execute("UPDATE swap_reads SET rating = 'none'")
    with pytest.raises(Exception, match=r"rating|int"):
        await move(f"sqlite:///{full}", shared, KEY, START)

    assert not any(moved_tables(shared).values())


async def test_two_files_or_two_servers_are_not_moved_into_each_other() -> None:
    with pytest.raises(CannotMove, match="One of the two"):
        await move("sqlite:///one.db", "sqlite:///two.db", KEY, START)


def test_a_sum_tells_any_other_row_and_no_other_order() -> None:
    rows = [(1, "a", None), (2, "b", 0.5)]
    one, same, other = Sum(), Sum(), Sum()
    one.add(rows)
    same.add(reversed(rows))
    other.add([(1, "a", None), (2, "b", 0.25)])

    assert one == same != other
