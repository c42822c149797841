"""How praise is said and told."""

from __future__ import annotations

from cogs.kit.feature import Sentence
from rules.inbox import Waiting
from rules.kit.errors import Refusal
from rules.praise import Praise
from services.praise import OwnWork

PASSED_ON = "Passed on: they hear of it from me."
SENTENCES: dict[type[Refusal], Sentence] = {
    OwnWork: lambda _: (
        "That one is for the others to press. Since you are here: well done. `/wrote` is where the next one begins."
    ),
}


def praise_words(praise: Praise) -> str:
    """Tell the sum of it."""
    who = "Somebody" if praise.people == 1 else f"{praise.people} people"
    return f"{who} said **well done** to what you did."


def praise_line(_: Waiting) -> str:
    """Tell it to somebody whom no message of the day reaches."""
    return "Others saw what you did and said **well done**."
