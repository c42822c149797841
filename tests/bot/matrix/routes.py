"""Who may press and send what: a row for every button, menu and form. A new route needs one line here.

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

from discord.app_commands import MissingPermissions

from rules.errors import Refusal
from services.acts import GoneForGood, NotYours
from services.circles.membership import NotTheOwner
from services.circles.weeks import NotInCircle
from services.privacy.requests import NotConfirmed, NothingKept
from services.swaps.offers import LeftServer
from services.swaps.reads import OwnPiece
from services.tips import NotYourTip, OwnTip
from tests.bot.matrix.roles import Role
from tests.bot.swap_steps import real


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
MODERATED: dict[Role, Outcome] = {Role.AUTHOR | Role.MODERATOR: DONE, **ELSEWHERE}
READERS: dict[Role, Outcome] = {Role.READER: DONE}
JUDGED: dict[Role, Outcome] = {Role.MODERATOR | Role.MANAGER: DONE, Role.MANAGER_IN_B: GoneForGood}
NOT_HERS: dict[Role, Outcome] = {Role.AUTHOR: OwnPiece, Role.FROM_B: LeftServer}
HER_CIRCLE: dict[Role, Outcome] = {**HERS, **ELSEWHERE}
KNOWN: dict[Role, Outcome] = {Role.STRANGER: NothingKept}


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
    shows: str = "(?!)"

    def expected(self, role: Role) -> Outcome:
        """Return what it comes to for a role."""
        return next((outcome for roles, outcome in self.but.items() if role in roles), self.everyone)


INTRODUCTION = ("who", "writes", "why", "offers", "links")
TODAY, LAST_WEEK = "2026-01-05", "2025-12-29"
OFFERED = {"title": "Mine", "link": "https://mine.example", "words": "300", "wanted": "", "content_note": ""}
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
    Route("setup:swaps", "server", NOT_MANAGER, MANAGED),
    Route("setup:reports", "server", NOT_MANAGER, MANAGED, channel=True),
    Route("setup:round_day", "server", NOT_MANAGER, MANAGED, pick="3"),
    Route("setup:round_hour", "server", NOT_MANAGER, MANAGED, pick="3"),
    Route("setup:min_words", "server", NOT_MANAGER, MANAGED),
    Route("swaps:edit", "kept", GoneForGood, HERS),
    Route("swaps:again", "kept", GoneForGood, HERS),
    Route("swaps:withdraw", "offer", NotYours, HERS),
    Route("swaps:next", "server", OWN, {Role.FROM_B: LeftServer}),
    Route("swaps:back", "server", OWN),
    Route("reads:start", "waiting", DONE, NOT_HERS),
    Route("reads:skip", "waiting", OWN, NOT_HERS),
    Route("reads:pass", "offer", OWN, READERS | NOT_HERS),
    Route("reads:open", "read", NotYours, READERS),
    Route("reads:page", "read", NotYours, READERS, extra="0"),
    Route("reads:extend", "read", NotYours, READERS),
    Route("reads:comment", "read", NotYours, READERS),
    Route("reads:showcase", "helped", NotYours, READERS),
    Route("reads:received", "commented", NotYours, HERS),
    Route("reads:whole", "commented", NotYours, HERS),
    Route("reads:helped", "commented", NotYours, HERS),
    Route("reads:more", "commented", NotYours, HERS),
    Route("reads:rate", "commented", NotYours, HERS, pick="5"),
    Route("reads:reader", "commented", NotYours, HERS),
    Route("reports:comment", "commented", OWN),
    Route("reports:piece", "waiting", OWN),
    Route("reports:evidence", "report", NOT_MANAGER, JUDGED),
    Route("reports:remove", "report", NOT_MANAGER, JUDGED),
    Route("reports:revoke", "report", NOT_MANAGER, JUDGED),
    Route("reports:dismiss", "report", NOT_MANAGER, JUDGED),
    Route("circles:join", "circle", OWN, ELSEWHERE),
    Route("circles:choose", "nothing", OWN, ELSEWHERE, pick="circle"),
    Route("circles:leave", "circle", NotInCircle, HERS),
    Route("circles:thread", "circle", NotInCircle, HER_CIRCLE),
    Route("circles:promise", "circle", NotInCircle, HER_CIRCLE),
    Route("circles:report", "circle", NotInCircle, HER_CIRCLE, extra=f"{LAST_WEEK}/kept", shows="[a-z]+promise"),
    Route("circles:close", "circle", NotTheOwner, {Role.AUTHOR | Role.MANAGER: DONE, **ELSEWHERE}),
    Route("circles:keep", "circle", OWN, ELSEWHERE),
    Route("privacy:ask", "nothing", OWN),
    Route("privacy:export", "nothing", OWN, KNOWN),
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
    Route("setup:min_words", "server", NOT_MANAGER, MANAGED, fields={"words": "40"}),
    Route("swaps:offer", "kept", OWN, fields=OFFERED),
    Route("swaps:offer", "waiting", NotYours, HERS, fields=OFFERED),
    Route("reads:comment", "read", NotYours, READERS, fields=real(1)),
    Route("reports:comment", "commented", NotYours, HERS, fields={"why": "Rude"}),
    Route("reports:piece", "waiting", OWN, {Role.FROM_B: LeftServer}, fields={"why": "Rude"}),
    Route("circles:promise", "circle", NotInCircle, HER_CIRCLE, fields={"promise": "A page"}),
    Route("circles:note", "circle", NotInCircle, HER_CIRCLE, extra=LAST_WEEK, fields={"note": "A page"}),
    Route("privacy:erase", "nothing", NotConfirmed, fields={"word": "no"}),
)
