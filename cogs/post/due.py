"""What is said when something falls due: each kind's handler, and its way out."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from cogs.kit.outgoing.marks import View, put_mark
from services.due import DeliveryFailed, DueKind, NotTaken
from services.schedule.run import nonce_of

if TYPE_CHECKING:
    import discord

    from cogs.post.office import PostOffice
    from rules.members.member import Member
    from rules.schedule.due import Due

log = logging.getLogger("onereader.post")

HandlerT = TypeVar("HandlerT", bound=Callable[..., Awaitable[None]])


@dataclass(frozen=True, slots=True)
class Post:
    """The way out for one thing that is due: where it goes is written down before, so that it can be looked for after."""

    office: PostOffice
    due: Due

    async def to_channel(self, server_id: int, channel_id: int, text: str = "", **content: Any) -> discord.Message:
        """Send it into a server's channel and return it. Raise DeliveryFailed."""
        nonce = nonce_of(self.due)
        return await self.office.send(server_id, channel_id, text, set_off=self._set_off, nonce=nonce, **content)

    async def speak_for(
        self, member_id: int, what: str, server_id: int, channel_id: int, text: str = "", **content: Any
    ) -> discord.Message:
        """Send into a channel what a member did elsewhere, unless they left, are muted there, or were heard enough.

        Raise DeliveryFailed.
        """
        await self.check_present(server_id, [member_id], again=False)
        await self.office.places.check_may_write(server_id, channel_id, member_id)
        nonce = nonce_of(self.due)
        return await self.office.send_of(
            member_id, what, server_id, channel_id, text, set_off=self._set_off, nonce=nonce, **content
        )

    async def call(self, server_id: int, channel_id: int, text: str, mentioned: Collection[int]) -> None:
        """Notify members of what was just posted, in a message of its own: of a card that does a phone shows nothing.

        The post stands either way.
        """
        try:
            await self.office.send(server_id, channel_id, text, mentioned=mentioned, nonce=f"{nonce_of(self.due)}+")
        except DeliveryFailed as failure:
            log.warning("Nobody could be notified of what was posted in channel %s: %s", channel_id, failure)

    async def call_in(
        self, member_id: int, server_id: int, channel_id: int, text: str, **content: Any
    ) -> discord.Message:
        """Say something to one member in a channel, unless they left, or may not read there. Raise DeliveryFailed."""
        # Discord refuses a direct message to somebody who left, but not a mention.
        await self.check_present(server_id, [member_id], again=False)
        await self.office.places.check_may_enter(server_id, channel_id, member_id)
        return await self.to_channel(server_id, channel_id, text, mentioned=[member_id], **content)

    async def to_member(self, member: Member, text: str, *, of: Collection[int], **content: Any) -> None:
        """Send it as a direct message, unless they left one of the servers that it tells `of`. Raise DeliveryFailed."""

        async def check() -> None:
            for server_id in of:
                await self.check_present(server_id, [member.id])

        await self.office.send_dm(member, text, check, set_off=self._set_off, nonce=nonce_of(self.due), **content)

    async def _set_off(self, channel_id: int, text: str, view: View) -> None:
        await self.office.set_off(self.due, channel_id, put_mark(self.due, text, view))

    async def check_present(self, server_id: int, member_ids: Iterable[int], *, again: bool = True) -> None:
        """Raise DeliveryFailed where somebody it names has left: it is to be worked out again without them."""
        if await self.office.hide_departed(server_id, member_ids):
            raise DeliveryFailed(NotTaken.DEPARTED if again else NotTaken.LEFT_SERVER, again=again)


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
        for name, function in vars(type(cog)).items():
            for kind in getattr(function, "__due__", ()):
                self.by_kind[kind.name] = getattr(cog, name)

    async def deliver(self, office: PostOffice, due: Due, message: Any) -> None:
        """Say one thing that is due. Raise DeliveryFailed where Discord does not take it."""
        await self.by_kind[due.kind](message, Post(office, due))
