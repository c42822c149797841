"""When a goal together is said aloud, and its card looked after: putting that on the schedule."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from db import schedule, together
from db.connection import Tx
from rules.goals.together import TogetherGoal, begun_at, ended_at, look_at
from rules.schedule.due import Due

SAID, LOOK = "together_said", "together_look"


class Aloud(StrEnum):
    """What is said aloud of a goal together, each once."""

    CARD = "card"
    BEGUN = "begun"
    HALF_WAY = "50"
    REACHED = "100"
    ENDED = "ended"

    @property
    def percent(self) -> int | None:
        """How much of the way it says is behind those who are in."""
        return int(self) if self in (Aloud.HALF_WAY, Aloud.REACHED) else None


async def plan(tx: Tx, goal: TogetherGoal, today: date, zone: ZoneInfo) -> None:
    """Plan a new goal's card at once, its begin where its first day is still to come, and its end."""
    await say(tx, goal.id, Aloud.CARD, goal.made_at)
    if goal.starts_on > today:
        await say(tx, goal.id, Aloud.BEGUN, begun_at(goal, zone))
    await say(tx, goal.id, Aloud.ENDED, ended_at(goal, zone))


async def say(tx: Tx, goal_id: int, what: Aloud, at: datetime) -> None:
    """Plan what is said aloud; planned before, it is moved."""
    await schedule.plan(tx, Due(SAID, goal_id, what.value, at, awaited=what is Aloud.CARD))


async def say_reached(tx: Tx, goal_id: int, percent: int, look: str, at: datetime) -> None:
    """Plan that so much of the way is said aloud, as a look found it; what did not hold may be found anew."""
    if not await schedule.still_waits(tx, SAID, goal_id, f"{percent}/"):
        await schedule.plan(tx, Due(SAID, goal_id, f"{percent}/{look}", at))


def aloud(due: Due) -> Aloud:
    """Return what something planned says."""
    return Aloud(due.period.partition("/")[0])


async def end_now(tx: Tx, goal_id: int, now: datetime) -> None:
    """Say a goal's end now, and nothing else any more."""
    await schedule.forget(tx, SAID, goal_id)
    await say(tx, goal_id, Aloud.ENDED, now)


async def look(tx: Tx, goal_id: int, now: datetime) -> None:
    """Have a goal's card looked after: what it came to has changed, or who is in it."""
    number = await together.next_look(tx, goal_id)
    await schedule.plan_only(tx, Due(LOOK, goal_id, str(number), look_at(now)))


async def look_at_all_of(tx: Tx, member_id: int, now: datetime) -> None:
    """Have the cards of all open goals looked after that a member is in."""
    for goal_id in await together.open_of(tx, member_id):
        await look(tx, goal_id, now)
