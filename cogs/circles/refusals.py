"""What is said when something about circles cannot be done, each with the next step."""

from __future__ import annotations

import discord

from cogs.kit import text
from cogs.kit.feature import Sentence
from cogs.kit.refusals import given_back
from rules import circles
from rules.kit.errors import Refusal
from services.circles import keeping, membership, weeks


def _circle(circle: circles.Circle) -> str:
    return f"**{text.quoted(circle.name)}**"


def _not_the_owner(error: keeping.NotTheOwner) -> str:
    if error.owner_id is None:
        return f"Only whoever looks after {_circle(error.circle)} can do that, or somebody who manages this server."
    return f"<@{error.owner_id}> looks after {_circle(error.circle)}. Ask them, or somebody who manages this server."


SENTENCES: dict[type[Refusal], Sentence] = {
    circles.CreatedToday: lambda e: (
        "You have begun a circle within the last day. `/circle list` shows those with a free seat; the next of your own can "
        f"begin {discord.utils.format_dt(e.opens_at, 'R')}."
    ),
    circles.AskedToday: lambda e: (
        "Somebody has been asked to look after your circle within the last day, and may need a while to say yes. Another can be "
        f"asked {discord.utils.format_dt(e.opens_at, 'R')}; until one of them does, it stays with you."
    ),
    circles.LeftOften: lambda e: (
        "You have left a circle twice within a day, and its members hear of each coming and going. The next one can be joined "
        f"{discord.utils.format_dt(e.opens_at, 'R')}; `/circle list` says where there is room."
    ),
    circles.BehindADoor: lambda _: (
        "That circle meets in a channel you cannot read, so it is for those who can. `/circle list` shows the circles that are "
        "open to you."
    ),
    circles.PromiseEmpty: lambda _: (
        "A promise takes a few words, such as “finish the ferry scene”. Press the button again."
    ),
    circles.PromisingOver: lambda e: given_back(
        "A week takes promises until I ask how it went, and then the next one does. `/circle show` has the one that takes "
        "them now.",
        e.typed,
    ),
    circles.ReportingOver: lambda e: given_back(
        "That week takes no reports now. Each one does until I ask how the next one went.", e.typed
    ),
    circles.NotInCircle: lambda _: (
        "That is for the circle's members. `/circle list` says which have room, and `/circle join` brings you in."
    ),
    weeks.NoPromise: lambda _: (
        "You promised nothing for that week, so there is nothing to report. `/circle show` has a button for the coming one."
    ),
    membership.NoCircleYet: lambda _: (
        "You are in no circle here yet. `/circle list` says which have room; `/circle create` begins one."
    ),
    membership.CircleUnknown: lambda e: (
        f"I know no circle called {text.named_in_short(e.typed)} here. Pick one from the list that opens when you type in "
        "`circle`, or see `/circle list`."
    ),
    membership.CircleFull: lambda e: (
        f"{_circle(e.circle)} has no seat for you right now; the last one may have gone a moment ago. `/circle list` says where "
        "there is room; `/circle create` begins another."
    ),
    membership.InAnotherCircle: lambda e: (
        f"You are in {_circle(e.circle)}, and a circle works best as the only one. `/circle leave` makes you free for another."
    ),
    membership.CircleNameTaken: lambda _: (  # which one is not said: it may meet where the asker cannot read
        "A circle here has a name that looks like that. Choose another name; `/circle list` says which have room."
    ),
    membership.ChannelTaken: lambda e: (
        f"Another circle meets in <#{e.channel_id}>. Choose another channel, or none: then I make a thread."
    ),
    keeping.NotTheOwner: _not_the_owner,
    membership.SeatGivenUp: lambda e: (
        f"{_circle(e.circle)} has given your seat up, so it is not open to you. `/circle list` says which others have room; "
        "`/circle create` begins one of your own."
    ),
    keeping.InNoCircle: lambda _: "They have no seat there to give away. `/circle show` says who is in yours.",
    keeping.LetGoByManager: lambda e: (
        f"Somebody who manages this server gave the seat of <@{e.member_id}> away, so it is for them to let them join again. "
        "Ask there; until then nothing has changed."
    ),
    keeping.LettingOneselfGo: lambda _: "That is you. `/circle leave` gives up your own seat.",
    keeping.NotAMember: lambda e: (
        f"<@{e.member_id}> is not in {_circle(e.circle)}. Once they have joined, it can be put in their hands."
    ),
}
