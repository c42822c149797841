"""Reminders, as the house knows them; how to set one is told with the settings."""

from __future__ import annotations

from cogs.kit.feature import Feature
from cogs.reminders.cog import Reminders
from services import reminders
from services.reminders import NotNeeded

FEATURE = Feature(
    cogs=(Reminders,),
    due=(
        reminders.REMINDER_KIND,
        reminders.LAST_CALL_KIND,
        reminders.SNOOZE_KIND,
    ),
    reasons={
        NotNeeded.KEPT: "had already written",
        NotNeeded.NOT_ASKED: "had a day off",
        NotNeeded.RESTING: "had a day off",
        NotNeeded.OFF: "had turned it off",
        NotNeeded.LAST_CALL: "came together with the last call",
    },
)
