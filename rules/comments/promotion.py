"""Follow-for-follow and self-promotion, in any of the languages we know and in disguise."""

from __future__ import annotations

import re

from rules.comments.languages import phrases
from rules.comments.letters import folded, unmasked
from rules.comments.words import sentences, tokens

_GLUED_WORD = re.compile(r"[^\W\d_]{9,}")
# Words run together, as letters spaced out by one space each become.
_GLUED_EXCHANGE = re.compile(
    "followforfollow|followfollow|followme(?:back|and)|followback|illfollow|followeachother|followyouback|subforsub|"
    "likeforlike|clapforclap|readforread|followtofollow|folback|follback"
)

# Single letters side by side, in disguise a word of two or three: "m e". Elsewhere they are small words.
_SINGLE_LETTERS = re.compile(r"(?<![^\W_])([^\W_])[ .]+(?=[^\W_](?![^\W_]))")


def asks_for_a_follow(text: str) -> bool:
    """Whether a text offers to trade follows, likes or claps. Following a plot or a character is no trade."""
    if any(_GLUED_EXCHANGE.search(word) for word in _GLUED_WORD.findall(unmasked(folded(text)))):
        return True
    return _has_phrase("exchange", text)


def promoting_sentences(text: str) -> set[int]:
    """Return which sentences send the author to the reader's own work, by place."""
    if not _has_phrase("promotion", text):
        return set()
    return {place for place, sentence in enumerate(sentences(text)) if _has_phrase("promotion", sentence)}


def _has_phrase(section: str, text: str) -> bool:
    plain = folded(text)
    versions = {plain, unmasked(plain), _SINGLE_LETTERS.sub(r"\1", plain)}
    return any(phrases(section).is_in(version, tokens(version)) for version in versions)
