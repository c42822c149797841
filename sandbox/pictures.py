"""The documents' pictures, taken from the try-out in a real Chromium: stills, and fifteen seconds of a comment."""

from __future__ import annotations

import asyncio
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import Page

from sandbox.browsing import BROWSERS, can_type, find_browser, look_at, page_of
from sandbox.tryout.site import serving
from sandbox.tryout.three_weeks import CIRCLE, EVERYBODY, live
from sandbox.world import open_world

# High enough for the tallest card.
STILL_SIZE, MOVING_SIZE = (1180, 1280), (600, 900)
# Twice the pixels keep the words sharp on a good screen; few colours keep the files small.
PIXEL_RATIO = 2
COLOURS = 128
SETTLE_MS = 1500
# Where each still is taken, what is typed for it (the space keeps SimCord's list closed), and what its message says.
STILLS = {
    "goal.png": ("writing", " /goal show goal: 500 followers in 3 months", "used /goal"),
    "year.png": ("writing", " /streak show", "used /streak"),
    "board.png": ("board", "", "The week to"),
    "circle.png": (CIRCLE, "", "How the week went"),
    "together.png": (CIRCLE, "", "up to 10,000 a day from each"),
    "sprint.png": ("writing", "", "A sprint: 20 minutes"),
}
MOVING_PICTURE = "comment.gif"
# The tour's steps in it, and for how many milliseconds their forms and what follows are looked at.
MOVING = (
    ("Start reading", 0, 1500),
    ("See what is refused", 2500, 3500),
    ("Leave a real one", 2500, 1500),
    ("Hear from its author", 0, 3500),
)


def take(folder: Path) -> int:
    """Write the pictures; return the exit status, 1 where no browser is found."""
    browser = find_browser()
    if browser is None:
        print(f"The pictures need one of {', '.join(BROWSERS)}.", file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(_take_all(browser, folder))
    for picture in sorted(folder.iterdir()):
        print(f"{picture}: {picture.stat().st_size // 1024} kB")
    return 0


async def _take_all(browser: str, folder: Path) -> None:
    async with open_world(EVERYBODY) as world, serving(world, await live(world), 0) as address:
        async with page_of(browser, address, STILL_SIZE, pixel_ratio=PIXEL_RATIO) as page:
            for name, (place, typed, words) in STILLS.items():
                _save(await _still(page, place, typed, words), folder / name)
        async with page_of(browser, address, MOVING_SIZE, pixel_ratio=PIXEL_RATIO) as page:
            await _moving(page, folder / MOVING_PICTURE)


async def _still(page: Page, place: str, typed: str, words: str) -> Image.Image:
    """Return the newest message of a place that says these words."""
    await _go(page, place)
    room = page.frame_locator("#room")
    if typed:
        await room.locator("#channel-composer-input").fill(typed)
        await room.locator("#channel-composer-input").press("Enter")
        await _settled(page)
    message = room.locator("[data-message-id]", has_text=words).last
    await message.wait_for()
    while await message.evaluate("each => [...each.querySelectorAll('img')].some((image) => !image.naturalWidth)"):
        await page.wait_for_timeout(SETTLE_MS)
    return Image.open(BytesIO(await message.screenshot()))


async def _go(page: Page, place: str) -> None:
    await look_at(page, place)
    await _settled(page)


async def _moving(page: Page, path: Path) -> None:
    """Let a comment be refused, mended and thanked for, and write what the reader saw."""
    await _step(page, "Read somebody")
    frames: list[Image.Image] = []
    lasts: list[int] = []
    for label, of_form, of_answer in MOVING:
        await _step(page, label)
        if of_form:
            frames.append(await _look(page))
            lasts.append(of_form)
            await page.frame_locator("#room").get_by_role("button", name="Submit").click()
            await _settled(page)
        frames.append(await _look(page))
        lasts.append(of_answer)
    palette = [frame.quantize(COLOURS) for frame in frames]
    palette[0].save(path, save_all=True, append_images=palette[1:], duration=lasts, loop=0, optimize=True)


async def _step(page: Page, label: str) -> None:
    await page.locator("summary", has_text=" of ").click()
    await page.locator("#steps button", has_text=label).click()
    await _settled(page)


async def _look(page: Page) -> Image.Image:
    picture = Image.open(BytesIO(await page.locator("#room").screenshot()))
    return picture.convert("RGB").resize((picture.width // PIXEL_RATIO, picture.height // PIXEL_RATIO))


def _save(picture: Image.Image, path: Path) -> None:
    picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


async def _settled(page: Page) -> None:
    """Wait until what was asked for stands there, pictures included."""
    await can_type(page)
    await page.wait_for_timeout(SETTLE_MS)
    await can_type(page)
