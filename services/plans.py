"""The rhythm a member promised: plans, pauses and rests."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from db import goals, streaks
from db.connection import Tx
from rules.goals.promises import plan_of
from rules.members.consent import Mode
from rules.members.member import Member
from rules.reminders.needed import is_due
from rules.streaks import plans
from rules.streaks.log import KeptPause, Log
from rules.streaks.plans import Plan, PlanChange, PlanKind, check_pause
from rules.streaks.streak import streak
from services import reminder_times
from services.acts import Act, GoneForGood, commit, meet, still_there
from services.context import Context
from services.goals.drafts import own_draft
from services.streaks import Standing, standing_on


async def choose_plan(context: Context, act: Act, kind: PlanKind, days: int | None) -> Standing:
    """Promise a rhythm; the first begins at once, a later one at the next boundary. Raise a Refusal."""

    async def work(tx: Tx) -> tuple[Member, Log]:
        member = (await meet(tx, act)).member
        log = await streaks.log_of(tx, member.id, member.since_on)
        chosen = await _keep_choice(tx, act, log.history.plans, kind, member.today(act.at), days)
        return member, replace(log, history=replace(log.history, plans=chosen))

    member, log = await commit(context, act, work)
    return standing_on(member, log, member.today(act.at))


async def _keep_choice(
    tx: Tx, act: Act, before: tuple[Plan, ...], kind: PlanKind, today: date, days: int | None
) -> tuple[Plan, ...]:
    """Write down what a member chose, and how it is taken back; return their plans. Raise a Refusal."""
    after = plans.choose_plan(before, kind, today, days)
    await streaks.replace_plans(tx, act.member_id, after)
    chosen_on, replaced = plans.change_of(before, after)
    await streaks.keep_plan_change(tx, PlanChange(act.id, act.member_id, act.at, chosen_on, replaced))
    return after


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan a promise became, as of the member's today."""

    plan: Plan
    today: date


async def keep_as_plan(context: Context, act: Act, draft_id: int) -> Planned:
    """Make a promise the member's plan instead of a goal; a second press finds it done. Raise GoneForGood."""

    async def work(tx: Tx) -> Planned:
        today = (await meet(tx, act)).member.today(act.at)
        draft = await own_draft(tx, act, draft_id)
        offer = None if draft.reading is None else plan_of(draft.reading)
        if offer is None or await goals.find(tx, draft.id) is not None:
            raise GoneForGood
        kept = (await streaks.log_of(tx, act.member_id, today)).history.plans
        with suppress(plans.PlanUnchanged):
            kept = await _keep_choice(tx, act, kept, offer.kind, today, offer.days)
        await goals.close_draft(tx, draft.id, act.at)
        return Planned(kept[-1], today)

    return await commit(context, act, work)


async def take_back_choice(context: Context, act: Act, change_id: int) -> Standing:
    """Let the plans be as they were before a choice. Raise NotYours, GoneForGood or PlanSettled."""

    async def work(tx: Tx) -> tuple[Member, Log]:
        change = still_there(await streaks.find_plan_change(tx, change_id))
        act.check_own(change.member_id)
        member = (await meet(tx, act)).member
        log = await streaks.log_of(tx, member.id, member.since_on)
        before = plans.take_back(log.history.plans, change, act.at)
        await streaks.replace_plans(tx, member.id, before)
        await streaks.drop_plan_change(tx, change.id)
        return member, await streaks.log_of(tx, member.id, member.since_on)

    member, log = await commit(context, act, work)
    return standing_on(member, log, member.today(act.at))


async def pause(context: Context, act: Act, first: date, last: date, reason: str) -> Standing:
    """Ask for nothing from `first` to `last`, both included. Raise a Refusal."""

    async def work(tx: Tx) -> tuple[Member, Log]:
        member = (await meet(tx, act)).member
        log = await streaks.log_of(tx, member.id, member.since_on)
        others = tuple(kept.pause for kept in log.pauses if kept.id != act.id)
        taken = check_pause(first, last, member.today(act.at), others)
        await streaks.add_pause(tx, KeptPause(act.id, member.id, taken, reason))
        return member, await streaks.log_of(tx, member.id, member.since_on)

    member, log = await commit(context, act, work)
    return standing_on(member, log, member.today(act.at))


async def end_pause(context: Context, act: Act, pause_id: int) -> Standing:
    """End a pause so that today is asked for again; one not begun is taken away. Raise a Refusal."""

    async def work(tx: Tx) -> tuple[Member, Log]:
        member = (await meet(tx, act)).member
        kept = still_there(await streaks.find_pause(tx, pause_id))
        act.check_own(kept.member_id)
        today = member.today(act.at)
        if kept.pause.to_on >= today:
            yesterday = today - timedelta(days=1)
            await streaks.end_pause(tx, kept.id, yesterday if kept.pause.from_on <= yesterday else None)
        return member, await streaks.log_of(tx, member.id, member.since_on)

    member, log = await commit(context, act, work)
    return standing_on(member, log, member.today(act.at))


@dataclass(frozen=True, slots=True)
class Rested:
    """A rest day: covered when a freeze was there for it. `next_on` is the day of the next reminder."""

    standing: Standing
    day_on: date
    covered: bool
    kept_already: bool
    at_stake: bool
    next_on: date | None


async def rest(context: Context, act: Act, day: date) -> Rested:
    """Rest on the day a reminder was about; pressed on a later day it still means that day."""

    async def work(tx: Tx) -> tuple[Member, Log, date | None]:
        member = (await meet(tx, act)).member
        if day == member.today(act.at):
            await streaks.add_rest(tx, member.id, day)
        log = await streaks.log_of(tx, member.id, member.since_on)
        return member, log, await reminder_times.next_reminder_on(tx, member.id)

    member, log, next_on = await commit(context, act, work)
    standing = standing_on(member, log, member.today(act.at))
    return Rested(
        standing=standing,
        day_on=day,
        covered=any(frozen.first_on <= day <= frozen.last_on for frozen in standing.state.frozen),
        kept_already=day in log.history.entry_days,
        at_stake=is_due(Mode.AT_STAKE, streak(replace(log.history, rests=log.history.rests - {day}), day)),
        next_on=next_on,
    )
