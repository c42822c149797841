"""Reports about comments and pieces, and what the moderators decide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from db import privacy, schedule, servers
from db.connection import Connection, Tx
from db.swaps import offers, reads, reports
from rules.comments.promotion import check_aloud
from rules.kit.errors import Refusal
from rules.schedule.due import Due
from rules.swaps.moves import REPORT_WITHIN, PieceEvent, PieceState, ReadEvent, ReadMovedOn, ReadState
from rules.swaps.offers import OfferedPiece
from rules.swaps.reads import Read
from rules.swaps.reports import DECIDED_WITHIN, Decision, Judge, ReasonMissing, Report, check_judge
from services import inbox
from services.acts import Act, GoneForGood, commit, meet, still_there
from services.context import Context
from services.due import DueKind, NoWay, Skipped, WorkKind, to_channel
from services.swaps.moves import move_piece, move_read, tell_author, tell_reporter
from services.swaps.offers import check_is_there

REPORT = "swap_report"
REPORT_DUE = "report_due"
NO_OWNER = Judge()

_EVENTS = {
    Decision.REMOVE: ReadEvent.REMOVE,
    Decision.REVOKE: ReadEvent.REVOKE,
    Decision.DISMISS: ReadEvent.DISMISS,
}


class AlreadyDecided(Skipped):
    """Why moderators were not told of a report."""

    DECIDED = "no_longer"


class DecidedAlready(Refusal):
    """A report somebody else has decided; or nobody, in time."""

    def __init__(self, decision: Decision, by_id: int | None) -> None:
        super().__init__(decision.value, by_id)
        self.decision = decision
        self.by_id = by_id


class NothingToRevoke(Refusal):
    """A report about a piece, which earned nobody a credit."""


class ReportTooLate(Refusal):
    """A comment that came too long ago to be reported."""

    def __init__(self, commented_at: datetime) -> None:
        super().__init__(commented_at)
        self.commented_at = commented_at


@dataclass(frozen=True, slots=True)
class Case:
    """A report with what it is about; `read` is None when it is about the piece."""

    report: Report
    piece: OfferedPiece
    read: Read | None

    @property
    def concerned(self) -> frozenset[int]:
        """Who is part of it: the author, the reader where it is about a comment, and who reported it."""
        readers = () if self.read is None else (self.read.reader_id,)
        return frozenset((self.piece.author_id, self.report.by_id, *readers))

    @property
    def is_own(self) -> bool:
        """Whether somebody who is part of it decided it, as the server's owner may in the end."""
        return self.report.decided_by_id in self.concerned


@dataclass(frozen=True, slots=True)
class ReportMessage:
    """A report for the moderators' channel."""

    case: Case
    channel_id: int


@dataclass(frozen=True, slots=True)
class Reported:
    """A report that was made, and the channel it goes to; without one no moderator can hear of it yet."""

    report: Report
    server_id: int
    channel_id: int | None


async def report_comment(context: Context, act: Act, read_id: int, why: str) -> Reported:
    """Put a comment on the asker's piece before the moderators; a second press finds it there.

    Raise ReadMovedOn where it was decided before, and ReportTooLate, NotYours or GoneForGood.
    """

    async def work(tx: Tx) -> Reported:
        await meet(tx, act)
        read = still_there(await reads.find(tx, read_id))
        act.check_own(read.piece.author_id)
        waiting = await reports.about_read(tx, read.id)
        if waiting is not None and read.state is ReadState.REPORTED:
            return await _reported(tx, waiting, read.piece)
        if read.reported:
            raise ReadMovedOn(read.state, ReadEvent.REPORT)
        if read.commented_at is not None and act.at > read.commented_at + REPORT_WITHIN:
            raise ReportTooLate(read.commented_at)
        await move_read(tx, read, ReadEvent.REPORT, act.at, reported=True)
        await schedule.plan(tx, Due(REPORT_DUE, act.id, "", act.at + DECIDED_WITHIN))
        return await _file(tx, Report(act.id, read.piece.id, read.id, act.member_id, why, act.at), read.piece)

    return await commit(context, act, work)


async def report_piece(context: Context, act: Act, piece_id: int, why: str) -> Reported:
    """Put a piece before the moderators, once for each member; who reads it may go on or pass meanwhile.

    Raise LeftServer for who is not in its server, or GoneForGood.
    """

    async def work(tx: Tx) -> Reported:
        await meet(tx, act)
        piece = still_there(await offers.find_piece(tx, piece_id))
        waiting = await reports.about_piece(tx, piece.id, act.member_id)
        if waiting is not None:
            return await _reported(tx, waiting, piece)
        await check_is_there(tx, act, piece.server_id)
        return await _file(tx, Report(act.id, piece.id, None, act.member_id, why, act.at), piece)

    return await commit(context, act, work)


async def _file(tx: Tx, report: Report, piece: OfferedPiece) -> Reported:
    await reports.add(tx, report)
    reported = await _reported(tx, report, piece)
    await tell_moderators(tx, piece.server_id, [report.id], report.reported_at)
    return reported


async def _reported(tx: Tx, report: Report, piece: OfferedPiece) -> Reported:
    return Reported(report, piece.server_id, (await offers.find_server(tx, piece.server_id)).report_channel_id)


async def tell_moderators(tx: Tx, server_id: int, report_ids: list[int], at: datetime) -> None:
    """Plan the message about each report; in another channel it is another message."""
    channel_id = (await offers.find_server(tx, server_id)).report_channel_id
    for report_id in report_ids if channel_id is not None else []:
        await schedule.plan(tx, Due(REPORT, report_id, str(channel_id), at))


