"""What is said when something about tips cannot be done, each with the next step."""

from __future__ import annotations

from cogs.kit import text
from cogs.kit.feature import Sentence
from rules import tips
from rules.kit.errors import Refusal
from services import tips as tip_cases

SENTENCES: dict[type[Refusal], Sentence] = {
    tips.TipTooShort: lambda e: (
        f"Tell it so that somebody else could do it too: what you did, and what came of it, in at least "
        f"{tips.LEAST_LENGTH} characters ({tips.LEAST_LENGTH // 2} of Chinese, Japanese or Korean). You wrote:\n{text.verbatim(e.typed)}"
    ),
    tips.TipTooLong: lambda e: (
        f"A tip has room for {tips.MAX_LENGTH} characters. Here is yours, to shorten:\n{text.verbatim(e.typed)}"
    ),
    tip_cases.TipAlreadyShared: lambda _: (
        "That tip is here already, in the same words. `/tip top` shows what helped most so far."
    ),
    tip_cases.TipTakenDown: lambda e: (
        "A moderator took a tip in these words down, so I do not show it again. They can put it back; told in another way "
        f"it may do. You wrote:\n{text.verbatim(e.typed)}"
    ),
    tip_cases.OwnTip: lambda _: "This tip is yours: whether it helped is for the others to say.",
    tip_cases.NoTips: lambda _: "Nobody has shared a tip here yet. `/tip share` would be the first.",
    tip_cases.NotYourTip: lambda _: (
        "Only whoever shared a tip, or somebody who may manage messages in the whole server, can take it down or put it back. "
        "Nothing has changed."
    ),
}
