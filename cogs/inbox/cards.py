"""How what waited is told."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from cogs.inbox import routes
from cogs.kit import text
from cogs.kit.cards import buttons
from cogs.kit.feature import House, WaitingLine
from rules.inbox import PAGE, TOLD_AT_ONCE, Waiting
from services.answers import DONE, NOT_DONE, SAID

# How long a thing is told at first, and how much of a message is for a page of them.
LONGEST_LINE, ROOM = 180, 1_900
NOTHING_MORE = "That was all. I keep what waits for you for 30 days."

LINES: dict[str, WaitingLine] = {
    DONE: lambda waiting: f"{_when(waiting)} is done and kept.",
    NOT_DONE: lambda waiting: (
        f"{_when(waiting)} came to nothing, and my answer did not reach you. Use it again whenever you like."
    ),
    SAID: lambda waiting: waiting.text,
}


def _when(waiting: Waiting) -> str:
    return f"{waiting.text} of {discord.utils.format_dt(waiting.kept_at, 'f')}"


def told(house: House, waiting: Sequence[Waiting]) -> tuple[str, discord.ui.View | None]:
    """Return what waited, the first of it and each in short; and the way to the rest, where there is any."""
    first, more = waiting[:TOLD_AT_ONCE], len(waiting) - TOLD_AT_ONCE
    whole = [house.waiting_line(each) for each in first]
    rest = [f"-# And {more:,} more."] if more > 0 else []
    said = "\n".join(["This had not reached you:", *(_line(each, LONGEST_LINE) for each in whole), *rest])
    cut = [each.number - 1 for each, line in zip(first, whole, strict=True) if len(line) > LONGEST_LINE]
    behind = min(cut) if cut else first[-1].number
    return said, _more(behind) if cut or more > 0 else None


def page(house: House, waiting: Sequence[Waiting]) -> tuple[str, discord.ui.View | None]:
    """Return a page of what waited, in full; and the way to the next, where there is one."""
    lines: list[str] = []
    for each in waiting[:PAGE]:
        line = _line(house.waiting_line(each), ROOM)
        if lines and len("\n".join([*lines, line])) > ROOM:
            break
        lines.append(line)
    has_more = len(waiting) > len(lines)
    return "\n".join(lines) or NOTHING_MORE, _more(waiting[len(lines) - 1].number) if has_more else None


def _line(said: str, length: int) -> str:
    return f"- {text.shortened(said, length)}"


def _more(number: int) -> discord.ui.View:
    return buttons(routes.MORE.button("More", number))
