"""What is said when something falls due: a feature's handlers beside its buttons, and who finds them."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from cogs.post import Post, PostOffice
from rules.schedule import Due
from services.due import DueKind
from services.schedule.run import nonce_of

HandlerT = TypeVar("HandlerT", bound=Callable[..., Awaitable[None]])


def on_due(*kinds: DueKind) -> Callable[[HandlerT], HandlerT]:
    """Mark a cog's method as how a kind of message is said; it takes what `prepare` returned, and the post."""

    def mark(handler: HandlerT) -> HandlerT:
        handler.__due__ = kinds  # type: ignore[attr-defined]
        return handler

    return mark


class Speakers:
    """Every handler of something due, by its kind's name."""

    def __init__(self) -> None:
        self.by_kind: dict[str, Callable[[Any, Post], Awaitable[None]]] = {}

    def register(self, cog: object) -> None:
        """Take in the marked methods of a cog."""
        for _, method in inspect.getmembers(cog, inspect.iscoroutinefunction):
            for kind in getattr(method, "__due__", ()):
                self.by_kind[kind.name] = method

    async def deliver(self, office: PostOffice, due: Due, message: Any) -> None:
        """Say one thing that is due. Raise DeliveryFailed where Discord does not take it."""
        await self.by_kind[due.kind](message, Post(office, nonce_of(due)))
