"""What the reminder and /settings say. Direct messages are plain text first: a phone shows their first line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import discord

from cogs.goals import routes as goals_routes
from cogs.kit import cards, text
from cogs.kit.errors import SafeView
from cogs.kit.styles import PRIMARY
from cogs.settings import routes
from cogs.settings.zone_questions import zone_question_sentence
from cogs.streaks import cards as streaks_ui
from cogs.streaks import routes as streaks_routes
from cogs.swaps.news import opening
from rules.members import Member
from rules.streaks.plans import Unit
from rules.zones.read import ZoneQuestion, zone_city
from services.due import NotTaken
from services.members import ReminderChosen, Snoozed
from services.reminders import ReminderMessage

# More than this in one message would be a wall; the rest is asked about another day.
MOST_CHECK_INS = 5
MOST_READS = 5


def reminder_text(message: ReminderMessage) -> str:
    """Word the day's one DM: what is at stake first, then the goals to look at, then what is to be read."""
    lines = _writing_lines(message) if message.asks_for_writing else []
    if message.check_ins and not lines:
        lines.append("Once a week I ask how a goal is going.")
    for goal in message.check_ins[:MOST_CHECK_INS]:
        so_far = text.amount_of(goal.total, goal.target.unit)
        lines.append(f"Your goal “{text.quoted(goal.text)}”: {so_far} so far. Where are you now?")
    for read in message.reads_due[:MOST_READS]:
        due = text.day(message.member.today(read.due_at), message.day_on)
        lines.append(f"“{text.quoted(read.piece.title)}” is with you to read until {due}.")
    return "\n".join(lines)


def mention_text(message: ReminderMessage) -> str:
    """Word the reminder for a channel where others read it: the day and the streak, and nothing else of the member's.

    Not even when their day ends: that would tell their time zone.
    """
    day = text.day(message.day_on, message.day_on)
    if message.is_over:
        said = f"{day} has just ended for you. If you wrote, **I wrote today** still logs it for that day."
    elif message.is_last_call:
        said = f"last call for {day}."
    else:
        said = f"here is your reminder to write for {day}."
    if message.streak.current:
        said += f" Your streak is {streaks_ui.length(message.streak.current, message.streak.unit)}."
    return f"<@{message.member.id}>, {said} A line counts, and so does editing."


def _writing_lines(message: ReminderMessage) -> list[str]:
    state, today = message.streak, message.day_on
    lines = [_first_line(message)]
    if state.unit is not Unit.DAY:
        lines.append(
            f"This {state.unit.value} so far: {text.count(message.written, 'day')} written. "
            f"Your plan is {streaks_ui.plan_words(message.plan)}."
        )
    if state.current:
        stake = f"Your streak is {streaks_ui.length(state.current, state.unit)}"
        if state.freezes:
            stake += f", with {text.count(state.freezes, 'freeze')} to cover a missed day"
        lines.append(f"{stake}.")
    lines.extend(streaks_ui.frozen_words(frozen, today) for frozen in message.frozen_since)
    lines.append("A line counts, and so does editing.")
    return lines


def _first_line(message: ReminderMessage) -> str:
    day, ends = text.day(message.day_on, message.day_on), text.clock_time(message.ends_at, message.member.zone)
    if message.is_over:
        return f"{day} ended for you just now, at {ends}. If you wrote, **I wrote today** still logs it for that day."
    if message.is_last_call:
        return f"Last call for {day}: your day ends at {ends}."
    return f"Nothing logged yet for {day}. Your day ends at {ends}."


def reminder_buttons(message: ReminderMessage) -> discord.ui.View:
    """Return what a reminder can be answered with; each works for that day, however late it is pressed."""
    day, member_id = message.day_on.isoformat(), message.member.id
    view = cards.buttons()
    if message.asks_for_writing:
        view.add_item(streaks_routes.WRITE.button("I wrote today", member_id, extra=day, style=PRIMARY))
        view.add_item(routes.REMINDER_SNOOZE.button("Snooze 1 h", member_id, extra=day))
        view.add_item(streaks_routes.REST.button("Rest today", member_id, extra=day))
    for goal in message.check_ins[:MOST_CHECK_INS]:
        label = f"Update: {goal.text}"
        view.add_item(goals_routes.UPDATE.button(label if len(label) <= 80 else label[:79] + "…", goal.id))
    for read in message.reads_due[:MOST_READS]:
        view.add_item(opening(read))
    return view


def test_text(member: Member) -> str:
    """Word the test DM."""
    if not member.reminder_on:
        return "This is how a reminder from me would reach you. Yours is off."
    return (
        "This is how my reminder reaches you. "
        f"It comes at {member.reminder_time:%H:%M} in {text.zone_name(member.zone)}, on days without an entry."
    )


def settings_card(member: Member, now: datetime, note: str = "", *, muted: bool) -> SafeView:
    """Show what is set, and the command that changes each."""
    reminder = f"at **{member.reminder_time:%H:%M}**" if member.reminder_on else "**off**"
    if member.reminder_on and member.last_call_hours:
        reminder += f", last call {text.count(member.last_call_hours, 'hour')} before the day ends"
    lines = [
        f"Your clock: **{text.zone_name(member.zone)}**, where it is **{text.clock_time(now, member.zone)}** now. "
        + ("`/settings zone`" if member.zone_chosen else "If it is not yours, say where you are: `/settings zone`"),
        f"Your day ends at **{member.day_end_hour:02}:00**. `/settings day-end`",
        f"Reminder: {reminder}. `/settings reminder`",
        f"On leaderboards: **{'shown' if member.on_boards else 'hidden'}**. `/settings boards`",
        f"Messages when you are read or matched: **{'muted' if muted else 'on'}**. `/settings answers`",
    ]
    shown = [*([note] if note else []), "### Your settings\n" + "\n".join(lines)]
    if member.dm_closed_at is None:
        return cards.card(*shown)
    return cards.card(*shown, cards.RULE, reach_text(member), _reach_buttons(member))


