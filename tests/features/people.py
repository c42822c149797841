"""What the tests that ask the same of every feature ask of people."""

from __future__ import annotations

from rules.people import Introduction, PostedMessage
from services import people
from services.people import NoProfile
from tests.bot.matrix.roles import Role
from tests.bot.matrix.routes import OWN, RouteRow
from tests.bot.matrix.rows import FORM, PRIVATE, SERVER_ONLY, Row
from tests.bot.matrix.things import Person
from tests.services.full_life import FullLife

INTRODUCTION = ("who", "writes", "why", "offers", "links")

ROWS = (
    Row("introduce", FORM, {}, SERVER_ONLY),
    Row("profile", PRIVATE, {}, SERVER_ONLY | {Role.STRANGER: NoProfile}),
    Row("profile", PRIVATE, {"member": "@mara"}, SERVER_ONLY),
    Row("profile", PRIVATE, {"member": "@tomas"}, SERVER_ONLY | {Role.IN_B: NoProfile}),
    Row("profile", PRIVATE, {"member": "@ines"}, SERVER_ONLY | {Role.IN_B: NoProfile}, shows=r"### <@\d+>"),
    Row("profile", NoProfile, {"member": "@vera"}, SERVER_ONLY),
    Row("View profile", PRIVATE, {"member": "@mara"}, SERVER_ONLY),
)

FORMS = (RouteRow("people:introduce", "nothing", OWN, fields=dict.fromkeys(INTRODUCTION, "Somebody else")),)

LOOKS_AROUND = (people.my_introduction,)


async def share(person: Person) -> str:
    """Let somebody introduce themselves."""
    form = await person.slash("introduce")
    await person.actor.submit_modal(form, dict.fromkeys(INTRODUCTION, f"{person.name}intro"))
    return "intro"


async def live(life: FullLife, member_id: int, said: str) -> None:
    """Let a member introduce themselves, in words that are posted."""
    introduced = life.act(member_id)
    await people.introduce(life.context, introduced, Introduction(who=f"Somebody {said}"))
    posted = PostedMessage(introduced.here_id, member_id, channel_id=7)
    await people.set_off(life.context, posted)
    await people.note_post(life.context, posted, next(life.ids))
