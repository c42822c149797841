"""Tips: share what works, say what helped, find one, take one down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db import tips
from db.connection import Connection, Tx
from rules import tips as rules
from rules.comments.promotion import check_aloud
from rules.kit.errors import Refusal
from rules.kit.letters import look_of
from rules.kit.limits import Kept, check_room
from rules.tips import Remover, Tip
from services.acts import Act, GoneForGood, commit, meet
from services.context import Context


class TipAlreadyShared(Refusal):
    """A tip that looks like one that the server has already."""


class TipTakenDown(Refusal):
    """A tip that looks like one that a moderator took down."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


class OwnTip(Refusal):
    """The one who shared a tip said that it helped."""


class NoTips(Refusal):
    """A server in which nobody has shared a tip."""


class NotYourTip(Refusal):
    """Somebody tried to take down or put back a tip that is not in their hands."""


@dataclass(frozen=True, slots=True)
class Voted:
    """A tip after somebody said that it helped them; not new when they had said so before."""

    tip: Tip
    is_new: bool


async def share_tip(context: Context, act: Act, typed: str) -> Tip:
    """Share a tip in the server. Raise TipTooShort, TipTooLong, OfferToTrade, TipAlreadyShared or TipTakenDown."""
    tip = Tip(act.id, act.member_id, act.here_id, rules.read_tip(typed))
    check_aloud(tip.text)

    async def work(tx: Tx) -> Tip:
        await meet(tx, act)
        await _check_room(tx, tip)
        if any(_is_same(tip, text) for text in await tips.taken_down(tx, tip.server_id)):
            raise TipTakenDown(tip.text)
        await tips.add(tx, tip, act.at)
        return await _present(tx, act, tip.id)

    return await commit(context, act, work)


async def _check_room(tx: Tx, tip: Tip) -> None:
    """Raise TipAlreadyShared, or TooManyKept where its writer has enough of them."""
    known = [each for each in await tips.of_server(tx, tip.server_id) if each.id != tip.id]
    if any(_is_same(tip, each.text) for each in known):
        raise TipAlreadyShared
    check_room(Kept.TIPS, sum(each.member_id == tip.member_id for each in known))


def _is_same(tip: Tip, text: str) -> bool:
    return look_of(tip.text) == look_of(text)


async def random_tip(context: Context, act: Act, last_id: int = 0) -> Tip:
    """Return one of the server's tips, not the last one shown where there is another. Raise NoTips."""
    tip = rules.random_tip(await _tips_here(context, act), act.id, last_id)
    if tip is None:
        raise NoTips
    return tip


async def top_tips(context: Context, act: Act) -> list[Tip]:
    """Return the server's tips that helped most; none where nothing helped anybody yet. Raise NoTips."""
    found = await _tips_here(context, act)
    if not found:
        raise NoTips
    return rules.most_helpful(found)


async def _tips_here(context: Context, act: Act) -> list[Tip]:
    async with context.db.read() as connection:
        return await tips.of_server(connection, act.here_id)


async def show_tip(context: Context, act: Act, tip_id: int) -> Tip:
    """Return one of the server's tips. Raise GoneForGood."""
    async with context.db.read() as connection:
        return await _present(connection, act, tip_id)


async def mark_helpful(context: Context, act: Act, tip_id: int) -> Voted:
    """Note that a tip helped the member; saying so again changes nothing. Raise OwnTip or GoneForGood."""

    async def work(tx: Tx) -> Voted:
        tip = await _present(tx, act, tip_id)
        if tip.member_id == act.member_id:
            raise OwnTip
        await meet(tx, act)
        is_new = await tips.add_vote(tx, tip_id, act.member_id, act.at)
        return Voted(replace(tip, helped=tip.helped + is_new), is_new)

    return await commit(context, act, work)


async def take_vote_back(context: Context, act: Act, tip_id: int) -> None:
    """Forget that a tip helped the member; a second time changes nothing."""
    await commit(context, act, lambda tx: tips.drop_vote(tx, tip_id, act.member_id))


def may_remove(act: Act, tip: Tip, *, is_moderator: bool) -> bool:
    """Return whether the member may take a tip down: its writer may, and a moderator."""
    return is_moderator or tip.member_id == act.member_id


async def removable_tip(context: Context, act: Act, tip_id: int, *, is_moderator: bool) -> Tip:
    """Return a tip that the member may take down. Raise NotYourTip or GoneForGood."""
    tip = await show_tip(context, act, tip_id)
    if not may_remove(act, tip, is_moderator=is_moderator):
        raise NotYourTip
    return tip


async def remove_tip(context: Context, act: Act, tip_id: int, *, is_moderator: bool) -> Tip:
    """Take a tip down. Raise NotYourTip or GoneForGood."""

    async def work(tx: Tx) -> Tip:
        tip = await _present(tx, act, tip_id, also_removed=True)
        if not may_remove(act, tip, is_moderator=is_moderator):
            raise NotYourTip
        is_writer = tip.member_id == act.member_id
        await tips.remove(tx, tip_id, Remover.WRITER if is_writer else Remover.MODERATOR, act.at)
        return tip

    return await commit(context, act, work)


async def put_back(context: Context, act: Act, tip_id: int, *, is_moderator: bool) -> Tip:
    """Show a tip again: a moderator may, and its writer if they took it down and it has room.

    Raise NotYourTip, TipAlreadyShared, TooManyKept or GoneForGood.
    """

    async def work(tx: Tx) -> Tip:
        tip = await _present(tx, act, tip_id, also_removed=True)
        took_it_down = tip.member_id == act.member_id and tip.removed_by is not Remover.MODERATOR
        if not (took_it_down or is_moderator):
            raise NotYourTip
        if took_it_down:  # a moderator's word holds whatever else stands there
            await _check_room(tx, tip)
        await tips.put_back(tx, tip_id)
        return replace(tip, removed_by=None)

    return await commit(context, act, work)


async def _present(connection: Connection, act: Act, tip_id: int, *, also_removed: bool = False) -> Tip:
    tip = await tips.find(connection, tip_id)
    if tip is None or tip.server_id != act.server_id or (tip.removed_by is not None and not also_removed):
        raise GoneForGood
    return tip


async def tip_of_the_week(connection: Connection, server_id: int, post_on: date) -> Tip | None:
    """Return the tip for a server's weekly post of that day: a helpful one not shown lately, or None."""
    return rules.tip_of_the_week(await tips.for_post(connection, server_id), post_on)


async def tip_shown(tx: Tx, tip: Tip, post_on: date) -> None:
    """Remember that a tip rode with the weekly post of a day."""
    await tips.set_shown(tx, tip.id, post_on)
