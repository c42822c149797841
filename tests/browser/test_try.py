"""The main job, in a browser: a goal, an entry, a night, the reminder and its answer."""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, browser_page
from tests.browser.looks import nothing_overflows
from tests.browser.visitor import Visitor

Step = Callable[[Visitor], Awaitable[None]]


async def set_a_goal(visitor: Visitor) -> None:
    await visitor.types_command("goal set", text="500 followers in 3 months")
    await visitor.reads("Is this your goal?")
    await visitor.reads("Sunday 5 April 2026")


async def confirm_the_goal(visitor: Visitor) -> None:
    await visitor.presses("Looks right")
    await visitor.reads("has a goal")
    await visitor.reads("0 of 500 followers")


async def log_writing(visitor: Visitor) -> None:
    await visitor.types_command("wrote", words="300")
    await visitor.reads("wrote 300 words")
    await visitor.reads("Streak 1 day")


async def let_the_night_pass(visitor: Visitor) -> None:
    await visitor.lets_time_pass("Next morning")
    await expect(visitor.page.locator("#clock")).to_have_text("Tue 6 Jan, 08:00")


async def agree_to_be_reminded(visitor: Visitor) -> None:
    await visitor.reads("Shall I remind you about 20:00 on days you have not written?")
    await visitor.presses("Yes")
    await visitor.reads("I will write to you about 20:00")


async def wait_for_the_reminder(visitor: Visitor) -> None:
    await visitor.lets_time_pass("Next reminder")
    await expect(visitor.page.locator("#clock")).to_have_text(re.compile("Tue 6 Jan, (19:[345]|20:[0123])"))
    await visitor.follows_the_news("Direct messages")


async def read_the_reminder(visitor: Visitor) -> None:
    await visitor.reads("Your first week here: a line today makes 2 days written.")


async def open_its_form(visitor: Visitor) -> None:
    await visitor.presses("I wrote today")
    await expect(visitor.room.get_by_role("dialog")).to_be_visible()


async def send_its_form(visitor: Visitor) -> None:
    await visitor.fills_in(**{"Words": "250", "A line about it": "late, but there"})
    await visitor.sends_the_form()
    await visitor.reads("wrote 250 words")
    await visitor.reads("late, but there")
    await visitor.reads("Streak 2 days")


STEPS: tuple[Step, ...] = (
    set_a_goal,
    confirm_the_goal,
    agree_to_be_reminded,
    log_writing,
    let_the_night_pass,
    wait_for_the_reminder,
    read_the_reminder,
    open_its_form,
    send_its_form,
)


@pytest.mark.parametrize("restarting", [False, True], ids=["bot stays up", "bot restarts after every step"])
async def test_the_main_job_works_in_a_browser(address: str, desktop: Page, restarting: bool) -> None:
    visitor = Visitor(desktop)
    await visitor.open(address)
    for step in STEPS:
        await step(visitor)
        if restarting:
            await visitor.restarts_the_bot()


async def test_autocomplete_private_replies_and_menus_work(address: str, desktop: Page) -> None:
    visitor = Visitor(desktop)
    await visitor.open(address)
    await visitor.types_command("settings zone", place="Reykj")
    await visitor.reads("Atlantic/Reykjavik")
    await visitor.reads("Only you can see this")
    await visitor.becomes("Tomas")
    await expect(visitor.room.locator("#channel-message-list")).not_to_contain_text("Reykjavik")
    await visitor.becomes("Sam")
    await visitor.types_command("setup")
    await visitor.reads("The weekly board goes to #board")
    await visitor.presses("What is sent")
    await visitor.reads("What is sent, and where")
    await visitor.chooses("Weekday of the weekly board", "Friday")
    await visitor.still_sees("on Friday at")  # and is not taken to what came last, below

    await visitor.presses("Change the time zone")
    await visitor.room.get_by_role("button", name="Close modal").click()
    await visitor.chooses("Channel for introductions", "writing")  # known still, though a form was left
    await visitor.reads("Introductions go to #writing")
    for channel in ("board", "writing"):  # chosen anew in the same card, and chosen back
        await visitor.chooses("Channel for introductions", channel)
        await visitor.reads(f"Introductions go to #{channel}")
        await expect(visitor.room.get_by_role("combobox", name="Channel for introductions")).to_contain_text(channel)
    await visitor.types_in_one_go("/goal progress to: 5")
    await visitor.reads("You have no goal running")
    await expect(visitor.room.locator("#channel-composer-input")).to_have_value("")  # what is declined leaves the box
    await visitor.presses("Change the time zone")
    await expect(visitor.room.get_by_label("City, country or time zone")).to_be_focused()
    await desktop.keyboard.type("Warsaw\n")
    await visitor.reads("Your server's clock is Warsaw")


