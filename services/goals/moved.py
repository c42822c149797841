"""Which goals an entry moved: whoever reads its answer hears of those they may see."""

from __future__ import annotations

from datetime import date

from db import goals
from db.connection import Tx
from rules.goals.moved import moves
from rules.streaks.entries import Entry
from services.acts import Act
from services.goals import milestones
from services.goals.running import GoalView, view_of
from services.goals.together.timing import look_at_all_of


async def moved_by(tx: Tx, act: Act, entry: Entry, today: date) -> tuple[GoalView, ...]:
    """Claim the milestones that an entry reached, and return the goals it moved, oldest first."""
    between_us = entry.is_between_us
    running = await goals.running_of(tx, act.member_id, with_quiet=between_us)
    if not entry.quiet:
        aloud = await goals.running_of(tx, act.member_id, with_quiet=False) if between_us else running
        await milestones.claim_each(tx, aloud, act.at)
    await look_at_all_of(tx, act.member_id, act.at)
    views = [await view_of(tx, act, goal, today, with_quiet=between_us) for goal in running if moves(entry, goal)]
    return tuple(view for view in views if view.shared_here or entry.is_between_us)
