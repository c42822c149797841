"""The panel of /settings: everything of a member's own in one place, each with the menu or button that changes it."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

import discord

from cogs.kit import cards, text
from cogs.kit.cards import SafeView
from cogs.kit.routes import Field
from cogs.reminders.question import when
from cogs.reminders.reach_cards import reach_buttons, reach_text
from cogs.settings import routes
from rules.kit.calendar import LATEST_DAY_END_HOUR
from rules.members.consent import Mode
from rules.members.member import Member

NO_LAST_CALL = "none"
HOURS_OFFERED = 12  # the last of the day

CLOCK_FIELD = Field(
    "place",
    "Your city, country or time zone",
    hint="Berlin, Brazil, or America/New_York",
    required=True,
    max_length=100,
)
TIME_FIELD = Field("time", "When, on your clock?", hint="20:00, or 8pm", required=True, max_length=20)

_MODES = {
    Mode.DAILY: ("On days without an entry", "As far as my plan asks for it"),
    Mode.AT_STAKE: ("Only with something at stake", "A streak, a week or a month that hangs on today"),
    Mode.OFF: ("Never", "What would have come waits for my next command"),
}


def settings_panel(member: Member, now: datetime, note: str = "", *, muted: bool) -> SafeView:
    """Show what is set, with what changes it at once; a `note` on what has just changed comes first."""
    unreached: list[cards.Part] = (
        [] if member.dm_closed_at is None else [cards.RULE, reach_text(member), reach_buttons(member)]
    )
    return cards.card(
        *([note] if note else []),
        f"### Your settings\n{_clock_words(member, now)}",
        [routes.CLOCK.button("Change my clock", member.id)],
        [_day_end_menu(member)],
        cards.RULE,
        _reminder_words(member),
        [_mode_menu(member)],
        [_last_call_menu(member)],
        [routes.TIME.button("Choose a time", member.id), routes.TEST.button("Send me a test", member.id)],
        cards.RULE,
        _others_words(member, muted=muted),
        [_boards_button(member), _answers_button(member, muted=muted)],
        *unreached,
    )


def _clock_words(member: Member, now: datetime) -> str:
    mine = "" if member.zone_chosen else " It is the server's; if it is not yours, say where you are."
    return (
        f"Your clock: **{text.zone_name(member.zone)}**, where it is **{text.clock_time(now, member.zone)}** now.{mine}\n"
        f"Your day ends at **{member.day_end_hour:02}:00**: what you write before that counts for the day before."
    )


def _reminder_words(member: Member) -> str:
    reminder = member.reminder
    if not reminder.is_on:
        return "Reminder: **off**. None comes unless you ask for it."
    only = ", only when something is at stake" if reminder.mode is Mode.AT_STAKE else " on days without an entry"
    spread = "" if reminder.at is None else " It may come up to 10 minutes early or late."
    last = "" if reminder.last_call_at is None else f" Last call at **{reminder.last_call_at:%H:%M}**."
    return f"Reminder: **{when(member)}**{only}.{spread}{last}"


def _others_words(member: Member, *, muted: bool) -> str:
    return (
        f"On leaderboards: **{'shown' if member.on_boards else 'hidden'}**.\n"
        f"Messages when you are read or matched: **{'muted' if muted else 'on'}**."
    )


def _day_end_menu(member: Member) -> discord.ui.Select[Any]:
    menu = routes.DAY_END.menu("When your day ends", member.id)
    for hour in range(LATEST_DAY_END_HOUR + 1):
        menu.add_option(label=f"My day ends at {hour:02}:00", value=str(hour), default=hour == member.day_end_hour)
    return menu


def _mode_menu(member: Member) -> discord.ui.Select[Any]:
    menu = routes.MODE.menu("When to remind you", member.id)
    mode = member.reminder.mode if member.reminder.is_on else Mode.OFF
    for each, (label, description) in _MODES.items():
        menu.add_option(label=label, description=description, value=each.value, default=each is mode)
    return menu


def _last_call_menu(member: Member) -> discord.ui.Select[Any]:
    chosen = member.reminder.last_call_at
    menu = routes.LAST_CALL.menu("A last call, late in the day", member.id)
    menu.add_option(label="No last call", value=NO_LAST_CALL, default=chosen is None)
    hours = [time((member.day_end_hour - before) % 24) for before in range(HOURS_OFFERED, 0, -1)]
    for at in hours if chosen is None or chosen in hours else [*hours, chosen]:
        menu.add_option(label=f"Last call at {at:%H:%M}", value=f"{at:%H:%M}", default=at == chosen)
    return menu


def _boards_button(member: Member) -> discord.ui.Button[Any]:
    if member.on_boards:
        return routes.BOARDS.button("Hide me on boards", member.id, extra="hide")
    return routes.BOARDS.button("Show me on boards", member.id, extra="show")


def _answers_button(member: Member, *, muted: bool) -> discord.ui.Button[Any]:
    if muted:
        return routes.ANSWERS.button("Write to me about swaps", member.id, extra="on")
    return routes.ANSWERS.button("Mute swaps", member.id, extra="mute")
