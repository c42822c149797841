"""/piece: what you wrote, where you sent it, and how it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from discord import app_commands

from cogs.kit import replies
from cogs.kit.act import Interaction, act_of
from cogs.kit.cog import FeatureCog
from cogs.kit.pictures.attach import attach
from cogs.kit.router import on_form, on_press, show_form
from cogs.kit.routes import Pressed
from cogs.pieces import cards as ui
from db.pieces import Answer, Checklist
from rules.pieces import MAX_NUMBER
from rules.streaks.entries import read_amount
from services import pieces
from services.pieces import PieceView

if TYPE_CHECKING:
    pass

Count = app_commands.Range[int, 0, MAX_NUMBER]
Name = app_commands.Range[str, 1, ui.NAME_LENGTH]
WITH_NUMBERS = "the piece with its numbers"
MAX_CHOICES = 25
MAX_CHOICE_LENGTH = 100


class Pieces(FeatureCog):
    """Pieces."""

    piece = app_commands.Group(name="piece", description="What you wrote, where you sent it, and how it is read")

    @piece.command(name="add")
    @app_commands.rename(published_in="published-in")
    @app_commands.describe(
        title="Its title, if only a working one",
        link="Where it can be read",
        published_in="The publication or site, if it is out",
    )
    async def add(
        self,
        interaction: Interaction,
        title: app_commands.Range[str, 1, ui.TITLE_LENGTH],
        link: app_commands.Range[str, 0, ui.LINK_LENGTH] = "",
        published_in: app_commands.Range[str, 0, ui.NAME_LENGTH] = "",
    ) -> None:
        """Keep a piece you wrote, to follow where it goes; only you see it."""
        view = await pieces.add_piece(
            self.context, act_of(interaction), title.strip(), link.strip(), published_in.strip()
        )
        await replies.private(interaction, view=ui.piece_card(view))

    @piece.command(name="list")
    async def list_pieces(self, interaction: Interaction) -> None:
        """List your pieces; only you see it."""
        views = await pieces.list_pieces(self.context, act_of(interaction))
        if views:
            await replies.private(interaction, view=ui.list_card(views))
        else:
            await replies.private(interaction, ui.NO_PIECES)

    @piece.command(name="show")
    @app_commands.rename(piece_id="piece")
    @app_commands.describe(piece_id="Which piece", share="Show it to everybody here; leave out to see it alone")
    async def show(
        self,
        interaction: Interaction,
        piece_id: str = "",
        share: Literal["the piece alone", "the piece with its numbers"] | None = None,
    ) -> None:
        """Show a piece with all you noted about it, to yourself unless you share it."""
        view = await pieces.show_piece(self.context, act_of(interaction), await self._chosen(interaction, piece_id))
        if share is None:
            await self._show(interaction, view)
            return
        picture = await attach(ui.numbers_picture(view) if share == WITH_NUMBERS else None)
        card = ui.shared_card(view, picture, with_numbers=share == WITH_NUMBERS)
        await replies.send(interaction, view=card, picture=picture)

    async def _show(self, interaction: Interaction, view: PieceView) -> None:
        """Show the card, in place of the one whose button was pressed."""
        picture = await attach(ui.numbers_picture(view))
        await replies.replace(interaction, view=ui.piece_card(view, picture), picture=picture)

    @on_press("pieces:edit")
    async def open_edit_form(self, interaction: Interaction, pressed: Pressed) -> None:
        """Open what the piece is called and where it is."""
        view = await pieces.show_piece(self.context, act_of(interaction), pressed.id)
        await show_form(interaction, "pieces:edit", pressed.id, "Edit your piece", ui.piece_fields(view.piece))

    @on_form("pieces:edit")
    async def edit_from_form(self, interaction: Interaction, pressed: Pressed, values: dict[str, str]) -> None:
        """Take the new words."""
        view = await pieces.change_piece(self.context, act_of(interaction), pressed.id, **values)
        await self._show(interaction, view)

    @on_press("pieces:remove")
    async def remove(self, interaction: Interaction, pressed: Pressed) -> None:
        """Take the piece off the list."""
        piece = await pieces.set_removed(self.context, act_of(interaction), pressed.id, removed=True)
        await replies.replace(interaction, view=ui.removed_card(piece))

    @on_press("pieces:restore")
    async def restore(self, interaction: Interaction, pressed: Pressed) -> None:
        """Put the piece back on the list."""
        await pieces.set_removed(self.context, act_of(interaction), pressed.id, removed=False)
        await self._show(interaction, await pieces.show_piece(self.context, act_of(interaction), pressed.id))

    @piece.command(name="checklist")
    @app_commands.rename(piece_id="piece")
    @app_commands.describe(piece_id="Which piece")
    async def checklist(self, interaction: Interaction, piece_id: str = "") -> None:
        """Four questions to ask a piece before it goes out."""
        await self._open_checklist(interaction, await self._chosen(interaction, piece_id))

    @on_press("pieces:checklist")
    async def checklist_pressed(self, interaction: Interaction, pressed: Pressed) -> None:
        """Open the four questions of the piece on the card."""
        await self._open_checklist(interaction, pressed.id)

    async def _open_checklist(self, interaction: Interaction, piece_id: int) -> None:
        view = await pieces.show_piece(self.context, act_of(interaction), piece_id)
        fields = ui.checklist_fields(view.piece.checklist)
        await show_form(interaction, "pieces:checklist", piece_id, "Before it goes out", fields)

    @on_form("pieces:checklist")
    async def answer_checklist(self, interaction: Interaction, pressed: Pressed, values: dict[str, str]) -> None:
        """Keep the answers."""
        answers = Checklist(**values)
        await self._show(
            interaction, await pieces.answer_checklist(self.context, act_of(interaction), pressed.id, answers)
        )

    @piece.command(name="submitted")
    @app_commands.rename(piece_id="piece")
    @app_commands.describe(publication="Where you sent it", piece_id="Which piece", day="When, unless today")
    async def submitted(
        self, interaction: Interaction, publication: Name, piece_id: str = "", day: str = "today"
    ) -> None:
        """Note that you sent a piece to a publication."""
        chosen = await self._chosen(interaction, piece_id)
        sent = await pieces.submit(self.context, act_of(interaction), chosen, publication.strip(), day)
        await replies.private(interaction, ui.submitted_text(sent))

    @piece.command(name="answer")
    @app_commands.describe(
        outcome="What they said",
        publication="Who answered; leave out when only one has a piece of yours",
        day="When, unless today",
    )
    async def answer(
        self,
        interaction: Interaction,
        outcome: Literal["accepted", "declined"],
        publication: str = "",
        day: str = "today",
    ) -> None:
        """Note what a publication answered."""
        act = act_of(interaction)
        chosen = pieces.choose_submission(await pieces.my_submissions(self.context, act), publication)
        sent = await pieces.note_answer(self.context, act, chosen.submission.id, Answer(outcome), day)
        await replies.private(interaction, ui.answered_text(sent), view=ui.feedback_button(sent))

    @on_press("pieces:feedback")
    async def open_feedback_form(self, interaction: Interaction, pressed: Pressed) -> None:
        """Ask for what the publication said."""
        sent = await pieces.find_submission(self.context, act_of(interaction), pressed.id)
        fields = [ui.feedback_field(sent.submission)]
        await show_form(interaction, "pieces:feedback", pressed.id, "Their words", fields)

    @on_form("pieces:feedback")
    async def write_feedback(self, interaction: Interaction, pressed: Pressed, values: dict[str, str]) -> None:
        """Keep what the publication said."""
        sent = await pieces.write_feedback(self.context, act_of(interaction), pressed.id, values["feedback"])
        await replies.private(interaction, ui.feedback_text(sent))

    @piece.command(name="numbers")
    @app_commands.rename(piece_id="piece")
    @app_commands.describe(
        piece_id="Which piece",
        views="How often it was opened so far",
        reads="How often it was read so far",
        claps="Claps, likes or hearts so far",
        day="As they stood on this day, unless today",
    )
    async def numbers(
        self,
        interaction: Interaction,
        piece_id: str = "",
        views: Count | None = None,
        reads: Count | None = None,
        claps: Count | None = None,
        day: str = "today",
    ) -> None:
        """See how a piece is read, or tell its latest numbers; only you see them."""
        act, chosen = act_of(interaction), await self._chosen(interaction, piece_id)
        if views is None and reads is None and claps is None:
            await self._show_numbers(interaction, await pieces.show_piece(self.context, act, chosen))
            return
        view = await pieces.tell_numbers(self.context, act, chosen, day, views=views, reads=reads, claps=claps)
        await self._show_numbers(interaction, view)

    @on_press("pieces:numbers")
    async def open_numbers_form(self, interaction: Interaction, pressed: Pressed) -> None:
        """Ask for the piece's numbers."""
        view = await pieces.show_piece(self.context, act_of(interaction), pressed.id)
        await show_form(interaction, "pieces:numbers", pressed.id, "How is it read?", ui.number_fields(view.latest))

    @on_form("pieces:numbers")
    async def numbers_from_form(self, interaction: Interaction, pressed: Pressed, values: dict[str, str]) -> None:
        """Take what the form says."""
        day = values.pop("day")
        told = {name: read_amount(name, typed) if typed else None for name, typed in values.items()}
        await self._show(
            interaction, await pieces.tell_numbers(self.context, act_of(interaction), pressed.id, day, **told)
        )

    async def _show_numbers(self, interaction: Interaction, view: PieceView) -> None:
        picture = await attach(ui.numbers_picture(view))
        await replies.private(interaction, view=ui.numbers_card(view, picture), picture=picture)

    async def _chosen(self, interaction: Interaction, typed: str) -> int:
        """Return the piece chosen from the list, named in words, or the only one there is."""
        return pieces.choose(await pieces.my_pieces(self.context, act_of(interaction)), typed).id

    @show.autocomplete("piece_id")
    @checklist.autocomplete("piece_id")
    @submitted.autocomplete("piece_id")
    @numbers.autocomplete("piece_id")
    async def piece_choices(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the member's own pieces, newest first."""
        found = await pieces.my_pieces(self.context, act_of(interaction))
        return _choices({str(piece.id): piece.title for piece in reversed(found)}, typed)

    @answer.autocomplete("publication")
    async def submission_choices(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer where the member's pieces wait, the latest sent first."""
        found = await pieces.my_submissions(self.context, act_of(interaction))
        waiting = [sent for sent in reversed(found) if sent.submission.answer is None]
        return _choices(
            {str(sent.submission.id): f"{sent.submission.publication} · {sent.piece.title}" for sent in waiting}, typed
        )


def _choices(names: dict[str, str], typed: str) -> list[app_commands.Choice[str]]:
    return [
        app_commands.Choice(name=name[:MAX_CHOICE_LENGTH], value=value)
        for value, name in names.items()
        if typed.casefold() in name.casefold()
    ][:MAX_CHOICES]
