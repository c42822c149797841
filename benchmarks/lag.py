"""How long anything a member can send keeps everybody else waiting.

`python -m benchmarks.lag` lets an author and a reader use every command and form with the most unkind texts,
as long as Discord lets them be, and turns the pages of pieces made of nothing else, while it times every step of the
event loop in processor time. It does so in three processes after each other, since the machine's other work can make
any one step slow, and what is slow for once only, as the first of its kind, is slow in each of them. It names the steps
whose quickest was slowest with what caused them, and ends with status 1 when one took longer than 20 ms. The steps
contain the stand-in for Discord, which is part of this process here.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from multiprocessing import get_context

import simcord
from simcord.backend.errors import SetupError

from benchmarks.report import Figure, report, say
from bot import FEATURES, create_bot
from cogs.kit.feature import House
from settings import Settings
from tests.bot.matrix.roles import Role
from tests.bot.matrix.routes import RouteRow
from tests.bot.matrix.rows import Row
from tests.bot.matrix.scene import Asker, Scene
from tests.bot.matrix.test_matrix import FORMS, PRESSES, ROWS, ask, commands_of
from tests.world import SimClock, build_world

MOST_MILLISECONDS = 20.0
NAMED = 5
ROUNDS = 3
# Discord's limit for an option, and ours for a piece; three such fields are more than any form of ours has room for.
LONGEST_OPTION, LONGEST_FIELD, LONGEST_PIECE = 6_000, 2_000, 60_000
UNKIND = {
    "a phrase in one sign": "ﷺ",
    "fractions": "½",
    "towers of accents": "e\u0301\u0301\u0301\u0301\u0301\u0301",
    "lists": "\n-",
    "markdown": "*[`<_|",
    "Chinese": "漢",
    "Thai": "ก",
    "mixed alphabets": "яa ",
    "amounts": "500 words a day ",
    "days": "may1",
}


@dataclass
class Watch:
    """The slowest step of the loop for each thing that was done."""

    doing: str = ""
    slowest: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Time each step of every event loop."""
        run = asyncio.Handle._run

        def timed(handle: asyncio.Handle) -> None:
            began = time.thread_time()
            run(handle)
            took = (time.thread_time() - began) * 1_000
            self.slowest[self.doing] = max(took, self.slowest.get(self.doing, 0.0))

        asyncio.Handle._run = timed  # type: ignore[assignment, method-assign]
        try:
            yield
        finally:
            asyncio.Handle._run = run  # type: ignore[method-assign]


def unkind_row(row: Row, sign: str) -> Row:
    """Return a command with every word of it replaced."""
    options = {
        name: sign * (LONGEST_OPTION // len(sign)) if isinstance(value, str) and value[:1] not in "@{" else value
        for name, value in row.options.items()
    }
    return replace(row, options=options)


async def fuzz(watch: Watch, scene: Scene, asker: Asker) -> None:
    """Let somebody use everything there is with every unkind text."""
    for name, sign in UNKIND.items():
        say(f"  {name}")
        _make_pieces_of(scene, sign)
        for row in ROWS:
            watch.doing = f"/{row.command} with {name}"
            async with scene.hearing(asker):
                with suppress(SetupError, AssertionError):
                    await ask(scene, asker, unkind_row(row, sign))
        await _look_for(watch, scene, asker, name, sign * (LONGEST_OPTION // len(sign)))
        typed = sign * (LONGEST_FIELD // len(sign))
        for form in (*PRESSES, *(replace(form, fields=dict.fromkeys(form.fields, typed)) for form in FORMS)):
            watch.doing = f"{form.route} with {name}"
            await _use(scene, asker, form)
        watch.doing = ""


async def _look_for(watch: Watch, scene: Scene, asker: Asker, name: str, typed: str) -> None:
    for command in commands_of(scene.world):
        for option in filter(lambda each: each.autocomplete, command.parameters):
            watch.doing = f"the choices of /{command.qualified_name} {option.display_name} with {name}"
            async with scene.hearing(asker):
                with suppress(SetupError):  # not offered to them, or not there
                    await asker.autocomplete(command.qualified_name, option.display_name, typed)


async def _use(scene: Scene, asker: Asker, route: RouteRow) -> None:
    message = None if route.fields else await scene.put_up(asker, route)
    async with scene.hearing(asker):
        if message is None:
            await scene.send_form(asker, route)
        else:
            await scene.press(asker, route, message)


def _make_pieces_of(scene: Scene, sign: str) -> None:
    scene.file.execute("UPDATE swap_pieces SET text = ? WHERE text != ''", (sign * (LONGEST_PIECE // len(sign)),))
    scene.file.commit()
    scene.keep()


async def watch_role(watch: Watch, role: Role) -> None:
    """Fill a server, and let somebody in that role do everything in it."""
    with tempfile.TemporaryDirectory(prefix="onereader-") as folder:
        settings, clock = Settings(database_url=f"sqlite:///{folder}/lag.db", shard_count=1), SimClock()
        env = simcord.Env(create_bot(settings, clock, alarm=False), check_errors=False)
        for call in House(FEATURES, {}).warm:  # as the bot does in a thread, once it is ready
            call()
        with env.time_context():
            await env.start()
            try:
                with Scene.of(await build_world(env, clock, settings)) as scene:
                    asker = await scene.settle_in(role)
                    gc.disable()  # its pauses are the whole process's, not one text's
                    with watch.watching():
                        await fuzz(watch, scene, asker)
            finally:
                gc.enable()
                await env.shutdown()
                await env.bot.close()


async def watch_once() -> dict[str, float]:
    """Return the slowest step, in milliseconds, of each thing that was done."""
    logging.disable(logging.CRITICAL)
    watch = Watch()
    for role in (Role.AUTHOR, Role.READER):
        say(f"{role.name}")
        await watch_role(watch, role)
    watch.slowest.pop("", None)
    return watch.slowest


def in_a_process() -> dict[str, float]:
    """Return what `watch_once` does: a process can be given functions alone."""
    return asyncio.run(watch_once())


def measure() -> list[Figure]:
    """Return what was slowest in each of three processes, each of which does everything for the first time."""
    rounds = []
    for _ in range(ROUNDS):
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            rounds.append(process.submit(in_a_process).result())
    slowest = {doing: min(each[doing] for each in rounds) for doing in set.intersection(*map(set, rounds))}
    worst = sorted(slowest.items(), key=lambda each: -each[1])[:NAMED]
    return [Figure(name, took, "ms", MOST_MILLISECONDS, at_least=False) for name, took in worst]


def main() -> int:
    """Measure, print and judge."""
    return report("The longest that one step of the event loop took", measure())


if __name__ == "__main__":
    sys.exit(main())
