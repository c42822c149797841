"""The try-out's server: only for this machine, one act at a time, time stopping at what is due."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import time, timedelta
from random import Random
from typing import Any

import aiohttp
import pytest

from cogs.setup.cards import GREETING
from sandbox.swap_pieces import STORM, TUESDAY, WEATHER, DemoPiece
from sandbox.transcript import said
from sandbox.tryout.diary import Diary
from sandbox.tryout.readers import Companion, Reader
from sandbox.tryout.site import begin, serving
from sandbox.tryout.steps import rounds_of
from sandbox.tryout.three_weeks import EVERYBODY, NEW_OWNER, NEWCOMER, VISITOR
from sandbox.tryout.tour import Tour
from sandbox.world import DIRECT, ONE_DAY, READY_TO_READ, START, World, Writer, open_world
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


async def test_in_an_empty_world_nobody_is_spoken_of_who_is_not_there() -> None:
    async with visited() as (world, _, client):
        async with client.get("/sandbox/state") as answer:
            told = " ".join(step["about"] for step in (await answer.json())["steps"])
        assert "Types /goal set" in told
        assert [name for name in EVERYBODY if name not in world.writers and name in told] == []


def test_whatever_the_tour_types_is_said_before() -> None:
    rounds = [steps for name in (VISITOR, NEWCOMER, NEW_OWNER) for steps in rounds_of(name, WEATHER)]

    typed = [step for steps in rounds for step in steps if step.types]
    assert len(typed) == 12
    assert [step.label for step in typed if f"Types {step.types.split(' note:')[0]}" not in step.about] == []


def test_the_guide_says_what_to_do_with_empty_praise_and_nothing_twice() -> None:
    steps = [step for steps in rounds_of(VISITOR, WEATHER, is_read=False) for step in steps]
    praise = next(step for step in steps if step.label == "See what is refused")
    about_it = [each for step in steps for each in (step.about, step.filled) if "nobody real" in each]

    assert praise.about.startswith("Shows what no author is sent")
    assert praise.about.endswith("Press Submit, and read why.")
    assert len(about_it) == 1


async def test_who_passed_every_piece_is_led_on_and_not_in_a_circle() -> None:
    async with open_world() as world:
        tour = Tour(world.writers["Mara"], is_lively=True)
        tour.notice({"general": f"Starting gives you 5 days {button('Start reading')}"}, "general")
        assert struck_from(tour) == set()

        tour.notice({"general": "Nothing waits for you to read right now."}, "general")
        assert struck_from(tour) == {"Start reading", "See what is refused", "Leave a real one", "Hear from its author"}

        tour.notice(
            {"general": f"Nothing waits for you to read. Starting gives you 5 days {button('Start reading')}"},
            "general",
        )
        assert struck_from(tour) == set()


@pytest.mark.parametrize("name", [VISITOR, NEWCOMER, NEW_OWNER])
async def test_the_guide_leads_to_every_step_that_can_be_done_whatever_was_done_before(name: str) -> None:
    steps = [step for steps in rounds_of(name, WEATHER) for step in steps]
    can_be_missed = {step.label for step in steps if step.once}
    async with open_world() as world:
        visitor = replace(world.writers["Mara"], name=name)
    for seed in range(40):
        played = Played(visitor, Random(seed))
        for _ in range(seed):
            played.does_anything()
        for _ in steps * 2:
            played.follows_the_guide()
        assert [step for step in played.tour.shown() if step["next"]] == [], seed
        assert {step.label for step in steps} - played.done <= can_be_missed, seed


@pytest.mark.parametrize("name", [VISITOR, NEWCOMER, NEW_OWNER])
async def test_a_step_that_comes_to_nothing_stands_in_the_way_only_of_what_needs_it(name: str) -> None:
    steps = [step for steps in rounds_of(name, WEATHER) for step in steps]
    async with open_world() as world:
        visitor = replace(world.writers["Mara"], name=name)
    for hopeless in steps:
        cannot_be = {hopeless.label}
        for step in steps:
            cannot_be |= {step.label} if step.needs in cannot_be else set()
        played = Played(visitor, Random(0))
        for _ in steps * 2:
            played.follows_the_guide(in_vain=hopeless.label)
        missed = {step.label for step in steps} - played.done
        assert missed <= cannot_be, hopeless.label


class Played:
    """A visitor who takes steps in any order and lets buttons go by, and is told just what each step's sign is."""

    def __init__(self, writer: Writer, chance: Random) -> None:
        self.tour = Tour(writer, is_lively=True)
        self.done: set[str] = set()
        self._me, self._chance = writer.user.mention, chance
        self._said: dict[str, str] = {}

    def does_anything(self) -> None:
        """Take a step of the list, or press a button otherwise than a step would."""
        step = self._chance.choice(self.tour.shown())
        if self._chance.random() < 0.2:
            self._uses_up(step)
            self.tour.notice(self._said, step["place"])
        elif not step["after"] and not step["gone"] and self._can_press(step):
            self._take(step)

    def follows_the_guide(self, *, in_vain: str = "") -> None:
        """Press the big button, if there is one: it does what it says, but for the step that is tried `in_vain`."""
        for step in self.tour.shown():
            if step["next"]:
                assert (step["after"], step["gone"]) == ("", "")
                assert self._can_press(step)
                if step["label"] == in_vain:
                    self.tour.came_to_nothing(in_vain)
                else:
                    self._take(step)

    def _take(self, step: dict[str, Any]) -> None:
        sign = step["sign"].format(me=self._me)
        if sample := step["fills"].get("Your piece"):
            sign = f"“{step['fills']['Title']}” {sign}\\n{len(sample.split())} words"
        brings = [button(each["presses"]) for each in self.tour.shown() if each["needs"] == step["label"]]
        if not step["once"]:  # what is turned down may be tried again
            self._uses_up(step)
        self._said[step["place"]] = self._said.get(step["place"], "") + sign + "".join(brings)
        self.tour.notice(self._said, step["place"], step["passes"])
        self.done |= {step["label"]} | {each["label"] for each in self.tour.shown() if each["done"]}

    def _can_press(self, step: dict[str, Any]) -> bool:
        is_brought = step["needs"] and step["presses"]
        labels = [button(step[each]) for each in ("presses", "or_presses") if step[each]]
        return not is_brought or any(label in words for label in labels for words in self._said.values())

    def _uses_up(self, step: dict[str, Any]) -> None:
        for each in ("presses", "or_presses"):
            self._said = {place: words.replace(button(step[each]), "") for place, words in self._said.items()}


