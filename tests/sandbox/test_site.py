"""The try-out's server: only for this machine, one act at a time, time stopping at what is due."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import time, timedelta

import aiohttp
import pytest

from cogs.setup.cards import GREETING
from sandbox.swap_pieces import STORM, TUESDAY, WEATHER, DemoPiece
from sandbox.transcript import said
from sandbox.tryout.diary import Diary
from sandbox.tryout.readers import Companion, Reader
from sandbox.tryout.site import begin, serving
from sandbox.tryout.three_weeks import NEW_OWNER, NEWCOMER, VISITOR
from sandbox.tryout.tour import Tour, rounds_of
from sandbox.world import DIRECT, ONE_DAY, READY_TO_READ, START, World, open_world
from tests.world import typed_out


@asynccontextmanager
async def visited() -> AsyncIterator[tuple[World, str, aiohttp.ClientSession]]:
    """Serve a fresh demo server and give the world, its address and a client of it."""
    async with (
        open_world(early=READY_TO_READ) as world,
        serving(world, await begin(world), 0) as address,
        aiohttp.ClientSession(address) as client,
    ):
        yield world, address, client


async def test_the_bots_greeting_is_there_on_the_first_visit() -> None:
    async with visited() as (world, _, _):
        first, *_ = world.history("general", world.writers["Mara"])

    assert typed_out(first.content) == GREETING


async def test_other_sites_and_other_names_are_refused() -> None:
    async with visited() as (world, address, client):
        assert address.startswith("http://127.0.0.1:")
        for headers in ({"Origin": "https://evil.example"}, {"Host": "evil.example"}):
            before = world.now
            async with client.post("/sandbox/time", json={"span": "hour"}, headers=headers) as answer:
                assert answer.status == 403
            assert world.now == before


@pytest.mark.parametrize("body", ["nonsense", "[]", '{"span": "year"}', '{"span": ["hour"]}'])
async def test_a_malformed_act_is_refused_and_changes_nothing(body: str) -> None:
    async with visited() as (world, _, client):
        before = world.now
        async with client.post("/sandbox/time", data=body) as answer:
            assert answer.status == 400
        assert world.now == before


async def test_acts_that_arrive_together_are_done_one_after_the_other() -> None:
    async with visited() as (world, _, client):

        async def post(path: str, **body: str) -> int:
            async with client.post(path, json=body) as answer:
                return answer.status

        before = world.now
        statuses = await asyncio.gather(
            post("/sandbox/time", span="hour"),
            post("/sandbox/seat", writer="Tomas", place=DIRECT),
            post("/sandbox/time", span="hours"),
            post("/sandbox/restart"),
        )
        assert set(statuses) == {200}
        assert (world.now - before).total_seconds() == 9 * 3600
        async with client.get("/sandbox/state") as answer:
            state = await answer.json()
        assert (state["writer"], state["place"]) == ("Tomas", DIRECT)


async def test_a_browser_keeps_the_typefaces_and_shows_words_before_it_has_them() -> None:
    async with visited() as (_, _, client):
        async with client.get("/preview.css") as answer:
            style = await answer.text()
        assert "font-display: swap" in style
        assert "font-display: block" not in style
        async with client.get(re.findall(r'url\("(/fonts/[^"]+)"\)', style)[0]) as answer:
            assert "immutable" in answer.headers["Cache-Control"]
            assert "Pragma" not in answer.headers  # it would outweigh that


async def test_reminders_come_at_their_own_time_in_a_long_span() -> None:
    async with visited() as (world, _, client):
        mara = world.writers["Mara"]
        await world.slash(mara, "general", "settings reminder", on=True)
        async with client.post("/sandbox/time", json={"span": "monday"}) as answer:
            state = await answer.json()
        arrived = [message.created_at.astimezone(mara.zone) for message in world.history(DIRECT, mara)]
        assert [f"{at:%a}" for at in arrived] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        assert all(time(19, 30) <= at.time() <= time(20, 31) for at in arrived)
        unread = {place["key"]: place["unread"] for place in state["places"]}
        assert unread[DIRECT] == len(arrived)


@pytest.mark.parametrize("piece", [STORM, TUESDAY], ids=["the sample", "one's own"])
async def test_a_visitors_sample_is_read_by_the_morning_and_nobody_makes_believe_to_have_read_another_piece(
    piece: DemoPiece,
) -> None:
    async with open_world(early=(*READY_TO_READ, "Mara")) as world:
        await begin(world)  # two other pieces wait before it
        mara = world.writers["Mara"]
        diary = Diary(world, (), {}, [Reader("Sam", "Mara", STORM, world.now)])
        await world.show_up("Mara")
        await diary.pass_until(world.now + timedelta(hours=1))
        await world.slash(mara, "writing", "swap offer", **piece.options)
        await diary.pass_until(world.now + timedelta(hours=12))

        told = [message.content for message in world.history(DIRECT, mara) if "has this to say:" in message.content]
        assert [("Sam read “After the storm”" in each, "Mrs. Ottesen had me" in each) for each in told] == (
            [(True, True)] if piece is STORM else []
        )


async def test_neighbours_sit_in_on_a_visitors_sprint_and_say_how_it_went_once() -> None:
    async with open_world(early=READY_TO_READ) as world:
        await begin(world)
        company = [Companion(name, words, START - ONE_DAY) for name, words in (("Sam", 310), ("Aiko", 275))]
        diary = Diary(world, (), {}, company)
        await world.slash(world.writers["Mara"], "writing", "sprint")
        for _ in range(2):
            await diary.pass_until(world.now + timedelta(hours=1))

        *_, results = world.history("writing", world.writers["Mara"])
        assert "Together: **585 words** · 3 writers" in said(results)


def test_whatever_the_tour_types_is_said_before() -> None:
    rounds = [steps for name in (VISITOR, NEWCOMER, NEW_OWNER) for steps in rounds_of(name, WEATHER)]

    typed = [step for steps in rounds for step in steps if step.types]
    assert len(typed) == 12
    assert [step.label for step in typed if f"Types {step.types.split(' note:')[0]}" not in step.about] == []


async def test_a_step_follows_what_the_visitor_did_and_counts_no_message_before_it_is_looked_at() -> None:
    async with open_world() as world:
        tour = Tour(world.writers["Mara"])
        tour.notice({"general": "Is this your goal?", DIRECT: "Sam has a word for you"}, "general")
        steps = {step["label"]: step for step in tour.shown()}
        assert steps["Set a goal"]["done"]
        assert steps["Confirm the goal"]["place"] == "general"  # where it was asked
        assert not steps["Hear from its author"]["done"]
        assert steps["Confirm the goal"]["next"]  # and not what stands first, or behind what merely came

        assert "Hear from your reader" in steps
        tour.notice({"general": "“My own” is in the line. While you wait, read"}, "general")
        assert "Hear from your reader" not in {step["label"] for step in tour.shown()}  # nobody here could read that

        tour.notice({DIRECT: "Sam has a word for you"}, DIRECT)
        assert {step["label"]: step["done"] for step in tour.shown()}["Hear from its author"]
