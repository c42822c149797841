"""What is too long for Discord is cut where it is sent: an answer that is cut is better than none."""

from __future__ import annotations

import discord
import pytest

from cogs.kit import cards
from cogs.kit.outgoing.limits import fitted
from cogs.kit.routes import Route

A_ROUTE = Route("attic:dust")


def test_a_message_that_fits_is_left_as_it_is(caplog: pytest.LogCaptureFixture) -> None:
    assert fitted("x" * 2_000) == "x" * 2_000
    assert caplog.text == ""


def test_a_message_that_is_too_long_is_cut_and_the_log_says_so(caplog: pytest.LogCaptureFixture) -> None:
    assert fitted("x" * 2_001) == "x" * 1_999 + "…"
    assert "2001 characters" in caplog.text


def test_a_cards_texts_are_cut_to_what_all_of_them_may_have_together() -> None:
    view = cards.card("a" * 3_500, "b" * 3_000, "c")
    fitted("", view)

    texts = [item.content for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay)]
    assert texts == ["a" * 998 + "…", "b" * 3_000, "c"]


def test_menus_and_buttons_are_cut_too() -> None:
    menu = A_ROUTE.menu("Choose", 1)
    menu.options = [discord.SelectOption(label="l" * 120, value=str(number)) for number in range(30)]
    view = cards.card([A_ROUTE.button("b" * 90, 1)], [menu])
    fitted("", view)

    (button,) = [item for item in view.walk_children() if isinstance(item, discord.ui.Button)]
    assert len(button.label or "") == 80
    assert len(menu.options) == 25
    assert {len(option.label) for option in menu.options} == {100}
