"""Acts: an interaction that comes twice does nothing twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import discord
import pytest

from db import acts as acts_db
from rules.acts import KEPT_FOR, first_id
from rules.streaks.entries import PerhapsTheSame
from services import answers, process, streaks, tips
from services.acts import AlreadyDone, GoneForGood
from services.streaks import EntryInput
from tests.services.desk import START, Desk

TIP = "I answer every comment within a day."


async def test_another_arrival_of_an_interaction_changes_nothing_and_says_so(desk: Desk) -> None:
    act = replace(desk.act(), what="`/tip share`", receipt=1)
    tip = await tips.share_tip(desk.context, act, TIP)
    await tips.take_vote_back(desk.context, desk.act(), tip.id)

    again = replace(act, receipt=2)
    with pytest.raises(AlreadyDone):
        await tips.remove_tip(desk.context, again, tip.id, is_moderator=True)
    assert await tips.show_tip(desk.context, desk.act(), tip.id) == tip


async def test_an_act_may_change_several_things(desk: Desk) -> None:
    act = replace(desk.act(), receipt=1)
    await streaks.record_entry(desk.context, act, EntryInput(words=3))
    await tips.share_tip(desk.context, act, TIP)


async def test_what_was_refused_may_be_asked_for_again(desk: Desk) -> None:
    act = replace(desk.act(), receipt=1)
    with pytest.raises(GoneForGood):
        await tips.mark_helpful(desk.context, act, 404)
    await tips.share_tip(desk.context, replace(act, receipt=2), TIP)


async def test_acts_are_forgotten_after_an_hour(desk: Desk) -> None:
    old = replace(desk.act(), id=first_id(START))
    await tips.share_tip(desk.context, old, TIP)

    for minutes, is_known in ((0, True), (59, True), (61, False)):
        desk.clock.at = START + timedelta(minutes=minutes)
        await process.beat(desk.context, "this one", is_ready=True)
        async with desk.context.db.read() as connection:
            assert (await acts_db.find(connection, old.id) is not None) is is_known
    assert timedelta(minutes=60) == KEPT_FOR


def test_an_instants_first_id_is_as_discord_gives_them() -> None:
    assert first_id(START) == discord.utils.time_snowflake(START)


async def test_settling_what_may_be_twice_is_safe_to_repeat(desk: Desk) -> None:
    first = desk.act()
    await streaks.record_entry(desk.context, first, EntryInput(words=300))
    await answers.note_unheard(desk.context, first, "")
    with pytest.raises(PerhapsTheSame) as asked:
        await streaks.record_entry(desk.context, desk.act(), EntryInput(words=300))
    entry_id, before_id = asked.value.entry.id, asked.value.before.id

    for again, words, is_new in ((False, 300, False), (False, 300, False), (True, 600, True), (True, 600, False)):
        outcome, was_new = await streaks.settle_doubt(desk.context, desk.act(), entry_id, before_id, again=again)
        assert (outcome.standing.total_words, was_new) == (words, is_new)
