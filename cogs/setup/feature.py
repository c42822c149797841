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
- `/setup` chooses the channel, weekday and hour of the weekly board, the channel for introductions, and the time zone; \
an emptied menu means nowhere. **Weekly sprint**: members write together at a fixed hour.
- **Swaps**: members read each other. It has the channel for reports, the shortest comment, and when the weekly round \
gives each who joined one piece to read and one reader.
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
