"""The benchmarks measure what they say: the minimal bot does the work, and the arithmetic is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import interactions
from benchmarks.report import Figure
from tests.loopback.server import LoopbackDiscord


@pytest.mark.slow
async def test_the_minimal_bot_stores_what_it_answers(loopback: LoopbackDiscord, tmp_path: Path) -> None:
    database = tmp_path / "minimal.db"
    environment = {"DATABASE": str(database), "REPLY_CHARACTERS": "180"}
    command = ["-m", "benchmarks.bots", "minimal"]
    async with interactions.running(loopback, "minimal", command, environment, database) as minimal:
        await minimal.measure_throughput(loopback, clients=3, seconds=0.1)
        record = await minimal.once(loopback)
        assert minimal.stored() == minimal.used > 3
    assert interactions.visible_characters(record.answer) == 180
    assert minimal.per_second[3][0] > 0
    assert minimal.process.returncode is not None


@pytest.mark.slow
async def test_a_bot_that_cannot_start_is_reported_in_its_own_words(loopback: LoopbackDiscord) -> None:
    with pytest.raises(interactions.NotMeasuredError, match="REPLY_CHARACTERS"):
        async with interactions.running(loopback, "minimal", ["-m", "benchmarks.bots", "minimal"], {}, None):
            pass


def test_a_missed_limit_is_said() -> None:
    slow = Figure("throughput", 0.49, "", limit=0.5)
    late = Figure("p99", 3.01, "", limit=3.0, at_least=False)
    assert not slow.passes
    assert slow.row().endswith("0.49   at least 0.5   MISS")
    assert not late.passes
    assert Figure("throughput", 0.5, "", limit=0.5).row().endswith("pass")
    assert Figure("bare, 1 client", 700, "per s").passes


def test_p99_is_the_smallest_value_that_99_of_100_do_not_exceed() -> None:
    assert interactions.percentile([float(number) for number in range(100, 0, -1)], 99) == 99
    assert interactions.percentile([5.0], 99) == 5


def test_the_text_of_components_counts_as_visible() -> None:
    card = {"components": [{"type": 17, "components": [{"type": 10, "content": "Board"}]}]}
    assert interactions.visible_characters(card) == 5
    assert interactions.visible_characters({"content": "Hi", "components": [{"type": 1, "components": []}]}) == 2
