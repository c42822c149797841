"""What members type is shown as they typed it, and is nothing but text."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cogs.kit import text
from rules.comments.words import word_count
from rules.kit.errors import Refusal
from rules.kit.text import MOST_MARKS, seen, tamed, web_address
from rules.swaps.offers import Offer, TitleMissing, check_offer
from rules.tips import TipTooShort, read_tip
from tests.discord_markdown import Live, as_shown, live_parts
from tests.examples import examples

ROOT = Path(__file__).resolve().parent.parent.parent
TEXTS = ("str", "str | None", str, str | None)
EVIL = "https://evil.example"
# Each of these is alive as it stands: the model sees what it is there to see.
ALIVE = {
    f"[bank]({EVIL})": "link",
    f"[a](b) [bank]({EVIL})": "link",
    f"[[bank]({EVIL})](c)": "link",
    f"<a:/[bank]({EVIL})>": "bare link",
    f"see {EVIL}/now": "bare link",
    f"<{EVIL}>": "bare link",
    "<mail@evil.example>": "bare link",
    "discord.gg/evil": "invitation",
    f"{EVIL} **bold**": "bold",
    f"{EVIL} ||spoiler||": "spoiler",
    f"{EVIL} <t:1:R>": "timestamp",
    "__under__": "underlined",
    "~~struck~~": "struck",
    "an *italic* word": "italic",
    "an _italic_ word": "italic",
    "`code`": "code",
    "```\ncode\n```": "code block",
    "# heading": "heading",
    "said\n### heading": "heading",
    "-# small": "small print",
    "> quoted": "quotation",
    "> # heading in it": "heading",
    ">>> quoted": "quotation",
    "- one": "list",
    "  * one": "list",
    "1. one": "list",
    "<@123>": "mention",
    "<@&123>": "mention",
    "<#123>": "mention",
    "@everyone": "everybody",
    "<:smile:123>": "emoji",
    ":smile:": "emoji",
    ":+1:": "emoji",
    "</goal set:123>": "command",
    "<id:customize>": "place",
}
PIECES = [*ALIVE, *"\\`*_~|<>[]()#@/:-+. \n\u202e\u0301", "1.", "http", "://", "](", "evil.example", "é", "word", "🙂"]
HOSTILE = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=12).map("".join)


@pytest.mark.parametrize(("typed", "kind"), ALIVE.items())
def test_the_model_of_discord_sees_what_is_alive(typed: str, kind: str) -> None:
    assert kind in {live.kind for live in live_parts(typed)}


@settings(max_examples=examples(1_000))
@given(HOSTILE)
@example("\\[bank](https://evil.example)")
@example("a\\")
@example(" \u2028- one")
def test_nothing_that_is_typed_is_alive(typed: str) -> None:
    assert not live_parts(text.quoted(typed))


@settings(max_examples=examples(500))
@given(HOSTILE, HOSTILE)
def test_nothing_that_is_typed_comes_alive_beside_words_of_the_bot(one: str, other: str) -> None:
    one, other = text.label(one) or "one", text.label(other) or "other"  # as titles are: in one line
    shown = text.quoted(one), text.quoted(other)

    assert live_parts(f"On **{shown[0]}**, “{shown[1]}”") == {Live("bold", shown[0])}
    assert live_parts(f"“{shown[0]}” and _ “{shown[1]}”") == set()


@settings(max_examples=examples(500))
@given(HOSTILE)
def test_a_quotation_is_one_and_nothing_else(typed: str) -> None:
    assert {live.kind for live in live_parts(text.quote_block(typed))} <= {"quotation"}


@settings(max_examples=examples(500))
@given(HOSTILE)
def test_it_reads_as_it_was_typed(typed: str) -> None:
    assert as_shown(text.quoted(typed)).replace("@\u200b", "@") == tamed(typed).replace("@\u200b", "@")


@settings(max_examples=examples(500))
@given(st.lists(HOSTILE, max_size=8).map("".join), st.integers(8, 60), st.integers(8, 60))
def test_no_page_of_it_is_longer_or_more_than_text(typed: str, first: int, later: int) -> None:
    found = text.pages(typed, first, later)

    assert not any(live_parts(page) for page in found)
    assert all(0 < len(page) <= room + 1 for page, room in zip(found, [first, *[later] * len(found)], strict=False))
    read = as_shown("".join(found)).replace("@\u200b", "@")
    assert "".join(read.split()) == "".join(tamed(typed).replace("@\u200b", "@").split())


@settings(max_examples=examples(500))
@given(HOSTILE)
def test_what_is_given_back_to_copy_stays_in_its_block(typed: str) -> None:
    assert {live.kind for live in live_parts(text.verbatim(typed))} == {"code block"}


@settings(max_examples=examples(500))
@given(st.one_of(HOSTILE, HOSTILE.map(f"{EVIL}/".__add__), st.text().map("http://".__add__)))
def test_a_link_is_a_web_address_in_full_or_plain_text(typed: str) -> None:
    address = web_address(typed)
    assert live_parts(text.link(typed)) == (set() if address is None else {Live("bare link", address)})


@settings(max_examples=examples(500))
@given(HOSTILE)
def test_among_words_only_whole_addresses_are_links(typed: str) -> None:
    for live in live_parts(text.in_quotation(text.with_links(typed))):
        assert live.kind == "quotation" or live.inner == web_address(live.inner)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (f"{EVIL}/a_b?c=(d)#e", f"{EVIL}/a_b?c=(d)#e"),
        ("HTTP://Evil.example:80/@me", "http://evil.example:80/@me"),
        ("https://müller.example/straße", "https://xn--mller-kva.example/straße"),
        ("https://\u0435xample.org", "https://xn--xample-2of.org"),  # a Cyrillic е
        ("https://good.example/אבג/moc.live", "https://good.example/%D7%90%D7%91%D7%92/moc.live"),
        ("https://bank.example@evil.example/", None),
        ("https://evil.example/\u202egnp.exe", None),
        ("https://evil.example/**bold**", None),
        ("https://evil.example/> [bank](https://evil.example)", None),
        ("https://evil.example:port/", None),
        ("https://bank.example%2F.evil.example/", None),
        ("https://bank.example(evil.example/", None),
        ("https://", None),
        ("javascript:alert(1)", None),
        ("https://" + "a" * 2_000, None),
    ],
)
def test_an_address_says_where_it_leads(typed: str, shown: str | None) -> None:
    assert web_address(typed) == shown


@pytest.mark.parametrize("host", ["\ufdfa" * 990, ".".join(["\ufdfa" * 3] * 240), "a" * 254])
def test_what_no_host_can_be_is_not_prepared_sign_by_sign(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("encodings.idna.nameprep", lambda _: pytest.fail("that is what takes long"))
    assert web_address(f"http://{host}") is None


def test_a_text_cannot_turn_its_neighbours_around_or_tower_over_them() -> None:
    assert tamed("a\u202eb\u2066c\u200fd\x00e\rf\u2028g") == "abcd e\nf\ng"
    assert tamed("Z" + "\u0301" * 500 + "o") == "Z" + "\u0301" * MOST_MARKS + "o"
    for unseen in "\u200b\u200c\u200d\u2060\U000e0041":
        assert tamed("Z" + ("\u0301\u0302\u0303\u0304" + unseen) * 60).count("\u0301") == 1
    for word in ("Việt Nam", "שָׁלוֹם", "ภาษาไทยที่รัก", "हिन्दी", "བོད་ཡིག", "1️⃣", "👩‍👩‍👧", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "❤️‍🔥", "ක්‍රියා"):
        assert tamed(word) == word


def test_pages_are_cut_once_for_all_who_turn_them() -> None:
    typed = "The ferry is late. " * 1_000

    assert text.pages(typed, 3_000, 3_500) is text.pages(typed, 3_000, 3_500)
    assert len(text.pages(typed, 3_000, 3_500)) > 5


# Where Discord formats nothing: labels, choices, alt texts; what has its escape in the function around it; and a
# submission's answer, which is accepted or declined.
PLAIN = {
    ("cogs/goals/lines.py", "reading.unit"),
    ("cogs/leaderboards/picture.py", "bar.name"),
    ("cogs/leaderboards/picture.py", "self.title"),
    ("cogs/pieces/cog.py", "each.submission.publication"),
    ("cogs/pieces/cards.py", "submission.answer"),
    ("cogs/pieces/cog.py", "each.piece.title"),
    ("cogs/reminders/cards.py", "goal.text"),
    ("cogs/streaks/keepsake_picture.py", "self.title"),
    ("cogs/swaps/news.py", "read.piece.title"),
}
# Texts by the code itself, though fields of these names could be typed: a period's name, a number's, a topic's.
BY_US = {"about", "amount", "day", "kind", "per", "period", "table", "what", "when", "words"}
BY_US_THERE = {"cogs/help/topics.py", "cogs/inbox/cards.py", "cogs/kit/act.py", "cogs/kit/routes.py"}


def typed_fields() -> set[str]:
    """Return the name of every field that could hold what somebody typed: the texts of entities and of refusals."""
    names: set[str] = set()
    for package in ("rules", "services"):
        for found in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            for kind in vars(importlib.import_module(found.name)).values():
                if dataclasses.is_dataclass(kind):
                    names |= {each.name for each in dataclasses.fields(kind) if each.type in TEXTS}
                elif isinstance(kind, type) and issubclass(kind, Refusal):
                    names |= {name for name, of in getattr(kind.__init__, "__annotations__", {}).items() if of in TEXTS}
    return names - BY_US


def unescaped(node: ast.AST, names: set[str]) -> Iterator[ast.Attribute]:
    """Yield the fields that stand in a text as they are: a call around them escapes them, an enum's value is ours."""
    if isinstance(node, ast.Attribute) and node.attr in names:
        yield node
    elif not isinstance(node, ast.Call) and getattr(node, "attr", "") != "value":
        for child in ast.iter_child_nodes(node):
            yield from unescaped(child, names)


