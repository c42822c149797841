"""Sentences as people write them, with what they say; written without sight of the parser.

The fourth set says first days and gains too. Eleven of its 210 labels were changed afterwards: seven name the unit more
fully ("blog posts"), and four are read otherwise on purpose ("by Easter" is Western Easter).
"""

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
    for name in ("goal_sentences.jsonl", "goal_sentences_2.jsonl", "goal_sentences_3.jsonl", "goal_sentences_4.jsonl")
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
    begins = goal.begins.isoformat() if goal.begins else sentence["today"]
    got = {
        "amount": goal.amount,
        "unit": goal.unit,
        "start": goal.start,
        "per": goal.per,
        "deadline": deadline,
    }
    if want.get("promise"):
        assert goal.is_promise
        got = {"per": goal.per, "deadline": deadline}
    assert got == {name: want[name] for name in got}
    assert "begins" not in want or begins == (want["begins"] or sentence["today"])
    assert "gain" not in want or goal.is_gain == want["gain"]
