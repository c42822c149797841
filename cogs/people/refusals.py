"""What is said when something about people cannot be done, each with the next step."""

from __future__ import annotations

from cogs.kit.feature import Sentence
from rules.kit.errors import Refusal
from services import people as people_cases

SENTENCES: dict[type[Refusal], Sentence] = {
    people_cases.IntroductionEmpty: lambda _: (
        "That was only spaces. A line in one of the fields is enough: `/introduce` opens them again."
    ),
    people_cases.NoProfile: lambda _: (
        "There is no profile here yet: it begins with a first `/introduce`, `/goal set` or `/wrote` in this server."
    ),
}
