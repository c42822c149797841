"""What /setup shows of a server's swaps: its rounds, its shortest comment, and where reports go."""

from __future__ import annotations

from cogs.kit import cards, text
from cogs.kit.errors import SafeView
from cogs.kit.menus import channel_menu, hour_menu, weekday_menu
from cogs.kit.routes import Field
from cogs.setup import routes
from cogs.setup.cards import Obstacle, obstacle_words
from db.swaps.offers import SwapServer
from rules.swaps.limits import LEAST_MIN_WORDS, MOST_MIN_WORDS


def swap_panel(chosen: SwapServer, server_id: int, obstacle: Obstacle | None) -> SafeView:
    """Show what a server chose for its swaps, and the menus that change it at once."""
    reports = "**nowhere yet**" if chosen.report_channel_id is None else f"to <#{chosen.report_channel_id}>"
    trouble = [] if obstacle is None else [obstacle_words(obstacle)]
    return cards.card(
        f"### Setting up swaps\nReports go {reports}. Whoever may manage messages or the server decides them there.",
        *trouble,
        [channel_menu("setup:reports", server_id, chosen.report_channel_id, "Channel for reports")],
        f"A round matches its members on **{text.WEEKDAYS[chosen.round_weekday]}** at "
        f"**{chosen.round_time:%H:%M}**, by the server's clock.",
        [weekday_menu("setup:round_day", server_id, chosen.round_weekday, "Weekday of the round")],
        [hour_menu("setup:round_hour", server_id, chosen.round_time.hour, "Time of the round")],
        f"A comment takes at least **{chosen.min_words} words** of the reader's own.",
        [routes.MIN_WORDS.button("Change the shortest comment", server_id)],
    )


def min_words_field(chosen: SwapServer) -> Field:
    """Return the field for the shortest comment."""
    return Field(
        "words",
        f"Words of one's own, {LEAST_MIN_WORDS} to {MOST_MIN_WORDS}",
        str(chosen.min_words),
        required=True,
        max_length=4,
    )
