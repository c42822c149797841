"""A circle's week: promises on Monday, reports on Sunday, and the posts that ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from db import circles, schedule, servers
from db.connection import Connection, Tx
from rules.circles import (
    LEAST_COMPANY,
    ONE_WEEK,
    Circle,
    CircleStreak,
    NotInCircle,
    Promise,
    PromiseEmpty,
    PromiseOutcome,
    WeekTally,
    check_promising,
    check_reporting,
    circle_streak,
    first_open_week,
    is_asleep,
    is_to_be_noticed,
    looks_after,
    promise_at,
    promise_week,
    report_at,
)
from rules.comments.promotion import check_aloud
from rules.kit.calendar import weekdays_from
from rules.kit.errors import Refusal
from rules.schedule.due import Due, late_from
from services.acts import Act, GoneForGood, commit, meet
from services.circles.places import LOST, TITLE, note_lost, tell_keeper
from services.context import Context
from services.due import (
    DeliveryFailed,
    DueKind,
    Mend,
    NotTaken,
    NoWay,
    Skipped,
    plan_first,
    to_channel,
)

PROMISE, REPORT = "circle_promise", "circle_report"
ASKED_AT = {PROMISE: promise_at, REPORT: report_at}
# One that comes late still comes within its week.
POSTED_WITHIN = ONE_WEEK - timedelta(hours=12)
# Where a circle's posts are planned anew, only one that just passed is taken up: the week may have begun without any.
JUST_PASSED = timedelta(hours=12)


class NobodyToAsk(Skipped):
    """Why a circle's post was left out."""

    NOBODY_PROMISED = "nobody_promised"
    NO_COMPANY = "no_company"  # a circle of one


class NoPromise(Refusal):
    """A report by a member who promised nothing for that week."""


@dataclass(frozen=True, slots=True)
class Week:
    """A circle's week, as those in it see it: present members only, the longest-standing first.

    `owner_id` is who looks after it, `asked_after` are those whom it has not heard of for a while. The tallies count
    everybody who promised, also those who left since.
    """

    circle: Circle
    zone: ZoneInfo
    week_on: date
    owner_id: int | None
    member_ids: tuple[int, ...]
    promises: Mapping[int, Promise]
    asked_after: tuple[int, ...]
    tally: WeekTally
    last_week: WeekTally
    streak: CircleStreak


@dataclass(frozen=True, slots=True)
class PromiseMessage:
    """Monday's post: what will each of you do? `late_from` is when it was to come, where it comes late."""

    week: Week
    late_from: datetime | None = None

    @property
    def asked_ids(self) -> list[int]:
        """Whom it is to notify: everybody who has not promised already."""
        return [member_id for member_id in self.week.member_ids if member_id not in self.week.promises]


@dataclass(frozen=True, slots=True)
class CircleReport:
    """Sunday's post: how did it go? `late_from` is when it was to come, where it comes late."""

    week: Week
    late_from: datetime | None = None

    @property
    def asked_ids(self) -> list[int]:
        """Whom it is to notify: everybody who promised and has not said how it went."""
        return [member_id for member_id, said in self.week.promises.items() if said.outcome is None]


async def plan(tx: Tx, circle: Circle, now: datetime, *, catch_up: bool = False) -> None:
    """Put a circle's next two posts on the schedule; with `catch_up` also one that is late but not too late."""
    zone = (await servers.find(tx, circle.server_id)).zone
    passed = now - JUST_PASSED if catch_up else now
    for kind in ASKED_AT:
        await _plan_from(tx, kind, circle.id, first_open_week(now, zone), passed, zone)


async def plan_again(tx: Tx, circle_id: int, now: datetime) -> None:
    """Plan the posts of a circle whose chain broke."""
    circle = await circles.find(tx, circle_id)
    assert circle is not None
    await plan(tx, circle, now)


async def plan_server(tx: Tx, server_id: int, now: datetime) -> None:
    """Plan the posts of all of a server's circles anew, after its clock was changed."""
    for circle in await circles.open_in(tx, server_id):
        await plan(tx, circle, now, catch_up=True)


async def _plan_from(tx: Tx, kind: str, circle_id: int, week_on: date, passed: datetime, zone: ZoneInfo) -> None:
    dues = (
        Due(kind, circle_id, monday.isoformat(), ASKED_AT[kind](monday, zone))
        for monday in weekdays_from(week_on, week_on.weekday())
    )
    await plan_first(tx, dues, passed)


async def stop(tx: Tx, circle_id: int) -> None:
    """Take everything about a circle off the schedule."""
    for kind in (*ASKED_AT, LOST):
        await schedule.forget(tx, kind, circle_id)


