"""/streak month and its buttons: my month and my year, to keep or to share."""

from __future__ import annotations

from datetime import date
from typing import Any

import discord

from cogs.kit import cards, text
from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, aloud, private
from cogs.kit.cards import SafeView
from cogs.kit.cog import FeatureCog
from cogs.kit.pictures.attach import Attached, attach
from cogs.kit.pictures.canvas import drawable
from cogs.kit.routes import Pressed, read_day
from cogs.streaks import routes
from cogs.streaks.keepsake_picture import KeepsakePicture
from rules.streaks.keepsakes import Stretch
from services import keepsakes
from services.acts import GoneForGood
from services.keepsakes import Keepsake


class Keepsakes(FeatureCog):
    """Months and years to keep."""

    @routes.KEEPSAKE.pressed
    async def show(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Show a month or a year to whose it is."""
        act.check_own(pressed.id)
        shown = await keepsakes.my_keepsake(self.context, act, *read_stretch(pressed.extra))
        return await keepsake_answer(act, shown)

    @routes.SHARE.pressed
    async def share(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Show it to everybody in the channel, without what was quiet."""
        act.check_own(pressed.id)
        stretch, first_on = read_stretch(pressed.extra)
        shown = await keepsakes.my_keepsake(self.context, act, stretch, first_on, for_all=True)
        picture = await attach(picture_of(shown))
        return aloud("keepsake", view=keepsake_card(shown, picture, is_shared=True), picture=picture)


async def keepsake_answer(act: LiveAct, shown: Keepsake) -> Answer:
    """Show a keepsake to its owner alone."""
    picture = await attach(picture_of(shown))
    can_share = act.server_id is not None
    return private(view=keepsake_card(shown, picture, can_share=can_share), picture=picture)


def read_stretch(carried: str) -> tuple[Stretch, date]:
    """Return which month or year a button is for. Raise GoneForGood where it is none of ours."""
    stretch, _, first_on = carried.partition("/")
    if stretch not in list(Stretch):
        raise GoneForGood
    return Stretch(stretch), read_day(first_on)


def carried(stretch: Stretch, first_on: date) -> str:
    """Return what a button for a month or a year carries."""
    return f"{stretch.value}/{first_on.isoformat()}"


def title_of(shown: Keepsake) -> str:
    """Write "January 2026", or "2026"."""
    if shown.stretch is Stretch.YEAR:
        return str(shown.first_on.year)
    return f"{text.MONTHS[shown.first_on.month - 1]} {shown.first_on.year}"


def picture_of(shown: Keepsake) -> KeepsakePicture | None:
    """Return the picture; none of a stretch in which nothing was written."""
    if not shown.days_written:
        return None
    counted = (
        (shown.days_written, "day written", "days written"),
        (shown.words, "word", "words"),
        (shown.pieces, "new piece", "new pieces"),
        (shown.readers, "reader", "readers"),
    )
    facts = tuple((text.number(amount), one if amount == 1 else many) for amount, one, many in counted if amount)
    line = drawable(text.shortened(shown.line, 160))
    return KeepsakePicture(title_of(shown), facts, shown.today, shown.drawn_from, shown.marks, shown.shades, line)


def keepsake_card(
    shown: Keepsake, picture: Attached | None, *, can_share: bool = False, is_shared: bool = False
) -> SafeView:
    """Show a month or a year, and to its owner what can be done with it."""
    whose = f"<@{shown.member_id}>'s" if is_shared else "Your"
    if not shown.days_written:
        return cards.card(f"### {title_of(shown)}\nNothing was logged then. {NEXT_STEP}", accent=cards.LEAF)
    parts: list[cards.Part] = [f"### {whose} {title_of(shown)}\n{_sum(shown)}"]
    if picture is not None:
        parts.append(picture.gallery)
    if shown.line and not drawable(shown.line):
        parts.append(f"A reader noticed: {text.named_in_short(shown.line)}")
    row = [] if is_shared else _buttons(shown, can_share=can_share)
    return cards.card(*parts, *([row] if row else []), accent=cards.LEAF)


NEXT_STEP = "The next month has room: `/wrote` puts a first day into it."


def _sum(shown: Keepsake) -> str:
    kept = f" · kept {shown.kept.kept} of {shown.kept.planned} promised" if shown.kept.planned else ""
    return f"{text.count(shown.days_written, 'day')} written{kept}"


def _buttons(shown: Keepsake, *, can_share: bool) -> list[discord.ui.Button[Any]]:
    found = []
    if can_share:
        extra = carried(shown.stretch, shown.first_on)
        found.append(routes.SHARE.button("Share it here", shown.member_id, extra=extra))
    if shown.year_on is not None and shown.stretch is Stretch.MONTH:
        extra = carried(Stretch.YEAR, shown.year_on)
        found.append(routes.KEEPSAKE.button("My year", shown.member_id, extra=extra))
    return found
