"""Schedule, as the house knows it."""

from __future__ import annotations

from cogs.kit.feature import Feature
from cogs.schedule.cog import Schedule
from cogs.schedule.kept import KEPT
from services.due import NotTaken, NoWay

FEATURE = Feature(
    cogs=(Schedule,),
    reasons={
        NoWay.TOO_LATE: "would have come too late to be of use",
        NoWay.SILENT: "were for somebody not heard from for a while",
        NoWay.DM_CLOSED: "had closed their direct messages",
        NoWay.GONE: "had left",
        NoWay.UNREAD: "may have arrived, and I may not read whether they did",
        NoWay.NO_CHANNEL: "had no channel to go to",
        NotTaken.LEFT_SERVER: "were for somebody who had left",
        NotTaken.MUTED: "were for somebody who may not write there",
        NotTaken.UNSEEN: "were to call somebody where they may not read",
        NotTaken.HEARD: "were more of one member than a channel hears in an hour",
        NotTaken.CHANNEL_GONE: "went to a channel that is gone",
        NotTaken.MESSAGE_GONE: "were to change a message that is gone",
        NotTaken.NO_ACCESS: "went to a channel I may not post in",
        NotTaken.NOT_VERIFIED: "went to a channel that asks for more verification than I have",
        NotTaken.ARCHIVED: "went to a thread that stays archived",
        NotTaken.WORDS_REFUSED: "had words that AutoMod or Discord's link filter does not let through",
        NotTaken.DM_REFUSED: "could not be opened as direct messages",
        NotTaken.TOO_FAST: "waited because Discord slows down new direct messages",
        NotTaken.QUARANTINED: "waited because Discord lets me open no new direct messages",
        NotTaken.RESTING: "waited because Discord had refused too much",
        NotTaken.UNWELCOME: "met a Discord that takes nothing from me",
        NotTaken.NO_CONNECTION: "could not reach Discord",
        NotTaken.TIMEOUT: "took Discord too long",
        NotTaken.ERROR: "met a fault of mine, which is in my log",
    },
    kept=KEPT,
)