async def follow_up(tx: Tx, due: Due, message: PromiseMessage | CircleReport | None, now: datetime) -> None:
    """Plan the week after; write down whom Monday's post asked after."""
    circle = await circles.find(tx, due.subject_id)
    if circle is None or circle.closed_at is not None:
        return
    server = await servers.find(tx, circle.server_id)
    if isinstance(message, PromiseMessage):
        for member_id in message.week.asked_after:
            await circles.set_noticed(tx, circle.id, member_id, _today(now, server.zone))
    if server.removed_at is None:
        after = date.fromisoformat(due.period) + ONE_WEEK
        await _plan_from(tx, due.kind, circle.id, after, now - POSTED_WITHIN, server.zone)


async def _tell_who_looks_after(tx: Tx, due: Due, reason: str, now: datetime) -> None:
    """Note that a circle's place is gone, or let its owner know that the bot may not post there."""
    circle = await circles.find(tx, due.subject_id)
    if circle is None or circle.channel_id is None:
        return
    if reason == NotTaken.CHANNEL_GONE:
        await note_lost(tx, circle.id, circle.channel_id, now)
        return
    await tell_keeper(tx, circle, due.kind, f"{circle.id}/{circle.channel_id}", now)


async def unblock(tx: Tx, circle_id: int) -> None:
    """Let posts that waited for a circle's place be tried at once."""
    for kind in ASKED_AT:
        await schedule.unblock(tx, kind, circle_id)


async def prepare_promise(connection: Connection, due: Due, now: datetime) -> PromiseMessage | Skipped:
    """Work out Monday's post at the moment of sending."""
    ready = await _ready(connection, due, now)
    if isinstance(ready, Skipped):
        return ready
    week, zone = ready
    today = _today(now, zone)
    if await sleeps(connection, week.circle.id, today):
        return NobodyToAsk.NOBODY_PROMISED
    signs = await circles.signs(connection, week.circle.id, today)
    quiet = (each.member_id for each in signs if is_to_be_noticed(each.last_on, each.noticed_on, today))
    if now >= report_at(week.week_on, zone):
        return NoWay.TOO_LATE
    return PromiseMessage(replace(week, asked_after=tuple(quiet)), late_from(due.due_at, now))


async def prepare_report(connection: Connection, due: Due, now: datetime) -> CircleReport | Skipped:
    """Work out Sunday's post at the moment of sending; none where nobody promised anything."""
    ready = await _ready(connection, due, now)
    if isinstance(ready, Skipped):
        return ready
    week, _ = ready
    return CircleReport(week, late_from(due.due_at, now)) if week.promises else NobodyToAsk.NOBODY_PROMISED


async def _ready(connection: Connection, due: Due, now: datetime) -> tuple[Week, ZoneInfo] | Skipped:
    circle = await circles.find(connection, due.subject_id)
    if circle is None or circle.closed_at is not None:
        return NoWay.GONE
    server = await servers.find(connection, circle.server_id)
    if server.removed_at is not None:
        return NoWay.GONE
    if now > due.due_at + POSTED_WITHIN:
        return NoWay.TOO_LATE
    if circle.lost_at is not None:
        raise DeliveryFailed(NotTaken.CHANNEL_GONE, again=False)
    if circle.place_id is None:
        return NoWay.NO_CHANNEL
    week = await _week(connection, circle, date.fromisoformat(due.period), now, server.zone)
    return (week, server.zone) if len(week.member_ids) >= LEAST_COMPANY else NobodyToAsk.NO_COMPANY


async def sleeps(connection: Connection, circle_id: int, today: date) -> bool:
    """Return whether a circle is not asked on Mondays, because nobody promised or joined for a while."""
    promised = [tally.week_on for tally in await circles.tallies(connection, circle_id)]
    joined_on = await circles.joined_on(connection, circle_id)
    return is_asleep(max([*promised, joined_on or date.min]), today)


def _today(now: datetime, zone: ZoneInfo) -> date:
    return now.astimezone(zone).date()


async def _week(connection: Connection, circle: Circle, week_on: date, at: datetime, zone: ZoneInfo) -> Week:
    tallies = await circles.tallies(connection, circle.id)
    member_ids = await circles.members(connection, circle.id)
    promises = await circles.promises(connection, circle.id, week_on)
    noticed = await circles.noticed_since(connection, circle.id, week_on)
    return Week(
        circle=circle,
        zone=zone,
        week_on=week_on,
        owner_id=looks_after(circle.owner_id, member_ids),
        member_ids=member_ids,
        promises={member_id: promises[member_id] for member_id in member_ids if member_id in promises},
        asked_after=tuple(member_id for member_id in noticed if member_id not in promises),
        tally=_tally(tallies, week_on),
        last_week=_tally(tallies, week_on - ONE_WEEK),
        streak=circle_streak(tallies, first_open_week(at, zone)),
    )


