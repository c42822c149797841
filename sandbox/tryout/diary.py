"""A diary of a server: who does what and when, played through the bot's own commands as time passes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sandbox.tryout.readers import Neighbour
from sandbox.world import DIRECT, START, NothingToPress, World, Writer, button_labels

FIRST_DAY = START.date()
HELPED, THANK = "This helped", "Say thanks"

Act = Callable[[World, Writer], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Moment:
    """What somebody does on the diary's n-th day, counted from 0, when their own clock shows a time."""

    who: str
    day: int
    clock: str
    act: Act

    def at(self, world: World) -> datetime:
        """Return its instant."""
        day = FIRST_DAY + timedelta(days=self.day)
        return datetime.combine(day, time.fromisoformat(self.clock), world.writers[self.who].zone)


def says(command: str, place: str = "writing", /, **options: Any) -> Act:
    """Run a command."""
    return lambda world, writer: world.slash(writer, place, command, **options)


def presses(label: str, place: str = "writing") -> Act:
    """Press the newest button of that label."""
    return lambda world, writer: world.press(writer, place, label)


def fills(label: str, place: str = "writing", /, **values: str) -> Act:
    """Press the newest button of that label and send the form that it opens."""

    async def act(world: World, writer: Writer) -> None:
        await world.submit(writer, place, await world.press(writer, place, label), **values)

    return act


def sends(command: str, place: str = "writing", /, **values: str) -> Act:
    """Run a command and send the form that it opens."""

    async def act(world: World, writer: Writer) -> None:
        await world.submit(writer, place, await world.slash(writer, place, command), **values)

    return act


def by(who: str, act: Act) -> Act:
    """Let somebody else do it, on the same clock."""
    return lambda world, _writer: act(world, world.writers[who])


def in_turn(*acts: Act) -> Act:
    """Do one thing after the other."""

    async def act(world: World, writer: Writer) -> None:
        for each in acts:
            await each(world, writer)

    return act


def if_there(act: Act) -> Act:
    """Do something unless the visitor, who was there before, has left no button for it."""

    async def try_it(world: World, writer: Writer) -> None:
        with suppress(NothingToPress):
            await act(world, writer)

    return try_it


class Diary:
    """What is still to come in a world, the authors who thank whoever read them, and who does what is waited for."""

    def __init__(
        self, world: World, moments: Iterable[Moment], thanks: dict[str, str], neighbours: Sequence[Neighbour] = ()
    ) -> None:
        self._world = world
        self._thanks = thanks
        self._neighbours = neighbours
        self._coming: list[tuple[datetime, Moment]] = []
        self.expect(moments)

    def expect(self, moments: Iterable[Moment]) -> None:
        """Have more on the way."""
        self._coming += ((each.at(self._world), each) for each in moments)
        self._coming.sort(key=lambda each: each[0], reverse=True)

    async def pass_until(self, instant: datetime) -> None:
        """Let time pass with all that the diary has on the way, and let authors and neighbours have answered."""
        for neighbour in self._neighbours:
            await neighbour.begin(self._world)
        while self._coming and self._coming[-1][0] <= instant:
            at, moment = self._coming.pop()
            await self._world.pass_until(at)
            await moment.act(self._world, self._world.writers[moment.who])
        await self._world.pass_until(instant)
        for name, line in self._thanks.items():
            await self._thank(self._world.writers[name], line)
        for neighbour in self._neighbours:
            await neighbour.finish(self._world)

    async def _thank(self, author: Writer, line: str) -> None:
        if any(HELPED in button_labels(message) for message in self._world.history(DIRECT, author)):
            await presses(HELPED, DIRECT)(self._world, author)
            await fills(THANK, DIRECT, thanks=line)(self._world, author)
            await self._world.pass_until(self._world.now)
