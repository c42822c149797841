"""What tips look like."""

from __future__ import annotations

import discord

from cogs.kit import cards, text
from cogs.kit.cards import Part, SafeView
from cogs.kit.routes import FOR_SOME, SUCCESS, Field, Form
from cogs.tips import routes
from rules.tips import MAX_LENGTH, Tip
from services.tips import Voted

# What the list and the weekly post show of a tip: all of it must stay within a message's 4,000 characters.
SHOWN_IN_LIST, SHOWN_IN_POST = 250, 180

# Where a tip's buttons stand: under the card that all see, or under one that a single member does.
ALOUD, OPENED, RANDOM = "", "opened", "random"

_SHARE_FIELD = Field(
    "text",
    "What works for you to find readers?",
    hint="What you did, and what came of it",
    required=True,
    long=True,
    max_length=MAX_LENGTH,
)

TAKEN_BACK = "Taken back. If it helps you one day, press **Helped me** again."


def share_form() -> Form:
    """Ask for a tip, with room to write."""
    return routes.SHARE.form("Share a tip", 0, [_SHARE_FIELD])


def tip_card(tip: Tip, place: str = ALOUD, *, may_remove: bool = False) -> SafeView:
    """Show one tip with what can be done about it; all see the same buttons, so **…** there has what only some may do."""
    row = [routes.HELPED.button("Helped me", tip.id, extra=place, style=SUCCESS)]
    if place == RANDOM:
        row.append(routes.ANOTHER.button("Another one", tip.id))
    if place == ALOUD:
        row.append(routes.REMOVE.button(FOR_SOME, tip.id))
    elif may_remove:
        row.append(routes.REMOVE.button("Take down", tip.id))
    return cards.card(f"### A tip from <@{tip.member_id}>\n{text.quote_block(tip.text)}", _helped(tip), row)


def _helped(tip: Tip) -> str:
    return f"-# It helped {text.count(tip.helped, 'member')}." if tip.helped else "-# Did it help you? Say so below."


def removal_form(tip: Tip) -> Form:
    """Ask once more before a tip is taken down."""
    down = Field("down", "Nobody sees it any more", "yes", required=True, options=(("yes", "Take it down"),))
    return routes.REMOVE.form("Take this tip down?", tip.id, [down])


def parts_in_post(tip: Tip) -> list[Part]:
    """Return the weekly post's tip with its button."""
    return [
        f"**A tip that helped, from <@{tip.member_id}>**\n> {text.quoted(_in_one_line(tip, SHOWN_IN_POST))}",
        [routes.SHOW.button("Open this tip", tip.id)],
    ]


def _in_one_line(tip: Tip, length: int = 100) -> str:
    return text.label(tip.text, length)


def already_said(voted: Voted) -> discord.ui.View:
    """Offer to take back what was said before."""
    return cards.buttons(routes.UNHELPED.button("Take it back", voted.tip.id))


ALREADY_SAID = "You said so before, and it counts once."


def top_card(tips: list[Tip]) -> SafeView:
    """Show the tips that helped most, and a menu to open one."""
    if not tips:
        return cards.card(
            "### Tips that helped\nNobody has said yet that a tip helped them. `/tip random` shows one; "
            "**Helped me** under it says so."
        )
    listed = [
        f"Helped **{text.count(tip.helped, 'member')}**\n{text.quote_block(text.shortened(tip.text, SHOWN_IN_LIST))}"
        for tip in tips
    ]
    menu = routes.OPEN.menu("Open a tip", 0)
    for tip in tips:
        menu.add_option(label=_in_one_line(tip), value=str(tip.id))
    return cards.card("### Tips that helped", *listed, [menu])


REMOVED_CARD_TEXT = "This tip was taken down."


def removed_card() -> SafeView:
    """Stand where a tip was."""
    return cards.card(REMOVED_CARD_TEXT)


def removed_text(tip: Tip) -> str:
    """Confirm that a tip is down, with its words."""
    return f"It is down, and in no list any more. Its words, in case you want them:\n{text.quote_block(tip.text)}"


def put_back_button(tip: Tip) -> discord.ui.View:
    """Offer to put a tip back."""
    return cards.buttons(routes.RESTORE.button("Put it back", tip.id))


PUT_BACK = "It is back: `/tip random` and `/tip top` show it again."