def _tally(tallies: Iterable[WeekTally], week_on: date) -> WeekTally:
    return next((each for each in tallies if each.week_on == week_on), WeekTally(week_on, 0, 0))


async def week_of(connection: Connection, circle: Circle, week_on: date, at: datetime) -> Week:
    """Return a circle's week as of an instant."""
    zone = (await servers.find(connection, circle.server_id)).zone
    return await _week(connection, circle, week_on, at, zone)


async def current_week(connection: Connection, circle: Circle, at: datetime) -> Week:
    """Return the week that a promise made now is for."""
    zone = (await servers.find(connection, circle.server_id)).zone
    return await _week(connection, circle, promise_week(at, zone), at, zone)


async def my_promise(context: Context, act: Act, circle_id: int, week_on: date | None = None) -> Promise | None:
    """Return what the asker would change: their promise for a week, the one to come or running unless it is named.

    Raise NotInCircle, or PromisingOver before anything is typed.
    """
    async with context.db.read() as connection:
        circle = await circle_in(connection, act, circle_id)
        if act.member_id not in await circles.members(connection, circle.id):
            raise NotInCircle
        zone = (await servers.find(connection, circle.server_id)).zone
        week_on = week_on or promise_week(act.at, zone)
        check_promising(week_on, act.at, zone)
        return (await circles.promises(connection, circle.id, week_on)).get(act.member_id)


async def promise(context: Context, act: Act, circle_id: int, typed: str, week_on: date | None = None) -> Week:
    """Keep what a member will do in a week, the one to come or running unless another is named. Raise a Refusal."""
    said = " ".join(typed.split())
    if not said:
        raise PromiseEmpty
    check_aloud(said)

    async def work(tx: Tx) -> Week:
        circle, zone = await _own(tx, act, circle_id)
        promised_on = week_on or promise_week(act.at, zone)
        check_promising(promised_on, act.at, zone, said)
        await circles.promise(tx, circle.id, act.member_id, promised_on, said, act.at)
        return await _week(tx, circle, promised_on, act.at, zone)

    return await commit(context, act, work)


async def report(context: Context, act: Act, circle_id: int, week_on: date, outcome: PromiseOutcome) -> Week:
    """Keep how a member's promise went; another press takes the place of the first. Raise a Refusal."""

    async def work(tx: Tx) -> Week:
        circle, zone = await _own(tx, act, circle_id)
        check_reporting(week_on, act.at, zone)
        if not await circles.report(tx, circle.id, act.member_id, week_on, outcome, act.at):
            raise NoPromise
        return await _week(tx, circle, week_on, act.at, zone)

    return await commit(context, act, work)


async def add_note(context: Context, act: Act, circle_id: int, week_on: date, typed: str) -> Week:
    """Keep a member's line about how their promise went. Raise a Refusal."""
    note = " ".join(typed.split())
    check_aloud(note)

    async def work(tx: Tx) -> Week:
        circle, zone = await _own(tx, act, circle_id)
        check_reporting(week_on, act.at, zone, note)
        if not await circles.add_note(tx, circle.id, act.member_id, week_on, note, act.at):
            raise NoPromise
        return await _week(tx, circle, week_on, act.at, zone)

    return await commit(context, act, work)


async def _own(tx: Tx, act: Act, circle_id: int) -> tuple[Circle, ZoneInfo]:
    await meet(tx, act)
    circle = await circle_in(tx, act, circle_id)
    if act.member_id not in await circles.members(tx, circle.id):
        raise NotInCircle
    return circle, (await servers.find(tx, circle.server_id)).zone


async def take_back_open(tx: Tx, circle: Circle, member_id: int, at: datetime) -> None:
    """Take a member's promises of the weeks that still take reports out of the circle, where they did not report."""
    zone = (await servers.find(tx, circle.server_id)).zone
    await circles.take_back(tx, circle.id, member_id, first_open_week(at, zone))


async def circle_in(connection: Connection, act: Act, circle_id: int) -> Circle:
    """Return an open circle of the server it is asked for in. Raise GoneForGood."""
    circle = await circles.find(connection, circle_id)
    if circle is None or circle.closed_at is not None or circle.server_id != act.server_id:
        raise GoneForGood
    return circle


_TO_CIRCLE = to_channel(blocked=_tell_who_looks_after, blocked_for=POSTED_WITHIN, outcomes=circles.outcomes)
_MEND = Mend(circles.without_post, plan_again)
PROMISE_KIND = DueKind(PROMISE, prepare_promise, TITLE, _TO_CIRCLE, follow_up, _MEND)
REPORT_KIND = DueKind(REPORT, prepare_report, TITLE, _TO_CIRCLE, follow_up, _MEND)
