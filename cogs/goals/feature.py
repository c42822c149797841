"""Goals, as the house knows it."""

from __future__ import annotations

from datetime import date

from cogs.goals.cards import back_buttons, early_buttons, move_buttons
from cogs.goals.cog import Goals
from cogs.goals.kept import KEPT
from cogs.goals.refusals import SENTENCES
from cogs.goals.together import refusals as together_refusals
from cogs.goals.together.cog import GoalsTogether
from cogs.kit.feature import Feature, HelpTopic
from rules.goals.reading.read import read_goal
from services.goals.endings import NotThereYet
from services.goals.milestones import MILESTONE_KIND
from services.goals.running import StepBack, WhichGoalMoves
from services.goals.together.posts import LOOK_KIND, SAID_KIND

HELP = (
    HelpTopic(
        "goals",
        "Goals",
        """\
- `/goal set` takes plain words: `50k words by Nov 30`, `3 posts a week`. Without any it opens a form, for every language.
- `/goal progress` with `180` is a new total, with `+20` a step. What I can count I count, and the card says from where.
- `/goal show` says how far you are and what it takes from here; `/goal list` has all of yours, or a member's.
- `/goal edit` changes one and keeps its progress. Harder holds at once, easier after 7 days.
- `/goal finish` calls it done, `/goal drop` lets it go. Both are fine, and can be taken back for a day.
- `/goal together` is one for many: `100,000 words in November`. Whoever manages the server begins it in a channel, anybody \
of a circle in the circle's own place. **I'm in** counts you from then on, from what you log anyway.""",
    ),
)

FEATURE = Feature(
    cogs=(Goals, GoalsTogether),
    due=(MILESTONE_KIND, SAID_KIND, LOOK_KIND),
    sentences=SENTENCES | together_refusals.SENTENCES,
    next_steps={
        StepBack: back_buttons,
        WhichGoalMoves: move_buttons,
        NotThereYet: early_buttons,
        **together_refusals.NEXT_STEPS,
    },
    help=HELP,
    warm=(lambda: read_goal("50k words by Nov 30", date(2026, 1, 1)),),  # compiles every phrase
    kept=KEPT,
)
