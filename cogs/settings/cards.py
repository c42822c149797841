"""What /settings says of a change."""

from __future__ import annotations

from datetime import datetime

from cogs.kit import cards, text
from cogs.kit.cards import SafeView
from cogs.kit.zone_questions import zone_question_sentence
from cogs.reminders.cards import direct_text
from cogs.reminders.question import when
from cogs.reminders.reach_cards import reach_text
from cogs.settings import routes
from rules.members.member import Member
from rules.zones.read import ZoneQuestion, zone_city
from services.due import NotTaken
from services.reminders.daily import ReminderMessage


def test_text(message: ReminderMessage) -> str:
    """Word the test DM: the day's reminder as it would come, and that it is a test."""
    reminder = message.member.reminder
    comes = f"yours comes {when(message.member)}" if reminder.is_on else "yours is off"
    return f"{direct_text(message)}\n-# A test, so that you see how a reminder looks; {comes}."


def zone_note(member: Member, now: datetime) -> str:
    """Confirm a zone by its local time, the surest check there is."""
    return (
        f"Your clock is set: it is **{text.clock_time(now, member.zone)}** for you now. "
        "If that is not what your phone says, choose again. Days you have logged stay where they are."
    )


def day_end_note(member: Member) -> str:
    """Confirm the day's end."""
    return (
        f"Your day now ends at **{member.day_end_hour:02}:00**. What you write before that counts for the day before."
    )


def test_note(failure: str, member: Member) -> str:
    """Say whether the test DM arrived, and what to do if not; `member` as they were before the test."""
    if not failure and member.mentioned_in is not None:
        return "A test is in your direct messages. Your reminders come there again, and I mention you no more."
    if not failure:
        return "A test is on its way: look at your direct messages."
    if failure == NotTaken.DM_CLOSED:
        return reach_text(member)
    return (
        "Discord did not take the test message just now. Your reminder stays set; try the test again in a few minutes."
    )


def tested_enough() -> str:
    """Say that there were enough tests for now."""
    return "That is enough tests for now; you can have the next in an hour. Your reminder stays set."


def boards_note(member: Member) -> str:
    """Confirm whether others see the member on boards."""
    if member.on_boards:
        return "Others see you on leaderboards again."
    return "You are off every leaderboard. Your streak and your words go on counting, for you alone."


def answers_note(*, on: bool) -> str:
    """Confirm whether the member hears of swaps at once."""
    if on:
        return "I write to you when somebody has read you, or a round has matched you."
    return (
        "I will not write to you about swaps. `/swap mine` shows what waits for you, whenever you look. "
        "If you joined the rounds, they go on: `/swap leave-round` ends that."
    )


def zone_question_card(question: ZoneQuestion, member_id: int) -> SafeView:
    """Ask which place is meant, with the likely ones as buttons."""
    choices = [routes.ZONE.button(zone_city(zone)[:80], member_id, extra=zone) for zone in question.choices[:10]]
    rows = [choices[start : start + 5] for start in range(0, len(choices), 5)]
    return cards.card(zone_question_sentence(question), *rows, accent=cards.AMBER)
