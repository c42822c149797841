"""What is new to each writer: how much arrived where they do not look."""

from __future__ import annotations

from datetime import timedelta

from sandbox.tryout.room import Seat
from sandbox.world import DIRECT, World, Writer

# Whoever comes has last looked in the morning.
LAST_LOOK = timedelta(hours=9)


def places(writer: Writer) -> list[str]:
    """Return where a writer can look."""
    return [DIRECT, *writer.server.seen_by(writer.user)]


class News:
    """The newest message each writer has seen in each place, and how many have come since."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._seen: dict[tuple[str, str], int] = {}
        self._unread: dict[tuple[str, str], int] = {}
        for writer in world.writers.values():
            for place in places(writer):
                known = [each for each in world.history(place, writer) if each.created_at <= world.now - LAST_LOOK]
                self._seen[writer.name, place] = known[-1].id if known else 0

    def newest(self, seat: Seat) -> int:
        """Return the id of the newest message in a place, 0 where there is none."""
        return max((message.id for message in self._world.history(seat.place, seat.writer)), default=0)

    def count(self, seat: Seat) -> None:
        """Count again, for everywhere that the one in the seat can look and for the others' direct messages."""
        self._seen[seat.writer.name, seat.place] = self.newest(seat)
        for writer in self._world.writers.values():
            for place in places(writer) if writer is seat.writer else [DIRECT]:
                mark = self._seen.get((writer.name, place), 0)
                # What a writer did themselves is not news.
                self._unread[writer.name, place] = sum(
                    message.id > mark and message.author.id != writer.user.id
                    for message in self._world.history(place, writer)
                )

    def unread(self, writer: Writer, place: str) -> int:
        """Return how many messages wait for a writer in a place."""
        return self._unread.get((writer.name, place), 0)
