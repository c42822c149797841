"""Whether a comment shows that the piece was read: refused where that is sure, asked about where not, else accepted.

What is counted (length, copies, reuse) is sure by itself. What is judged (praise, trades, adverts, mash) takes two
witnesses that err in different ways: what the comment says of the piece and of its own, and how like it is to the
hollow ones among the labelled lines. The author's verdict is the last word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from rules.comments.evidence import Evidence, PieceRead, evidence, named_of_it, piece_of, quoted_paragraph
from rules.comments.languages import has_words_of, language_of, small_words
from rules.comments.likeness import Likeness, heaviest, likeness_to_hollow
from rules.comments.mash import goes_round, is_typed_at_random
from rules.comments.order import orderliness
from rules.comments.promotion import advert_in, check_said
from rules.comments.reuse import SAID_IN_PIECES, SIMILAR, is_copy, likeness_to_any, share_said_before
from rules.comments.words import OwnWords, own_words, quoted_spans, stretches, tokens
from rules.kit.letters import folded, unmasked

MOSTLY_COPIED = 0.5
PARTLY_COPIED = 0.1
"""From which on the rest may be the piece's with words changed."""
MOSTLY_OF_THE_PIECE = 0.8
"""Share of a comment's rarer words, from which on it may be made of the piece's, in whatever order."""
MOSTLY_SHARED = 0.75
"""The same of all its words: who only names what stands in the piece uses other words around it."""
MOSTLY_REPEATED = 0.34
# Read off the comments set apart for tuning; `make eval` says what they do.
SURELY_HOLLOW = 0.2
PERHAPS_HOLLOW = -0.1
OWN_STRETCH = 25
"""Words of one sentence or some in a row that are heard apart: a memory amid praise is still a memory."""
MOST_STRETCHES = 60
"""So many are heard: a form filled with sentences of two words has hundreds."""
OWN_VOICE = -0.15
"""Likeness to the hollow lines below which such a stretch is a reader's own."""
UNHEARD = 0.6
"""Share of words that no hollow line has, from which on likeness says nothing: a language that few lines are in."""
SPEAKS_OF_IT = 0.25
"""Share of words that the piece has too, from which on a comment speaks of it."""
NAMED = 5
"""The same, of rare words that it has from the piece, as a number."""
SPEAKS_OF_ANOTHER = 0.15
"""Share below which it may speak of another."""
SPEAKS_OF_ANOTHER_BESIDE_A_LINE = 0.1
"""The same, where it quotes a line that stands in the piece."""
SPEAKS_OF_LITTLE_ELSE = 0.67
"""Share of a comment's words from which on it may be made of the piece's, if in sentences.

Both as they are and with rare ones counting more: who knows few rare words has none but the piece's.
"""
FEWEST_ANSWERED = 3
"""Different words of an answer that names something of the piece: fewer are copied from it unread."""
SALAD_ORDER = 0.0
"""Up to which the order of the words is that of a salad."""
ORDERED = ("de", "en", "es", "fr", "hi", "it", "nl", "pl", "pt")
"""The languages in which that tells salads from sentences; Turkish and others order their words too freely."""
WEIGHT_OF_SHARE = 0.5
"""How much what a comment has in common with the piece weighs against being like the hollow lines."""

QUOTATION_MARKS = " \"'“”„«»‘’「」『』"

LONGEST_READ = 6_000
"""Characters of a comment that are looked at; Discord's form takes fewer."""
LONGEST_PIECE = 40_000
LONGEST_TITLE = 300


class Verdict(StrEnum):
    """What becomes of a comment."""

    ACCEPTED = "accepted"
    ASKED = "asked"
    REFUSED = "refused"


class Problem(StrEnum):
    """Why a comment is refused, the surest first, or asked about."""

    COPIED = "copied"
    REUSED = "reused"
    SAID_BY_ANOTHER = "said_by_another"
    PUT_TOGETHER = "put_together"
    TOO_SHORT = "too_short"
    FOLLOW_FOR_FOLLOW = "follow_for_follow"
    SELF_PROMOTION = "self_promotion"
    MASH = "mash"
    GENERIC = "generic"
    UNSEEN = "unseen"  # asked about: which piece is it?
    RETOLD = "retold"  # asked about: what did it do for you?
    DISOWNED = "disowned"  # asked about: two authors did not find theirs in earlier ones


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, with what its sentence needs; `similarity` is 0 to 1."""

    problem: Problem
    own_words: int = 0
    wanted: int = 0
    similarity: float = 0.0
    excerpt: str = ""
    words: tuple[str, ...] = ()
    """The reader's words that weighed most; where own ones are too few, phrases of the piece among them."""


