"""What the tests that ask the same of every feature ask of privacy."""

from __future__ import annotations

from services.privacy.requests import NotConfirmed, NothingKept
from tests.bot.matrix.roles import Role
from tests.bot.matrix.routes import OWN, RouteRow
from tests.bot.matrix.rows import PRIVATE, Row

ROWS = (
    Row("privacy export", PRIVATE, {}, {Role.STRANGER: NothingKept}),
    Row("privacy delete", PRIVATE, {}, {Role.STRANGER: NothingKept}),
)

PRESSES = (
    RouteRow("privacy:ask", "nothing", OWN),
    RouteRow("privacy:export", "nothing", OWN, {Role.STRANGER: NothingKept}),
)

FORMS = (RouteRow("privacy:erase", "nothing", NotConfirmed, fields={"word": "no"}),)
