"""What members of a full life do to each other in the swaps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from db.connection import Tx
from db.swaps import ledger, reads, rounds
from db.swaps import offers as swaps
from rules.swaps.ledger import Booking, CreditReason
from rules.swaps.offers import KeptOffer, Offer, OfferedPiece
from rules.swaps.reads import Comment, Read
from rules.swaps.reports import Decision
from services.privacy import requests as privacy
from services.swaps import comments as swap_comments
from services.swaps import offers as swap_cases
from services.swaps import reads as swap_reads
from services.swaps import reports as swap_reports
from services.swaps.credits import enter
from tests.services.full_life import DAN, FullLife
from tests.services.swap_room import comment_on, story

STRANGER = 555_000_000_000_000_099


async def begin_offer(life: FullLife, member_id: int, name: str) -> None:
    begun = KeptOffer(next(life.ids), Offer(title=f"New, said by {name}"))
    await life.context.db.write(lambda tx: swaps.keep_offer(tx, life.server_id, member_id, begun))


async def offer(life: FullLife, author: int) -> OfferedPiece:
    act = life.act(author)
    gift = Booking(CreditReason.REFUND, life.server_id, author, 5, piece_id=next(life.ids))

    async def work(tx: Tx) -> None:
        await enter(tx, act, life.server_id)
        await ledger.book(tx, gift, life.at)

    await life.context.db.write(work)  # however many they offer here, they can pay for it
    number = next(life.stories)
    weeks_ago = replace(life.act(author), at=life.at - timedelta(weeks=40 - number))  # one a week
    untold = Offer(title=f"Untold {number}", text=story(number), wanted="Is it too long?")
    return (await swap_cases.offer_piece(life.context, weeks_ago, untold)).piece


async def start(life: FullLife, reader: int, piece: OfferedPiece) -> Read:
    return (await swap_reads.start_read(life.context, life.act(reader), piece.id)).read


async def comment(life: FullLife, reader: int, piece: OfferedPiece) -> Read:
    read = await start(life, reader, piece)
    act = life.act(reader, in_dm=True)
    return (await swap_comments.leave_comment(life.context, act, read.id, comment_on(piece.text))).read


async def helped(life: FullLife, read: Read) -> Read:
    act = life.act(read.piece.author_id, in_dm=True)
    return (await swap_reads.mark_helped(life.context, act, read.id)).read


async def meet(life: FullLife, one: int, other: int, third: int) -> dict[str, Any]:
    """Let two members do to each other what can be done, in every state that lasts; return what came of it."""
    do = life.context
    made: dict[str, Any] = {}
    made["given"] = await helped(life, await comment(life, one, await offer(life, other)))
    made["given_waiting"] = await comment(life, one, await offer(life, other))
    made["got"] = await helped(life, await comment(life, other, await offer(life, one)))
    made["got_waiting"] = await comment(life, third, await offer(life, one))
    made["got_reported"] = await comment(life, other, await offer(life, one))
    await swap_reports.report_comment(do, life.act(one, in_dm=True), made["got_reported"].id, "Why one reported")
    made["read_by_other"] = await start(life, other, await offer(life, one))
    made["reading"] = await start(life, one, await offer(life, other))
    draft = Comment("A", "draft", "of one")
    await do.db.write(lambda tx: reads.keep_draft(tx, made["reading"].id, draft, life.at))
    made["unread"] = await offer(life, one)
    reported = await swap_reports.report_piece(do, life.act(third), made["given"].piece.id, "Why a third reported")
    await swap_reports.decide(do, life.act(one), reported.report.id, Decision.DISMISS, "Why one dismissed")

    async def pair(tx: Tx) -> None:
        for reader, author in ((one, other), (other, one)):
            await rounds.add_pair(tx, life.server_id, date(2026, 1, 4), reader, author, made["given"].id)

    await do.db.write(pair)
    await begin_offer(life, one, "Mara")
    await begin_offer(life, other, "Tomas")
    await swap_reads.pass_on(do, life.act(STRANGER), made["unread"].id)
    await swap_cases.block(do, life.act(one), STRANGER)
    await privacy.erase(do, life.act(STRANGER))
    await swap_cases.block(do, life.act(one), DAN)
    await swap_cases.block(do, life.act(DAN), one)
    return made
