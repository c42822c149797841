"""What the bot says when something cannot be done: every named refusal in one place, each with the next step.

Read each aloud before changing it: short, warm, specific; never guilt.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import discord
from discord import app_commands

from cogs.kit import text
from cogs.swaps import wording as swap_wording
from rules import calendar, circles, pieces, tips
from rules.errors import Refusal
from rules.goals import goal as goals
from rules.streaks import entries, plans
from services import members, streaks
from services import people as people_cases
from services import pieces as piece_cases
from services import tips as tip_cases
from services.acts import GoneForGood, NotYours
from services.circles import membership as circle_cases
from services.circles import weeks as circle_weeks
from services.goals import running as goal_cases
from services.privacy import requests as privacy_cases

COMMAND_OUT_OF_DATE = (
    "That command has changed since your Discord last looked. Reload Discord (Ctrl+R), then try again."
)


def apology(reference: str, typed: str) -> str:
    """Return what to say when the fault is ours; what was typed comes back."""
    words = (
        f"Sorry, something broke on my side and it was not your doing. Try again in a moment. If it keeps "
        f"happening, tell whoever runs me this reference: `{reference}`."
    )
    return _given_back(words, typed)


def check_failed(failure: app_commands.CheckFailure) -> str:
    """Return what to say when somebody may not use a command, or not there."""
    if isinstance(failure, app_commands.NoPrivateMessage):
        return "That works in a server, not in our direct messages. Try it in one of your channels."
    if isinstance(failure, app_commands.MissingPermissions):
        who = "moderate" if "manage_messages" in failure.missing_permissions else "manage"
        return f"Only people who may {who} this server can do that. Ask one of them, or an admin."
    return "You cannot use that here."


def refusal(error: Refusal) -> str:
    """Return the sentence for a refusal. Every Refusal class has one; a test holds to that."""
    for kind in type(error).__mro__:
        if kind in _SENTENCES:
            return _SENTENCES[kind](error)
    raise LookupError(f"no wording for {type(error).__name__}") from error


def next_step(error: Refusal) -> discord.ui.View | None:
    """Return the buttons that go with a refusal's sentence, where its next step is one tap away."""
    found = swap_wording.NEXT_STEPS.get(type(error))
    return None if found is None else found(error)


def _lower_total(error: goal_cases.LowerTotal) -> str:
    now = text.amount_of(error.goal.total, error.goal.target.unit)
    return (
        f"You are at {now}, and {text.number(error.total)} would be lower. Is that right? "
        f"To add to what you have, type a plus: `+{text.number(error.total)}`."
    )


def _circle(circle: circle_cases.Circle) -> str:
    return f"**{text.quoted(circle.name)}**"


def _given_back(words: str, typed: str) -> str:
    return f"{words}\nHere is what you typed, so that it is not lost:\n{text.verbatim(typed)}" if typed else words


def _circle_name_taken(error: circle_cases.CircleNameTaken) -> str:
    if not error.name:
        return "A circle needs a name, in any letters you like. Try `/circle create` again with one."
    return (
        f"There is a circle called “{text.quoted(error.name)}” here already. Choose another name, or `/circle join` it."
    )


def _not_the_owner(error: circle_cases.NotTheOwner) -> str:
    if error.owner_id is None:
        return f"Only whoever looks after {_circle(error.circle)} can do that, or somebody who manages this server."
    return f"<@{error.owner_id}> looks after {_circle(error.circle)}. Ask them, or somebody who manages this server."


