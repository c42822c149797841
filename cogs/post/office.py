"""What the bot sends by itself, and where every failure of that gets its name; `requests.py` paces it.

Answers to interactions do not count towards Discord's limit and go their own way (`cogs/kit/answering/answers.py`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

import discord

from cogs.kit.outgoing.links import CommandLinks
from cogs.kit.outgoing.marks import View
from cogs.kit.outgoing.names import FindNames, alike, with_account, written_out
from cogs.kit.recent import Recent
from cogs.kit.turns import Turns
from cogs.post.failures import TROUBLE, UNKNOWN_MEMBER, UNKNOWN_USER, failures_named
from cogs.post.openings import Openings
from cogs.post.pacer import quietly
from cogs.post.places import Places
from cogs.post.quotes import without_quotes
from cogs.post.reading_back import arrived
from cogs.post.standing import Ending, Standing
from services import members, names
from services.due import DeliveryFailed, NotTaken, Unreadable
from services.schedule import run as schedule

if TYPE_CHECKING:
    from bot import OneReader
    from rules.members.member import Member
    from rules.schedule.due import Due, UnderWay

log = logging.getLogger("onereader.post")

# What Discord says of a channel for direct messages that it gave once and knows no more.
STALE = {NotTaken.CHANNEL_GONE, NotTaken.NO_ACCESS}

T = TypeVar("T")
# Hears where a message is about to go, in what words and with what under them: the last thing before it does.
SetOff = Callable[[int, str, View], Awaitable[None]]

# How many messages back the bot looks for a word of its own.
LOOK_BACK = 50

# How long it holds that somebody was in their servers.
CONFIRMED_FOR = timedelta(minutes=10)

# A thread that nobody writes in for a week is archived.
ARCHIVED_AFTER_MINUTES: Final = 10_080


class PostOffice:
    """What the bot sends by itself: messages, edits, threads, and questions about who is where."""

    def __init__(self, bot: OneReader, standing: Standing) -> None:
        self._bot = bot
        self._standing = standing
        self._openings = Openings(bot)
        self._confirmed = Recent(CONFIRMED_FOR)
        self.places = Places(bot)
        self._turns = Turns()

    async def send(
        self,
        server_id: int,
        channel_id: int,
        text: str = "",
        *,
        mentioned: Collection[int] = (),
        speaker_id: int | None = None,
        **content: Any,
    ) -> discord.Message:
        """Send a message into a server's channel and return it; it notifies who is `mentioned`. Raise DeliveryFailed.

        Of whose words it brings, `speaker_id`, it names the account too. Where a filter stops it, it goes once more
        without the words it quotes, unless it is to go `whole` or not at all.
        """
        find = partial(self._names_in, server_id, speaker_id)
        return await self._send(channel_id, text, find, self._bot.links, mentioned, **content)

    async def send_of(
        self, member_id: int, what: str, server_id: int, channel_id: int, text: str = "", **content: Any
    ) -> discord.Message:
        """Send what a member did, as often as everybody there is to hear of it; what does not go was not heard.

        Raise DeliveryFailed.
        """
        with self._heard_of(member_id, what, server_id):
            return await self.send(server_id, channel_id, text, speaker_id=member_id, **content)

    @contextmanager
    def _heard_of(self, member_id: int, what: str, server_id: int) -> Iterator[None]:
        at = self._bot.clock.now()
        if self._bot.heard.enough(server_id, member_id, what, at):
            raise DeliveryFailed(NotTaken.HEARD, again=False)
        try:
            yield
        except BaseException:  # also where it takes too long and is cut off: it is tried again
            self._bot.heard.take_back(server_id, member_id, what, at)
            raise

    async def _send(
        self,
        channel_id: int,
        text: str,
        find: FindNames,
        links: CommandLinks,
        mentioned: Collection[int] = (),
        *,
        whole: bool = False,
        set_off: SetOff | None = None,
        **content: Any,
    ) -> discord.Message:
        text, content["allowed_mentions"] = await written_out(text, content.get("view"), find, mentioned)
        text = links.finish(text, content.get("view"), is_private=False)
        try:
            return await self._go(channel_id, text, set_off, content)
        except DeliveryFailed as failure:
            if failure.reason != NotTaken.WORDS_REFUSED or whole or "file" in content:  # a file is sent once
                raise
        text, content = without_quotes(text, content)
        return await self._go(channel_id, text, set_off, content)

    async def _go(
        self, channel_id: int, text: str, set_off: SetOff | None, content: Mapping[str, Any]
    ) -> discord.Message:
        if set_off is not None:
            await set_off(channel_id, text, content.get("view"))
        channel = self._bot.get_partial_messageable(channel_id)
        return await self._in_thread(channel_id, lambda: channel.send(text or None, **content))

    async def set_off(self, due: Due, channel_id: int, mark: int) -> None:
        """Write down where a message is about to go."""
        await schedule.set_off(self._bot.context, due, channel_id, mark)

    async def has_arrived(self, message: UnderWay) -> bool:
        """Return whether a message stands where it was to go. Raise Unreadable, or DeliveryFailed: ask again later."""
        return await self.find(message) is not None

    async def find(self, message: UnderWay) -> int | None:
        """Return the id of a message that stands where it was to go. Raise Unreadable, or DeliveryFailed: ask again later."""
        try:
            with self._failures_named():
                return await arrived(self._bot, message)
        except DeliveryFailed as failure:
            if failure.reason == NotTaken.CHANNEL_GONE:
                return None
            if failure.reason == NotTaken.NO_ACCESS:
                raise Unreadable from failure
            raise DeliveryFailed(failure.reason, again=True, refused=False) from failure

    async def send_dm(self, member: Member, text: str, check: Callable[[], Any] | None = None, **content: Any) -> None:
        """Send a direct message after a last `check`; the channel, once opened, is remembered. Raise DeliveryFailed.

        What one member is told stands in the order in which it was asked for, whichever request is the faster.
        """
        async with self._turns.take(member.id):
            if check is not None:
                await check()
            await self._send_dm(member, text, **content)

    async def _send_dm(self, member: Member, text: str, **content: Any) -> None:
        """Send it where direct messages were opened.

        Discord at times answers for a channel it once gave as if it were somebody else's: then it is opened anew, once.
        """
        if member.dm_channel_id is not None:
            try:
                await self._send_in_dm(member.id, member.dm_channel_id, text, **content)
            except DeliveryFailed as failure:
                if failure.reason not in STALE:
                    raise
                await members.forget_dm_channel(self._bot.context, member.id)
            else:
                return
        channel_id = await self._openings.open(member.id)
        try:
            await self._send_in_dm(member.id, channel_id, text, **content)
        except DeliveryFailed as failure:
            # Where the member is mentioned instead is another matter, which this says nothing about.
            reason = NotTaken.DM_REFUSED if failure.reason in STALE else failure.reason
            raise DeliveryFailed(reason, again=failure.again, refused=failure.refused) from failure

    async def answer_dm(self, member_id: int, channel_id: int, text: str) -> None:
        """Answer a direct message where it was sent. Raise DeliveryFailed."""
        await self._send_in_dm(member_id, channel_id, text)

    async def _send_in_dm(self, member_id: int, channel_id: int, text: str, **content: Any) -> None:
        """Send what only one member reads: with the names of whom they know, and links to what works there."""
        find = partial(names.known_to, self._bot.context, member_id)
        await self._send(channel_id, text, find, self._bot.dm_links, **content)

    async def prepare_dms(self, member_id: int) -> None:
        """Open direct messages with a member who just asked for them; where that fails, the first message tries again."""
        with suppress(DeliveryFailed), quietly():
            await self._openings.open(member_id)

    async def edit(
        self,
        server_id: int,
        channel_id: int,
        message_id: int,
        view: discord.ui.LayoutView,
        *,
        speaker_id: int | None = None,
    ) -> None:
        """Put another card in the place of one of the bot's own, as `send` words it. Raise DeliveryFailed."""
        await written_out("", view, partial(self._names_in, server_id, speaker_id))
        self._bot.links.finish("", view, is_private=False)
        await self._in_thread(channel_id, lambda: self._message(channel_id, message_id).edit(view=view))

    async def edit_of(
        self, member_id: int, what: str, server_id: int, channel_id: int, message_id: int, view: discord.ui.LayoutView
    ) -> None:
        """Change the card of what a member did, as often as everybody there is to hear of it. Raise DeliveryFailed."""
        with self._heard_of(member_id, what, server_id):
            await self.edit(server_id, channel_id, message_id, view, speaker_id=member_id)

    async def delete(self, channel_id: int, message_id: int) -> None:
        """Take a message of the bot's own down; one that is gone already is fine. Raise DeliveryFailed."""
        with self._failures_named(), suppress(discord.NotFound):
            await self._message(channel_id, message_id).delete()

    async def _in_thread(self, channel_id: int, step: Callable[[], Awaitable[T]]) -> T:
        """Do something in a channel; where that is an archived thread, take it out of the archive first."""
        try:
            with self._failures_named():
                return await step()
        except DeliveryFailed as failure:
            if failure.reason != NotTaken.ARCHIVED:
                raise
        with self._failures_named():
            await self._bot.http.edit_channel(channel_id, archived=False)
            return await step()

    @contextmanager
    def _failures_named(self) -> Iterator[None]:
        try:
            with failures_named():
                yield
        except DeliveryFailed as failure:
            if failure.reason == NotTaken.UNWELCOME and self._standing.ending is None:
                self._standing.end(Ending.ADDRESS)
            raise

    def _message(self, channel_id: int, message_id: int) -> discord.PartialMessage:
        return self._bot.get_partial_messageable(channel_id).get_partial_message(message_id)

    async def open_thread(self, parent: discord.TextChannel, message_id: int, name: str) -> int:
        """Open a public thread under a message of the bot's and return its id. Raise DeliveryFailed."""
        with self._failures_named():
            message = parent.get_partial_message(message_id)
            return (await message.create_thread(name=name, auto_archive_duration=ARCHIVED_AFTER_MINUTES)).id

    async def open_private_thread(self, parent: discord.TextChannel, name: str) -> int:
        """Open a thread into which the bot alone brings members, and return its id. Raise DeliveryFailed."""
        kind = discord.ChannelType.private_thread
        with self._failures_named():
            thread = await parent.create_thread(
                name=name, type=kind, invitable=False, auto_archive_duration=ARCHIVED_AFTER_MINUTES
            )
        return thread.id

    async def bring_into_thread(self, thread_id: int, member_id: int) -> None:
        """Put a thread before a member's eyes. Raise DeliveryFailed."""
        await self._in_thread(thread_id, lambda: self._bot.http.add_user_to_thread(thread_id, member_id))

    async def take_from_thread(self, thread_id: int, member_id: int) -> None:
        """Take a thread from a member's eyes; one that is gone, or not before them, is fine. Raise DeliveryFailed."""

        async def take() -> None:
            with suppress(discord.NotFound):
                await self._bot.http.remove_user_from_thread(thread_id, member_id)

        await self._in_thread(thread_id, take)

    async def archive(self, thread_id: int) -> None:
        """Put a thread into the archive. Raise DeliveryFailed."""
        with self._failures_named():
            await self._bot.http.edit_channel(thread_id, archived=True)

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

    async def has_spoken(self, channel_id: int) -> bool:
        """Return whether one of a channel's last messages is the bot's own; where it may not look, none is."""
        try:
            found = await self._bot.http.logs_from(channel_id, limit=LOOK_BACK)
        except TROUBLE:
            return False
        own = self._bot.user
        return own is not None and any(int(each["author"]["id"]) == own.id for each in found)

    async def servers(self) -> set[int]:
        """Return every server the bot is in, as Discord has it now. Raise DeliveryFailed."""
        with self._failures_named():
            return {guild.id async for guild in self._bot.fetch_guilds(limit=None, with_counts=False)}

    async def hide_departed(self, server_id: int, member_ids: Iterable[int]) -> bool:
        """Ask Discord who of these left the server and hide them in it; return whether anybody did.

        Without the members intent nobody tells the bot. Whom it cannot answer for counts as present."""
        found = await self._ask_for(server_id, member_ids)
        departed = [member_id for member_id, name in found.items() if name is None]
        if departed:
            await members.left_server(self._bot.context, server_id, departed, self._bot.clock.now())
        return bool(departed)

    async def confirm_presence(self, member_id: int) -> bool:
        """Ask Discord where a member still is, and hide them where they left; False where it cannot say.

        It holds for CONFIRMED_FOR.
        """
        now = self._bot.clock.now()
        if self._confirmed.has(member_id, now):
            return True
        for server_id in await members.servers_of(self._bot.context, member_id):
            if not await self.confirm_presence_in(server_id, member_id):
                return False
        self._confirmed.note(member_id, now)
        return True

    async def confirm_presence_in(self, server_id: int, member_id: int) -> bool:
        """Ask Discord whether a member is in a server now, and hide them there if not; False where it cannot say."""
        found = await self._ask_for(server_id, [member_id])
        if member_id in found and found[member_id] is None:
            await members.left_server(self._bot.context, server_id, [member_id], self._bot.clock.now())
        return member_id in found

    async def is_timed_out(self, server_id: int, member_id: int) -> bool:
        """Return whether moderators keep a member silent in a server now; of whom Discord cannot say, nobody does."""
        try:
            found = await self._bot.http.get_member(server_id, member_id)
        except TROUBLE:
            return False
        until = discord.utils.parse_time(found.get("communication_disabled_until"))
        return until is not None and until > self._bot.clock.now()

    async def _names_in(self, server_id: int, speaker_id: int | None, member_ids: Iterable[int]) -> Mapping[int, str]:
        """Return what members are called in a server; who has not done anything there yet is asked for."""
        known = await names.in_server(self._bot.context, server_id, member_ids)
        unknown = [each for each in member_ids if each not in known]
        found = await self._ask_for(server_id, unknown) if unknown else {}
        called = known | {member_id: name for member_id, name in found.items() if name is not None}
        return await self.with_accounts(server_id, called, speaker_id)

    async def with_accounts(
        self, server_id: int, called: Mapping[int, str], speaker_id: int | None = None
    ) -> Mapping[int, str]:
        """Return names with the account of whose words they stand over, and of those who are called alike.

        Anybody may take another's nickname, and Discord shows no account behind names in what the bot writes.
        """
        asked = alike(called).union(each for each in called if each == speaker_id)
        accounts = await asyncio.gather(*(self._account(server_id, each) for each in asked))
        named = zip(asked, accounts, strict=True)
        return {**called, **{each: with_account(called[each], account) for each, account in named}}

    async def _account(self, server_id: int, member_id: int) -> str:
        """Return the name of a member's account; nothing where Discord cannot say."""
        try:
            return (await self._bot.http.get_member(server_id, member_id))["user"]["username"]
        except TROUBLE:
            return ""

    async def _ask_for(self, server_id: int, member_ids: Iterable[int]) -> dict[int, str | None]:
        """Return what Discord calls each member of a server now, None for who left, and keep it.

        Whom Discord cannot answer for is not among them, nor who erased themselves: nobody has a number below zero.
        """
        asked = [self._ask_for_one(server_id, each) for each in member_ids if each > 0]
        found = dict(filter(None, await asyncio.gather(*asked)))
        await names.keep(self._bot.context, server_id, found)
        return found

    async def _ask_for_one(self, server_id: int, member_id: int) -> tuple[int, str | None] | None:
        try:
            found = await self._bot.http.get_member(server_id, member_id)  # the server may be another process's
        except discord.NotFound as missing:
            return (member_id, None) if missing.code in (UNKNOWN_MEMBER, UNKNOWN_USER) else None
        except TROUBLE:
            log.warning("Could not ask for member %s of server %s", member_id, server_id)
            return None
        user = found["user"]
        return member_id, found.get("nick") or user.get("global_name") or user["username"]
