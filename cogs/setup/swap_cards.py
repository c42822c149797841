"""What /setup shows of a server's swaps: its rounds and its shortest comment."""

from __future__ import annotations

from cogs.kit import cards, text
from cogs.kit.cards import SafeView
from cogs.kit.routes import Field, Form
from cogs.setup import routes
from cogs.setup.menus import hour_menu, weekday_menu
from rules.swaps.limits import LEAST_MIN_WORDS, MOST_MIN_WORDS
from rules.swaps.members import SwapServer


def swap_panel(chosen: SwapServer, server_id: int) -> SafeView:
    """Show what a server chose for its swaps, and the menus that change it at once."""
    return cards.card(
        "### Setting up swaps\n"
        "Members read one another: `/swap offer` offers a piece of writing to readers, `/swap next` gives somebody the next to read. "
        "Being read costs a credit, reading somebody earns one; it is no money. "
        "Beside that there is a weekly round: whoever joins it, by `/swap join-round`, is given one piece to read and one reader. "
        f"It is on **{text.WEEKDAYS[chosen.round_weekday]}** at **{chosen.round_time:%H:%M}**, by the server's clock.",
        [weekday_menu(routes.ROUND_DAY, "Weekday of the round", server_id, chosen.round_weekday)],
        [hour_menu(routes.ROUND_HOUR, "Time of the round", server_id, chosen.round_time.hour)],
        f"A comment takes at least **{chosen.min_words} words** of the reader's own.",
        [routes.MIN_WORDS.button("Change the shortest comment", server_id)],
    )


def min_words_form(chosen: SwapServer, server_id: int) -> Form:
    """Ask for the shortest comment."""
    field = Field(
        "words",
        f"Words of the reader's own, {LEAST_MIN_WORDS} to {MOST_MIN_WORDS}",
        str(chosen.min_words),
        required=True,
        max_length=4,
    )
    return routes.MIN_WORDS.form("The shortest comment", server_id, [field])
