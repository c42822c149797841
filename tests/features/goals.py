"""What the tests that ask the same of every feature ask of goals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rules.goals.together import NotInTogether, NotTheBeginner
from services.acts import NotYours, ServerOnly
from services.goals import drafts, running
from services.goals.endings import NotThereYet
from services.goals.running import NoGoals, WhichGoal, WhichGoalMoves
from services.goals.together import going
from services.goals.together.going import ForManagers
from tests.bot.matrix import routes
from tests.bot.matrix.roles import Role
from tests.bot.matrix.routes import DONE, ELSEWHERE, HERS, OWN, RouteRow
from tests.bot.matrix.rows import FORM, PRIVATE, PUBLIC, Outcome, Row
from tests.bot.matrix.things import Person, Things, routed
from tests.services.full_life import FullLife

NEEDS_GOAL: dict[Role, Outcome] = {Role.STRANGER: NoGoals}
NOT_SHARED_THERE: dict[Role, Outcome] = {Role.AUTHOR_IN_B | Role.IN_DM: PRIVATE}
# The id of somebody else's goal, typed in: it is none of the asker's own.
ONLY_HER_GOAL: dict[Role, Outcome] = {Role.STRANGER: NoGoals, Role.ANY_AUTHOR: PRIVATE}
FILLED_IN = {"amount": "13", "unit": "odes", "by": "2030-06-30", "per": "once"}
# A goal together is begun in a server, by whoever manages it.
IN_NO_DM: dict[Role, Outcome] = {Role.IN_DM: ServerOnly}
MAY_BEGIN: dict[Role, Outcome] = {Role.MANAGER | Role.MANAGER_IN_B: PRIVATE}
HERS_OR_MANAGED: dict[Role, routes.Outcome] = {Role.AUTHOR | Role.MANAGER: DONE, **ELSEWHERE}

ROWS = (
    Row("goal set", PRIVATE, {"text": "12 sonnets in 3 months"}),
    Row("goal set", FORM),
    Row("goal progress", PUBLIC, {"to": "3", "goal": "{me}shared"}, NEEDS_GOAL | NOT_SHARED_THERE),
    Row("goal progress", PRIVATE, {"to": "3", "goal": "{me}private"}, NEEDS_GOAL),
    Row("goal progress", WhichGoalMoves, {"to": "3", "goal": "{goal}"}, ONLY_HER_GOAL),
    Row("goal show", PRIVATE, {"goal": "{me}private"}, NEEDS_GOAL),
    Row("goal show", WhichGoal, {"goal": "{goal}"}, ONLY_HER_GOAL),
    Row("goal list", PRIVATE),
    Row("goal list", PRIVATE, {"member": "@mara"}),
    Row("goal list", PRIVATE, {"member": "@tomas"}),
    Row("goal list", PRIVATE, {"member": "@vera"}),
    Row("goal edit", PRIVATE, {"text": "13 sonnets in 3 months", "goal": "{me}private"}, NEEDS_GOAL),
    Row("goal edit", WhichGoal, {"text": "13 sonnets in 3 months", "goal": "{goal}"}, ONLY_HER_GOAL),
    Row("goal finish", NotThereYet, {"goal": "{me}shared"}, NEEDS_GOAL),
    Row("goal finish", PUBLIC, {"goal": "{me}weekly"}, NEEDS_GOAL | NOT_SHARED_THERE),
    Row("goal finish", WhichGoal, {"goal": "{goal}"}, ONLY_HER_GOAL | {Role.ANY_AUTHOR: NotThereYet}),
    Row("goal together", PRIVATE, {}, IN_NO_DM),
    Row("goal together", ForManagers, {"text": "100 hours in 3 months"}, IN_NO_DM | MAY_BEGIN),
    Row("goal drop", PRIVATE, {"goal": "{me}shared", "why": "no time"}, NEEDS_GOAL),
    Row("goal drop", WhichGoal, {"goal": "{goal}", "why": "no time"}, ONLY_HER_GOAL),
)

PRESSES = (
    RouteRow("goals:pick", "question", NotYours, HERS, extra="0"),
    RouteRow("goals:edit", "draft", NotYours, HERS),
    RouteRow("goals:cancel", "draft", NotYours, HERS),
    RouteRow("goals:confirm", "draft", NotYours, HERS),
    RouteRow("goals:confirm_privately", "draft", NotYours, HERS),
    RouteRow("goals:practice", "shared", NotYours, HERS, extra="0"),
    RouteRow("goals:lower", "private", NotYours, HERS, extra="5"),
    RouteRow("goals:move", "private", NotYours, HERS, extra="+1"),
    RouteRow("goals:count", "private", NotYours, HERS),
    RouteRow("goals:finish_early", "shared", NotYours, HERS),
    RouteRow("goals:take_back", "shared", NotYours, HERS),
    RouteRow("goals:have", "draft", NotYours, HERS),
    RouteRow("goals:plan", "promise", NotYours, HERS),
    RouteRow("goals:refill", "draft", NotYours, HERS),
    RouteRow("goals:update", "private", NotYours, HERS),
    RouteRow("goals:change", "shared", NotYours, HERS),
    RouteRow("goals:finish", "weekly", NotYours, HERS),
    RouteRow("goals:together", "together", NotYours, HERS),
    RouteRow("goals:join", "together", OWN, ELSEWHERE),
    RouteRow("goals:leave", "together", NotInTogether, ELSEWHERE),
    RouteRow("goals:end", "together", NotTheBeginner, HERS_OR_MANAGED),
    RouteRow("goals:end_now", "together", NotTheBeginner, HERS_OR_MANAGED),
)

FORMS = (
    RouteRow("goals:edit", "draft", NotYours, HERS, fields={"text": "13 odes in 3 months"}),
    RouteRow("goals:fill", "nothing", OWN, fields=FILLED_IN),
    RouteRow("goals:refill", "draft", NotYours, HERS, fields=FILLED_IN),
    RouteRow("goals:have", "draft", NotYours, HERS, fields={"now": "2"}),
    RouteRow("goals:update", "private", NotYours, HERS, fields={"to": "4"}),
    RouteRow("goals:change", "shared", NotYours, HERS, fields={"text": "13 odes in 3 months"}),
)


LOOKS = (running.list_goals, running.running_goals)
LOOKS_IN_A_SERVER = (going.open_here,)
OTHER_IDS = {"goal_id", "toward_id"}


async def plant(things: Things, person: Person) -> None:
    """Let somebody keep a goal to themselves, drop one, and leave one unfinished and one with a question."""
    name = person.name
    await _set_goal(person, "private", private=True)
    await _set_goal(person, "dropped")
    await person.slash("goal drop", goal=f"{name}dropped", why=f"{name}why")
    draft = await person.slash("goal set", text=f"12 {name}draft in 3 months", private=True)
    promise = await person.slash("goal set", text="write every day", private=True)
    question = await person.slash("goal set", text=f"12 {name}asked by 03/04", private=True)
    person.ids |= {"draft": routed(draft), "promise": routed(promise), "question": routed(question)}
    things.mark(f"{name}: a goal that is private", f"{name}(private|dropped|why|draft|asked)", person.actor)


async def plant_between(things: Things, _reader: Any, _moderators: Sequence[Any]) -> None:
    """Let Mara begin a goal together that Tomas is in."""
    world, context = things.world, things.world.bot.context
    act = things.act(world.mara)
    goal_id = (await going.draft_together(context, act, "9000 words in 3 months", is_manager=True)).draft.id
    await going.begin(context, things.act(world.mara), goal_id, is_manager=True)
    await going.join(context, things.act(world.tomas), goal_id)
    await going.note_card(context, goal_id, 1)
    things.people["mara"].ids["together"] = goal_id


async def share(person: Person) -> str:
    """Let somebody share a goal and a rhythm."""
    await _set_goal(person, "shared")
    await _set_goal(person, "weekly", when="a week")
    return "shared|weekly"


async def _set_goal(person: Person, what: str, *, when: str = "in 3 months", private: bool = False) -> None:
    shown = await person.slash("goal set", text=f"12 {person.name}{what} {when}", private=private)
    person.ids[what] = routed(shown)
    await person.actor.click(shown.response, label="Looks right")


async def live(life: FullLife, member_id: int, said: str) -> None:
    """Let a member set two goals, get on with one and change both, to an easier and a harder one."""
    do, act = life.context, life.act
    for text in ("500 followers in 3 months", "3 posts a week"):
        drafted = await drafts.draft_goal(do, act(member_id), text)
        await drafts.confirm(do, act(member_id), drafted.draft.id)
    outcome = (await running.running_goals(do, act(member_id)))[0]
    await running.update_progress(do, act(member_id, in_dm=True), outcome.id, "150")
    for number, text in ((0, "400 followers in 3 months"), (1, "4 posts a week")):  # easier, harder
        goal = (await running.running_goals(do, act(member_id)))[number]
        changed = await drafts.draft_goal(do, act(member_id), text, goal_id=goal.id)
        await drafts.confirm(do, act(member_id), changed.draft.id)
    together = await going.draft_together(do, act(member_id), "90,000 words in 3 months", is_manager=True)
    goal_id = together.draft.id
    await going.begin(do, act(member_id), goal_id, is_manager=True)
    await going.join(do, act(member_id), goal_id)