def test_no_field_that_members_type_is_put_into_a_text_as_it_is() -> None:
    names, found = typed_fields(), set()
    for path in sorted((ROOT / "cogs").rglob("*.py")):
        where = path.relative_to(ROOT).as_posix()
        parts = (each for each in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(each, ast.FormattedValue))
        found |= {(where, ast.unparse(field)) for part in parts for field in unescaped(part.value, names)}
    wrong = {(where, field) for where, field in found - PLAIN if where not in BY_US_THERE}

    assert {"title", "note", "typed", "unit", "published_in"} <= names
    assert not wrong, "escape these with cogs.kit.text, or say in PLAIN that Discord formats nothing there"
    assert not PLAIN - found, "these are no longer there"


def test_an_emoji_newer_than_python_is_seen() -> None:
    assert seen("\U0001fa77") == "\U0001fa77"
    assert seen("\U0001fae8\u200b") == "\U0001fae8"


UNSEEN = ("\u202e", "\u200b\u2060", "\u3164", "\u115f\u1160 \uffa0", "\u2800", "\u0301", "\n\t\u00a0")


@pytest.mark.parametrize("typed", UNSEEN, ids=ascii)
def test_what_shows_as_nothing_is_no_name_no_tip_and_no_word_and_no_label_is_empty(typed: str) -> None:
    with pytest.raises(TitleMissing):
        check_offer(Offer(typed, text="A story."))
    with pytest.raises(TipTooShort):
        read_tip(typed * 30)

    assert not seen(typed)
    assert word_count(f"{typed} " * 60) == 0
    assert text.label(typed) == text.UNSEEN


@given(st.text(max_size=200))
def test_nothing_typed_ends_the_quotation_it_stands_in(typed: str) -> None:
    said = text.named(f"x” Tomas has left. “{typed}")

    assert said.startswith("“")
    assert said.endswith("”")
    assert not set(said[1:-1]) & set('“”„«»"')
