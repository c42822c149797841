"""Sixty days of four people, and every direct message that each of them got, in full."""

from __future__ import annotations

import io
from datetime import time, timedelta
from typing import TextIO

from sandbox.transcript import Transcript
from sandbox.world import DIRECT, World, Writer, next_local, open_world

DAYS = 60
NOON = time(12)
HERE = "writing"
NOTES = ("the ferry scene", "cut more than I added", "a bad day, still a day", "the chapter stands")

LIVES = {
    "Mara": "writes once, says Yes, and is not heard of again",
    "Tomas": "says Yes, has a goal in words, and writes every other day",
    "Aiko": "promises three days a week, keeps some weeks and misses others",
    "Sam": "only looks",
}


async def begin(world: World) -> None:
    """Three of them write or promise something and say Yes; the fourth looks around."""
    mara, tomas, aiko = (world.writers[name] for name in ("Mara", "Tomas", "Aiko"))
    for writer in (mara, tomas, aiko):
        await world.slash(writer, HERE, "settings zone", place=writer.zone.key)
    await world.slash(mara, HERE, "wrote", words=250)
    await world.slash(tomas, HERE, "goal set", text="20k words in 3 months")
    await world.press(tomas, HERE, "Looks right")
    await world.slash(aiko, HERE, "streak plan", rhythm="some days a week", days=3)
    for writer in (mara, tomas, aiko):
        await world.press(writer, HERE, "Yes")


async def live(world: World, day: int) -> None:
    """Let a day pass: who writes on it, writes at noon."""
    await world.pass_until(next_local(world.writers["Tomas"], world.now, NOON))
    if day % 2 == 0:
        await world.slash(world.writers["Tomas"], HERE, "wrote", words=300, note=NOTES[day // 2 % len(NOTES)])
    if day % 7 in (0, 2) or (day % 7 == 5 and day // 7 % 2 == 0):
        await world.slash(world.writers["Aiko"], HERE, "wrote", words=200)
    await world.slash(world.writers["Sam"], HERE, "streak show")


async def tell(out: TextIO) -> int:
    """Play the sixty days and write down what came; return the exit status."""
    async with open_world() as world:
        await begin(world)
        for day in range(DAYS):
            await live(world, day)
        await world.pass_time(timedelta(days=1))
        out.writelines(f"\n== {name} {life} ==\n{received(world, world.writers[name])}" for name, life in LIVES.items())
    return 0


def received(world: World, writer: Writer) -> str:
    """Return every direct message a writer got, with its day and time on their clock."""
    transcript = Transcript(world, io.StringIO())
    shown = []
    for message in world.history(DIRECT, writer):
        lines = "\n".join(f"    | {line}" for line in transcript.lines(message))
        shown.append(f"\n  {message.created_at.astimezone(writer.zone):%A %d %B, %H:%M}\n{lines}\n")
    return "".join(shown) or "\n  Nothing came.\n"
