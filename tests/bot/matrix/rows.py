"""Who may do and see what: a row for every command and menu, in ROWS of its feature's module in `tests/features`.

`everyone` is what it comes to for every role that `but` does not name:

- PUBLIC, PRIVATE, FORM: answered to everybody in the channel, to the asker alone, with a form;
- NOT_OFFERED: Discord does not show the command to them, or not there;
- a Refusal: declined in its words, to the asker alone.

In options, `{me}` is the name under which the asker's own things go (marashared, askershared), `{goal}` and any other
name in `Things.ids` are the ids of the author's. `@mara` is the author, `@tomas` is in server A alone, `@ines` hides
there, `@vera` left.
Whatever a row says, no answer may show what belongs to somebody else; `shows` is what the asker shows on purpose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from rules.kit.errors import Refusal
from tests.bot.matrix.roles import Role


class Answer(Enum):
    """How a command was answered where it was not refused."""

    PUBLIC = auto()
    PRIVATE = auto()
    FORM = auto()
    NOT_OFFERED = auto()


PUBLIC, PRIVATE, FORM, NOT_OFFERED = Answer
Outcome = Answer | type[Refusal]


@dataclass(frozen=True, slots=True)
class Row:
    """One command with options, and what it comes to for whom."""

    command: str
    everyone: Outcome
    options: Mapping[str, Any] = field(default_factory=dict)
    but: Mapping[Role, Outcome] = field(default_factory=dict)
    shows: str = "(?!)"

    def expected(self, role: Role) -> Outcome:
        """Return what it comes to for a role."""
        return next((outcome for roles, outcome in self.but.items() if role in roles), self.everyone)


IN_DM: dict[Role, Outcome] = {Role.IN_DM: PRIVATE}
SERVER_ONLY: dict[Role, Outcome] = {Role.IN_DM: NOT_OFFERED}
