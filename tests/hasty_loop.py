"""An event loop whose time passes at once, for what waits on the loop's own clock and on nothing else."""

from __future__ import annotations

import asyncio
import selectors


class _HastySelector(selectors.DefaultSelector):
    """Where the loop would wait for a moment, the moment has come."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.now += (timeout or 0) + 1e-6  # a clock that stood still would keep a rounding error waiting for ever
        return super().select(0)


class HastyLoop(asyncio.SelectorEventLoop):
    """Never waits: `time()` jumps to whatever is due next. What comes from threads or sockets would be missed."""

    def __init__(self) -> None:
        self._hasty = _HastySelector()
        super().__init__(self._hasty)

    def time(self) -> float:
        return self._hasty.now
