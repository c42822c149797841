"""What the tests that ask the same of every feature ask of setup."""

from __future__ import annotations

from typing import Any

from services.leaderboards import boards
from tests.bot.matrix.roles import Role
from tests.bot.matrix.routes import MANAGED, NOT_MANAGER, RouteRow
from tests.bot.matrix.rows import NOT_OFFERED, PRIVATE, Row
from tests.services.full_life import FullLife

ROWS = (Row("setup", NOT_OFFERED, {}, {Role.MANAGER | Role.MANAGER_IN_B: PRIVATE}),)

PRESSES = (
    RouteRow("setup:channel", "server", NOT_MANAGER, MANAGED, channel=True),
    RouteRow("setup:intro", "server", NOT_MANAGER, MANAGED, channel=True),
    RouteRow("setup:weekday", "server", NOT_MANAGER, MANAGED, pick="3"),
    RouteRow("setup:hour", "server", NOT_MANAGER, MANAGED, pick="3"),
    RouteRow("setup:zone", "server", NOT_MANAGER, MANAGED),
    RouteRow("setup:sent", "server", NOT_MANAGER, MANAGED),
    RouteRow("setup:test", "server", NOT_MANAGER, MANAGED),
    RouteRow("setup:sprints", "server", NOT_MANAGER, MANAGED),
    RouteRow("setup:sprint_channel", "server", NOT_MANAGER, MANAGED, channel=True),
    RouteRow("setup:sprint_day", "server", NOT_MANAGER, MANAGED, pick="3"),
    RouteRow("setup:sprint_hour", "server", NOT_MANAGER, MANAGED, pick="3"),
    RouteRow("setup:sprint_stop", "server", NOT_MANAGER, MANAGED),
    RouteRow("setup:swaps", "server", NOT_MANAGER, MANAGED),
    RouteRow("setup:reports", "server", NOT_MANAGER, MANAGED, channel=True),
    RouteRow("setup:round_day", "server", NOT_MANAGER, MANAGED, pick="3"),
    RouteRow("setup:round_hour", "server", NOT_MANAGER, MANAGED, pick="3"),
    RouteRow("setup:min_words", "server", NOT_MANAGER, MANAGED),
)

FORMS = (
    RouteRow("setup:zone", "server", NOT_MANAGER, MANAGED, fields={"zone": "Berlin"}),
    RouteRow("setup:min_words", "server", NOT_MANAGER, MANAGED, fields={"words": "40"}),
)


OTHER_IDS = {"board_channel_id", "intro_channel_id", "report_channel_id"}


async def live_together(life: FullLife, one: int, _other: int, _third: int) -> dict[str, Any]:
    """Let a member choose where the weekly board goes."""
    act = life.act(one)
    await boards.set_up(life.context, life.server_id, act.at, channel_id=act.channel_id, by_id=one)
    return {}
