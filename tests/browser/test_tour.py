"""Three weeks in, in a browser: every step of the tour, on a phone and a laptop, in both themes."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Page, expect

from sandbox.tryout.tour import OF_A_VISITOR, OF_AN_OWNER
from tests.browser.conftest import DESKTOP, PHONE, browser_page, trying
from tests.browser.test_try import nothing_overflows
from tests.browser.visitor import Visitor

SHOWN = {
    "Say that it is right": "0 of 20,000 words",
    "Say that you wrote": "Streak 13 days",
    "Answer it": "late, but there",
    "Thank your reader": "ropes had worn two grooves into the stone",
    "Start reading": "At half past two the bus belongs to cleaners",
    "Try a hollow comment": "Here reading is the whole exchange",
    "Leave a real one": "It earns you 1 credit",
    "Hear from its author": "thank you for staying on the bus",
}


@pytest.fixture
async def lively(chromium: str) -> AsyncIterator[str]:
    """The address of a server that has lived for three weeks."""
    assert chromium
    async with trying() as address:
        yield address


@pytest.mark.parametrize(("size", "theme"), [(PHONE, "light"), (DESKTOP, "dark")], ids=["phone, light", "laptop, dark"])
async def test_every_step_of_the_tour_leads_to_the_next(
    lively: str, chromium: str, tmp_path: Path, size: tuple[int, int], theme: Literal["light", "dark"]
) -> None:
    async with browser_page(chromium, tmp_path, size) as page:
        await page.emulate_media(color_scheme=theme)
        visitor = Visitor(page)
        await visitor.open(lively)
        await expect(visitor.place("Direct messages").get_by_label("1 new")).to_be_visible()  # a reader's comment
        for number, step in enumerate(OF_A_VISITOR, 1):
            await visitor.takes_the_next_step(step.label, with_form=bool(step.fills))
            await expect(page.locator("#count")).to_have_text(f"{number} of {len(OF_A_VISITOR)}")
            if step.label in SHOWN:
                await visitor.reads(SHOWN[step.label])
            await visitor.sees_the_newest()
            await nothing_overflows(visitor)
        await expect(page.locator("#about")).to_contain_text("That was the whole round")


async def test_others_begin_where_they_stand_and_a_fresh_world_is_one_button_away(lively: str, phone: Page) -> None:
    visitor = Visitor(phone)
    await visitor.open(lively)
    await visitor.becomes("Kit")
    await visitor.reads("Hello, I am OneReader.")
    await visitor.takes_the_next_step(OF_AN_OWNER[0].label)
    await visitor.reads("The weekly board goes nowhere yet")
    await nothing_overflows(visitor)

    await visitor.becomes("Robin")
    await visitor.goes_to("#general")
    await visitor.types_in_one_go("/wrote words: 350 note: my first line")
    await visitor.reads("wrote 350 words")
    await visitor.reads("my first line")
    await visitor.sees_the_newest()

    await visitor.page.get_by_text("More", exact=True).click()
    await visitor.page.get_by_role("button", name="A fresh, empty world").click()
    await expect(visitor.page.locator("#clock")).to_have_text(re.compile("Mon 5 Jan"))
    await expect(visitor.room.locator("#channel-message-list")).not_to_contain_text("wrote")