@dataclass(frozen=True, slots=True)
class CommentVerdict:
    """What the check says, and what it saw."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    """All of them where refused, the one question where asked."""
    own_words: int
    """Words of the reader's own: quotations, links, copied and repeated text are out."""
    paragraph: int | None
    """Which paragraph of the text the quoted line stands in, 1 for the first; None where it stands in none."""
    text_known: bool

    @property
    def quote_found(self) -> bool | None:
        """Whether the quoted line stands in the text; None where the text is not known."""
        return self.paragraph is not None if self.text_known else None


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that is measured of a comment before it is judged."""

    comment: str
    piece: PieceRead
    own: OwnWords
    quote: str
    """What the reader says stands in the piece, in a field of its own."""
    words: Sequence[str]
    """The reader's own, undisguised."""
    answer: str
    """To the one question, as it stands in the comment."""
    language: str | None
    evidence: Evidence
    likeness: Likeness
    is_in_order: bool
    """Whether its words stand in an order that sentences have, as far as one can tell."""
    paragraph: int | None

    @property
    def is_perhaps_hollow(self) -> bool:
        """Whether it is like the hollow lines in spite of what it has in common with the piece."""
        likeness = self.likeness.hollow - WEIGHT_OF_SHARE * self.evidence.share
        return likeness >= PERHAPS_HOLLOW and self.likeness.unheard < UNHEARD

    @property
    def seen(self) -> str:
        """What of the piece stands in it for all to see: a phrase, or else a rare word; "" where nothing does."""
        phrase = max(self.own.copied_phrases, key=len, default="")
        if phrase and quoted_paragraph(phrase, self.piece) is not None:
            return phrase
        return named_of_it(self.words, self.piece)

    @property
    def heaviest(self) -> tuple[str, ...]:
        """The reader's words that weighed most."""
        return heaviest(self.words, small_words(self.language) if self.language else ())

    @property
    def is_surely_hollow(self) -> bool:
        """Whether it is much more like the hollow lines than like the genuine ones."""
        return self.likeness.hollow >= SURELY_HOLLOW and self.likeness.unheard < UNHEARD


def check_comment(
    comment: str,
    *,
    quote: str,
    piece_title: str,
    piece_text: str = "",
    earlier: Sequence[str] = (),
    others: Sequence[str] = (),
    answer: str = "",
    min_words: int,
) -> CommentVerdict:
    """Judge a comment against its piece, the reader's earlier comments and other readers', the nearest first.

    An empty `piece_text` means it is not known; an empty `quote` may stand inside the comment. An `answer` to the one
    question, which stands in the comment, settles it with one name or thing of a known text; by itself it may not go
    round.
    """
    piece = piece_of(piece_title[:LONGEST_TITLE], piece_text[:LONGEST_PIECE])
    look = _look(comment[:LONGEST_READ], quote[:LONGEST_READ].strip(), piece, answer[:LONGEST_READ])
    reasons = (*_counted(look, earlier, others, min_words), *_judged(look))
    verdict = Verdict.REFUSED if reasons else Verdict.ACCEPTED
    if not reasons and (question := _question(look)):
        verdict, reasons = Verdict.ASKED, (question,)
    return CommentVerdict(verdict, reasons, look.own.count, look.paragraph, piece.is_known)


def _look(comment: str, quote: str, piece: PieceRead, answer: str) -> Look:
    own = own_words(comment, (piece.words, tokens(folded(quote))))
    text = unmasked(own.text)
    words = tokens(text)
    language = language_of(text)
    passage = quote or next(iter(quoted_spans(comment)), "")
    return Look(
        comment=comment,
        piece=piece,
        own=own,
        quote=quote,
        words=words,
        answer=answer,
        language=language,
        evidence=evidence(own.text, piece),
        likeness=likeness_to_hollow(words, small_words(language) if language else ()),
        is_in_order=_is_in_order(words, language),
        paragraph=quoted_paragraph(passage, piece) if piece.is_known else None,
    )


def _is_in_order(words: Sequence[str], language: str | None) -> bool:
    order = orderliness(words) if language in ORDERED else None
    return order is None or order > SALAD_ORDER