_SENTENCES: dict[type[Refusal], Callable[[Any], str]] = {
    calendar.DayNotUnderstood: lambda e: (
        f"I could not tell which day “{text.quoted(e.typed)}” is. Try `yesterday`, a weekday such as `Monday`, or "
        "a date such as `2026-01-31`."
    ),
    calendar.DayTooEarly: lambda e: (
        f"{text.full_day(e.day)} is too far back: I can log up to {calendar.MAX_LATE_DAYS} days late, so from "
        f"{text.full_day(e.earliest)} on. What you wrote before that still happened; your streak starts from what "
        "I can see."
    ),
    calendar.DayAhead: lambda e: f"{text.full_day(e.day)} is still ahead. Give me today or a day before it.",
    calendar.DayInFuture: lambda e: (
        f"{text.full_day(e.day)} has not come yet. Log it once you have written; `/streak pause` is for days off "
        "that you plan ahead."
    ),
    entries.AmountNegative: lambda e: (
        f"{e.amount} {e.what} is below zero. A day you only edited or cut is `0`, and it counts."
    ),
    entries.AmountTooLarge: lambda e: (
        f"{e.amount:,} {e.what} is more than a day holds; I take up to {e.limit:,}. Did a digit slip in?"
    ),
    entries.AmountNotUnderstood: lambda e: (
        f"I could not read “{text.quoted(e.typed)}” as a number of {e.what}. Type digits only, such as `350`, or leave "
        "it empty. Press the button again: nothing was logged yet."
    ),
    entries.LinkNotWeb: lambda e: (
        f"“{text.quoted(e.link)}” is not a web address I can show. Use one that starts with `https://`, or leave it out."
    ),
    plans.DaysAWeekOutOfRange: lambda _: "For some days a week, tell me how many: a number from 1 to 7 in `days`.",
    plans.PlanUnchanged: lambda e: (
        f"That already is your plan, from {text.full_day(e.plan.from_on)} on. Nothing to change."
        if e.plan.from_on.year > 1
        else "That already is your plan. Nothing to change."
    ),
    plans.PauseTooLong: lambda e: (
        f"That would be {e.days} days, and a pause lasts {e.limit} at most. Choose an earlier end; you can add another "
        "pause later."
    ),
    plans.PauseEndsBeforeItStarts: lambda e: (
        f"That pause would end ({text.full_day(e.to_on)}) before it starts ({text.full_day(e.from_on)}). "
        "Swap the two dates."
    ),
    plans.PauseInPast: lambda e: (
        f"A pause starts today ({text.full_day(e.today)}) or later. For a day already gone, a freeze covers it, or "
        "`/wrote` with `day` logs it late."
    ),
    plans.PauseOverlaps: lambda e: (
        f"You already have a pause from {text.full_day(e.other.from_on)} to {text.full_day(e.other.to_on)}. "
        "Choose days outside it."
    ),
    circles.PromiseEmpty: lambda _: (
        "A promise takes a few words, such as “finish the ferry scene”. Press the button again."
    ),
    circles.PromisingOver: lambda e: _given_back(
        "That week has been asked how it went, so its promises stay as they are. `/circle show` takes one for the week to "
        "come.",
        e.typed,
    ),
    circles.ReportingOver: lambda e: _given_back(
        "That week is too far back to be changed; each stays open until the next one is asked how it went.", e.typed
    ),
    circle_weeks.NotInCircle: lambda _: (
        "That is for those in the circle. `/circle list` says which have room, and `/circle join` brings you in."
    ),
    circle_weeks.NoPromise: lambda _: (
        "You promised nothing for that week, so there is nothing to report. `/circle show` has a button for the coming one."
    ),
    circle_cases.NoCircleYet: lambda _: (
        "You are in no circle here yet. `/circle list` says which have room; `/circle create` begins one."
    ),
    circle_cases.CircleUnknown: lambda e: (
        f"I know no circle called “{text.quoted(e.typed)}” here. Pick one from the list that opens when you type in "
        "`circle`, or see `/circle list`."
    ),
    circle_cases.CircleFull: lambda e: (
        f"All {e.circle.seats} seats of {_circle(e.circle)} are taken, the last one perhaps a moment ago. `/circle list` "
        "says where there is room; `/circle create` begins another."
    ),
    circle_cases.InAnotherCircle: lambda e: (
        f"You are in {_circle(e.circle)}, and a circle works best as the only one. `/circle leave` makes you free for another."
    ),
    circle_cases.CircleNameTaken: _circle_name_taken,
    circle_cases.ChannelTaken: lambda e: (
        f"Another circle meets in <#{e.channel_id}>. Choose another channel, or none: then I make a thread."
    ),
    circle_cases.NotTheOwner: _not_the_owner,
    circle_cases.NotAMember: lambda e: (
        f"<@{e.member_id}> is not in {_circle(e.circle)}. Once they have joined, it can be put in their hands."
    ),
    goals.ProgressNotUnderstood: lambda e: (
        f"I could not read “{text.quoted(e.typed)}” as progress. Type the new total, such as `180`, or a step, "
        "such as `+20`."
    ),
    goal_cases.NoGoals: lambda _: (
        "You have no goal running. Set one with `/goal set`, such as `500 followers in 3 months`."
    ),
    goal_cases.WhichGoal: lambda e: (
        "Which of your goals? Pick one from the list that opens when you type in `goal`:\n"
        + "\n".join(f"- {text.quoted(text.shortened(goal.text))}" for goal in e.running[:10])
    ),
    goal_cases.GoalEnded: lambda e: (
        f"“{text.quoted(e.goal.text)}” is already {e.goal.ending}. `/goal set` starts a new one."
    ),
    goal_cases.CountsItself: lambda e: (
        f"“{text.quoted(e.goal.text)}” counts itself: log your {e.goal.target.unit} with `/wrote` and it moves along."
    ),
    goal_cases.LowerTotal: _lower_total,
    NotYours: lambda _: (
        "That button belongs to somebody else. Your own `/wrote`, `/goal set` or `/swap mine` gives you yours."
    ),
    GoneForGood: lambda _: "What that belonged to is no longer there, so there is nothing left to change.",
    streaks.NeverWrote: lambda _: (
        "I have nothing to show for them here. A streak shows in a server where they have written: their first `/wrote` "
        "there starts it."
    ),
    streaks.StreakKeptPrivate: lambda _: "They keep their streak to themselves. `/profile` shows what they share here.",
    members.TimeNotUnderstood: lambda e: (
        f"I could not read “{text.quoted(e.typed)}” as a time of day. Try `20:00` or `8pm`."
    ),
    pieces.NumberOutOfRange: lambda e: (
        f"{e.amount:,} {e.what} is not a number I can keep: it takes 0 to {pieces.MAX_NUMBER:,}. Nothing was changed."
    ),
    pieces.MoreReadsThanViews: lambda e: (
        f"{text.count(e.reads, 'read')} of {text.count(e.views, 'view')} cannot be: whoever reads it opens it first. "
        "Are the two swapped? Nothing was changed."
    ),
    people_cases.IntroductionEmpty: lambda _: (
        "That was only spaces. A line in one of the fields is enough: `/introduce` opens them again."
    ),
    people_cases.NoProfile: lambda _: (
        "There is no profile here yet: it begins with a first `/introduce`, `/goal set` or `/wrote` in this server."
    ),
    piece_cases.NameMissing: lambda _: (
        "That was only spaces. A piece goes by its title and a publication by its name: type it and try again."
    ),
    piece_cases.NoPieces: lambda _: "You keep no piece here yet. `/piece add` takes one; a title is enough.",
    piece_cases.WhichPiece: lambda e: (
        "Which of your pieces? Pick one from the list that opens when you type in `piece`:\n"
        + "\n".join(f"- {text.quoted(text.shortened(piece.title, 80))}" for piece in e.found[-10:])
    ),
    piece_cases.NothingSubmitted: lambda _: (
        "No publication has a piece of yours to answer. `/piece submitted` notes where you send one."
    ),
    piece_cases.WhichSubmission: lambda e: (
        "Whose answer is it? Pick it from the list that opens when you type in `publication`:\n"
        + "\n".join(
            f"- {text.quoted(sent.submission.publication)} · {text.quoted(text.shortened(sent.piece.title, 40))}"
            for sent in e.found[-8:]
        )
    ),
    piece_cases.AlreadyWaiting: lambda e: (
        f"It waits at {text.quoted(e.submission.publication)} already, since "
        f"{text.full_day(e.submission.submitted_on)}. `/piece answer` takes what they say."
    ),
    piece_cases.AnsweredBeforeSent: lambda e: (
        f"You sent it on {text.full_day(e.submitted_on)}, so their answer came that day or later. "
        "Give me that `day`, or leave it out for today."
    ),
    privacy_cases.NothingKept: lambda _: "I keep nothing about you, so there is nothing to hand out or to erase.",
    privacy_cases.NotConfirmed: lambda e: (
        f"Nothing was erased: you typed “{text.quoted(text.shortened(e.typed))}”, and it takes the word "
        f"`{privacy_cases.CONFIRMATION}`. Press **Erase everything** again if you mean it."
    ),
    tips.TipTooShort: lambda e: (
        f"Tell it so that somebody else could do it too: what you did, and what came of it. {tips.LEAST_LENGTH} "
        f"characters are the least. You wrote:\n{text.verbatim(e.typed)}"
    ),
    tips.TipTooLong: lambda e: (
        f"A tip has room for {tips.MAX_LENGTH} characters. Here is yours, to shorten:\n{text.verbatim(e.typed)}"
    ),
    tip_cases.TipAlreadyShared: lambda _: (
        "That tip is here already, in the same words. `/tip top` shows what helped most so far."
    ),
    tip_cases.OwnTip: lambda _: "This tip is yours: whether it helped is for the others to say.",
    tip_cases.NoTips: lambda _: "Nobody has shared a tip here yet. `/tip share` would be the first.",
    tip_cases.NotYourTip: lambda _: (
        "Only whoever shared a tip, or somebody who may manage messages here, can take it down or put it back."
    ),
    **swap_wording.SENTENCES,
}
