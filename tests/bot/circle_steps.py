"""What the tests of circles do and look at again and again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sandbox.world import button_labels
from tests.world import World

SUNDAY_EVENING = datetime(2026, 1, 11, 18, 0, tzinfo=UTC)
NEXT_MONDAY = datetime(2026, 1, 12, 8, 0, tzinfo=UTC)
OWLS = "Night Owls"


async def begin(world: World, who: Any, name: str = OWLS, **options: Any) -> Any:
    return await who.slash(world.general, "circle create", name=name, **options)


def thread(world: World) -> Any:
    """Return the newest thread of the general channel."""
    return max(world.general.threads, key=lambda each: each.id)


def said(message: Any) -> str:
    return f"{message.content} {message.components}"


def told(world: World) -> list[str]:
    """Return everything said in the newest thread, cards included."""
    return [said(message) for message in thread(world).history()]


def invitation(world: World) -> Any:
    return next(each for each in reversed(world.general.history()) if "A circle:" in said(each))


def newest(place: Any, label: str) -> Any:
    """Return the newest message in a place with a button of that label."""
    return next(each for each in reversed(place.history()) if label in button_labels(each))


async def owls(world: World) -> Any:
    """Let Mara begin a circle and Tomas join it; return its thread."""
    await begin(world, world.mara)
    await world.tomas.click(invitation(world), label="Join")
    return thread(world)


async def promise(who: Any, message: Any, text: str) -> Any:
    form = await who.click(message, label="This week I will…")
    return await who.submit_modal(form, {"promise": text})
