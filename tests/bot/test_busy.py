"""The database held by somebody else, or the disk full: a kind sentence in time, what was typed, nothing done later."""

from __future__ import annotations

from typing import Any

import pytest

from db.postgres import engine
from db.writer import Lane
from tests.engines import held, sqlite_of
from tests.world import World

NOTE = "The ferry scene, at last, and the letter she never sends"


@pytest.fixture
async def impatient(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A world whose bot says at once what it otherwise says after two seconds."""
    if world.settings.is_shared:
        monkeypatch.setitem(engine.PATIENCE_SECONDS, Lane.MEMBERS, 0)
    monkeypatch.setattr("db.sqlite.engine.BUSY_TIMEOUT_MS", 1)
    await world.restart()
    return world


async def entries(world: World) -> list[tuple[int, str]]:
    async with world.bot.context.db.read() as connection:
        return [(row["words"], row["note"]) for row in await connection.fetch("SELECT words, note FROM entries")]


def assert_not_now(result: Any, *typed: str) -> None:
    """Check that they were told privately, with what they typed."""
    assert result.ephemeral
    assert "nothing has changed. Try again in a minute" in result.response.content
    assert not [words for words in typed if words not in result.response.content]


async def test_a_command_comes_back_as_it_can_be_sent_again(impatient: World) -> None:
    async with held(impatient.settings.database_url):
        result = await impatient.mara.slash(impatient.general, "wrote", words=350, note=NOTE)

    assert_not_now(result, f"/wrote words:350 note:{NOTE}")
    assert await entries(impatient) == []
    await impatient.mara.slash(impatient.general, "wrote", words=5)
    assert await entries(impatient) == [(5, "")]


async def test_a_press_changes_nothing_later(impatient: World) -> None:
    message = (await impatient.mara.slash(impatient.general, "wrote", words=3, quiet=True)).response
    async with held(impatient.settings.database_url):
        result = await impatient.mara.click(message, label="Undo")

    assert_not_now(result)
    assert await entries(impatient) == [(3, "")]
    async with impatient.bot.context.db.read() as connection:
        assert await connection.fetch("SELECT id FROM entries WHERE undone_at IS NOT NULL") == []


async def test_a_forms_words_come_back(impatient: World) -> None:
    form = await impatient.mara.slash(impatient.general, "tip share")
    tip = "I post on Sundays, and most people read then. " * 10
    async with held(impatient.settings.database_url):
        result = await impatient.mara.submit_modal(form, {"text": tip})

    assert_not_now(result, tip.strip())


async def test_a_full_disk_is_told_of_kindly_and_named_in_the_log(
    impatient: World, caplog: pytest.LogCaptureFixture
) -> None:
    connection = sqlite_of(impatient.bot.context.db).connection
    await connection.execute_fetchall("PRAGMA max_page_count = 1")  # no more than there are
    for _ in range(200):  # what fits on pages begun is still taken
        result = await impatient.mara.slash(impatient.general, "wrote", words=350, note=NOTE * 8)
        if "wrote" not in result.response.content:
            break

    assert "There is no room left to write anything down" in result.response.content
    assert NOTE in result.response.content
    assert "The disk is full" in caplog.text
    assert "Traceback" not in caplog.text
