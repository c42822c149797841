"""Members who have used everything, so that every table has a row of theirs."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from db import circles
from db import tips as tips_db
from db.connection import Tx
from db.swaps import ledger, reads, rounds
from db.swaps import offers as swaps
from rules.circles import Circle
from rules.people import Introduction
from rules.streaks.plans import PlanKind
from rules.swaps.ledger import Booking, CreditReason
from rules.swaps.offers import KeptOffer, Offer, OfferedPiece
from rules.swaps.reads import Comment, Read
from rules.swaps.reports import Decision
from services import members, people, pieces, streaks, tips
from services.acts import DEFAULT_ZONE, Act
from services.context import Context
from services.goals import drafts as goal_drafts
from services.goals import running as goals
from services.streaks import EntryInput
from services.swaps import offers as swap_cases
from services.swaps import reads as swap_reads
from services.swaps import reports as swap_reports
from services.swaps import rounds as swap_rounds
from tests.kinds import HOUSE
from tests.services.swap_room import comment_on, story

# Long as Discord's are: an id that is searched for is found nowhere by chance.
MARA, TOMAS, CLEO, DAN, ELSEWHERE = (555_000_000_000_000_000 + number for number in range(1, 6))
HOME, AWAY = 777_000_000_000_000_001, 777_000_000_000_000_002


@dataclass
class FullLife:
    """What members do in one server, an hour after the other, each in the services' own words."""

    context: Context
    server_id: int
    at: datetime
    ids: Any = field(default_factory=lambda: count(9_000_000))
    stories: Any = field(default_factory=lambda: count(1))

    def act(self, member_id: int, *, in_dm: bool = False) -> Act:
        self.at += timedelta(hours=1)
        server_id, channel_id = (None, 8) if in_dm else (self.server_id, 7)
        return Act(next(self.ids), member_id, server_id, channel_id, self.at)

    async def lead(self, member_id: int, name: str) -> None:
        """Let a member use everything they need nobody else for; `name` is in all they say."""
        do, act, said = self.context, self.act, f"said by {name}"
        await members.choose_zone(do, act(member_id), DEFAULT_ZONE)
        await streaks.record_entry(do, act(member_id), EntryInput(words=300, note=said))
        await streaks.choose_plan(do, act(member_id), PlanKind.WEEKDAYS, None)
        today = self.at.date()
        await streaks.rest(do, act(member_id), today)
        await streaks.pause(do, act(member_id), today + timedelta(9), today + timedelta(10), said)
        for text in ("500 followers in 3 months", "3 posts a week"):
            drafted = await goal_drafts.draft_goal(do, act(member_id), text)
            await goal_drafts.confirm(do, act(member_id), drafted.draft.id)
        outcome = (await goals.running_goals(do, act(member_id)))[0]
        await goals.update_progress(do, act(member_id, in_dm=True), outcome.id, "150")
        for number, text in ((0, "400 followers in 3 months"), (1, "4 posts a week")):  # easier, harder
            goal = (await goals.running_goals(do, act(member_id)))[number]
            changed = await goal_drafts.draft_goal(do, act(member_id), text, goal_id=goal.id)
            await goal_drafts.confirm(do, act(member_id), changed.draft.id)
        piece = await pieces.add_piece(do, act(member_id), f"A piece {said}", "", "")
        await pieces.submit(do, act(member_id), piece.piece.id, f"The Review, {said}", "")
        await pieces.tell_numbers(do, act(member_id), piece.piece.id, views=10, reads=4, claps=1)
        await tips.share_tip(do, act(member_id), f"I answer every comment within a day, {said}")
        introduced = act(member_id)
        await people.introduce(do, introduced, Introduction(who=f"Somebody {said}"))
        await people.note_post(do, introduced, 7, next(self.ids))
        await self.circle(member_id, said)
        await swap_cases.mute_answers(do, act(member_id), muted=True)
        await swap_rounds.join_rounds(do, act(member_id))

    async def circle(self, member_id: int, said: str) -> None:
        """Begin a circle and promise something in it."""
        at = self.at
        circle = Circle(next(self.ids), self.server_id, "Owls", member_id, 8, False, None, None, at)

        async def work(tx: Tx) -> None:
            await circles.add(tx, circle)
            await circles.join(tx, circle, member_id, at)
            await circles.promise(tx, circle.id, member_id, date(2026, 1, 5), f"A page a day, {said}", at)

        await self.context.db.write(work)

    async def begin_offer(self, member_id: int, name: str) -> None:
        begun = KeptOffer(next(self.ids), Offer(title=f"New, said by {name}"))
        await self.context.db.write(lambda tx: swaps.keep_offer(tx, self.server_id, member_id, begun))

    async def offer(self, author: int) -> OfferedPiece:
        act = self.act(author)
        gift = Booking(CreditReason.REFUND, self.server_id, author, 5, piece_id=next(self.ids))

        async def work(tx: Tx) -> None:
            await swap_cases.enter(tx, act, self.server_id)
            await ledger.book(tx, gift, self.at)

        await self.context.db.write(work)  # however many they offer here, they can pay for it
        number = next(self.stories)
        offer = Offer(title=f"Untold {number}", text=story(number), wanted="Is it too long?")
        return (await swap_cases.offer_piece(self.context, self.act(author), offer)).piece

    async def start(self, reader: int, piece: OfferedPiece) -> Read:
        return (await swap_reads.start_read(self.context, self.act(reader), piece.id)).read

    async def comment(self, reader: int, piece: OfferedPiece) -> Read:
        read = await self.start(reader, piece)
        act = self.act(reader, in_dm=True)
        return (await swap_reads.leave_comment(self.context, act, read.id, comment_on(piece.text))).read

    async def helped(self, read: Read) -> Read:
        act = self.act(read.piece.author_id, in_dm=True)
        return (await swap_reads.mark_helped(self.context, act, read.id)).read

    async def vote(self, member_id: int, tip_of: int) -> None:
        async with self.context.db.read() as connection:
            found = await tips_db.of_server(connection, self.server_id)
        tip = next(each for each in found if each.member_id == tip_of)
        await tips.mark_helpful(self.context, self.act(member_id), tip.id)

    async def meet(self, one: int, other: int, third: int) -> dict[str, Any]:
        """Let two members do to each other what can be done, in every state that lasts; return what came of it."""
        do = self.context
        made: dict[str, Any] = {}
        await self.vote(one, other)
        await self.vote(other, one)
        made["given"] = await self.helped(await self.comment(one, await self.offer(other)))
        made["given_waiting"] = await self.comment(one, await self.offer(other))
        made["got"] = await self.helped(await self.comment(other, await self.offer(one)))
        made["got_waiting"] = await self.comment(third, await self.offer(one))
        made["got_reported"] = await self.comment(other, await self.offer(one))
        await swap_reports.report_comment(do, self.act(one, in_dm=True), made["got_reported"].id, "Why one reported")
        made["read_by_other"] = await self.start(other, await self.offer(one))
        made["reading"] = await self.start(one, await self.offer(other))
        draft = Comment("A", "draft", "of one")
        await do.db.write(lambda tx: reads.keep_draft(tx, made["reading"].id, draft, self.at))
        made["unread"] = await self.offer(one)
        reported = await swap_reports.report_piece(do, self.act(third), made["given"].piece.id, "Why a third reported")
        await swap_reports.decide(do, self.act(one), reported.report.id, Decision.DISMISS)

        async def pair(tx: Tx) -> None:
            for reader, author in ((one, other), (other, one)):
                await rounds.add_pair(tx, self.server_id, date(2026, 1, 4), reader, author, made["given"].id)

        await do.db.write(pair)
        await self.begin_offer(one, "Mara")
        await self.begin_offer(other, "Tomas")
        await swap_cases.block(do, self.act(one), DAN)
        await swap_cases.block(do, self.act(DAN), one)
        return made


def rows_with(path: Path, wanted: int | str) -> dict[str, int]:
    """Return how many rows of each column of each table contain an id, or a text."""
    found = {}
    with closing(sqlite3.connect(path)) as connection, connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for column in [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]:
                query = f"SELECT COUNT(*) FROM {table} WHERE instr(CAST({column} AS TEXT), ?) > 0"
                (number,) = connection.execute(query, (str(wanted),)).fetchone()
                if number:
                    found[f"{table}.{column}"] = number
    return found


def everything(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, in order."""
    with closing(sqlite3.connect(path)) as connection, connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in names}


def unfilled(path: Path, member_id: int) -> list[str]:
    """Return the columns that name a member and do not name this one, and those of their rows that are empty."""
    named = rows_with(path, member_id)
    filled = {name for name, rows in everything(path).items() if rows}
    return [
        f"{kept.table}.{kept.column}"
        for kept in HOUSE.kept.columns
        if kept.table not in filled
        or (
            kept.column not in ("goal_id", "piece_id", "tip_id", "read_id")
            and f"{kept.table}.{kept.column}" not in named
        )
    ]
