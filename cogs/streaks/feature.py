"""Streaks, as the house knows it."""

from __future__ import annotations

from cogs.kit.feature import Feature, HelpTopic
from cogs.streaks.cards import doubt_buttons
from cogs.streaks.cog import Streaks
from cogs.streaks.keepsakes import Keepsakes
from cogs.streaks.kept import KEPT
from cogs.streaks.refusals import SENTENCES
from rules.streaks.entries import PerhapsTheSame

HELP = (
    HelpTopic(
        "writing",
        "Logging your writing",
        """\
- `/wrote` logs today. `words`, `minutes`, `note` and `link` are all optional, and several entries a day add up.
- `day` takes `yesterday`, a weekday or a date, up to 7 days back. A late entry repairs your streak.
- `quiet` keeps an entry between you and me; a goal you share shows it to you alone.
- **…** under your entry edits or undoes it, for you alone; `/streak log` lists your last entries with both.""",
    ),
    HelpTopic(
        "streaks",
        "Streaks and freezes",
        """\
- `/streak show` has your current and longest streak and the promises you kept.
- `/streak month` is your month as a picture to keep or share; in January it has your year too.
- `/streak plan` sets your rhythm: every day, weekdays, some days a week, weekly or monthly. Only planned days count. A choice can be taken back for a day.
- A **freeze** covers a missed planned day by itself. Seven kept days earn one, and you hold two at most.
- `/streak pause` takes days off, also ahead of time, 30 at most. Nothing is asked of you then.
- What you did stays: your longest streak, your days and your words are never lost.""",
    ),
)

FEATURE = Feature(
    cogs=(Streaks, Keepsakes),
    sentences=SENTENCES,
    next_steps={PerhapsTheSame: doubt_buttons},
    help=HELP,
    kept=KEPT,
)
