"""Setup, as the house knows it."""

from __future__ import annotations

from cogs.kit.feature import Feature, HelpTopic
from cogs.setup.cog import SENT_TOPIC, Setup
from cogs.setup.greeting import Greeting
from cogs.setup.kept import KEPT

HELP = (
    HelpTopic(
        "setup",
        "Setting up a server",
        """\
- `/setup`, for whoever may manage the server, chooses the channel, weekday and hour of the weekly board, the channel for \
introductions, and the time zone; an emptied menu means nowhere. **Weekly sprint**: members write together at a fixed hour.
- **Swaps**: members read each other. It has the channel for reports, the shortest comment, and when the weekly round \
gives each who joined one piece to read and one reader.
- `/setup` says which permissions I am missing, sends a test post, and counts what was sent in the last 7 days and what was not.
- I need View Channel and Send Messages where I post, Attach Files for pictures, and Read Message History to see after a \
fault whether a post of mine arrived; for circles Create Public Threads (or Create Private Threads) and Send Messages in \
Threads. I need nothing else.
- To be rid of me, remove me like any other bot: I post no more, and what I keep about your server is erased after 30 days.""",
    ),
    HelpTopic(
        SENT_TOPIC,
        "What is sent, and where",
        """\
- **Reminders** come by direct message to those who asked for them: one a day at most, on days without an entry, and a last \
call where one was chosen. After five without a sign of life they end; **Fewer of these** under each leads there too. Who \
only looks around is sent nothing.
- **Swaps**: whoever offers or reads a piece is written to, unasked, when there is news of it: a match, a comment, thanks, a \
credit, a deadline, a decision of the moderators. **Weekly “You were read”** comes on Sundays to those who were. **Mute swaps** \
in `/settings show` ends both.
- Two more direct messages are rare: the end of a sprint that somebody began alone, and a circle whose channel is gone, to \
whoever looks after it.
- The **Weekly board**, **Reports**, a weekly sprint and introductions stand in the channels that `/setup` has; an emptied \
menu means nowhere.
- Where members began them, **Sprints** ring, **Circles** ask on Mondays and Sundays, **Goals together** say when half is done \
and all, and goals that were shared their **Milestones**.
- What members log and set stands where they typed it, or is seen by them alone with `quiet` and `private`. Server Settings, \
Integrations, OneReader keeps commands to the channels you choose there.""",
    ),
)

FEATURE = Feature(
    cogs=(Setup, Greeting),
    help=HELP,
    kept=KEPT,
)
