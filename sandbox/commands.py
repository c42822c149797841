"""docs/commands.md, made from the command tree, so that it cannot fall behind what the bot offers."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

from discord import AppCommandOptionType, AppCommandType, app_commands

from bot import create_bot
from settings import Settings

HEADING = """# Commands

Made by `make docs` from the commands themselves; `make check` fails when it is out of date.
"""
MENU = """## “{}” in a member's menu

Tap or click a member, then Apps.
"""
KINDS = {
    AppCommandOptionType.string: "text",
    AppCommandOptionType.integer: "whole number",
    AppCommandOptionType.boolean: "yes or no",
    AppCommandOptionType.user: "member",
    AppCommandOptionType.channel: "channel",
    AppCommandOptionType.attachment: "file",
}


def write(path: Path, *, check: bool) -> int:
    """Write the page of commands; with `check` only compare it. Return the exit status."""
    return put(path, asyncio.run(page()), check=check)


def put(path: Path, made: str, *, check: bool) -> int:
    """Write a page; with `check` only compare it. Return the exit status, 1 for one that is out of date."""
    if not check:
        path.write_text(made, "utf-8")
        return 0
    if path.exists() and path.read_text("utf-8") == made:
        return 0
    print(f"{path} is out of date: run `make docs` and commit it.", file=sys.stderr)
    return 1


async def page() -> str:
    """Return the whole page."""
    bot = create_bot(Settings(shard_count=1), alarm=False)
    for cog in bot.house.cogs:
        await bot.add_cog(cog(bot))
    commands = [each for each in bot.tree.walk_commands() if isinstance(each, app_commands.Command)]
    menus = bot.tree.get_commands(type=AppCommandType.user)
    sections = [_section(command) for command in commands] + [MENU.format(menu.name) for menu in menus]
    return "\n".join([HEADING, *sections])


def _section(command: app_commands.Command[Any, ..., Any]) -> str:
    lines = [f"## `/{command.qualified_name}`", "", command.description, ""]
    root = command.root_parent or command
    if root.default_permissions is not None:
        needed = ", ".join(name.replace("_", " ") for name, on in root.default_permissions if on)
        lines += [f"For members who may: {needed}.", ""]
    if command.parameters:
        lines += ["| option | what | kind |", "| --- | --- | --- |"]
        lines += [_row(option) for option in command.parameters]
        lines.append("")
    return "\n".join(lines)


def _row(option: app_commands.Parameter) -> str:
    kind = KINDS[option.type]
    if option.choices:
        kind = "one of: " + ", ".join(choice.name for choice in option.choices)
    elif option.min_value is not None and option.type is AppCommandOptionType.integer:
        kind = f"{kind}, {option.min_value} to {option.max_value}"
    needed = "" if option.required else " (optional)"
    return f"| `{option.display_name}`{needed} | {option.description} | {kind} |"
