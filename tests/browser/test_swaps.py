"""Reading each other in a browser: a piece, a hollow comment, its mending, and what its author gets."""

from __future__ import annotations

from playwright.async_api import Page, Route

from sandbox.swap_pieces import HOLLOW, PIECES, UNPLACED
from tests.browser.looks import nothing_overflows
from tests.browser.visitor import Visitor

LABELS = {
    "quote": "A line or moment that stayed with you",
    "effect": "What it did for you",
    "question": "A question or suggestion",
}


async def test_a_piece_is_read_and_a_comment_mended_on_a_phone(address: str, phone: Page) -> None:
    visitor = Visitor(phone)
    await visitor.open(address)
    await visitor.types_command("swap next")
    await visitor.reads("How to sharpen a scythe")
    await nothing_overflows(visitor)
    await visitor.presses("Start reading")
    await visitor.reads("like a man made of jars")
    await nothing_overflows(visitor)
    await comments(visitor, "Leave my comment", HOLLOW)
    await visitor.reads("Here reading is the whole exchange")
    await nothing_overflows(visitor)

    await visitor.restarts_the_bot()
    await visitor.lets_time_pass("Plus 1 hour")
    scythe = next(piece for piece in PIECES if piece.author == "Tomas")
    await comments(visitor, "Edit my comment", scythe.comment)
    await visitor.reads("98 words of your own")
    await visitor.becomes("Tomas")
    await visitor.goes_to("Direct messages")
    await visitor.reads("has this to say:")
    await nothing_overflows(visitor)
    await visitor.presses("This helped")
    await visitor.reads("gets 1 credit for reading you")


async def test_a_comment_is_asked_about_and_answered_on_a_phone(address: str, phone: Page) -> None:
    visitor = Visitor(phone)
    await visitor.open(address)
    await visitor.types_command("swap next")
    await visitor.presses("Start reading")
    await visitor.reads("like a man made of jars")
    await visitor.lets_time_pass("Plus 1 hour")
    await visitor.reads("like a man made of jars")
    await comments(visitor, "Leave my comment", UNPLACED)
    await visitor.reads("I could not see which piece this is about.")
    await nothing_overflows(visitor)

    await visitor.restarts_the_bot()
    await visitor.presses("Answer it")
    await nothing_overflows(visitor)
    await visitor.fills_in(**{"What in this piece do you mean?": "The scythe in the hallway."})
    await visitor.sends_the_form()
    await visitor.reads("It earns you 1 credit: when @Tomas says that it helped")
    await visitor.becomes("Tomas")
    await visitor.goes_to("Direct messages")
    await visitor.reads("The scythe in the hallway.")
    await nothing_overflows(visitor)


async def test_a_press_on_a_conversation_that_has_moved_on_is_made_again(address: str, phone: Page) -> None:
    refused: list[str] = []

    async def out_of_date(route: Route) -> None:
        body = route.request.post_data_json or {}
        if body["kind"] in refused or body["kind"] not in {"click", "modal_submit"}:
            await route.continue_()
            return
        refused.append(body["kind"])
        await route.continue_(post_data={**body, "published_revision": 0})

    visitor = Visitor(phone)
    await visitor.open(address)
    await visitor.types_command("swap next")
    await visitor.reads("How to sharpen a scythe")
    await phone.route("**/api/action", out_of_date)
    await visitor.presses("Start reading")
    await visitor.reads("like a man made of jars")
    await comments(visitor, "Leave my comment", HOLLOW)
    await visitor.reads("Here reading is the whole exchange")
    assert refused == ["click", "modal_submit"]


async def comments(visitor: Visitor, label: str, comment: dict[str, str]) -> None:
    """Fill in the comment's form and send it."""
    await visitor.presses(label)
    await visitor.fills_in(**{LABELS[name]: said for name, said in comment.items()})
    await nothing_overflows(visitor)
    await visitor.sends_the_form()
