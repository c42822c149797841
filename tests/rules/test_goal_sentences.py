"""Sentences as people write them, with what they say; written without sight of the parser."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rules.goals.reading.answers import GoalQuestion
from rules.goals.reading.read import read_goal

SENTENCES = [
    json.loads(line)
    for name in ("goal_sentences.jsonl", "goal_sentences_2.jsonl", "goal_sentences_3.jsonl")
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("sentence", SENTENCES, ids=[s["text"][:60] + " @" + s["today"] for s in SENTENCES])
def test_the_sentence_is_read_or_asked_about(sentence: dict[str, Any]) -> None:
    want = sentence["want"]
    goal = read_goal(sentence["text"], date.fromisoformat(sentence["today"]))
    if want["ask"]:
        assert isinstance(goal, GoalQuestion), goal
        return
    assert not isinstance(goal, GoalQuestion), goal
    deadline = goal.deadline.isoformat() if goal.deadline else None
    got = {
        "amount": goal.amount,
        "unit": goal.unit,
        "start": goal.start,
        "per": goal.per,
        "deadline": deadline,
    }
    assert got == {name: want[name] for name in got}
    assert goal.is_promise or not want.get("promise")
