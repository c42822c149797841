"""What the button of praise stands for."""

from typing import Any

import discord

from cogs.kit.routes import Route

WELL_DONE = Route("praise:well_done")


def well_done(thing_id: int, percent: int = 0) -> discord.ui.Button[Any]:
    """Return the button under an entry, or under a goal's milestone."""
    return WELL_DONE.button("Well done", thing_id, extra=str(percent))
