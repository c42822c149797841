"""What a server's boards cost when the database holds a hundred times its members, each with a year of entries.

`python -m benchmarks.leaderboard` fills a database, asks for every board of one server of 1,000 members through
the same use case as /leaderboard, and then again in a database of that server alone: what the others wrote must not
matter. It prints each figure with its limit, and ends with status 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

from benchmarks.interactions import ROOT
from benchmarks.report import Figure, report, say
from db.connection import Tx
from db.database import Database
from rules.leaderboards import Board, BoardPeriod
from services.acts import Act
from services.context import Context
from services.leaderboards.boards import show_board

BOARD_MS = 50.0
OF_SERVER_ALONE = 1.5

MEMBERS = 100_000
SERVER_MEMBERS = 1_000
DAYS = 365
ROUNDS = 5
FIRST_SERVER_ID = 100
# A Wednesday, so that the running week has planned days enough for the board of kept promises.
NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
# A streak is as of today, whatever the period.
ASKED = [*product((Board.KEPT, Board.WORDS), BoardPeriod), (Board.STREAK, BoardPeriod.WEEK)]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A clock that stands."""

    def now(self) -> datetime:
        """Return the one instant."""
        return NOW


async def seed(db: Database, members: int) -> None:
    """Fill servers of SERVER_MEMBERS; everybody wrote on ten of eleven days, each of the last three among them."""
    since_on = (NOW - timedelta(days=DAYS - 1)).date().isoformat()
    at = NOW.isoformat(timespec="microseconds")

    async def work(tx: Tx) -> None:
        numbers = "WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ?) "
        await tx.execute(
            numbers + "INSERT INTO servers (id) SELECT ? + n FROM numbers",
            (-(-members // SERVER_MEMBERS), FIRST_SERVER_ID),
        )
        await tx.execute(
            numbers + "INSERT INTO members (id, zone, since_on) SELECT n + 1, 'UTC', ? FROM numbers",
            (members, since_on),
        )
        await tx.execute(
            "INSERT INTO memberships (server_id, member_id, joined_at) SELECT ? + (id - 1) / ?, id, ? FROM members",
            (FIRST_SERVER_ID, SERVER_MEMBERS, at),
        )
        # Day by day, as real entries come: those of one member lie far apart in the file.
        await tx.execute(
            numbers + "INSERT INTO entries (id, member_id, server_id, day_on, words, logged_at) "
            "SELECT n * ? + m.id, m.id, ?, date(?, '+' || n || ' days'), 100 + (m.id * 31 + n * 17) % 900, ? "
            "FROM numbers CROSS JOIN members m WHERE n >= ? - 3 OR (m.id * 7919 + n * 104729) % 1009 % 11 <> 0",
            (DAYS, members, FIRST_SERVER_ID, since_on, at, DAYS),
        )

    await db.write(work)


async def time_boards(context: Context) -> dict[tuple[Board, BoardPeriod], list[float]]:
    """Ask for every board ROUNDS times; return the milliseconds each took. The first asking is not counted."""
    taken: dict[tuple[Board, BoardPeriod], list[float]] = {}
    for turn in range(ROUNDS + 1):
        for board, period in ASKED:
            began = time.perf_counter()
            shown = await show_board(context, Act(1, 1, FIRST_SERVER_ID, None, NOW), board, period)
            if shown.of_members != SERVER_MEMBERS:
                raise AssertionError(f"{board} {period} shows {shown.of_members} members")
            if turn:
                taken.setdefault((board, period), []).append((time.perf_counter() - began) * 1000)
    return taken


async def measure(members: int, folder: Path) -> list[Figure]:
    """Time the boards of one server inside a big database and alone; return every figure."""
    taken = []
    gc.collect()
    gc.freeze()  # as the bot does once it is there
    for size in (SERVER_MEMBERS, members):
        say(f"filling a database of {size:,} members with {DAYS} days each")
        began = time.perf_counter()
        db = await Database.open(f"sqlite:///{folder / f'{size}.db'}")
        await seed(db, size)
        say(f"filled in {time.perf_counter() - began:.0f} s; asking for its boards")
        taken.append(await time_boards(Context(db, Fixed())))
        await db.close()
    alone, among = taken
    rows = []
    for asked, milliseconds in among.items():
        name = "streak" if asked[0] is Board.STREAK else ", ".join(asked)
        rows.append(Figure(name, statistics.median(milliseconds), "ms", BOARD_MS, at_least=False))
    of_alone = statistics.median(statistics.median(among[asked]) / statistics.median(alone[asked]) for asked in among)
    rows.append(Figure("among all ÷ the server alone", of_alone, "", OF_SERVER_ALONE, at_least=False))
    return rows


def main(arguments: list[str] | None = None) -> int:
    """Time the boards and print them; return 1 when a limit is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.leaderboard", description=__doc__)
    parser.add_argument("--members", type=int, default=MEMBERS, help="in the whole database")
    parser.add_argument(
        "--folder", type=Path, default=ROOT / "build", help="on the disk the databases are to be kept on"
    )
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="bench-") as folder:
        measured = asyncio.run(measure(options.members, Path(folder).resolve()))
    return report(f"a server of {SERVER_MEMBERS:,} among {options.members:,} members", measured)


if __name__ == "__main__":
    sys.exit(main())
