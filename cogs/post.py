"""The one way out to Discord: every request with the bot's token is paced here, and every failure gets its name.

Answers to interactions do not count towards Discord's limit and go their own way (`cogs/kit/answers.py`).
"""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import aiohttp
import discord
from aiolimiter import AsyncLimiter

from rules.schedule import Due
from services import members
from services.due import DeliveryFailed, DueKind, NotTaken
from services.schedule.run import nonce_of

if TYPE_CHECKING:
    from bot import OneReader
    from rules.members import Member

log = logging.getLogger("onereader.post")

# Discord allows 50 requests a second in all; replies to interactions do not count, everything else shares this.
# A leaky bucket lets its whole size through at once on top of the rate: 2 and 48 are 50 in any one second. Smaller
# than 2, and every late wake-up of the loop is a send lost. benchmarks/rush.py watches both: no 429, 95 % used.
REQUESTS_PER_SECOND = 48
REQUESTS_AT_ONCE = 2

# Who is named in a direct message is not in it and hears nothing; but only then does Discord send their name along.
NAMES = discord.AllowedMentions(everyone=False, roles=False, users=True)

# Discord's error codes.
CANNOT_DM = 50007
NO_SHARED_SERVER = 50278
UNKNOWN_CHANNEL = 10003
UNKNOWN_MEMBER = 10007
UNKNOWN_USER = 10013
MISSING_ACCESS, MISSING_PERMISSIONS = 50001, 50013
THREAD_LOCKED = 160005

TROUBLE = (discord.HTTPException, aiohttp.ClientError, OSError)


class PostOffice:
    """What the bot sends by itself: messages, edits, threads, and questions about who is where."""

    def __init__(self, bot: OneReader) -> None:
        self._bot = bot
        # Without an alarm the clock is in somebody's hand, and a send that waits for it to move would wait for ever.
        self._pacer: AbstractAsyncContextManager[None] = nullcontext()
        if bot.alarm:
            self._pacer = AsyncLimiter(REQUESTS_AT_ONCE, REQUESTS_AT_ONCE / REQUESTS_PER_SECOND)

    def open(self) -> None:
        """Stand around the one function through which discord.py makes every request with the bot's token."""
        request = self._bot.http.request

        async def paced(*args: Any, **options: Any) -> Any:
            async with self._pacer:
                pass
            return await request(*args, **options)

        self._bot.http.request = paced  # type: ignore[method-assign]

    async def send(self, channel_id: int, text: str = "", **content: Any) -> discord.Message:
        """Send a message and return it. Raise DeliveryFailed."""
        with failures_named():
            return await self._bot.get_partial_messageable(channel_id).send(text or None, **content)

    async def send_dm(self, member: Member, text: str, **content: Any) -> None:
        """Send a direct message; the channel, once opened, is remembered. Raise DeliveryFailed."""
        if member.dm_channel_id is not None:
            try:
                await self.send(member.dm_channel_id, text, **content)
            except DeliveryFailed as failure:
                if failure.reason != NotTaken.CHANNEL_GONE:
                    raise
            else:
                return
        with failures_named():
            channel_id = (await self._bot.create_dm(discord.Object(member.id))).id
        await members.remember_dm_channel(self._bot.context, member.id, channel_id)
        await self.send(channel_id, text, **content)

    async def edit(self, channel_id: int, message_id: int, **content: Any) -> None:
        """Change a message of the bot's own. Raise DeliveryFailed."""
        with failures_named():
            await self._message(channel_id, message_id).edit(**content)

    async def delete(self, channel_id: int, message_id: int) -> None:
        """Take a message of the bot's own down; one that is gone already is fine. Raise DeliveryFailed."""
        with failures_named(), suppress(discord.NotFound):
            await self._message(channel_id, message_id).delete()

    def _message(self, channel_id: int, message_id: int) -> discord.PartialMessage:
        return self._bot.get_partial_messageable(channel_id).get_partial_message(message_id)

    async def open_thread(self, parent: discord.TextChannel, name: str, **options: Any) -> int:
        """Open a thread and return its id. Raise DeliveryFailed."""
        with failures_named():
            return (await parent.create_thread(name=name, **options)).id

    async def bring_into_thread(self, thread_id: int, member_id: int) -> None:
        """Put a thread before a member's eyes. Raise DeliveryFailed."""
        with failures_named():
            await self._bot.http.add_user_to_thread(thread_id, member_id)

    async def take_from_thread(self, thread_id: int, member_id: int) -> None:
        """Take a thread from a member's eyes. Raise DeliveryFailed."""
        with failures_named():
            await self._bot.http.remove_user_from_thread(thread_id, member_id)

    async def is_gone(self, channel_id: int) -> bool:
        """Return whether a channel or thread was deleted; where Discord cannot say, it counts as there."""
        if self._bot.get_channel(channel_id) is not None:
            return False
        try:
            await self._bot.http.get_channel(channel_id)
        except discord.NotFound:
            return True
        except TROUBLE:
            log.warning("Could not ask for channel %s", channel_id)
        return False

    async def hide_departed(self, server_id: int, member_ids: Iterable[int]) -> bool:
        """Ask Discord who of these left the server and hide them in it; return whether anybody did.

        Without the members intent nobody tells the bot. Whom Discord cannot answer for counts as present.
        """
        asked = list(member_ids)
        left = await asyncio.gather(*(self._has_left(server_id, member_id) for member_id in asked))
        departed = [member_id for member_id, has_left in zip(asked, left, strict=True) if has_left]
        if departed:
            await members.left_server(self._bot.context, server_id, departed, self._bot.clock.now())
        return bool(departed)

    async def _has_left(self, server_id: int, member_id: int) -> bool:
        try:
            await self._bot.http.get_member(server_id, member_id)  # the server may be another process's
        except discord.NotFound as missing:
            return missing.code in (UNKNOWN_MEMBER, UNKNOWN_USER)
        except TROUBLE:
            log.warning("Could not ask whether member %s is still in server %s", member_id, server_id)
        return False


