"""What a visitor of the try-out does, in their own words."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Frame, FrameLocator, Locator, Page, expect

PATIENCE_MS = 20_000


class Visitor:
    """Someone at the page: the bar, the places and the steps around the conversation in the frame."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)

    @property
    def room(self) -> FrameLocator:
        """The conversation."""
        return self.page.frame_locator("#room")

    async def open(self, address: str) -> None:
        """Open the page and wait until one could type."""
        await self.page.goto(address)
        await expect(self.room.locator("#channel-composer-input")).to_be_enabled()

    async def types_command(self, typed: str, **options: str) -> None:
        """Type a slash command in the composer, fill in its options and send it."""
        box = self.room.locator("#channel-composer-input")
        await box.click()
        await box.press_sequentially(f"/{typed}", delay=10)
        await expect(self.room.get_by_role("option", name=f"/{typed}").first).to_be_visible()
        await box.press("Enter")
        await expect(self.room.get_by_role("button", name=f"Command /{typed}")).to_be_visible()
        for option, value in options.items():
            field = self.room.get_by_label(re.compile(rf"^{option}(, required)?$"))
            if not await field.count():
                await self.room.locator(f"[role=option][data-value={option}]").click()
            await field.press_sequentially(value, delay=5)
            if await field.get_attribute("role") == "combobox":
                await self.room.get_by_role("option", name=value).first.click()
        await expect(self.room.locator("#send-message")).to_be_in_viewport(ratio=1)
        await self.room.locator("#send-message").click()
        await expect(box).to_be_visible()

    async def types_in_one_go(self, typed: str) -> None:
        """Type or paste a command with its options, and press Enter."""
        box = self.room.locator("#channel-composer-input")
        await box.fill(typed)
        await box.press("Enter")

    async def takes_the_next_step(self, label: str) -> None:
        """Press the button of the tour's next step."""
        button = self.page.locator("#next")
        await expect(button).to_have_text(label)
        await button.click()

    async def finds_the_form_filled_in(self) -> None:
        """Wait until the form of the step is open and filled in."""
        await expect(self.page.locator("#note")).to_contain_text("press Submit", ignore_case=True)

    async def sees_the_newest(self) -> None:
        """Wait until the end of the newest message, or the top of one that is taller than the view, is in view."""
        await self.conversation.wait_for_function(
            """() => {
                const view = document.getElementById("channel-timeline").getBoundingClientRect();
                const message = [...document.querySelectorAll("[data-message-id]")].at(-1)?.getBoundingClientRect();
                const isTall = message?.height > view.height;
                return (message?.bottom <= view.bottom + 1 && message.bottom > view.top) ||
                    (isTall && Math.abs(message.top - view.top) <= 1);
            }"""
        )

    @property
    def conversation(self) -> Frame:
        """The frame of the conversation, to ask of its scripts."""
        return next(frame for frame in self.page.frames if "/room" in frame.url)

    async def reads(self, text: str) -> None:
        """Wait until a text stands in the conversation."""
        await expect(self.room.locator("#channel-message-list")).to_contain_text(text)

    async def still_sees(self, text: str) -> None:
        """Wait until a choice is over, the new look that the page takes after it included, and a text is in view."""
        await self.conversation.wait_for_function("() => simcordPreview.ready && !simcordPreview.lastAction")
        await expect(self.room.locator("#channel-message-list").get_by_text(text)).to_be_in_viewport()

    async def presses(self, label: str) -> None:
        """Press the newest button with a label."""
        await self.room.get_by_role("button", name=label, exact=True).last.click()

    async def fills_in(self, **fields: str) -> None:
        """Fill in the open form."""
        for label, value in fields.items():
            await self.room.get_by_role("dialog").get_by_label(label).fill(value)

    async def sends_the_form(self) -> None:
        """Send the open form."""
        await self.room.get_by_role("button", name="Submit").click()
        await expect(self.room.get_by_role("dialog")).to_have_count(0)

    async def lets_time_pass(self, label: str) -> None:
        """Press one of the bar's time buttons and wait until the time has passed."""
        clock = self.page.locator("#clock")
        before = await clock.text_content()
        await self.opens_the_bar()
        await self.page.get_by_role("button", name=label).click()
        await expect(clock).not_to_have_text(before or "")
        await expect(self.page.locator("#restart")).to_be_enabled()

    def place(self, label: str) -> Locator:
        """Return the button of a place in the list."""
        return self.page.locator("#places button").filter(has_text=label)

    async def goes_to(self, label: str) -> None:
        """Choose a place in the list."""
        async with self._moved():
            await self.place(label).click()
        await expect(self.place(label)).to_have_attribute("aria-current", "true")

    async def follows_the_news(self, label: str) -> None:
        """Press a place where something new has come, in the words that tell of it."""
        async with self._moved():
            await self.page.locator("#note").get_by_role("button", name=label).click()

    async def becomes(self, name: str) -> None:
        """Be somebody else."""
        its_round = self.page.locator("#rounds").get_by_role("button", name=f"Be {name}")
        if await its_round.count():
            async with self._moved():
                await its_round.click()
            return
        await self.opens_the_bar()
        await self.page.get_by_text("More", exact=True).click()
        async with self._moved():
            await self.page.locator("#writer").select_option(name)

    async def opens_the_bar(self) -> None:
        """Open what a phone keeps behind a button: who one is, and the clock."""
        if await self.page.locator("#menu").is_visible() and not await self.page.locator("#bar").is_visible():
            await self.page.locator("#menu").click()

    @asynccontextmanager
    async def _moved(self) -> AsyncIterator[None]:
        """Wait until the conversation that one moves to stands where the one before stood."""
        shown = await self.page.locator("#room").get_attribute("src")
        yield
        await expect(self.page.locator("#room")).not_to_have_attribute("src", shown or "")
        await expect(self.page.locator("#restart")).to_be_enabled()
        await self.page.wait_for_function(
            """() => {
                const room = document.getElementById("room");
                return room.contentWindow.location.search === new URL(room.src).search &&
                    room.contentWindow.simcordPreview?.ready;
            }"""
        )
        await expect(self.room.locator("#channel-composer-input")).to_be_enabled()

    async def chooses(self, menu: str, option: str) -> None:
        """Choose an option of a menu."""
        wanted = self.room.get_by_role("option", name=option)
        await self._is_drawn()
        if not await wanted.is_visible():  # it is open already where a step of the tour opened it
            await self.room.get_by_role("combobox", name=menu).last.click()
        await expect(wanted).to_be_in_viewport()
        while (
            await wanted.is_visible()
        ):  # SimCord asks its server what there is to choose, and refuses until it has heard
            await self._is_drawn()
            await wanted.click()

    async def _is_drawn(self) -> None:
        await self.conversation.wait_for_function(
            """() => {
                const view = window.simcordPreview;
                return view?.ready && (view.awaitingRevision ?? 0) <= view.publishedRevision;
            }"""
        )

    async def restarts_the_bot(self) -> None:
        """Stop the bot and start it again on the same database; wait until the conversation knows."""
        conversation = self.conversation
        before = await conversation.evaluate("simcordPreview.botGeneration")
        await self.opens_the_bar()
        await self.page.get_by_text("More", exact=True).click()
        await self.page.locator("#restart").click()
        await expect(self.page.locator("#note")).to_contain_text("restarted")
        await expect(self.page.locator("#restart")).to_be_enabled()
        await conversation.wait_for_function(
            "before => simcordPreview.botGeneration > before && simcordPreview.ready", arg=before
        )