def reach_text(member: Member) -> str:
    """Say to somebody with closed direct messages how reminders reach them, or why they do not."""
    if member.mentioned_in is not None:
        return (
            f"Your direct messages are closed to me, so I mention you in <#{member.mentioned_in}> instead. Once they are "
            "open, `/settings reminder` with `test` brings your reminders back there."
        )
    if member.fallback is not None:
        return (
            f"I can no longer mention you in <#{member.fallback.channel_id}>: the channel is gone, it is closed to me, or "
            "one of us left that server. Choose another channel, or allow direct messages in a server's privacy "
            "settings and use `/settings reminder` with `test`."
        )
    return (
        "I could not send you your reminder: Discord says your direct messages are closed to me. To open them, allow "
        "direct messages in this server's privacy settings, then use `/settings reminder` with `test`."
    )


def reach_view(member: Member) -> discord.ui.View:
    """Return what somebody with closed direct messages can do about it, for under a plain text."""
    return cards.buttons(*_reach_buttons(member))


def _reach_buttons(member: Member) -> list[discord.ui.Item[Any]]:
    if member.mentioned_in is None:
        return [routes.REMINDER_FALLBACK.button("Mention me in a channel instead", member.id)]
    return [
        routes.REMINDER_UNMENTION.button("Stop mentioning me", member.id),
        routes.REMINDER_FALLBACK.button("Another channel", member.id),
    ]


def fallback_card(member_id: int) -> SafeView:
    """Ask where to mention a member, having said what others will see."""
    menu: discord.ui.ChannelSelect[Any] = discord.ui.ChannelSelect(
        custom_id=f"channel:reminders:channel:{member_id}",
        channel_types=[discord.ChannelType.text, discord.ChannelType.news],
        placeholder="Another channel",
    )
    return cards.card(
        "### Where may I mention you?\n"
        "While your direct messages are closed, your reminder can come as a mention. Others in that channel can read it: "
        "it says the day and your streak, nothing of your goals, words or clock. Only you can use its buttons.",
        [routes.REMINDER_HERE.button("Here, in this channel", member_id, style=PRIMARY)],
        [menu],
    )


def fallback_note(member: Member) -> str:
    """Confirm where the member is mentioned from now on."""
    if member.dm_closed_at is None:
        return "Your direct messages reach you again, so your reminders come there."
    if member.mentioned_in is None:
        return "I will not mention you in a channel any more."
    off = "" if member.reminder_on else " Your reminder is off; `/settings reminder` with a `time` turns it on."
    return f"From now on I mention you in <#{member.mentioned_in}> on days when you have not written yet.{off}"


NO_CHANNELS_HERE = (
    "There are no channels here to choose from. Use `/settings show` in the server where you want to be mentioned."
)
NOT_A_TEXT_CHANNEL = "I can only mention you in a text channel of this server. Choose one in the menu."


def not_your_channel(channel_id: int) -> str:
    """Say that somebody cannot be mentioned where they may not write themselves."""
    return f"You cannot write in <#{channel_id}> yourself, so I would rather not do it for you. Choose another channel."


def not_my_channel(channel_id: int, missing: tuple[str, ...]) -> str:
    """Name the permissions the bot lacks in the channel somebody chose."""
    needed = text.listing([f"**{name}**" for name in missing])
    return f"I am missing {needed} in <#{channel_id}>. Choose another channel, or ask whoever manages the server to allow it."


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


def reminder_note(chosen: ReminderChosen) -> str:
    """Confirm the reminder, and say which day it next comes for."""
    member = chosen.member
    if not member.reminder_on or chosen.next_on is None:
        return "No more reminders. `/settings reminder` with a `time` brings them back."
    return (
        f"I will write to you at **{member.reminder_time:%H:%M}** on days when you have not written yet. "
        f"The next is for {text.near_day(chosen.next_on, chosen.today)}."
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


def boards_note(member: Member) -> str:
    """Confirm whether others see the member on boards."""
    if member.on_boards:
        return "Others see you on leaderboards again."
    return "You are off every leaderboard. Your streak and your words go on counting, for you alone."


def answers_note(*, on: bool) -> str:
    """Confirm whether the member hears of swaps at once."""
    if on:
        return "I write to you when somebody has read you, or a round has matched you."
    return "I will not write to you about swaps. `/swap mine` shows what waits for you, whenever you look."


def snoozed_text(snoozed: Snoozed) -> str:
    """Answer a snooze."""
    if snoozed.came_back:
        return "I already came back for that one. My newer message has buttons of its own."
    if snoozed.again_at is None:
        return (
            "That day ends before the hour is up, so I will not write about it again. A line still counts until then."
        )
    return f"I will come back at {text.clock_time(snoozed.again_at, snoozed.member.zone)}, unless you have written by then."


def zone_question_card(question: ZoneQuestion, member_id: int) -> SafeView:
    """Ask which place is meant, with the likely ones as buttons."""
    choices = [routes.ZONE.button(zone_city(zone)[:80], member_id, extra=zone) for zone in question.choices[:10]]
    rows = [choices[start : start + 5] for start in range(0, len(choices), 5)]
    return cards.card(zone_question_sentence(question), *rows, accent=cards.AMBER)


def server_zone_question(question: ZoneQuestion) -> str:
    """Ask a manager for the server's zone again, naming the likely places."""
    likely = [f"`{zone}`" for zone in question.choices[:5]]
    offered = f"\nUse `/setup` again with one of {text.listing(likely)}." if likely else ""
    return zone_question_sentence(question) + offered
