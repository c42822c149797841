"""Setup, as the house knows it."""

from __future__ import annotations

from cogs.kit.feature import Feature, HelpTopic
from cogs.setup.cog import Setup
from cogs.setup.greeting import Greeting
from cogs.setup.kept import KEPT

HELP = (
    HelpTopic(
        "setup",
        "Setting up a server",
        """\
For those who may manage the server:
- `/setup` chooses the channel, weekday and hour of the weekly board, the channel for introductions, and the time zone.
- Its **Swaps** button has the round's weekday and hour, the shortest comment, and where reports go.
- It names the permissions I am missing, sends a test post, and counts what was sent in the last 7 days and what was not.
- I need View Channel and Send Messages where I post, Attach Files for pictures, and Read Message History to see after a \
fault whether a post of mine arrived.
- Circles take Create Public Threads (or Create Private Threads) and Send Messages in Threads. I need nothing else.""",
    ),
)

FEATURE = Feature(
    cogs=(Setup, Greeting),
    help=HELP,
    kept=KEPT,
)
