"""What swaps look like: a piece that waits for a reader, the offer's form, and everything of a member's own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from math import ceil

import discord

from cogs.kit import cards, text
from cogs.kit.cards import SafeView
from cogs.kit.routes import SUCCESS, Field, Form
from cogs.swaps import routes
from rules.swaps.credits import OFFER_COST
from rules.swaps.moves import READ_WITHIN, WORDS_A_MINUTE
from rules.swaps.offers import (
    MAX_LANGUAGE_LENGTH,
    MAX_NOTE_LENGTH,
    MAX_PIECE_WORDS,
    MAX_TITLE_LENGTH,
    KeptOffer,
    Offer,
    OfferedPiece,
    read_languages,
    read_tags,
)
from services.swaps.credits import Price, Swapper
from services.swaps.offers import Offered, Served, Withdrawn
from services.swaps.rounds import RoundJoined

# What one field of Discord's forms holds at most.
FORM_TEXT_LENGTH = 4_000
LINK_LENGTH = 300
FILE_HINT = f"Your piece as a .txt or .md file, up to {MAX_PIECE_WORDS:,} words"
TITLE_ON_BUTTON = 50
JOIN_ROUND = "`/swap join-round` gets you one piece to read and one reader each week."


def named(piece: OfferedPiece) -> str:
    """Write a piece's title as its name."""
    return text.named(piece.title)


def short_name(piece: OfferedPiece) -> str:
    """Write a piece's title where others stand beside it."""
    return text.named_in_short(piece.title, TITLE_ON_BUTTON)


def moment(at: datetime) -> str:
    """Write an instant as every reader's own Discord shows it, with how far it is."""
    return f"{discord.utils.format_dt(at, 'f')} ({discord.utils.format_dt(at, 'R')})"


def languages_words(languages: Sequence[str]) -> str:
    """Write languages as people do."""
    return text.listing([text.quoted(name.title()) for name in languages])


def reading_time(words: int) -> str:
    """Write how long a piece takes: "1,200 words, about 5 minutes"."""
    return f"{text.count(words, 'word')}, about {text.count(ceil(words / WORDS_A_MINUTE), 'minute')}"


def piece_facts(piece: OfferedPiece) -> str:
    """Tell all that a reader wants to know before they begin; the content note comes first."""
    lines = [f"### {named(piece)}", brief_facts(piece)]
    if piece.wanted:
        lines.append(f"{text.mention(piece.author_id)} would like to hear:\n{text.quote_block(piece.wanted)}")
    return "\n".join(lines)


def brief_facts(piece: OfferedPiece) -> str:
    """Tell what a piece is, and first of all what its author warns of."""
    facts = [f"by {text.mention(piece.author_id)}", reading_time(piece.words)]
    if piece.language:
        facts.append(languages_words([piece.language]))
    if piece.tags:
        facts.append(text.quoted(", ".join(piece.tags)))
    warned = f"**Content note: {text.quoted(' '.join(piece.content_note.split()))}**\n" if piece.content_note else ""
    return warned + " · ".join(facts)


# Offering


def typed_offer(
    *,
    title: str = "",
    link: str = "",
    text: str = "",
    words: int | None = None,
    language: str = "",
    tags: str = "",
    wanted: str = "",
    content_note: str = "",
) -> Offer:
    """Return an offer as it was typed, tidied where it is compared."""
    return Offer(
        title=" ".join(title.split()),
        link=link.strip(),
        text=text,
        words=words,
        language=next(iter(read_languages(language)), ""),
        tags=read_tags(tags),
        wanted=wanted.strip(),
        content_note=content_note.strip(),
    )


def offer_form(kept: KeptOffer, price: Price | None, afterwards: Callable[[], Awaitable[object]] | None = None) -> Form:
    """Return the form of an offer, filled in: with room to paste, or for the link where that is what was given."""
    return routes.OFFER.form(
        _price_words(price), kept.id, _offer_fields(kept.offer, _who_cannot_pay(price)), afterwards=afterwards
    )


