"""Peer-read swaps: every state of a piece and of a read, every way from one to the next, and the numbers.

The two tables below are the whole of it: a move that is not in them is impossible. `docs/swaps.md` shows the
same tables to people, and a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rules.kit.errors import Refusal

READ_WITHIN = timedelta(days=5)
NUDGE_AFTER_DAYS = 3
EXTENSION = timedelta(hours=48)
HELD_FOR = timedelta(hours=48)
RESUMED_FOR = timedelta(hours=48)
RESUMED_WITHIN = timedelta(days=10)  # of its beginning
SILENCE = timedelta(hours=72)
REPORT_WITHIN = timedelta(days=30)

WORDS_A_MINUTE = 250
LEAST_SHARE_OF_READING_TIME = 0.7
LEAST_TIME_FOR_A_LINK = timedelta(minutes=2)


class PieceState(StrEnum):
    """How a piece stands; open and taken pieces keep their text."""

    OPEN = "open"
    TAKEN = "taken"
    READ = "read"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"

    @property
    def is_closed(self) -> bool:
        """Whether nothing more can happen to the piece."""
        return self not in (PieceState.OPEN, PieceState.TAKEN)


class PieceEvent(StrEnum):
    """What can happen to a piece."""

    OFFER = "offer"
    TAKE = "take"
    GIVE_BACK = "give back"
    FINISH = "finish"
    WITHDRAW = "withdraw"
    REMOVE = "remove"


class ReadState(StrEnum):
    """How one reader's assignment to one piece stands."""

    ASSIGNED = "assigned"
    READING = "reading"
    COMMENTED = "commented"
    MORE_ASKED = "more asked"
    ACCEPTED = "accepted"
    UNANSWERED = "unanswered"
    REPORTED = "reported"
    REVOKED = "revoked"
    REMOVED = "removed"
    PASSED = "passed"
    MISSED = "missed"
    CALLED_OFF = "called off"

    @property
    def is_with_reader(self) -> bool:
        """Whether the reader's clock runs."""
        return self in (ReadState.ASSIGNED, ReadState.READING)

    @property
    def awaits_verdict(self) -> bool:
        """Whether a comment lies with the author."""
        return self in (ReadState.COMMENTED, ReadState.MORE_ASKED)


class ReadEvent(StrEnum):
    """What can happen to a read."""

    START = "start"
    MATCH = "match"
    PASS = "pass"
    EXTEND = "extend"
    HOLD = "hold"
    COMMENT = "comment"
    MISS = "miss"
    RESUME = "resume"
    CALL_OFF = "call off"
    BLOCK = "block"
    HELPED = "helped"
    THANK = "thank"
    SILENCE = "silence"
    LAPSE = "lapse"
    ASK_MORE = "ask more"
    ADD = "add"
    REPORT = "report"
    DISMISS = "dismiss"
    REVOKE = "revoke"
    REMOVE = "remove"

    @property
    def is_verdict(self) -> bool:
        """Whether word of it may wait for the morning: no deadline hangs on it."""
        return self in _VERDICTS


_VERDICTS = {
    *(ReadEvent.HELPED, ReadEvent.THANK, ReadEvent.SILENCE, ReadEvent.LAPSE, ReadEvent.ASK_MORE),
    *(ReadEvent.DISMISS, ReadEvent.REVOKE, ReadEvent.REMOVE),
}


class By(StrEnum):
    """Who makes a move."""

    READER = "reader"
    AUTHOR = "author"
    MODERATOR = "moderator"
    ROUND = "round"
    TIME = "time"
    READ = "its read"
    PIECE = "its piece"


class Told(StrEnum):
    """Who hears of a move at once; whoever made it does not."""

    READER = "reader"
    AUTHOR = "author"
    MODERATORS = "moderators"


class Credit(StrEnum):
    """What a move does to credits."""

    NONE = "none"
    COST = "author pays"
    REFUND = "author is refunded"
    REFUND_LATER = "author of a withdrawn piece is refunded if no comment comes in time"
    EARNED = "reader earns"
    TAKEN_BACK = "reader loses it"
    UNDONE = "reader loses it; author is refunded for a piece that is read or withdrawn"


@dataclass(frozen=True, slots=True)
class PieceMove:
    """One row of a piece's table."""

    before: PieceState | None
    event: PieceEvent
    by: By
    when: str
    after: PieceState
    credit: Credit = Credit.NONE
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadMove:
    """One row of a read's table; `piece` is what it brings about for the piece."""

    before: ReadState | None
    event: ReadEvent
    by: By
    when: str
    after: ReadState
    piece: PieceEvent | None = None
    credit: Credit = Credit.NONE
    told: tuple[Told, ...] = ()


_P, _PE = PieceState, PieceEvent

