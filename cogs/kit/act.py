"""From a Discord interaction to the act the services know."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from cogs.kit.answering.delivery import Delivery
from services.acts import Act, MayNotWrite, ServerOnly

if TYPE_CHECKING:
    from bot import OneReader

    Interaction = discord.Interaction[OneReader]
else:
    Interaction = discord.Interaction  # discord.py reads the annotations of commands when it loads them


@dataclass(frozen=True, slots=True)
class LiveAct(Act):
    """An act whose member still waits for the answer; what Discord alone knows of it stands in `interaction`."""

    interaction: Interaction = field(kw_only=True)
    delivery: Delivery = field(kw_only=True)

    @property
    def guild(self) -> discord.Guild:
        """The server it was done in, for what is offered in servers alone. Raise ServerOnly elsewhere."""
        if self.interaction.guild is None:
            raise ServerOnly
        return self.interaction.guild

    @property
    def asker(self) -> discord.Member:
        """Who did it, as a member of that server. Raise ServerOnly elsewhere."""
        if not isinstance(self.interaction.user, discord.Member):
            raise ServerOnly
        return self.interaction.user

    @property
    def may_write(self) -> bool:
        """Whether they may write where they did it: the bot says nothing aloud for who may not.

        In direct messages they always may; Discord names no permissions there.
        """
        if self.server_id is None:
            return True
        granted = self.interaction.permissions
        is_thread = isinstance(self.interaction.channel, discord.Thread)
        return granted.send_messages_in_threads if is_thread else granted.send_messages

    async def check_may_write(self, channel_id: int | None = None) -> None:
        """Raise MayNotWrite where they may not write where their words go: where they act, or another channel of the server.

        What is for others and kept comes from who may speak to them.
        """
        if channel_id in (None, self.channel_id):
            if not self.may_write:
                raise MayNotWrite
        elif not await self.interaction.client.post.places.may_write(self.here_id, channel_id, self.asker):
            raise MayNotWrite(channel_id)

    @property
    def on_card(self) -> bool:
        """Whether a button of a card was pressed, in whose place stands another card or nothing: no plain text."""
        message = self.interaction.message
        return message is not None and message.flags.components_v2

    @property
    def may_manage_server(self) -> bool:
        """Whether they may manage the server."""
        return self._permissions.manage_guild

    @property
    def may_manage_messages(self) -> bool:
        """Whether they may manage others' messages, in the whole server: in one channel of it, anybody may be let."""
        return self._permissions.manage_messages

    @property
    def _permissions(self) -> discord.Permissions:
        """What they may do in the server by their roles, whatever one channel of it adds; nothing elsewhere."""
        user = self.interaction.user
        return user.guild_permissions if isinstance(user, discord.Member) else discord.Permissions.none()

    async def take_time(self) -> None:
        """Tell Discord that the answer, a private one, takes longer than its three seconds."""
        await self.delivery.acknowledge()


class NotHere(app_commands.CheckFailure):
    """Somebody took the bot along to where it is no member: a friend's direct messages, or a server without it."""


def check_place(interaction: Interaction) -> None:
    """Raise NotHere outside the servers the bot is in and direct messages with it."""
    if interaction.guild_id is None:
        is_elsewhere = interaction.context.private_channel
    else:
        is_elsewhere = interaction.is_user_integration() and not interaction.is_guild_integration()
    if is_elsewhere:
        raise NotHere


def act_of(interaction: Interaction, what: str = "") -> LiveAct:
    """Return who did it, where and when: at the moment they pressed, however late it is handled.

    The same act however often it is asked for. `what` names what was pressed or sent; a command has its name.
    """
    act: LiveAct | None = interaction.extras.get("act")
    if act is None:
        act = interaction.extras["act"] = _arrived(interaction, what)
    return act


def _arrived(interaction: Interaction, what: str) -> LiveAct:
    return LiveAct(
        id=interaction.id,
        member_id=interaction.user.id,
        server_id=interaction.guild_id,
        channel_id=interaction.channel_id,
        at=interaction.created_at,
        name=interaction.user.display_name,
        what=what or _command(interaction),
        receipt=secrets.randbits(62),
        interaction=interaction,
        delivery=Delivery(interaction),
    )


def _command(interaction: Interaction) -> str:
    command = interaction.command
    if command is None:
        return ""
    return f"**{command.name}**" if isinstance(command, app_commands.ContextMenu) else f"`/{command.qualified_name}`"
