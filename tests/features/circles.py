"""What the tests that ask the same of every feature ask of circles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from db import circles as circles_db
from db.connection import Tx
from rules.circles import ASKED_AGAIN_AFTER, Circle, NotInCircle
from services.circles import membership as circles
from services.circles.keeping import InNoCircle, LettingOneselfGo, NotTheOwner
from services.circles.membership import CircleUnknown, InAnotherCircle, NewCircle, NoCircleYet
from tests.bot.matrix import routes, rows
from tests.bot.matrix.roles import Role
from tests.bot.matrix.routes import DONE, ELSEWHERE, HERS, LAST_WEEK, OWN, RouteRow
from tests.bot.matrix.rows import PRIVATE, PUBLIC, SERVER_ONLY, Row
from tests.bot.matrix.things import Things
from tests.services.full_life import FullLife

ONLY_HER_CIRCLE: dict[Role, rows.Outcome] = SERVER_ONLY | {Role.AUTHOR: PRIVATE}
NOT_FROM_B: dict[Role, rows.Outcome] = SERVER_ONLY | {Role.IN_B: CircleUnknown}
HER_CIRCLE: dict[Role, routes.Outcome] = {**HERS, **ELSEWHERE}

ROWS = (
    Row("circle create", PUBLIC, {"name": "{me}s"}, SERVER_ONLY | {Role.AUTHOR: InAnotherCircle}),
    Row("circle join", PUBLIC, {"circle": "{circle}"}, NOT_FROM_B | {Role.AUTHOR: PRIVATE}),
    Row("circle leave", NoCircleYet, {}, SERVER_ONLY | {Role.AUTHOR: PUBLIC}),
    Row("circle show", NoCircleYet, {}, ONLY_HER_CIRCLE),
    Row("circle show", PRIVATE, {"circle": "{circle}"}, NOT_FROM_B),
    Row("circle list", PRIVATE, {}, SERVER_ONLY),
    Row("circle board", NoCircleYet, {}, ONLY_HER_CIRCLE),
    Row("circle hand-over", NoCircleYet, {"member": "@mara"}, ONLY_HER_CIRCLE),
    Row("circle hand-over", NoCircleYet, {"member": "@tomas"}, SERVER_ONLY | {Role.AUTHOR: PUBLIC}),
    Row(
        *("circle remove", NotTheOwner, {"member": "@tomas"}),
        SERVER_ONLY | {Role.AUTHOR | Role.MANAGER: PUBLIC, Role.IN_B: InNoCircle},
    ),
    Row(
        *("circle remove", NotTheOwner, {"member": "@mara"}),
        SERVER_ONLY | {Role.AUTHOR: LettingOneselfGo, Role.MANAGER: PUBLIC, Role.IN_B: InNoCircle},
    ),
    Row("circle close", NoCircleYet, {}, ONLY_HER_CIRCLE),
    Row(
        *("circle close", NotTheOwner, {"circle": "{circle}"}),
        NOT_FROM_B | {Role.AUTHOR | Role.MANAGER: PRIVATE},
    ),
)

PRESSES = (
    RouteRow("circles:join", "circle", OWN, ELSEWHERE),
    RouteRow("circles:choose", "nothing", OWN, ELSEWHERE, pick="circle"),
    RouteRow("circles:leave", "circle", NotInCircle, HERS),
    RouteRow("circles:thread", "circle", NotInCircle, HER_CIRCLE),
    RouteRow("circles:promise", "circle", NotInCircle, HER_CIRCLE),
    RouteRow("circles:report", "circle", NotInCircle, HER_CIRCLE, extra=f"{LAST_WEEK}/kept", shows="[a-z]+promise"),
    RouteRow("circles:close", "circle", NotTheOwner, {Role.AUTHOR | Role.MANAGER: DONE, **ELSEWHERE}),
    RouteRow("circles:keep", "circle", OWN, ELSEWHERE),
    RouteRow("circles:let_back", "circle", NotTheOwner, {Role.AUTHOR | Role.MANAGER: DONE, **ELSEWHERE}, extra="7"),
    RouteRow("circles:take_over", "circle", NotInCircle, HER_CIRCLE),
)

FORMS = (
    RouteRow("circles:promise", "circle", NotInCircle, HER_CIRCLE, fields={"promise": "A page"}),
    RouteRow("circles:note", "circle", NotInCircle, HER_CIRCLE, extra=LAST_WEEK, fields={"note": "A page"}),
)


LOOKS_AROUND = (circles.list_circles, circles.show, circles.board)
OTHER_IDS = {"circle_id", "parent_id"}
# Nobody is told who did it.
NOT_HANDED_OUT = {"circle_partings": {"by_manager"}}


async def plant_between(things: Things, _reader: Any, _moderators: Sequence[Any]) -> None:
    """Let Mara look after a circle with Tomas, with promises of the week that is over and of this one."""
    world, context, now = things.world, things.world.bot.context, things.env.now()
    circle = await circles.begin(context, things.act(world.mara), NewCircle("maracircle", channel_id=world.board.id))
    await circles.join(context, things.act(world.tomas), circle.id)
    things.people["mara"].ids["circle"] = circle.id

    async def work(tx: Tx) -> None:
        for member in (world.mara, world.tomas):
            for week_on in (date.fromisoformat(LAST_WEEK), now.date()):
                await circles_db.promise(tx, circle.id, member.id, week_on, f"{member.name}promise", now)
        await circles_db.offer(tx, circle.id, world.mara.id, now - ASKED_AGAIN_AFTER)

    await context.db.write(work)
    things.mark("mara: a circle", "maracircle", world.mara, server=world.guild)
    things.mark("what a circle promised", "(mara|tomas)promise", world.mara, world.tomas)


async def live(life: FullLife, member_id: int, said: str) -> None:
    """Let a member begin a circle and promise something in it."""
    at = life.at
    left, circle = [
        Circle(next(life.ids), life.server_id, "Owls", member_id, 8, False, None, None, at) for _ in range(2)
    ]

    async def work(tx: Tx) -> None:
        await circles_db.add(tx, left)
        await circles_db.add(tx, circle)
        await circles_db.join(tx, circle, member_id, at)
        await circles_db.promise(tx, circle.id, member_id, date(2026, 1, 5), f"A page a day, {said}", at)
        await circles_db.offer(tx, circle.id, member_id, at)
        await circles_db.part(tx, left.id, left.id, member_id, at, let_go=True)

    await life.context.db.write(work)
