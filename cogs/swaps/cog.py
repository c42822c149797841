"""/swap: offer a piece, be served another's, take part in rounds, and see everything of your own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from cogs.kit import replies
from cogs.kit.act import Interaction, act_of
from cogs.kit.cog import FeatureCog
from cogs.kit.router import on_form, on_press, show_form
from cogs.kit.routes import Pressed
from cogs.swaps import cards as ui
from rules.swaps.offers import (
    MAX_LANGUAGE_LENGTH,
    MAX_NOTE_LENGTH,
    MAX_PIECE_WORDS,
    MAX_TITLE_LENGTH,
    Offer,
    check_attachment,
    read_attachment,
)
from services.acts import Act, GoneForGood
from services.swaps import offers as swaps
from services.swaps import rounds as swap_rounds

if TYPE_CHECKING:
    pass

Note = app_commands.Range[str, 0, MAX_NOTE_LENGTH]
MAX_CHOICES = 25
MAX_CHOICE_LENGTH = 100


class Swaps(FeatureCog):
    """Peer-read swaps."""

    swap = app_commands.Group(
        name="swap", description="Read another writer, and be read by one: no follows, only reading", guild_only=True
    )

    # Offering

    @swap.command(name="offer")
    @app_commands.describe(
        title="What your piece is called",
        link="Where it stands, if it is out",
        file=ui.FILE_HINT,
        words="About how many words it has, for a link without its text",
        language="The language it is written in",
        tags="A few words on what it is, with commas: poetry, sea",
        feedback="What you would like to hear about",
        note="A content note, if a reader should know beforehand",
    )
    async def offer(
        self,
        interaction: Interaction,
        title: app_commands.Range[str, 0, MAX_TITLE_LENGTH] = "",
        link: app_commands.Range[str, 0, ui.LINK_LENGTH] = "",
        file: discord.Attachment | None = None,
        words: app_commands.Range[int, 1, MAX_PIECE_WORDS] | None = None,
        language: app_commands.Range[str, 0, MAX_LANGUAGE_LENGTH] = "",
        tags: app_commands.Range[str, 0, 150] = "",
        feedback: Note = "",
        note: Note = "",
    ) -> None:
        """Offer a piece to be read; without a link or a file a form opens to paste it."""
        act = act_of(interaction)
        typed = ui.typed_offer(
            title=title, link=link, words=words, language=language, tags=tags, wanted=feedback, content_note=note
        )
        if not link and file is None:
            await self._open_form(interaction, act, typed)
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        if file is not None:
            await swaps.keep_offer(self.context, act, typed)
            check_attachment(file.filename, file.size)
            typed = replace(typed, text=read_attachment(await file.read(), file.filename))
        await self._offer(interaction, act, typed)

    async def _open_form(self, interaction: Interaction, act: Act, typed: Offer) -> None:
        """Open the form with what was typed now, or else with what was typed last and is not in the line."""
        kept = await swaps.kept_offer(self.context, act) if typed == Offer("") else None
        if kept is None:
            kept = await swaps.keep_offer(self.context, act, typed)
        await show_form(interaction, "swaps:offer", kept.id, "Offer a piece", ui.offer_fields(kept.offer))

    @on_form("swaps:offer")
    async def offer_from_form(self, interaction: Interaction, pressed: Pressed, values: dict[str, str]) -> None:
        """Offer what the form says; the same form sent twice is one offer."""
        act = act_of(interaction)
        kept = await swaps.kept_offer(self.context, act)
        before = kept.offer if kept is not None and kept.id == pressed.id else Offer("")
        await self._offer(interaction, replace(act, id=pressed.id), ui.filled_offer(before, values))

    async def _offer(self, interaction: Interaction, act: Act, offer: Offer) -> None:
        offered = await swaps.offer_piece(self.context, act, offer)
        await replies.private(interaction, view=ui.offered_card(offered))

    @on_press("swaps:edit")
    async def edit_offer(self, interaction: Interaction, _pressed: Pressed) -> None:
        """Open what was typed about a piece that is not in the line yet."""
        kept = await self._kept(interaction)
        await show_form(interaction, "swaps:offer", kept.id, "Offer a piece", ui.offer_fields(kept.offer))

    @on_press("swaps:again")
    async def offer_again(self, interaction: Interaction, _pressed: Pressed) -> None:
        """Offer what was typed as it is."""
        kept = await self._kept(interaction)
        await self._offer(interaction, replace(act_of(interaction), id=kept.id), kept.offer)

    async def _kept(self, interaction: Interaction) -> swaps.KeptOffer:
        kept = await swaps.kept_offer(self.context, act_of(interaction))
        if kept is None:
            raise GoneForGood
        return kept

    @swap.command(name="withdraw")
    @app_commands.describe(piece_id="Which of your pieces")
    @app_commands.rename(piece_id="piece")
    async def withdraw(self, interaction: Interaction, piece_id: str) -> None:
        """Take a piece of yours out of the line; what it cost comes back."""
        if not piece_id.isdecimal():
            raise swaps.WhichPiece
        await self._withdraw(interaction, int(piece_id))

    @withdraw.autocomplete("piece_id")
    async def piece_choices(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the member's own pieces that are not closed."""
        mine = await swaps.open_pieces(self.context, act_of(interaction))
        return [
            app_commands.Choice(name=piece.title[:MAX_CHOICE_LENGTH], value=str(piece.id))
            for piece in mine
            if typed.casefold() in piece.title.casefold()
        ][:MAX_CHOICES]

    @on_press("swaps:withdraw")
    async def withdraw_pressed(self, interaction: Interaction, pressed: Pressed) -> None:
        """Take the piece on the button out of the line."""
        await self._withdraw(interaction, pressed.id)

    async def _withdraw(self, interaction: Interaction, piece_id: int) -> None:
        withdrawn = await swaps.withdraw(self.context, act_of(interaction), piece_id)
        await replies.private(interaction, ui.withdrawn_text(withdrawn))

    # Being served

    @swap.command(name="next")
    async def next(self, interaction: Interaction) -> None:
        """See the piece that has waited longest for a reader."""
        await self._serve(interaction, interaction.guild_id or 0)

    @on_press("swaps:next")
    async def next_pressed(self, interaction: Interaction, pressed: Pressed) -> None:
        """See the next piece, also from a direct message."""
        await self._serve(interaction, pressed.id)

    async def _serve(self, interaction: Interaction, server_id: int) -> None:
        served = await swaps.next_piece(self.context, act_of(interaction), server_id)
        await replies.private(interaction, view=ui.served_card(served, server_id))

    @on_press("swaps:back")
    async def come_back(self, interaction: Interaction, pressed: Pressed) -> None:
        """Count the member in again."""
        await swaps.come_back(self.context, act_of(interaction), pressed.id)
        await replies.private(interaction, ui.WELCOME_BACK)

    @swap.command(name="languages")
    @app_commands.describe(reads="What you read, with commas: English, German; leave out for any")
    async def languages(self, interaction: Interaction, reads: app_commands.Range[str, 0, 150] = "") -> None:
        """Choose the languages of the pieces you are shown first."""
        swapper = await swaps.choose_languages(self.context, act_of(interaction), reads)
        await replies.private(interaction, ui.languages_text(swapper))

    # Everything of one's own

    @swap.command(name="mine")
    async def mine(self, interaction: Interaction) -> None:
        """See your credits, your pieces, what you are reading and which comments wait for your word."""
        act = act_of(interaction)
        mine = await swaps.my_swaps(self.context, act)
        blocked = await swaps.blocked(self.context, act)
        await replies.private(interaction, view=ui.mine_card(mine, act.server_id or 0, blocked))

    # Rounds

    @swap.command(name="join-round")
    async def join_round(self, interaction: Interaction) -> None:
        """Be matched once a week: everyone reads one piece and is read once."""
        await replies.private(
            interaction, ui.joined_text(await swap_rounds.join_rounds(self.context, act_of(interaction)))
        )

    @swap.command(name="leave-round")
    async def leave_round(self, interaction: Interaction) -> None:
        """Take part in no more rounds."""
        was_in = await swap_rounds.leave_rounds(self.context, act_of(interaction))
        await replies.private(interaction, ui.left_text(was_in=was_in))

    # Whom not to swap with

    @swap.command(name="block")
    @app_commands.describe(member="Who; they are not told")
    async def block(self, interaction: Interaction, member: discord.User) -> None:
        """Never be given a member's pieces, nor they yours."""
        is_new = await swaps.block(self.context, act_of(interaction), member.id)
        await replies.private(interaction, ui.blocked_text(member.id, is_new=is_new))

    @swap.command(name="unblock")
    @app_commands.describe(member="Who")
    async def unblock(self, interaction: Interaction, member: discord.User) -> None:
        """Take a block back."""
        was_blocked = await swaps.unblock(self.context, act_of(interaction), member.id)
        await replies.private(interaction, ui.unblocked_text(member.id, was_blocked=was_blocked))