PIECE_MOVES = (
    PieceMove(None, _PE.OFFER, By.AUTHOR, "3,000 words at most, enough credits", _P.OPEN, Credit.COST),
    PieceMove(_P.OPEN, _PE.TAKE, By.READ, "", _P.TAKEN),
    PieceMove(_P.TAKEN, _PE.GIVE_BACK, By.READ, "goes to the front of the line", _P.OPEN),
    PieceMove(_P.TAKEN, _PE.FINISH, By.READ, "its text is erased", _P.READ),
    PieceMove(_P.OPEN, _PE.WITHDRAW, By.AUTHOR, "its text is erased", _P.WITHDRAWN, Credit.REFUND),
    PieceMove(
        _P.TAKEN,
        _PE.WITHDRAW,
        By.AUTHOR,
        "no comment has come; its read is called off, its text erased",
        _P.WITHDRAWN,
    ),
    PieceMove(_P.OPEN, _PE.REMOVE, By.MODERATOR, "its text is erased", _P.REMOVED, told=(Told.AUTHOR,)),
    PieceMove(
        _P.TAKEN,
        _PE.REMOVE,
        By.MODERATOR,
        "its text is erased; its read is called off, unless a comment has come",
        _P.REMOVED,
        told=(Told.AUTHOR,),
    ),
)

_R, _RE = ReadState, ReadEvent


def _verdicts(before: ReadState) -> tuple[ReadMove, ...]:
    """Return what may come of a comment that lies with its author."""
    earned, to_reader = Credit.EARNED, (Told.READER,)
    return (
        ReadMove(before, _RE.HELPED, By.AUTHOR, "", _R.ACCEPTED, _PE.FINISH, earned, to_reader),
        ReadMove(
            before, _RE.SILENCE, By.TIME, "72 h (7 days) without a verdict", _R.ACCEPTED, _PE.FINISH, earned, to_reader
        ),
        ReadMove(
            before,
            _RE.LAPSE,
            By.TIME,
            "the same, where silence pays nothing",
            _R.UNANSWERED,
            _PE.FINISH,
            told=to_reader,
        ),
        ReadMove(before, _RE.REPORT, By.AUTHOR, "", _R.REPORTED, told=(Told.MODERATORS,)),
    )


def _endings(before: ReadState) -> tuple[ReadMove, ...]:
    """Return how a read without a comment may end."""
    both, to_reader = (Told.READER, Told.AUTHOR), (Told.READER,)
    return (
        ReadMove(before, _RE.PASS, By.READER, "also by a block", _R.PASSED, _PE.GIVE_BACK, told=(Told.AUTHOR,)),
        ReadMove(
            before, _RE.MISS, By.TIME, "the deadline is past; it counts as a miss", _R.MISSED, _PE.GIVE_BACK, told=both
        ),
        ReadMove(
            *(before, _RE.CALL_OFF, By.PIECE, "the piece was withdrawn or removed", _R.CALLED_OFF),
            credit=Credit.REFUND_LATER,
            told=to_reader,
        ),
        ReadMove(before, _RE.BLOCK, By.AUTHOR, "", _R.CALLED_OFF, _PE.GIVE_BACK, told=to_reader),
    )


