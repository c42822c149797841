"""A real Chromium on a real `python -m sandbox try`."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright

from sandbox.browsing import BROWSERS, find_browser

ROOT = Path(__file__).parents[2]
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP = (1280, 900)
PHONE = (390, 844)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return Chromium's path; without one, skip on a developer's machine and fail in CI."""
    found = find_browser()
    if found is None:
        missing = f"browser tests need Chromium: none of {', '.join(BROWSERS)} is installed"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@pytest.fixture
async def address(chromium: str) -> AsyncIterator[str]:
    """The address of an empty world, where a test begins on the first day."""
    assert chromium  # asked for first: without a browser there is nothing to serve
    async with trying("--empty") as address:
        yield address


@asynccontextmanager
async def trying(*arguments: str) -> AsyncIterator[str]:
    """Run the sandbox as a visitor does, and yield the address it prints; Ctrl+C must end it with status 0."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", "try", *arguments, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        line = ""
        while "http://127.0.0.1:" not in line:
            line = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
            assert line, "the sandbox ended before it was ready"
        yield line[line.index("http://") :].strip()
    finally:
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 20) == 0


@asynccontextmanager
async def browser_page(chromium: str, folder: Path, size: tuple[int, int]) -> AsyncIterator[Page]:
    """Open a page in a fresh profile; fails at the end if a script of the page raised."""
    raised: list[str] = []
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            folder,
            executable_path=chromium,
            args=ARGUMENTS,
            viewport={"width": size[0], "height": size[1]},
        )
        page = context.pages[0]
        page.on("pageerror", lambda error: raised.append(str(error)))
        try:
            yield page
        finally:
            await context.close()
    assert raised == []


@pytest.fixture
async def desktop(chromium: str, tmp_path: Path) -> AsyncIterator[Page]:
    """A page as wide as a laptop's."""
    async with browser_page(chromium, tmp_path, DESKTOP) as page:
        yield page


@pytest.fixture
async def phone(chromium: str, tmp_path: Path) -> AsyncIterator[Page]:
    """A page as narrow as a phone's."""
    async with browser_page(chromium, tmp_path, PHONE) as page:
        yield page
