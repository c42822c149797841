"""/piece: what you wrote, where you sent it, and how it is read."""

from __future__ import annotations

from typing import Literal

from discord import app_commands

from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import (
    Answer,
    Chosen,
    Day,
    aloud,
    answered,
    choices,
    in_place,
    offered,
    opens_form,
    private,
)
from cogs.kit.cog import FeatureCog
from cogs.kit.pictures.attach import attach
from cogs.kit.routes import Form, Pressed, Sent
from cogs.pieces import cards, routes
from rules.kit.amounts import read_amount
from rules.pieces import MAX_NUMBER, Checklist, PublicationAnswer
from services import pieces
from services.pieces import PieceView

Count = app_commands.Range[int, 0, MAX_NUMBER]
Name = app_commands.Range[str, 1, cards.NAME_LENGTH]
WITH_NUMBERS = "the piece with its numbers"


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
    @answered
    async def add(
        self,
        act: LiveAct,
        title: app_commands.Range[str, 1, cards.TITLE_LENGTH],
        link: app_commands.Range[str, 0, cards.LINK_LENGTH] = "",
        published_in: app_commands.Range[str, 0, cards.NAME_LENGTH] = "",
    ) -> Answer:
        """Keep a piece you wrote, to follow where it goes; only you see it."""
        view = await pieces.add_piece(self.context, act, title.strip(), link.strip(), published_in.strip())
        return private(view=cards.piece_card(view))

    @piece.command(name="list")
    @answered
    async def list_pieces(self, act: LiveAct) -> Answer:
        """List your pieces; only you see it."""
        views = await pieces.list_pieces(self.context, act)
        return private(view=cards.list_card(views)) if views else private(cards.NO_PIECES)

    @piece.command(name="show")
    @app_commands.rename(piece_id="piece")
    @app_commands.describe(piece_id="Which piece", share="Show it to everybody here; leave out to see it alone")
    @answered
    async def show(
        self,
        act: LiveAct,
        piece_id: Chosen = "",
        share: Literal["the piece alone", "the piece with its numbers"] | None = None,
    ) -> Answer:
        """Show a piece with all you noted about it, to yourself unless you share it."""
        chosen = await self._chosen(act, piece_id)
        if share is None:
            return await _piece(await pieces.show_piece(self.context, act, chosen))
        return await _shared(await pieces.piece_to_share(self.context, act, chosen), with_numbers=share == WITH_NUMBERS)

    @routes.EDIT.opens
    async def open_edit_form(self, act: LiveAct, pressed: Pressed) -> Form:
        """Open what the piece is called and where it is."""
        view = await pieces.show_piece(self.context, act, pressed.id)
        return routes.EDIT.form("Edit your piece", pressed.id, cards.piece_fields(view.piece))

    @routes.EDIT.sent
    async def edit_from_form(self, act: LiveAct, sent: Sent) -> Answer:
        """Take the new words."""
        return await _piece(
            await pieces.change_piece(self.context, act, sent.id, **sent.only("title", "link", "published_in"))
        )

    @routes.REMOVE.pressed
    async def remove(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Take the piece off the list."""
        piece = await pieces.set_removed(self.context, act, pressed.id, removed=True)
        return in_place(view=cards.removed_card(piece))

    @routes.RESTORE.pressed
    async def restore(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Put the piece back on the list."""
        await pieces.set_removed(self.context, act, pressed.id, removed=False)
        return await _piece(await pieces.show_piece(self.context, act, pressed.id))

    @piece.command(name="checklist")
    @app_commands.rename(piece_id="piece")
    @app_commands.describe(piece_id="Which piece")
    @opens_form
    async def checklist(self, act: LiveAct, piece_id: Chosen = "") -> Form:
        """Four questions to ask a piece before it goes out."""
        return await self._checklist_form(act, await self._chosen(act, piece_id))

    @routes.CHECKLIST.opens
    async def checklist_pressed(self, act: LiveAct, pressed: Pressed) -> Form:
        """Open the four questions of the piece on the card."""
        return await self._checklist_form(act, pressed.id)

    async def _checklist_form(self, act: LiveAct, piece_id: int) -> Form:
        view = await pieces.show_piece(self.context, act, piece_id)
        fields = cards.checklist_fields(view.piece.checklist)
        return routes.CHECKLIST.form("Before it goes out", piece_id, fields)

    @routes.CHECKLIST.sent
    async def answer_checklist(self, act: LiveAct, sent: Sent) -> Answer:
        """Keep the answers."""
        checklist = Checklist(**sent.only("would_take", "improves", "solves", "success"))
        return await _piece(await pieces.answer_checklist(self.context, act, sent.id, checklist))

    @piece.command(name="submitted")
    @app_commands.rename(piece_id="piece")
    @app_commands.describe(publication="Where you sent it", piece_id="Which piece", day="When, unless today")
    @answered
    async def submitted(self, act: LiveAct, publication: Name, piece_id: Chosen = "", day: Day = "today") -> Answer:
        """Note that you sent a piece to a publication."""
        chosen = await self._chosen(act, piece_id)
        noted = await pieces.submit(self.context, act, chosen, publication.strip(), day)
        return private(cards.submitted_text(noted))

    @piece.command(name="answer")
    @app_commands.describe(
        outcome="What they said",
        publication="Who answered; leave out when only one has a piece of yours",
        day="When, unless today",
    )
    @answered
    async def answer(
        self,
        act: LiveAct,
        outcome: Literal["accepted", "declined"],
        publication: Chosen = "",
        day: Day = "today",
    ) -> Answer:
        """Note what a publication answered."""
        chosen = pieces.choose_submission(await pieces.my_submissions(self.context, act), publication)
        noted = await pieces.note_answer(self.context, act, chosen.submission.id, PublicationAnswer(outcome), day)
        return private(cards.answered_text(noted), cards.feedback_button(noted))

    @routes.FEEDBACK.opens
    async def open_feedback_form(self, act: LiveAct, pressed: Pressed) -> Form:
        """Ask for what the publication said."""
        found = await pieces.find_submission(self.context, act, pressed.id)
        return routes.FEEDBACK.form("Their words", pressed.id, [cards.feedback_field(found.submission)])

    @routes.FEEDBACK.sent
    async def write_feedback(self, act: LiveAct, sent: Sent) -> Answer:
        """Keep what the publication said."""
        kept = await pieces.write_feedback(self.context, act, sent.id, sent["feedback"])
        return private(cards.feedback_text(kept))

    @piece.command(name="numbers")
    @app_commands.rename(piece_id="piece")
    @app_commands.describe(
        piece_id="Which piece",
        views="How often it was opened so far",
        reads="How often it was read so far",
        claps="Claps, likes or hearts so far",
        day="As they stood on this day, unless today",
    )
    @answered
    async def numbers(
        self,
        act: LiveAct,
        piece_id: Chosen = "",
        views: Count | None = None,
        reads: Count | None = None,
        claps: Count | None = None,
        day: Day = "today",
    ) -> Answer:
        """See how a piece is read, or tell its latest numbers; only you see them."""
        chosen = await self._chosen(act, piece_id)
        if views is None and reads is None and claps is None:
            return await _numbers(await pieces.show_piece(self.context, act, chosen))
        view = await pieces.tell_numbers(self.context, act, chosen, day, views=views, reads=reads, claps=claps)
        return await _numbers(view)

    @routes.NUMBERS.opens
    async def open_numbers_form(self, act: LiveAct, pressed: Pressed) -> Form:
        """Ask for the piece's numbers."""
        view = await pieces.show_piece(self.context, act, pressed.id)
        return routes.NUMBERS.form("How is it read?", pressed.id, cards.number_fields(view.latest))

    @routes.NUMBERS.sent
    async def numbers_from_form(self, act: LiveAct, sent: Sent) -> Answer:
        """Take what the form says."""
        told = {name: read_amount(name, sent[name]) if sent[name] else None for name in cards.COUNTED}
        return await _piece(await pieces.tell_numbers(self.context, act, sent.id, sent["day"], **told))

    async def _chosen(self, act: LiveAct, typed: str) -> int:
        """Return the piece chosen from the list, named in words, or the only one there is."""
        return pieces.choose(await pieces.my_pieces(self.context, act), typed).id

    @show.autocomplete("piece_id")
    @checklist.autocomplete("piece_id")
    @submitted.autocomplete("piece_id")
    @numbers.autocomplete("piece_id")
    @offered
    async def piece_choices(self, act: LiveAct, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the member's own pieces, newest first."""
        found = await pieces.my_pieces(self.context, act)
        return choices(((piece.title, str(piece.id)) for piece in reversed(found)), typed)

    @answer.autocomplete("publication")
    @offered
    async def submission_choices(self, act: LiveAct, typed: str) -> list[app_commands.Choice[str]]:
        """Offer where the member's pieces wait, the latest sent first."""
        found = await pieces.my_submissions(self.context, act)
        waiting = [each for each in reversed(found) if each.submission.answer is None]
        return choices(
            ((f"{each.submission.publication} · {each.piece.title}", str(each.submission.id)) for each in waiting),
            typed,
        )


async def _piece(view: PieceView) -> Answer:
    """Show the card, in place of the one whose button was pressed."""
    picture = await attach(cards.numbers_picture(view))
    return in_place(view=cards.piece_card(view, picture), picture=picture)


async def _shared(view: PieceView, *, with_numbers: bool) -> Answer:
    picture = await attach(cards.numbers_picture(view) if with_numbers else None)
    return aloud("piece", view=cards.shared_card(view, picture, with_numbers=with_numbers), picture=picture)


async def _numbers(view: PieceView) -> Answer:
    picture = await attach(cards.numbers_picture(view))
    return private(view=cards.numbers_card(view, picture), picture=picture)
