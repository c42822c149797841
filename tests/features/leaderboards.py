"""What the tests that ask the same of every feature ask of leaderboards."""

from __future__ import annotations

from tests.bot.matrix.rows import PUBLIC, SERVER_ONLY, Row

ROWS = (
    Row("leaderboard", PUBLIC, {}, SERVER_ONLY),
    Row("leaderboard", PUBLIC, {"board": "words", "period": "all"}, SERVER_ONLY),
    Row("leaderboard", PUBLIC, {"board": "streak"}, SERVER_ONLY),
)