READ_MOVES = (
    ReadMove(None, _RE.START, By.READER, "the piece may be served to them", _R.READING, _PE.TAKE),
    ReadMove(None, _RE.MATCH, By.ROUND, "the round's own message tells everyone", _R.ASSIGNED, _PE.TAKE),
    ReadMove(None, _RE.PASS, By.READER, "the piece may be served to them", _R.PASSED),
    ReadMove(_R.ASSIGNED, _RE.START, By.READER, "", _R.READING),
    *_endings(_R.ASSIGNED),
    ReadMove(
        _R.READING,
        _RE.COMMENT,
        By.READER,
        "70 % of the reading time is over, 2 minutes for a link, and the comment is real",
        _R.COMMENTED,
        told=(Told.AUTHOR,),
    ),
    ReadMove(_R.READING, _RE.EXTEND, By.READER, "once: 48 h more", _R.READING),
    ReadMove(_R.READING, _RE.HOLD, By.READER, "once: a comment is refused or asked about; 48 h more", _R.READING),
    *_endings(_R.READING),
    ReadMove(
        *(_R.MISSED, _RE.COMMENT, By.READER, "the piece is still open, and the comment is real"),
        *(_R.COMMENTED, _PE.TAKE, Credit.NONE, (Told.AUTHOR,)),
    ),
    ReadMove(
        _R.CALLED_OFF,
        _RE.COMMENT,
        By.READER,
        "its author withdrew the piece while it was read, the deadline is not past, and the comment is real",
        _R.COMMENTED,
        told=(Told.AUTHOR,),
    ),
    ReadMove(
        *(_R.MISSED, _RE.RESUME, By.READER, "the piece is still open, and the read began within 10 days: 48 h more"),
        *(_R.READING, _PE.TAKE),
    ),
    *_verdicts(_R.COMMENTED),
    ReadMove(_R.COMMENTED, _RE.ASK_MORE, By.AUTHOR, "once; the 72 h begin again", _R.MORE_ASKED, told=(Told.READER,)),
    *_verdicts(_R.MORE_ASKED),
    ReadMove(
        _R.MORE_ASKED,
        _RE.ADD,
        By.READER,
        "the comment is still real; the 72 h begin again",
        _R.COMMENTED,
        told=(Told.AUTHOR,),
    ),
    ReadMove(
        _R.ACCEPTED,
        _RE.HELPED,
        By.AUTHOR,
        "it was accepted by silence: marks it as helpful",
        _R.ACCEPTED,
        told=(Told.READER,),
    ),
    ReadMove(_R.ACCEPTED, _RE.THANK, By.AUTHOR, "once, after it helped", _R.ACCEPTED, told=(Told.READER,)),
    ReadMove(_R.UNANSWERED, _RE.HELPED, By.AUTHOR, "", _R.ACCEPTED, credit=Credit.EARNED, told=(Told.READER,)),
    *(
        ReadMove(
            *(before, _RE.REPORT, By.AUTHOR, "once, within 30 days of the comment", _R.REPORTED),
            told=(Told.MODERATORS,),
        )
        for before in (_R.UNANSWERED, _R.ACCEPTED)
    ),
    ReadMove(
        *(_R.REPORTED, _RE.SILENCE, By.TIME, "14 days without a decision; earns as silence does"),
        *(_R.ACCEPTED, _PE.FINISH, Credit.EARNED, (Told.READER, Told.AUTHOR)),
    ),
    ReadMove(
        *(_R.REPORTED, _RE.LAPSE, By.TIME, "the same, where silence pays nothing"),
        *(_R.UNANSWERED, _PE.FINISH, Credit.NONE, (Told.READER, Told.AUTHOR)),
    ),
    ReadMove(
        _R.REPORTED,
        _RE.DISMISS,
        By.MODERATOR,
        "earns only what it has not earned before",
        _R.ACCEPTED,
        _PE.FINISH,
        Credit.EARNED,
        (Told.READER, Told.AUTHOR),
    ),
    ReadMove(
        _R.REPORTED,
        _RE.REVOKE,
        By.MODERATOR,
        "the comment stays",
        _R.REVOKED,
        _PE.FINISH,
        Credit.TAKEN_BACK,
        (Told.READER, Told.AUTHOR),
    ),
    ReadMove(
        _R.REPORTED,
        _RE.REMOVE,
        By.MODERATOR,
        "the comment is erased; a piece not closed yet goes to the front of the line",
        _R.REMOVED,
        _PE.GIVE_BACK,
        Credit.UNDONE,
        (Told.READER, Told.AUTHOR),
    ),
)

_PIECE_MOVES = {(move.before, move.event): move for move in PIECE_MOVES}
_READ_MOVES = {(move.before, move.event): move for move in READ_MOVES}


class PieceMovedOn(Refusal):
    """A piece is past what was asked of it: somebody else was quicker, or it is closed."""

    def __init__(self, state: PieceState, event: PieceEvent) -> None:
        super().__init__(state.value, event.value)
        self.state = state
        self.event = event


class ReadMovedOn(Refusal):
    """A read is past what was asked of it; `state` is where it stands."""

    def __init__(self, state: ReadState, event: ReadEvent) -> None:
        super().__init__(state.value, event.value)
        self.state = state
        self.event = event


class NoSuchMove(Exception):
    """A move out of nothing that the table does not have: an error of ours, never a member's."""


def piece_move(state: PieceState | None, event: PieceEvent) -> PieceMove:
    """Return the table's row for what happens to a piece. Raise PieceMovedOn where there is none."""
    move = _PIECE_MOVES.get((state, event))
    if move is None:
        raise NoSuchMove(event) if state is None else PieceMovedOn(state, event)
    return move


def read_move(state: ReadState | None, event: ReadEvent) -> ReadMove:
    """Return the table's row for what happens to a read. Raise ReadMovedOn where there is none."""
    move = _READ_MOVES.get((state, event))
    if move is None:
        raise NoSuchMove(event) if state is None else ReadMovedOn(state, event)
    return move


def comment_opens_at(started_at: datetime, words: int, *, is_text_known: bool) -> datetime:
    """Return when a reader of so many words, begun at an instant, can have read enough to say something.

    A link's words are its author's guess, so nothing behind one is read in less than two minutes.
    """
    takes = timedelta(minutes=words / WORDS_A_MINUTE) * LEAST_SHARE_OF_READING_TIME
    return started_at + (takes if is_text_known else max(takes, LEAST_TIME_FOR_A_LINK))
