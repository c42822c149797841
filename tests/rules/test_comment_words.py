"""The words and tables of the comment check: sorted, sourced, as training makes them; which words are not counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.comment_lines import FOLDER, train, tune
from benchmarks.comment_train import counted, line_table, order_table
from cogs.swaps.cards.reasons import reason_sentence
from rules.comments.check import Problem, check_comment
from rules.comments.counts import read_counts
from rules.comments.likeness import LINES
from rules.comments.order import ORDER
from rules.comments.phrases import GAP
from rules.comments.promotion import check_said
from rules.comments.words import word_count

FILES = sorted((LINES.parent / "comment_words").glob("*.txt"))
SAID = [json.loads(line) for line in (FOLDER / "comment_offers.jsonl").read_text("utf-8").splitlines()]
MOST_BYTES = 1_500_000
CHECKSUMS_IN_COMMON = 4


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_words_stand_one_a_line_sorted_and_with_their_source(path: Path) -> None:
    head, *sections = path.read_text("utf-8").split("\n[")
    assert head.startswith("# ")
    assert "language model" in head
    for section in sections:
        name, *entries = section.strip().splitlines()
        assert name.rstrip("]") in ("small", "trade", "both", "advert", "about")
        assert entries == sorted(set(entries))
        assert name in ("trade]", "both]", "advert]") or not any(" " in entry for entry in entries)
        assert not any(entry.endswith(GAP) for entry in entries)


@pytest.mark.slow
def test_the_tables_are_what_training_makes() -> None:
    lines = counted(train() + tune())
    assert LINES.read_text("utf-8") == line_table(lines)
    assert ORDER.read_text("utf-8") == order_table(lines)


@pytest.mark.parametrize("path", [LINES, ORDER], ids=lambda path: path.stem)
def test_each_entry_of_a_table_is_found_with_its_counts_and_nothing_else(path: Path) -> None:
    rows = [row.rsplit("\t", 2) for row in path.read_text("utf-8").splitlines()[1:]]
    expected = {entry: (int(first), int(second)) for entry, first, second in rows}
    table = read_counts(path)
    found = table.of(expected)
    assert sum(found[entry] != counts for entry, counts in expected.items()) <= CHECKSUMS_IN_COMMON
    assert table.of(("", "no such entry", "qwertzuiop asdf")) == {}


def test_two_words_side_by_side_are_counted_only_where_two_lines_have_each() -> None:
    table = read_counts(LINES)
    pairs = [entry for row in LINES.read_text("utf-8").splitlines()[1:] if " " in (entry := row.split("\t")[0])]
    words = table.of({word for pair in pairs for word in pair.split(" ")})
    assert len(pairs) > 10_000
    assert [pair for pair in pairs if any(sum(words.get(word, (0, 0))) < 2 for word in pair.split(" "))] == []


def test_the_tables_are_small() -> None:
    assert LINES.stat().st_size + ORDER.stat().st_size <= MOST_BYTES


@pytest.mark.parametrize("said", [each["text"] for each in SAID if each["kind"] != "offer"])
def test_what_is_no_offer_may_be_said(said: str) -> None:
    assert check_said(said) == ""


def test_most_offers_to_trade_are_found_where_the_bot_repeats_what_is_said() -> None:
    offers = [each["text"] for each in SAID if each["kind"] == "offer"]
    assert sum(bool(check_said(offer)) for offer in offers) >= 0.85 * len(offers)


@pytest.mark.parametrize(
    ("said", "offer"),
    [
        ("I write at night. I follow back within 1 hour!", "I follow back within 1 hour!"),
        ("Follow me and I'll follow you back", "Follow me and I'll follow you back"),
        ("f4f anyone? always active", "f4f anyone?"),
    ],
)
def test_the_sentence_that_offers_is_the_one_returned(said: str, offer: str) -> None:
    assert check_said(said) == offer


@pytest.mark.parametrize(
    "said",
    [
        "I follow back everybody within the hour",
        "I follow back anybody who asks",
        "Everybody who follows me gets followed back the same day",
    ],
)
def test_an_offer_to_everybody_is_an_offer(said: str) -> None:
    assert check_said(said) == said


@pytest.mark.parametrize(
    "said",
    [
        "She follows back everybody within the hour, and reads nobody",
        "People who follow back everybody wear me out",
        "I never follow back everybody",
        "Somebody told me to follow back everybody; I read three of them instead",
    ],
)
def test_speaking_about_those_who_offer_to_everybody_is_welcome(said: str) -> None:
    assert check_said(said) == ""


@pytest.mark.parametrize(
    "said",
    [
        "That image will follow me for days, and I will follow you to whatever you write next.",
        "This ending will follow me home, so I'll follow you and read the next one.",
        "That image’ll follow me everywhere, so I will follow you here.",
    ],
)
def test_that_a_piece_will_stay_with_its_reader_is_no_offer(said: str) -> None:
    assert check_said(said) == ""


@pytest.mark.parametrize(
    "said",
    [
        "You will follow me for days and I will follow you.",
        "Everybody will follow me for days, and I will follow you.",
        "Follow me home and I'll follow you.",
        "That image will follow me for days, so follow me and I will follow you.",
    ],
)
def test_an_offer_in_the_words_of_whom_a_piece_stays_with_is_one_all_the_same(said: str) -> None:
    assert check_said(said)


@pytest.mark.parametrize(
    ("piece", "before", "phrase"),
    [
        ("We had no neighbours but the seals, and she left.", "For me, ", "we had no neighbours but the seals"),
        ("It’s not that he doesn’t care.", "She sees ", "it’s NOT that he doesn’t care"),
        ("Où l’été finit, là-bas, naît l’âge.", "Je relis ", "où l’été finit, là-bas, naît"),
        ("彼は毎朝六時に灯台の階段を上った。", "私の心にも、", "毎朝六時に灯台の階段を上った"),
    ],
)
def test_a_phrase_of_the_piece_without_quotation_marks_is_named_as_not_counted(
    piece: str, before: str, phrase: str
) -> None:
    reasons = check_comment(f"{before}{phrase}.", quote="", piece_title="", piece_text=piece, min_words=60).reasons
    reason = next(reason for reason in reasons if reason.problem is Problem.TOO_SHORT)
    assert reason.own_words == word_count(before)
    assert f"the piece’s own phrases (`{phrase}`), quotations" in reason_sentence(reason)


def test_what_is_named_as_the_pieces_own_stands_in_it_as_it_is_named() -> None:
    piece = "He announces the stops himself. Nobody minds the wait. Olu says the company has no policy, and shrugs."
    said = "I believe him because he announces the stops himself and says the company has no policy when it rains."
    reasons = check_comment(said, quote="", piece_title="", piece_text=piece, min_words=60).reasons

    (sentence,) = (reason_sentence(each) for each in reasons if each.problem is Problem.TOO_SHORT)
    assert "(`he announces the stops himself`, `says the company has no policy`)" in sentence


@given(st.text(st.sampled_from("ab1'’ -.\n")))
def test_plain_text_has_as_many_words_as_with_an_accented_one_beside_it(text: str) -> None:
    assert word_count(text.replace("’", "'")) == word_count(f"{text} é") - 1
