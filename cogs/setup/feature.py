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
- **Reminders** are direct messages to members who said yes to them: one a day at most, on days they have not written, \
and a second, late, only where they asked for a last call. Whoever takes no direct messages can choose a channel for \
them, where they are mentioned. After five to somebody who does nothing here they end by themselves; **Fewer of \
these**, under each, ends them sooner.
- **Swaps** are members reading one another: one offers a text, another reads it and says what it did for them. Both \
get a direct message when there is news: the weekly round has matched those who joined it, a comment or its answer is \
there, the time to read runs out, a credit has come, moderators have decided. (Reading earns a credit, being read costs one; it is no money.) **Weekly \
“You were read”** comes on Sundays. **Mute swaps** in `/settings show` ends both.
- Two more direct messages are rare: the end of a sprint that somebody began alone, and a circle whose channel is \
gone, to whoever looks after it. Who only looks around is sent nothing.
- Channels that a manager chose in `/setup` get the **Weekly board**, **Reports** for moderators, a weekly sprint, \
introductions. Where a menu there is emptied, no more of it comes.
- Channels where members begin them get **Sprints** at begin and end, **Circles** on Mondays and Sundays, **Goals \
together** half way and at the end, and the **Milestones** of goals that were shared.
- What somebody types is answered where they typed it; the option `quiet` or `private` of a command keeps it to \
themselves. To have all of that in one channel, use a setting of Discord's own: Server Settings, Integrations, \
OneReader, and say where its commands work.""",
    ),
)

FEATURE = Feature(
    cogs=(Setup, Greeting),
    help=HELP,
    kept=KEPT,
)