async def prepare(connection: Connection, due: Due, _now: datetime) -> ReportMessage | Skipped:
    """Show a report to the moderators while it waits for them."""
    case = await find_case(connection, due.subject_id)
    if case is None or (await servers.find(connection, case.piece.server_id)).removed_at is not None:
        return NoWay.GONE
    channel_id = (await offers.find_server(connection, case.piece.server_id)).report_channel_id
    if channel_id is None or str(channel_id) != due.period:
        return NoWay.NO_CHANNEL
    return AlreadyDecided.DECIDED if case.report.decision is not None else ReportMessage(case, channel_id)


async def find_case(connection: Connection, report_id: int) -> Case | None:
    """Return a report with what it is about."""
    report = await reports.find(connection, report_id)
    piece = None if report is None else await offers.find_piece(connection, report.piece_id)
    if report is None or piece is None:
        return None
    return Case(report, piece, None if report.read_id is None else await reads.find(connection, report.read_id))


async def show_case(context: Context, act: Act, report_id: int) -> Case:
    """Return a report with what it is about, to a moderator of its server. Raise GoneForGood."""
    async with context.db.read() as connection:
        case = await find_case(connection, report_id)
    if case is None or case.piece.server_id != act.server_id:
        raise GoneForGood
    return case


async def open_case(context: Context, act: Act, report_id: int, judge: Judge) -> Case:
    """Return a report that the asker may decide. Raise OwnCase, DecidedAlready or GoneForGood."""
    case = await show_case(context, act, report_id)
    if case.report.decision is not None:
        raise DecidedAlready(case.report.decision, case.report.decided_by_id)
    async with context.db.read() as connection:
        await _check_judge(connection, act, case, judge)
    return case


async def _check_judge(connection: Connection, act: Act, case: Case, judge: Judge) -> None:
    asker_ids = await privacy.ids_of(connection, act.member_id)
    check_judge(asker_ids, judge, case.report, case.concerned, act.at)


async def decide(
    context: Context, act: Act, report_id: int, decision: Decision, why: str, judge: Judge = NO_OWNER
) -> Case:
    """Do what a moderator decided and have those concerned told why; the first decision stays.

    Its maker may press again. The caller has checked that the asker may moderate this server. Raise ReasonMissing,
    OwnCase, DecidedAlready, NothingToRevoke, OfferToTrade or GoneForGood.
    """
    if not why.strip():
        raise ReasonMissing
    check_aloud(why)

    async def work(tx: Tx) -> Case:
        case = await find_case(tx, report_id)
        if case is None or case.piece.server_id != act.server_id:
            raise GoneForGood
        report = case.report
        if report.decision is not None:
            if (report.decision, report.decided_by_id) == (decision, act.member_id):
                return case
            raise DecidedAlready(report.decision, report.decided_by_id)
        if case.read is None and decision is Decision.REVOKE:
            raise NothingToRevoke
        await _check_judge(tx, act, case, judge)
        await reports.decide(tx, report.id, decision, act.member_id, why, act.at)
        if case.read is None:
            await tell_reporter(tx, report, act.at)
        if case.read is not None:
            changes = {"comment": None} if decision is Decision.REMOVE else {}
            await move_read(tx, case.read, _EVENTS[decision], act.at, **changes)
        elif decision is Decision.REMOVE and not case.piece.state.is_closed:
            await _remove_piece(tx, case.piece, act.at)
        elif decision is Decision.REMOVE and case.piece.state is not PieceState.REMOVED:
            await tell_author(tx, case.piece, act.at)  # read or withdrawn meanwhile: they hear what was decided
        found = await find_case(tx, report_id)
        assert found is not None
        return found

    return await commit(context, act, work)


async def run_report_due(tx: Tx, due: Due, now: datetime) -> None:
    """Let a comment count as it would in silence that was reported and that nobody has decided about in time."""
    case = await find_case(tx, due.subject_id)
    if case is None or case.read is None or case.read.state is not ReadState.REPORTED:
        return
    await reports.decide(tx, case.report.id, Decision.DISMISS, None, "", now)
    # What was accepted before it was reported stays so.
    event = ReadEvent.SILENCE if case.read.accepted_at else case.read.silent_end
    await move_read(tx, case.read, event, now)


async def _remove_piece(tx: Tx, piece: OfferedPiece, at: datetime) -> None:
    """Take a piece out of the line; who was reading it is let go, a comment already given counts."""
    read = await reads.of_piece(tx, piece.id)
    piece = await move_piece(tx, piece, PieceEvent.REMOVE, at)
    if read is not None and read.state.is_with_reader:
        await move_read(tx, replace(read, piece=piece), ReadEvent.CALL_OFF, at)


async def _tell_who_set_up(tx: Tx, due: Due, _reason: str, now: datetime) -> None:
    case = await find_case(tx, due.subject_id)
    server = None if case is None else await servers.find(tx, case.piece.server_id)
    if server is not None and server.set_up_by_id is not None:
        await inbox.keep(tx, server.set_up_by_id, REPORT, due.period, now, server_id=server.id)


REPORT_KIND = DueKind(REPORT, prepare, "Reports", to_channel(blocked=_tell_who_set_up), repeat_unread=True)
REPORT_DUE_KIND = WorkKind(REPORT_DUE, run_report_due)
