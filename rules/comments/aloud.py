"""What the bot says aloud of a member's words offers nobody a trade of follows, wherever it stands."""

from __future__ import annotations

from rules.comments.promotion import check_said
from rules.errors import Refusal


class OfferToTrade(Refusal):
    """Words to be said aloud that offer to trade follows, claps or reads; `typed` is all of them."""

    def __init__(self, offer: str, typed: str) -> None:
        super().__init__(offer, typed)
        self.offer = offer
        self.typed = typed


def check_aloud(*said: str) -> None:
    """Raise OfferToTrade where a member's words offer to trade follows; talking about it is not offering it."""
    offer = next(filter(None, map(check_said, said)), "")
    if offer:
        raise OfferToTrade(offer, "\n".join(filter(None, said)))
