"""What the tests that ask the same of every feature ask of praise."""

from __future__ import annotations

from typing import Any

from services import praise, streaks
from services.acts import GoneForGood, ServerOnly
from services.praise import OwnWork
from services.streaks import EntryInput
from tests.bot.matrix.roles import Role
from tests.bot.matrix.routes import ELSEWHERE, OWN, RouteRow
from tests.services.full_life import FullLife

PRESSES = (
    RouteRow(
        "praise:well_done",
        "open entry",
        OWN,
        {Role.AUTHOR: OwnWork, Role.IN_DM: ServerOnly, Role.AUTHOR_IN_B: GoneForGood, **ELSEWHERE},
        extra="0",
    ),
)

OTHER_IDS = {"thing_id"}
ANOTHERS = {("well_dones", "for_id")}
NOT_HANDED_OUT = {"well_dones": {"by_id", "for_id", "told_at"}}


async def live_together(life: FullLife, one: int, other: int, third: int) -> dict[str, Any]:
    """Let two members praise what each other wrote."""
    await _praise(life, one, other)
    await _praise(life, other, one)
    return {}


async def _praise(life: FullLife, by_id: int, for_id: int) -> None:
    entry = (await streaks.record_entry(life.context, life.act(for_id), EntryInput(words=5))).entry
    await praise.say_well_done(life.context, life.act(by_id), entry.id, 0)


GOES_WITH_ANOTHER = {"well_dones.by_id": 1, "well_dones.for_id": 1}  # it goes with either of the two
