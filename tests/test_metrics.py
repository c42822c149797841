"""What METRICS_PORT serves: every figure promised, as Prometheus reads it, and nothing of any member."""

from __future__ import annotations

import asyncio
import socket
from datetime import UTC, datetime, timedelta
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

import process
from bot import create_bot
from metrics import HOST, Server
from rules.schedule.due import Due, State
from rules.schedule.tally import Spread, Tally
from settings import Settings
from tests.world import World

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


async def scraped(world: World) -> dict[str, dict[tuple[str, ...], float]]:
    """Return every sample by its name and the values of its labels, in the order of their names."""
    server = Server(world.bot, 0)
    try:
        text = await asyncio.to_thread(_get, server.port)
    finally:
        server.close()
    assert world.mara.user.name not in text
    assert str(world.mara.user.id) not in text
    found: dict[str, dict[tuple[str, ...], float]] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            found.setdefault(sample.name, {})[tuple(sample.labels.values())] = sample.value
    return found


def _get(port: int) -> str:
    with urlopen(f"http://{HOST}:{port}/metrics") as answer:
        said: str = answer.read().decode()
    return said


async def test_what_was_sent_and_how_late_can_be_watched(world: World) -> None:
    await world.mara.slash(world.general, "settings reminder", on=True)
    await world.until(datetime(2026, 1, 5, 20, 30, tzinfo=UTC))

    figures = await scraped(world)
    assert figures["onereader_due_claimed_total"]["reminder",] == 1
    assert figures["onereader_due_ended_total"]["reminder", "", "sent"] == 1
    assert figures["onereader_lateness_seconds_count"][()] >= 1
    assert figures["onereader_lateness_seconds_bucket"]["+Inf",] == figures["onereader_lateness_seconds_count"][()]
    assert figures["onereader_answer_seconds_count"][()] == 1
    assert figures["onereader_database_seconds_count"]["members",] >= 1
    assert figures["onereader_database_seconds_count"]["reading",] >= 1
    assert figures["onereader_servers"][()] == 1
    assert figures["process_resident_memory_bytes"][()] > 0
    assert {"onereader_pacer_turns_total", "onereader_pacer_spacing_seconds", "onereader_pacer_waiting"} <= set(figures)


async def test_what_came_to_nothing_is_counted_by_kind_and_reason(world: World) -> None:
    tally = world.bot.context.tally
    due = Due("reminder", 1, "2026-01-05", NOON)
    tally.end(due, State.FAILED, "dm_closed", NOON)
    tally.end(due, State.SENT, "", NOON + timedelta(seconds=4))
    tally.delay(due, "no_connection")

    figures = await scraped(world)
    assert figures["onereader_due_ended_total"]["reminder", "dm_closed", "failed"] == 1
    assert figures["onereader_due_put_off_total"]["reminder", "no_connection"] == 1
    assert figures["onereader_lateness_seconds_bucket"]["3.0",] == 0
    assert figures["onereader_lateness_seconds_bucket"]["10.0",] == 1


def test_a_spread_counts_each_once_and_up_to_its_bound() -> None:
    spread = Spread()
    for seconds in (0.005, 0.01, 0.2, 5000.0):
        spread.add(seconds)
    counts = dict(spread.up_to)
    assert (counts[0.01], counts[0.1], counts[0.3], counts[3600.0], counts[float("inf")]) == (2, 2, 3, 3, 4)
    assert spread.seconds == pytest.approx(5000.215)
    assert Tally().lateness is not Tally().lateness


async def test_a_port_that_is_taken_ends_the_bot_with_words() -> None:
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        bot = create_bot(Settings(metrics_port=port))
        with pytest.raises(process.CannotRun, match=f"METRICS_PORT {port} cannot be used") as ended:
            async with process._metrics(bot):
                pass
    assert ended.value.status == process.MEND
