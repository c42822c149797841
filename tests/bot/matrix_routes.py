"""Who may press and send what: a row for every button, menu and form. A new route needs one line here.

Each stands on something of the author's (`thing`, by its name in `Things.ids`), where the asker can reach it, as a
forged or forwarded message would let them. What it comes to, for every role that `but` does not name:

- DONE: they have the right to;
- OWN: it works, with what is the presser's own;
- NOT_MANAGER or a Refusal: declined in its words, privately, and nothing of anybody's has changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from discord.app_commands import MissingPermissions

from rules.errors import Refusal
from services.streaks import GoneForGood, NotYours
from services.tips import NotYourTip, OwnTip
from tests.bot.matrix_roles import Role


class Press(Enum):
    """What a press came to where it was not declined."""

    DONE = auto()
    OWN = auto()


DONE, OWN = Press
NOT_MANAGER = MissingPermissions
Outcome = Press | type[Refusal] | type[MissingPermissions]

HERS: dict[Role, Outcome] = {Role.AUTHOR: DONE}
MANAGED: dict[Role, Outcome] = {Role.MANAGER: DONE}
ELSEWHERE: dict[Role, Outcome] = {Role.NEIGHBOUR: GoneForGood}
MODERATED: dict[Role, Outcome] = {Role.AUTHOR | Role.MODERATOR: DONE, **ELSEWHERE}


@dataclass(frozen=True, slots=True)
class Route:
    """One button, menu (`pick` a word or a `channel`) or form (`fields`), and what it comes to for whom."""

    route: str
    thing: str
    everyone: Outcome
    but: Mapping[Role, Outcome] = field(default_factory=dict)
    extra: str = ""
    pick: str = ""
    channel: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)

    def expected(self, role: Role) -> Outcome:
        """Return what it comes to for a role."""
        return next((outcome for roles, outcome in self.but.items() if role in roles), self.everyone)


INTRODUCTION = ("who", "writes", "why", "offers", "links")
TODAY = "2026-01-05"
ENTRY = {"words": "5", "minutes": "", "note": "", "link": ""}

PRESSES = (
    Route("goals:pick", "question", NotYours, HERS, extra="0"),
    Route("goals:edit", "draft", NotYours, HERS),
    Route("goals:cancel", "draft", NotYours, HERS),
    Route("goals:confirm", "draft", NotYours, HERS),
    Route("goals:practice", "shared", NotYours, HERS, extra="0"),
    Route("goals:lower", "private", NotYours, HERS, extra="5"),
    Route("goals:update", "private", NotYours, HERS),
    Route("goals:change", "shared", NotYours, HERS),
    Route("goals:finish", "shared", NotYours, HERS),
    Route("streaks:write", "member", NotYours, HERS, extra=TODAY),
    Route("streaks:edit", "entry", NotYours, HERS),
    Route("streaks:undo", "entry", NotYours, HERS),
    Route("streaks:redo", "entry", NotYours, HERS),
    Route("streaks:unpause", "pause", NotYours, HERS),
    Route("streaks:rest", "member", NotYours, HERS, extra=TODAY),
    Route("reminders:snooze", "member", NotYours, HERS, extra=TODAY),
    Route("reminders:fallback", "member", OWN),
    Route("reminders:here", "member", OWN),
    Route("reminders:channel", "member", OWN, channel=True),
    Route("reminders:unmention", "member", OWN),
    Route("settings:zone", "member", OWN, extra="Europe/Berlin"),
    Route("pieces:edit", "piece", NotYours, HERS),
    Route("pieces:remove", "piece", NotYours, HERS),
    Route("pieces:restore", "piece", NotYours, HERS),
    Route("pieces:checklist", "piece", NotYours, HERS),
    Route("pieces:numbers", "piece", NotYours, HERS),
    Route("pieces:feedback", "submission", GoneForGood, HERS),
    Route("tips:another", "tip", OWN),
    Route("tips:open", "nothing", OWN, ELSEWHERE, pick="tip"),
    Route("tips:show", "tip", OWN, ELSEWHERE),
    Route("tips:helped", "tip", OWN, {Role.AUTHOR: OwnTip, **ELSEWHERE}),
    Route("tips:unhelped", "tip", OWN),
    Route("tips:remove", "tip", NotYourTip, MODERATED),
    Route("tips:restore", "tip", NotYourTip, MODERATED),
    Route("setup:channel", "server", NOT_MANAGER, MANAGED, channel=True),
    Route("setup:intro", "server", NOT_MANAGER, MANAGED, channel=True),
    Route("setup:weekday", "server", NOT_MANAGER, MANAGED, pick="3"),
    Route("setup:hour", "server", NOT_MANAGER, MANAGED, pick="3"),
    Route("setup:zone", "server", NOT_MANAGER, MANAGED),
    Route("setup:test", "server", NOT_MANAGER, MANAGED),
    Route("help:topic", "nothing", OWN, pick="goals"),
)

FORMS = (
    Route("goals:edit", "draft", NotYours, HERS, fields={"text": "13 odes in 3 months"}),
    Route("goals:update", "private", NotYours, HERS, fields={"to": "4"}),
    Route("goals:change", "shared", NotYours, HERS, fields={"text": "13 odes in 3 months"}),
    Route("streaks:write", "member", OWN, extra=TODAY, fields=ENTRY),
    Route("streaks:edit", "entry", NotYours, HERS, fields=ENTRY),
    Route("people:introduce", "nothing", OWN, fields=dict.fromkeys(INTRODUCTION, "Somebody else")),
    Route("pieces:edit", "piece", NotYours, HERS, fields={"title": "Mine", "link": "", "published_in": ""}),
    Route(
        *("pieces:checklist", "piece", NotYours, HERS),
        fields={"would_take": "no", "improves": "", "solves": "", "success": ""},
    ),
    Route("pieces:feedback", "submission", GoneForGood, HERS, fields={"feedback": "Too long"}),
    Route(
        "pieces:numbers", "piece", NotYours, HERS, fields={"views": "90000", "reads": "", "claps": "", "day": "today"}
    ),
    Route("tips:share", "nothing", OWN, fields={"text": "I answer whoever writes to me, the same day."}),
    Route("setup:zone", "server", NOT_MANAGER, MANAGED, fields={"zone": "Berlin"}),
)
