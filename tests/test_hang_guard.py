"""What hangs ends the run, whatever became of what its timeout raised."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONFTEST = """
from tests import hang_guard

hang_guard.GRACE_SECONDS = 0.5

def pytest_configure(config):
    config.pluginmanager.register(hang_guard.HangGuard(config))
"""
SWALLOWS = """
import asyncio

async def test_swallows():
    while True:
        try:
            await asyncio.sleep(60)
        except BaseException:
            pass
"""
IN_THE_BACKGROUND = """
import asyncio

async def spin():
    while True:
        await asyncio.sleep(0)

async def test_waits_for_nobody():
    spinning = asyncio.create_task(spin())
    await asyncio.sleep(60)
"""
TRIED_AGAIN = """
import time
from hypothesis import given, settings, strategies

@settings(deadline=None)
@given(strategies.integers())
def test_law(number):
    time.sleep(60)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("hangs", "name"),
    [(SWALLOWS, "test_swallows"), (IN_THE_BACKGROUND, "test_waits_for_nobody"), (TRIED_AGAIN, "test_law")],
)
def test_what_hangs_ends_the_run_with_its_name(tmp_path: Path, hangs: str, name: str) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_hangs.py").write_text(hangs)
    options = ["-n", "1", "--max-worker-restart=0", "-o", "asyncio_mode=auto", "-o", "timeout=1"]
    running = subprocess.Popen(
        [sys.executable, "-m", "pytest", *options, str(tmp_path)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        said, _ = running.communicate(timeout=60)
    finally:  # what hangs outlives the run that it would hold up
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
    assert running.returncode != 0
    assert f"def {name}" in said or f"::{name}" in said
