"""A circle's week in a browser: begin it, join it, promise on Monday, report on Sunday; also while the bot restarts."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.visitor import Visitor


@pytest.mark.parametrize("restarting", [False, True], ids=["bot stays up", "bot restarts in between"])
async def test_a_circles_week_works_in_a_browser(address: str, desktop: Page, restarting: bool) -> None:
    visitor = Visitor(desktop)
    await visitor.open(address)
    await visitor.types_command("circle create", name="Night Owls")
    await visitor.reads("A circle: Night Owls")
    await visitor.becomes("Tomas")
    await visitor.presses("Join")
    await visitor.reads("Welcome to Night Owls")
    await visitor.becomes("Mara")
    await visitor.lets_time_pass("Next Monday")
    await visitor.lets_time_pass("Plus 8 hours")
    await visitor.goes_to("#Night Owls")
    await visitor.reads("What will you do this week")
    await visitor.presses("This week I will…")
    if restarting:
        await visitor.restarts_the_bot()  # the form stays open meanwhile
    await visitor.fills_in(**{"One thing you will do": "Finish the ferry scene"})
    await visitor.sends_the_form()
    await visitor.reads("Finish the ferry scene")
    for _ in range(6):
        await visitor.lets_time_pass("Next morning")
    for _ in range(2):
        await visitor.lets_time_pass("Plus 8 hours")
    await expect(visitor.page.locator("#clock")).to_have_text("Mon 19 Jan, 00:00")
    await visitor.reads("How the week went")
    await visitor.presses("Partly")
    await visitor.fills_in(**{"Anything to add": "The storm is still missing"})
    await visitor.sends_the_form()
    await visitor.reads("The storm is still missing")
    await visitor.reads("Everybody has answered: 1 of 1 promise kept or partly kept.")
