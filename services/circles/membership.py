"""Circles: begin one, join and leave, see who is in it. Their keepers are in `keeping`, their weeks in `weeks`."""

from __future__ import annotations

from dataclasses import dataclass

from db import circles, members, streaks
from db.connection import Connection, Tx
from rules.circles import (
    CREATED_AGAIN_AFTER,
    MOST_SEATS,
    PARTINGS_WITHIN,
    Circle,
    CreatedToday,
    NotInCircle,
    check_partings,
    looks_after,
)
from rules.comments.promotion import check_aloud
from rules.kit.calendar import week_start
from rules.kit.errors import Refusal
from rules.kit.letters import look_of
from rules.kit.text import NothingToSee, in_one_line, seen
from rules.leaderboards import BoardLog, RankedPlace, Run, Score, current_run, kept_days, kept_score, places
from services.acts import Act, commit, meet
from services.circles import doors, offers, standing, weeks
from services.circles import places as circle_places
from services.circles.partings import plan_over
from services.circles.weeks import Week
from services.context import Context


class NoCircleYet(Refusal):
    """Something about one's own circle, by a member who is in none here."""


class CircleUnknown(Refusal):
    """A name that no open circle of the server has."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


class CircleFull(Refusal):
    """Joining a circle whose seats are taken, or in which the asker is kept apart from somebody."""

    def __init__(self, circle: Circle) -> None:
        super().__init__(circle.id)
        self.circle = circle


class InAnotherCircle(Refusal):
    """Joining or beginning a circle while in one of that server."""

    def __init__(self, circle: Circle) -> None:
        super().__init__(circle.id)
        self.circle = circle


class CircleNameTaken(Refusal):
    """A name that looks like that of another open circle of the server, which is `circle`."""

    def __init__(self, circle: Circle) -> None:
        super().__init__(circle.id)
        self.circle = circle


class ChannelTaken(Refusal):
    """A channel in which another circle lives."""

    def __init__(self, channel_id: int) -> None:
        super().__init__(channel_id)
        self.channel_id = channel_id


class SeatGivenUp(Refusal):
    """Joining a circle that has let one go."""

    def __init__(self, circle: Circle) -> None:
        super().__init__(circle.id)
        self.circle = circle


@dataclass(frozen=True, slots=True)
class NewCircle:
    """What a circle begins with. `channel_id` is a channel chosen for it; without one it gets a thread of its own."""

    name: str
    seats: int = MOST_SEATS
    private: bool = False
    channel_id: int | None = None


@dataclass(frozen=True, slots=True)
class SettledIn:
    """A circle with a new place, and the members to bring there."""

    circle: Circle
    member_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """A circle with its members after somebody joined; `is_new` says that they were not in it before."""

    circle: Circle
    member_ids: tuple[int, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Left:
    """What a circle is after somebody left: in other hands, closed, or as it was; `is_new` unless they had before."""

    circle: Circle
    new_owner_id: int | None
    is_closed: bool
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class CircleShown:
    """A circle as the asker may see it; its week only where they are in it."""

    circle: Circle
    week: Week
    is_member: bool
    is_asleep: bool
    is_offered: bool  # whether the asker may look after it
    has_room: bool  # whether the asker could join


@dataclass(frozen=True, slots=True)
class CircleBoard:
    """How a circle's members keep their plans this week, and their streaks; who opted out of boards is not in it."""

    circle: Circle
    places: tuple[RankedPlace, ...]
    runs: dict[int, Run]


async def begin(context: Context, act: Act, new: NewCircle) -> Circle:
    """Begin a circle with the asker in it; a thread of its own is settled in later. Raise a Refusal."""
    circle = Circle(
        id=act.id,
        server_id=act.here_id,
        name=in_one_line(new.name),
        owner_id=act.member_id,
        seats=new.seats,
        private=new.private,
        parent_id=None,
        channel_id=new.channel_id,
        created_at=act.at,
    )
    check_aloud(circle.name)
    if not seen(circle.name):
        raise NothingToSee

    async def work(tx: Tx) -> Circle:
        await meet(tx, act)
        known = await circles.find(tx, circle.id)
        if known is not None:
            return known
        await _check_free(tx, act)
        last_at = await circles.last_begun(tx, circle.server_id, act.member_id)
        if last_at is not None and act.at - last_at < CREATED_AGAIN_AFTER:
            raise CreatedToday(last_at + CREATED_AGAIN_AFTER)
        await _check_unlike_others(tx, circle)
        await circles.add(tx, circle)
        await circles.join(tx, circle, act.member_id, act.at)
        await weeks.plan(tx, circle, act.at)
        return circle

    return await commit(context, act, work)


