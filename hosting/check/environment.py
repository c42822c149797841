"""The file of settings, and what is set: what works, and is seldom meant."""

from __future__ import annotations

import difflib
import os
import re
import shlex
import stat
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from hosting.check.finding import Finding, fine, mend, note
from settings import DISCORD_API, Settings, given_in

EXAMPLE = ".env.example"
VARIABLES = [each.metadata["variable"] for each in fields(Settings)]
ANYBODY = stat.S_IRWXG | stat.S_IRWXO
# What members are told of copies, in the privacy policy too.
PROMISED_DAYS = 7


def of_files(folder: Path) -> Iterator[Finding]:
    """Look at the files of settings that lie in a folder."""
    file, example = folder / ".env", folder / EXAMPLE
    if not file.exists():
        yield note(
            f"There is no file .env in {folder.absolute()}; settings come from the environment alone.",
            f"If you wrote one: start the bot in its folder, and see that it is named .env and not {_alike(folder)}.",
        )
    if example.exists() and given_in(example).get("DISCORD_TOKEN"):
        yield mend(
            f"The token stands in {EXAMPLE}, which is shared with the code.", "Copy it to .env and take it out there."
        )
    if not file.exists():
        return
    for name in given_in(file):
        if name not in VARIABLES:
            yield note(f".env has {name}, which is no setting.", _meant(name))
    yield from _of_sources(file)
    if os.name == "posix" and file.stat().st_mode & ANYBODY:
        yield note("Others on this machine may read .env, and the token in it.", f"chmod 600 {shlex.quote(str(file))}")


def _alike(folder: Path) -> str:
    """Return what is most likely meant for the file of settings."""
    others = [each.name for each in folder.glob("*env*") if each.name != EXAMPLE and each.is_file()]
    return next(iter(difflib.get_close_matches(".env", others, 1, 0)), ".env.txt")


def _of_sources(file: Path) -> Iterator[Finding]:
    """Look at what is set in two places, of which only one counts."""
    names = re.findall(r"^\s*(?:export\s+)?(\w+)\s*=", file.read_text("utf-8"), re.MULTILINE)
    for name in sorted({each for each in names if names.count(each) > 1}):
        yield note(f".env has {name} more than once; the last one counts.", "Take the others out.")
    for name, text in given_in(file).items():
        if name in VARIABLES and os.environ.get(name, text) != text:
            yield note(f"{name} of the environment counts, not the one in .env.", f"If it is old: unset {name}")


def _meant(name: str) -> str:
    close = difflib.get_close_matches(name.upper(), VARIABLES, 1)
    return f"Did you mean {close[0]}?" if close else f"Take it out; {EXAMPLE} has all there are."


def of_settings(settings: Settings) -> Iterator[Finding]:
    """Look at what is set."""
    yield fine("The settings can be read.")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        yield note("This is root, and the bot needs none of its rights.", "Run it as an account of its own.")
    if settings.discord_api_url != DISCORD_API:
        yield note(
            f"DISCORD_API_URL is {settings.discord_api_url}.", "Leave it empty unless a proxy of yours stands there."
        )
    if settings.sync_guild_id is not None:
        yield note(
            f"SYNC_GUILD_ID gives the commands to server {settings.sync_guild_id} alone.",
            "Leave it empty once you have tried your changes.",
        )
    if settings.log_level == "DEBUG":
        yield note("LOG_LEVEL=DEBUG fills the log.", "Set it to INFO once you have seen what you looked for.")
    yield from _of_copies(settings)


def _of_copies(settings: Settings) -> Iterator[Finding]:
    if settings.is_shared:
        yield note("PostgreSQL's copies are yours to make.", "pg_dump, each day, and kept for 7 days at most.")
    elif not settings.backup_keep:
        yield note("BACKUP_KEEP=0: the bot makes no copies.", "Make them yourself: python bot.py backup FILE --keep 7")
    elif settings.backup_keep > PROMISED_DAYS:
        yield note(
            f"BACKUP_KEEP={settings.backup_keep} keeps copies for longer than members are told.",
            f"Set it to {PROMISED_DAYS} at most, or publish your own privacy policy.",
        )
