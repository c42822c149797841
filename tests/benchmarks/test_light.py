"""What makes the bot light stays so, also where nobody runs the benchmark."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from benchmarks import light
from bot import FEATURES
from cogs.kit.feature import House
from cogs.post.pacer import FIRST_SECONDS, first_turn_at
from rules.comments import phrases
from rules.english import lines
from rules.goals.reading.read import read_goal
from rules.zones import atlas
from rules.zones import read as zones

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.slow
def test_what_only_some_ever_need_is_not_loaded_at_start() -> None:
    late = ("PIL", "prometheus_client", "rapidfuzz", "simcord")
    told = f"import sys, bot; print(*(name for name in {late} if name in sys.modules))"
    found = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.split() == []


def test_what_the_first_member_would_wait_for_is_warmed() -> None:
    phrases.phrases.cache_clear()
    atlas.atlas.cache_clear()
    lines.compiled.cache_clear()
    zones._popular_zones.cache_clear()
    for call in House(FEATURES, {}).warm:
        call()
    assert phrases.phrases.cache_info().currsize
    assert atlas.atlas.cache_info().currsize
    assert zones._popular_zones.cache_info().currsize
    warmed = lines.compiled.cache_info().currsize
    read_goal("a novel by next Friday, 2000 words or 3 hours a week until Easter", date(2026, 1, 5))
    assert lines.compiled.cache_info().currsize == warmed


def test_a_process_that_has_computed_for_a_second_need_not_wait_before_its_first_request(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("time.monotonic", lambda: 100.0)
    monkeypatch.setattr("time.process_time", lambda: 0.25)
    assert first_turn_at() == 100.0 + FIRST_SECONDS - 0.25


def test_the_start_is_compared_within_its_own_turn() -> None:
    seconds = {"OneReader": [3.0, 9.0, 2.0], "bare": [1.0, 3.0, 1.0]}
    figures = {figure.name: figure for figure in light.figures(seconds, 43.0, 67.0, 70.5)}
    assert figures["ready, OneReader ÷ bare"].value == 3.0
    assert figures["ready, OneReader ÷ bare"].passes
    assert not figures["OneReader, resident after use"].passes


DRAW_IN_MANY_THREADS = """
import sys
from concurrent.futures import ThreadPoolExecutor
import process
from benchmarks.light import resident_mib
from cogs.kit.pictures.canvas import Canvas
process._give_memory_back()
before = resident_mib("self")
with ThreadPoolExecutor(6) as threads:
    for _ in range(3):
        list(threads.map(lambda height: Canvas(height).png(), [500] * 12))
print(resident_mib("self") - before)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="what a process holds is told by Linux")
def test_threads_that_drew_keep_no_canvas() -> None:
    """One takes 10 MB: six threads kept 70 once each had drawn two."""
    found = subprocess.run([sys.executable, "-c", DRAW_IN_MANY_THREADS], cwd=ROOT, capture_output=True, text=True)
    assert float(found.stdout) < 30, found.stderr
