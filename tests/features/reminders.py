"""What the tests that ask the same of every feature ask of reminders."""

from __future__ import annotations

from services.acts import NotYours
from tests.bot.matrix.routes import HERS, TODAY, RouteRow

PRESSES = (RouteRow("reminders:snooze", "member", NotYours, HERS, extra=TODAY),)
