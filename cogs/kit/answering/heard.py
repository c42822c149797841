"""How often everybody in a server hears that one member did the same."""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta

# So often in that time everybody hears it; then its member alone does.
ENOUGH = 5
WITHIN = timedelta(hours=1)


class Heard:
    """Who did what aloud within the last hour; a restart forgets it, and no harm is done."""

    def __init__(self) -> None:
        self._at: OrderedDict[tuple[int, int, str], deque[datetime]] = OrderedDict()

    def enough(self, server_id: int, member_id: int, what: str, at: datetime) -> bool:
        """Return whether all there have heard of it often enough; where not, they are about to hear of it once more."""
        while self._at and next(iter(self._at.values()))[-1] <= at - WITHIN:
            self._at.popitem(last=False)
        told = self._at.setdefault((server_id, member_id, what), deque(maxlen=ENOUGH))
        if len(told) == ENOUGH and told[0] > at - WITHIN:
            return True
        told.append(at)
        self._at.move_to_end((server_id, member_id, what))
        return False

    def take_back(self, server_id: int, member_id: int, what: str, at: datetime) -> None:
        """Forget that they were about to hear of it at that instant: it did not reach them."""
        told = self._at.get((server_id, member_id, what), deque())
        if at in told:
            told.remove(at)
        if not told:
            self._at.pop((server_id, member_id, what), None)
