"""The comment check: what it refuses and why, what it lets pass, and that nothing breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.comment_set import Labelled, judged, labelled_comments
from cogs.swaps.comment_reasons import reason_sentence
from rules.comments.check import CommentVerdict, Problem, Reason, check_comment
from rules.comments.words import word_count
from rules.swaps.limits import MIN_OWN_WORDS

SET = labelled_comments()
LAMP = next(row for row in SET if row.get("piece") == "lamp" and row["accept"])
TITLE, TEXT, GENUINE = LAMP["piece_title"], LAMP["piece_text"], LAMP["comment"]
LINE = "Daughter insolent."


def check(comment: str = GENUINE, quote: str = LINE, **more: object) -> CommentVerdict:
    """Check a comment on the lighthouse piece."""
    shown = {"piece_title": TITLE, "piece_text": TEXT, "min_words": MIN_OWN_WORDS, **more}
    return check_comment(comment, quote=quote, **shown)  # type: ignore[arg-type]


def problems(verdict: CommentVerdict) -> set[Problem]:
    return {reason.problem for reason in verdict.reasons}


@pytest.mark.parametrize("row", SET, ids=[f"{n}: {row['kind']}, {row['language']}" for n, row in enumerate(SET)])
def test_the_labelled_comment_is_judged_as_labelled(row: Labelled) -> None:
    assert judged(row).is_accepted is row["accept"], judged(row)


def test_the_set_is_large_and_in_many_languages() -> None:
    assert len(SET) >= 200
    assert len({row["language"] for row in SET}) >= 16


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


NO_PASSAGES = [
    ("and it was in the", Problem.PASSAGE_VAGUE),
    (TITLE, Problem.PASSAGE_VAGUE),
    ("the ending", Problem.PASSAGE_VAGUE),
    ("the dragon burned the castle down", Problem.PASSAGE_NOT_FOUND),
]


@pytest.mark.parametrize(("quote", "problem"), NO_PASSAGES)
def test_a_passage_must_be_one_of_this_piece(quote: str, problem: Problem) -> None:
    assert problem in problems(check("I read it on the train and thought about my aunt until my stop.", quote=quote))


@pytest.mark.parametrize("quote", [quote for quote, _ in NO_PASSAGES])
def test_a_comment_that_shows_the_reading_needs_no_better_passage(quote: str) -> None:
    verdict = check(quote=quote)
    assert verdict.is_accepted
    assert verdict.quote_found is False


def test_a_moment_in_the_readers_own_words_is_a_passage() -> None:
    verdict = check(quote="when her father tells the inspector that he had the watch")
    assert verdict.is_accepted
    assert verdict.quote_found is False


def test_words_of_praise_outweigh_some_particular_ones() -> None:
    said = "The gannet, the paraffin, the postman, the kettle, the seals and the trawler at Scroby are all in there."
    praised = (
        "Your nuanced prose, evocative imagery, elegant cadence and balanced structure, masterfully layered, invite "
        "the reader to contemplate universal themes; the narrative arc and symbolism resonate with profound depth."
    )
    assert check(said, piece_text="", min_words=10).is_accepted
    assert problems(check(f"{said} {praised}", piece_text="", min_words=10)) == {Problem.GENERIC}
    assert check(f"{said} {praised}", min_words=10).is_accepted, "words the piece has are proof"


@pytest.mark.parametrize(
    "praise",
    [
        "Ein ausgewogener, stimmiger Text mit dichter Atmosphäre, der zum Nachdenken einlädt und lange nachhallt.",
        "Un texte équilibré et nuancé, porté par une plume élégante, un rythme fluide et une structure cohérente.",
        "Un texto equilibrado y matizado, de ritmo fluido y lenguaje evocador, que invita a reflexionar al lector.",
        "Глубокий, сбалансированный текст: автор мастерски выстраивает композицию, образный язык побуждает размышлять.",
        "Vyvážený a hluboký text, jehož obrazný jazyk a plynulý rytmus vybízejí čtenáře k zamyšlení.",
        "这篇作品结构严谨，意象丰富，语言细腻，节奏流畅，引人深思，令读者产生强烈的情感共鸣。",
        "균형 잡힌 시각과 섬세한 문체, 유려한 흐름과 짜임새 있는 구성이 깊은 성찰과 여운을 남깁니다.",
    ],
)
def test_the_vocabulary_of_criticism_is_generic_in_every_language(praise: str) -> None:
    assert problems(check(praise, quote="", piece_text="", min_words=5)) >= {Problem.GENERIC}


def test_a_text_that_only_fills_the_form_is_none() -> None:
    filler = " ".join(f"Here are some words and then words number {n} of all the words wanted here." for n in range(9))
    assert Problem.MASH in problems(check(filler))


def test_where_the_text_is_unknown_no_line_is_looked_for() -> None:
    verdict = check(quote="the dragon burned the castle down", piece_text="")
    assert verdict.is_accepted
    assert verdict.quote_found is None


def test_a_line_quoted_inside_the_comment_is_the_passage_where_none_is_given() -> None:
    assert check(f"{GENUINE} “The light stopped for six minutes.”", quote="").quote_found is True


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


def test_the_server_sets_how_many_words_are_wanted() -> None:
    verdict = check(min_words=200)
    assert verdict.reasons == (Reason(Problem.TOO_SHORT, own_words=verdict.own_words, wanted=200),)
    assert check(min_words=verdict.own_words).is_accepted


@pytest.mark.parametrize(
    "offer",
    [
        "Follow me and I'll follow you back.",
        "f o l l o w  m e  b a c k",
        "F0ll0w f0r f0ll0w?",
        "Fоllоw mе bаck",  # Cyrillic о, е, а
        "𝓕𝓸𝓵𝓵𝓸𝔀 𝓶𝓮 𝓫𝓪𝓬𝓴",
        "Fol\u200blow me ba\u200bck",
        "Te sigo si me sigues",
        "求互关",
        "フォロー返しお願いします",
    ],
)
def test_a_trade_of_follows_spoils_a_genuine_comment(offer: str) -> None:
    assert problems(check(f"{GENUINE} {offer}")) == {Problem.FOLLOW_FOR_FOLLOW}


@pytest.mark.parametrize(
    "innocent",
    [
        "I couldn't follow the plot at first.",
        "I followed your keeper right up the tower.",
        "Follow the light, I thought, follow it home.",
        "The boats follow each bell back to the harbour.",
    ],
)
def test_following_a_story_is_no_trade(innocent: str) -> None:
    assert check(f"{GENUINE} {innocent}").is_accepted


def test_a_link_at_the_end_of_a_real_comment_is_let_pass_and_an_advert_is_not() -> None:
    advert = "Check out my newsletter at https://example.com and subscribe."
    assert check(f"{GENUINE} {advert}").is_accepted
    assert Problem.SELF_PROMOTION in problems(check(f"Lovely. {advert}"))


def test_an_earlier_comment_is_not_given_twice() -> None:
    assert problems(check(earlier=["Another one altogether, about goats.", GENUINE])) == {Problem.REUSED}
    assert check(earlier=["Another one altogether, about goats."]).is_accepted


def test_every_reason_is_listed_at_once() -> None:
    found = problems(check("Follow me back! So good.", quote=TITLE))
    assert found == {Problem.TOO_SHORT, Problem.PASSAGE_VAGUE, Problem.FOLLOW_FOR_FOLLOW, Problem.GENERIC}


@pytest.mark.parametrize("problem", Problem)
def test_every_reason_has_a_sentence_that_cannot_be_formatted_by_what_it_quotes(problem: Problem) -> None:
    sentence = reason_sentence(Reason(problem, own_words=12, wanted=60, excerpt="{0} `@everyone`\n" * 40))
    assert len(sentence) < 300
    assert "`@" not in sentence


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
        "\x00\ud800",
    ],
    ids=["empty", "blank", "emoji", "one letter", "one word", "quotes", "dashes", "right to left", "no text"],
)
def test_no_text_breaks_the_check_or_passes_it(text: str) -> None:
    assert not check(text, text, piece_title=text, piece_text=text, earlier=[text]).is_accepted


@settings(max_examples=60)
@given(st.text(max_size=400), st.text(max_size=60), st.text(max_size=40), st.text(max_size=400))
def test_the_check_never_raises(comment: str, quote: str, title: str, text: str) -> None:
    verdict = check(comment, quote, piece_title=title, piece_text=text, earlier=[text])
    assert verdict.own_words >= 0
    assert not text or verdict.quote_found is not None
