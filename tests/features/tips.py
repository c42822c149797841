"""What the tests that ask the same of every feature ask of tips."""

from __future__ import annotations

from typing import Any

from db import tips as tips_db
from services import tips
from services.tips import NotYourTip, OwnTip
from tests.bot.matrix.roles import Role
from tests.bot.matrix.routes import DONE, ELSEWHERE, OWN, Outcome, RouteRow
from tests.bot.matrix.rows import FORM, PRIVATE, PUBLIC, SERVER_ONLY, Row
from tests.bot.matrix.things import Person, routed
from tests.services.full_life import FullLife

MODERATED: dict[Role, Outcome] = {Role.AUTHOR | Role.MODERATOR: DONE, **ELSEWHERE}

ROWS = (
    Row("tip share", PUBLIC, {"text": "I read ten strangers before I post, every week."}, SERVER_ONLY),
    Row("tip share", FORM, {}, SERVER_ONLY),
    Row("tip random", PRIVATE, {}, SERVER_ONLY),
    Row("tip top", PRIVATE, {}, SERVER_ONLY),
)

PRESSES = (
    RouteRow("tips:another", "tip", OWN),
    RouteRow("tips:open", "nothing", OWN, ELSEWHERE, pick="tip"),
    RouteRow("tips:show", "tip", OWN, ELSEWHERE),
    RouteRow("tips:helped", "tip", OWN, {Role.AUTHOR: OwnTip, **ELSEWHERE}),
    RouteRow("tips:unhelped", "tip", OWN),
    RouteRow("tips:remove", "tip", NotYourTip, MODERATED),
    RouteRow("tips:restore", "tip", NotYourTip, MODERATED),
)

FORMS = (
    RouteRow("tips:share", "nothing", OWN, fields={"text": "I answer whoever writes to me, the same day."}),
    RouteRow("tips:remove", "tip", NotYourTip, MODERATED, fields={"down": "1"}),
)


LOOKS_AROUND = (tips.top_tips, tips.random_tip)
OTHER_IDS = {"tip_id"}


async def share(person: Person) -> str:
    """Let somebody share a tip."""
    text = f"{person.name}tip: answer every comment the same evening"
    person.ids["tip"] = routed(await person.slash("tip share", text=text))
    return "tip"


async def live(life: FullLife, member_id: int, said: str) -> None:
    """Let a member share a tip."""
    await tips.share_tip(life.context, life.act(member_id), f"I answer every comment within a day, {said}")


async def live_together(life: FullLife, one: int, other: int, third: int) -> dict[str, Any]:
    """Let two members help each other with a tip."""
    await _vote(life, one, other)
    await _vote(life, other, one)
    return {}


async def _vote(life: FullLife, member_id: int, tip_of: int) -> None:
    async with life.context.db.read() as connection:
        found = await tips_db.of_server(connection, life.server_id)
    tip = next(each for each in found if each.member_id == tip_of)
    await tips.mark_helpful(life.context, life.act(member_id), tip.id)


GOES_WITH_ANOTHER = {"tip_votes.member_id": 1}  # a vote goes with the tip it was for
