"""What the reminder says. Direct messages are plain text first: a phone shows their first line."""

from __future__ import annotations

import discord

from cogs.goals import routes as goal_routes
from cogs.kit import cards, plans, text
from cogs.kit.routes import PRIMARY
from cogs.praise.cards import praise_words
from cogs.reminders import routes
from cogs.reminders.first_words import first_words
from cogs.sprints import routes as sprint_routes
from cogs.streaks import cards as streak_cards
from cogs.streaks import routes as streak_routes
from cogs.streaks.keepsakes import carried
from cogs.swaps.news import opening
from rules.goals.goal import Goal
from rules.inbox import Waiting
from rules.reminders.today import Situation, situation
from rules.streaks.keepsakes import Stretch
from rules.streaks.plans import Unit
from rules.swaps.reads import Read
from services.reminders.daily import Farewell, ReminderMessage

# More than this in one message would be a wall; the rest is asked about another day.
MOST_CHECK_INS = 5
MOST_READS = 5


FAREWELL = (
    "I have not heard from you for a while, so I will be quiet from now on: nothing more comes by itself. "
    "What you wrote is kept, and `/wrote` works whenever you like."
)


def direct_text(message: ReminderMessage | Farewell) -> str:
    """Word the day's one DM: what today takes first, then the goals to look at, then what is to be read."""
    if isinstance(message, Farewell):
        return FAREWELL
    lines = _writing_lines(message) if message.asks_for_writing else []
    lines += [_check_in_words(goal, message.member.reminder.sent) for goal in message.check_ins[:MOST_CHECK_INS]]
    lines += [_read_words(read, message) for read in message.reads_due[:MOST_READS]]
    if message.praise is not None:
        lines.append(praise_words(message.praise))
    if message.missed_on is not None:
        missed = text.near_day(message.missed_on, message.day_on)
        lines.append(f"My reminder for {missed} did not come; that was my doing, not yours.")
    return "\n".join(lines)


def _check_in_words(goal: Goal, number: int) -> str:
    name, total = text.named(goal.text), text.amount_of(goal.total, goal.target.unit)
    ways = f"Your goal {name} stood at {total}. Where are you now?", f"How far is {name} by now? It stood at {total}."
    return ways[number % len(ways)]


def question_line(waiting: Waiting) -> str:
    """Word a goal's weekly question for somebody whom no message of the day asks it."""
    return f"Your goal {text.named(waiting.text)}: where are you now? `/goal progress` moves it."


def _read_words(read: Read, message: ReminderMessage) -> str:
    due = text.day(message.member.today(read.due_at), message.day_on)
    return f"{text.named(read.piece.title)} is with you to read until {due}."


def mention_text(message: ReminderMessage | Farewell) -> str:
    """Word the reminder for a channel where others read it: the day and the streak, and nothing else of the member's.

    Not even when their day ends: that would tell their time zone.
    """
    if isinstance(message, Farewell):
        return f"<@{message.member.id}>, I will be quiet from now on. **Wake me again** brings your reminders back."
    day = text.day(message.day_on, message.day_on)
    if message.is_over:
        said = f"{day} has just ended for you. If you wrote, **I wrote today** still logs it for that day."
    elif message.is_last_call:
        said = f"last call for {day}."
    else:
        said = f"here is your reminder to write for {day}."
    if message.streak.current:
        said += f" Your streak is {streak_cards.length(message.streak.current, message.streak.unit)}."
    return f"<@{message.member.id}>, {said} A line counts, and so does editing."


def _writing_lines(message: ReminderMessage) -> list[str]:
    state, today, number = message.streak, message.today, message.member.reminder.sent
    ends = text.clock_time(message.ends_at, message.member.zone)
    if message.is_over:
        day = text.day(today.day_on, today.day_on)
        return [f"{day} ended for you just now, at {ends}. If you wrote, **I wrote today** still logs it for that day."]
    about = situation(today, number)
    lines = [first_words(today, about, number)]
    if message.is_last_call:
        lines = [f"Last call for {text.day(today.day_on, today.day_on)}: your day ends at {ends}. {lines[0]}"]
    if state.unit is not Unit.DAY:
        lines.append(
            f"This {state.unit.value} so far: {text.count(message.written, 'day')} written. "
            f"Your plan is {plans.plan_words(message.plan)}."
        )
    told = today.frozen_since[-1:] if about is Situation.AFTER_A_FREEZE else ()
    lines += [streak_cards.frozen_words(each, today.day_on) for each in today.frozen_since if each not in told]
    if not message.is_last_call:
        lines.append(f"Your day ends at {ends}.")
    return lines


def buttons_of(message: ReminderMessage | Farewell) -> discord.ui.View:
    """Return what a reminder can be answered with; each works for that day, however late it is pressed."""
    member_id = message.member.id
    if isinstance(message, Farewell):
        return cards.buttons(routes.WAKE.button("Wake me again", member_id, style=PRIMARY))
    day, view = message.day_on.isoformat(), cards.buttons()
    if message.asks_for_writing:
        view.add_item(streak_routes.WRITE.button("I wrote today", member_id, extra=day, style=PRIMARY))
        if message.member.mentioned_in is None:
            view.add_item(sprint_routes.ALONE.button("20 minutes now", member_id))
        view.add_item(routes.SNOOZE.button("Snooze 1 h", member_id, extra=day))
        view.add_item(streak_routes.REST.button("Rest today", member_id, extra=day))
    for goal in message.check_ins[:MOST_CHECK_INS]:
        view.add_item(goal_routes.UPDATE.button(text.label(f"Update: {goal.text}"), goal.id))
    for read in message.reads_due[:MOST_READS]:
        view.add_item(opening(read))
    if message.month_on is not None:
        month = carried(Stretch.MONTH, message.month_on)
        view.add_item(streak_routes.KEEPSAKE.button("My month", member_id, extra=month))
    view.add_item(routes.FEWER.button("Fewer of these", member_id))
    return view
