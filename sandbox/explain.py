"""What the bot understands, as JSON Lines: the same rules and questions the commands use, without Discord."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TextIO

from cogs.goals.questions import goal_question
from cogs.kit.zone_questions import zone_question_sentence
from cogs.swaps.cards.reasons import reason_sentence
from rules.comments.check import Verdict, check_comment
from rules.goals.reading.answers import GoalQuestion
from rules.goals.reading.read import read_goal
from rules.swaps.limits import MIN_OWN_WORDS
from rules.zones.read import ZoneQuestion, read_zone

Answer = dict[str, Any]


def explain_goal(asked: Answer) -> Answer:
    """Read `{"text", "today"}` as /goal set does. Raise ValueError for a line that is not of that shape.

    `begins` is the first day that counts, null for today; a `gain` counts from what is there; a `promise` is a rhythm
    without an amount.
    """
    text = _text(asked, "text")
    read = read_goal(text, date.fromisoformat(_text(asked, "today")))
    if isinstance(read, GoalQuestion):
        nothing = dict.fromkeys(("amount", "unit", "start", "per", "begins", "deadline", "gain", "promise"))
        return {**nothing, "ask": goal_question(read)}
    return {
        "amount": _number(read.amount),
        "unit": read.unit,
        "start": None if read.start is None else _number(read.start),
        "per": None if read.per is None else read.per.value,
        "begins": None if read.begins is None else read.begins.isoformat(),
        "deadline": None if read.deadline is None else read.deadline.isoformat(),
        "gain": read.is_gain,
        "promise": read.is_promise,
        "ask": None,
    }


def explain_zone(asked: Answer) -> Answer:
    """Read `{"typed"}` as /settings zone does. Raise ValueError for a line that is not of that shape."""
    read = read_zone(_text(asked, "typed"))
    if isinstance(read, ZoneQuestion):
        return {"zone": None, "ask": zone_question_sentence(read)}
    return {"zone": str(read), "ask": None}


def explain_comment(asked: Answer) -> Answer:
    """Check `{"comment", "quote", "piece_title", "piece_text", "earlier", "others"}` as the comment form does.

    `others` are other readers' comments on the piece. Only `comment` and `piece_title` are wanted. Raise ValueError for
    a line that is not of that shape.
    """
    verdict = check_comment(
        _text(asked, "comment"),
        quote=_optional_text(asked, "quote"),
        piece_title=_text(asked, "piece_title"),
        piece_text=_optional_text(asked, "piece_text"),
        earlier=_texts(asked, "earlier"),
        others=_texts(asked, "others"),
        min_words=MIN_OWN_WORDS,
    )
    return {
        "verdict": verdict.verdict.value,
        "accepted": verdict.verdict is Verdict.ACCEPTED,
        "reasons": [{"code": reason.problem.value, "text": reason_sentence(reason)} for reason in verdict.reasons],
        "quote_found": verdict.quote_found,
    }


EXPLAINERS: dict[str, Callable[[Answer], Answer]] = {
    "goal": explain_goal,
    "zone": explain_zone,
    "comment": explain_comment,
}


def explain(explainer: Callable[[Answer], Answer], lines: Iterable[str], out: TextIO) -> None:
    """Answer each line of JSON with one line of JSON, at once; a bad line gets `{"error"}`. Skip empty lines."""
    for line in lines:
        if line.strip():
            out.write(json.dumps(_answer(explainer, line), ensure_ascii=False) + "\n")
            out.flush()


def _answer(explainer: Callable[[Answer], Answer], line: str) -> Answer:
    try:
        asked = json.loads(line)
        if not isinstance(asked, dict):
            raise ValueError("a JSON object is wanted")
        return explainer(asked)
    except ValueError as problem:
        return {"error": str(problem)}


def _text(asked: Answer, key: str) -> str:
    value = asked.get(key)
    if not isinstance(value, str):
        raise ValueError(f'"{key}" is wanted, as a text')
    return value


def _optional_text(asked: Answer, key: str) -> str:
    return "" if asked.get(key) is None else _text(asked, key)


def _texts(asked: Answer, key: str) -> list[str]:
    texts = asked.get(key) or []
    if not isinstance(texts, list) or not all(isinstance(each, str) for each in texts):
        raise ValueError(f'"{key}" is a list of texts')
    return texts


def _number(amount: float) -> float:
    return int(amount) if float(amount).is_integer() else amount