@dataclass(frozen=True, slots=True)
class Post:
    """The way out for one thing that is due, with the nonce by which Discord drops a repeat of it."""

    office: PostOffice
    nonce: str

    async def to_channel(self, channel_id: int, text: str = "", **content: Any) -> None:
        """Send it to a channel. Raise DeliveryFailed."""
        await self.office.send(channel_id, text, nonce=self.nonce, **content)

    async def to_member(self, member: Member, text: str, **content: Any) -> None:
        """Send it as a direct message. Raise DeliveryFailed."""
        await self.office.send_dm(member, text, nonce=self.nonce, **content)

    async def check_present(self, server_id: int, member_ids: Iterable[int], *, again: bool = True) -> None:
        """Raise DeliveryFailed where somebody it names has left: it is to be worked out again without them."""
        if await self.office.hide_departed(server_id, member_ids):
            raise DeliveryFailed(NotTaken.DEPARTED if again else NotTaken.LEFT_SERVER, again=again)


def mention_only(*member_ids: int) -> discord.AllowedMentions:
    """Return what notifies these members and nobody else."""
    return discord.AllowedMentions(everyone=False, roles=False, users=[discord.Object(each) for each in member_ids])


@contextmanager
def failures_named() -> Iterator[None]:
    """Turn Discord's failures into DeliveryFailed: what happened, and whether trying again could help."""
    try:
        yield
    except discord.HTTPException as error:
        raise _named(error) from error
    except (aiohttp.ClientError, OSError) as error:
        raise DeliveryFailed(NotTaken.NO_CONNECTION, again=True) from error


def _named(error: discord.HTTPException) -> DeliveryFailed:
    if error.code == CANNOT_DM:
        return DeliveryFailed(NotTaken.DM_CLOSED, again=False)
    if error.code in (UNKNOWN_USER, NO_SHARED_SERVER):
        return DeliveryFailed(NotTaken.GONE, again=False)
    if error.code == UNKNOWN_CHANNEL:
        return DeliveryFailed(NotTaken.CHANNEL_GONE, again=False)
    if error.code in (MISSING_ACCESS, MISSING_PERMISSIONS, THREAD_LOCKED):
        return DeliveryFailed(NotTaken.NO_ACCESS, again=False)
    return DeliveryFailed(f"discord_{error.status}", again=error.status == 429 or error.status >= 500)


# What is said when something falls due


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
