"""A member's credits in one server's swaps: the two to start with, Monday's, and what an offer costs them now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from db import servers
from db.connection import Connection, Tx
from db.swaps import ledger, offers, reads
from rules.kit.calendar import wall_clock, week_start
from rules.members.member import Member
from rules.swaps.credits import MONDAYS_CREDIT, STARTING_CREDITS, Purse, check_payment, offer_cost
from rules.swaps.ledger import Booking, CreditReason
from rules.swaps.limits import OFFERS_WITHIN_DAYS, check_offers, sits_out
from rules.swaps.members import SwapMember
from services.acts import Act, look, meet
from services.context import Context


@dataclass(frozen=True, slots=True)
class Price:
    """What a member's next offer costs, and how many credits they can spend."""

    cost: int
    spendable: int


@dataclass(frozen=True, slots=True)
class Swapper:
    """A member in one server's swaps, as they stand now."""

    member: Member
    swaps: SwapMember
    purse: Purse

    @property
    def sits_out(self) -> bool:
        """Whether they are served nothing until they say they are back."""
        return sits_out(self.swaps.misses)


async def enter(tx: Tx, act: Act, server_id: int) -> Swapper:
    """Return the asker in a server's swaps; whoever comes for the first time starts with credits."""
    member = (await meet(tx, act)).member
    if await offers.add_member(tx, server_id, member.id):
        await _begin(tx, act, server_id)
    monday = await _monday(tx, server_id, act.at)
    if (await ledger.purse(tx, server_id, member.id)).gets_mondays(monday):
        mondays = Booking(CreditReason.MONDAY, server_id, member.id, MONDAYS_CREDIT, week_on=monday.date())
        await ledger.book(tx, mondays, act.at)
    return await look_in(tx, act, server_id)


async def _begin(tx: Tx, act: Act, server_id: int) -> None:
    """Give a newcomer what they start with: credits, or what somebody who erased themselves had coming."""
    misses = await offers.misses_before(tx, server_id, act.member_id)
    if misses is None:
        await ledger.book(tx, Booking(CreditReason.START, server_id, act.member_id, STARTING_CREDITS), act.at)
    else:
        await offers.set_misses(tx, server_id, act.member_id, misses)


async def look_in(connection: Connection, act: Act, server_id: int) -> Swapper:
    """Return the asker in a server's swaps, for an act that only looks: a newcomer is as they will enter."""
    member = await look(connection, act)
    known = await offers.find_member(connection, server_id, member.id)
    purse = await ledger.purse(connection, server_id, member.id)
    if known is None:
        misses = await offers.misses_before(connection, server_id, member.id)
        balance = STARTING_CREDITS if misses is None else 0
        return Swapper(member, SwapMember(misses or 0), replace(purse, balance=balance))
    if purse.gets_mondays(await _monday(connection, server_id, act.at)):
        purse = replace(purse, balance=MONDAYS_CREDIT)
    return Swapper(member, known, purse)


async def _monday(connection: Connection, server_id: int, at: datetime) -> datetime:
    """Return when the server's week began."""
    zone = (await servers.find(connection, server_id)).zone
    return wall_clock(week_start(at.astimezone(zone).date()), time(0), zone)


async def cost_of_offer(tx: Tx, act: Act, server_id: int, purse: Purse) -> int:
    """Return what the asker's next offer costs. Raise TooManyOffers, NotEnoughCredits or StartNotOpen."""
    zone = (await servers.find(tx, server_id)).zone
    since = act.at - timedelta(days=OFFERS_WITHIN_DAYS + 1)
    offered_at = await offers.offered_since(tx, act.member_id, server_id, since)
    check_offers((at.astimezone(zone).date() for at in offered_at), act.at.astimezone(zone).date())
    cost = await _cost(tx, act, server_id)
    check_payment(purse, cost)
    return cost


async def next_price(context: Context, act: Act) -> Price:
    """Return what the asker's next offer in this server would cost."""
    async with context.db.read() as connection:
        swapper = await look_in(connection, act, act.here_id)
        return Price(await _cost(connection, act, act.here_id), swapper.purse.spendable)


async def _cost(connection: Connection, act: Act, server_id: int) -> int:
    return offer_cost(
        await offers.count_open(connection, act.member_id, server_id),
        is_line_empty=not (
            await offers.count_waiting(connection, server_id, act.member_id)
            or await reads.count_with_reader(connection, act.member_id, server_id)
        ),
    )
