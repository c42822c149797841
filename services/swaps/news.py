"""What members hear of their swaps: direct answers at once, a nudge on day 3, and "You were read" on Sundays."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeGuard

from db import members, streaks
from db.connection import Connection, Tx
from db.swaps import offers, reads, reports, rounds
from rules.members.member import Member
from rules.schedule.due import Due
from rules.swaps.moves import PieceEvent, ReadEvent, ReadState
from rules.swaps.offers import OfferedPiece
from rules.swaps.reads import GIVES_COMMENT, SAID_BY_THE_OTHER, Read
from rules.swaps.reports import Report
from services import contact
from services.due import TO_MEMBER, DueKind, InboxNote, NoWay, Skipped, Unreached, unreached
from services.swaps.comments import YOU_WERE_READ
from services.swaps.moves import NEWS, NUDGE, put_off, refunded

DECIDED = (ReadEvent.DISMISS, ReadEvent.REVOKE, ReadEvent.REMOVE)


class NotNews(Skipped):
    """Why a member was not told of a swap."""

    MUTED = "muted"
    NO_LONGER = "no_longer"  # what it was about is over
    IN_REMINDER = "in_reminder"  # the day's reminder says it
    NO_REMINDER = "no_reminder"  # it would say it, and is off


@dataclass(frozen=True, slots=True)
class ReadNews:
    """Something happened to a read; `is_author` tells which side hears of it, `why` what moderators said of it.

    `refunded` is what its removal brought back to the author, as it is booked; `is_paid` whether this was what paid its
    reader.
    """

    member: Member
    event: ReadEvent
    read: Read
    why: str = ""
    refunded: int = 0
    is_paid: bool = False

    @property
    def is_author(self) -> bool:
        """Whether the message is for who was read, not for the reader."""
        return self.member.id == self.read.piece.author_id


@dataclass(frozen=True, slots=True)
class PieceNews:
    """The moderators have taken a member's piece out of the line, and `why`."""

    member: Member
    event: PieceEvent
    piece: OfferedPiece
    why: str = ""


@dataclass(frozen=True, slots=True)
class ReportNews:
    """A piece that a member reported has been decided about, and `why`."""

    member: Member
    report: Report
    piece: OfferedPiece
    why: str


@dataclass(frozen=True, slots=True)
class RoundNews:
    """What a round brought a member: a read, a reader, or both; neither for the one left over."""

    member: Member
    server_id: int
    read: Read | None
    reader_id: int | None


@dataclass(frozen=True, slots=True)
class NudgeNews:
    """A read that is due soon, on a day without a daily reminder."""

    member: Member
    read: Read


@dataclass(frozen=True, slots=True)
class WeekOfReads:
    """Who read a member this week, with the line each noticed."""

    member: Member
    sunday: date
    reads: tuple[Read, ...]


News = ReadNews | PieceNews | ReportNews | RoundNews | NudgeNews | WeekOfReads


def servers_told_of(news: News) -> set[int]:
    """Return the servers that news tell of: it is for who is still there."""
    if isinstance(news, RoundNews):
        return {news.server_id}
    if isinstance(news, WeekOfReads):
        return {read.piece.server_id for read in news.reads}
    piece = news.piece if isinstance(news, PieceNews | ReportNews) else news.read.piece
    return {piece.server_id}


async def prepare(
    connection: Connection, due: Due, now: datetime
) -> ReadNews | PieceNews | ReportNews | RoundNews | Unreached | Skipped:
    """Word one piece of news at the moment of sending, when it is still news."""
    about, *what = due.period.split("/")
    news = await _ABOUT[about](connection, due, *what)
    if isinstance(news, Skipped):
        return news
    if _gives_comment(news):
        news = _from_now(news, now)
    return news if news.member.may_be_written_to(now) else unreached(news.member, news)


