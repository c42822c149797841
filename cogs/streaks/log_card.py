"""A member's own entries, to look at, mend and take back."""

from __future__ import annotations

from datetime import date
from typing import Any

import discord

from cogs.kit import cards, text
from cogs.kit.cards import SafeView
from cogs.streaks import routes
from cogs.streaks.cards import wrote
from rules.streaks.entries import Entry
from services.streaks import LogShown

NOTHING_LOGGED = "Your log is empty so far. `/wrote` begins it; one line is enough."


def log_card(shown: LogShown) -> SafeView:
    """Show some of the member's own entries, each with what can be done with it."""
    if not shown.entries:
        return cards.card(NOTHING_LOGGED, accent=cards.LEAF)
    rows: list[cards.Part] = ["### Your log"]
    for entry in shown.entries:
        rows += [_log_line(entry, shown.today), _log_buttons(entry, str(shown.entries[0].id))]
    if shown.earlier_id is not None:
        rows += [cards.RULE, [routes.LOG.button("Earlier", shown.earlier_id)]]
    return cards.card(*rows, accent=cards.LEAF)


def _log_line(entry: Entry, today: date) -> str:
    done = wrote(entry.words, entry.minutes) or "your writing"
    day = text.near_day(entry.day_on, today)
    parts = [f"**{day[0].upper()}{day[1:]}**", f"~~{done}~~ taken back" if entry.undone else done]
    parts += [name for name, holds in (("late", entry.late), ("quiet", entry.quiet)) if holds]
    lines = [" · ".join(parts)]
    if entry.note:
        lines.append(text.named_in_short(entry.note))
    return "\n".join(lines)


def _log_buttons(entry: Entry, page: str) -> list[discord.ui.Item[Any]]:
    if entry.undone:
        return [routes.REDO.button("Put it back", entry.id, extra=page)]
    return [routes.EDIT.button("Edit", entry.id, extra=page), routes.UNDO.button("Undo", entry.id, extra=page)]
