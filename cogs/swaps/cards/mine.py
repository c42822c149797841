"""Everything of a member's own in a server's swaps, on one card."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import discord

from cogs.kit import cards, text
from cogs.kit.cards import SafeView
from cogs.kit.routes import PRIMARY, Route
from cogs.swaps import routes
from cogs.swaps.cards.offers import JOIN_ROUND, TITLE_ON_BUTTON, languages_words, short_name
from rules.swaps.credits import CREDIT_FOR_A_READ, STARTING_DAYS
from rules.swaps.limits import LONG_COMMENT_WORDS
from rules.swaps.moves import PieceState, ReadEvent, ReadState
from rules.swaps.offers import OfferedPiece
from rules.swaps.reads import Read
from services.swaps.offers import MySwaps

# A row holds five buttons; a card 4,000 characters.
LISTED = 5
LINES = 6
NAMED_BLOCKED = 10
IN_ROUND = "You are in the weekly round: it gets you one piece to read and one reader."


def mine_card(mine: MySwaps, server_id: int, now: datetime) -> SafeView:
    """Show a member's credits, their pieces, what they read and which comments wait for them."""
    parts: list[cards.Part] = [f"### Your swaps\n{_standing(mine)}"]
    if mine.swapper.sits_out:
        parts.append(
            "Pieces you had to read ran out of time, so I show you no more for now. One tap, and they come again:"
        )
        parts.append([routes.BACK.button("Count me in again", server_id, style=PRIMARY)])
    groups = (
        (_verdict_lines(mine), [_opening("Read", routes.READ_RECEIVED, read) for read in mine.verdicts[:LISTED]]),
        (_read_lines(mine, now), [_opening("Open", routes.READ_OPEN, read) for read in _to_open(mine)]),
        (_piece_lines(mine), [_withdrawing(piece) for piece in _to_withdraw(mine)]),
    )
    for lines, row in groups:
        if lines:
            parts += [cards.RULE, lines, row]
    if not (mine.pieces or mine.reads or mine.given.accepted):
        parts.append("Nothing of yours is here yet. `/swap next` shows you a piece; `/swap offer` takes one of yours.")
    parts.append(_small_print(mine))
    return cards.card(*parts, accent=cards.LEAF)


def _standing(mine: MySwaps) -> str:
    given = mine.given
    lines = [f"**{text.count(mine.swapper.purse.balance, 'credit')}**"]
    if given.accepted:
        lines.append(f"{text.count(given.accepted, 'comment')} of yours accepted, {given.helped} marked as helpful")
    if mine.average is not None:
        lines.append(f"rated {mine.average:.1f} of 5 on average")
    return "\n".join([" · ".join(lines), _ways_of_credits(mine)])


def _ways_of_credits(mine: MySwaps) -> str:
    """Say in a line where credits come from; to a newcomer first, when theirs can be spent."""
    purse = mine.swapper.purse
    if not purse.is_open:
        days = text.count(STARTING_DAYS - purse.days_shown, "more day")
        return (
            "-# Being read costs a credit, and reading earns one. Your first credits come with your first comment, or after "
            f"{days} on which you write."
        )
    return (
        f"-# Whoever is read pays {text.count(CREDIT_FOR_A_READ, 'credit')}, and whoever reads gets it. A longer "
        f"comment than is asked for, of {LONG_COMMENT_WORDS} words or more, earns one more where you two are new to each other. If you "
        "have none left, one comes on Monday."
    )


def _verdict_lines(mine: MySwaps) -> str:
    lines = [
        f"- {short_name(read.piece)}, from {text.mention(read.reader_id)}: {_by_itself(read)}"
        for read in mine.verdicts[:LISTED]
    ]
    return "\n".join(["**Comments that wait for your word**", *lines]) if lines else ""


def _by_itself(read: Read) -> str:
    if read.silent_end is ReadEvent.LAPSE or read.verdict_by_at is None:
        return "counts when you say that it helped"
    return f"accepted by itself {discord.utils.format_dt(read.verdict_by_at, 'R')}"


def _read_lines(mine: MySwaps, now: datetime) -> str:
    lines = [f"- {short_name(read.piece)}: {_read_words(read, mine.drafts, now)}" for read in mine.reads[:LINES]]
    return "\n".join(["**What you are reading**", *lines]) if lines else ""


def _read_words(read: Read, drafts: frozenset[int], now: datetime) -> str:
    open_for = "can be taken up again" if read.can_be_resumed(now) else "still takes your comment"
    due = discord.utils.format_dt(read.due_at, "R")
    words = {
        ReadState.ASSIGNED: f"yours from the round, due {due}",
        ReadState.READING: f"due {due}",
        ReadState.COMMENTED: "your comment is with its author",
        ReadState.MORE_ASKED: "its author would like to hear more",
        ReadState.MISSED: f"ran out of time, and {open_for}",
    }[read.state]
    return f"{words}; your draft is kept" if read.id in drafts else words


def _to_open(mine: MySwaps) -> list[Read]:
    return [read for read in mine.reads if read.state is not ReadState.COMMENTED][:LISTED]


def _piece_lines(mine: MySwaps) -> str:
    words = {
        PieceState.OPEN: "waiting for a reader",
        PieceState.TAKEN: "with a reader",
        PieceState.READ: "read",
        PieceState.WITHDRAWN: "withdrawn",
        PieceState.REMOVED: "taken down by the moderators",
    }
    waiting = _with_a_comment(mine)
    lines = [
        f"- {short_name(piece)}: {'read, and its comment waits for you' if piece.id in waiting else words[piece.state]}"
        + (f", offered {discord.utils.format_dt(piece.offered_at, 'R')}" if piece.state is PieceState.OPEN else "")
        for piece in mine.pieces[:LINES]
    ]
    if len(mine.pieces) > LINES:
        lines.append(f"-# And {len(mine.pieces) - LINES} more.")
    return "\n".join(["**Your pieces**", *lines]) if lines else ""


def _with_a_comment(mine: MySwaps) -> set[int]:
    return {read.piece.id for read in mine.verdicts}


def _to_withdraw(mine: MySwaps) -> list[OfferedPiece]:
    waiting = _with_a_comment(mine)
    return [piece for piece in mine.pieces if not piece.state.is_closed and piece.id not in waiting][:LISTED]


def _opening(verb: str, route: Route, read: Read) -> discord.ui.Button[Any]:
    return route.button(f"{verb}: {text.label(read.piece.title, TITLE_ON_BUTTON)}", read.id, style=PRIMARY)


def _withdrawing(piece: OfferedPiece) -> discord.ui.Button[Any]:
    return routes.WITHDRAW.button(f"Withdraw: {text.label(piece.title, TITLE_ON_BUTTON)}", piece.id)


def _small_print(mine: MySwaps) -> str:
    swapper = mine.swapper
    joined = IN_ROUND if swapper.swaps.joined_rounds_at else JOIN_ROUND
    languages = languages_words(swapper.swaps.languages) if swapper.swaps.languages else "any language"
    lines = [f"-# {joined} You read {languages}."]
    if mine.blocked:
        names = text.listing([f"<@{member_id}>" for member_id in mine.blocked[:NAMED_BLOCKED]])
        lines.append(f"-# Kept apart from you: {names}{' and others' if len(mine.blocked) > NAMED_BLOCKED else ''}.")
    return "\n".join(lines)
