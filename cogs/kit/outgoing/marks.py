"""How a message is known again where it stands: the bot looks for it there before it sends it once more.

Discord gives back the `id` of a card's components as it was sent, so a card carries its thing's mark there. Of plain
messages Discord promises that only for newer ones; they are known by their words. Whoever got the very same words a
moment before has been told.
"""

from __future__ import annotations

import discord

from rules.schedule.due import Due, mark_of

View = discord.ui.View | discord.ui.LayoutView | None


def put_mark(due: Due, text: str, view: View) -> int:
    """Put a thing's mark on the message that is about to go; return what it will be known by."""
    if not isinstance(view, discord.ui.LayoutView):
        return mark_of(text.strip())
    mark_card(view, due.mark)
    return due.mark


def mark_card(card: discord.ui.LayoutView, mark: int) -> None:
    """Let a card be known by a mark."""
    card.children[0].id = mark


def keep_mark(message: discord.Message, view: View) -> None:
    """Let a card that takes another's place be known by the same mark: it is the same message."""
    if isinstance(view, discord.ui.LayoutView) and message.flags.components_v2 and message.components:
        view.children[0].id = getattr(message.components[0], "id", None)


def bears(message: discord.Message, mark: int) -> bool:
    """Return whether a message is the one that is known by a mark."""
    is_card = any(getattr(component, "id", None) == mark for component in message.components)
    return is_card or mark_of(message.content) == mark
