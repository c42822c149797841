"""Meeting each other in a browser, as wide as a phone: the introduction's form, its post, and the profile."""

from __future__ import annotations

from playwright.async_api import Page

from tests.browser.looks import nothing_overflows
from tests.browser.test_try import Step
from tests.browser.visitor import Visitor


async def fill_in_an_introduction(visitor: Visitor) -> None:
    await visitor.types_command("introduce")
    await visitor.fills_in(
        **{"Who I am": "A night nurse in Porto", "What I write": "Short stories", "Why I am here": "Company"}
    )


async def send_it(visitor: Visitor) -> None:
    await visitor.sends_the_form()
    await visitor.reads("Your introduction is in #introductions")


async def find_it_posted(visitor: Visitor) -> None:
    await visitor.goes_to("#introductions")
    await visitor.reads("Meet Mara")
    await visitor.reads("Short stories")


async def see_ones_profile_after_a_restart(visitor: Visitor) -> None:
    await visitor.restarts_the_bot()
    await visitor.types_command("profile")
    await visitor.reads("A night nurse in Porto")
    await visitor.reads("Others in this server see this.")


async def see_it_as_somebody_else(visitor: Visitor) -> None:
    await visitor.becomes("Tomas")
    await visitor.types_command("profile", member="Mara")
    await visitor.reads("Only you can see this")


STEPS: tuple[Step, ...] = (
    fill_in_an_introduction,
    send_it,
    find_it_posted,
    see_ones_profile_after_a_restart,
    see_it_as_somebody_else,
)


async def test_meeting_each_other_fits_a_phone(address: str, phone: Page) -> None:
    visitor = Visitor(phone)
    await visitor.open(address)
    for step in STEPS:
        await step(visitor)
        await nothing_overflows(visitor)
