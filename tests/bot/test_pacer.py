"""The pace of what the bot sends: evenly spaced, never over Discord's limit where it arrives, and who goes first."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from cogs.post.pacer import (
    HELD_UP_SECONDS,
    LATENESS_SECONDS,
    MOST_VARIATION_SECONDS,
    REQUESTS_PER_SECOND,
    Pacer,
    quietly,
    spacing,
)
from services.schedule.run import AT_ONCE, SEND_TIMEOUT
from tests.hasty_loop import HastyLoop


def run(scene: Callable[[], Coroutine[Any, Any, None]]) -> None:
    with asyncio.Runner(loop_factory=HastyLoop) as runner:
        runner.run(scene())


async def rush(send: Callable[[Pacer], Coroutine[Any, Any, None]]) -> None:
    """Let two thousand requests wait for their turn at once."""
    pacer = Pacer()
    await asyncio.gather(*(send(pacer) for _ in range(2000)))


def most_in_a_second(at: list[float]) -> int:
    """Return how many instants stand in the fullest second, wherever that begins."""
    at = sorted(at)
    return max(sum(first <= each < first + 1 for each in at) for first in at)


def now() -> float:
    return asyncio.get_running_loop().time()


@pytest.mark.parametrize("way", [0.0, 0.05, 0.2])
def test_what_arrives_in_any_second_is_within_discords_limit(way: float) -> None:
    """Each request takes up to `way` seconds longer than another; what is measured is there and back."""
    chance = random.Random(7)
    arrived: list[float] = []

    async def send(pacer: Pacer) -> None:
        left_at = await pacer.turn()
        there, back = chance.uniform(0, way), chance.uniform(0, way)
        arrived.append(now() + there)
        await asyncio.sleep(there + back)
        pacer.came_back(left_at)

    run(lambda: rush(send))
    assert most_in_a_second(arrived) <= REQUESTS_PER_SECOND


@pytest.mark.parametrize("stall", [0.1, 0.3, 0.8])
def test_what_was_held_up_on_the_way_arrives_within_the_limit(stall: float) -> None:
    """Every few seconds nothing arrives for so long, and then all that is on its way does."""
    arrived: list[float] = []

    async def send(pacer: Pacer) -> None:
        left_at = await pacer.turn()
        into = now() % 4 - 2
        await asyncio.sleep(0.01 + (stall - into if 0 <= into < stall else 0))
        arrived.append(now())
        pacer.came_back(left_at)

    run(lambda: rush(send))
    assert most_in_a_second(arrived) <= REQUESTS_PER_SECOND
    assert len(arrived) / (arrived[-1] - arrived[0]) > REQUESTS_PER_SECOND * (0.95 - stall / 4)


@pytest.mark.parametrize("others_come_back", [True, False])
def test_one_that_is_never_answered_does_not_keep_the_others(others_come_back: bool) -> None:
    async def send(pacer: Pacer) -> None:
        left_at = await pacer.turn()
        await asyncio.sleep(0.01)
        pacer.came_back(left_at)

    async def one_lost() -> None:
        pacer = Pacer()
        await send(pacer)
        await pacer.turn()
        begun = now()
        if others_come_back:
            await asyncio.gather(*(send(pacer) for _ in range(98)))
            assert now() - begun < 2.2
        else:
            await pacer.turn()
            await pacer.turn()
            assert now() - begun < HELD_UP_SECONDS + 0.2

    run(one_lost)


def test_what_fails_on_its_way_is_not_waited_for() -> None:
    async def failing() -> None:
        pacer = Pacer()
        begun = now()
        for _ in range(20):
            pacer.came_back(await pacer.turn(), answered=False)
        assert now() - begun < 20 * spacing(MOST_VARIATION_SECONDS) + 0.1

    run(failing)


@pytest.mark.parametrize(("variation", "share"), [(0.0, 0.97), (0.01, 0.96), (0.05, 0.92)])
def test_the_pace_leaves_room_for_how_much_the_way_varies_and_no_more(variation: float, share: float) -> None:
    assert 1 / spacing(variation) >= REQUESTS_PER_SECOND * share


def test_a_second_of_arrivals_holds_no_more_than_the_limit_by_arithmetic() -> None:
    for variation in (0.0, 0.01, 0.05, MOST_VARIATION_SECONDS):
        departures = (1 + variation + LATENESS_SECONDS) / spacing(variation) + 1
        assert departures <= REQUESTS_PER_SECOND + 1e-9


def test_after_a_stall_the_backlog_does_not_leave_at_once() -> None:
    left: list[float] = []

    async def send(pacer: Pacer) -> None:
        await pacer.turn()
        left.append(now())

    async def stalled() -> None:
        pacer = Pacer()
        sends = [asyncio.create_task(send(pacer)) for _ in range(30)]
        await asyncio.sleep(0.1)
        asyncio.get_running_loop()._hasty.now += 5  # type: ignore[attr-defined]
        await asyncio.gather(*sends)

    run(stalled)
    after = [at for at in left if at > 5]
    pairs = list(itertools.pairwise(after))
    assert len(after) > 20
    assert sum(b - a < 0.015 for a, b in pairs) <= 1  # one late wake-up is made up for


def test_nothing_leaves_in_the_first_second_of_a_process() -> None:
    left: list[float] = []

    async def begin() -> None:
        pacer = Pacer(not_before=1.0)
        await pacer.turn()
        left.append(now())

    run(begin)
    assert left[0] >= 1.0


def test_what_somebody_waits_for_goes_before_a_hundred_reminders() -> None:
    order: list[str] = []

    async def send(pacer: Pacer, name: str) -> None:
        await pacer.turn()
        order.append(name)

    async def remind(pacer: Pacer) -> None:
        with quietly():
            await send(pacer, "reminder")

    async def both() -> None:
        pacer = Pacer()
        reminders = [asyncio.create_task(remind(pacer)) for _ in range(100)]
        await asyncio.sleep(0.2)
        begun = now()
        await asyncio.gather(*(send(pacer, "act") for _ in range(20)))
        assert now() - begun < 1
        await asyncio.gather(*reminders)

    run(both)
    assert order.index("act") < 15
    assert order[order.index("act") :][:20] == ["act"] * 20


def test_whoever_gives_up_waiting_takes_no_turn() -> None:
    async def given_up() -> None:
        pacer = Pacer()
        await pacer.turn()
        impatient = [asyncio.create_task(pacer.turn()) for _ in range(50)]
        await asyncio.sleep(0)
        for each in impatient:
            each.cancel()
        begun = now()
        await pacer.turn()
        assert now() - begun < 0.1

    run(given_up)


def test_a_full_house_of_sends_leaves_within_half_of_what_a_send_may_take() -> None:
    assert SEND_TIMEOUT.total_seconds() / 2 > AT_ONCE * spacing(MOST_VARIATION_SECONDS)
