"""What must not happen twice at once for the same goes one after the other; nobody waits for what others do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from services.due import DeliveryFailed, NotTaken

# Discord may take any time over a request: who waits for their turn so long hears of it.
LONGEST_WAIT_SECONDS = 20.0


class Turns:
    """Turns at one thing, for each member, channel or circle by itself."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def take(self, whose: Hashable) -> AsyncIterator[None]:
        """Wait until nobody else is at it for the same. Raise DeliveryFailed where that takes too long."""
        lock = self._locks.setdefault(whose, asyncio.Lock())
        try:
            async with asyncio.timeout(LONGEST_WAIT_SECONDS):
                await lock.acquire()
        except TimeoutError as late:
            raise DeliveryFailed(NotTaken.TIMEOUT, again=True) from late
        try:
            yield
        finally:
            lock.release()
