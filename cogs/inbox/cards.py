"""How what waited is told."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from cogs.inbox import routes
from cogs.kit import text
from cogs.kit.feature import House, WaitingLine
from rules.inbox import PAGE, TOLD_AT_ONCE, Waiting
from services.answers import DONE, NOT_DONE, SAID

LONGEST_LINE = 180
NOTHING_MORE = "That was all. I keep what waits for you for 30 days."

LINES: dict[str, WaitingLine] = {
    DONE: lambda waiting: f"{_when(waiting)} is done and kept.",
    NOT_DONE: lambda waiting: f"{_when(waiting)} got no answer through to you. Use it again whenever you like.",
    SAID: lambda waiting: waiting.text,
}


def _when(waiting: Waiting) -> str:
    return f"{waiting.text} of {discord.utils.format_dt(waiting.kept_at, 'f')}"


def told_text(house: House, waiting: Sequence[Waiting]) -> str:
    """Return what waited, the first of it."""
    more = len(waiting) - TOLD_AT_ONCE
    rest = [f"-# And {more:,} more."] if more > 0 else []
    return "\n".join(["This had not reached you:", *_lines(house, waiting[:TOLD_AT_ONCE]), *rest])


def told_button(waiting: Sequence[Waiting]) -> discord.ui.View | None:
    """Return the way to the others; None where there are none."""
    return _more(waiting[TOLD_AT_ONCE - 1]) if len(waiting) > TOLD_AT_ONCE else None


def page_text(house: House, waiting: Sequence[Waiting]) -> str:
    """Return a page of what waited."""
    return "\n".join(_lines(house, waiting[:PAGE])) or NOTHING_MORE


def page_button(waiting: Sequence[Waiting]) -> discord.ui.View | None:
    """Return the way to the next page; None where there is none."""
    return _more(waiting[PAGE - 1]) if len(waiting) > PAGE else None


def _lines(house: House, waiting: Sequence[Waiting]) -> list[str]:
    return [f"- {text.shortened(house.waiting_line(each), LONGEST_LINE)}" for each in waiting]


def _more(last: Waiting) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    view.add_item(routes.MORE.button("More", last.number))
    return view
