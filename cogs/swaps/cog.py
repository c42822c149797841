"""/swap: offer a piece, be served another's, take part in rounds, and see everything of your own."""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import app_commands

from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, Answers, Chosen, answered, choices, in_place, offered, private
from cogs.kit.cog import FeatureCog
from cogs.kit.routes import Form, Pressed, Sent, read_number
from cogs.reminders.question import and_ask
from cogs.swaps import routes
from cogs.swaps.cards import offers as cards
from cogs.swaps.cards.mine import mine_card
from cogs.swaps.presence import check_presence, next_piece
from rules.kit.errors import Unavailable
from rules.swaps.offers import (
    MAX_LANGUAGE_LENGTH,
    MAX_NOTE_LENGTH,
    MAX_PIECE_WORDS,
    MAX_TITLE_LENGTH,
    KeptOffer,
    Offer,
    check_attachment,
    read_attachment,
)
from services.acts import Act, GoneForGood
from services.swaps import offers, rounds
from services.swaps.credits import next_price

Note = app_commands.Range[str, 0, MAX_NOTE_LENGTH]


class Swaps(FeatureCog):
    """Peer-read swaps: the commands one needs first stand first, since Discord lists them as they stand here."""

    swap = app_commands.Group(
        name="swap", description="Read another writer, and be read by one: no follows, only reading", guild_only=True
    )

    # Offering

    @swap.command(name="offer")
    @app_commands.describe(
        title="What your piece is called",
        link="Where it stands, if it is out",
        file=cards.FILE_HINT,
        words="About how many words it has, for a link without its text",
        language="The language it is written in",
        tags="A few words on what it is, with commas: poetry, sea",
        feedback="What you would like to hear about",
        note="A content note, if a reader should know beforehand",
    )
    @answered
    async def offer(
        self,
        act: LiveAct,
        title: app_commands.Range[str, 0, MAX_TITLE_LENGTH] = "",
        link: app_commands.Range[str, 0, cards.LINK_LENGTH] = "",
        file: discord.Attachment | None = None,
        words: app_commands.Range[int, 1, MAX_PIECE_WORDS] | None = None,
        language: app_commands.Range[str, 0, MAX_LANGUAGE_LENGTH] = "",
        tags: app_commands.Range[str, 0, 150] = "",
        feedback: Note = "",
        note: Note = "",
    ) -> Answers:
        """Offer a piece to be read; it costs a credit, which reading earns. Without link or file a form opens."""
        typed = cards.typed_offer(
            title=title, link=link, words=words, language=language, tags=tags, wanted=feedback, content_note=note
        )
        if not link and file is None:
            return await self._form(act, typed)
        await act.take_time()
        if file is not None:
            await offers.keep_offer(self.context, act, typed)
            check_attachment(file.filename, file.size)
            typed = replace(typed, text=read_attachment(await file.read(), file.filename))
        return await self._offer(act, typed)

    async def _form(self, act: Act, typed: Offer) -> Form:
        """Open the form with what was typed now, or else with what was typed last and is not offered.

        Discord waits little for it, so what was typed is kept behind it, and where its price cannot be read it opens without.
        """
        if typed == Offer(""):
            kept = await offers.kept_offer(self.context, act) or KeptOffer(act.id, typed)
            return cards.offer_form(kept, await next_price(self.context, act))
        try:
            price = await next_price(self.context, act)
        except Unavailable:
            price = None
        return cards.offer_form(KeptOffer(act.id, typed), price, lambda: offers.keep_offer(self.context, act, typed))

    @routes.OFFER.sent
    async def offer_from_form(self, act: LiveAct, sent: Sent) -> Answers:
        """Offer what the form says; the same form sent twice is one offer."""
        kept = await offers.kept_offer(self.context, act)
        before = kept.offer if kept is not None and kept.id == sent.id else Offer("")
        return await self._offer(act, cards.filled_offer(before, sent.fields), sent.id)

    async def _offer(self, act: LiveAct, offer: Offer, id: int | None = None) -> Answers:
        answer = private(view=cards.offered_card(await offers.offer_piece(self.context, act, offer, id)))
        return and_ask(self.context, act, [answer])

    @routes.EDIT.opens
    async def edit_offer(self, act: LiveAct, _pressed: Pressed) -> Form:
        """Open what was typed about a piece that is not offered yet."""
        return cards.offer_form(await self._kept(act), await next_price(self.context, act))

    @routes.AGAIN.pressed
    async def offer_again(self, act: LiveAct, _pressed: Pressed) -> Answers:
        """Offer what was typed as it is."""
        kept = await self._kept(act)
        return await self._offer(act, kept.offer, kept.id)

    async def _kept(self, act: Act) -> KeptOffer:
        kept = await offers.kept_offer(self.context, act)
        if kept is None:
            raise GoneForGood
        return kept

    # Being served

    @swap.command(name="next")
    @answered
    async def next(self, act: LiveAct) -> Answer:
        """See the piece that has waited longest for a reader."""
        return await self._serve(act, act.guild.id)

    @routes.NEXT.pressed
    async def next_pressed(self, act: LiveAct, pressed: Pressed) -> Answer:
        """See the next piece, also from a direct message."""
        await check_presence(self.post, act)
        if pressed.extra != cards.AGAIN:
            return await self._serve(act, pressed.id)
        served = await next_piece(self, act, pressed.id)
        return in_place(view=cards.served_card(served, pressed.id, again=True))

    async def _serve(self, act: Act, server_id: int) -> Answer:
        return private(view=cards.served_card(await next_piece(self, act, server_id), server_id))

    @routes.BACK.pressed
    async def come_back(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Count the member in again."""
        await offers.come_back(self.context, act, pressed.id)
        return private(cards.WELCOME_BACK)

    # Everything of one's own

    @swap.command(name="mine")
    @answered
    async def mine(self, act: LiveAct) -> Answer:
        """See your credits, your pieces, what you are reading and which comments wait for your word."""
        return private(view=mine_card(await offers.my_swaps(self.context, act), act.guild.id, act.at))

    @swap.command(name="withdraw")
    @app_commands.describe(piece_id="Which of your pieces")
    @app_commands.rename(piece_id="piece")
    @answered
    async def withdraw(self, act: LiveAct, piece_id: Chosen) -> Answer:
        """Take a piece of yours back that waits for a reader; what it cost comes back."""
        if not piece_id.isdecimal():
            raise offers.WhichPiece
        return await self._withdraw(act, read_number(piece_id))

    @withdraw.autocomplete("piece_id")
    @offered
    async def piece_choices(self, act: LiveAct, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the member's own pieces that are not closed."""
        mine = await offers.open_pieces(self.context, act)
        return choices(((piece.title, str(piece.id)) for piece in mine), typed)

    @routes.WITHDRAW.pressed
    async def withdraw_pressed(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Take the piece on the button back."""
        return await self._withdraw(act, pressed.id)

    async def _withdraw(self, act: Act, piece_id: int) -> Answer:
        return private(cards.withdrawn_text(await offers.withdraw(self.context, act, piece_id)))

    # Rounds

    @swap.command(name="join-round")
    @answered
    async def join_round(self, act: LiveAct) -> Answers:
        """Be matched once a week: everyone reads one piece and is read once."""
        answer = private(cards.joined_text(await rounds.join_rounds(self.context, act)))
        return and_ask(self.context, act, [answer])

    @swap.command(name="leave-round")
    @answered
    async def leave_round(self, act: LiveAct) -> Answer:
        """Take part in no more rounds."""
        return private(cards.left_text(was_in=await rounds.leave_rounds(self.context, act)))

    # Whom one reads, and whom not

    @swap.command(name="languages")
    @app_commands.describe(reads="What you read, with commas: English, German; leave out for any")
    @answered
    async def languages(self, act: LiveAct, reads: app_commands.Range[str, 0, 150] = "") -> Answer:
        """Choose the languages of the pieces you are shown first."""
        return private(cards.languages_text(await offers.choose_languages(self.context, act, reads)))

    @swap.command(name="block")
    @app_commands.describe(member="Who; they are not told")
    @answered
    async def block(self, act: LiveAct, member: discord.User) -> Answer:
        """Never be given a member's pieces, nor they yours."""
        is_new = await offers.block(self.context, act, member.id)
        return private(cards.blocked_text(member.id, is_new=is_new))

    @swap.command(name="unblock")
    @app_commands.describe(member="Who")
    @answered
    async def unblock(self, act: LiveAct, member: discord.User) -> Answer:
        """Take a block back."""
        was_blocked = await offers.unblock(self.context, act, member.id)
        return private(cards.unblocked_text(member.id, was_blocked=was_blocked))
