"""Whole numbers as people type them into forms: "", "350", "1,200", "1.5k"."""

from __future__ import annotations

import re

from rules.kit.errors import Refusal

# A dot before three digits is taken for grouping ("1.500"): nobody logs thousandths of a word.
_AMOUNT = re.compile(r"(?P<number>-?\d{1,3}(?:[,' \u2019]\d{3})+|-?\d+(?:[.,]\d{1,2})?)\s*(?P<k>k)?(?:\s*[a-z]+)?")

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
    digits = re.sub(r"[,' \u2019]", "", found["number"])
    amount = float(digits) * (1000 if found["k"] else 1)
    return round(max(-_TOO_LARGE, min(amount, _TOO_LARGE)))
