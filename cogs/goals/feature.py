"""Goals, as the house knows it."""

from __future__ import annotations

from cogs.goals.cards import back_buttons, early_buttons, move_buttons
from cogs.goals.cog import Goals
from cogs.goals.kept import KEPT
from cogs.goals.refusals import SENTENCES
from cogs.kit.feature import Feature, HelpTopic
from services.goals.endings import NotThereYet
from services.goals.milestones import MILESTONE_KIND
from services.goals.running import StepBack, WhichGoalMoves

HELP = (
    HelpTopic(
        "goals",
        "Goals",
        """\
- `/goal set` takes plain words: `50k words by Nov 30`, `3 posts a week`. Without any it opens a form, for every language.
- `/goal progress` with `180` is a new total, with `+20` a step. What I can count I count, and the card says from where.
- `/goal show` says how far you are and what it takes from here; `/goal list` has all of yours, or a member's.
- `/goal edit` changes one and keeps its progress. Harder holds at once, easier after 7 days.
- `/goal finish` calls it done, `/goal drop` lets it go. Both are fine, and can be taken back for a day.""",
    ),
)

FEATURE = Feature(
    cogs=(Goals,),
    due=(MILESTONE_KIND,),
    sentences=SENTENCES,
    next_steps={StepBack: back_buttons, WhichGoalMoves: move_buttons, NotThereYet: early_buttons},
    help=HELP,
    kept=KEPT,
)
