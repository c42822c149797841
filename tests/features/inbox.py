"""What the tests that ask the same of every feature ask of the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from db.connection import Tx
from services import answers, inbox
from services.acts import Act
from services.context import Context
from tests.bot.matrix.routes import OWN, RouteRow
from tests.bot.matrix.things import Things
from tests.services.full_life import FullLife

PRESSES = (RouteRow("inbox:more", "nothing", OWN),)
LOOKS = (answers.aftermath,)
WORDS = "an answer that waited for mara alone"


async def keep(context: Context, act: Act, text: str) -> None:
    """Let something wait for a member."""

    async def work(tx: Tx) -> None:
        await inbox.keep(tx, act.member_id, "answer", str(act.id), act.at, text=text, server_id=act.server_id)

    await context.db.write(work)


async def plant_between(things: Things, _reader: Any, _moderators: Sequence[Any]) -> None:
    """Let something wait for Mara that is told after whatever she does next, and after nothing of others."""
    mara = things.people["mara"].actor
    await keep(things.world.bot.context, things.act(mara), WORDS)
    things.mark("what waits for mara", WORDS, mara)


async def live(life: FullLife, member_id: int, said: str) -> None:
    """Let something wait for a member, and be told."""
    act = life.act(member_id)
    await keep(life.context, act, said)
    (waiting,) = (await answers.aftermath(life.context, act)).waiting
    await inbox.note_seen(life.context, act, waiting)


OTHER_IDS = {"named_id"}
NOT_HANDED_OUT = {"acts": {"receipt"}, "inbox": {"number", "named_id"}}