def button(label: str) -> str:
    return f"'label': {label!r}"


def struck_from(tour: Tour) -> set[str]:
    return {step["label"] for step in tour.shown() if step["gone"]}


async def test_a_step_follows_what_the_visitor_did_and_counts_no_message_before_it_is_looked_at() -> None:
    async with open_world() as world:
        tour = Tour(world.writers["Mara"], is_lively=True)
        asked = f"Is this your goal? {button('Looks right')}"
        tour.notice({"general": asked, DIRECT: "Sam has a word for you"}, "general")
        steps = {step["label"]: step for step in tour.shown()}
        assert steps["Set a goal"]["done"]
        assert steps["Confirm the goal"]["place"] == "general"  # where it was asked
        assert not steps["Hear from its author"]["done"]
        assert steps["Confirm the goal"]["next"]  # and not what stands first, or behind what merely came

        wrote = f"<@{world.writers['Mara'].user.id}> wrote 350 words"
        tour.notice({"general": f"Is this your goal? It is set. {wrote}"}, "general")
        steps = {step["label"]: step for step in tour.shown()}
        assert steps["Hear from your reader"]["after"] == "Offer a piece of yours"
        assert steps["Read Leila’s comment"]["next"]  # what was passed over is not passed over for good

        assert "Hear from your reader" in steps
        tour.notice({"general": "“My own” has been offered to readers"}, "general")
        labels = {step["label"] for step in tour.shown()}
        assert "Hear from your reader" not in labels  # nobody here could read that
        assert "See where your piece stands" in labels

        tour.notice({"general": "“Night bus 47” is passed on. “Weather for the coast”: Starting gives you"}, "general")
        fills = {step["label"]: step["fills"] for step in tour.shown()}["Leave a real one"]
        assert WEATHER.effect in fills.values()  # what one is shown now, not what one passed on

        tour.notice({"general": "Yours until Friday. Thank you for reading, and for your answer."}, "general")
        assert struck_from(tour) == {"See what is refused"}  # there is nothing left to try it on

        tour.notice({}, DIRECT, "hour")
        assert "Hear from its author" in struck_from(tour)  # for nothing came

        tour.notice({DIRECT: "Sam has a word for you"}, DIRECT)
        assert {step["label"]: step["done"] for step in tour.shown()}["Hear from its author"]