async def test_a_command_is_taken_from_a_message_and_sent_by_enter(address: str, desktop: Page) -> None:
    visitor = Visitor(desktop)
    await visitor.open(address)
    await visitor.goes_to("#general")
    await visitor.room.locator("#channel-composer-input").press_sequentially("/goal set")
    await expect(visitor.room.get_by_role("option", name="/goal set")).to_be_visible()
    await desktop.keyboard.press("Enter")
    await expect(visitor.room.get_by_role("button", name="Command /goal set")).to_be_focused()
    await desktop.keyboard.type("a poem a week")  # behind a command goes into its first option
    await expect(visitor.room.get_by_label("text", exact=True)).to_have_value("a poem a week")
    await visitor.room.get_by_role("button", name="Exit command mode").click()
    await visitor.room.locator(".command-mention", has_text="/swap offer").click()
    await expect(visitor.room.get_by_role("option", name="/swap offer")).to_be_visible()
    await desktop.keyboard.press("Enter")
    await expect(visitor.room.locator("[role=option][data-value=title]")).to_contain_text("What your piece is called")
    await visitor.room.get_by_role("button", name="Exit command mode").click()
    await expect(visitor.room.get_by_role("option", name="/swap offer")).to_have_count(0)
    await visitor.room.locator(".command-mention", has_text="/swap offer").click()
    await desktop.keyboard.press("Enter")
    await expect(visitor.room.get_by_role("button", name="Command /swap offer")).to_be_focused()
    await desktop.keyboard.press("Enter")
    await expect(visitor.room.get_by_role("dialog").get_by_label("Title")).to_be_focused()


LONG = "80,000 words of the novel about the lighthouse by the end of December"


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "laptop"])
async def test_what_is_typed_into_a_command_is_seen_as_far_as_there_is_room(
    address: str, chromium: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with browser_page(chromium, tmp_path, size) as page:
        visitor = Visitor(page)
        await visitor.open(address)
        await visitor.goes_to("#general")
        await visitor.room.locator("#channel-composer-input").press_sequentially("/goal set", delay=10)
        await expect(visitor.room.get_by_role("option", name="/goal set")).to_be_visible()
        await page.keyboard.press("Enter")
        await page.keyboard.type(LONG)
        field = visitor.room.get_by_label("text", exact=True)
        await expect(field).to_have_value(LONG)
        seen, row = await field.evaluate("each => [each.clientWidth, each.closest('.command-row').clientWidth]")
        whole = await field.evaluate("each => each.scrollWidth <= each.clientWidth + 1")

        assert whole or seen > row * 0.6
        assert whole == (size == DESKTOP)


async def test_the_list_of_commands_closes_when_a_form_or_a_card_is_pressed(address: str, desktop: Page) -> None:
    visitor = Visitor(desktop)
    await visitor.open(address)
    await visitor.types_in_one_go("/wrote words: 5")
    await visitor.reads("wrote 5 words")
    listed = visitor.room.locator(".command-popup")
    await visitor.room.locator("#channel-composer-input").press_sequentially("/swap", delay=10)
    await expect(listed).to_be_visible()
    await visitor.presses("…")
    await expect(visitor.room.get_by_role("dialog")).to_be_visible()
    await expect(listed).to_be_hidden()


async def test_time_passes_for_everyone_and_what_arrives_is_marked(address: str, desktop: Page) -> None:
    visitor = Visitor(desktop)
    await visitor.open(address)
    await visitor.types_command("wrote", words="300")
    await visitor.reads("wrote 300 words")
    await visitor.lets_time_pass("Next Monday")
    await expect(visitor.page.locator("#clock")).to_have_text("Mon 12 Jan, 11:00")
    await visitor.lets_time_pass("Plus 8 hours")
    await expect(visitor.place("#board").get_by_label("2 new")).to_be_visible()
    await visitor.goes_to("#board")
    await visitor.reads("The week to Sunday 11 January 2026")
    await expect(visitor.place("#board").locator(".badge")).to_have_count(0)


async def test_everything_fits_a_phone(address: str, phone: Page) -> None:
    visitor = Visitor(phone)
    await visitor.open(address)
    await nothing_overflows(visitor)
    for step in STEPS:
        await step(visitor)
        await nothing_overflows(visitor)
