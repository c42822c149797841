"""Asking a member whether they would look after a circle, and taking the question back."""

from __future__ import annotations

from db import circles
from db import inbox as kept
from db.connection import Tx
from rules.circles import ASKED_AGAIN_AFTER, AskedToday, Circle
from services import contact
from services.acts import Act
from services.circles.places import keep_about

ASKED = "circle_asked"


async def ask(tx: Tx, act: Act, circle: Circle, member_id: int) -> None:
    """Offer a circle to a member, in place of anybody before. Raise AskedToday."""
    last_at = await circles.last_offered(tx, circle.id)
    if last_at is not None and act.at - last_at < ASKED_AGAIN_AFTER:
        raise AskedToday(last_at + ASKED_AGAIN_AFTER)
    await withdraw(tx, circle.id)
    await circles.offer(tx, circle.id, member_id, act.at)
    if await contact.is_open(tx, act.member_id, member_id):
        await keep_about(tx, circle, member_id, ASKED, str(circle.id), act.at)


async def withdraw(tx: Tx, circle_id: int) -> None:
    """Take back what a member was asked: nobody is told, now or later, of what is no longer theirs to answer."""
    member_id = await circles.offered_to(tx, circle_id)
    if member_id is not None:
        await circles.withdraw(tx, circle_id)
        await kept.drop(tx, member_id, ASKED, str(circle_id))


async def pass_on(tx: Tx, circle_id: int, owner_id: int) -> None:
    """Put a circle in somebody's hands: whoever was asked is asked no longer."""
    await withdraw(tx, circle_id)
    await circles.set_owner(tx, circle_id, owner_id)
