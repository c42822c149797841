"""A command typed or pasted in one go, such as `/wrote words: 350 note: the ferry`, read as Discord's own box would."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

YES_AND_NO = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}

Entry = Mapping[str, Any]


def read_command(
    text: str, entries: Sequence[Entry], people: Mapping[str, str]
) -> tuple[Entry, dict[str, str | bool]] | None:
    """Return the command of SimCord's catalogue that a text calls, with its options; None where it calls none.

    Words before the first option's name belong to the first option. `people` are ids by name.
    """
    typed = text.removeprefix("/")
    called = [each for each in entries if f"{typed} ".startswith(f"{each['invocation']} ")]
    if not text.startswith("/") or not called:
        return None
    entry = max(called, key=lambda each: len(each["invocation"]))
    options = {option["name"]: option for option in entry["options"]}
    given = _given(typed.removeprefix(entry["invocation"]), list(options))
    return entry, {name: _value(options[name], said, people) for name, said in given.items()}


def _given(rest: str, names: Sequence[str]) -> dict[str, str]:
    if not names:
        return {}
    loose, *parts = re.split(rf"(?:^|\s)({'|'.join(map(re.escape, names))})\s*:", rest)
    given = dict(zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True))
    return {names[0]: loose.strip(), **given} if loose.strip() else given


def _value(option: Mapping[str, Any], said: str, people: Mapping[str, str]) -> str | bool:
    """Write a value as SimCord's page sends it."""
    if option["type"] == "user":
        return people.get(said.removeprefix("@"), said)
    if option["type"] == "boolean":
        return YES_AND_NO.get(said.casefold(), True)
    if option["type"] in ("integer", "number"):
        return said.replace(",", "")
    choices = {str(choice["name"]).casefold(): str(choice["value"]) for choice in option["choices"]}
    return choices.get(said.casefold(), said)
