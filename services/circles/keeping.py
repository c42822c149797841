"""What whoever looks after a circle does: pass it on, let somebody go from it, close it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from db import circles
from db.connection import Tx
from rules.circles import Circle, NotInCircle, looks_after
from rules.kit.errors import Refusal
from services.acts import Act, NotYours, commit, meet
from services.circles import doors, offers, weeks
from services.circles.membership import CircleShown, Left, end, own_circle, part, show
from services.circles.places import keep_about, keeper_of
from services.context import Context

LET_GO = "circle_let_go"


@dataclass(frozen=True, slots=True)
class Offered:
    """A circle with who looks after it until the one it was offered to says yes; `is_new` unless they were asked."""

    circle: Circle
    is_new: bool


class NotTheOwner(Refusal):
    """What only whoever looks after a circle may do."""

    def __init__(self, circle: Circle, owner_id: int | None) -> None:
        super().__init__(circle.id)
        self.circle = circle
        self.owner_id = owner_id


class NotAMember(Refusal):
    """Handing a circle to somebody who is not in it."""

    def __init__(self, circle: Circle, member_id: int) -> None:
        super().__init__(circle.id, member_id)
        self.circle = circle
        self.member_id = member_id


class InNoCircle(Refusal):
    """Letting somebody go who is in no circle here."""


class LetGoByManager(Refusal):
    """Letting somebody back whom who manages the server let go."""

    def __init__(self, member_id: int) -> None:
        super().__init__(member_id)
        self.member_id = member_id


class LettingOneselfGo(Refusal):
    """Somebody who named themselves: whoever goes by themselves leaves."""


async def hand_over(context: Context, act: Act, member_id: int) -> Offered:
    """Offer the asker's circle to another member, who looks after it once they say so; again changes nothing.

    They hear of it after their next answer, unless the two are kept apart, of which nobody is told. Raise a Refusal.
    """

    async def work(tx: Tx) -> Offered:
        circle = await own_circle(tx, act)
        present = await circles.members(tx, circle.id)
        owner_id = looks_after(circle.owner_id, present)
        if member_id not in present:
            raise NotAMember(circle, member_id)
        if owner_id not in (act.member_id, member_id):
            raise NotTheOwner(circle, owner_id)
        is_new = owner_id != member_id and await circles.offered_to(tx, circle.id) != member_id
        if is_new:
            await offers.ask(tx, act, circle, member_id)
        return Offered(replace(circle, owner_id=owner_id), is_new)

    return await commit(context, act, work)


async def take_over(context: Context, act: Act, circle_id: int) -> Circle:
    """Look after a circle that was offered to the asker; a second time changes nothing.

    Raise NotInCircle, NotYours or GoneForGood.
    """

    async def work(tx: Tx) -> Circle:
        await meet(tx, act)
        circle = await weeks.circle_in(tx, act, circle_id)
        if act.member_id not in await circles.members(tx, circle.id):
            raise NotInCircle
        if act.member_id not in (circle.owner_id, await circles.offered_to(tx, circle.id)):
            raise NotYours
        await offers.pass_on(tx, circle.id, act.member_id)
        return replace(circle, owner_id=act.member_id)

    return await commit(context, act, work)


async def to_close(context: Context, act: Act, circle_id: int | None, *, is_manager: bool) -> CircleShown:
    """Return the circle the asker may close, to be asked once more. Raise a Refusal."""
    shown = await show(context, act, circle_id)
    if shown.week.owner_id != act.member_id and not is_manager:
        raise NotTheOwner(shown.circle, shown.week.owner_id)
    return shown


async def close(context: Context, act: Act, circle_id: int, *, is_manager: bool) -> Circle:
    """Close a circle for good; what was promised in it stays. Raise a Refusal."""

    async def work(tx: Tx) -> Circle:
        circle = await weeks.circle_in(tx, act, circle_id)
        await _check_keeper(tx, act, circle, is_manager=is_manager)
        await end(tx, circle, act)
        return circle

    return await commit(context, act, work)


async def let_go(context: Context, act: Act, member_id: int, circle_id: int | None = None, *, is_manager: bool) -> Left:
    """Give a member's seat in their circle away; they do not come back until they are let back.

    Whoever looks after the circle may, and who manages the server. They hear of it after their next answer, nobody
    else does from the bot who did it. A second time changes nothing, also where they are in another circle by now,
    unless that one is named. Raise a Refusal.
    """

    async def work(tx: Tx) -> Left:
        await meet(tx, act)
        for before in await circles.let_go_from(tx, act.here_id, member_id):
            if before.id == (circle_id or before.id) and await _may_keep(tx, act, before, is_manager=is_manager):
                if is_manager:
                    await circles.set_by_manager(tx, before.id, member_id)
                await doors.plan(tx, before, member_id, act.at)
                return Left(before, None, is_closed=False, is_new=False)
        circle = await circles.circle_of(tx, act.here_id, member_id)
        if circle is None or circle.id != (circle_id or circle.id):
            raise InNoCircle
        if member_id == act.member_id:
            raise LettingOneselfGo
        await _check_keeper(tx, act, circle, is_manager=is_manager)
        await keep_about(tx, circle, member_id, LET_GO, str(act.id), act.at)
        return await part(tx, act, circle, member_id, let_go=True, by_manager=is_manager)

    return await commit(context, act, work)


async def let_back(context: Context, act: Act, circle_id: int, member_id: int, *, is_manager: bool) -> Circle:
    """Let somebody who was let go join the circle again, if they like.

    Whom who manages the server let go, only they let back. Raise a Refusal.
    """

    async def work(tx: Tx) -> Circle:
        circle = await weeks.circle_in(tx, act, circle_id)
        await _check_keeper(tx, act, circle, is_manager=is_manager)
        if not is_manager and await circles.is_by_manager(tx, circle.id, member_id):
            raise LetGoByManager(member_id)
        await circles.let_back(tx, circle.id, member_id)
        return circle

    return await commit(context, act, work)


async def _check_keeper(tx: Tx, act: Act, circle: Circle, *, is_manager: bool) -> None:
    """Raise NotTheOwner for who neither looks after a circle nor manages its server."""
    if not await _may_keep(tx, act, circle, is_manager=is_manager):
        raise NotTheOwner(circle, await keeper_of(tx, circle))


async def _may_keep(tx: Tx, act: Act, circle: Circle, *, is_manager: bool) -> bool:
    return is_manager or await keeper_of(tx, circle) == act.member_id
