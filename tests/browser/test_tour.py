"""Three weeks in, in a browser: every step of everybody's tour, on a phone and a laptop, in both themes."""

import re
from collections.abc import AsyncIterator
from itertools import zip_longest
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from sandbox.swap_pieces import WEATHER
from sandbox.tryout.steps import Round, Step, rounds_of
from sandbox.tryout.three_weeks import NEW_OWNER, NEWCOMER, NIGHT_BUS, VISITOR
from tests.browser.conftest import DESKTOP, PHONE, browser_page, trying
from tests.browser.looks import looks_right, wears_both_themes
from tests.browser.visitor import Visitor

# Each walks the whole of their own, in one world: whoever reads second is given another piece.
READS = {VISITOR: NIGHT_BUS, NEW_OWNER: NIGHT_BUS, NEWCOMER: WEATHER}
TOURS = {name: rounds_of(name, piece) for name, piece in READS.items()}
SHOWN = {
    VISITOR: {
        "Confirm the goal": "0 of 20,000 words",
        "Say that you wrote": "Streak 13 days",
        "Answer the reminder": "late, but there",
        "Say that it helped": "Good to know. @Leila hears of it",
        "Start reading": "At half past two the bus belongs to cleaners",
        "See what is refused": "Here reading is the whole exchange",
        "Leave a real one": "It earns you 1 credit",
        "Hear from its author": "Thank you for staying on the bus",
        "Offer a piece of yours": "“After the storm” has been offered to readers",
        "Hear from your reader": "Mrs. Ottesen had me when she bailed out the rain",
        "Let it ring": "In it: Mara, Aiko and Noor",
        "Say how it went": "You wrote 420 words",
        "Be in it too": "Aiko, @Noor, @Tomas and @Mara",
    },
    NEW_OWNER: {
        "Set it up": "The weekly board goes nowhere yet",
        "Set the server's clock": "Your server's clock is Madrid",
        "Send a test post": "The test post is in #board",
        "See what members are sent": "Mute swaps in /settings show ends both",
        "See how members begin": "You need one.",
        "Wait for the first board": "The week to Sunday 1 February 2026",
        "Look at a report": "I have this poem at home",
    },
    NEWCOMER: {
        "Confirm the goal": "0 of 20,000 words",
        "Ask to be reminded": "I will write to you about 20:00",
        "Start reading": "my uncle read the weather for the fishermen",
        "Leave a real one": "It earns you 1 credit",
        "Hear from its author": "somebody listened until the end",
        "Hear from your reader": "the kindest entry I can think of",
    },
}
RATING = "Rate it too, if you like"
# What is left to the owner in the menus that a step opens.
CHOSEN = {
    "Choose where the board goes": "board",
    "Choose where introductions go": "introductions",
    "Choose where reports go": "moderators",
}


@pytest.fixture
async def lively(chromium: str) -> AsyncIterator[str]:
    """The address of a server that has lived for three weeks."""
    assert chromium
    async with trying() as address:
        yield address


@pytest.mark.timeout(300)  # thirty steps, drawn one by one
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "laptop"])
async def test_every_step_of_every_tour_leads_to_the_next(
    lively: str, chromium: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with browser_page(chromium, tmp_path, size) as page:
        visitor = Visitor(page)
        await visitor.open(lively)
        await expect(visitor.place("Direct messages").get_by_label("1 new")).to_be_visible()  # a reader's comment
        for name, rounds in TOURS.items():
            if name != VISITOR:
                await visitor.becomes(name)
            for steps, after in zip_longest(rounds, rounds[1:]):
                await go_round(visitor, name, steps)
                told = f"0 of {len(after)}" if after else f"{len(steps)} of {len(steps)}"
                await expect(page.locator("#count")).to_have_text(told)
            await wears_both_themes(visitor)
            await expect(page.locator("#about")).to_contain_text("That was the whole round")


async def go_round(visitor: Visitor, name: str, steps: Round) -> None:
    """Take one step after the other, and look at each."""
    for number, step in enumerate(steps, 1):
        await take(visitor, step)
        if number < len(steps):
            await expect(visitor.page.locator("#count")).to_have_text(f"{number} of {len(steps)}")
        await visitor.reads(SHOWN[name].get(step.label, ""))
        await visitor.sees_the_newest()
        await looks_right(visitor)
        if step.label == "Say that it helped":  # a menu opens where it is, under a comment taller than a phone
            await visitor.chooses(RATING, "5 of 5")
            await visitor.reads("Kept: 5 of 5")


async def take(visitor: Visitor, step: Step) -> None:
    """Take a step as the tour offers it, with what it leaves to the visitor."""
    await visitor.takes_the_next_step(step.label)
    if step.opens:
        await expect(visitor.room.get_by_role("option", name=CHOSEN[step.label])).to_be_visible()
        await visitor.chooses(step.opens, CHOSEN[step.label])
    if step.fills:
        await visitor.finds_the_form_filled_in()
        await looks_right(visitor)
        await visitor.sends_the_form()


async def test_a_command_is_typed_in_one_go_and_a_fresh_world_is_one_button_away(lively: str, phone: Page) -> None:
    visitor = Visitor(phone)
    await visitor.open(lively)
    await visitor.becomes(NEWCOMER)
    await visitor.goes_to("#general")
    await visitor.reads("Whoever looks after this server: /setup chooses")
    await visitor.types_in_one_go("/wrote words: 350 note: my first line")
    await visitor.reads("wrote 350 words")
    await visitor.reads("my first line")
    await visitor.sees_the_newest()

    await visitor.opens_the_bar()
    await visitor.page.get_by_text("More", exact=True).click()
    await visitor.page.keyboard.press("Escape")
    await expect(visitor.page.locator("#restart")).to_be_hidden()
    await visitor.opens_the_bar()
    await visitor.page.get_by_text("More", exact=True).click()
    await visitor.page.get_by_role("button", name="A fresh, empty world").click()
    await expect(visitor.page.locator("#clock")).to_have_text(re.compile("Mon 5 Jan"))
    await expect(visitor.room.locator("#channel-message-list")).not_to_contain_text("wrote")
