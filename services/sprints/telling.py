"""How a sprint went: what a member says of it is one ordinary entry, however often they say it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from db import sprints
from db import streaks as entries
from db.connection import Connection, Tx
from rules.members.member import Member
from rules.sprints import Sprint, SprintKind, check_telling, minutes_in
from rules.streaks.entries import Entry, check_entry
from services import streaks
from services.acts import Act, GoneForGood, commit, look, meet, still_there
from services.context import Context
from services.sprints import timing
from services.sprints.going import SprintShown, shown_of, sprint_here
from services.streaks import EntryOutcome


@dataclass(frozen=True, slots=True)
class Told:
    """A sprint after somebody said how it went, and what their entry did.

    `was_in` is whether they were in it, `results_at` when the results come, where they are still to come.
    """

    shown: SprintShown
    outcome: EntryOutcome
    was_in: bool
    results_at: datetime | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What a total comes to, to be shown before it is kept; `before` is None where no earlier total is known."""

    sprint: Sprint
    total: int
    before: int | None

    @property
    def words(self) -> int:
        """The new words; none where the text is shorter than before."""
        return 0 if self.before is None else max(0, self.total - self.before)


async def check_may_tell(context: Context, act: Act, sprint_id: int) -> None:
    """Raise a Refusal unless the asker may say now how a sprint went."""
    async with context.db.read() as connection:
        await _telling(connection, act, sprint_id, await look(connection, act))


async def difference(context: Context, act: Act, sprint_id: int, total: int, before: int | None = None) -> Difference:
    """Return what a total comes to, from `before` or from the last total told in the server. Raise a Refusal."""
    async with context.db.read() as connection:
        sprint = await _telling(connection, act, sprint_id, await look(connection, act))
        if before is None:
            before = await sprints.last_total(connection, sprint, act.member_id)
    found = Difference(sprint, total, before)
    check_entry(found.words, None, None)
    return found


async def tell(context: Context, act: Act, sprint_id: int, words: int, total: int | None = None) -> Told:
    """Log a sprint's words for the asker, or replace what they said before. Raise a Refusal.

    Who wrote along without saying so is in by telling.
    """
    check_entry(words, None, None)

    async def work(tx: Tx) -> tuple[SprintShown, streaks.Written, bool, datetime | None]:
        member = (await meet(tx, act)).member
        sprint = await _telling(tx, act, sprint_id, member)
        was_in = not await sprints.join(tx, sprint.id, member.id, act.at)
        written = await streaks.with_log(tx, act, await _put_entry(tx, act, sprint, member, words))
        await sprints.tell(tx, sprint.id, member.id, written.entry.id, total)
        await timing.plan_results(tx, sprint, act.at)
        return await shown_of(tx, sprint, act.at), written, was_in, await timing.results_due_at(tx, sprint.id)

    shown, written, was_in, results_at = await commit(context, act, work)
    return Told(shown, streaks.outcome_of(written, act), was_in, results_at)


async def _telling(connection: Connection, act: Act, sprint_id: int, member: Member) -> Sprint:
    sprint = await sprint_here(connection, act, sprint_id)
    if sprint.kind is not SprintKind.WRITING:
        raise GoneForGood
    check_telling(sprint, member.today(act.at), member.today(sprint.ends_at), act.at)
    return sprint


async def _put_entry(tx: Tx, act: Act, sprint: Sprint, member: Member, words: int) -> Entry:
    entry_id = await sprints.entry_of(tx, sprint.id, member.id)
    if entry_id is None:
        entry = await _new_entry(tx, act, sprint, member, words)
        await entries.add_entry(tx, entry)
        return entry
    known = still_there(await entries.find_entry(tx, entry_id))
    entry = replace(known, words=words, undone=False)
    await entries.change_entry(tx, entry)
    await entries.set_undone(tx, entry.id, None)
    return entry


async def _new_entry(tx: Tx, act: Act, sprint: Sprint, member: Member, words: int) -> Entry:
    joined_at = next(part.joined_at for part in await sprints.parts(tx, sprint.id) if part.member_id == member.id)
    return Entry(
        id=act.id,
        member_id=member.id,
        server_id=sprint.server_id,
        day_on=member.today(act.at),
        words=words,
        minutes=minutes_in(sprint, joined_at),
        note="",
        link="",
        late=False,
        quiet=False,
        logged_at=act.at,
    )
