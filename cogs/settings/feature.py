"""Settings, as the house knows it."""

from __future__ import annotations

from cogs.kit.feature import Feature, HelpTopic
from cogs.settings.cog import MemberSettings
from cogs.settings.kept import KEPT
from cogs.settings.refusals import SENTENCES
from rules.zones.read import suggest_zones

HELP = (
    HelpTopic(
        "reminders",
        "Reminders and your clock",
        """\
- `/settings show` has everything in one place, with menus and buttons: your clock, when your day ends, your reminder.
- I remind you only once you have asked for it: once a day at most, while your plan for that day is open, about 20:00 or at
  a time of yours, give or take ten minutes. **Fewer of these** under a reminder leads to none in two steps.
- After five with nothing from you in between I am quiet, and say so.
- For those who would rather type: `/settings reminder`, `/settings zone`, `/settings day-end`.""",
    ),
)

FEATURE = Feature(
    cogs=(MemberSettings,),
    sentences=SENTENCES,
    help=HELP,
    kept=KEPT,
    warm=(lambda: suggest_zones("London"), lambda: suggest_zones("")),  # what is offered to who has typed nothing yet
)
