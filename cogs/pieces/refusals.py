"""What is said when something about pieces cannot be done, each with the next step."""

from __future__ import annotations

from cogs.kit import text
from cogs.kit.feature import Sentence
from rules.kit.errors import Refusal
from rules.pieces import MAX_NUMBER, MoreReadsThanViews, NumberOutOfRange
from services import pieces

SENTENCES: dict[type[Refusal], Sentence] = {
    NumberOutOfRange: lambda e: (
        f"{e.amount:,} {e.what} is not a number I can keep: it takes 0 to {MAX_NUMBER:,}. Nothing was changed."
    ),
    MoreReadsThanViews: lambda e: (
        f"{text.count(e.reads, 'read')} of {text.count(e.views, 'view')} cannot be: whoever reads it opens it first. "
        "Are the two swapped? Nothing was changed."
    ),
    pieces.NameMissing: lambda _: (
        "That was only spaces. A piece goes by its title and a publication by its name: type it and try again."
    ),
    pieces.NoPieces: lambda _: "You have no piece here yet. `/piece add` keeps one; a title is enough.",
    pieces.WhichPiece: lambda e: (
        "Which of your pieces? Pick one from the list that opens when you type in `piece`:\n"
        + "\n".join(f"- {text.in_short(piece.title, 80)}" for piece in e.found[-10:])
    ),
    pieces.NothingSubmitted: lambda _: (
        "No publication has a piece of yours to answer. `/piece submitted` notes where you send one."
    ),
    pieces.WhichSubmission: lambda e: (
        "Whose answer is it? Pick it from the list that opens when you type in `publication`:\n"
        + "\n".join(
            f"- {text.quoted(sent.submission.publication)} · {text.in_short(sent.piece.title, 40)}"
            for sent in e.found[-8:]
        )
    ),
    pieces.AlreadyWaiting: lambda e: (
        f"It waits at {text.in_short(e.submission.publication)} already, since "
        f"{text.full_day(e.submission.submitted_on)}. `/piece answer` takes what they say."
    ),
    pieces.AnsweredBeforeSent: lambda e: (
        f"You sent it on {text.full_day(e.submitted_on)}, so their answer came that day or later. "
        "Give me that `day`, or leave it out for today."
    ),
}
