"""Goals filled in instead of said, whatever language their unit is in; the same reader reads number and day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rules.english.words import PLURALS, SINGULARS
from rules.goals.draft import Draft, GoalForm
from rules.goals.reading.answers import Ask, GoalQuestion, GoalReading
from rules.goals.reading.read import read_goal

# Stands for the unit while the rest is read: it is counted like any other and means nothing else.
_UNIT = "units"


def form_words(form: GoalForm) -> str:
    """Return a filled in form as a sentence: "1000 lecteurs by 2026-12-31"."""
    return _sentence(form, form.unit)


def _sentence(form: GoalForm, unit: str) -> str:
    per = f" a {form.per}" if form.per else ""
    by = f" {'until' if form.per else 'by'} {form.by}" if form.by else ""
    return f"{form.amount} {unit}{per}{by}"


def read_form(form: GoalForm, today: date) -> GoalReading | GoalQuestion:
    """Return the goal a form says, or the question to put when that is not certain."""
    unit = _unit_of(form)
    if not unit:
        return GoalQuestion(Ask.NO_UNIT, typed=form.amount)
    found = read_goal(_sentence(form, _UNIT), today)
    if isinstance(found, GoalReading):
        return replace(found, unit=unit, is_gain=False)
    if found.code is Ask.NOT_ENGLISH:
        return GoalQuestion(Ask.VAGUE_DEADLINE, typed=form.by)
    readings = tuple(replace(each, unit=unit) for each in found.readings)
    return GoalQuestion(found.code, readings, found.typed.replace(_UNIT, form.unit))


def _unit_of(form: GoalForm) -> str:
    """Return an English unit in the plural, any other as it is written."""
    typed = " ".join(form.unit.split())
    english = SINGULARS.get(typed.casefold(), typed.casefold())
    return english if english in PLURALS else typed


def read_draft(draft: Draft, today: date) -> GoalReading | GoalQuestion:
    """Read a draft as it was made: in words, or filled in."""
    return read_goal(draft.text, today) if draft.form is None else read_form(draft.form, today)
