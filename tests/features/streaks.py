"""What the tests that ask the same of every feature ask of streaks."""

from __future__ import annotations

from datetime import timedelta

from rules.streaks.plans import PlanKind
from services import keepsakes, plans, streaks
from services.acts import NotYours
from services.streaks import EntryInput, NeverWrote, StreakKeptPrivate
from tests.bot.matrix.roles import Role
from tests.bot.matrix.routes import HERS, OWN, TODAY, RouteRow
from tests.bot.matrix.rows import IN_DM, PRIVATE, PUBLIC, Row
from tests.bot.matrix.things import Person, Things, routed
from tests.services.full_life import FullLife

ENTRY = {"words": "5", "minutes": "", "note": "", "link": ""}

ROWS = (
    Row("wrote", PUBLIC, {"words": 7}, IN_DM),
    Row("wrote", PRIVATE, {"words": 7, "quiet": True}),
    Row("streak show", PRIVATE),
    Row("streak show", PRIVATE, {"member": "@mara"}, {Role.MEMBER_IN_DM: NeverWrote}),
    Row("streak show", PRIVATE, {"member": "@tomas"}, {Role.IN_B | Role.IN_DM: NeverWrote}),
    Row("streak show", StreakKeptPrivate, {"member": "@ines"}, {Role.IN_B | Role.IN_DM: NeverWrote}),
    Row("streak show", NeverWrote, {"member": "@vera"}),
    Row("streak log", PRIVATE),
    Row("streak month", PRIVATE),
    Row("streak plan", PRIVATE, {"rhythm": "once a week"}),
    Row("streak pause", PRIVATE, {"from": "2 February", "to": "3 February"}),
)

PRESSES = (
    RouteRow("streaks:write", "member", NotYours, HERS, extra=TODAY),
    RouteRow("streaks:edit", "entry", NotYours, HERS),
    RouteRow("streaks:undo", "entry", NotYours, HERS),
    RouteRow("streaks:redo", "entry", NotYours, HERS),
    RouteRow("streaks:again", "entry", NotYours, HERS, extra="{entry}"),
    RouteRow("streaks:same", "entry", NotYours, HERS, extra="{entry}"),
    RouteRow("streaks:log", "entry", NotYours, HERS),
    RouteRow("streaks:take_back", "plan change", NotYours, HERS),
    RouteRow("streaks:keepsake", "member", NotYours, HERS, extra="month/2026-01-01"),
    RouteRow("streaks:share", "member", NotYours, HERS, extra="month/2026-01-01"),
    RouteRow("streaks:unpause", "pause", NotYours, HERS),
    RouteRow("streaks:rest", "member", NotYours, HERS, extra=TODAY),
)

FORMS = (
    RouteRow("streaks:write", "member", OWN, extra=TODAY, fields=ENTRY),
    RouteRow("streaks:edit", "entry", NotYours, HERS, fields=ENTRY),
)


LOOKS = (streaks.show_streak, streaks.my_log, keepsakes.my_keepsake)


async def plant(things: Things, person: Person) -> None:
    """Let somebody write for all to see, write quietly, and pause."""
    name, number = person.name, person.number
    person.ids["open entry"] = routed(await person.slash("wrote", words=1_000, note=f"{name}open"))
    quiet = await person.slash("wrote", words=40_000 + 100 * number, note=f"{name}quiet", quiet=True)
    person.ids["entry"] = routed(quiet)
    person.ids["plan change"] = routed(await person.slash("streak plan", rhythm="Monday to Friday"))
    days = {"from": "24 December", "to": "25 December"}
    person.ids["pause"] = routed(await person.slash("streak pause", reason=f"{name}reason", **days))
    things.mark(f"{name}: an open entry", f"{name}open", person.actor, server=person.actor.guild)
    things.mark(f"{name}: what is quiet", f"{name}(quiet|reason)", person.actor)
    things.mark(f"{name}: the numbers of quiet writing", rf"(?<!\d)4[01],?{number}\d\d(?!\d)", person.actor)


async def live(life: FullLife, member_id: int, said: str) -> None:
    """Let a member write, choose a rhythm, rest and pause."""
    do, act = life.context, life.act
    await streaks.record_entry(do, act(member_id), EntryInput(words=300, note=said))
    await plans.choose_plan(do, act(member_id), PlanKind.WEEKDAYS, None)
    resting = act(member_id)
    today = resting.at.date()
    await plans.rest(do, resting, today)
    await plans.pause(do, act(member_id), today + timedelta(9), today + timedelta(10), said)
