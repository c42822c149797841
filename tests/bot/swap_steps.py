"""What the tests of /swap do again and again: each act as a member does it, also after a restart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord

from db.swaps import ledger
from db.swaps import offers as swaps
from db.swaps import reads as swap_reads
from rules.swaps.offers import OfferedPiece
from rules.swaps.reads import Read
from services.acts import Act
from tests.bot.goal_steps import lines
from tests.services.swap_room import comment_on, show_up, story
from tests.world import World

HOLLOW = {"quote": "", "effect": "Great piece, loved it! Keep writing.", "question": ""}


def real(number: int, words: int = 90, seed: int = 0) -> dict[str, str]:
    """Return a comment that speaks of the story with that number and of no other, as the form takes it."""
    comment = comment_on(story(number), seed=seed, words=words)
    return {"quote": comment.quote, "effect": comment.effect, "question": comment.question}


@dataclass
class Stage:
    """Members who swap. With `restarting` the bot restarts before every press and every form that is sent."""

    world: World
    restarting: bool = False
    stories: int = 0
    reports: Any = None
    moderator: Any = None

    @property
    def mara(self) -> Any:
        return self.world.mara

    @property
    def tomas(self) -> Any:
        return self.world.tomas

    async def _maybe_restart(self) -> None:
        if self.restarting:
            await self.world.restart()

    async def slash(self, who: Any, command: str, **options: Any) -> Any:
        return await who.slash(self.world.general, f"swap {command}", **options)

    async def press(self, who: Any, message: Any, label: str) -> Any:
        """Press a button, in the server or in direct messages, wherever the message is."""
        await self._maybe_restart()
        return await self._actor(who, message).click(message, label=label)

    async def pick(self, who: Any, message: Any, custom_id: str, *values: Any) -> Any:
        await self._maybe_restart()
        return await self._actor(who, message).select(message, list(values), custom_id=custom_id)

    async def send(self, who: Any, shown: Any, message: Any, values: dict[str, str]) -> Any:
        """Send the form that a press on that message opened."""
        await self._maybe_restart()
        return await self._actor(who, message).submit_modal(shown, values)

    async def fill(self, who: Any, message: Any, label: str, values: dict[str, str]) -> Any:
        """Press a button that opens a form, and send the form."""
        return await self.send(who, await self.press(who, message, label), message, values)

    def _actor(self, who: Any, message: Any) -> Any:
        channel_id = message.channel_id if hasattr(message, "channel_id") else message.channel.id
        in_server = {self.world.general.id, self.world.board.id, getattr(self.reports, "id", 0)}
        return who if channel_id in in_server else who.user

    async def offer(self, who: Any, title: str = "", **options: Any) -> Any:
        """Offer the next story as a file, by somebody who has shown up before; return what they are shown."""
        context, guild_id = self.world.bot.context, self.world.guild.id
        shown_up = Act(who.id, who.id, guild_id, self.world.general.id, context.clock.now())
        await context.db.write(lambda tx: show_up(tx, shown_up, guild_id))
        self.stories += 1
        file = ("piece.txt", story(self.stories).encode())
        title = title or f"Untold {self.stories}"
        return (await self.slash(who, "offer", title=title, file=file, **options)).response

    async def withdraw(self, who: Any, title: str) -> None:
        """Take a piece out of the line, from everything of one's own."""
        await self.press(who, (await self.slash(who, "mine")).response, f"Withdraw: {title}")

    async def start(self, who: Any) -> Any:
        """Be served and start reading; return the reading card."""
        served = (await self.slash(who, "next")).response
        return (await self.press(who, served, "Start reading")).response

    async def comment(self, who: Any, card: Any, values: dict[str, str], label: str = "Leave my comment") -> Any:
        return (await self.fill(who, card, label, values)).response

    async def read_through(self, who: Any, words: int = 90) -> Any:
        """Start, let the reading time go by, leave a real comment; return the author's message."""
        card = await self.start(who)
        await self.world.pass_time(hours=0.2)
        said = await self.comment(who, card, real(self.stories, words))
        assert "is with <@" in lines(said), lines(said)
        await self.world.tick()
        return card

    def dm(self, who: Any, says: str) -> Any:
        """Return the newest direct message with those words."""
        found = [each for each in who.user.dm_channel.history(viewer=who.user) if says in lines(each)]
        assert found, [lines(each) for each in who.user.dm_channel.history(viewer=who.user)]
        return found[-1]

    def has_dm(self, who: Any, says: str) -> bool:
        return any(says in lines(each) for each in who.user.dm_channel.history(viewer=who.user))

    def received(self, who: Any) -> Any:
        """Return the newest comment in somebody's direct messages."""
        return self.dm(who, "has this to say:")

    async def moderated(self) -> None:
        """Choose a channel for reports, and have a moderator."""
        guild = self.world.guild
        self.reports = guild.create_text_channel("reports")
        role = guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
        self.moderator = guild.add_member(self.world.env.create_user("aiko"), roles=[role])
        panel = (await self.world.owner.slash(self.world.general, "setup")).response
        await self.world.owner.select(panel, [self.reports], custom_id=f"channel:setup:reports:{guild.id}")

    async def later(self, **time: float) -> None:
        """Let time go by, with a second look at what the first one brought about."""
        await self.world.pass_time(hours=timedelta(**time).total_seconds() / 3600)
        await self.world.tick()

    async def matched(self) -> tuple[Any, Any]:
        """Let Mara and Tomas be matched by a round; return what each is told."""
        for who in (self.mara, self.tomas):
            await self.offer(who)
            await self.slash(who, "join-round")
        await self.later(hours=9)
        return self.dm(self.mara, "The round has matched you."), self.dm(self.tomas, "The round has matched you.")

    async def commented(self) -> Any:
        """Let Mara offer and Tomas leave a comment; return the message she has of it."""
        await self.offer(self.mara)
        await self.read_through(self.tomas)
        return self.received(self.mara)

    async def reported(self) -> Any:
        """Let Mara report Tomas's comment; return what the moderators are shown."""
        await self.moderated()
        message = await self.commented()
        await self.fill(self.mara, message, "Report", {"why": "It is about another story."})
        await self.world.tick()
        return self.reports.last_message

    async def decide(self, who: Any, report: Any, label: str, why: str = "We looked at it.") -> Any:
        """Decide a report, as the form that the button opens asks it."""
        return await self.fill(who, report, label, {"why": why})

    async def balance(self, who: Any) -> int:
        async with self.world.bot.context.db.read() as connection:
            return await ledger.balance(connection, self.world.guild.id, who.id)

    async def pieces(self, who: Any) -> list[OfferedPiece]:
        async with self.world.bot.context.db.read() as connection:
            return await swaps.pieces_of(connection, who.id, self.world.guild.id)

    async def read(self, reader: Any, author: Any) -> Read:
        """Return the reader's read of the author's latest piece."""
        piece = max(await self.pieces(author), key=lambda each: each.id)
        async with self.world.bot.context.db.read() as connection:
            found = await swap_reads.of_reader(connection, piece.id, reader.id)
        assert found is not None
        return found
