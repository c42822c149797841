"""Who keeps what: everything of one member, handed out and erased."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db import schedule as schedule_db
from db.swaps import ledger as ledger_db
from db.swaps import offers as swaps_db
from db.swaps import reads as reads_db
from db.swaps import reports as reports_db
from rules.schedule.due import Due
from rules.swaps.ledger import Booked
from rules.swaps.moves import PieceState, ReadState
from rules.swaps.reports import Decision
from services import process, streaks
from services.goals.milestones import MILESTONE
from services.privacy import requests as privacy
from services.privacy.requests import ERASED_TITLE, NotConfirmed, NothingKept
from services.reminder_times import REMINDER
from services.reminders import consent
from services.schedule import run as schedule
from services.streaks import EntryInput
from services.swaps import offers as swaps
from services.swaps import reads as swap_reads
from services.swaps import reports as swap_reports
from services.swaps.credits import Swapper, enter, look_in
from tests.features import ITS_MODULE, every_pair
from tests.kinds import HOUSE, KINDS
from tests.services import swap_life
from tests.services.desk import Post
from tests.services.full_life import CLEO, DAN, ELSEWHERE, HOME, MARA, TOMAS, FullLife, everything, rows_with, unfilled


async def find(life: FullLife, read_id: int) -> Any:
    async with life.context.db.read() as connection:
        return await reads_db.find(connection, read_id)


async def ledger(life: FullLife, member_id: int) -> list[Booked]:
    async with life.context.db.read() as connection:
        return await ledger_db.history(connection, HOME, member_id)


def is_in_a_file(path: Path, text: bytes) -> bool:
    """Return whether the database's file, or the log beside it, has a text anywhere, also where nothing points to."""
    return any(text in file.read_bytes() for file in (path, path.with_name(f"{path.name}-wal")))


async def test_the_full_life_fills_every_place(life: FullLife, url: str) -> None:
    await life.meet(MARA, TOMAS, CLEO)
    empty = unfilled(url, MARA)
    assert not empty, f"fill these in `live`, or in `live_together`, in {ITS_MODULE}: {empty}"


async def test_erasing_leaves_no_trace_of_one_and_all_of_the_other(life: FullLife, url: str) -> None:
    await life.meet(MARA, TOMAS, CLEO)
    before = rows_with(url, TOMAS)
    said = rows_with(url, "said by Tomas")
    assert rows_with(url, "said by Mara")
    await privacy.erase(life.context, life.act(MARA))

    assert rows_with(url, MARA) == {}
    assert rows_with(url, "said by Mara") == rows_with(url, "of one") == rows_with(url, "Why one reported") == {}
    assert rows_with(url, "said by Tomas") == said
    milestones = {row[2] for row in everything(url)["due"] if row[1] == MILESTONE}
    assert milestones
    assert milestones <= {row[0] for row in everything(url)["goals"]}
    after = rows_with(url, TOMAS)
    gone = {**every_pair("GOES_WITH_ANOTHER"), "due.subject_id": 0, "due.key": 0}
    for column, number in before.items():
        assert after.get(column, 0) >= number - gone.get(column, 0), column


async def test_what_was_erased_is_not_left_in_the_file_either(life: FullLife, path: Path) -> None:
    assert is_in_a_file(path, b"said by Mara")
    await privacy.erase(life.context, life.act(MARA))

    assert not is_in_a_file(path, b"said by Mara")
    assert is_in_a_file(path, b"said by Tomas")


async def test_comments_stay_with_whom_they_were_given_and_without_a_name(life: FullLife) -> None:
    made = await life.meet(MARA, TOMAS, CLEO)
    await privacy.erase(life.context, life.act(MARA))
    given, got, reported = [await find(life, made[each].id) for each in ("given", "got", "got_reported")]

    assert given.comment == made["given"].comment
    assert given.piece == made["given"].piece
    assert given.reader_id < 0
    assert (got.comment, got.reader_id) == (made["got"].comment, TOMAS)
    assert (got.piece.author_id, got.piece.title, got.piece.text) == (given.reader_id, ERASED_TITLE, "")
    assert (reported.state, reported.comment) == (ReadState.REPORTED, made["got_reported"].comment)


