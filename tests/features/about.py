"""What the tests that ask the same of every feature ask of about."""

from __future__ import annotations

from tests.bot.matrix.rows import PRIVATE, Row

ROWS = (Row("about", PRIVATE),)
