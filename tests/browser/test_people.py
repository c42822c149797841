"""Meeting each other in a browser: the introduction's form, its post, and the profile."""

from __future__ import annotations

from playwright.async_api import Page

from tests.browser.test_try import nothing_overflows
from tests.browser.visitor import Visitor


async def test_an_introduction_and_its_profile_fit_a_phone(address: str, phone: Page) -> None:
    visitor = Visitor(phone)
    await visitor.open(address)
    await visitor.types_command("introduce")
    await visitor.fills_in(
        **{"Who I am": "A night nurse in Porto", "What I write": "Short stories", "Why I am here": "Company"}
    )
    await nothing_overflows(visitor)
    await visitor.sends_the_form()
    await visitor.reads("Your introduction is in #introductions")
    await visitor.goes_to("#introductions")
    await visitor.reads("Meet @Mara")
    await visitor.restarts_the_bot()
    await visitor.types_command("profile")
    await visitor.reads("A night nurse in Porto")
    await visitor.reads("Others in this server see this.")
    await nothing_overflows(visitor)
