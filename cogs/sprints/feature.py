"""Sprints, as the house knows it."""

from __future__ import annotations

from cogs.kit.feature import Feature, HelpTopic
from cogs.sprints.bells import SprintBells
from cogs.sprints.cog import Sprints
from cogs.sprints.kept import KEPT
from cogs.sprints.reading import SprintReading
from cogs.sprints.refusals import NEXT_STEPS, SENTENCES
from cogs.sprints.telling import SprintTelling
from services.sprints import alone, bells, weekly
from services.sprints.bells import NobodyIn
from services.sprints.timing import NobodyTold

HELP = (
    HelpTopic(
        "sprints",
        "Writing together",
        """\
- `/sprint` begins twenty minutes of writing in this channel, in two minutes; `minutes` and `in` change that.
- **I'm in** takes you in, even while it runs. One is enough, and nobody wins.
- When I ring, **My words** takes what you wrote: `512` new words, or `=10150` for your total. Left empty, you edited.
- It becomes an ordinary entry of yours, so your streak and your goals move. You have until the end of your day.
- `kind:reading` is for reading together: **Read a piece** opens another to each of you, and you comment when I ring.
- **Another round** begins the next. Whoever manages the server can hold one every week: `/setup`, **Weekly sprint**.""",
    ),
)

FEATURE = Feature(
    cogs=(
        Sprints,
        SprintBells,
        SprintTelling,
        SprintReading,
    ),
    due=(
        bells.BEGIN_KIND,
        bells.END_KIND,
        bells.CARD_KIND,
        bells.RESULTS_KIND,
        bells.LOOK_KIND,
        alone.ALONE_KIND,
        weekly.WEEKLY_KIND,
        weekly.CALL_KIND,
    ),
    sentences=SENTENCES,
    next_steps=NEXT_STEPS,
    reasons={
        NobodyIn.NOBODY_IN: "ended with nobody in them",
        NobodyTold.NOBODY_TOLD: "were rung out and nobody said how it went",
    },
    help=HELP,
    kept=KEPT,
)