def _counted(look: Look, earlier: Sequence[str], others: Sequence[str], min_words: int) -> Iterable[Reason]:
    """Yield what needs no second witness."""
    of_the_piece = max(look.own.copied, look.evidence.of_the_piece)
    is_made_of_it = look.evidence.of_the_piece >= MOSTLY_OF_THE_PIECE and look.evidence.share >= MOSTLY_SHARED
    if look.own.copied >= MOSTLY_COPIED or is_made_of_it or _is_near_copy(look):
        yield Reason(Problem.COPIED, similarity=of_the_piece)
    yield from _said_before(look, earlier, others)
    if look.own.count < min_words:
        yield Reason(Problem.TOO_SHORT, look.own.count, min_words, words=look.own.copied_phrases)


def _said_before(look: Look, earlier: Sequence[str], others: Sequence[str]) -> Iterable[Reason]:
    """Yield whose comment this is again; where it is nobody's as a whole, whether it is put together from several."""
    again = likeness_to_any(look.comment, earlier)
    if again >= SIMILAR:
        yield Reason(Problem.REUSED, similarity=again)
    anothers = likeness_to_any(look.comment, others)
    if anothers >= SIMILAR:
        yield Reason(Problem.SAID_BY_ANOTHER, similarity=anothers)
    if max(again, anothers) < SIMILAR:
        share = share_said_before(unmasked(look.own.text), earlier, others)
        if share >= SAID_IN_PIECES:
            yield Reason(Problem.PUT_TOGETHER, similarity=share)


def _is_near_copy(look: Look) -> bool:
    return look.own.copied >= PARTLY_COPIED and is_copy(tokens(folded(look.comment)), look.piece.words)


def _judged(look: Look) -> Iterable[Reason]:
    """Yield what two witnesses agree on; a trade or an advert is no third one, but says what kind of hollow it is."""
    hollow = look.is_surely_hollow and not _shows_reading(look)
    trade = hollow and check_said(look.comment)
    if trade:
        yield Reason(Problem.FOLLOW_FOR_FOLLOW, excerpt=trade)
    advert = hollow and advert_in(look.comment)
    if advert:
        yield Reason(Problem.SELF_PROMOTION, excerpt=advert[0])
    mash = look.likeness.unheard >= UNHEARD and is_typed_at_random(look.comment, look.language)
    round_it_goes = goes_round(look.comment) or goes_round(look.answer)
    if mash or round_it_goes or look.own.repeated >= MOSTLY_REPEATED:
        yield Reason(Problem.MASH)
    elif hollow and not (trade or advert):
        yield Reason(Problem.GENERIC, excerpt=look.seen, words=look.heaviest)


def _shows_reading(look: Look) -> bool:
    """Whether a comment speaks of this piece, or has something of its own to tell; either is enough."""
    speaks_of_it = look.evidence.share >= SPEAKS_OF_IT or look.evidence.rare >= NAMED
    told = islice(stretches(unmasked(look.own.text), OWN_STRETCH), MOST_STRETCHES)
    return speaks_of_it or any(likeness_to_hollow(words).hollow < OWN_VOICE for words in told)


def _may_speak_of_another(look: Look) -> bool:
    """Whether nothing in a comment shows that it is about this piece, or that it is in any language.

    A line copied from the piece shows that it was at hand; something said about it, that it was read.
    """
    seen = look.evidence
    if not seen.comparable:
        return look.language is None or not has_words_of(look.language, look.own.text)
    return seen.share < (SPEAKS_OF_ANOTHER if look.paragraph is None else SPEAKS_OF_ANOTHER_BESIDE_A_LINE)


def _settles(answer: str, piece: PieceRead) -> bool:
    """Whether a few words, and more than one, name something rare that stands in the piece."""
    words = tokens(folded(answer))
    return len(set(words)) >= FEWEST_ANSWERED and bool(named_of_it(words, piece))


def _question(look: Look) -> Reason | None:
    """Return what to ask about, where one witness doubts."""
    # What stands in no known piece is the reader's word, and marks around it make it nobody else's.
    quoted = look.quote.strip(QUOTATION_MARKS) if look.paragraph is None else ""
    if offer := check_said(look.comment) or check_said(quoted):
        return Reason(Problem.FOLLOW_FOR_FOLLOW, excerpt=offer)
    unseen = _may_speak_of_another(look) or look.is_perhaps_hollow
    doubted = unseen and not _settles(look.answer, look.piece)
    if doubted or not look.is_in_order:
        return Reason(Problem.UNSEEN, excerpt=look.seen, words=look.heaviest)
    if min(look.evidence.share, look.evidence.retold) >= SPEAKS_OF_LITTLE_ELSE:
        return Reason(Problem.RETOLD)
    return None
