"""`python -m sandbox explain`: JSON Lines in, JSON Lines out, through the commands' own rules."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.comment_lines import tune
from cogs.goals.questions import goal_question
from cogs.kit.zone_questions import zone_question_sentence
from rules.goals.reading.answers import GoalQuestion
from rules.goals.reading.read import read_goal
from rules.zones.read import ZoneQuestion, read_zone
from sandbox.explain import Answer, explain, explain_comment, explain_goal, explain_zone
from sandbox.world import START

ROOT = Path(__file__).parents[2]
TODAY = START.date()
FIELDS = ["amount", "unit", "start", "per", "begins", "deadline", "gain", "promise", "ask"]


def goal(text: str) -> Answer:
    """Explain one goal."""
    return explain_goal({"text": text, "today": TODAY.isoformat()})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("500 followers in 3 months", [500, "followers", None, None, None, "2026-04-05", False, False, None]),
        ("500 words a day", [500, "words", None, "day", None, None, False, False, None]),
        ("50k words in November", [50000, "words", None, None, "2026-11-01", "2026-11-30", False, False, None]),
        ("200 more followers by June", [200, "followers", None, None, None, "2026-06-30", True, False, None]),
        ("write every day", [1, "days", None, "day", None, None, False, True, None]),
        (
            "from 120 to 500 followers before March",
            [500, "followers", 120, None, None, "2026-02-28", False, False, None],
        ),
    ],
)
def test_a_goal_is_explained_as_the_command_reads_it(text: str, expected: list[object]) -> None:
    assert goal(text) == dict(zip(FIELDS, expected, strict=True))
    assert isinstance(goal(text)["amount"], int)


def test_a_goal_that_is_asked_about_has_the_commands_question_and_nothing_else() -> None:
    explained = goal("a ton of readers one day")
    question = read_goal("a ton of readers one day", TODAY)
    assert isinstance(question, GoalQuestion)
    assert explained == {**dict.fromkeys(FIELDS), "ask": goal_question(question)}


def test_a_zone_is_explained_as_the_command_reads_it() -> None:
    assert explain_zone({"typed": "Berlin"}) == {"zone": "Europe/Berlin", "ask": None}
    question = read_zone("Springfield")
    assert isinstance(question, ZoneQuestion)
    assert explain_zone({"typed": "Springfield"}) == {"zone": None, "ask": zone_question_sentence(question)}


@pytest.mark.parametrize(
    "bad",
    [
        "nonsense",
        "[1]",
        "{}",
        '{"text": 3, "today": "2026-01-05"}',
        '{"text": "5 posts", "today": "soon"}',
        '{"text": "5 posts"}',
    ],
)
def test_a_bad_line_gets_an_error_and_the_next_line_its_answer(bad: str) -> None:
    good = json.dumps({"text": "500 words a day", "today": "2026-01-05"})
    out = io.StringIO()
    explain(explain_goal, [bad + "\n", "\n", good + "\n"], out)
    first, second = map(json.loads, out.getvalue().splitlines())
    assert list(first) == ["error"]
    assert first["error"]
    assert second["amount"] == 500


def test_each_line_is_answered_before_the_next_is_asked() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "sandbox", "explain", "zone"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            for city, zone in (("Tokyo", "Asia/Tokyo"), ("Paris", "Europe/Paris")):
                process.stdin.write(json.dumps({"typed": city}) + "\n")
                process.stdin.flush()
                assert json.loads(process.stdout.readline()) == {"zone": zone, "ask": None}
            process.stdin.close()
            assert process.wait(10) == 0
        finally:  # else a test that timed out would wait for it
            process.kill()


def test_explaining_needs_no_discord() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, sandbox.explain; print('discord' in sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.strip() == "False"


def test_a_comment_is_explained_with_every_reason_and_its_sentence() -> None:
    said = "Great read, my friend!"
    asked = {"comment": said, "piece_title": "Salt", "piece_text": "The salt pan froze.", "others": [said]}
    explained = explain_comment(asked)
    assert (explained["verdict"], explained["accepted"]) == ("refused", False)
    assert explained["quote_found"] is False
    assert [reason["code"] for reason in explained["reasons"]] == ["said_by_another", "too_short", "generic"]
    assert all(reason["text"] for reason in explained["reasons"])


def test_a_comment_that_is_asked_about_is_not_accepted() -> None:
    said = next(line for line in tune() if line.genuine and not line.piece_text and line.words >= 80)
    asked = {"comment": f"{said.comment} Follow me and I'll follow you back.", "piece_title": said.piece_title}
    explained = explain_comment(asked)
    assert (explained["verdict"], explained["accepted"]) == ("asked", False)
    assert len(explained["reasons"]) == 1


@pytest.mark.parametrize("bad", [{}, {"comment": 3}, {"comment": "a", "piece_title": "b", "earlier": "c"}])
def test_a_comment_of_another_shape_is_an_error(bad: Answer) -> None:
    with pytest.raises(ValueError, match=r"wanted|list"):
        explain_comment(bad)
