"""What the try-out's page must look like at every step, whatever the screen's width and theme."""

import io
from typing import Literal, get_args

from PIL import Image, ImageStat
from playwright.async_api import FloatRect

from tests.browser.visitor import Visitor

Theme = Literal["light", "dark"]
# What WCAG 2 asks of text (https://www.w3.org/TR/WCAG22/#contrast-minimum).
LEAST_CONTRAST = 4.5
MIDDLE_GREY = 128
# How much of a screen, from its top, may stand above the conversation: who and where one is, the time, and the step.
MOST_ABOVE = 170
# A corner of the conversation, as wide as a phone shows of it.
CORNER_WIDTH, CORNER_HEIGHT = 300, 120


async def looks_right(visitor: Visitor) -> None:
    """Fail where something does not fit the screen or cannot be read, in either theme."""
    await nothing_overflows(visitor)
    for theme in get_args(Theme):
        await visitor.page.emulate_media(color_scheme=theme)
        await everything_is_legible(visitor)


async def wears_both_themes(visitor: Visitor) -> None:
    """Fail where the conversation is dark in the light theme, or light in the dark one."""
    for theme in get_args(Theme):
        await visitor.page.emulate_media(color_scheme=theme)
        assert (await brightness(visitor) > MIDDLE_GREY) == (theme == "light")


async def brightness(visitor: Visitor) -> float:
    """Return how bright a corner of the conversation is, from 0 to 255."""
    place = await visitor.page.locator("#room").bounding_box()
    assert place is not None
    corner = FloatRect(x=place["x"], y=place["y"], width=CORNER_WIDTH, height=CORNER_HEIGHT)
    shot = await visitor.page.screenshot(clip=corner)
    return ImageStat.Stat(Image.open(io.BytesIO(shot)).convert("L")).mean[0]


async def nothing_overflows(visitor: Visitor) -> None:
    """Fail where the page or the conversation is wider than the screen, a control lies outside it, or words are cut."""
    room = await visitor.page.locator("#room").bounding_box()
    assert room is not None
    assert room["y"] < MOST_ABOVE
    for frame in visitor.page.frames:
        wide = await frame.evaluate(
            """[document.documentElement, ...document.querySelectorAll("main, #preview-stage, #channel-timeline")]
                .filter((each) => each.scrollWidth > window.innerWidth)
                .map((each) => each.id || each.tagName)"""
        )
        assert wide == []
    outside = await visitor.page.evaluate(
        """[...document.querySelectorAll("button, select, #clock, #note, iframe")]
            .filter((each) => each.checkVisibility() && !each.closest(".places"))  // those are scrolled sideways
            .filter((each) => each.getBoundingClientRect().right > innerWidth
                || each.getBoundingClientRect().left < 0 || each.scrollWidth > each.clientWidth + 1)
            .map((each) => each.id || each.textContent.trim())"""
    )
    assert outside == []
    cut = await visitor.page.evaluate(
        """[...document.querySelectorAll("#about, #note")]
            .filter((each) => each.checkVisibility() && each.scrollHeight > each.clientHeight + 1)
            .map((each) => each.textContent)"""
    )
    assert cut == []


async def everything_is_legible(visitor: Visitor) -> None:
    """Fail where a text around the conversation stands out too little from what is behind it."""
    faint = await visitor.page.evaluate(
        """least => {
            const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
            const linear = (value) => value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4;
            const light = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
            const ground = (each) => {
                const own = channels(getComputedStyle(each).backgroundColor);
                return own[3] === 0 && each.parentElement ? ground(each.parentElement) : own;
            };
            const contrast = (each) => {
                const lights = [channels(getComputedStyle(each).color), ground(each)].map(light);
                return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
            };
            return [...document.querySelectorAll("body *")]
                .filter((each) => each.checkVisibility() && !each.matches(":disabled, :disabled *, .at-work"))
                .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
                .filter((each) => contrast(each) < least)
                .map((each) => `${each.id || each.textContent.trim()}: ${contrast(each).toFixed(1)}`);
        }""",
        LEAST_CONTRAST,
    )
    assert faint == []
