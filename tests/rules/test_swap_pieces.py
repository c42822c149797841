"""What may be offered, how attachments are read, and whose turn it is."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.kit.errors import Refusal
from rules.swaps.offers import (
    MAX_ATTACHMENT_BYTES,
    MAX_PIECE_WORDS,
    AttachmentKind,
    AttachmentTooBig,
    AttachmentUnreadable,
    FieldTooLong,
    InLine,
    NothingToRead,
    Offer,
    PieceLinkNotWeb,
    PieceTooLong,
    TitleMissing,
    WordsMissing,
    check_offer,
    first_in_line,
    read_attachment,
    read_languages,
    read_tags,
)

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
LINK = "https://example.com/story"


@pytest.mark.parametrize(
    ("offer", "words"),
    [
        (Offer("A title", text="five words are in here"), 5),
        (Offer("A title", link=LINK, words=900), 900),
        (Offer("A title", link=LINK, text="the text is what counts", words=900), 5),
        (Offer("A title", link=LINK, words=MAX_PIECE_WORDS), MAX_PIECE_WORDS),
    ],
)
def test_a_whole_offer_is_as_long_as_its_reader_will_read(offer: Offer, words: int) -> None:
    assert check_offer(offer) == words


@pytest.mark.parametrize("sign", ["’", "ـ", "_", "e", "\u2060"])
def test_words_that_are_run_together_are_as_long_to_read_as_words(sign: str) -> None:
    assert check_offer(Offer("A title", text=sign.join(["read", "this", "slowly"] * 500))) >= 1_000


def test_a_text_without_spaces_is_not_one_word() -> None:
    assert 100 <= check_offer(Offer("春", text="春は曙やうやう白くなりゆく山際少し明かりて" * 20)) <= 420


@pytest.mark.parametrize(
    ("offer", "refusal"),
    [
        (Offer("", text="words"), TitleMissing),
        (Offer("A title"), NothingToRead),
        (Offer("A title", text="  …  "), NothingToRead),
        (Offer("A title", words=900), NothingToRead),
        (Offer("A title", link=LINK), WordsMissing),
        (Offer("A title", link=LINK, words=0), WordsMissing),
        (Offer("A title", link=LINK, words=-5), WordsMissing),
        (Offer("A title", link=LINK, words=MAX_PIECE_WORDS + 1), PieceTooLong),
        (Offer("A title", text="word " * (MAX_PIECE_WORDS + 1)), PieceTooLong),
        (Offer("A title", link="javascript:alert(1)", words=9), PieceLinkNotWeb),
        (Offer("A title", link="example.com", words=9), PieceLinkNotWeb),
        (Offer("t" * 151, text="words"), FieldTooLong),
        (Offer("A title", text="w" * 60_001), FieldTooLong),
        (Offer("A title", text="words", content_note="n" * 301), FieldTooLong),
    ],
)
def test_an_offer_that_cannot_be_read_is_refused_by_name(offer: Offer, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        check_offer(offer)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Grüße aus Köln".encode(), "Grüße aus Köln"),
        ("Grüße".encode("utf-8-sig"), "Grüße"),
        ("Grüße".encode("utf-16"), "Grüße"),
        ("\ufeffGrüße".encode("utf-16-be"), "Grüße"),
        ("“Grüße” — naïve".encode("cp1252"), "“Grüße” — naïve"),
        (b"caf\xe9 \x81", "café \x81"),  # 81 is no letter in Windows' encoding
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree"),
        ("春は曙".encode(), "春は曙"),
    ],
)
def test_a_text_file_is_read_whatever_wrote_it(content: bytes, text: str) -> None:
    assert read_attachment(content, "Story.TXT") == text
    assert read_attachment(content, "story.md") == text


@pytest.mark.parametrize(
    ("content", "filename", "refusal"),
    [
        (b"words", "story.docx", AttachmentKind),
        (b"words", "story", AttachmentKind),
        (b"words", "story.txt.exe", AttachmentKind),
        (b"w" * (MAX_ATTACHMENT_BYTES + 1), "story.txt", AttachmentTooBig),
        (b"", "story.txt", AttachmentUnreadable),
        (b" \n ", "story.txt", AttachmentUnreadable),
        (b"PK\x03\x04\x14\x00\x06\x00", "story.txt", AttachmentUnreadable),
        (b"\x89PNG\r\n\x1a\n\x00", "story.md", AttachmentUnreadable),
        (b"\xff\xfeG", "story.txt", AttachmentUnreadable),  # half a letter
        (b"\xff\xfe\xfa" * 500, "story.txt", AttachmentUnreadable),  # letters that no script has
        (b"*_`~|" * 11_000 + b" two words", "story.txt", AttachmentUnreadable),
    ],
)
def test_any_other_file_is_refused_by_name(content: bytes, filename: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        read_attachment(content, filename)


@given(st.binary(max_size=400))
def test_no_file_breaks_the_reading(content: bytes) -> None:
    with suppress(AttachmentUnreadable):
        assert read_attachment(content, "story.txt").strip()


def test_tags_and_languages_are_compared_in_one_form() -> None:
    assert read_tags("Poetry, #Night ,poetry,, short  story") == ("poetry", "night", "short story")
    assert read_tags("a,b,c,d,e,f") == ("a", "b", "c", "d", "e")
    assert read_languages(" German,english,  German ") == ("german", "english")
    assert read_languages("") == ()


def waiting(piece_id: int, **how: object) -> InLine:
    piece = InLine(
        piece_id, "english", at_front=False, waiting_since=START + timedelta(hours=piece_id), just_read_me=False
    )
    return replace(piece, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "languages", "served"),
    [
        ([], (), None),
        ([waiting(2), waiting(1), waiting(3)], (), 1),
        ([waiting(1), waiting(2, at_front=True)], (), 2),
        ([waiting(1, just_read_me=True), waiting(2)], (), 2),
        ([waiting(1, just_read_me=True)], (), 1),
        ([waiting(1, just_read_me=True, at_front=True), waiting(2)], (), 2),
        ([waiting(1, language="german"), waiting(2)], ("english",), 2),
        ([waiting(1, language="german"), waiting(2)], ("german", "english"), 1),
        ([waiting(1, language=""), waiting(2)], ("english",), 1),
        ([waiting(1, language="german")], ("english",), 1),
        ([waiting(1, language="german"), waiting(2, just_read_me=True)], ("english",), 2),
    ],
)
def test_whose_turn_it_is(line: list[InLine], languages: tuple[str, ...], served: int | None) -> None:
    first = first_in_line(line, languages)

    assert (None if first is None else first.piece_id) == served
