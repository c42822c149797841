"""Who is asking, and their settings: zone, day end, boards, and where they are reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from db import circles, members
from db.connection import Tx
from rules.members.member import Fallback, Member
from services import reminder_times
from services.acts import Act, commit, look, meet
from services.circles import standing
from services.context import Context


async def remember_dm_channel(context: Context, member_id: int, channel_id: int) -> None:
    """Keep the DM channel so that a reminder is one request, not two."""
    await context.db.write(lambda tx: members.set_dm_channel(tx, member_id, channel_id))


async def known(context: Context, member_id: int) -> Member | None:
    """Return a member as they are now; None for a stranger."""
    async with context.db.read() as connection:
        return await members.find(connection, member_id)


async def forget_dm_channel(context: Context, member_id: int) -> None:
    """Drop a DM channel that Discord knows no more."""
    await context.db.write(lambda tx: members.set_dm_channel(tx, member_id, None))


async def note_dms(context: Context, member_id: int, at: datetime, *, are_open: bool) -> None:
    """Keep what a test DM showed; the member hears of it at once, so closed ones need no telling later."""

    async def work(tx: Tx) -> None:
        if are_open:
            await members.set_dm_open(tx, member_id)
        else:
            await members.set_dm_closed(tx, member_id, at)
            await members.set_dm_closed_told(tx, member_id)

    await context.db.write(work)


async def my_settings(context: Context, act: Act) -> Member:
    """Return what /settings shows."""
    async with context.db.read() as connection:
        return await look(connection, act)


async def choose_zone(context: Context, act: Act, zone: ZoneInfo) -> Member:
    """Move the member's clock from now on; days already logged stay where they are."""

    async def work(tx: Tx) -> Member:
        member = replace((await meet(tx, act)).member, zone=zone, zone_chosen=True)
        await members.set_zone(tx, member.id, zone)
        await reminder_times.plan_next(tx, member, act.at, catch_up=True)
        return member

    return await commit(context, act, work)


async def choose_day_end(context: Context, act: Act, hour: int) -> Member:
    """Set the local hour (0 to 6) at which the member's day ends."""

    async def work(tx: Tx) -> Member:
        member = replace((await meet(tx, act)).member, day_end_hour=hour)
        await members.set_day_end(tx, member.id, hour)
        await reminder_times.plan_next(tx, member, act.at, catch_up=True)
        return member

    return await commit(context, act, work)


async def choose_fallback(context: Context, act: Act, channel_id: int) -> Member:
    """Mention the member in a channel of that server while their direct messages are closed.

    Where those have opened meanwhile, nothing is chosen: they come first.
    """
    fallback = Fallback(act.here_id, channel_id)

    async def work(tx: Tx) -> Member:
        member = (await meet(tx, act)).member
        if member.dm_closed_at is None:
            return member
        await members.set_fallback(tx, member.id, fallback)
        return replace(member, fallback=fallback)

    return await commit(context, act, work)


async def drop_fallback(context: Context, act: Act) -> Member:
    """Mention the member nowhere any more."""

    async def work(tx: Tx) -> Member:
        member = replace((await meet(tx, act)).member, fallback=None)
        await members.set_fallback(tx, member.id, None)
        return member

    return await commit(context, act, work)


async def claim_telling(context: Context, member_id: int) -> bool:
    """Return whether this is the one that tells a member now that reminders do not reach them."""

    async def work(tx: Tx) -> bool:
        member = await members.find(tx, member_id)
        if member is None or not member.is_to_hear:
            return False
        await members.set_dm_closed_told(tx, member.id)
        return True

    return await context.db.write(work)


async def choose_boards(context: Context, act: Act, *, shown: bool) -> Member:
    """Show or hide the member on every leaderboard."""

    async def work(tx: Tx) -> Member:
        member = replace((await meet(tx, act)).member, on_boards=shown)
        await members.set_on_boards(tx, member.id, shown=shown)
        return member

    return await commit(context, act, work)


async def servers_of(context: Context, member_id: int) -> list[int]:
    """Return the servers a member is known in."""
    async with context.db.read() as connection:
        return await members.servers_of(connection, member_id)


async def left_server(context: Context, server_id: int, member_ids: list[int], at: datetime) -> None:
    """Hide members who turned out to have left a server; their circle's cards wait for them no more."""

    async def work(tx: Tx) -> None:
        for member_id in member_ids:
            await members.leave_server(tx, member_id, server_id, at)
            circle = await circles.circle_of(tx, server_id, member_id)
            if circle is not None:
                await standing.look(tx, circle.id, at)

    await context.db.write(work)