async def _check_unlike_others(connection: Connection, circle: Circle) -> None:
    for other in await circles.open_in(connection, circle.server_id):
        if look_of(other.name) == look_of(circle.name):
            raise CircleNameTaken(other)
    if circle.channel_id is not None and await circles.of_channel(connection, circle.channel_id):
        raise ChannelTaken(circle.channel_id)


async def _check_free(connection: Connection, act: Act) -> None:
    other = await circles.circle_of(connection, act.here_id, act.member_id)
    if other is not None:
        raise InAnotherCircle(other)


async def find(context: Context, circle_id: int) -> Circle | None:
    """Return a circle as it is now; None for one that was closed."""
    async with context.db.read() as connection:
        circle = await circles.find(connection, circle_id)
        return circle if circle is not None and circle.closed_at is None else None


async def settle_in(context: Context, circle_id: int, channel_id: int, parent_id: int) -> SettledIn | None:
    """Give a circle its thread; None where it got another meanwhile, or was closed."""

    async def work(tx: Tx) -> SettledIn | None:
        if not await circles.settle_in(tx, circle_id, channel_id, parent_id):
            return None
        await weeks.unblock(tx, circle_id)
        circle = await circles.find(tx, circle_id)
        assert circle is not None
        return SettledIn(circle, await circles.members(tx, circle_id))

    return await context.db.write(work)


async def my_circle(context: Context, act: Act, circle_id: int) -> Circle:
    """Return a circle that the asker is in. Raise NotInCircle or GoneForGood."""
    shown = await show(context, act, circle_id)
    if not shown.is_member:
        raise NotInCircle
    return shown.circle


async def join(context: Context, act: Act, circle_id: int) -> Joined:
    """Join a circle; joining again changes nothing. Of two who want the last seat one gets it. Raise a Refusal."""

    async def work(tx: Tx) -> Joined:
        await meet(tx, act)
        circle = await weeks.circle_in(tx, act, circle_id)
        member_ids = await circles.members(tx, circle.id)
        if act.member_id in member_ids:
            return Joined(circle, member_ids, is_new=False)
        await _check_free(tx, act)
        await _check_welcome(tx, act, circle)
        if len(member_ids) >= circle.seats or circle.id in await circles.kept_apart(
            tx, circle.server_id, act.member_id
        ):
            raise CircleFull(circle)
        await circles.free_seats(tx, circle.id)
        await circles.join(tx, circle, act.member_id, act.at)
        return Joined(circle, await circles.members(tx, circle.id), is_new=True)

    return await commit(context, act, work)


async def _check_welcome(tx: Tx, act: Act, circle: Circle) -> None:
    if circle in await circles.let_go_from(tx, circle.server_id, act.member_id):
        raise SeatGivenUp(circle)
    since = act.at - PARTINGS_WITHIN
    check_partings(await circles.parted_since(tx, circle.server_id, act.member_id, since))


async def leave(context: Context, act: Act, circle_id: int | None = None) -> Left:
    """Leave a circle, one's own unless one is named. Its open promise goes along. Raise NoCircleYet or NotInCircle.

    An owner's circle passes to whoever has been in it longest; one that nobody is left in is closed.
    """

    async def work(tx: Tx) -> Left:
        circle = await own_circle(tx, act, circle_id)
        await plan_over(tx, circle.id, act.at)
        return await part(tx, act, circle, act.member_id)

    return await commit(context, act, work)


async def part(
    tx: Tx, act: Act, circle: Circle, member_id: int, *, let_go: bool = False, by_manager: bool = False
) -> Left:
    """Take a member out of a circle, with their open promise, and settle what becomes of it."""
    await doors.plan(tx, circle, member_id, act.at)
    was_owner = await circle_places.keeper_of(tx, circle) == member_id
    await weeks.take_back_open(tx, circle, member_id, act.at)
    await circles.part(tx, act.id, circle.id, member_id, act.at, let_go=let_go, by_manager=by_manager)
    if await circles.offered_to(tx, circle.id) == member_id:
        await offers.withdraw(tx, circle.id)
    left = await circles.members(tx, circle.id)
    if not left:
        await end(tx, circle, act)
        return Left(circle, None, is_closed=True)
    await standing.look(tx, circle.id, act.at)
    new_owner_id = looks_after(None, left) if was_owner else None
    if new_owner_id is not None:
        await offers.pass_on(tx, circle.id, new_owner_id)
    return Left(circle, new_owner_id, is_closed=False)


