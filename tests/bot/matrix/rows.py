"""Who may do and see what: a row for every command and menu. A new command needs one line in ROWS.

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

from rules.errors import Refusal
from services.acts import NotYours
from services.circles.membership import CircleUnknown, InAnotherCircle, NoCircleYet, NotTheOwner
from services.goals.running import NoGoals, WhichGoal
from services.people import NoProfile
from services.pieces import NoPieces, NothingSubmitted, WhichPiece
from services.privacy.requests import NothingKept
from services.streaks import NeverWrote, StreakKeptPrivate
from services.swaps.offers import CannotBlockYourself
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
NEEDS_GOAL: dict[Role, Outcome] = {Role.STRANGER: NoGoals}
NOT_SHARED_THERE: dict[Role, Outcome] = {Role.AUTHOR_IN_B | Role.IN_DM: PRIVATE}
NEEDS_PIECE: dict[Role, Outcome] = {Role.STRANGER: NoPieces}
# The id of somebody else's thing, typed in: it is none of the asker's own.
ONLY_HER_GOAL: dict[Role, Outcome] = {Role.STRANGER: NoGoals, Role.ANY_AUTHOR: PRIVATE}
ONLY_HER_CIRCLE: dict[Role, Outcome] = SERVER_ONLY | {Role.AUTHOR: PRIVATE}
NOT_FROM_B: dict[Role, Outcome] = SERVER_ONLY | {Role.IN_B: CircleUnknown}
ONLY_HER_PIECE: dict[Role, Outcome] = {Role.STRANGER: NoPieces, Role.ANY_AUTHOR: PRIVATE}

ROWS = (
    Row("goal set", PRIVATE, {"text": "12 sonnets in 3 months"}),
    Row("goal progress", PUBLIC, {"to": "3", "goal": "{me}shared"}, NEEDS_GOAL | NOT_SHARED_THERE),
    Row("goal progress", PRIVATE, {"to": "3", "goal": "{me}private"}, NEEDS_GOAL),
    Row("goal progress", WhichGoal, {"to": "3", "goal": "{goal}"}, ONLY_HER_GOAL),
    Row("goal show", PRIVATE, {"goal": "{me}private"}, NEEDS_GOAL),
    Row("goal show", WhichGoal, {"goal": "{goal}"}, ONLY_HER_GOAL),
    Row("goal list", PRIVATE),
    Row("goal list", PRIVATE, {"member": "@mara"}),
    Row("goal list", PRIVATE, {"member": "@tomas"}),
    Row("goal list", PRIVATE, {"member": "@vera"}),
    Row("goal edit", PRIVATE, {"text": "13 sonnets in 3 months", "goal": "{me}private"}, NEEDS_GOAL),
    Row("goal edit", WhichGoal, {"text": "13 sonnets in 3 months", "goal": "{goal}"}, ONLY_HER_GOAL),
    Row("goal finish", PUBLIC, {"goal": "{me}shared"}, NEEDS_GOAL | NOT_SHARED_THERE),
    Row("goal finish", WhichGoal, {"goal": "{goal}"}, ONLY_HER_GOAL),
    Row("goal drop", PRIVATE, {"goal": "{me}shared", "why": "no time"}, NEEDS_GOAL),
    Row("goal drop", WhichGoal, {"goal": "{goal}", "why": "no time"}, ONLY_HER_GOAL),
    Row("wrote", PUBLIC, {"words": 7}, IN_DM),
    Row("wrote", PRIVATE, {"words": 7, "quiet": True}),
    Row("streak show", PRIVATE),
    Row("streak show", PRIVATE, {"member": "@mara"}, {Role.MEMBER_IN_DM: NeverWrote}),
    Row("streak show", PRIVATE, {"member": "@tomas"}, {Role.IN_B | Role.IN_DM: NeverWrote}),
    Row("streak show", StreakKeptPrivate, {"member": "@ines"}, {Role.IN_B | Role.IN_DM: NeverWrote}),
    Row("streak show", NeverWrote, {"member": "@vera"}),
    Row("streak plan", PRIVATE, {"rhythm": "once a week"}),
    Row("streak pause", PRIVATE, {"from": "2 February", "to": "3 February"}),
    Row("piece add", PRIVATE, {"title": "Another"}),
    Row("piece list", PRIVATE),
    Row("piece show", PRIVATE, {}, NEEDS_PIECE),
    Row("piece show", WhichPiece, {"piece": "{piece}"}, ONLY_HER_PIECE),
    Row("piece show", PUBLIC, {"share": "the piece alone"}, NEEDS_PIECE | IN_DM, shows="{me}(title|link)"),
    Row("piece checklist", FORM, {}, NEEDS_PIECE),
    Row("piece submitted", PRIVATE, {"publication": "The Moon"}, NEEDS_PIECE),
    Row("piece answer", PRIVATE, {"outcome": "accepted"}, {Role.STRANGER: NothingSubmitted}),
    Row("piece numbers", PRIVATE, {}, NEEDS_PIECE),
    Row("settings show", PRIVATE),
    Row("settings zone", PRIVATE, {"place": "Berlin"}),
    Row("settings day-end", PRIVATE, {"hour": 2}),
    Row("settings reminder", PRIVATE, {"time": "19:00"}),
    Row("settings reminder", PRIVATE, {"test": True}),
    Row("settings boards", PRIVATE, {"shown": False}),
    Row("settings answers", PRIVATE, {"on": False}),
    Row("leaderboard", PUBLIC, {}, SERVER_ONLY),
    Row("leaderboard", PUBLIC, {"board": "words", "period": "all"}, SERVER_ONLY),
    Row("leaderboard", PUBLIC, {"board": "streak"}, SERVER_ONLY),
    Row("tip share", PUBLIC, {"text": "I read ten strangers before I post, every week."}, SERVER_ONLY),
    Row("tip share", FORM, {}, SERVER_ONLY),
    Row("tip random", PRIVATE, {}, SERVER_ONLY),
    Row("tip top", PRIVATE, {}, SERVER_ONLY),
    Row("introduce", FORM, {}, SERVER_ONLY),
    Row("profile", PRIVATE, {}, SERVER_ONLY | {Role.STRANGER: NoProfile}),
    Row("profile", PRIVATE, {"member": "@mara"}, SERVER_ONLY),
    Row("profile", PRIVATE, {"member": "@tomas"}, SERVER_ONLY | {Role.IN_B: NoProfile}),
    Row("profile", PRIVATE, {"member": "@ines"}, SERVER_ONLY | {Role.IN_B: NoProfile}, shows=r"### <@\d+>"),
    Row("profile", NoProfile, {"member": "@vera"}, SERVER_ONLY),
    Row("View profile", PRIVATE, {"member": "@mara"}, SERVER_ONLY),
    Row("swap offer", PRIVATE, {"title": "Mine", "link": "https://mine.example", "words": 300}, SERVER_ONLY),
    Row("swap offer", FORM, {}, SERVER_ONLY),
    Row("swap withdraw", NotYours, {"piece": "{offer}"}, SERVER_ONLY | {Role.ANY_AUTHOR: PRIVATE}),
    Row("swap next", PRIVATE, {}, SERVER_ONLY),
    Row("swap languages", PRIVATE, {"reads": "English"}, SERVER_ONLY),
    Row("swap mine", PRIVATE, {}, SERVER_ONLY),
    Row("swap join-round", PRIVATE, {}, SERVER_ONLY),
    Row("swap leave-round", PRIVATE, {}, SERVER_ONLY),
    Row("swap block", PRIVATE, {"member": "@mara"}, SERVER_ONLY | {Role.ANY_AUTHOR: CannotBlockYourself}),
    Row("swap unblock", PRIVATE, {"member": "@mara"}, SERVER_ONLY),
    Row("circle create", PUBLIC, {"name": "{me}s"}, SERVER_ONLY | {Role.AUTHOR: InAnotherCircle}),
    Row("circle join", PUBLIC, {"circle": "{circle}"}, NOT_FROM_B | {Role.AUTHOR: PRIVATE}),
    Row("circle leave", NoCircleYet, {}, SERVER_ONLY | {Role.AUTHOR: PUBLIC}),
    Row("circle show", NoCircleYet, {}, ONLY_HER_CIRCLE),
    Row("circle show", PRIVATE, {"circle": "{circle}"}, NOT_FROM_B),
    Row("circle list", PRIVATE, {}, SERVER_ONLY),
    Row("circle board", NoCircleYet, {}, ONLY_HER_CIRCLE),
    Row("circle hand-over", NoCircleYet, {"member": "@mara"}, ONLY_HER_CIRCLE),
    Row("circle hand-over", NoCircleYet, {"member": "@tomas"}, SERVER_ONLY | {Role.AUTHOR: PUBLIC}),
    Row("circle close", NoCircleYet, {}, ONLY_HER_CIRCLE),
    Row(
        *("circle close", NotTheOwner, {"circle": "{circle}"}),
        NOT_FROM_B | {Role.AUTHOR | Role.MANAGER: PRIVATE},
    ),
    Row("privacy export", PRIVATE, {}, {Role.STRANGER: NothingKept}),
    Row("privacy delete", PRIVATE, {}, {Role.STRANGER: NothingKept}),
    Row("setup", NOT_OFFERED, {}, {Role.MANAGER | Role.MANAGER_IN_B: PRIVATE}),
    Row("help", PRIVATE),
)
