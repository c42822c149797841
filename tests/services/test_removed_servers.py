"""What is kept of a server that the bot was removed from, and what is erased after thirty days."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db import members as members_db
from services import streaks
from services.privacy import requests as privacy
from services.schedule import presence
from services.schedule import run as schedule
from services.streaks import EntryInput
from tests.kinds import KINDS
from tests.services import swap_life
from tests.services.desk import Post
from tests.services.full_life import AWAY, CLEO, DAN, ELSEWHERE, HOME, MARA, TOMAS, FullLife, everything, rows_with


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
