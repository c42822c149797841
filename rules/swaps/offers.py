"""What may be offered to be read, what it costs, and whose turn it is in the line."""

from __future__ import annotations

import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from rules.comments.promotion import check_said, check_title
from rules.comments.words import length_in_words
from rules.kit.errors import Refusal
from rules.kit.text import is_web_address, seen
from rules.swaps.moves import PieceState

MAX_PIECE_WORDS = 3_000
MAX_TITLE_LENGTH = 150
MAX_NOTE_LENGTH = 300
MAX_TEXT_LENGTH = 60_000
MAX_LANGUAGE_LENGTH = 30
MAX_TAGS = 5
MAX_TAG_LENGTH = 24

ATTACHMENT_KINDS = (".txt", ".md")
MAX_ATTACHMENT_BYTES = 200_000
# By how many of its first characters a file is known for writing; all of them would keep others waiting.
JUDGED_BY = 5_000

# Text a machine wrote for machines: a lone byte of these in a file of one-byte letters.
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


class TitleMissing(Refusal):
    """A piece needs a name that others can call it by."""


class NothingToRead(Refusal):
    """A piece with neither a link nor a text."""


class WordsMissing(Refusal):
    """A link alone does not say how long the piece is."""


class FieldOffersTrade(Refusal):
    """A title or a wish that offers to trade follows."""

    def __init__(self, what: str, sentence: str) -> None:
        super().__init__(what, sentence)
        self.what = what
        self.sentence = sentence


class PieceLinkNotWeb(Refusal):
    """A link to a piece that is not an http or https address."""

    def __init__(self, link: str) -> None:
        super().__init__(link)
        self.link = link


class PieceTooLong(Refusal):
    """More words than one reader is asked to read."""

    def __init__(self, words: int, limit: int) -> None:
        super().__init__(words, limit)
        self.words = words
        self.limit = limit


class FieldTooLong(Refusal):
    """A field with more characters than it holds; `what` is "title", "feedback", "content note" or "text"."""

    def __init__(self, what: str, length: int, limit: int) -> None:
        super().__init__(what, length, limit)
        self.what = what
        self.length = length
        self.limit = limit


class AttachmentKind(Refusal):
    """A file that is neither .txt nor .md."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename)
        self.filename = filename


class AttachmentTooBig(Refusal):
    """A file of more bytes than a piece can have."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(size, limit)
        self.size = size
        self.limit = limit


class AttachmentUnreadable(Refusal):
    """A file with nothing in it that reads as text."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename)
        self.filename = filename


@dataclass(frozen=True, slots=True)
class Offer:
    """What a member says about a piece; `words` is counted where the text is known."""

    title: str
    link: str = ""
    text: str = ""
    words: int | None = None
    language: str = ""
    tags: tuple[str, ...] = ()
    wanted: str = ""
    content_note: str = ""


@dataclass(frozen=True, slots=True)
class KeptOffer:
    """What a member typed about a piece that is not in the line yet; `id` is the piece's once it is."""

    id: int
    offer: Offer


@dataclass(frozen=True, slots=True)
class OfferedPiece:
    """Something a member offered to be read; its text is kept only while it is open."""

    id: int
    server_id: int
    author_id: int
    title: str
    link: str
    text: str
    words: int
    language: str
    tags: tuple[str, ...]
    wanted: str
    content_note: str
    cost: int
    state: PieceState
    at_front: bool
    offered_at: datetime

    @property
    def is_text_known(self) -> bool:
        """Whether its words could be counted; of a closed piece only the link tells."""
        return bool(self.text) or not (self.link or self.is_text_gone)

    @property
    def is_text_gone(self) -> bool:
        """Whether a comment that still comes can be held against nothing: its author withdrew the text."""
        return self.state is PieceState.WITHDRAWN and not self.link


