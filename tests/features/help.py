"""What the tests that ask the same of every feature ask of help."""

from __future__ import annotations

from tests.bot.matrix.routes import OWN, RouteRow
from tests.bot.matrix.rows import PRIVATE, Row

ROWS = (Row("help", PRIVATE),)

PRESSES = (RouteRow("help:topic", "nothing", OWN, pick="goals"),)
