"""The rehearsal as a whole: a test server, its steps, the table of what was seen, and nothing left behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import date

import aiohttp
import discord
from discord.http import Route

from clock import Clock
from cogs.kit.channels import PERMISSIONS
from db.database import sqlite_path
from db.lock import is_held
from hosting.answer import Answer
from hosting.check.at_discord import AGENT, AtDiscord, NotAnswered
from hosting.rehearsal.stage import Person, Press, Refused, Stage
from hosting.rehearsal.step import Seen, Step
from process import CLEAN, MEND, TRY_LATER
from settings import Settings

# Whoever has more members has a server for living in, not for trying things out.
MOST_MEMBERS = 20
CONNECTING_SECONDS = 60
RUNNING = "OneReader is running, and would answer what is tried here. Stop it first."
TROUBLE = (Refused, aiohttp.ClientError, TimeoutError, LookupError, TypeError, ValueError)

Pause = Callable[[float], Awaitable[None]]


class Ears(discord.AutoShardedClient):
    """Hears who presses what, and answers nothing."""

    def __init__(self) -> None:
        # Its servers are of no interest: nothing is waited for.
        super().__init__(intents=discord.Intents(guilds=True), max_messages=None, guild_ready_timeout=0)
        self.presses: asyncio.Queue[Press] = asyncio.Queue()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Hand a press on."""
        data = dict(interaction.data or {})
        self.presses.put_nowait(Press(interaction.id, interaction.token, interaction.user.id, data))


async def rehearse(
    settings: Settings, server_id: int, person: Person, clock: Clock, steps: Sequence[Step], pause: Pause
) -> Answer:
    """Try everything in a test server, and return the table of what was seen."""
    if not settings.is_shared and is_held(sqlite_path(settings.database_url)):
        return Answer(RUNNING, TRY_LATER)
    try:
        async with _stage(settings, server_id, person, clock, pause) as stage:
            if refusal := await _refusal(stage):
                return Answer(refusal, MEND)
            seen = await attempt_all(stage, steps)
    except NotAnswered as failed:
        return Answer(failed.finding.lines, failed.finding.grade.value[1])
    left = [f"Delete this channel yourself: {channel_id}" for channel_id in stage.made]
    return Answer("\n".join([*table(seen, clock.now().date()), *left]), CLEAN)


@asynccontextmanager
async def _stage(
    settings: Settings, server_id: int, person: Person, clock: Clock, pause: Pause
) -> AsyncIterator[Stage]:
    """Connect to Discord, and leave nothing in the server. Raise NotAnswered."""
    Route.BASE = base = settings.discord_api_url
    headers = {"Authorization": f"Bot {settings.token}", "User-Agent": AGENT}
    async with aiohttp.ClientSession(headers=headers) as session, Ears() as ears:
        application = (await AtDiscord(session, base, clock).ask("/applications/@me")).body
        await ears.login(settings.token)
        connected = asyncio.create_task(ears.connect())
        stage = Stage(session, base, int(application["id"]), server_id, person, pause, ears.presses)
        try:
            async with asyncio.timeout(CONNECTING_SECONDS):
                await ears.wait_until_ready()
            yield stage
        finally:
            await stage.clean_up()
            await ears.close()
            await asyncio.gather(connected, return_exceptions=True)


async def _refusal(stage: Stage) -> str | None:
    """Say why nothing is tried in this server; None where it may be."""
    allowed = discord.Permissions(PERMISSIONS.value | discord.Permissions(manage_channels=True).value)
    link = discord.utils.oauth_url(stage.application_id, permissions=allowed)
    heard = await stage.ask("GET", f"/guilds/{stage.server_id}?with_counts=true")
    if not heard.is_fine:
        return f"The bot is not in server {stage.server_id}. Make a test server, and add it there: {link}"
    name, members = heard.body["name"], heard.body["approximate_member_count"]
    if members > MOST_MEMBERS:
        return f"{name} has {members} members. Take a server made for trying things out."
    try:
        await stage.channel()
    except Refused:
        return f"The bot may not make channels in {name}. Allow it there: {link}"
    return None


async def attempt_all(stage: Stage, steps: Sequence[Step]) -> list[tuple[Step, Seen]]:
    """Try every step, those that take their time beside the others; return what was seen, in the steps' order."""
    seen: dict[Step, Seen] = {}
    async with asyncio.TaskGroup() as group:
        slow = {step: group.create_task(_attempt(stage, step)) for step in steps if step.takes_its_time}
        for step in steps:
            if step not in slow:
                stage.person.hears(f"Trying: {step.taken_for_true}.")
                seen[step] = await _attempt(stage, step)
        stage.person.hears("What remains takes up to ten minutes, and needs nobody.")
    return [(step, slow[step].result() if step in slow else seen[step]) for step in steps]


async def _attempt(stage: Stage, step: Step) -> Seen:
    """Try one step; where it came to nothing, that is what was seen."""
    try:
        return await step.attempt(stage)
    except TROUBLE as trouble:
        return Seen(False, f"could not be tried: {trouble}")


def table(seen: Sequence[tuple[Step, Seen]], on: date) -> list[str]:
    """Return the lines of the table, as docs/real-discord.md has them."""
    rows = [f"| {step.taken_for_true} | {'yes' if each.is_so else '**no**'} | {each.words} |" for step, each in seen]
    differing = sum(not each.is_so for _, each in seen)
    return [
        f"| taken for true | so on {on} | seen |",
        "| --- | --- | --- |",
        *rows,
        "",
        f"{differing} of {len(seen)} differ." if differing else f"All {len(seen)} are as we take them to be.",
    ]