async def test_nobody_waits_for_who_is_erased(life: FullLife) -> None:
    made = await life.meet(MARA, TOMAS, CLEO)
    await privacy.erase(life.context, life.act(MARA))
    ended = {name: await find(life, made[name].id) for name in ("got_waiting", "read_by_other", "reading")}

    assert {name: read.state for name, read in ended.items()} == {
        "got_waiting": ReadState.ACCEPTED,
        "read_by_other": ReadState.CALLED_OFF,
        "reading": ReadState.PASSED,
    }
    assert ended["reading"].piece.state is PieceState.OPEN
    assert ended["reading"].piece.at_front
    async with life.context.db.read() as connection:
        keys = [row[0] for row in await connection.fetch("SELECT key FROM due WHERE kind = 'swap_news'")]
    told = {tuple(key.split("/")[:2]) for key in keys}
    assert {(f"swap_news:{CLEO}:read", "silence"), (f"swap_news:{TOMAS}:read", "call off")} <= told


async def test_what_still_lies_with_others_can_be_settled_without_a_name(life: FullLife) -> None:
    made = await life.meet(MARA, TOMAS, CLEO)
    await privacy.erase(life.context, life.act(MARA))
    accepted = await swap_life.helped(life, await find(life, made["given_waiting"].id))
    async with life.context.db.read() as connection:
        report = await reports_db.about_read(connection, made["got_reported"].id)
    assert report is not None
    case = await swap_reports.decide(life.context, life.act(CLEO), report.id, Decision.DISMISS, "It is fine.")

    assert accepted.state is ReadState.ACCEPTED
    assert case.read is not None
    assert case.read.state is ReadState.ACCEPTED


async def test_the_ledgers_of_others_add_up(life: FullLife) -> None:
    await life.meet(MARA, TOMAS, CLEO)
    ledgers = await ledger(life, TOMAS), await ledger(life, CLEO)
    await privacy.erase(life.context, life.act(MARA))

    assert (await ledger(life, TOMAS)) == ledgers[0]
    *kept, earned = await ledger(life, CLEO)  # Mara's answer was due: it is settled for Cleo
    assert (kept, earned.amount) == (ledgers[1], 1)
    async with life.context.db.read() as connection:
        rows = await connection.fetch(
            "SELECT server_id, member_id, SUM(amount), MAX(number), COUNT(*) FROM swap_credits GROUP BY 1, 2"
        )
        for server_id, member_id, total, last, number in rows:
            assert (total, last) == (await ledger_db.balance(connection, server_id, member_id), number)


async def test_two_erased_readers_of_a_piece_stay_two(life: FullLife) -> None:
    piece = await swap_life.offer(life, TOMAS)
    for reader in (MARA, CLEO):
        await swap_reads.pass_on(life.context, life.act(reader), piece.id)
    await privacy.erase(life.context, life.act(MARA))
    await privacy.erase(life.context, life.act(CLEO))

    async with life.context.db.read() as connection:
        rows = await connection.fetch("SELECT reader_id FROM swap_reads WHERE piece_id = ?", (piece.id,))
    assert sorted(row[0] for row in rows) == [-2, -1]


async def test_erasing_twice_or_somebody_never_met_changes_nothing_more(life: FullLife, url: str) -> None:
    await privacy.erase(life.context, life.act(MARA))
    once = everything(url)
    await privacy.erase(life.context, life.act(MARA))
    await privacy.erase(life.context, life.act(ELSEWHERE))

    assert everything(url) == once


async def swapper(life: FullLife, member_id: int) -> Swapper:
    async with life.context.db.read() as connection:
        return await look_in(connection, life.act(member_id), HOME)


async def is_blocked(life: FullLife) -> bool:
    async with life.context.db.read() as connection:
        return await swaps_db.is_blocked(connection, MARA, TOMAS)


async def test_a_block_by_others_holds_for_whoever_erases_themselves_and_comes_back(life: FullLife, url: str) -> None:
    await swaps.block(life.context, life.act(MARA), TOMAS)
    await swaps.block(life.context, life.act(TOMAS), CLEO)
    for _ in range(2):
        await privacy.erase(life.context, life.act(TOMAS))
        assert rows_with(url, TOMAS) == {}
        await streaks.record_entry(life.context, life.act(TOMAS), EntryInput(words=5))
        assert await is_blocked(life)
    assert rows_with(url, CLEO) == {}  # what they themselves blocked is theirs, and gone

    assert await swaps.unblock(life.context, life.act(MARA), TOMAS)
    assert not await is_blocked(life)


async def test_a_block_on_somebody_erased_can_be_taken_back(life: FullLife) -> None:
    await swaps.block(life.context, life.act(MARA), TOMAS)
    await privacy.erase(life.context, life.act(TOMAS))
    assert await swaps.unblock(life.context, life.act(MARA), TOMAS)
    await streaks.record_entry(life.context, life.act(TOMAS), EntryInput(words=5))

    assert not await is_blocked(life)
    assert not await swaps.unblock(life.context, life.act(MARA), TOMAS)


