"""Commands that were sent as plain words in direct messages: nothing runs, so it is said how they are chosen."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.kit.cog import FeatureCog
from cogs.kit.recent import Recent
from services.due import DeliveryFailed

if TYPE_CHECKING:
    from bot import OneReader

log = logging.getLogger("onereader.help")

ONCE_IN = timedelta(hours=1)

CHOOSE = "That reached me as a plain message, and those I cannot act on."
WHAT_WORKS_WHERE = (
    f"{CHOOSE}\nType `/` and choose a command from the list that opens. Here I take `/wrote`, `/goal set` and `/streak show`; what "
    "is between you and others, such as **/swap next**, works in a channel of your server. `/help` has all of it."
)


class TypedCommands(FeatureCog):
    """One kind answer, once an hour, to whoever sends a command as words; what they sent is not kept."""

    def __init__(self, bot: OneReader) -> None:
        super().__init__(bot)
        self._answered = Recent(ONCE_IN)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a direct message that begins like a command."""
        if message.guild is not None or message.author.bot or not message.content.startswith("/"):
            return
        with self.bot.under_way:
            if self._is_turn_of(message.author.id, message.created_at):
                await self._answer(message)

    def _is_turn_of(self, member_id: int, now: datetime) -> bool:
        """Note an answer and return True, but for who had one within the hour."""
        if self._answered.has(member_id, now):
            return False
        self._answered.note(member_id, now)
        return True

    async def _answer(self, message: discord.Message) -> None:
        said = how_to_choose(named_in(message.content, self.bot.tree.walk_commands()))
        try:
            await self.post.answer_dm(message.author.id, message.channel.id, said)
        except DeliveryFailed as failure:
            log.warning("How commands are chosen could not be said: %s", failure)


Command = app_commands.Command[Any, ..., Any]


def named_in(typed: str, known: Iterable[Command | app_commands.Group]) -> Command | None:
    """Return the command that words begin with, the longest of several; None where they begin with none."""
    words = f"{' '.join(typed.removeprefix('/').casefold().split())} "
    found = [each for each in known if isinstance(each, app_commands.Command)]
    meant = [each for each in found if words.startswith(f"{each.qualified_name} ")]
    return max(meant, key=lambda each: len(each.qualified_name), default=None)


def how_to_choose(meant: Command | None) -> str:
    """Say how a command is chosen, and where the one that was meant works."""
    if meant is None:
        return WHAT_WORKS_WHERE
    if (meant.root_parent or meant).guild_only:  # no link: it would lead nowhere here
        return (
            "That works in a server, not in our direct messages.\n"
            f"In one of its channels type **/{meant.qualified_name}**, and choose it from the list that opens."
        )
    return f"{CHOOSE}\nTap `/{meant.qualified_name}`, or type it and choose it from the list that opens; then it runs."
