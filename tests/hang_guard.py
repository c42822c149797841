"""A test that hangs ends the run in minutes, with its name: nothing it does can hold that up.

pytest-timeout raises in the test, and what it raises may be lost: a coroutine that swallows being cancelled waits on,
and Hypothesis takes it for a failing example and tries that again, without a limit. What this starts is a thread of
the interpreter's own, which asks for no lock: it writes every stack and ends the process. pytest-xdist then says
which test its worker died in, and goes on with another worker.
"""

from __future__ import annotations

import faulthandler
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import pytest

GRACE_SECONDS = 60.0
"""What a test that timed out may take to clean up after itself."""


class HangGuard:
    """The plugin; it is for the process of one worker."""

    def __init__(self, config: pytest.Config) -> None:
        self._stderr = _real_stderr(config)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        """Watch over what the test needs."""
        with self._watched(item):
            return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        """Watch over the test itself."""
        with self._watched(item):
            return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Iterator[None]:
        """Watch over what is cleared away after it."""
        with self._watched(item):
            return (yield)

    @contextmanager
    def _watched(self, item: pytest.Item) -> Iterator[None]:
        # Each part anew: where a test fails, pytest itself calls off what was to be written later.
        if limit := _limit_seconds(item):
            faulthandler.dump_traceback_later(limit + GRACE_SECONDS, exit=True, file=self._stderr)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def _limit_seconds(item: pytest.Item) -> float:
    marker = item.get_closest_marker("timeout")
    return float(marker.args[0] if marker else item.config.getini("timeout") or 0)


def _real_stderr(config: pytest.Config) -> TextIO:
    """Return where stderr went before pytest began to keep what is printed."""
    capture = config.pluginmanager.getplugin("capturemanager")
    if capture is None:
        return os.fdopen(os.dup(2), "w")
    with capture.global_and_fixture_disabled():
        return os.fdopen(os.dup(2), "w")