def _price_words(price: Price | None) -> str:
    if price is None:
        return "Offer a piece"
    if not price.cost:
        return "Offer a piece: this one costs nothing"
    return f"Offer a piece for {text.count(price.cost, 'credit')} ({price.spendable} to spend)"


def _who_cannot_pay(price: Price | None) -> str:
    """Say what comes first to who cannot pay now, before they type; empty for everybody else."""
    if price is None or price.cost <= price.spendable:
        return ""
    return (
        f"Costs {text.count(price.cost, 'credit')}; you can spend {price.spendable}. Reading somebody earns: /swap next. "
        "What you send is kept."
    )


def _offer_fields(offer: Offer, first: str) -> list[Field]:
    title = Field("title", "Title", offer.title, required=True, max_length=MAX_TITLE_LENGTH, about=first)
    wanted = Field(
        "wanted",
        "What feedback would help you",
        offer.wanted,
        hint="Does the ending land? Where did you stop?",
        long=True,
        max_length=MAX_NOTE_LENGTH,
    )
    note = Field(
        "content_note",
        "Content note, if a reader should know",
        offer.content_note,
        hint="grief, violence",
        max_length=MAX_NOTE_LENGTH,
    )
    body = _link_fields(offer) if offer.link and not offer.text else _text_fields(offer)
    return [title, *body, wanted, note]


def _link_fields(offer: Offer) -> list[Field]:
    link = Field("link", "Link", offer.link, hint="https://…", required=True, max_length=LINK_LENGTH)
    words = "" if offer.words is None else str(offer.words)
    return [link, Field("words", "About how many words", words, hint="900", max_length=20)]


def _text_fields(offer: Offer) -> list[Field]:
    pasted = offer.text if len(offer.text) <= FORM_TEXT_LENGTH else ""
    return [
        Field(
            "text",
            "Your piece, or a part of it",
            pasted,
            long=True,
            max_length=FORM_TEXT_LENGTH,
            about=f"{FORM_TEXT_LENGTH:,} characters fit here. A file, up to {MAX_PIECE_WORDS:,} words: /swap offer has a file option",
        ),
        Field(
            "language",
            "Language",
            offer.language.title(),
            hint="Such as English or Arabic",
            max_length=MAX_LANGUAGE_LENGTH,
            about="Who reads in that language is shown your piece first.",
        ),
    ]


def filled_offer(before: Offer, values: Mapping[str, str]) -> Offer:
    """Return an offer with what its form says; what had no field in it stays."""
    words = "".join(sign for sign in values.get("words", "") if sign.isdecimal())[:9]
    said = typed_offer(
        title=values["title"],
        link=values.get("link", before.link),
        text=values.get("text", "") or before.text,
        words=int(words) if words else None,
        language=values.get("language", before.language),
        wanted=values["wanted"],
        content_note=values["content_note"],
    )
    return replace(said, tags=before.tags)


def offered_card(offered: Offered) -> SafeView:
    """Confirm an offer, with what it cost and what happens next, in words that are still true once it was read."""
    piece = offered.piece
    comes = "waits in `/swap mine`: you have muted swaps" if offered.is_muted else "comes to you by direct message"
    return cards.card(
        f"### {named(piece)} has been offered to readers\n"
        f"{reading_time(piece.words)}. {_cost(offered)} What its reader says {comes}.",
        "`/swap mine` shows how it is getting on, and can take it back. Reading somebody yourself earns credits:",
        [routes.NEXT.button("Show me a piece", piece.server_id)],
        accent=cards.LEAF,
    )


def _cost(offered: Offered) -> str:
    left = f"You have **{text.count(offered.balance, 'credit')}**."
    if not offered.piece.cost:
        return f"Nothing else was waiting to be read, so it cost nothing. {left}"
    beside = ", one more because another of yours is open" if offered.piece.cost > OFFER_COST else ""
    return f"It cost {text.count(offered.piece.cost, 'credit')}{beside}. {left}"


