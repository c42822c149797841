"""What is said when something about privacy cannot be done, each with the next step."""

from __future__ import annotations

from cogs.kit import text
from cogs.kit.feature import Sentence
from rules.kit.errors import Refusal
from services.privacy import requests as privacy_cases

SENTENCES: dict[type[Refusal], Sentence] = {
    privacy_cases.NothingKept: lambda _: "I keep nothing about you, so there is nothing to hand out or to erase.",
    privacy_cases.NotConfirmed: lambda e: (
        f"Nothing was erased: you typed {text.named_in_short(e.typed)}, and it takes the word "
        f"`{privacy_cases.CONFIRMATION}`. Press **Erase everything** again if you mean it."
    ),
}
