"""The comment check: what it refuses and why, what it asks about, what it lets pass, and that nothing breaks it."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from itertools import chain
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.comment_held_out import of_set, tables_from
from benchmarks.comment_lines import FOLDER, Labelled, made, train, tune, tune_sets
from benchmarks.comment_set import Outcome, is_knowable, outcome
from cogs.swaps.cards.reasons import reason_sentence
from rules.comments.check import CommentVerdict, Problem, Reason, Verdict, check_comment
from rules.comments.words import line_tokens, tokens, word_count
from rules.kit.letters import folded
from rules.swaps.limits import MIN_OWN_WORDS
from sandbox.swap_pieces import PIECES, STORM, TUESDAY, WEATHER, DemoPiece

LAMP = next(line for line in train() if line.piece_title == "The Lighthouse Keeper's Daughter" and line.genuine)
TITLE, TEXT, GENUINE = LAMP.piece_title, LAMP.piece_text, LAMP.comment
LINE = "Daughter insolent."
PRAISE = (
    "What a wonderful story, I loved every word of it! You have so much talent and your writing touched my heart. "
    "The characters feel real, the message is important and I could not stop reading until the end. Thank you for "
    "sharing this with all of us and please keep writing, I am already looking forward to your next one. Truly "
    "beautiful work from start to finish."
)


def check(comment: str = GENUINE, quote: str = LINE, **more: object) -> CommentVerdict:
    """Check a comment on the lighthouse piece."""
    shown: dict[str, Any] = {"piece_title": TITLE, "piece_text": TEXT, "min_words": MIN_OWN_WORDS, **more}
    return check_comment(comment, quote=quote, **shown)


def problems(verdict: CommentVerdict) -> list[Problem]:
    return [reason.problem for reason in verdict.reasons]


@pytest.mark.parametrize("piece", [*PIECES, WEATHER, STORM, TUESDAY], ids=lambda piece: piece.title)
def test_who_names_much_of_what_stands_in_a_piece_has_not_copied_it(piece: DemoPiece) -> None:
    comment = f"{piece.effect} {piece.question}"
    verdict = check_comment(
        comment, quote=piece.quote, piece_title=piece.title, piece_text=piece.text, min_words=MIN_OWN_WORDS
    )
    assert verdict.reasons == ()


def outcomes(lines: list[Labelled]) -> Counter[Outcome]:
    """Count what becomes of labelled comments."""
    return Counter(map(outcome, lines))


# The labelled sets


@pytest.mark.slow
@pytest.mark.parametrize("name", tune_sets())
def test_comments_of_a_writer_the_tables_have_not_seen_are_judged_as_promised(name: str) -> None:
    judged = of_set(name, outcome)
    genuine = Counter(became for line, became in judged if line.genuine)
    assert not genuine[Outcome.REFUSED]
    assert genuine[Outcome.ASKED] <= 0.05 * genuine.total()
    hollow = Counter(became for line, became in judged if not line.genuine and is_knowable(line))
    assert hollow[Outcome.REFUSED] >= 0.75 * hollow.total()
    assert hollow[Outcome.ACCEPTED] <= 0.05 * hollow.total()


@pytest.mark.slow
def test_in_a_language_that_nobody_labelled_no_genuine_comment_is_refused() -> None:
    others = [line for line in train() + tune() if line.language != "de"]
    with tables_from(others):
        became = outcomes([line for line in tune() if line.language == "de" and line.genuine])
    assert not became[Outcome.REFUSED]


def test_the_sentences_of_a_piece_cut_or_shuffled_are_refused() -> None:
    became = outcomes([line for line in made() if line.piece_text][::4])
    assert became[Outcome.REFUSED] >= 0.98 * became.total()


def test_shuffled_comments_in_english_do_not_pass_untouched() -> None:
    salads = [line for line in made() if line.kind == "shuffled comment" and line.language == "en"]
    assert outcomes(salads[::4])[Outcome.ACCEPTED] == 0


def test_the_sets_are_large_and_in_many_languages() -> None:
    assert len(train()) >= 600
    assert len(tune()) >= 200
    assert len({line.language for line in train()}) >= 16
    assert len({line.language for line in tune()}) >= 10


# What is counted


def test_the_server_sets_how_many_words_are_wanted() -> None:
    verdict = check(min_words=200)
    assert verdict.reasons == (Reason(Problem.TOO_SHORT, own_words=verdict.own_words, wanted=200),)
    assert check(min_words=verdict.own_words).verdict is Verdict.ACCEPTED


@pytest.mark.parametrize(
    "addition",
    [
        "“The night the trawler struck the Scroby sands I had fallen asleep at turn forty.”",
        "\n> The light stopped for six minutes. Nobody drowned.",
        " https://example.com/a/long/address",
        " we had no neighbours but the seals, my mother had left on the supply boat",
        " " + GENUINE.split(". ")[0] + ".",
    ],
    ids=["quotation", "quoted line", "link", "copied", "said twice"],
)
def test_only_the_readers_own_words_count(addition: str) -> None:
    assert check(GENUINE + addition).own_words == check().own_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I don't know", 3),
        ("我喜欢这个修表匠的故事", 7),  # 11 characters at 1.6 a word
        ("傘の柄に電話番号が書いてある", 8),  # 14 characters at 1.85 a word
        ("ยายเก็บเหรียญไว้", 4),
        ("मैंने यह कहानी पढ़ी", 4),
        ("🎉 12 ...", 0),
    ],
)
def test_words_are_counted_in_languages_without_spaces_too(text: str, words: int) -> None:
    assert word_count(text) == words


def test_an_earlier_comment_is_not_given_twice() -> None:
    assert problems(check(earlier=["Another one altogether, about goats.", GENUINE])) == [Problem.REUSED]
    assert check(earlier=["Another one altogether, about goats."]).verdict is Verdict.ACCEPTED


def test_an_earlier_comment_is_found_among_many_and_in_disguise() -> None:
    others = [line.comment for line in train() if line.comment != GENUINE][:200]
    again = GENUINE.replace("I", "I\u200b").replace("twice", "two times").upper()
    assert problems(check(again, earlier=[*others, GENUINE])) == [Problem.REUSED]


def test_another_readers_comment_on_the_piece_is_not_given_again() -> None:
    assert problems(check(others=["Something else about the crank.", GENUINE])) == [Problem.SAID_BY_ANOTHER]


def test_a_short_question_alone_is_compared_too() -> None:
    question = "Does she ever learn whether her mother came back on that boat, or is the museum all she gets?"
    assert Problem.REUSED in problems(check(question, earlier=[question]))


def test_a_text_that_only_fills_the_form_is_none() -> None:
    filler = " ".join(f"Here are some words and then words number {n} of all the words wanted here." for n in range(9))
    assert Problem.MASH in problems(check(filler))


def test_keys_at_random_are_no_comment() -> None:
    mash = "asdkjh qweoiu zxmcnb lkjasd qpwoei rutyghf dkslaa aslkdj zmxncb fhgjdk slalskd jfhgyt ruieow pqlaks " * 5
    assert Problem.MASH in problems(check(mash))


# What is judged


def test_empty_praise_is_refused_with_the_words_that_weighed_most() -> None:
    verdict = check(PRAISE)
    assert problems(verdict) == [Problem.GENERIC]
    assert len(verdict.reasons[0].words) == 3
    assert set(verdict.reasons[0].words) <= set(PRAISE.lower().replace(",", " ").replace(".", " ").split())


def test_praise_that_speaks_of_the_piece_or_has_particulars_is_not_refused() -> None:
    piece = (
        "Ottavio carved decoys: teal, wigeon and one lopsided pintail, which the gamekeeper bought for his mantelpiece."
    )
    of_the_piece = "Ottavio, the teal, the wigeon, the lopsided pintail and the gamekeeper!"
    of_ones_own = (
        "My uncle Torvald tended the foghorn at Lista and smoked haddock inside its housing until the municipality, "
        "scandalised, confiscated his tongs and bellows; Grandmother darned oilskins beside the diaphone regardless."
    )
    assert check(PRAISE, piece_text=piece).verdict is Verdict.REFUSED
    assert check(f"{PRAISE} {of_the_piece}", piece_text=piece, quote="").verdict is Verdict.ASKED
    assert check(f"{PRAISE} {of_ones_own}", piece_text="").verdict is not Verdict.REFUSED


def test_what_one_witness_doubts_is_asked_with_one_question() -> None:
    advert = (
        "Your words carry real weight. Bookings for the autumn retreat in Tuscany close at midnight and only four "
        "cabins remain; meals, transfers and daily manuscript surgery are included, instalments possible, alumni "
        "deduct ninety euros. Ring Massimo or fill in the brochure request, and mention this group for a complimentary "
        "airport pickup. Vegetarians and spouses welcome, dogs by arrangement, wifi on the terrace only."
    )
    verdict = check(advert, piece_text="", quote="")
    assert verdict.verdict is Verdict.ASKED
    assert len(verdict.reasons) == 1


def test_a_comment_about_another_piece_is_asked_about() -> None:
    other = next(line for line in tune() if line.kind == "other piece" and line.piece_text and line.language == "en")
    assert outcome(other) is Outcome.ASKED


def test_sentences_made_of_the_pieces_own_words_are_asked_about_and_not_settled_by_one_of_them() -> None:
    nonsense = (
        "The envelope was afraid of the water, so my uncle read the hymn to a radio in the bath and the year stayed "
        "home twice. Slowly the boats said a quarter of the storm, and the fishermen listened on the back of thirty "
        "mornings, which had never been to five. Somebody told the air that the big radio is a man, and between them "
        "the weather read the sea once more, before the boats were home."
    )
    shown: dict[str, Any] = {"quote": "", "piece_title": WEATHER.title, "piece_text": WEATHER.text, "min_words": 60}
    assert problems(check_comment(nonsense, **shown)) == [Problem.RETOLD]
    assert problems(check_comment(f"{nonsense} Barracuda.", answer="Barracuda.", **shown)) == [Problem.RETOLD]


def test_a_long_piece_makes_no_retelling_of_a_comment_that_has_its_common_words() -> None:
    others = "\n".join({line.piece_text for line in train() if line.language == "en" and line.piece_text != TEXT})
    assert check(piece_text=f"{TEXT}\n{others}").verdict is Verdict.ACCEPTED


@pytest.mark.parametrize(
    "offer",
    [
        "Follow me and I'll follow you back.",
        "f o l l o w  m e  b a c k",
        "F0ll0w f0r f0ll0w?",
        "Fоllоw mе bаck",  # Cyrillic о, е, а
        "𝓕𝓸𝓵𝓵𝓸𝔀 𝓶𝓮 𝓫𝓪𝓬𝓴",
        "Fol\u200blow me ba\u200bck",
        "Follow me, I'll follow you!",
        "Boost my post and I boost yours",
        "Clap 50 for me and I clap 50 for you",
        "I clap for you if you clap for me",
        "Te sigo si me sigues",
        "求互关",
        "フォロー返しお願いします",
    ],
)
def test_a_trade_of_follows_is_refused_in_praise_and_asked_about_in_a_genuine_comment(offer: str) -> None:
    assert Problem.FOLLOW_FOR_FOLLOW in problems(check(f"{PRAISE} {offer}"))
    for asked in (check(f"{GENUINE} {offer}"), check(quote=offer), check(quote=f"“{offer}”", piece_text="")):
        assert (asked.verdict, problems(asked)) == (Verdict.ASKED, [Problem.FOLLOW_FOR_FOLLOW])


@pytest.mark.parametrize(
    "innocent",
    [
        "I couldn't follow the plot at first.",
        "I followed your keeper right up the tower.",
        "Follow the light, I thought, follow it home.",
        "The boats follow each bell back to the harbour.",
        "I once ran a follow-for-follow group and nobody in it read a line.",
        "They wrote “follow me and I follow you back” under every log entry, so to speak.",
    ],
)
def test_following_a_story_and_talking_about_trades_is_no_trade(innocent: str) -> None:
    assert check(f"{GENUINE} {innocent}").verdict is Verdict.ACCEPTED


def test_no_sentence_about_trades_makes_a_genuine_comment_doubtful() -> None:
    said = (FOLDER / "comment_offers.jsonl").read_text("utf-8").splitlines()
    about = [line["text"] for line in map(json.loads, said) if line["kind"] == "other"]
    assert [each for each in about if check(f"{GENUINE} {each}").verdict is not Verdict.ACCEPTED] == []


def test_a_link_at_the_end_of_a_real_comment_is_let_pass_and_an_advert_is_not() -> None:
    advert = "Check out my newsletter at https://example.com and subscribe."
    assert check(f"{GENUINE} {advert}").verdict is Verdict.ACCEPTED
    assert Problem.SELF_PROMOTION in problems(check(f"{PRAISE} {advert}"))


# What was seen


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("Wind north-west, he wrote.", True),
        ("“WIND NORTH WEST”, HE WROTE", True),
        ("Wind north-west,\nhe wrote", True),
        ("worn to the colour of butter where the hands have held it", True),
        ("the light stoped for six minuts", True),
        ("the dragon burned the castle down", False),
    ],
)
def test_a_line_is_located_in_spite_of_small_misquotes(quote: str, found: bool) -> None:
    assert check(quote=quote).quote_found is found


@pytest.mark.parametrize("quote", ["", "and it was in the", TITLE, "the ending", "the dragon burned the castle down"])
def test_a_comment_that_shows_the_reading_needs_no_better_line(quote: str) -> None:
    assert check(quote=quote).verdict is Verdict.ACCEPTED


def test_the_paragraph_of_the_line_is_told() -> None:
    text = "The kettle sang.\n\nNobody came down to breakfast that day.\nThe postman had been and gone by nine."
    seen = check(quote="the postman had ben and gone", piece_text=text)
    assert (seen.paragraph, seen.quote_found) == (3, True)


def test_where_the_text_is_unknown_no_line_is_looked_for() -> None:
    assert check(quote="the dragon burned the castle down", piece_text="").quote_found is None


def test_a_line_quoted_inside_the_comment_is_the_passage_where_none_is_given() -> None:
    assert check(f"{GENUINE} “The light stopped for six minutes.”", quote="").quote_found is True


def test_every_reason_is_listed_at_once_the_surest_first() -> None:
    found = problems(check(f"Follow me back! {PRAISE}", earlier=[PRAISE], min_words=300))
    assert found == [Problem.REUSED, Problem.TOO_SHORT, Problem.FOLLOW_FOR_FOLLOW]


@pytest.mark.parametrize("problem", Problem)
def test_every_reason_has_a_sentence_that_cannot_be_formatted_by_what_it_quotes(problem: Problem) -> None:
    sentence = reason_sentence(
        Reason(problem, own_words=12, wanted=60, excerpt="{0} `@everyone`\n" * 40, words=("`@",))
    )
    assert len(sentence) < 300
    assert "`@" not in sentence.replace("`'@`", "")


# Whatever is sent


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "🎉" * 3000,
        "a" * 50_000,
        "word " * 10_000,
        "“" * 50_000,
        "f-o-l-" * 9000,
        "مرحبا " * 5000,
        "ﷺ" * 40_000,
        "\x00\ud800",
    ],
    ids=[
        "empty",
        "blank",
        "emoji",
        "one letter",
        "one word",
        "quotes",
        "dashes",
        "right to left",
        "ligature",
        "no text",
    ],
)
def test_no_text_breaks_the_check_or_passes_it(text: str) -> None:
    verdict = check(text, text, piece_title=text, piece_text=text, earlier=[text], others=[text])
    assert verdict.verdict is Verdict.REFUSED


@settings(max_examples=60)
@given(st.text(max_size=400), st.text(max_size=60), st.text(max_size=40), st.text(max_size=400))
def test_the_check_never_raises(comment: str, quote: str, title: str, text: str) -> None:
    verdict = check(comment, quote, piece_title=title, piece_text=text, earlier=[text], others=[text])
    assert verdict.own_words >= 0
    assert (verdict.verdict is Verdict.ACCEPTED) == (not verdict.reasons)


def test_a_phrase_in_one_sign_stays_short_however_often_it_comes() -> None:
    assert folded("ﷺ, as they say here") == f"{folded('صلى ')}, as they say here"
    assert len(folded("ﷺ" * 40_000)) <= 2 * 40_000


@given(st.text(alphabet=st.characters(), max_size=200))
def test_line_by_line_a_text_has_the_words_it_has_at_once(text: str) -> None:
    plain = folded(text)
    assert tuple(chain.from_iterable(line_tokens(plain))) == tokens(plain)


@pytest.mark.parametrize(
    "text",
    [
        "Größe über Café – “naïve”",
        "पढ़ाई की सड़क पर",
        "Ёлка й объём",
        "Đường phố ở Huế",
        "が ぱ ブ",
        "한국어 글",
        "آدم أخ",
    ],
)
def test_accents_typed_apart_are_read_as_those_that_were_not(text: str) -> None:
    assert folded(unicodedata.normalize("NFD", text)) == folded(unicodedata.normalize("NFC", text))
