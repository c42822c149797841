"""The two bots that /wrote is compared with: `python -m benchmarks.bots bare` and `… minimal`.

Both read DISCORD_TOKEN, DISCORD_API_URL and REPLY_CHARACTERS (the length of their reply, so that they send as
much text as the command they stand beside); minimal also reads DATABASE, a file.
"""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import UTC

import aiosqlite
import discord
from discord import app_commands
from discord.http import Route

SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
    id BIGINT NOT NULL PRIMARY KEY,
    member_id BIGINT NOT NULL,
    server_id BIGINT,
    day_on TEXT NOT NULL,
    words INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    note TEXT NOT NULL,
    logged_at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS entries_by_member_day ON entries (member_id, day_on);
"""


class Bot(discord.AutoShardedClient):
    """A client with the same intents and caches as OneReader, and a command tree."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, dm_messages=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
        )
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        """Register the commands."""
        await self.tree.sync()


def bare(reply: str) -> Bot:
    """Build the bot whose command takes what /wrote takes, does nothing and answers."""
    bot = Bot()

    @bot.tree.command(name="wrote", description="Do nothing")
    async def wrote(
        interaction: discord.Interaction,
        words: int = 0,  # noqa: ARG001 - Discord sends it, nobody reads it
        minutes: int = 0,  # noqa: ARG001
        note: str = "",  # noqa: ARG001
    ) -> None:
        await interaction.response.send_message(reply)

    return bot


class Minimal(Bot):
    """The bot whose one command stores an entry durably and answers: nothing else."""

    def __init__(self, database: str, reply: str) -> None:
        super().__init__()
        self.database, self.reply = database, reply
        self.lock = asyncio.Lock()

    async def setup_hook(self) -> None:
        """Open the one locked connection, as durable as OneReader's, and register the command."""
        self.connection = await aiosqlite.connect(self.database, isolation_level=None)
        await self.connection.execute("PRAGMA journal_mode = WAL")
        await self.connection.execute("PRAGMA synchronous = FULL")
        await self.connection.execute("PRAGMA foreign_keys = ON")
        await self.connection.executescript(SCHEMA)
        await super().setup_hook()

    async def store(self, interaction: discord.Interaction, words: int, minutes: int, note: str) -> None:
        """Insert one entry in a transaction of its own."""
        written = interaction.created_at.astimezone(UTC)
        row = (
            interaction.id,
            interaction.user.id,
            interaction.guild_id,
            written.date().isoformat(),
            words,
            minutes,
            note,
            written.isoformat(),
        )
        async with self.lock:
            await self.connection.execute("BEGIN IMMEDIATE")
            await self.connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            await self.connection.execute("COMMIT")


def minimal(database: str, reply: str) -> Minimal:
    """Build the bot that does the same write as /wrote."""
    bot = Minimal(database, reply)

    @bot.tree.command(name="wrote", description="Log what you wrote")
    async def wrote(interaction: discord.Interaction, words: int = 0, minutes: int = 0, note: str = "") -> None:
        await bot.store(interaction, words, minutes, note)
        await interaction.response.send_message(bot.reply)

    return bot


def main(name: str) -> None:
    """Run one of the two bots until it is stopped."""
    Route.BASE = os.environ["DISCORD_API_URL"]
    reply = "x" * int(os.environ["REPLY_CHARACTERS"])
    if name == "minimal":
        minimal(os.environ["DATABASE"], reply).run(os.environ["DISCORD_TOKEN"], log_handler=None)
    else:
        bare(reply).run(os.environ["DISCORD_TOKEN"], log_handler=None)


if __name__ == "__main__":
    main(sys.argv[1])