async def end(tx: Tx, circle: Circle, act: Act) -> None:
    """Close a circle and take what was planned for it off the schedule."""
    await offers.withdraw(tx, circle.id)
    await circles.close(tx, circle.id, act.at)
    await weeks.stop(tx, circle.id)


async def own_circle(tx: Tx, act: Act, circle_id: int | None = None) -> Circle:
    """Meet the asker and return their circle, the one that is named or any. Raise NoCircleYet or NotInCircle."""
    await meet(tx, act)
    circle = await circles.circle_of(tx, act.here_id, act.member_id)
    if circle is None or circle.id != (circle_id or circle.id):
        raise NoCircleYet if circle_id is None else NotInCircle
    return circle


async def show(context: Context, act: Act, circle_id: int | None = None) -> CircleShown:
    """Return a circle, the asker's own unless one is named. Looking makes nobody a member of anything.

    Raise NoCircleYet or GoneForGood.
    """
    async with context.db.read() as connection:
        if circle_id is None:
            circle = await circles.circle_of(connection, act.here_id, act.member_id)
            if circle is None:
                raise NoCircleYet
        else:
            circle = await weeks.circle_in(connection, act, circle_id)
        week = await weeks.current_week(connection, circle, act.at)
        return CircleShown(
            circle=circle,
            week=week,
            is_member=act.member_id in week.member_ids,
            is_asleep=await weeks.sleeps(connection, circle.id, week.week_on),
            is_offered=await circles.offered_to(connection, circle.id) == act.member_id,
            has_room=len(week.member_ids) < circle.seats
            and circle.id not in await circles.kept_apart(connection, circle.server_id, act.member_id),
        )


async def list_circles(context: Context, act: Act) -> dict[Circle, int]:
    """Return the server's circles, the oldest first, each with how many are in it.

    Full to the asker is also one that a block keeps them out of: it says no more than that.
    """
    async with context.db.read() as connection:
        known = await circles.open_in(connection, act.here_id)
        closed = await circles.kept_apart(connection, act.here_id, act.member_id)
    return {circle: circle.seats if circle.id in closed else count for circle, count in known.items()}


def choose(known: dict[Circle, int], typed: str) -> Circle:
    """Return the circle picked from the list, or named in words: by its very name first. Raise CircleUnknown."""
    fitting = [circle for circle in known if typed in (str(circle.id), circle.name)]
    fitting = fitting or [circle for circle in known if look_of(circle.name) == look_of(typed)]
    if not fitting:
        raise CircleUnknown(typed)
    return fitting[0]


async def board(context: Context, act: Act) -> CircleBoard:
    """Return how the members of the asker's circle keep their plans this week. Raise NoCircleYet."""
    async with context.db.read() as connection:
        circle = await circles.circle_of(connection, act.here_id, act.member_id)
        if circle is None:
            raise NoCircleYet
        scores: list[Score] = []
        runs: dict[int, Run] = {}
        for member_id in await circles.members(connection, circle.id):
            member = await members.find(connection, member_id, act.here_id)
            if member is None or not member.on_boards:
                continue
            history = (await streaks.log_of(connection, member.id, member.since_on)).history
            today = member.today(act.at)
            log = BoardLog.of(history)
            kept = kept_days(log, week_start(today), today, today)
            if kept.planned:
                scores.append(kept_score(member.id, kept, log.plans, today))
            runs[member.id] = current_run(log, today)
    seats = [score.member_id for score in scores]  # a promise is no race: nobody stands above for a fuller bar
    listed = sorted(places(scores), key=lambda place: seats.index(place.score.member_id))
    return CircleBoard(circle, tuple(listed), runs)


async def note_lost(context: Context, act: Act, circle: Circle) -> None:
    """Note that a circle's place turned out to be gone, and let its owner know."""
    if circle.channel_id is not None:
        channel_id = circle.channel_id
        await context.db.write(lambda tx: circle_places.note_lost(tx, circle.id, channel_id, act.at))
