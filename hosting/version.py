"""`python bot.py version`: which OneReader this is, and what it runs on."""

from __future__ import annotations

import platform
import sqlite3

import discord

from db import migrations
from services.process import VERSION


def version() -> str:
    """Say what a report of a fault should name."""
    return (
        f"OneReader {VERSION}, database version {max(migrations.steps())}\n"
        f"Python {platform.python_version()}, discord.py {discord.__version__}, SQLite {sqlite3.sqlite_version}, "
        f"{platform.system()} {platform.release()}"
    )
