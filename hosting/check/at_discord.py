"""What Discord says of the token, the application, its servers and the time."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
import discord

from clock import Clock
from cogs.kit.channels import NEEDED, invite_link
from hosting.check.finding import Finding, fine, later, mend, note
from process import TOKEN_REFUSED
from settings import Settings

# In the form that Discord asks for, as the bot itself says it.
AGENT = f"DiscordBot (https://github.com/Rapptz/discord.py {discord.__version__})"
SECONDS = 15
SERVERS_ASKED, SERVERS_NAMED = 200, 5
# Members' presses are good for a quarter of an hour, and reminders come at the minute.
LARGEST_DIFFERENCE = timedelta(seconds=30)
USER_INSTALL = "1"
PORTAL = "https://discord.com/developers/applications"


class NotAnswered(Exception):
    """Discord did not answer as it should."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.what)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Said:
    """What Discord said, and when by its clock and by ours."""

    body: Any
    at: datetime | None
    heard_at: datetime


async def findings(settings: Settings, token: str, clock: Clock) -> list[Finding]:
    """Ask Discord, and return what is wrong with what it says."""
    if problem := taken_for_a_token(token):
        return [mend(f"DISCORD_TOKEN {problem}", f"Copy the token from {PORTAL} (Bot, Reset Token).")]
    found: list[Finding] = []
    headers = {"Authorization": f"Bot {token}", "User-Agent": AGENT}
    async with aiohttp.ClientSession(headers=headers, timeout=aiohttp.ClientTimeout(SECONDS)) as session:
        discord_ = AtDiscord(session, settings.discord_api_url, clock)
        try:
            application = await discord_.ask("/applications/@me")
            found += [*of_clock(application), *of_application(application.body)]
            found += of_gateway((await discord_.ask("/gateway/bot")).body, settings)
            servers = await discord_.ask(f"/users/@me/guilds?limit={SERVERS_ASKED}")
            found += of_servers(servers.body, settings)
        except NotAnswered as failed:
            found.append(failed.finding)
    return found


class AtDiscord:
    """Asks Discord for what it says of the bot."""

    def __init__(self, session: aiohttp.ClientSession, base: str, clock: Clock) -> None:
        self._session, self._base, self._clock = session, base, clock

    async def ask(self, path: str) -> Said:
        """Ask for one thing. Raise NotAnswered."""
        try:
            async with self._session.get(self._base + path) as answer:
                if answer.status == 401:
                    raise NotAnswered(mend("Discord does not take the token.", TOKEN_REFUSED.split(". ", 1)[1]))
                if not answer.ok:
                    raise NotAnswered(later(f"Discord answers {answer.status} to {path}.", "Check again in a while."))
                date = answer.headers.get("Date")
                said_at = None if date is None else parsedate_to_datetime(date)
                return Said(await answer.json(content_type=None), said_at, self._clock.now())
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as failed:
            raise NotAnswered(
                later(
                    f"{self._base} cannot be reached ({type(failed).__name__}: {failed}).",
                    "See that this machine reaches the internet by HTTPS, and that DISCORD_API_URL is empty or right.",
                )
            ) from failed


def taken_for_a_token(token: str) -> str | None:
    """Say what was taken for a token, by what it looks like; None where it may be one."""
    looks = {
        r"(?i)bot\s.*": "begins with “Bot”, which the bot adds by itself.",
        r"\d{15,21}": "is an application's or a user's number.",
        r"[0-9a-f]{64}": "is the application's public key.",
        r"[\w-]{32}": "is the client secret, from the page OAuth2.",
        r".*\s.*": "has a space in it.",
        r"[\"'].*|.*[\"']": "has quotation marks around it.",
    }
    if said := next((words for form, words in looks.items() if re.fullmatch(form, token)), None):
        return said
    head, *rest = token.split(".")
    try:
        is_number = base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)).isdigit()
    except (binascii.Error, ValueError):
        is_number = False
    return (
        None if is_number and len(rest) == 2 else "has not the form of a token: three parts with two dots between them."
    )


def of_clock(said: Said) -> Iterator[Finding]:
    """Compare this machine's clock with Discord's."""
    if said.at is None:
        return
    difference = said.heard_at - said.at
    if abs(difference) > LARGEST_DIFFERENCE:
        which = "ahead of" if difference > timedelta() else "behind"
        seconds = round(abs(difference).total_seconds())
        yield mend(
            f"This machine's clock is {seconds} s {which} Discord's.", "Have it set: sudo timedatectl set-ntp true"
        )
    else:
        yield fine("This machine's clock agrees with Discord's.")


def of_application(application: dict[str, Any]) -> Iterator[Finding]:
    """Look at how the application is set up."""
    yield fine(f"Discord takes the token of {application['name']}.\nInvite it: {invite_link(int(application['id']))}")
    page = f"{PORTAL}/{application['id']}"
    if application.get("interactions_endpoint_url"):
        yield mend(
            "Discord sends what members do to an Interactions Endpoint URL, and nothing of it to the bot.",
            f"Empty that field at {page}/information.",
        )
    if application.get("bot_require_code_grant"):
        yield mend("“Requires OAuth2 Code Grant” is on, with which no invite works.", f"Switch it off at {page}/bot.")
    if not application.get("bot_public", True):
        yield note("“Public Bot” is off: only you can add it to servers.", f"Switch it on at {page}/bot for others.")
    if USER_INSTALL in (application.get("integration_types_config") or {}):
        yield note("“User Install” is on, which OneReader is not made for.", f"Switch it off at {page}/installation.")


def of_gateway(gateway: dict[str, Any], settings: Settings) -> Iterator[Finding]:
    """Look at how often and how widely the bot may be connected."""
    starts = gateway.get("session_start_limit", {})
    if not starts.get("remaining", 1):
        hours = starts.get("reset_after", 0) / 3_600_000
        yield later(
            "The bot was started so often that Discord lets it start no more today.", f"Wait {hours:.1f} hours."
        )
    if settings.shard_count is not None and settings.shard_count < gateway.get("shards", 1):
        yield note(
            f"SHARD_COUNT is {settings.shard_count}, and Discord recommends {gateway['shards']}.",
            "Leave it empty, and it is as many as Discord says.",
        )


def of_servers(servers: list[dict[str, Any]], settings: Settings) -> Iterator[Finding]:
    """Look at where the bot is, and what it may do there."""
    if settings.sync_guild_id is not None and str(settings.sync_guild_id) not in {each["id"] for each in servers}:
        yield mend("The bot is not in the server that SYNC_GUILD_ID names.", "Invite it there, or leave that empty.")
    if not servers:
        yield note("It is in no server yet.", "Open the invite link above, and choose yours.")
        return
    more = " or more" if len(servers) == SERVERS_ASKED else ""
    yield fine(f"It is in {len(servers)}{more} server{'' if len(servers) == 1 else 's'}.")
    lacking = {each["name"]: missing for each in servers if (missing := _missing(each))}
    for name, missing in list(lacking.items())[:SERVERS_NAMED]:
        yield note(f"In {name} it lacks {', '.join(missing)}.", "Open the invite link again, or allow its role that.")
    if len(lacking) > SERVERS_NAMED:
        yield note(f"So do {len(lacking) - SERVERS_NAMED} more servers.", "/setup says there what is missing where.")


def _missing(server: dict[str, Any]) -> list[str]:
    granted = discord.Permissions(int(server["permissions"]))
    if granted.administrator:
        return []
    return [name for permission, name in NEEDED.items() if not getattr(granted, permission)]
