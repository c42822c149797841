"""A Chromium at the try-out's page."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page, async_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


def find_browser() -> str | None:
    """Return the path of an installed Chromium, or of a browser made of it."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@asynccontextmanager
async def page_of(browser: str, address: str, size: tuple[int, int], *, pixel_ratio: int = 1) -> AsyncIterator[Page]:
    """Open an address in a browser of its own, in the dark theme, and wait until one could type."""
    async with async_playwright() as playwright:
        with tempfile.TemporaryDirectory(prefix="onereader-") as profile:
            context = await playwright.chromium.launch_persistent_context(
                profile,
                executable_path=browser,
                args=ARGUMENTS,
                viewport={"width": size[0], "height": size[1]},
                device_scale_factor=pixel_ratio,
                color_scheme="dark",
            )
            page = context.pages[0]
            await page.goto(address)
            await can_type(page)
            yield page
            await context.close()


async def can_type(page: Page) -> None:
    """Wait until the conversation takes what is typed."""
    await page.frame_locator("#room").locator("#send-message:enabled").wait_for(state="attached")


async def look_at(page: Page, place: str) -> None:
    """Press a place in the list."""
    await page.locator("#places button", has_text=place).click()