def withdrawn_text(withdrawn: Withdrawn) -> str:
    """Confirm that a piece is taken back."""
    piece, cost = withdrawn.piece, text.count(withdrawn.piece.cost, "credit")
    if withdrawn.refunded or not piece.cost:
        back = f"{cost} came back to you" if piece.cost else "It had cost nothing"
        then = f"{back}: you have {withdrawn.balance}."
    else:
        then = (
            "Somebody had begun to read it and may still finish: then their comment reaches you. "
            f"If none comes within five days, {cost} will be back with you."
        )
    return f"{named(piece)} is taken back, and its text is erased here. {then}"


# Being served


AGAIN = "again"


def served_card(served: Served, server_id: int, *, again: bool = False) -> SafeView:
    """Show the piece whose turn it is, or say that none waits, and `again` that none has come."""
    piece = served.piece
    if piece is None:
        return cards.card(
            f"{'Still nothing new waits' if again else 'Nothing waits'} for you to read right now. Your own pieces are left "
            "out, and those you had or passed do not come again.\n"
            f"`/swap offer` offers one of yours to readers. {JOIN_ROUND}",
            [routes.NEXT.button("Look for a new one", server_id, extra=AGAIN)],
        )
    more = f"\n-# {text.count(served.waiting - 1, 'more piece')} after this one." if served.waiting > 1 else ""
    begins = [f"It begins:\n{text.quote_block(served.begins)}"] if served.begins else []
    return cards.card(
        piece_facts(piece),
        *begins,
        "Starting gives you 5 days. Your comment earns a credit, and a credit gets a piece of your own read, by "
        f"`/swap offer`. **Not for me** shows you the next, and this one not again.{more}",
        [
            routes.READ_START.button("Start reading", piece.id, style=SUCCESS),
            routes.READ_SKIP.button("Not for me", piece.id),
        ],
        accent=cards.LEAF,
    )


WELCOME_BACK = "Good to have you back. `/swap next` shows you a piece whenever you have a quiet half hour."


def languages_text(swapper: Swapper) -> str:
    """Confirm which languages a member reads."""
    if not swapper.swaps.languages:
        return "I show you pieces in any language."
    return (
        f"Pieces in {languages_words(swapper.swaps.languages)} come first for you. "
        "`/swap languages` without any goes back to all."
    )


# Rounds


def joined_text(joined: RoundJoined) -> str:
    """Confirm a place in the rounds, and say when the next is."""
    told = (
        "You have muted swaps, so I do not write to you then: look at `/swap mine` after it. What you get is due in "
        f"{READ_WITHIN.days} days."
        if joined.is_muted
        else "I write to you with both, by direct message."
    )
    lines = [
        f"You are in. The next round is {moment(joined.next_at)}: everyone gets another's piece to read, and a reader. {told}",
        f"{text.count(joined.members, 'member')} take part so far."
        if joined.members > 1
        else "You are the first to join.",
    ]
    if not joined.has_open_piece:
        lines.append("A round needs a piece of yours that waits for a reader: `/swap offer` offers one.")
    return "\n".join(lines)


def left_text(*, was_in: bool) -> str:
    """Confirm that rounds pass a member by from now on."""
    if not was_in:
        return f"You are in no weekly round. {JOIN_ROUND}"
    return "You are out of the rounds. What a round gave you to read is still yours to finish: `/swap mine`."


# Blocking


def blocked_text(member_id: int, *, is_new: bool) -> str:
    """Confirm that two members are kept apart."""
    already = "" if is_new else " already"
    return (
        f"You and <@{member_id}> are kept apart{already}: I give neither of you the other's pieces. They are not told. "
        "`/swap unblock` takes it back."
    )


def unblocked_text(member_id: int, *, was_blocked: bool) -> str:
    """Confirm that a block is taken back."""
    if not was_blocked:
        return f"You had not blocked <@{member_id}>, so nothing has changed."
    return f"You and <@{member_id}> may be given each other's pieces again."
