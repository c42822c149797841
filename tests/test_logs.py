"""What the log has of members: that something failed and where, never what they typed or a key to their interaction."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

import logs
from bot import create_bot
from cogs.kit.text import quoted
from rules.kit.errors import Refusal
from services import streaks
from services.privacy.requests import NotConfirmed
from settings import Settings
from tests.loopback.server import LoopbackDiscord
from tests.loopback.test_loopback import MEMBER, connected

NOTE = "my mother’s diary"


@pytest.fixture
def out() -> io.StringIO:
    """Where the log goes."""
    return io.StringIO()


@pytest.fixture(params=["DEBUG", "ERROR"])
def level(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, out: io.StringIO) -> Iterator[str]:
    """Log as the bot does, from this level on."""
    monkeypatch.setattr(logging.root, "handlers", [])
    named = [logging.root, *map(logging.getLogger, logs.TALKATIVE)]
    before = [logger.level for logger in named]
    logs.set_up(request.param, "text", out)
    yield request.param
    for logger, old in zip(named, before, strict=True):
        logger.setLevel(old)


def test_what_tells_every_payload_stays_quiet(level: str) -> None:
    for name in ("aiosqlite", "discord.gateway", "discord.http", "discord.webhook.async_"):
        assert logging.getLogger(name).getEffectiveLevel() == max(logging.INFO, logging.getLevelNamesMapping()[level])


def test_as_json_each_record_is_one_object_and_as_discreet(out: io.StringIO) -> None:
    logger = logging.Logger("onereader.trial")
    handler = logging.StreamHandler(out)
    handler.setFormatter(logs.FORMATTERS["json"]())
    logger.addHandler(handler)
    try:
        raise NotConfirmed(NOTE)
    except Refusal:
        logger.exception("POST %s failed\n%s", "https://discord.com/api/v10/webhooks/12/s3cr3t", "“twice”")

    (line,) = out.getvalue().splitlines()
    told = json.loads(line)
    assert (told["level"], told["logger"]) == ("ERROR", "onereader.trial")
    assert told["message"] == "POST https://discord.com/api/v10/webhooks/12/… failed\n“twice”"
    assert "NotConfirmed" in told["error"]
    assert NOTE not in line
    assert "s3cr3t" not in line


def test_what_runs_by_itself_leaves_no_line(level: str, out: io.StringIO) -> None:
    logging.getLogger("apscheduler.executors.default").info("Job executed successfully")
    assert out.getvalue() == ""


def test_an_error_is_told_without_what_it_may_quote(level: str, out: io.StringIO) -> None:
    try:
        try:
            int(NOTE)
        except ValueError as error:
            raise NotConfirmed(NOTE) from error
    except Refusal as refusal:
        logging.getLogger("onereader").error("%s: %r", refusal, refusal, exc_info=refusal)
    told = out.getvalue()

    assert NOTE not in told
    assert "NotConfirmed: NotConfirmed\n" in told
    assert "builtins.ValueError" in told
    assert "int(NOTE)" in told  # where it was


def test_an_error_that_quotes_nobody_is_told_in_full(level: str, out: io.StringIO) -> None:
    try:
        raise OSError("the disk is full")
    except OSError:
        logging.getLogger("onereader").exception("Kept nothing")

    assert out.getvalue().endswith("builtins.OSError: the disk is full\n")


@pytest.mark.timeout(10)
def test_errors_that_led_to_each_other_are_told_once_each(level: str, out: io.StringIO) -> None:
    first, second = OSError("the line broke"), RuntimeError("closed meanwhile")
    first.__context__, second.__cause__ = second, first
    logging.getLogger("onereader").error("It went in circles", exc_info=first)

    told = out.getvalue()
    assert told.endswith("builtins.RuntimeError: closed meanwhile\nwhich led to\nbuiltins.OSError: the line broke\n")
    assert told.count("the line broke") == told.count("closed meanwhile") == 1


def test_an_address_loses_its_token(level: str, out: io.StringIO) -> None:
    for path in ("/interactions/12/aW50ZXI-x_y/callback", "/webhooks/34/aW50ZXI-x_y?wait=true"):
        logging.getLogger("aiohttp").error("Cannot read https://discord.com/api/v10%s", path)

    told = out.getvalue()
    assert "aW50" not in told
    assert "/interactions/12/…/callback" in told
    assert "/webhooks/34/…?wait=true" in told


@pytest.mark.slow
@pytest.mark.parametrize("fails", [False, True])
async def test_no_note_and_no_token_is_in_any_log(
    fails: bool,
    level: str,
    loopback: LoopbackDiscord,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    out: io.StringIO,
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise ValueError(f"cannot keep {NOTE}")

    if fails:
        monkeypatch.setattr(streaks, "record_entry", broken)
    settings = Settings(discord_api_url=loopback.api_url, database_url=f"sqlite:///{tmp_path}/bot.db", shard_count=1)
    bot = create_bot(settings, alarm=False)
    async with connected(loopback, bot) as application:
        bot.publish_soon()
        assert bot._publishing is not None
        await bot._publishing
        record = await loopback.use_command(application, "wrote", {"words": 5, "note": NOTE}, MEMBER)

    told = out.getvalue()
    assert NOTE in record.answer["content"] or quoted(NOTE) in record.answer["content"]
    assert NOTE not in told
    assert record.token not in told
    assert application.token not in told
    assert not fails or "/wrote failed" in told
