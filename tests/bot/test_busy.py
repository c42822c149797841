"""The database held by somebody else, or the disk full: a kind sentence in time, what was typed, nothing done later."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from typing import Any

import pytest

from db.database import sqlite_path
from tests.engines import sqlite_of
from tests.world import World

NOTE = "The ferry scene, at last, and the letter she never sends"


@pytest.fixture
async def impatient(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A world whose bot says after a moment what it otherwise says after two seconds."""
    monkeypatch.setattr("db.sqlite.engine.BUSY_TIMEOUT_MS", 1)
    await world.restart()
    return world


@pytest.fixture
async def held(impatient: World) -> AsyncIterator[sqlite3.Connection]:
    """Another program in the middle of a change to the file."""
    path = sqlite_path(impatient.settings.database_url)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


async def entries(world: World) -> list[tuple[int, str]]:
    async with world.bot.context.db.read() as connection:
        return [(row["words"], row["note"]) for row in await connection.fetch("SELECT words, note FROM entries")]


def assert_not_now(result: Any, *typed: str) -> None:
    """Check that they were told privately, with what they typed."""
    assert result.ephemeral
    assert "nothing has changed. Try again in a minute" in result.response.content
    assert not [words for words in typed if words not in result.response.content]


async def test_a_command_comes_back_as_it_can_be_sent_again(impatient: World, held: sqlite3.Connection) -> None:
    result = await impatient.mara.slash(impatient.general, "wrote", words=350, note=NOTE)
    held.execute("ROLLBACK")

    assert_not_now(result, f"/wrote words:350 note:{NOTE}")
    assert await entries(impatient) == []
    await impatient.mara.slash(impatient.general, "wrote", words=5)
    assert await entries(impatient) == [(5, "")]


async def test_a_press_changes_nothing_later(impatient: World) -> None:
    message = (await impatient.mara.slash(impatient.general, "wrote", words=3)).response
    path = sqlite_path(impatient.settings.database_url)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        result = await impatient.mara.click(message, label="Undo")
        other.execute("ROLLBACK")

    assert_not_now(result)
    assert await entries(impatient) == [(3, "")]
    async with impatient.bot.context.db.read() as connection:
        assert await connection.fetch("SELECT id FROM entries WHERE undone_at IS NOT NULL") == []


async def test_a_forms_words_come_back(impatient: World) -> None:
    form = await impatient.mara.slash(impatient.general, "tip share")
    path = sqlite_path(impatient.settings.database_url)
    tip = "I post on Sundays, and most people read then. " * 10
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        result = await impatient.mara.submit_modal(form, {"text": tip})
        other.execute("ROLLBACK")

    assert_not_now(result, tip.strip())


async def test_a_full_disk_is_told_of_kindly_and_named_in_the_log(
    impatient: World, caplog: pytest.LogCaptureFixture
) -> None:
    connection = sqlite_of(impatient.bot.context.db).connection
    await connection.execute_fetchall("PRAGMA max_page_count = 1")  # no more than there are
    for _ in range(200):  # what fits on pages begun is still taken
        result = await impatient.mara.slash(impatient.general, "wrote", words=350, note=NOTE * 8)
        if result.ephemeral:
            break

    assert "There is no room left to write anything down" in result.response.content
    assert NOTE in result.response.content
    assert "The disk is full" in caplog.text
    assert "Traceback" not in caplog.text