def check_offer(offer: Offer) -> int:
    """Return the words a reader will have to read. Raise the Refusal that says what is missing or too much."""
    counted = length_in_words(offer.text)
    if not seen(offer.title):
        raise TitleMissing
    for what, typed, limit in (
        ("title", offer.title, MAX_TITLE_LENGTH),
        ("feedback", offer.wanted, MAX_NOTE_LENGTH),
        ("content note", offer.content_note, MAX_NOTE_LENGTH),
        ("text", offer.text, MAX_TEXT_LENGTH),
    ):
        if len(typed) > limit:
            raise FieldTooLong(what, len(typed), limit)
        check = check_title if what == "title" else check_said
        if what != "text" and (sentence := check(typed)):
            raise FieldOffersTrade(what, sentence)
    if offer.link and not is_web_address(offer.link):
        raise PieceLinkNotWeb(offer.link)
    words = counted or offer.words
    if not offer.link and not counted:
        raise NothingToRead
    if not words or words < 0:
        raise WordsMissing
    if words > MAX_PIECE_WORDS:
        raise PieceTooLong(words, MAX_PIECE_WORDS)
    return words


def read_tags(typed: str) -> tuple[str, ...]:
    """Return the tags in "poetry, #Night": lower case, without repeats, at most `MAX_TAGS`."""
    found = dict.fromkeys(re.sub(r"[\s#]+", " ", tag).strip().casefold()[:MAX_TAG_LENGTH] for tag in typed.split(","))
    return tuple(tag for tag in found if tag)[:MAX_TAGS]


def read_languages(typed: str) -> tuple[str, ...]:
    """Return the languages in "German, english" as they are compared: lower case, one space, without repeats."""
    found = dict.fromkeys(" ".join(name.split()).casefold()[:MAX_LANGUAGE_LENGTH] for name in typed.split(","))
    return tuple(name for name in found if name)


def check_attachment(filename: str, size: int) -> None:
    """Raise AttachmentKind or AttachmentTooBig for a file of so many bytes that is not worth fetching."""
    if PurePath(filename).suffix.lower() not in ATTACHMENT_KINDS:
        raise AttachmentKind(filename)
    if size > MAX_ATTACHMENT_BYTES:
        raise AttachmentTooBig(size, MAX_ATTACHMENT_BYTES)


def read_attachment(content: bytes, filename: str) -> str:
    """Return the text of a .txt or .md file in UTF-8, UTF-16 with its mark, or a one-byte Western encoding.

    Raise AttachmentKind, AttachmentTooBig or AttachmentUnreadable.
    """
    check_attachment(filename, len(content))
    text = _decoded(content)
    if text is None or not text.strip():
        raise AttachmentUnreadable(filename)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _decoded(content: bytes) -> str | None:
    """Return the content as text, or None when it is none."""
    if content.startswith(BOM_UTF8):
        encodings = ["utf-8-sig"]
    elif content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        # What is not valid UTF-8 is an old Windows or Unix file: every byte is a letter there.
        encodings = ["utf-8", "cp1252", "latin-1"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _NOT_TEXT.search(text) or not _is_writing(text) else text
    return None


def _is_writing(text: str) -> bool:
    """Return whether half of what a text begins with is letters, their marks and digits, whatever is between them."""
    begins = "".join(text[:JUDGED_BY].split())
    return 2 * sum(unicodedata.category(sign)[0] in "LMN" for sign in begins) >= len(begins)


@dataclass(frozen=True, slots=True)
class InLine:
    """A piece in the line as one reader sees it; `just_read_me` when its author has lately read the reader."""

    piece_id: int
    language: str
    at_front: bool
    waiting_since: datetime
    just_read_me: bool


def first_in_line(line: Collection[InLine], languages: Collection[str]) -> InLine | None:
    """Return the piece a reader of these languages is served; with none named, they read any.

    What they can read comes first, then what is not by somebody who has just read them, then what lost its
    reader, then what has waited longest.
    """

    def turn(piece: InLine) -> tuple[bool, bool, bool, datetime, int]:
        is_foreign = bool(languages and piece.language) and piece.language not in languages
        return is_foreign, piece.just_read_me, not piece.at_front, piece.waiting_since, piece.piece_id

    return min(line, key=turn, default=None)
