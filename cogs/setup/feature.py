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
- **Reminders** are direct messages to members who said yes: once a day at most, on days without writing; only who asked \
for a last call gets a second, late. With direct messages closed, a member can choose a channel instead. After five \
without a sign of life they end; **Fewer of these**, under each, ends them sooner.
- **Swaps** are members reading one another. They get a direct message on news: a round's match, a comment, its answer, a \
deadline, a credit, moderators' decisions; **Weekly “You were read”** on Sundays. **Mute swaps** in \
`/settings show` ends both.
- Rarely, a message: a sprint begun alone ends, a circle's channel was deleted. Who only looks around is sent nothing.
- Channels chosen in `/setup` get the **Weekly board**, **Reports**, a weekly sprint, introductions; an emptied menu ends it.
- Channels where they begin get **Sprints** at begin and end, **Circles** on Mondays and Sundays, **Goals together** half \
way and at the end, and **Milestones** of shared goals.
- Commands are answered where typed; `quiet` or `private` keeps it to the member. For one channel only: Discord's Server \
Settings, Integrations, OneReader.""",
    ),
)

FEATURE = Feature(
    cogs=(Setup, Greeting),
    help=HELP,
    kept=KEPT,
)
