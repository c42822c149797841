"""Who may read and write where, as Discord has it at that moment."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

import discord

from cogs.post.failures import TROUBLE, failures_named
from services.due import DeliveryFailed, NotTaken

if TYPE_CHECKING:
    from bot import OneReader

log = logging.getLogger("onereader.post")


class Place(NamedTuple):
    """Where permissions are asked: a channel, or the one that a thread is in; a private thread takes only some."""

    channel: discord.abc.GuildChannel
    thread: discord.Thread | None

    def may_write(self, who: discord.Member | discord.Role) -> bool:
        """Return whether a member, or everybody with a role, may write there."""
        granted = self.channel.permissions_for(who)
        return granted.send_messages if self.thread is None else granted.send_messages_in_threads

    def is_heard(self, who: discord.Member) -> bool:
        """Return whether a member's words belong there: they write there, or read what nobody but moderators writes."""
        if self.may_write(who):
            return True
        return self.may_enter(who) and not self._is_muted(who) and not any(map(self._is_writer, who.guild.roles))

    def _is_muted(self, who: discord.Member) -> bool:
        """Return whether a member, or a role of theirs that is not everybody's, is kept from writing there by name."""
        writing = "send_messages" if self.thread is None else "send_messages_in_threads"
        muted = {each.id for each, granted in self.channel.overwrites.items() if getattr(granted, writing) is False}
        return not muted.isdisjoint({who.id, *(role.id for role in who.roles)} - {who.guild.id})

    def _is_writer(self, role: discord.Role) -> bool:
        """Return whether a role lets members write there who are neither bots nor moderators."""
        is_special = (
            role.is_bot_managed() or role.is_integration() or self.channel.permissions_for(role).manage_messages
        )
        return self.may_write(role) and not is_special

    def may_read(self, who: discord.Member | discord.Role) -> bool:
        """Return whether a member, or everybody with a role, may read there; of a private thread nobody knows."""
        return not self.is_private and self.may_enter(who)

    def may_enter(self, who: discord.Member | discord.Role) -> bool:
        """Return whether a member, or everybody with a role, may read the channel; of a thread that it is in."""
        return self.channel.permissions_for(who).read_messages

    @property
    def is_private(self) -> bool:
        """Whether it is a private thread."""
        return self.thread is not None and self.thread.is_private()

    def named(self, *, readers: bool) -> set[int]:
        """Return the ids of the members and roles that may read there by name, or may not; everybody is no name."""
        granted = self.channel.overwrites.items()
        return {who.id for who, each in granted if each.view_channel is readers} - {self.channel.guild.id}


