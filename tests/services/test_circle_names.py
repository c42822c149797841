"""What a circle may be called, and by which names it is found."""

from __future__ import annotations

import pytest

from services.circles import membership as circles
from services.circles.membership import CircleNameTaken, CircleUnknown, NewCircle
from tests.services.desk import TOMAS, Desk


@pytest.mark.parametrize(
    "name", ["night  owls", "Night\u200b Owls", "N\u0456ght Owls", "NlGHT 0WLS", "Nightowls.", "Night Owls\u0947"]
)
async def test_no_circle_looks_like_another_of_the_server(desk: Desk, name: str) -> None:
    owls = await circles.begin(desk.context, desk.act(), NewCircle("Night Owls"))

    with pytest.raises(CircleNameTaken) as taken:
        await circles.begin(desk.context, desk.act(TOMAS), NewCircle(name))
    assert taken.value.circle == owls
    await circles.begin(desk.context, desk.act(TOMAS), NewCircle("Night Owls 2"))


@pytest.mark.parametrize(
    ("name", "other"), [("लेखक", "लेखिका"), ("কবি", "কবিতা"), ("நாவல்", "நவல்"), ("เสือ", "เสื้อ"), ("ကဗျာ", "ကဗျ")]
)
async def test_a_word_with_another_vowel_or_tone_is_another_name(desk: Desk, name: str, other: str) -> None:
    first = await circles.begin(desk.context, desk.act(), NewCircle(name))
    second = await circles.begin(desk.context, desk.act(TOMAS), NewCircle(other))

    assert (first.name, second.name) == (name, other)
    assert circles.choose({first: 1}, name) == first
    with pytest.raises(CircleUnknown):
        circles.choose({first: 1}, other)
