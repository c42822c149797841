"""The README's picture, taken from the real try-out page in a real Chromium."""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from PIL import Image
from playwright.async_api import async_playwright

from sandbox.tryout.site import begin, serving
from sandbox.world import World, open_world

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDTH, HEIGHT = 860, 880
# Twice the pixels keep the words sharp on a good screen; few colours keep the file small.
PIXEL_RATIO = 2
COLOURS = 256
SETTLE_MS = 500
LAST_WORDS = "has passed a quarter of the way"
NOTES = (
    ("the first page, at last", "planning, mostly"),
    ("the ferry scene", "two paragraphs kept"),
    ("cut more than I added", "dialogue"),
    ("she opens the letter", "on the night train"),
)


def find_browser() -> str | None:
    """Return the path of an installed Chromium, or of a browser made of it."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def take(path: Path) -> int:
    """Write the picture as PNG; return the exit status, 1 where no browser is found."""
    browser = find_browser()
    if browser is None:
        print(f"The picture needs one of {', '.join(BROWSERS)}.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="onereader-") as folder:
        raw = Path(folder) / "raw.png"
        asyncio.run(_stage(browser, Path(folder) / "profile", raw))
        Image.open(raw).convert("RGB").quantize(COLOURS).save(path, optimize=True)
    print(f"{path}: {path.stat().st_size // 1024} kB")
    return 0


async def _stage(browser: str, profile: Path, to: Path) -> None:
    async with open_world() as world, serving(world, await begin(world), 0) as address:
        await _four_days(world)
        await _photograph(browser, address, profile, to)


async def _four_days(world: World) -> None:
    """Let Mara set a goal, write for four days and get a quarter of the way."""
    mara, tomas = world.writers["Mara"], world.writers["Tomas"]
    async with world.lock:
        await world.slash(mara, "writing", "goal set", text="500 followers in 3 months")
        await world.press(mara, "writing", "Looks right")
        for day, (of_mara, of_tomas) in enumerate(NOTES):
            if day:
                await world.pass_time(timedelta(days=1))
            await world.slash(mara, "writing", "wrote", words=310 + 40 * day, note=of_mara)
            await world.slash(tomas, "writing", "wrote", minutes=25 + 5 * day, note=of_tomas)
        await world.slash(mara, "writing", "goal progress", to="130")


async def _photograph(browser: str, address: str, profile: Path, to: Path) -> None:
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            profile,
            executable_path=browser,
            args=["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
            viewport={"width": WIDTH, "height": HEIGHT},
            device_scale_factor=PIXEL_RATIO,
            color_scheme="dark",
        )
        page = context.pages[0]
        await page.goto(address)
        room = page.frame_locator("#room")
        await room.locator("#channel-message-list").get_by_text(LAST_WORDS).wait_for()
        frame = next(each for each in page.frames if "/room" in each.url)
        await frame.wait_for_function("() => simcordPreview.ready")
        await page.mouse.move(WIDTH - 5, 5)  # off the messages, which show tools under the mouse
        await frame.evaluate("() => document.activeElement?.blur()")
        await page.wait_for_timeout(SETTLE_MS)
        await page.screenshot(path=to)
        await context.close()
