"""What is said when something about settings cannot be done, each with the next step."""

from __future__ import annotations

from cogs.kit import text
from cogs.kit.feature import Sentence
from rules.kit.errors import Refusal
from services.reminders import consent

SENTENCES: dict[type[Refusal], Sentence] = {
    consent.TimeNotUnderstood: lambda e: (
        f"I could not read {text.named_in_short(e.typed)} as a time of day. Try `20:00` or `8pm`."
    ),
}