class Places:
    """What members may do in a server's channels. What Discord cannot say, nobody may read and anybody may write."""

    def __init__(self, bot: OneReader) -> None:
        self._bot = bot

    async def may_write(self, server_id: int, channel_id: int, who: discord.Member | int) -> bool:
        """Return whether a member may write in a channel; one who is named by their id is asked for, and may have left."""
        if isinstance(who, discord.Member):
            granted = await self._asked(server_id, channel_id, who)
            return granted is None or granted[0].may_write(granted[1])
        try:
            await self.check_may_write(server_id, channel_id, who)
        except DeliveryFailed as failure:
            return failure.reason not in (NotTaken.MUTED, NotTaken.LEFT_SERVER)
        return True

    async def check_may_write(self, server_id: int, channel_id: int, member_id: int) -> None:
        """Raise DeliveryFailed where a member may not write in a channel, has left its server, or Discord cannot say."""
        place, member = await self._found(server_id, channel_id, member_id)
        if not place.may_write(member):
            raise DeliveryFailed(NotTaken.MUTED, again=False)

    async def check_may_enter(self, server_id: int, channel_id: int, member_id: int) -> None:
        """Raise DeliveryFailed where a member may not read a channel, has left its server, or Discord cannot say."""
        place, member = await self._found(server_id, channel_id, member_id)
        if not place.may_enter(member):
            raise DeliveryFailed(NotTaken.UNSEEN, again=False)

    async def _found(self, server_id: int, channel_id: int, member_id: int) -> tuple[Place, discord.Member]:
        """Return a channel and a member as Discord has them now. Raise DeliveryFailed."""
        with failures_named():
            guild = await self._guild(server_id)
            return await _place(guild, channel_id), await guild.fetch_member(member_id)

    async def is_heard(self, server_id: int, channel_id: int, who: discord.Member | int) -> bool:
        """Return whether a member's words belong in a channel: they write there, or it is one that they all only read."""
        granted = await self._asked(server_id, channel_id, who)
        return granted is None or granted[0].is_heard(granted[1])

    async def is_open(self, server_id: int, channel_id: int) -> bool:
        """Return whether the bot may post in a channel; False where that is gone, True where Discord cannot say."""
        try:
            guild = await self._guild(server_id)
            place = await _place(guild, channel_id)
            assert self._bot.user is not None
            me = guild.get_member(self._bot.user.id) or await guild.fetch_member(self._bot.user.id)
            return place.may_enter(me) and place.may_write(me)
        except (discord.NotFound, discord.Forbidden):
            return False
        except TROUBLE:
            return True

    async def may_read(self, server_id: int, channel_id: int, user: discord.User | discord.Member) -> bool:
        """Return whether somebody may read a channel of a server."""
        try:
            guild = await self._guild(server_id)
            member = user if isinstance(user, discord.Member) else await guild.fetch_member(user.id)
            return (await _place(guild, channel_id)).may_read(member)
        except TROUBLE:
            return False

    async def may_enter(self, server_id: int, channel_id: int, who: discord.Member) -> bool:
        """Return whether a member may read a channel of a server, or the one that a thread is in."""
        try:
            return (await _place(await self._guild(server_id), channel_id)).may_enter(who)
        except TROUBLE:
            return False

    async def is_read_with(self, server_id: int, channel_id: int, other_id: int) -> bool:
        """Return whether whoever reads one channel of a server reads another too, as its names and roles tell it."""
        if channel_id == other_id:
            return True
        try:
            guild = await self._guild(server_id)
            one, other = await _place(guild, channel_id), await _place(guild, other_id)
        except TROUBLE:
            return False
        if other.is_private or not other.named(readers=False) <= one.named(readers=False):
            return False
        own = {self._bot.user.id} if self._bot.user else set()
        # Who is named reads without a role that does: in the other by name as well, or as everybody does.
        is_named_too = one.named(readers=True) - own <= other.named(readers=True)
        return all(other.may_enter(role) for role in guild.roles if one.may_enter(role) or not is_named_too)

    async def _asked(
        self, server_id: int, channel_id: int, who: discord.Member | int
    ) -> tuple[Place, discord.Member] | None:
        """Return a channel and a member as Discord has them now; None where it cannot say."""
        try:
            guild = await self._guild(server_id)
            member = who if isinstance(who, discord.Member) else await guild.fetch_member(who)
            return await _place(guild, channel_id), member
        except TROUBLE:
            log.warning("Could not ask what a member may do in channel %s", channel_id)
            return None

    async def _guild(self, server_id: int) -> discord.Guild:
        """Return a server; it may be another process's, or one that Discord has announced and not shown yet."""
        known = self._bot.get_guild(server_id)
        if known is not None and not known.unavailable:
            return known
        return await self._bot.fetch_guild(server_id, with_counts=False)


async def _place(guild: discord.Guild, channel_id: int) -> Place:
    """Return a channel or thread of a server, asked for where it is not kept."""
    found = guild.get_channel_or_thread(channel_id) or await guild.fetch_channel(channel_id)
    if not isinstance(found, discord.Thread):
        return Place(found, None)
    parent = found.parent or await guild.fetch_channel(found.parent_id)
    assert not isinstance(parent, discord.Thread)
    return Place(parent, found)
