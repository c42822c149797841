"""Goals filled in instead of said."""

from __future__ import annotations

from datetime import date

import pytest

from rules.goals.draft import GoalForm
from rules.goals.form import form_words, read_form
from rules.goals.reading.answers import Ask, GoalQuestion, GoalReading, Period

TODAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("form", "reading"),
    [
        (GoalForm("1000", "lecteurs", "2026-12-31", ""), GoalReading(1000, "lecteurs", None, None, date(2026, 12, 31))),
        (GoalForm("1 000", "Leser", "31.12.2026", ""), GoalReading(1000, "Leser", None, None, date(2026, 12, 31))),
        (GoalForm("2", "poemas", "", "week"), GoalReading(2, "poemas", None, Period.WEEK, None)),
        (GoalForm("500", "Words", "2026-06-30", "day"), GoalReading(500, "words", None, Period.DAY, date(2026, 6, 30))),
        (GoalForm("50k", "word", "Nov 30", ""), GoalReading(50_000, "words", None, None, date(2026, 11, 30))),
    ],
)
def test_a_form_is_read_whatever_its_language(form: GoalForm, reading: GoalReading) -> None:
    assert read_form(form, TODAY) == reading


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (GoalForm("1000", " ", "2026-12-31", ""), Ask.NO_UNIT),
        (GoalForm("1000", "lecteurs", "", ""), Ask.NO_DEADLINE),
        (GoalForm("1000", "lecteurs", "3/4/2027", ""), Ask.AMBIGUOUS_DATE),
        (GoalForm("1000", "lecteurs", "2025-12-31", ""), Ask.PAST_DEADLINE),
        (GoalForm("1000", "lecteurs", "30 juin", ""), Ask.VAGUE_DEADLINE),
        (GoalForm("1.000", "lecteurs", "2026-12-31", ""), Ask.UNCLEAR_NUMBER),
        (GoalForm("0", "lecteurs", "2026-12-31", ""), Ask.NOT_POSITIVE),
    ],
)
def test_what_is_not_clear_in_a_form_is_asked_in_its_own_words(form: GoalForm, code: Ask) -> None:
    question = read_form(form, TODAY)

    assert isinstance(question, GoalQuestion)
    assert question.code is code
    assert {each.unit for each in question.readings} <= {"lecteurs"}
    assert "units" not in question.typed


def test_a_form_in_words() -> None:
    assert form_words(GoalForm("1000", "lecteurs", "2026-12-31", "")) == "1000 lecteurs by 2026-12-31"
    assert form_words(GoalForm("2", "poemas", "30 June", "week")) == "2 poemas a week until 30 June"
