"""Turns: what is done for the same goes one after the other, and nobody waits for ever."""

from __future__ import annotations

import asyncio

import pytest

from cogs.kit.turns import Turns
from services.due import DeliveryFailed
from tests.hasty_loop import HastyLoop


def test_nobody_waits_for_another_and_for_oneself_not_for_ever() -> None:
    async def story() -> None:
        turns = Turns()
        async with turns.take("mara"):
            async with turns.take("tomas"):
                pass
            with pytest.raises(DeliveryFailed):
                async with turns.take("mara"):
                    pass
        async with turns.take("mara"):
            pass

    with asyncio.Runner(loop_factory=HastyLoop) as runner:
        runner.run(story())
