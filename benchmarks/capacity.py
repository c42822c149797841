"""How late reminders come in a bot of a million members: arithmetic, checked by letting each fall due.

`python -m benchmarks.capacity` spreads members over the world's zones as people live there (the cities the bot knows),
lets a share of them choose a time, and sends at the pacer's pace with a usual variation of the way. Then one zone
alone, with 200,000 in its evening. Nothing is sent and nothing waits. It ends with status 1 when a limit is missed.
docs/capacity.md says what follows.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from benchmarks.interactions import percentile
from benchmarks.report import Figure, report
from cogs.post.pacer import spacing
from rules.members.consent import offset, own_minute
from rules.reminders.times import SPREAD
from rules.zones.atlas import atlas

MEMBERS = 1_000_000
IN_ONE_ZONE = 200_000
CHOSEN = 0.5
MOST_MINUTES_LATE = 15.0

# The way to Discord differs by so much, and so much of the pace goes to what members wait for.
VARIATION_SECONDS = 0.025
FOR_OTHERS = 0.05
# What people choose who choose a time: full hours of the evening, and some of the morning.
FAVOURITES = {20: 0.28, 21: 0.24, 19: 0.14, 22: 0.10, 18: 0.08, 8: 0.06, 9: 0.04, 7: 0.03, 12: 0.03}
DAY = date(2026, 5, 20)
A_DAY = 24 * 60


def minute_of(member: int, chosen: int | None) -> int:
    """Return the minute of a member's day at which their reminder comes, as the bot plans it."""
    if chosen is None:
        own = own_minute(member << 22)
        return own.hour * 60 + own.minute
    return chosen * 60 + offset(member << 22, SPREAD)


def due_minutes(
    shares: dict[str, float], members: int, chosen: float, chance: random.Random, favourites: dict[int, float]
) -> Counter[int]:
    """Return how many reminders fall due at each minute of a day in UTC."""
    zones = chance.choices(list(shares), list(shares.values()), k=members)
    hours = chance.choices(list(favourites), list(favourites.values()), k=members)
    ahead = {zone: minutes_ahead(zone) for zone in shares}
    picks = (hour if chance.random() < chosen else None for hour in hours)
    return Counter(
        (minute_of(member, pick) - ahead[zone]) % A_DAY
        for member, (zone, pick) in enumerate(zip(zones, picks, strict=True))
    )


def minutes_ahead(zone: str) -> int:
    """Return by how many minutes a zone's clock is ahead of UTC."""
    ahead = datetime.combine(DAY, time(12), UTC).astimezone(ZoneInfo(zone)).utcoffset()
    assert ahead is not None
    return int(ahead.total_seconds()) // 60


def lateness(due: Counter[int], seconds_each: float) -> list[float]:
    """Return how many seconds late each comes that falls due on a day, one after the other at a pace."""
    late = []
    free_at = 0.0
    for minute in sorted(due):
        for _ in range(due[minute]):
            free_at = max(free_at, minute * 60.0) + seconds_each
            late.append(free_at - minute * 60.0)
    return late


def most_at_one_hour(zone: str, seconds_each: float, chance: random.Random) -> float:
    """Return the largest share of one zone's members who may all choose the same hour, in steps of a twentieth."""
    shares = [step / 20 for step in range(21)]
    return max(
        share
        for share in shares
        if max(lateness(due_minutes({zone: 1.0}, IN_ONE_ZONE, share, chance, {20: 1.0}), seconds_each))
        <= MOST_MINUTES_LATE * 60
    )


def where_people_live() -> dict[str, float]:
    """Return each zone's share of the people in the cities the bot knows."""
    people: Counter[str] = Counter()
    for (_, region), zones in atlas().zones_of.items():
        if not region:
            people.update(zones)
    return {zone: count / people.total() for zone, count in people.items() if count}


def figures(name: str, late: list[float], limit: float | None = None) -> Iterable[Figure]:
    """Yield what is to be said of a day."""
    yield Figure(f"{name}: p50", percentile(late, 50) / 60, "min")
    yield Figure(f"{name}: p99", percentile(late, 99) / 60, "min")
    yield Figure(f"{name}: the last", max(late) / 60, "min", limit, at_least=False)


def main(arguments: list[str] | None = None) -> int:
    """Let the days pass and print them; return 1 when a limit is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.capacity", description=__doc__)
    parser.add_argument("--members", type=int, default=MEMBERS)
    parser.add_argument("--chosen", type=float, default=CHOSEN, help="share of members who chose a time")
    options = parser.parse_args(arguments)
    chance = random.Random(1)
    seconds_each = spacing(VARIATION_SECONDS) / (1 - FOR_OTHERS)
    world = where_people_live()
    largest = max(world, key=lambda zone: world[zone])
    measured = [
        Figure("reminders a second", 1 / seconds_each, ""),
        Figure("largest zone's share", world[largest] * 100, "%"),
        *figures(
            "the world",
            lateness(due_minutes(world, options.members, options.chosen, chance, FAVOURITES), seconds_each),
        ),
        Figure("may all choose 20:00", most_at_one_hour(largest, seconds_each, chance) * 100, "%"),
    ]
    for chosen in (0.0, 0.25, options.chosen, 0.75, 1.0):
        due = due_minutes({largest: 1.0}, IN_ONE_ZONE, chosen, chance, FAVOURITES)
        name = f"{IN_ONE_ZONE:,} in one zone, {chosen:.0%} chose a time"
        measured += figures(name, lateness(due, seconds_each), MOST_MINUTES_LATE)
    return report(f"{options.members:,} members, {options.chosen:.0%} of whom chose a time", measured)


if __name__ == "__main__":
    sys.exit(main())
