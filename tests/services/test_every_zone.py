"""One reminder per local date in every zone of the IANA database, every day of a year, at 24 times of day.

With tzdata's 598 zones these are 5,238,480 deliveries (`make zones`; CI walks every sixth hour of the day); `pytest -s`
prints each share of them. The choice of the next
date and its instant are the services' and rules' own; only the judging is done here, by what a clock on the wall shows.

Zones with the same rules in the year are walked once and counted each. Rules are compared as the compiled zone
files have them: the offset the year begins with, every change in it, and the rule that follows the last.
"""

from __future__ import annotations

import io
import os
import struct
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest

from rules.kit.calendar import day_ends_at, local_day
from rules.members.consent import Mode, Reminder, offset
from rules.members.member import Member
from rules.reminders.times import SPREAD
from services.reminder_times import REMINDER, next_due

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]

YEAR = 2026
DAYS = 365
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
# A quarter past lies inside every hour or half-hour that clocks skip, and most of them skip one from two o'clock on.
HOURS_APART = int(os.environ.get("ZONES_HOURS_APART", "6"))
TIMES = [time(hour, 15) for hour in range(min(2, HOURS_APART - 1), 24, HOURS_APART)]
DAY_END_HOUR = 3
# What is walked lies within a week of the year.
FIRST = int(datetime(YEAR, 1, 1, tzinfo=UTC).timestamp()) - 7 * 86_400
LAST = int(datetime(YEAR + 1, 1, 1, tzinfo=UTC).timestamp()) + 7 * 86_400
# One share of the zones is one test, so that they spread over the processors.
SHARES = 8


@dataclass(frozen=True, slots=True)
class Rules:
    """All that decides a zone's clocks in the year: offset at its start, changes in it, and what holds after them."""

    offset: int
    changes: tuple[tuple[int, int], ...]
    afterwards: bytes


def rules_in_year(content: bytes) -> Rules:
    """Read them from a compiled zone file (RFC 8536, version 2 or later), with seconds since 1970 and of offset."""
    assert content[4:5] >= b"2"
    second = 44 + _body_length(content, 0, 4)
    _, _, _, changes, types, _ = struct.unpack_from(">6l", content, second + 20)
    at = second + 44
    instants = struct.unpack_from(f">{changes}q", content, at)
    kinds = content[at + changes * 8 : at + changes * 9]
    offsets = [struct.unpack_from(">l", content, at + changes * 9 + kind * 6)[0] for kind in range(types)]
    timeline = [(instant, offsets[kind]) for instant, kind in zip(instants, kinds, strict=True)]
    return Rules(
        offset=next((offset for instant, offset in reversed(timeline) if instant < FIRST), offsets[0]),
        changes=tuple(each for each in timeline if FIRST <= each[0] <= LAST),
        # The rule for later years counts from the file's last change on, which may come before the year or in it.
        afterwards=b""
        if timeline and timeline[-1][0] > LAST
        else content[second + 44 + _body_length(content, second, 8) :],
    )


def _body_length(content: bytes, header: int, instant: int) -> int:
    counts: tuple[int, ...] = struct.unpack_from(">6l", content, header + 20)
    utc, standard, leaps, changes, types, letters = counts
    return changes * (instant + 1) + types * 6 + letters + leaps * (instant + 4) + standard + utc


@cache
def zones_by_rules() -> list[tuple[bytes, tuple[str, ...]]]:
    """Return one compiled zone file for each different set of rules, with the names of all zones that have it."""
    folder = files("tzdata") / "zoneinfo"
    contents: dict[Rules, bytes] = {}
    found: defaultdict[Rules, list[str]] = defaultdict(list)
    for name in (files("tzdata") / "zones").read_text("utf-8").split():
        content = folder.joinpath(*name.split("/")).read_bytes()
        rules = rules_in_year(content)
        contents.setdefault(rules, content)
        found[rules].append(name)
    return [(contents[rules], tuple(names)) for rules, names in found.items()]


def member_in(zone: ZoneInfo, at: time, id: int = 1) -> Member:
    return Member(
        id=id,
        zone=zone,
        zone_chosen=True,
        day_end_hour=DAY_END_HOUR,
        since_on=date(YEAR - 1, 12, 1),
        on_boards=True,
        reminder=Reminder(Mode.DAILY, at),
    )


def shown(instant: datetime, zone: ZoneInfo) -> datetime:
    """Return what a clock on the wall shows."""
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


@dataclass
class Count:
    """How many deliveries were seen, and how many of them at a gap."""

    deliveries: int = 0
    at_gaps: int = 0


def walk(zone: ZoneInfo, at: time) -> Count:
    """Have every reminder of the year sent when it is due, and judge each by the wall clock alone.

    Each time of day is another member's, so that theirs comes some minutes of their own early or late.
    """
    member = member_in(zone, at, id=at.hour << 22)
    spread = timedelta(minutes=offset(member.id, SPREAD))
    count = Count()
    day = date(YEAR, 1, 1)
    due = next_due(member, REMINDER, day_ends_at(day - DAY, zone, DAY_END_HOUR) - SECOND, after=day - DAY)
    for _ in range(DAYS):
        assert due.period == day.isoformat(), (zone, at, "a local date was passed over or came twice")
        asked = datetime.combine(day + DAY if at.hour < DAY_END_HOUR else day, at)
        planned = due.due_at - spread if local_day(due.due_at, zone, DAY_END_HOUR) == day else due.due_at
        seen = shown(planned, zone)
        if seen != asked:
            # Only where clocks skip it may come at another time: at the first instant they show after it.
            assert seen > asked > shown(planned - SECOND, zone), (zone, at, day)
            count.at_gaps += 1
        elif local_day(due.due_at, zone, DAY_END_HOUR) != day:
            raise AssertionError((zone, at, day, "it came on another local day than its own"))
        count.deliveries += 1
        due = next_due(member, REMINDER, due.due_at, after=day, promised=day + DAY)
        day += DAY
    return count


@pytest.mark.parametrize("share", range(SHARES))
def test_every_zone_day_and_hour_brings_exactly_one(share: int) -> None:
    total = Count()
    names = 0
    for content, sharing in zones_by_rules()[share::SHARES]:
        zone = ZoneInfo.from_file(io.BytesIO(content), key=sharing[0])
        names += len(sharing)
        for at in TIMES:
            walked = walk(zone, at)
            total.deliveries += walked.deliveries * len(sharing)
            total.at_gaps += walked.at_gaps * len(sharing)

    print(f"{names} zones, {total.deliveries:,} deliveries, {total.at_gaps} of them at a gap")
    assert total.deliveries == names * DAYS * len(TIMES)
    assert total.at_gaps > 0
