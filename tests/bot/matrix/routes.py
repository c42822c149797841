"""Who may press and send what: a row for every button, menu and form, in PRESSES or FORMS of its feature's module in
`tests/features`.

Each stands on something of the author's (`thing`, by its name in `Things.ids`), where the asker can reach it, as a
forged or forwarded message would let them. What it comes to, for every role that `but` does not name:

- DONE: they have the right to;
- OWN: it works, with what is the presser's own, or their own server's;
- NOT_MANAGER or a Refusal: declined in its words, privately, and nothing of anybody's has changed.

`shows` is what stands where its owner chose to show it, as a circle's own card does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import reduce
from operator import or_

from discord.app_commands import MissingPermissions

from rules.kit.errors import Refusal
from services.acts import GoneForGood
from tests.bot.matrix.roles import Role


class Press(Enum):
    """What a press came to where it was not declined."""

    DONE = auto()
    OWN = auto()


DONE, OWN = Press
NOT_MANAGER = MissingPermissions
Outcome = Press | type[Refusal] | type[MissingPermissions]

HERS: dict[Role, Outcome] = {Role.AUTHOR: DONE}
MANAGED: dict[Role, Outcome] = {Role.MANAGER: DONE, Role.MANAGER_IN_B: OWN}
ELSEWHERE: dict[Role, Outcome] = {Role.FROM_B: GoneForGood}


@dataclass(frozen=True, slots=True)
class RouteRow:
    """One button, menu (`pick` a word or a `channel`) or form (`fields`), and what it comes to for whom."""

    route: str
    thing: str
    everyone: Outcome
    but: Mapping[Role, Outcome] = field(default_factory=dict)
    extra: str = ""
    pick: str = ""
    channel: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    shows: str = "(?!)"

    def expected(self, role: Role) -> Outcome:
        """Return what it comes to for a role."""
        return next((outcome for roles, outcome in self.but.items() if role in roles), self.everyone)

    def held_by(self, roles: Role) -> Role | None:
        """Return which of some roles have a right that others are declined for want of; None where nobody has one."""
        holders = [role for role in roles if self.expected(role) is DONE]
        return reduce(or_, holders) if holders and self.everyone not in (DONE, OWN) else None


# The matrix's world begins on a Monday.
TODAY, LAST_WEEK = "2026-01-05", "2025-12-29"
