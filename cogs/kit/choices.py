"""What an option offers while somebody types."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from discord import app_commands

# Discord's limits: how many are shown, and how long each may be.
MOST = 25
LONGEST = 100


def choices(offered: Iterable[tuple[str, str]], typed: str = "") -> list[app_commands.Choice[str]]:
    """Return those (label, value) pairs whose label has what was typed in it, as many and as long as Discord takes."""
    fitting = (pair for pair in offered if typed.casefold() in pair[0].casefold())
    return [app_commands.Choice(name=label[:LONGEST], value=value) for label, value in islice(fitting, MOST)]
