"""Reminders, as the house knows them; how to set one is told with the settings."""

from __future__ import annotations

from cogs.kit.feature import Feature
from cogs.reminders import cards
from cogs.reminders.cog import Reminders
from services.reminders import consent, daily
from services.reminders.daily import NotNeeded

FEATURE = Feature(
    cogs=(Reminders,),
    due=(
        daily.REMINDER_KIND,
        daily.LAST_CALL_KIND,
        daily.SNOOZE_KIND,
    ),
    reasons={
        NotNeeded.KEPT: "had already written",
        NotNeeded.NOT_AT_STAKE: "had nothing at stake",
        NotNeeded.NOT_ASKED: "had a day off",
        NotNeeded.RESTING: "had a day off",
        NotNeeded.OFF: "had turned it off",
        NotNeeded.LAST_CALL: "came together with the last call",
    },
    inbox={consent.QUESTION: cards.question_line},
)
