"""`python bot.py move`: what is refused, and what is said when all of it is there."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from db.connection import Tx
from db.database import Database, is_shared
from hosting.move import move_from
from process import CLEAN, MEND
from settings import Settings
from tests.engines import tables
from tests.services.desk import START


async def add_server(tx: Tx) -> None:
    await tx.execute("INSERT INTO servers (id) VALUES (7)")


@pytest.fixture
def source(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/old.db"

    async def make() -> None:
        database = await Database.open(url)
        await database.write(add_server)
        await database.close()

    asyncio.run(make())
    return url


def test_another_key_is_refused_and_the_way_out_named(source: str, tmp_path: Path) -> None:
    answer = move_from(source, Settings(database_url="postgresql://bot@db.example/bot", privacy_key="other"), START)

    assert answer.status == MEND
    assert str(tmp_path / "key") in answer.text
    assert "Nothing was moved" in answer.text
    answer = move_from("postgresql://bot@db.example/bot", Settings(database_url=f"sqlite:///{tmp_path}/new.db"), START)
    assert answer.status == MEND
    assert "PRIVACY_KEY" in answer.text


def test_moved_is_said_with_what_was_moved(source: str, tmp_path: Path, database_url: str) -> None:
    if not is_shared(database_url):
        pytest.skip("needs a PostgreSQL: --engine postgresql")
    key = (tmp_path / "key").read_text().strip()
    answer = move_from(source, Settings(database_url=database_url, privacy_key=key), START)

    assert answer.status == CLEAN, answer.text
    assert "1  servers" in answer.text
    assert [row["id"] for row in tables(database_url)["servers"]] == [7]
