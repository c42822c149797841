"""Settings, as the house knows it."""

from __future__ import annotations

from cogs.kit.feature import Feature, HelpTopic
from cogs.settings.cog import MemberSettings
from cogs.settings.kept import KEPT
from cogs.settings.refusals import SENTENCES

HELP = (
    HelpTopic(
        "reminders",
        "Reminders and your clock",
        """\
- I write to you once a day at most, and only while your plan for that day is open.
- `/settings reminder` sets its time, turns it off, adds a last call before your day ends, or sends a test.
- `/settings zone` sets your clock by city; `/settings day-end` is for those who write past midnight.
- `/settings show` has all of it in one place. While your direct messages are closed, it lets you choose a channel to
  be mentioned in instead.""",
    ),
)

FEATURE = Feature(
    cogs=(MemberSettings,),
    sentences=SENTENCES,
    help=HELP,
    kept=KEPT,
)
