"""My month, my year: what somebody wrote, and who read them, as one picture to keep or share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from db import pieces, streaks
from db.connection import Connection
from db.swaps import reads
from rules.streaks.keepsakes import Stretch, drawn_from, last_day, month_to_show, year_to_show
from rules.streaks.plans import days_between
from rules.streaks.shades import Shade, shades
from rules.streaks.streak import Mark, PromisesKept, kept_promises, marks
from rules.swaps.reads import Read
from services import contact
from services.acts import Act, look
from services.context import Context


@dataclass(frozen=True, slots=True)
class Keepsake:
    """A month or a year of somebody's: its days, its sums, and a line of theirs that a reader noticed.

    `marks` and `shades` are of its days from `drawn_from` on. `year_on` is the year they can look back on now.
    """

    member_id: int
    stretch: Stretch
    first_on: date
    drawn_from: date
    today: date
    marks: tuple[Mark, ...]
    shades: tuple[Shade, ...]
    days_written: int
    words: int
    kept: PromisesKept
    pieces: int
    readers: int
    line: str
    year_on: date | None


async def my_keepsake(
    context: Context, act: Act, stretch: Stretch = Stretch.MONTH, first_on: date | None = None, *, for_all: bool = False
) -> Keepsake:
    """Return the asker's month or year, the latest month unless said; `for_all` leaves out what was quiet."""
    async with context.db.read() as connection:
        member = await look(connection, act)
        log = await streaks.log_of(connection, member.id, member.since_on)
        today = member.today(act.at)
        first = first_on or month_to_show(today)
        last = last_day(stretch, first)
        span = [member.day_ends_at(day) for day in (first - timedelta(days=1), last)]
        read = await reads.accepted_for(connection, member.id, span[0], span[1])
        line = await _line_noticed(connection, member.id, read)
        kept_pieces = await pieces.count_added(connection, member.id, span[0], span[1])
    shown = log.for_everybody() if for_all else log
    words = {day: shown.days[day].words for day in days_between(first, last) if day in shown.days}
    drawn = drawn_from(stretch, first, words)
    return Keepsake(
        member_id=member.id,
        stretch=stretch,
        first_on=first,
        drawn_from=drawn,
        today=today,
        marks=marks(log.history, drawn, last, today),
        shades=shades(words, list(days_between(drawn, last))),
        days_written=len(words),
        words=sum(words.values()),
        kept=kept_promises(log.history, first, last, today),
        pieces=kept_pieces,
        readers=len({each.reader_id for each in read}),
        line=line,
        year_on=year_to_show(today),
    )


async def _line_noticed(connection: Connection, author_id: int, received: Sequence[Read]) -> str:
    """Return the line of theirs that was quoted last and stands in the piece; by nobody they are kept apart from."""
    for read in reversed(received):
        if read.comment and read.quote_found and await contact.is_open(connection, read.reader_id, author_id):
            return read.comment.quote
    return ""
