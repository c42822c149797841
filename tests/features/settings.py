"""What the tests that ask the same of every feature ask of settings."""

from __future__ import annotations

from services import members
from services.acts import today_of
from tests.bot.matrix.routes import OWN, RouteRow
from tests.bot.matrix.rows import PRIVATE, Row
from tests.bot.matrix.things import Person, Things

ZONES = {1: "Pacific/Chatham", 2: "Australia/Eucla", 3: "Asia/Kathmandu"}

ROWS = (
    Row("settings show", PRIVATE),
    Row("settings zone", PRIVATE, {"place": "Berlin"}),
    Row("settings day-end", PRIVATE, {"hour": 2}),
    Row("settings reminder", PRIVATE, {"time": "19:00"}),
    Row("settings reminder", PRIVATE, {"test": True}),
    Row("settings boards", PRIVATE, {"shown": False}),
    Row("settings answers", PRIVATE, {"on": False}),
)

PRESSES = (
    RouteRow("reminders:fallback", "member", OWN),
    RouteRow("reminders:here", "member", OWN),
    RouteRow("reminders:channel", "member", OWN, channel=True),
    RouteRow("reminders:unmention", "member", OWN),
    RouteRow("settings:zone", "member", OWN, extra="Europe/Berlin"),
    RouteRow("settings:clock", "member", OWN),
    RouteRow("settings:dayend", "member", OWN, pick="4"),
    RouteRow("settings:mode", "member", OWN, pick="at_stake"),
    RouteRow("settings:time", "member", OWN),
    RouteRow("settings:lastcall", "member", OWN, pick="23:00"),
    RouteRow("settings:test", "member", OWN),
    RouteRow("settings:boards", "member", OWN, extra="hide"),
    RouteRow("settings:answers", "member", OWN, extra="mute"),
)

FORMS = (
    RouteRow("settings:clock", "member", OWN, fields={"place": "Tokyo"}),
    RouteRow("settings:time", "member", OWN, fields={"time": "19:00"}),
)


LOOKS = (members.my_settings, today_of)
OTHER_IDS = {"dm_channel_id", "fallback_server_id", "fallback_channel_id"}


async def plant(things: Things, person: Person) -> None:
    """Let somebody choose their clock and the time of their reminder."""
    zone, time = ZONES[person.number], f"21:3{person.number}"
    await person.slash("settings zone", place=zone)
    await person.slash("settings reminder", time=time)
    things.mark(f"{person.name}: the clock", zone, person.actor)
    things.mark(f"{person.name}: the reminder", time, person.actor)