async def test_erasing_oneself_brings_no_second_start_and_clears_no_misses(life: FullLife, url: str) -> None:
    await swaps.come_back(life.context, life.act(CLEO), HOME)
    assert (await swapper(life, CLEO)).purse.balance > 0
    for _ in range(2):
        await life.context.db.write(lambda tx: swaps_db.add_miss(tx, HOME, CLEO))
    for _ in range(2):
        await privacy.erase(life.context, life.act(CLEO))
        assert rows_with(url, CLEO) == {}
        looked = await swapper(life, CLEO)
        await life.context.db.write(lambda tx: enter(tx, life.act(CLEO), HOME))
        for found in (looked, await swapper(life, CLEO)):
            assert (found.purse.balance, found.swaps.misses) == (0, 2)


async def test_a_scrub_that_a_reader_holds_up_is_done_later(life: FullLife, path: Path, url: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as backup:
        backup.execute("BEGIN")
        backup.execute("SELECT COUNT(*) FROM members").fetchone()
        await privacy.erase(life.context, life.act(MARA))
        await process.beat(life.context, "this one", is_ready=True)
        assert is_in_a_file(path, b"said by Mara")
    await process.beat(life.context, "this one", is_ready=True)

    assert not is_in_a_file(path, b"said by Mara")
    assert "scrub_wanted" not in {row[0] for row in everything(url)["process"]}


async def test_who_was_only_blocked_is_erased_as_well(life: FullLife, url: str) -> None:
    await swaps.block(life.context, life.act(MARA), DAN)
    with pytest.raises(NothingKept):
        await privacy.check_is_known(
            life.context, life.act(DAN), HOUSE.kept.exports
        )  # that somebody blocked them is not theirs to know
    await privacy.erase(life.context, life.act(DAN))

    assert rows_with(url, DAN) == {}


async def test_whoever_comes_back_is_new(life: FullLife) -> None:
    await privacy.erase(life.context, life.act(MARA))
    outcome = await streaks.record_entry(life.context, life.act(MARA), EntryInput(words=1))

    assert outcome.is_first
    assert outcome.standing.total_words == 1


async def test_writing_at_the_same_time_ends_as_erased_or_as_a_newcomer(life: FullLife, url: str) -> None:
    for number in range(10):
        acts = [life.act(MARA) for _ in range(5)]
        outcomes = await asyncio.gather(
            *(streaks.record_entry(life.context, act, EntryInput(words=7, note=f"round {number}")) for act in acts[:2]),
            privacy.erase(life.context, acts[2]),
            *(streaks.record_entry(life.context, act, EntryInput(words=7, note=f"round {number}")) for act in acts[3:]),
        )
        assert len(outcomes) == 5
        assert "said by Mara" not in str(everything(url))
        written = rows_with(url, f"round {number}").get("entries.note", 0)
        assert (written > 0) is bool(rows_with(url, MARA))
        await privacy.erase(life.context, life.act(MARA))


async def test_a_reminder_on_its_way_leaves_no_record_of_who_was_erased(life: FullLife, url: str) -> None:
    post = Post(life.context.clock)  # type: ignore[arg-type]

    async def erase_meanwhile(due: Due) -> None:
        if due.subject_id == CLEO:
            await privacy.erase(life.context, life.act(CLEO))

    post.trouble = erase_meanwhile
    await consent.accept(life.context, life.act(CLEO))
    async with life.context.db.read() as connection:
        reminder = await schedule_db.waiting(connection, REMINDER, CLEO)
    assert reminder is not None
    life.context.clock.at = reminder.due_at  # type: ignore[attr-defined]
    await schedule.run_due(life.context, KINDS, post)

    assert CLEO in [due.subject_id for due in post.tried]
    assert rows_with(url, CLEO) == {}


@pytest.mark.parametrize("typed", ["DELETE", " delete ", "Delete.", "“DELETE”"])
def test_the_word_confirms(typed: str) -> None:
    privacy.check_confirmed(typed)


@pytest.mark.parametrize("typed", ["", "yes", "DELET", "don't delete", "DELETE NOTHING"])
def test_any_other_word_does_not(typed: str) -> None:
    with pytest.raises(NotConfirmed):
        privacy.check_confirmed(typed)


async def test_who_is_unknown_has_nothing_to_be_handed_or_erased(life: FullLife) -> None:
    for case in (privacy.export, privacy.check_is_known):
        with pytest.raises(NothingKept):
            await case(life.context, life.act(ELSEWHERE), HOUSE.kept.exports)
