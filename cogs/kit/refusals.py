"""What the bot says when something fails that every feature may meet; a feature's own refusals stand beside it.

Read each sentence aloud before changing it: short, warm, specific; never guilt; always the next step.
"""

from __future__ import annotations

from discord import app_commands

from cogs.kit import text
from cogs.kit.act import NotHere
from cogs.kit.feature import Sentence
from rules.comments.promotion import OfferToTrade
from rules.kit.amounts import AmountNegative, AmountNotUnderstood
from rules.kit.errors import Busy, Damaged, Full, Refusal, Unavailable, Unreachable
from rules.kit.limits import Kept, TooManyKept
from rules.kit.text import NothingToSee, excerpt
from services.acts import AlreadyDone, GoneForGood, MayNotWrite, NotYours, ServerOnly

DONE_BUT_NOT_SHOWN = (
    "That is done and kept; I just could not show you the answer here. There is no need to send it again."
)
HEARD_ENOUGH = (
    "-# Only you see this, since everybody here has heard of five from you within the hour. Nothing else is different."
)
MAY_NOT_WRITE = (
    "-# Only you see this, since you cannot write in this channel, and I do not for you. Nothing else is different."
)
SERVER_ONLY = "That works in a server, not in our direct messages. Try it in one of your channels."
NOT_NOW = "I could not get at my notes just now, so nothing has changed. Try again in a minute."
NOT_SHOWN = "Discord does not take my answer, so I cannot show it to you here. Nothing has changed."
FORM_TOO_LATE = "That took me too long to open. Nothing is lost: use it once more, and the form is there."
COMMAND_OUT_OF_DATE = (
    "That command has changed since your Discord last looked. Reload Discord (Ctrl+R), then try again."
)


NOT_HERE = (
    "I am at home in servers that have added me and in direct messages with me, so nothing was kept here. Try it there; "
    "whoever manages this server can add me."
)


def apology(reference: str) -> str:
    """Return what to say when the fault is ours."""
    return (
        f"Sorry, something broke on my side and it was not your doing. Try again in a moment. If it keeps "
        f"happening, tell whoever runs me this reference: `{reference}`."
    )


def done_all_the_same(reference: str) -> str:
    """Return what to say when something broke after what was asked for was done."""
    return f"{DONE_BUT_NOT_SHOWN} Whoever runs me finds what went wrong by this reference: `{reference}`."


def check_failed(failure: app_commands.CheckFailure) -> str:
    """Return what to say when somebody may not use a command, or not there."""
    if isinstance(failure, app_commands.NoPrivateMessage):
        return SERVER_ONLY
    if isinstance(failure, app_commands.MissingPermissions):
        who = "moderate" if "manage_messages" in failure.missing_permissions else "manage"
        return f"Only people who may {who} this server can do that. Ask one of them, or an admin."
    if isinstance(failure, NotHere):
        return NOT_HERE
    return "I cannot take that from you here, so nothing has changed. `/help` says what works where."


def given_back(words: str, typed: str) -> str:
    """Return a sentence with what was typed behind it, so that nothing is lost; `typed.IN_THE_ANSWER` is its lead."""
    return f"{words}\nHere is what you typed, so that it is not lost:\n{text.verbatim(typed)}" if typed else words


_MAKE_ROOM = {
    Kept.GOALS: "goals running, as many as I keep an eye on for one member. End one you no longer follow, and this one has room.",
    Kept.PIECES: "pieces, as many as I keep for one member. Take out one you no longer need, and this one has room.",
    Kept.TIPS: "tips here, as many as one member shares. Take down one, and this one has room.",
    Kept.BLOCKS: "members you are kept apart from, as many as I keep. `/swap unblock` makes room for this one.",
}


def _may_not_write_text(channel_id: int | None) -> str:
    if channel_id is None:
        place, way_out = "this channel", "It works in a channel where you can."
    else:
        place, way_out = f"<#{channel_id}>, where it would be read", "Once you can, it works from any channel here."
    return f"You cannot write in {place}, so I do not for you, and nothing was kept. {way_out}"


SENTENCES: dict[type[Refusal], Sentence] = {
    TooManyKept: lambda e: f"You have {e.most} {_MAKE_ROOM[e.kept]}",
    NotYours: lambda _: (
        "That button belongs to somebody else. Your own `/wrote`, `/goal set` or `/swap mine` gives you yours."
    ),
    AmountNegative: lambda e: f"{e.amount} {e.what} is below zero. A day you only edited or cut is `0`, and it counts.",
    AmountNotUnderstood: lambda e: (
        f"I could not read {text.named_in_short(e.typed)} as a number of {e.what}. Type digits only, such as `350`, or leave "
        "it empty. Press the button again: nothing was logged yet."
    ),
    OfferToTrade: lambda e: given_back(
        f"I read `{excerpt(e.offer)}` as an offer to trade follows, claps or reads, and I pass none on: here reading is "
        "the whole exchange. Leave it out and send the rest again. Talking about such trades is welcome.",
        e.typed,
    ),
    NothingToSee: lambda _: (
        "Nobody could see that: it has only signs that leave no trace on a screen. Put a letter or a number in it, and "
        "send it again."
    ),
    AlreadyDone: lambda _: "That is done already; there is no need to do it again.",
    GoneForGood: lambda _: "What that belonged to is no longer there, so there is nothing left to change.",
    ServerOnly: lambda _: SERVER_ONLY,
    MayNotWrite: lambda e: _may_not_write_text(e.channel_id),
    Unavailable: lambda _: NOT_NOW,
    Busy: lambda _: NOT_NOW,
    Unreachable: lambda _: NOT_NOW,
    Damaged: lambda _: (
        "What I keep cannot be read any more, so nothing has changed. Tell whoever runs me; once they have put a copy in "
        "its place, try again."
    ),
    Full: lambda _: (
        "There is no room left to write anything down, so nothing has changed. Tell whoever runs me; once they have "
        "made room, try again."
    ),
}
