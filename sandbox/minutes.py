"""From a clone to the first comment read and the first reminder: the machine's seconds, and a person's taps."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from playwright.async_api import Page, expect

from sandbox.browsing import BROWSERS, can_type, find_browser, look_at, page_of
from sandbox.tryout.three_weeks import NEWCOMER

ROOT = Path(__file__).parents[1]
PHONE = (390, 844)
PATIENCE_MS = 60_000
COMMENT, REMINDER = "has this to say:", "Your day ends at"
STEPS_TO_A_REMINDER = ("Set a goal", "Confirm the goal", "Ask to be reminded")


@dataclass(slots=True)
class Taken:
    """How long each stage took, and the taps of those that somebody goes."""

    seconds: dict[str, float] = field(default_factory=dict)
    taps: dict[str, int] = field(default_factory=dict)

    @asynccontextmanager
    async def stage(self, name: str) -> AsyncIterator[None]:
        """Time a stage."""
        began = perf_counter()
        yield
        self.seconds[name] = perf_counter() - began

    def told(self) -> str:
        """Return a row for each stage, and how long it is from the clone to the end of each way somebody goes."""
        before = {name: seconds for name, seconds in self.seconds.items() if name not in self.taps}
        rows = [f"{name}: {seconds:.1f} s" for name, seconds in before.items()]
        for name, taps in self.taps.items():
            rows.append(f"{name}: {sum(before.values()) + self.seconds[name]:.1f} s in all; taps: {taps}")
        return "\n".join(rows)


def tell(*, here: bool) -> int:
    """Print what is measured; `here` leaves out cloning and installing. Return the exit status."""
    browser = find_browser()
    if browser is None:
        print(f"This needs one of {', '.join(BROWSERS)}.", file=sys.stderr)
        return 1
    print(asyncio.run(measure(browser, here=here)).told())
    return 0


async def measure(browser: str, *, here: bool) -> Taken:
    """Go both ways from a clone, or from the code as it stands here."""
    taken = Taken()
    if here:
        await _try(browser, ROOT, sys.executable, taken)
        return taken
    with tempfile.TemporaryDirectory(prefix="onereader-") as folder:
        async with taken.stage("cloned"):
            await _run("git", "clone", "-q", str(ROOT), folder)
        async with taken.stage("installed"):
            await _run("make", "-C", folder, "-s", ".venv/ready")
        await _try(browser, Path(folder), f"{folder}/.venv/bin/python", taken)
    return taken


async def _run(*command: str) -> None:
    process = await asyncio.create_subprocess_exec(*command, stdout=sys.stderr)
    if await process.wait() != 0:
        raise subprocess.CalledProcessError(process.returncode or 1, command)


async def _try(browser: str, root: Path, python: str, taken: Taken) -> None:
    process = await asyncio.create_subprocess_exec(
        python, "-m", "sandbox", "try", cwd=root, stdout=asyncio.subprocess.PIPE
    )
    try:
        async with taken.stage("the try-out is ready"):
            address = await _address(process)
        await _visit(browser, address, taken)
    finally:
        process.terminate()
        await process.wait()


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    async for line in process.stdout:
        if b"http://" in line:
            return line[line.index(b"http://") :].decode().strip()
    raise RuntimeError("the try-out ended before it was ready")


async def _visit(browser: str, address: str, taken: Taken) -> None:
    opened = perf_counter()
    async with page_of(browser, address, PHONE) as page:
        taken.seconds["the page is open"] = perf_counter() - opened
        page.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        for name, way in WAYS.items():
            async with taken.stage(name):
                taken.taps[name] = await way(page)


async def read_the_first_comment(page: Page) -> int:
    """Open the direct message in which a reader's comment waits; return the taps."""
    await look_at(page, "Direct messages")
    await _read(page, COMMENT)
    return 1


async def get_the_first_reminder(page: Page) -> int:
    """Set a goal as a newcomer, agree to be reminded and wait; return the taps."""
    await page.locator("#rounds button", has_text=NEWCOMER).click()
    await can_type(page)
    for number, label in enumerate(STEPS_TO_A_REMINDER, 1):
        await page.locator("#next", has_text=label).click()
        await expect(page.locator("#count")).to_contain_text(f"{number} of")
    await page.locator("#menu").click()
    await page.locator("[data-span=reminder]").click()
    await look_at(page, "Direct messages")
    await _read(page, REMINDER)
    return len(STEPS_TO_A_REMINDER) + 4


async def _read(page: Page, words: str) -> None:
    await page.frame_locator("#room").locator("[data-message-id]", has_text=words).last.wait_for()


WAYS: dict[str, Callable[[Page], Awaitable[int]]] = {
    "the first comment is read": read_the_first_comment,
    "the first reminder is there": get_the_first_reminder,
}
