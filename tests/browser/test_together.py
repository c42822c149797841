"""A goal together on a page as narrow as a phone's, until its end is said aloud; the bot restarts on the way."""

from __future__ import annotations

from playwright.async_api import Page

from tests.browser.looks import nothing_overflows
from tests.browser.test_try import Step
from tests.browser.visitor import Visitor


async def begin_one_for_everybody(visitor: Visitor) -> None:
    await visitor.becomes("Sam")
    await visitor.types_command("goal together", text="600 words by tomorrow")
    await visitor.reads("Is this the goal together?")
    await visitor.presses("Looks right")
    await visitor.reads("It is set: 600 words together")
    await visitor.reads("Nobody is in it yet.")


async def be_in_it_and_write(visitor: Visitor) -> None:
    await visitor.becomes("Mara")
    await visitor.presses("I'm in")
    await visitor.reads("In it: Mara")
    await visitor.types_command("wrote", words="400")
    await visitor.reads("400 of 600 words")
    await visitor.reads("Half way to 600 words together.")


async def join_at_its_post_after_a_restart(visitor: Visitor) -> None:
    await visitor.restarts_the_bot()
    await visitor.becomes("Tomas")
    await visitor.presses("I'm in")
    await visitor.reads("You are in. From now on")
    await visitor.types_command("wrote", words="250")
    await visitor.reads("You did it: 600 words together")


async def hear_its_end(visitor: Visitor) -> None:
    for span in ("Next morning", "Next morning", "Next morning", "Plus 8 hours"):
        await visitor.lets_time_pass(span)
    await visitor.reads("650 words together: you reached what you set out for")
    await visitor.reads("In it: Mara and Tomas")


STEPS: tuple[Step, ...] = (begin_one_for_everybody, be_in_it_and_write, join_at_its_post_after_a_restart, hear_its_end)


async def test_a_goal_together_works_at_a_phones_width_until_its_end(address: str, phone: Page) -> None:
    visitor = Visitor(phone)
    await visitor.open(address)
    for step in STEPS:
        await step(visitor)
        await nothing_overflows(visitor)
