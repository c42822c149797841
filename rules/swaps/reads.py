"""A read: one reader's assignment to one piece, and the comment that comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from rules.kit.errors import Refusal
from rules.swaps.moves import (
    READ_MOVES,
    RESUMED_WITHIN,
    SILENCE,
    By,
    PieceEvent,
    PieceState,
    ReadEvent,
    ReadState,
    Told,
    comment_opens_at,
)
from rules.swaps.offers import OfferedPiece
from rules.swaps.standing import SILENCE_AS_IT_IS

# What a comment's form has room for. An answer comes behind the effect, which opens again with both.
QUOTE_LENGTH, EFFECT_LENGTH, QUESTION_LENGTH = 500, 3_000, 1_500
ANSWER_LENGTH = 500
RATINGS = range(1, 6)
RATINGS_FOR_AN_AVERAGE = 5
# A comment comes to its author, or more of it.
GIVES_COMMENT = (ReadEvent.COMMENT, ReadEvent.ADD)
# What one of the two does and the other hears of: not where either has blocked the other. That a piece is free again is
# told even so: the bot says it, of nobody, and a silence there would tell of the block.
SAID_BY_THE_OTHER = frozenset(
    move.event
    for move in READ_MOVES
    if move.by in (By.READER, By.AUTHOR)
    and {Told.READER, Told.AUTHOR}.intersection(move.told)
    and move.piece is not PieceEvent.GIVE_BACK
)


@dataclass(frozen=True, slots=True)
class Comment:
    """The three fields of a comment: the line that stayed, what it did, a question or suggestion."""

    quote: str = ""
    effect: str = ""
    question: str = ""

    @property
    def text(self) -> str:
        """What the reader says in words of their own."""
        return "\n".join(part for part in (self.effect, self.question) if part)


class NoRoomForAnswer(Refusal):
    """An answer behind a comment that has no room for it, so that its form would not open again."""


def with_answer(comment: Comment, answer: str) -> Comment:
    """Return a comment with its reader's answer to the one question behind it; the same answer twice is one.

    Raise NoRoomForAnswer.
    """
    if comment.effect.endswith(answer):
        return comment
    effect = "\n".join(part for part in (comment.effect, answer) if part)
    if len(effect) > EFFECT_LENGTH + ANSWER_LENGTH:
        raise NoRoomForAnswer
    return replace(comment, effect=effect)


@dataclass(frozen=True, slots=True)
class Read:
    """One reader and one piece. A comment's day is the reader's own; `told_week_on` is its author's Sunday.

    `due_at` is until when it is its reader's; once given back or called off by a block, until when it was.
    `held`: the reader's clock has been stopped once. `paragraph` is where the quoted line stands. `sent_as_is`: the
    check doubted the comment, and no answer settled that. `disowned`: its author says that it is not about theirs.
    """

    id: int
    piece: OfferedPiece
    reader_id: int
    state: ReadState
    began_at: datetime
    due_at: datetime
    started_at: datetime | None = None
    extended: bool = False
    nudged: bool = False
    comment: Comment | None = None
    own_words: int = 0
    quote_found: bool | None = None
    commented_at: datetime | None = None
    commented_on: date | None = None
    told_week_on: date | None = None
    verdict_by_at: datetime | None = None
    more_asked: bool = False
    helped: bool = False
    reported: bool = False
    accepted_at: datetime | None = None
    credits: int = 0
    rating: int | None = None
    held: bool = False
    paragraph: int | None = None
    sent_as_is: bool = False
    silence_pays: bool = True
    disowned: bool = False
    more_wanted: str = ""
    thanks: str = ""
    version: int = 0

    @property
    def as_its_reader_hears(self) -> Read:
        """The read as its reader knows it: that somebody reported it is for the moderators until they decide."""
        return self if self.state is not ReadState.REPORTED else replace(self, state=ReadState.COMMENTED)

    @property
    def opens_at(self) -> datetime:
        """When its reader can have read enough to say something."""
        began_at = self.started_at or self.began_at
        return comment_opens_at(began_at, self.piece.words, is_text_known=self.piece.is_text_known)

    def can_still_be_finished(self, at: datetime) -> bool:
        """Whether a comment is still taken though the read was called off: its author withdrew what was being read."""
        return self.piece.state is PieceState.WITHDRAWN and self.started_at is not None and at < self.due_at

    def can_be_resumed(self, at: datetime) -> bool:
        """Whether its reader may take it up again after its time ran out, should nobody else have the piece."""
        return at <= self.began_at + RESUMED_WITHIN

    @property
    def is_withdrawn(self) -> bool:
        """Whether its author took the piece back under its reader: what comes of that costs the reader nothing."""
        return self.piece.state is PieceState.WITHDRAWN

    @property
    def has_author(self) -> bool:
        """Whether its author is somebody still; who erased themselves is a number below zero."""
        return self.piece.author_id > 0

    @property
    def has_reader(self) -> bool:
        """Whether its reader is somebody still."""
        return self.reader_id > 0

    @property
    def silence(self) -> timedelta:
        """How long its author may say nothing before the comment counts as it stands."""
        return SILENCE_AS_IT_IS if self.sent_as_is and not self.is_withdrawn else SILENCE

    @property
    def silent_end(self) -> ReadEvent:
        """What becomes of its comment where the author says nothing.

        Its author's word alone takes no credit: it does where the check could not tell either, or by a report. What
        they took back while it was read can be held against nothing, so there only a report does.
        """
        if self.is_withdrawn:
            return ReadEvent.SILENCE
        is_doubted_by_both = self.sent_as_is and self.disowned
        return ReadEvent.SILENCE if self.silence_pays and not is_doubted_by_both else ReadEvent.LAPSE


@dataclass(frozen=True, slots=True)
class Given:
    """What a reader gave in a server: accepted comments, and how many of them their authors marked helpful."""

    accepted: int
    helped: int


@dataclass(frozen=True, slots=True)
class ProfileComment:
    """A comment that helped, as its reader's profile shows it."""

    title: str
    effect: str


def average_rating(ratings: Sequence[int]) -> float | None:
    """Return what a reader sees of how they were rated, the first first; None before there are enough.

    It waits for RATINGS_FOR_AN_AVERAGE further ones each time, so that two averages seldom tell of a single author:
    they do where one is changed, or given late to an early comment.
    """
    told = ratings[: len(ratings) // RATINGS_FOR_AN_AVERAGE * RATINGS_FOR_AN_AVERAGE]
    return sum(told) / len(told) if told else None
