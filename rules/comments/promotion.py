"""Offers to trade follows, and adverts, in any of the languages we know and in disguise.

An offer needs three signs: a phrase of such trades, no word by which one speaks *about* one, and a sentence like the
hollow labelled lines rather than like the genuine ones. What stands in quotation marks is somebody else's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from rules.comments.languages import entries, language_of
from rules.comments.likeness import likeness_to_hollow
from rules.comments.phrases import phrases
from rules.comments.words import is_spaceless, sentences, tokens, without_quotations
from rules.kit.errors import Refusal
from rules.kit.letters import folded, unmasked

LIKE_AN_OFFER = -0.1
"""Likeness to the hollow lines from which on a sentence with a phrase of a trade is one."""

_GLUED_WORD = re.compile(r"[^\W\d_]{9,}")
# Words run together, as letters spaced out by one space each become.
_GLUED_TRADE = re.compile(
    "followforfollow|followfollow|followme(?:back|and)|followback|illfollow|followeachother|followyouback|subforsub|"
    "likeforlike|clapforclap|readforread|followtofollow|folback|follback"
)

# The same act from me to you and from you to me, by its shape: whatever stands between.
_ACT = r"(follow|sub|subscribe|clap)"
_WILL = r"\bi(?:['’]?ll| will| always| gladly)?"
_BOTH_WAYS = re.compile(
    rf"{_WILL} {_ACT}\b.{{0,40}}\bif (?:you|u) \1\b|\bif (?:you|u) {_ACT}\b.{{0,40}}{_WILL} \2\b"
    rf"|\b{_ACT} me\b,?(?: (?:and|&|then))?(?: i(?:['’]?ll| will)?)? \3 (?:you|u)\b"
    rf"|{_WILL} {_ACT} (?:back )?(?:every(?:one|body)|any(?:one|body)|all|whoever)(?: back)?(?: who)? \4s? me\b"
    rf"|\bevery {_ACT} (?:will be|is|gets) returned\b"
)
_ONE_FOR_L = re.compile("(?<=[a-z])1+(?=[a-z])")
# In an offer, what is to be clapped for.
_WORKS = frozenset((
    "chapter", "essay", "novel", "piece", "poem", "story", "text", "geschichte", "kapitel", "cuento", "ensayo",
    "historia", "poema", "texto", "conto", "histoire", "texte", "poeme", "racconto", "testo",
))  # fmt: skip

# What is read can follow somebody too: it stays with them. What you, or everybody, will do is what an offer asks for.
_STAYS_WITH_ME = re.compile(
    r"\b(?!(?:you|u|who|they|all|people|friends|readers|writers|every(?:one|body)|any(?:one|body))\b)[a-z]+"
    r"(?:['’]ll| will| would| is going to| are going to) follow me"
    r" (?:around|home|everywhere|into|through|for (?:days|weeks|months|years|a (?:long )?(?:while|time)))\b",
    re.IGNORECASE,
)

# What is written as a short offer is an aeroplane too, by its maker, its mark or its name.
_AEROPLANE = re.compile(r"\bGrumman F4F(?:-\d\w?)?\b|\bF4F(?:-\d\w?\b|(?:-\d\w?)? (?:Wildcat|Martlet)s?\b)")
# English says it of things that are equal. A title without anything else asks nobody for anything.
_IDIOM = re.compile(r"(?:(?:A|The) )?Like [Ff]or Like")

# Single letters side by side, in disguise a word of two or three: "m e". Elsewhere they are small words.
_BETWEEN_SINGLE_LETTERS = re.compile(r"[ .](?<![^\W_]{2}.)(?<=[^\W_].)[ .]*(?=[^\W_](?![^\W_]))")


def check_said(text: str) -> str:
    """Return the sentence of a text that offers to trade follows, likes or reads, "" for none.

    For whatever the bot repeats of a member's words: tips, introductions, titles, notes, names, promises, goals.
    """
    return next((sentence for sentence, language in _trades_in(text) if not _is_about(sentence, language)), "")


def check_title(title: str) -> str:
    """Return the sentence of a piece's title that offers to trade follows, "" for none."""
    return "" if _IDIOM.fullmatch(title.strip()) else check_said(title)


def _trades_in(text: str) -> Iterable[tuple[str, str]]:
    """Yield the sentences with a phrase of trades, with its language; all of a text where it goes over sentences."""
    said = without_quotations(text, longest_name=0)
    if (anywhere := _trade_language(said)) is None:
        return ()
    found = [(each, language) for each in sentences(said) if (language := _trade_language(each)) is not None]
    return found or [(said, anywhere)]


def _trade_language(text: str) -> str | None:
    text = _AEROPLANE.sub("", _STAYS_WITH_ME.sub("", text))
    if _goes_both_ways(text):
        return "en"
    plain = unmasked(folded(text))
    if _GLUED_TRADE.search(plain) and any(map(_GLUED_TRADE.search, _GLUED_WORD.findall(plain))):
        return "en"
    return _phrase_language("trade", text) or _phrase_language("both", text)


def _goes_both_ways(text: str) -> bool:
    return _BOTH_WAYS.search(_ONE_FOR_L.sub(lambda found: "l" * len(found[0]), folded(text))) is not None


def advert_in(text: str) -> tuple[str, ...]:
    """Return the sentences of a text that send the author to the reader's own work."""
    if _phrase_language("advert", text) is None:
        return ()
    return tuple(sentence for sentence in sentences(text) if _phrase_language("advert", sentence) is not None)


def _phrase_language(section: str, text: str) -> str | None:
    known = phrases(section)
    return next(
        (found for words, version in _versions(text).items() if (found := known.found_in(version, words))), None
    )


@lru_cache(maxsize=64)
def _versions(text: str) -> dict[Sequence[str], str]:
    """Return the ways in which a text can be read, in disguise and not, by their words."""
    plain = folded(text)
    return {tokens(version): version for version in (plain, unmasked(plain), _BETWEEN_SINGLE_LETTERS.sub("", plain))}


def _is_about(sentence: str, language: str) -> bool:
    plain = folded(sentence)
    signs = _about(language) | _about(language_of(plain) or "en")
    words = tokens(plain)
    in_shape = _phrase_language("both", sentence) is not None
    if in_shape or _goes_both_ways(sentence):
        signs -= _WORKS
    speaks_about = any(sign in plain for sign in signs) if is_spaceless(plain) else not signs.isdisjoint(words)
    if speaks_about or in_shape:  # the shape is enough where few lines are labelled
        return speaks_about
    return likeness_to_hollow(tokens(unmasked(plain))).hollow < LIKE_AN_OFFER


@cache
def _about(language: str) -> frozenset[str]:
    return frozenset(entries(language, "about"))


class OfferToTrade(Refusal):
    """Words to be said aloud that offer to trade follows, claps or reads; `typed` is all of them."""

    def __init__(self, offer: str, typed: str) -> None:
        super().__init__(offer, typed)
        self.offer = offer
        self.typed = typed


def check_aloud(*said: str, title: str = "") -> None:
    """Raise OfferToTrade where a member's words offer to trade follows; talking about it is not offering it."""
    offer = check_title(title) or next(filter(None, map(check_said, said)), "")
    if offer:
        raise OfferToTrade(offer, "\n".join(filter(None, (title, *said))))
