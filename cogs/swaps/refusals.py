"""What is said when something in a swap cannot be done, each with the next step, and what can be pressed under it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import discord

from cogs.kit import text
from cogs.kit.cards import SafeView, buttons
from cogs.kit.feature import NextStep
from cogs.kit.routes import PRIMARY, SECONDARY
from cogs.swaps import routes
from cogs.swaps.cards.reads import HELD_LONG_ENOUGH, SILENCE_PAYS_NOTHING, comment_button, edit_button, held_card
from cogs.swaps.cards.reasons import reason_sentence
from rules.kit.errors import Refusal
from rules.kit.text import excerpt
from rules.swaps import credits as swap_credits
from rules.swaps import limits as swap_limits
from rules.swaps import offers as swap_pieces
from rules.swaps import reports as report_rules
from rules.swaps.moves import PieceMovedOn, PieceState, ReadEvent, ReadMovedOn, ReadState
from rules.swaps.reads import NoRoomForAnswer
from rules.swaps.reports import Decision
from services import contact
from services.swaps import comments
from services.swaps import moves as swap_moves
from services.swaps import offers as swaps
from services.swaps import reads as swap_reads
from services.swaps import reports as swap_reports
from services.swaps import rounds as swap_rounds

_PIECES = {
    PieceState.OPEN: "That piece is waiting for a reader.",
    PieceState.TAKEN: (
        "Somebody else was a moment quicker and is reading that one. `/swap next` shows you the piece after it."
    ),
    PieceState.READ: "That piece has been read, so nobody else is given it. `/swap next` shows you what waits.",
    PieceState.WITHDRAWN: "Its author has withdrawn that piece. `/swap next` shows you what waits.",
    PieceState.REMOVED: "The moderators have taken that piece down. `/swap next` shows you what waits.",
}

_READS = {
    ReadState.ASSIGNED: "Press **Start reading** first, so that I know when you began.",
    ReadState.READING: "That piece is still being read; no comment has come yet.",
    ReadState.COMMENTED: "That comment is with its author, whose answer comes next. `/swap mine` shows it.",
    ReadState.MORE_ASKED: "Its author has asked to hear more. **Edit my comment** adds to it.",
    ReadState.ACCEPTED: "That comment has been accepted, so this is settled. `/swap mine` shows what it earned.",
    ReadState.UNANSWERED: "That comment is with its author; **This helped** from them still pays it.",
    ReadState.REPORTED: "That comment is with this server's moderators, who decide what happens next.",
    ReadState.REVOKED: "The moderators have decided: the comment stays, and earns no credit.",
    ReadState.REMOVED: "The moderators have taken that comment down.",
    ReadState.PASSED: "You gave that piece back. `/swap next` shows you another.",
    ReadState.MISSED: (
        "The time for that piece ran out, and it waits for a reader again. What you typed is kept: "
        "**Start reading** takes it up again while nobody else has it."
    ),
    ReadState.CALLED_OFF: (
        "That piece was taken back before you could finish; it was nothing you did. `/swap next` shows you another."
    ),
}

DECISIONS = {
    Decision.REMOVE: "removed it",
    Decision.REVOKE: "revoked the credit",
    Decision.DISMISS: "dismissed the report",
}


def decided_by(member_id: int | None, decision: Decision) -> str:
    """Say who has decided about a report, and what; or that nobody has in time."""
    if member_id is None:
        return "Nobody decided that one within 14 days, so it was settled as if nothing had been said."
    return f"{text.mention(member_id)} has {DECISIONS[decision]}."


def piece_moved_on(error: PieceMovedOn) -> str:
    """Say what has become of a piece."""
    return _PIECES[error.state]


def read_moved_on(error: ReadMovedOn) -> str:
    """Say what has become of a read."""
    if (error.state, error.event) == (ReadState.COMMENTED, ReadEvent.ASK_MORE):
        return "You have asked once, and this is what they added. **This helped** or **Report** answers it."
    return _READS[error.state]


def comment_not_accepted(error: comments.CommentNotAccepted) -> str:
    """List everything that keeps a comment from its author, and that nothing is lost."""
    lines = [f"- {reason_sentence(reason)}" for reason in error.reasons]
    if error.opens_at is not None:
        lines.insert(
            0,
            f"- You can send it from {discord.utils.format_dt(error.opens_at, 't')} on: by then there was time to read all "
            f"{text.count(error.read.piece.words, 'word')}.",
        )
    return "\n".join(["Not sent yet, and nothing is lost. **Edit my comment** opens it as you left it.", *lines])


def comment_asked(error: comments.CommentAsked) -> str:
    """Ask the one question about a comment, and say what either button does."""
    days = replace(error.read, sent_as_is=True).silence.days
    as_is = f"Without a word from them it comes after {days} days." if error.silence_pays else SILENCE_PAYS_NOTHING
    return (
        f"Not sent yet, and nothing is lost. {reason_sentence(error.question)}\n"
        "**Answer it** adds your answer to the comment and sends it. **Send as it is** sends it without one, and its author "
        f"decides: **This helped** from them brings you the credit. {as_is}"
    )


SENTENCES: dict[type[Refusal], Callable[[Any], str]] = {
    PieceMovedOn: piece_moved_on,
    ReadMovedOn: read_moved_on,
    swap_pieces.TitleMissing: lambda _: "Give your piece a title, so that its reader can call it by name.",
    swap_pieces.PieceLinkNotWeb: lambda e: (
        f"{text.named_in_short(e.link)} is not a web address I can show. It has to start with `https://`."
    ),
    swap_pieces.NothingToRead: lambda _: (
        "There is nothing to read yet. Give me a `link`, paste the text, or attach it as `.txt` or `.md`."
    ),
    swap_pieces.WordsMissing: lambda _: (
        "A link alone does not tell me how long the piece is. Add about how many `words` it has, such as `900`."
    ),
    swap_pieces.PieceTooLong: lambda e: (
        f"That is {e.words:,} words, and one reader is asked for up to {e.limit:,}. Offer a chapter or an excerpt."
    ),
    swap_pieces.FieldTooLong: lambda e: (
        f"The {e.what} has {e.length:,} characters, and there is room for {e.limit:,}. Shorten it a little."
    ),
    swap_pieces.FieldOffersTrade: lambda e: (
        f"In the {e.what} I read `{excerpt(e.sentence)}` as an offer to trade follows, claps or reads. Here reading is the "
        "whole exchange: leave that out, and your piece can be offered."
    ),
    swap_pieces.AttachmentKind: lambda e: (
        f"I can read `.txt` and `.md` files, and {text.named_in_short(e.filename)} is neither. Save it as plain text, or "
        "give me a `link`."
    ),
    swap_pieces.AttachmentTooBig: lambda e: (
        f"That file has {e.size // 1000:,} KB, and I take up to {e.limit // 1000:,}. Offer an excerpt, or a `link`."
    ),
    swap_pieces.AttachmentUnreadable: lambda e: (
        f"I found no text in {text.named_in_short(e.filename)}. Save it again as plain text (UTF-8), or give me a `link`."
    ),
    swap_credits.NotEnoughCredits: lambda e: (
        f"This offer costs {text.count(e.cost, 'credit')}, and you have {e.balance}. Reading earns more: `/swap next` "
        "shows you a piece. What you typed is kept."
    ),
    swap_credits.StartNotOpen: lambda e: (
        "Here reading comes first: being read costs a credit, and reading earns one. Your first credits come with your first "
        f"comment on somebody's piece, or after {text.count(swap_credits.STARTING_DAYS - e.days_shown, 'more day')} on which you "
        "write. `/swap next` shows you a piece; what you typed is kept."
    ),
    swap_limits.TooManyOffers: lambda e: (
        f"You have offered {text.count(e.offers, 'piece')} in {swap_limits.OFFERS_WITHIN_DAYS} days, which is room for one "
        f"a week. There is room for this one from {text.full_day(e.next_on)} on; what you typed is kept."
    ),
    swap_reads.HeldLongEnough: lambda _: HELD_LONG_ENOUGH,
    swap_reads.ReaderErased: lambda _: (
        "Whoever wrote that comment has erased everything of theirs, so nobody is there to hear from you. The comment stays "
        "with you."
    ),
    swap_moves.HadBefore: lambda _: "You have had that piece already. `/swap next` shows you another.",
    swaps.SittingOut: lambda e: (
        f"The time ran out on {text.count(e.misses, 'piece')} you had begun, so I show you no more for now. "
        "**Count me in again** is all it takes."
    ),
    swaps.LeftServer: lambda _: (
        "That piece is in a server you are no longer in. `/swap next` shows you a piece in any server we share."
    ),
    swaps.PresenceUnknown: lambda _: (
        "Discord does not tell me just now whether you are still in that server, so I show nothing from there yet. Press again "
        "in a minute; nothing is lost."
    ),
    swaps.WordsWait: lambda _: (
        "Discord does not tell me just now whether you are still in that server, so I have not passed that on yet. Send it "
        "again in a minute; nothing of it is lost."
    ),
    contact.TimedOut: lambda _: (
        "Moderators have you in a time-out in that server, so I pass nothing on for you there yet. Send it again when the "
        "time-out is over."
    ),
    swap_limits.TooManyReads: lambda e: (
        f"You have {text.count(e.held, 'piece')} to read already"
        f"{', and few wait for the others here' if e.held < e.most else ''}. Finish one or give it back first: `/swap mine`."
    ),
    swap_limits.FinishOneFirst: lambda e: (
        f"You gave back {text.count(e.given_back, 'piece')} this week and finished none, and their authors wait. One at a "
        "time now: leave a comment on the one you have, and all is as before. `/swap mine` opens it."
    ),
    swaps.CommentWaits: lambda _: (
        "Somebody has read that piece, and their comment waits for your answer: `/swap mine` shows it. "
        "So it can no longer be withdrawn."
    ),
    swaps.AlreadyOffered: lambda e: (
        f"{text.named_in_short(e.piece.title)} is offered already, in the words you sent first. These are kept: `/swap offer` opens "
        "them as a piece of their own."
    ),
    swaps.WhichPiece: lambda _: (
        "Pick the piece from the list that opens when you type in `piece`, or press **Withdraw** under `/swap mine`."
    ),
    swaps.CannotBlockYourself: lambda _: "That is you. Name the member you would rather not swap with.",
    swap_reads.OwnPiece: lambda _: (
        "That piece is yours; somebody else gets to read it. `/swap mine` shows how it stands."
    ),
    swap_reads.AlreadyExtended: lambda e: (
        f"You have had your 48 hours more: it is due {discord.utils.format_dt(e.due_at, 'R')}. If it will not work "
        "out, **Give it back** does no harm."
    ),
    comments.CommentNotAccepted: comment_not_accepted,
    NoRoomForAnswer: lambda _: (
        "Your comment has no room left for that. **Edit my comment** on the card before, or `/swap mine`, opens it with what "
        "you answered already; make it a little shorter there."
    ),
    comments.CommentAsked: comment_asked,
    swap_reads.RatingOutOfRange: lambda _: "A rating is a number from 1 to 5.",
    swap_reports.DecidedAlready: lambda e: f"{decided_by(e.by_id, e.decision)} There is nothing more to do.",
    report_rules.OwnCase: lambda e: (
        "You are part of this one, so another moderator decides it."
        + (f" If nobody has, you may from {discord.utils.format_dt(e.opens_at, 'f')} on." if e.opens_at else "")
    ),
    report_rules.ReasonMissing: lambda _: "Say why in a line: those concerned hear it from me. Press the button again.",
    swap_reports.NothingToRevoke: lambda _: (
        "That report is about a piece, which earned nobody a credit. **Remove** or **Dismiss** decides it."
    ),
    swap_reports.ReportTooLate: lambda _: (
        "That comment came more than 30 days ago. Write to this server's moderators if it still troubles you."
    ),
    swap_rounds.MinWordsOutOfRange: lambda e: (
        f"{e.words:,} words will not do: choose {e.least} to {e.most} for the shortest comment."
    ),
}


def _mend_offer(_error: Refusal) -> discord.ui.View:
    return buttons(routes.EDIT.button("Edit my offer", 0, style=PRIMARY))


def _offer_again(_error: Refusal) -> discord.ui.View:
    return buttons(routes.AGAIN.button("Offer it again", 0), routes.EDIT.button("Edit my offer", 0))


def _count_in_again(error: swaps.SittingOut) -> discord.ui.View:
    return buttons(routes.BACK.button("Count me in again", error.server_id, style=PRIMARY))


def _comment_at_last(error: swap_reads.HeldLongEnough) -> discord.ui.View:
    return buttons(comment_button(error.read_id))


def _edit_comment(error: comments.CommentNotAccepted) -> SafeView:
    return held_card(error.read, comment_not_accepted(error), edit_button(error.read))


def _answer_or_send(error: comments.CommentAsked) -> SafeView:
    return held_card(
        error.read,
        comment_asked(error),
        routes.READ_ANSWER.button("Answer it", error.read.id, extra=error.question.problem.value, style=PRIMARY),
        routes.READ_AS_IS.button("Send as it is", error.read.id),
        edit_button(error.read, SECONDARY),
    )


# What is one tap away after a refusal: what was typed opens again, or whoever sat out is back.
NEXT_STEPS: dict[type[Refusal], NextStep] = {
    **dict.fromkeys(
        (
            swap_pieces.TitleMissing,
            swap_pieces.PieceLinkNotWeb,
            swap_pieces.NothingToRead,
            swap_pieces.WordsMissing,
            swap_pieces.PieceTooLong,
            swap_pieces.FieldTooLong,
            swap_pieces.FieldOffersTrade,
            swap_pieces.AttachmentKind,
            swap_pieces.AttachmentTooBig,
            swap_pieces.AttachmentUnreadable,
        ),
        _mend_offer,
    ),
    **dict.fromkeys(
        (swap_credits.NotEnoughCredits, swap_credits.StartNotOpen, swap_limits.TooManyOffers), _offer_again
    ),
    swaps.SittingOut: _count_in_again,
    swap_reads.HeldLongEnough: _comment_at_last,
    comments.CommentNotAccepted: _edit_comment,
    comments.CommentAsked: _answer_or_send,
}
