"""What the tests that ask the same of every feature ask of sprints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from rules.sprints import NothingRead, NotInSprint, NotTheStarter, SprintKind, SprintOnHere
from services.acts import NotYours
from services.sprints import going, telling
from tests.bot.matrix.roles import Role
from tests.bot.matrix.routes import DONE, ELSEWHERE, HERS, OWN, RouteRow
from tests.bot.matrix.rows import PUBLIC, SERVER_ONLY, Row
from tests.bot.matrix.things import Things
from tests.services.full_life import FullLife

ROWS = (Row("sprint", SprintOnHere, {}, SERVER_ONLY | {Role.IN_B: PUBLIC}),)

PRESSES = (
    RouteRow("sprints:join", "sprint", OWN, ELSEWHERE),
    RouteRow("sprints:leave", "sprint", NotInSprint, {Role.AUTHOR: OWN, **ELSEWHERE}),
    RouteRow("sprints:start", "sprint", NotTheStarter, {**HERS, **ELSEWHERE}),
    RouteRow("sprints:cancel", "sprint", NotTheStarter, {Role.AUTHOR | Role.MODERATOR: DONE, **ELSEWHERE}),
    RouteRow("sprints:alone", "member", NotYours, HERS),
    RouteRow("sprints:piece", "sprint", DONE, ELSEWHERE),
    RouteRow("sprints:comment", "sprint", NothingRead, {Role.READER: OWN, **ELSEWHERE}),
    RouteRow("sprints:again", "ended sprint", SprintOnHere, ELSEWHERE),
    RouteRow("sprints:words", "ended sprint", OWN, ELSEWHERE),
    RouteRow("sprints:before", "ended sprint", OWN, ELSEWHERE, extra="900"),
    RouteRow("sprints:keep", "ended sprint", OWN, ELSEWHERE, extra="100/900"),
)

FORMS = (
    RouteRow("sprints:words", "ended sprint", OWN, ELSEWHERE, fields={"words": "100"}),
    RouteRow("sprints:before", "ended sprint", OWN, ELSEWHERE, extra="900", fields={"before": "800"}),
)

OTHER_IDS = {"sprint_id", "results_id", "entry_id"}


async def plant_between(things: Things, _reader: Any, _moderators: Sequence[Any]) -> None:
    """Let Mara have been in a sprint, and begin another."""
    world, context, ids = things.world, things.world.bot.context, things.people["mara"].ids
    earlier = replace(things.act(world.mara), at=things.env.now() - timedelta(hours=1))
    ids["ended sprint"] = (await going.begin(context, earlier, 20, 0)).sprint.id
    ids["sprint"] = (await going.begin(context, things.act(world.mara), 20, 60, SprintKind.READING)).sprint.id
    for each in ("ended sprint", "sprint"):
        await going.note_card(context, ids[each], 1)


async def live(life: FullLife, member_id: int, said: str) -> None:
    """Let a member begin a sprint and say how it went."""
    shown = await going.begin(life.context, life.act(member_id), 20, 0)
    await telling.tell(life.context, life.act(member_id), shown.sprint.id, 300, 9_000)
