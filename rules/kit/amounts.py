"""Whole numbers as people type them into forms: "", "350", "1,200", "1.5k", "1,5k"."""

from __future__ import annotations

import re

from rules.kit.errors import Refusal

# A comma before three digits groups them, and one before fewer can only be a decimal comma. What could be either,
# "1.500" and "1,234k", is asked about.
_AMOUNT = re.compile(
    r"(?:(?P<grouped>-?\d{1,3}(?:[,' \u2019]\d{3})+)(?!\s*k)|(?P<number>-?\d+)(?:[.,](?P<decimals>\d{1,2}))?)"
    r"\s*(?P<k>k)?(?:\s*[a-z]+)?"
)

# Further than anything is counted; keeps figures of any length a number.
_TOO_LARGE = 1e12


class AmountNegative(Refusal):
    """An amount below zero; `what` is what was counted, "words" or "minutes"."""

    def __init__(self, what: str, amount: int) -> None:
        super().__init__(what, amount)
        self.what = what
        self.amount = amount


class AmountNotUnderstood(Refusal):
    """What was typed for an amount and is no number; `what` is what was to be counted."""

    def __init__(self, what: str, typed: str) -> None:
        super().__init__(what, typed)
        self.what = what
        self.typed = typed


def read_amount(what: str, typed: str) -> int:
    """Return the whole number somebody typed, 0 for nothing. Raise AmountNotUnderstood."""
    text = typed.strip().lower()
    if not text:
        return 0
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise AmountNotUnderstood(what, typed)
    whole = re.sub(r"[,' \u2019]", "", found["grouped"] or found["number"])
    amount = float(f"{whole}.{found['decimals'] or 0}") * (1000 if found["k"] else 1)
    return round(max(-_TOO_LARGE, min(amount, _TOO_LARGE)))
