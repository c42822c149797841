"""Leaderboards, as the house knows it."""

from __future__ import annotations

from cogs.kit.feature import Feature, HelpTopic
from cogs.leaderboards import cards
from cogs.leaderboards.cog import Leaderboards
from services.leaderboards import boards
from services.leaderboards.boards import NobodyWrote

HELP = (
    HelpTopic(
        "leaderboards",
        "Leaderboards",
        """\
- `/leaderboard` compares kept promises, streaks, words, reads given or readers reached over a week, a month, a season or all time.
- Kept promises come first and have no ranks: three planned days of three count more than five of seven. Followers are never compared.
- Until Thursday the week shown is the last full one. Kept promises list who kept at least half, and no board shows figures of fewer than three.
- A place below the top ten comes to you alone. `/settings boards` takes you off every board and keeps your streak to you, or puts you back.""",
    ),
)

FEATURE = Feature(
    cogs=(Leaderboards,),
    due=(boards.BOARD_KIND,),
    reasons={NobodyWrote.NOTHING_TO_SAY: "fell in a week in which nobody wrote"},
    help=HELP,
    inbox={boards.BOARD: cards.blocked_line},
)
