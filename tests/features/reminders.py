"""What the tests that ask the same of every feature ask of reminders."""

from __future__ import annotations

from services.acts import NotYours
from tests.bot.matrix.routes import HERS, TODAY, RouteRow

PRESSES = (
    RouteRow("reminders:yes", "member", NotYours, HERS),
    RouteRow("reminders:time", "member", NotYours, HERS),
    RouteRow("reminders:no", "member", NotYours, HERS),
    RouteRow("reminders:snooze", "member", NotYours, HERS, extra=TODAY),
    RouteRow("reminders:fewer", "member", NotYours, HERS),
    RouteRow("reminders:wake", "member", NotYours, HERS),
)

FORMS = (RouteRow("reminders:time", "member", NotYours, HERS, fields={"time": "19:00"}),)
