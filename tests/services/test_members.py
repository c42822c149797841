"""Members' settings: what can be typed, and what stays when something else changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from db.database import Database
from rules.members.consent import Mode
from services import members
from services.acts import Act, today_of
from services.context import Context
from services.leaderboards import boards as leaderboards
from services.reminders import consent
from services.reminders.consent import TimeNotUnderstood, read_time
from tests.services.desk import HandClock

SERVER, MARA = 100, 1
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def context(db: Database) -> Context:
    return Context(db, HandClock())


def act(id: int = 1, *, server_id: int | None = SERVER, at: datetime = AT) -> Act:
    return Act(id, MARA, server_id, 7, at)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("20:00", time(20)),
        ("8pm", time(20)),
        ("8 PM", time(20)),
        ("8:30 p.m.", time(20, 30)),
        ("8.30pm", time(20, 30)),
        ("20h15", time(20, 15)),
        ("2015", time(20, 15)),
        ("12am", time(0)),
        ("12 pm", time(12)),
        ("0:05", time(0, 5)),
        ("7", time(7)),
        (" noon ", time(12)),
        ("midnight", time(0)),
        ("23:59", time(23, 59)),
    ],
)
def test_times_of_day_as_people_type_them(typed: str, meant: time) -> None:
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["", "soon", "24:00", "12:60", "13pm", "0am", "-1", "8:3", "20:00:00", "٨pm pm"])
def test_what_is_no_time_of_day_is_asked_about(typed: str) -> None:
    with pytest.raises(TimeNotUnderstood):
        read_time(typed)


async def test_a_new_member_starts_with_the_servers_zone_and_no_reminder(context: Context) -> None:
    await leaderboards.set_up(context, SERVER, AT, zone=ZoneInfo("Asia/Tokyo"))
    member = await members.my_settings(context, act())

    assert (member.zone.key, member.zone_chosen) == ("Asia/Tokyo", False)
    assert (member.reminder.is_on, member.reminder_time, member.day_end_hour) == (False, time(20), 3)
    assert member.since_on == date(2026, 1, 5)


async def test_each_setting_leaves_the_others_alone(context: Context) -> None:
    await members.choose_zone(context, act(1), ZoneInfo("Europe/Berlin"))
    await members.choose_day_end(context, act(2), 5)
    await consent.choose_reminder(context, act(3), consent.ReminderChange(Mode.DAILY, time(7, 30), time(1)))
    await members.choose_boards(context, act(4), shown=False)
    await consent.choose_reminder(context, act(5), consent.ReminderChange(Mode.OFF))
    member = await members.my_settings(context, act(6))

    assert (member.zone.key, member.day_end_hour, member.reminder_time) == ("Europe/Berlin", 5, time(7, 30))
    assert (member.reminder.last_call_at, member.on_boards, member.reminder.mode) == (time(1), False, Mode.OFF)


async def test_settings_are_the_members_in_every_server(context: Context) -> None:
    await members.choose_zone(context, act(1), ZoneInfo("Europe/Berlin"))
    elsewhere = await members.my_settings(context, act(2, server_id=200))
    in_direct_messages = await members.my_settings(context, act(3, server_id=None))

    assert elsewhere.zone.key == in_direct_messages.zone.key == "Europe/Berlin"


async def test_giving_a_time_turns_the_reminder_on(context: Context) -> None:
    await consent.choose_reminder(context, act(1), consent.ReminderChange(Mode.OFF))
    chosen = await consent.choose_reminder(context, act(2), consent.ReminderChange(at=time(21)))

    assert chosen.member.reminder.is_on
    assert chosen.next_on == date(2026, 1, 5)


async def test_changing_only_the_last_call_turns_nothing_on(context: Context) -> None:
    await consent.choose_reminder(context, act(1), consent.ReminderChange(Mode.OFF))
    chosen = await consent.choose_reminder(context, act(2), consent.ReminderChange(last_call_at=time(2)))

    assert not chosen.member.reminder.is_on
    assert chosen.next_on is None


async def test_today_is_the_members_own(context: Context) -> None:
    late = datetime(2026, 1, 5, 17, 59, tzinfo=UTC)
    assert await today_of(context, act(1, at=late)) == date(2026, 1, 5)
    await members.choose_zone(context, act(2), ZoneInfo("Pacific/Auckland"))

    assert await today_of(context, act(3, at=late)) == date(2026, 1, 6)
