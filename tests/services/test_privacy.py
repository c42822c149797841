"""Who keeps what: everything of one member handed out and erased, and of a server the bot was removed from.

One file because both parts search the same lives for what is left of them.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db import members as members_db
from db import schedule as schedule_db
from db.database import Database, is_shared, sqlite_path
from db.swaps import ledger as ledger_db
from db.swaps import offers as swaps_db
from db.swaps import reads as reads_db
from db.swaps import reports as reports_db
from rules.schedule.due import Due
from rules.swaps.ledger import Booked
from rules.swaps.moves import PieceState, ReadState
from rules.swaps.reports import Decision
from services import process, streaks
from services.context import Context
from services.goals.milestones import MILESTONE
from services.privacy import requests as privacy
from services.privacy.requests import ERASED_TITLE, NotConfirmed, NothingKept
from services.reminder_times import REMINDER
from services.reminders import consent
from services.schedule import presence
from services.schedule import run as schedule
from services.streaks import EntryInput
from services.swaps import offers as swaps
from services.swaps import reads as swap_reads
from services.swaps import reports as swap_reports
from services.swaps.credits import Swapper, enter, look_in
from tests.features import ITS_MODULE, every_pair
from tests.kinds import HOUSE, KINDS
from tests.services import swap_life
from tests.services.desk import START, HandClock, Post
from tests.services.full_life import (
    AWAY,
    CLEO,
    DAN,
    ELSEWHERE,
    HOME,
    MARA,
    TOMAS,
    FullLife,
    everything,
    rows_with,
    unfilled,
)


@pytest.fixture
async def life(db: Database) -> FullLife:
    """Mara and Tomas, who have used everything, and Cleo, in one server."""
    life = FullLife(Context(db, HandClock()), HOME, START)
    await life.lead(MARA, "Mara")
    await life.lead(TOMAS, "Tomas")
    return life


@pytest.fixture
def url(database_url: str) -> str:
    """Where the tables are, for those who look at them from outside."""
    return database_url


@pytest.fixture
def path(url: str) -> Path:
    """The file itself."""
    if is_shared(url):
        pytest.skip("about SQLite's file, and the log beside it")
    return sqlite_path(url)


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


# Servers the bot was removed from


@pytest.fixture
async def two_servers(life: FullLife) -> FullLife:
    """Beside that server another, where Tomas and Dan are as well; Cleo has left the first."""
    away = FullLife(life.context, AWAY, life.at, life.ids, life.stories)
    await away.lead(DAN, "Dan")
    await swap_life.comment(away, DAN, await swap_life.offer(away, TOMAS))
    life.at = away.at
    await life.meet(MARA, TOMAS, CLEO)
    await swap_life.offer(life, CLEO)
    await pass_days(life, 0)  # what there is to tell is told
    await pass_days(life, 20)  # whatever has a deadline is past it
    return life


OF_ITS_TIME = ("due.", "inbox.")  # goes by itself, wherever the bot is


async def pass_days(life: FullLife, days: float) -> None:
    clock: Any = life.context.clock
    clock.at = max(clock.at, life.at) + timedelta(days=days)
    life.at = clock.at
    await schedule.run_due(life.context, KINDS, Post(clock))


async def remove(life: FullLife, server_id: int = HOME) -> datetime:
    clock: Any = life.context.clock
    clock.at = max(clock.at, life.at)
    await presence.server_left(life.context, server_id)
    return clock.now()  # type: ignore[no-any-return]


async def test_a_removed_servers_data_is_kept_29_days_and_erased_after_30(two_servers: FullLife, url: str) -> None:
    life = two_servers
    await remove(life)
    kept = rows_with(url, HOME)
    await pass_days(life, 29.9)
    assert {name: number for name, number in rows_with(url, HOME).items() if not name.startswith(OF_ITS_TIME)} == {
        name: number for name, number in kept.items() if not name.startswith(OF_ITS_TIME)
    }
    before = {name: rows for name, rows in everything(url).items() if "swap" in name or name in ("entries", "tips")}
    others = {name: [row for row in rows if AWAY in row] for name, rows in before.items()}
    await pass_days(life, 0.2)

    # Only where their own entries were logged, and that it was erased, is told of it.
    left = {"entries.server_id", "goal_drafts.server_id", "due.key", "due.subject_id"}
    assert set(rows_with(url, HOME)) == left, everything(url)["due"]
    assert rows_with(url, MARA) == {}
    assert rows_with(url, CLEO) == {}
    after = everything(url)
    assert {name: [row for row in after[name] if AWAY in row] for name in before} == others
    assert "said by Tomas" in str(after["entries"])
    assert "said by Tomas" in str(after["pieces"])
    assert "said by Tomas" not in str(after["tips"])


async def test_a_server_that_takes_the_bot_back_on_day_29_has_lost_nothing(two_servers: FullLife, url: str) -> None:
    life = two_servers
    moved_on = ("due", "members", "inbox", "together_goals")  # in its time, wherever the bot is
    kept = {name: rows for name, rows in everything(url).items() if name not in moved_on}
    await remove(life)
    await pass_days(life, 29)
    await presence.server_joined(life.context, KINDS, HOME)
    assert not [row for row in everything(url)["due"] if row[1] == privacy.ERASE_SERVER]
    await pass_days(life, 40)

    after = everything(url)
    assert {name: after[name] for name in kept if "swap" not in name} == {
        name: rows for name, rows in kept.items() if "swap" not in name
    }
    assert {row[0] for row in after["swap_pieces"]} == {row[0] for row in kept["swap_pieces"]}
    assert rows_with(url, MARA)


async def test_the_members_of_a_large_server_are_erased_a_few_at_a_time(
    two_servers: FullLife, path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(privacy, "ERASED_AT_ONCE", 3)
    life = two_servers
    many = [ELSEWHERE + number for number in range(1, 11)]
    for member_id in many:
        await streaks.record_entry(life.context, life.act(member_id), EntryInput(words=1))
    await remove(life)
    await pass_days(life, 30.1)

    assert [rows_with(url, member_id) for member_id in (MARA, CLEO, *many)] == [{}] * 12
    runs = [row for row in everything(url)["due"] if row[1] == privacy.ERASE_SERVER]
    assert [row[5] for row in runs] == ["sent"]  # the last; what was before it went with the server
    assert HOME not in [row[0] for row in everything(url)["servers"]]
    assert rows_with(url, "said by Tomas")


async def test_removed_again_the_days_count_from_then(two_servers: FullLife, url: str) -> None:
    life = two_servers
    await remove(life)
    await pass_days(life, 29)
    await presence.server_joined(life.context, KINDS, HOME)
    await remove(life)
    await pass_days(life, 29)
    assert rows_with(url, MARA)
    await remove(life)  # told twice: it is the first time that counts
    await pass_days(life, 1.1)
    assert rows_with(url, MARA) == {}


async def test_who_kept_something_new_since_or_is_known_elsewhere_stays(two_servers: FullLife, url: str) -> None:
    life = two_servers
    await remove(life)
    await streaks.record_entry(life.context, life.act(MARA, in_dm=True), EntryInput(words=5, note="from afar"))
    await pass_days(life, 31)

    assert rows_with(url, "from afar") == {"entries.note": 1}
    assert "memberships.member_id" not in rows_with(url, MARA)
    async with life.context.db.read() as connection:
        assert await members_db.find(connection, TOMAS, AWAY) is not None
        assert await members_db.find(connection, CLEO) is None


async def test_a_server_removed_before_there_was_such_a_plan_is_planned_by_mending(
    two_servers: FullLife, path: Path, url: str
) -> None:
    life = two_servers
    await remove(life)
    await life.context.db.write(lambda tx: tx.execute("DELETE FROM due WHERE kind = 'erase_server'"))
    assert await schedule.mend(life.context, KINDS) >= 1
    await pass_days(life, 30.1)

    assert rows_with(url, MARA) == {}


async def test_the_nameless_go_with_the_last_that_needed_them(two_servers: FullLife, url: str) -> None:
    life = two_servers
    await privacy.erase(life.context, life.act(MARA))
    nameless = [row for row in everything(url)["members"] if row[0] < 0]
    assert len(nameless) == 2  # a stranger was erased before
    await remove(life)
    await pass_days(life, 30.1)

    assert [row for row in everything(url)["members"] if row[0] < 0] == []
