"""A sprint on a page as narrow as a phone's, from its begin to its results; the bot restarts on the way."""

from playwright.async_api import Page

from tests.browser.visitor import Visitor


async def test_a_sprint_works_at_a_phones_width(address: str, phone: Page) -> None:
    visitor = Visitor(phone)
    await visitor.open(address)
    await visitor.types_command("sprint", minutes="60")
    await visitor.reads("A sprint: 60 minutes of writing together")
    await visitor.presses("Start now")
    await visitor.reads("It is on, and ends")
    await visitor.becomes("Tomas")
    await visitor.presses("I'm in")
    await visitor.reads("In it: Mara and Tomas")
    await visitor.restarts_the_bot()
    await visitor.lets_time_pass("Plus 1 hour")
    await visitor.reads("Time is up.")
    await visitor.presses("My words")
    await visitor.fills_in(**{"New words, or = and your total": "512"})
    await visitor.sends_the_form()
    await visitor.reads("Noted for the sprint.")
    await visitor.lets_time_pass("Plus 1 hour")
    await visitor.reads("How the sprint went")
    await visitor.reads("Together: 512 words")