def _gives_comment(news: News) -> TypeGuard[ReadNews]:
    return isinstance(news, ReadNews) and news.event in GIVES_COMMENT and news.read.state is ReadState.COMMENTED


def _from_now(news: ReadNews, now: datetime) -> ReadNews:
    """Let the author's time to answer begin when they are told."""
    return replace(news, read=replace(news.read, verdict_by_at=now + news.read.silence))


async def _keep_until_when(tx: Tx, told: Read) -> None:
    """Keep until when the author may answer a comment, as they were told."""
    read = await reads.find(tx, told.id)
    if read is not None and read.state is ReadState.COMMENTED and told.verdict_by_at is not None:
        await put_off(tx, read, told.verdict_by_at)


async def _read_news(connection: Connection, due: Due, event: str, read_id: str, at: str) -> ReadNews | Skipped:
    read = await reads.find(connection, int(read_id))
    if read is None:
        return NoWay.GONE
    member = await _reachable(connection, due.subject_id, read.piece.server_id)
    if isinstance(member, Skipped):
        return member
    if ReadEvent(event) in SAID_BY_THE_OTHER and not await contact.is_open(
        connection, read.reader_id, read.piece.author_id
    ):
        return NotNews.NO_LONGER
    report = await reports.about_read(connection, read.id) if event in DECIDED else None
    back = await refunded(connection, read.piece) if event == ReadEvent.REMOVE else 0
    is_paid = read.accepted_at == datetime.fromisoformat(at)
    news = ReadNews(member, ReadEvent(event), read, await _why(connection, member, report), back, is_paid)
    return news if _is_still_news(news) else NotNews.NO_LONGER


def _is_still_news(news: ReadNews) -> bool:
    read = news.read
    if news.event in GIVES_COMMENT:
        return read.state.awaits_verdict
    if news.event is ReadEvent.ASK_MORE:
        return read.state is ReadState.MORE_ASKED
    if news.event in (ReadEvent.DISMISS, ReadEvent.SILENCE) and not news.is_author:
        # Only a comment that had not been accepted before the report is news to its reader.
        return news.is_paid
    return True


async def _piece_news(connection: Connection, due: Due, event: str, piece_id: str) -> PieceNews | Skipped:
    piece = await offers.find_piece(connection, int(piece_id))
    if piece is None:
        return NoWay.GONE
    member = await _reachable(connection, due.subject_id, piece.server_id)
    if isinstance(member, Skipped):
        return member
    why = await _why(connection, member, await reports.removing(connection, piece.id))
    return PieceNews(member, PieceEvent(event), piece, why)


async def _report_news(connection: Connection, due: Due, report_id: str) -> ReportNews | Skipped:
    report = await reports.find(connection, int(report_id))
    piece = None if report is None else await offers.find_piece(connection, report.piece_id)
    if report is None or piece is None:
        return NoWay.GONE
    member = await _reachable(connection, due.subject_id, piece.server_id)
    if isinstance(member, Skipped):
        return member
    return ReportNews(member, report, piece, await _why(connection, member, report))


async def _why(connection: Connection, member: Member, report: Report | None) -> str:
    """Return a moderator's own words on what they decided; nothing between two who are kept apart."""
    if report is None or report.decided_by_id is None:
        return ""
    return report.decided_why if await contact.is_open(connection, report.decided_by_id, member.id) else ""


async def _round_news(connection: Connection, due: Due, server_id: str, round_on: str) -> RoundNews | Skipped:
    mine = await rounds.my_round(connection, int(server_id), date.fromisoformat(round_on), due.subject_id)
    if mine is None:
        return NoWay.GONE
    member = await _reachable(connection, due.subject_id, int(server_id))
    if isinstance(member, Skipped):
        return member
    read = None if mine.read_id is None else await reads.find(connection, mine.read_id)
    return RoundNews(member, int(server_id), read, mine.reader_id)


