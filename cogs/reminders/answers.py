"""What is said to a press about reminders."""

from __future__ import annotations

from cogs.kit import cards, text
from cogs.kit.answering.answers import Answer, in_place
from cogs.reminders.question import when
from rules.members.consent import Mode
from rules.reminders.times import SPREAD
from services.reminders.consent import ReminderChosen, Snoozed

CHANGE = "`/settings reminder` changes it whenever you like."
NO_MORE = "No more reminders. `/settings reminder` with a `time` brings them back."


def chosen_text(chosen: ReminderChosen) -> str:
    """Confirm a reminder: on which days, when, and for which day the next is."""
    member = chosen.member
    if not member.reminder.is_on or chosen.next_on is None:
        return NO_MORE
    next_on = text.near_day(chosen.next_on, chosen.today)
    if member.reminder.mode is Mode.AT_STAKE:
        return f"I will write to you **{when(member)}**, only on days when your streak or your week is at stake."
    return (
        f"I will write to you **{when(member)}** on days when you have not written yet{_spread(chosen)}. "
        f"The next is for {next_on}."
    )


def _spread(chosen: ReminderChosen) -> str:
    return "" if chosen.member.reminder.at is None else f", give or take {SPREAD} minutes"


def accepted(chosen: ReminderChosen) -> Answer:
    """Answer a Yes, in place of the question."""
    return in_place(f"{chosen_text(chosen)} {CHANGE}", cards.buttons())


def declined() -> Answer:
    """Answer a No, in place of the question."""
    return in_place(f"Then I will not. {CHANGE}", cards.buttons())


def fewer_text(chosen: ReminderChosen) -> str:
    """Say aloud which step down it was."""
    if chosen.member.reminder.mode is Mode.OFF:
        return NO_MORE
    return (
        "From now on I write only on days when your streak or your week is at stake. "
        "**Fewer of these** once more, and I stop."
    )


def woken_text(chosen: ReminderChosen) -> str:
    """Answer somebody who wants to be reminded again."""
    return f"Good to have you back. {chosen_text(chosen)}"


def snoozed_text(snoozed: Snoozed) -> str:
    """Answer a snooze."""
    if snoozed.came_back:
        return "I already came back for that one. My newer message has buttons of its own."
    if snoozed.again_at is None:
        return (
            "That day ends before the hour is up, so I will not write about it again. A line still counts until then."
        )
    return f"I will come back at {text.clock_time(snoozed.again_at, snoozed.member.zone)}, unless you have written by then."
