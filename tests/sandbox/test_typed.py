"""A command typed in one go is read as Discord's own box would read it; what calls none stays words."""

from typing import Any

import pytest

from sandbox.tryout.typed import read_command


def option(name: str, kind: str = "string", choices: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"name": name, "type": kind, "choices": [{"name": each, "value": each.lower()} for each in choices]}


WROTE = {"invocation": "wrote", "options": [option("words", "integer"), option("note"), option("quiet", "boolean")]}
GOAL_SET = {"invocation": "goal set", "options": [option("text"), option("private", "boolean")]}
PLAN = {"invocation": "streak plan", "options": [option("rhythm", choices=("Every day", "Once a week"))]}
PROFILE = {"invocation": "profile", "options": [option("member", "user")]}
NEXT: dict[str, Any] = {"invocation": "swap next", "options": []}


@pytest.mark.parametrize(
    ("typed", "entry", "options"),
    [
        ("/wrote words: 350 note: the ferry: at last", WROTE, {"words": "350", "note": "the ferry: at last"}),
        ("/wrote words:1,350 quiet:yes", WROTE, {"words": "1350", "quiet": True}),
        ("/wrote 350", WROTE, {"words": "350"}),
        ("/goal set 500 followers in 3 months", GOAL_SET, {"text": "500 followers in 3 months"}),
        ("/goal set text: a private text private: no", GOAL_SET, {"text": "a private text", "private": False}),
        ("/streak plan rhythm: once a week", PLAN, {"rhythm": "once a week"}),
        ("/profile @Mara", PROFILE, {"member": "7"}),
        ("/swap next", NEXT, {}),
    ],
)
def test_a_command_in_one_line_is_understood(typed: str, entry: Any, options: dict[str, Any]) -> None:
    assert read_command(typed, [WROTE, GOAL_SET, PLAN, PROFILE, NEXT], {"Mara": "7"}) == (entry, options)


@pytest.mark.parametrize("said", ["wrote words: 350", "/write words: 350", "/wroteabout it", "/"])
def test_what_calls_no_command_stays_words(said: str) -> None:
    assert read_command(said, [WROTE], {}) is None
