"""The inbox, as the house knows it."""

from __future__ import annotations

from cogs.inbox import cards
from cogs.inbox.cog import Inbox
from cogs.inbox.kept import KEPT
from cogs.kit.feature import Feature
from services import inbox

FEATURE = Feature(
    cogs=(Inbox,),
    due=(inbox.FORGET_KIND,),
    inbox=cards.LINES,
    kept=KEPT,
)