_ABOUT: dict[str, Callable[..., Awaitable[ReadNews | PieceNews | ReportNews | RoundNews | Skipped]]] = {
    "report": _report_news,
    "read": _read_news,
    "piece": _piece_news,
    "round": _round_news,
}


async def _reachable(connection: Connection, member_id: int, server_id: int | None) -> Member | Skipped:
    """Return a member who can and wants to hear of something in a server."""
    member = await members.find(connection, member_id, server_id)
    if member is None or not member.in_server:
        return NoWay.GONE
    return NotNews.MUTED if await offers.is_muted(connection, member_id) else member


async def prepare_nudge(connection: Connection, due: Due, now: datetime) -> NudgeNews | Unreached | Skipped:
    """Remind somebody of a read on its third day, unless the day's reminder does."""
    read = await reads.find(connection, int(due.period))
    if read is None:
        return NoWay.GONE
    member = await _reachable(connection, due.subject_id, read.piece.server_id)
    if isinstance(member, Skipped):
        return member
    if read.nudged or not read.state.is_with_reader or read.due_at <= now:
        return NotNews.NO_LONGER
    paused = (await streaks.log_of(connection, member.id, member.since_on)).history.paused
    if member.reminder.is_on and member.today(now) not in paused:
        return NotNews.IN_REMINDER
    nudge = NudgeNews(member, read)
    if not member.reminder.is_on:  # what would ride in the daily message of somebody who wants none waits for them
        return Unreached(nudge, NotNews.NO_REMINDER)
    return nudge if member.may_be_written_to(now) else unreached(member, nudge)


async def follow_up(tx: Tx, _due: Due, message: News | None, _now: datetime) -> None:
    """Note that direct messages reach the member, who was reminded of a read, and when an author heard of a comment."""
    if message is None:
        return
    await members.set_dm_open(tx, message.member.id)
    if _gives_comment(message):
        await _keep_until_when(tx, message.read)
    if isinstance(message, NudgeNews):
        await reads.set_nudged(tx, message.read.id)


async def prepare_week(connection: Connection, due: Due, now: datetime) -> WeekOfReads | Unreached | Skipped:
    """Gather who read a member in the week that ends."""
    member = await members.find(connection, due.subject_id)
    if member is None or await members.is_gone(connection, due.subject_id):
        return NoWay.GONE
    if await offers.is_muted(connection, member.id):
        return NotNews.MUTED
    sunday = date.fromisoformat(due.period)
    there = await members.servers_of(connection, member.id)
    found = [
        read
        for read in await reads.of_week(connection, member.id, sunday)
        if read.piece.server_id in there and await contact.is_open(connection, read.reader_id, member.id)
    ]
    if not found:
        return NotNews.NO_LONGER
    week = WeekOfReads(member, sunday, tuple(found))
    return week if member.may_be_written_to(now) else unreached(member, week)


def inbox_note(due: Due, news: News) -> InboxNote:
    """Leave news with a member whom it could not reach: what it is about, by its title."""
    if isinstance(news, ReadNews | NudgeNews):
        return _note_about(news.read.piece, news.member, due)
    if isinstance(news, PieceNews):
        return _note_about(news.piece, news.member, due)
    return InboxNote(news.member.id, due.period, server_id=news.server_id if isinstance(news, RoundNews) else None)


def _note_about(piece: OfferedPiece, member: Member, due: Due) -> InboxNote:
    return InboxNote(member.id, due.period, piece.title, piece.server_id, piece.id)


TITLE = "Swaps"
NEWS_KIND = DueKind(NEWS, prepare, TITLE, TO_MEMBER, follow_up, repeat_unread=True, inbox_note=inbox_note)
NUDGE_KIND = DueKind(NUDGE, prepare_nudge, TITLE, TO_MEMBER, follow_up, inbox_note=inbox_note)
YOU_WERE_READ_KIND = DueKind(
    YOU_WERE_READ, prepare_week, "Weekly “You were read”", TO_MEMBER, follow_up, inbox_note=inbox_note
)
