"""Whether a comment shows that the piece was read: every reason why it might not, and nothing else.

Where the check cannot be sure it accepts: the author's verdict is the last word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rules.comments.evidence import Evidence, Piece, evidence, piece_of
from rules.comments.languages import Against
from rules.comments.letters import folded
from rules.comments.mash import is_mash
from rules.comments.passage import is_located, is_vague, speaks_of
from rules.comments.promotion import asks_for_a_follow, promoting_sentences
from rules.comments.reuse import SIMILAR, is_copy, likeness_to_earlier
from rules.comments.words import own_words, quoted_spans, sentences, tokens

MOSTLY_COPIED = 0.5
MOSTLY_REPEATED = 0.34
# What a comment's particular words must weigh. The figures lie between what genuine and hollow comments reach, nearer
# to the hollow ones; `make eval` measures what they do.
LEAST_SHARED = 1.75
LEAST_SPECIFIC = 5.5
LEAST_SHARE = {"en": 0.08, "zh": 0.10, "vi": 0.10, "ja": 0.12} | dict.fromkeys(
    ("ar", "cs", "el", "hi", "hu", "id", "ko", "pl", "ru", "tr", "uk"), 0.18
)
"""Of all different words. English: its tables are the largest. Vietnamese, Chinese, Japanese: their syllables and signs
each have many meanings. The rest say with endings what others say with words that carry no weight."""
OTHER_LEAST_SHARE = 0.13
MOST_RETELLING = 4
FREE_AGAINST = 3
"""So many words that speak against a comment cost nothing where the piece's own words speak for it."""
TRADING = 4
"""Words of trades of follows, from which on a hollow comment is one in disguise."""
READ_SHARED, READ_SPECIFIC = 3.0, 8.0
"""From which on the comment itself shows the reading, whatever stands as its passage."""

LONGEST_READ = 12_000
"""Characters of a comment that are looked at; Discord's form takes fewer."""
LONGEST_PIECE = 40_000
LONGEST_TITLE = 300


class Problem(StrEnum):
    """Why a comment is not accepted."""

    TOO_SHORT = "too_short"
    PASSAGE_MISSING = "passage_missing"
    PASSAGE_VAGUE = "passage_vague"  # stop words, praise or the title
    PASSAGE_NOT_FOUND = "passage_not_found"
    COPIED = "copied"
    REUSED = "reused"
    FOLLOW_FOR_FOLLOW = "follow_for_follow"
    SELF_PROMOTION = "self_promotion"
    GENERIC = "generic"
    TITLE_SUMMARY = "title_summary"
    MASH = "mash"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, with what its sentence needs; `similarity` and shares are 0 to 1."""

    problem: Problem
    own_words: int = 0
    wanted: int = 0
    similarity: float = 0.0
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class CommentVerdict:
    """What the check says; no reasons means accepted."""

    reasons: tuple[Reason, ...]
    own_words: int
    """Words of the reader's own: quotations, links, copied and repeated text are out."""
    quote_found: bool | None
    """Whether the quoted line stands in the text and says anything; None where the text is not known."""

    @property
    def is_accepted(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.reasons


def check_comment(
    comment: str,
    *,
    quote: str,
    piece_title: str,
    piece_text: str = "",
    earlier: Sequence[str] = (),
    min_words: int,
) -> CommentVerdict:
    """Judge a comment. An empty `piece_text` means it is not known; an empty `quote` may stand inside the comment."""
    comment, quote = comment[:LONGEST_READ], quote[:LONGEST_READ].strip()
    piece = piece_of(piece_title[:LONGEST_TITLE], piece_text[:LONGEST_PIECE])
    promoting = promoting_sentences(comment)
    sources = (piece.words, tokens(folded(quote)))
    own = own_words(comment, sources)
    beside = own_words(_without(comment, promoting), sources) if promoting else own
    found = evidence(beside.text, piece)
    passage = quote or next(iter(quoted_spans(comment)), "")
    standing = bool(piece.text) and bool(passage) and is_located(passage, piece)
    vague = bool(passage) and is_vague(passage, piece, located=standing)
    located = standing and not vague

    problems = []
    if own.count < min_words:
        problems.append(Reason(Problem.TOO_SHORT, own.count, min_words))
    problems += _passage_reasons(passage, piece, found, vague=vague, located=located)
    hollow = _is_hollow(found, piece, located=located)
    if own.copied >= MOSTLY_COPIED or (own.copied and is_copy(tokens(folded(comment)), piece.words)):
        problems.append(Reason(Problem.COPIED, similarity=own.copied))
    if (similarity := likeness_to_earlier(comment, earlier)) >= SIMILAR:
        problems.append(Reason(Problem.REUSED, similarity=similarity))
    trading = hollow and found.against[Against.TRADE] >= TRADING
    if trading or asks_for_a_follow(comment):
        problems.append(Reason(Problem.FOLLOW_FOR_FOLLOW))
    if promoting and (hollow or beside.count < min_words):
        excerpt = sentences(comment)[min(promoting)]
        problems.append(Reason(Problem.SELF_PROMOTION, excerpt=excerpt))
    if is_mash(comment, found.language) or own.repeated >= MOSTLY_REPEATED:
        problems.append(Reason(Problem.MASH))
    elif hollow and not trading:
        retold = found.summary > 0 and found.titled > 0
        problems.append(Reason(Problem.TITLE_SUMMARY if retold else Problem.GENERIC))
    return CommentVerdict(tuple(problems), own.count, located if piece.text else None)


def warm_up() -> None:
    """Read the word tables, which the first check would otherwise wait for; call it once, off the event loop."""
    check_comment("warm up", quote="warm up", piece_title="warm up", min_words=1)


def _without(comment: str, left_out: set[int]) -> str:
    return "\n".join(said for place, said in enumerate(sentences(comment)) if place not in left_out)


def _passage_reasons(passage: str, piece: Piece, found: Evidence, *, vague: bool, located: bool) -> list[Reason]:
    if found.shared >= READ_SHARED if found.comparable else found.net >= READ_SPECIFIC:
        # The comment itself holds the moment, told in the reader's own words.
        return []
    if not passage:
        return [Reason(Problem.PASSAGE_MISSING)]
    if vague:
        return [Reason(Problem.PASSAGE_VAGUE, excerpt=passage)]
    if not found.comparable or located or speaks_of(passage, piece):
        return []
    return [Reason(Problem.PASSAGE_NOT_FOUND, excerpt=passage)]


def _is_hollow(found: Evidence, piece: Piece, *, located: bool) -> bool:
    """Whether a comment could be said of any piece, or by anyone who knows the title."""
    retelling = min(found.summary, MOST_RETELLING) if found.titled else 0
    least_share = LEAST_SHARE.get(found.language or "", OTHER_LEAST_SHARE)
    if not found.comparable:
        least = LEAST_SPECIFIC + (2 if found.language == "en" else 3) * retelling
        return found.net < least or found.net_share < least_share
    against = max(found.against.total() - FREE_AGAINST, 0)
    if found.shared >= 1 and found.share >= 1.5 * least_share and not against and (located or not retelling):
        return False
    # A longer piece has more of its words in any comment by chance.
    wanted = LEAST_SHARED + min(len(piece.units) / 800, 1.25) + min(0.5 * retelling, 1.5) + min(0.3 * against, 2.0)
    return found.shared < wanted
