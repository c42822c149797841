"""Presses and forms that Discord would never have shown there: in direct messages, of other servers, of nothing at all.

Each is done or declined by name: no apology, no silence, and nothing of anybody else's has changed.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from discord.app_commands import MissingPermissions

from rules.kit.errors import Refusal
from tests.bot.matrix.roles import Role
from tests.bot.matrix.routes import DONE, RouteRow
from tests.bot.matrix.scene import Asker, Scene
from tests.features import every

pytestmark = [pytest.mark.slow, pytest.mark.timeout(480)]  # hundreds of presses each

ROUTES: list[RouteRow] = [*every("PRESSES"), *every("FORMS")]
# No row has these: none ever will, one that Discord may yet give out, and one that no column holds.
NOBODYS = (0, 2**63 - 1, 10**20)


async def wrong_with(scene: Scene, asker: Asker, role: Role, route: RouteRow, id: object, extra: str) -> list[str]:
    """Let it arrive; return what is wrong with how it was met."""
    async with scene.hearing(asker) as heard:
        await scene.forge(asker, route, id, extra)
        changed = scene.changed()
    raised = [each for each in scene.raised if not isinstance(each, Refusal | MissingPermissions)]
    scene.raised.clear()
    as_there = Role.AUTHOR if role is Role.AUTHOR_IN_DM else role
    if route.expected(as_there) is DONE:
        changed = set()  # it is theirs to change, with what others have of it
    what = f"{route.route}:{id}:{extra}"
    wrong = [f"{what} raised {each!r}" for each in raised]
    wrong += [] if heard else [f"{what} was not answered"]
    return wrong + [f"{what} changed what is not theirs: {row}" for row in changed if asker.own_ids.isdisjoint(row)]


async def all_wrong(scene: Scene, role: Role, id: int | None = None, extra: str | None = None) -> list[str]:
    """Let every press and form arrive, with another id or extra where one is given; return what is wrong."""
    asker = await scene.settle_in(role)
    return [
        wrong
        for route in ROUTES
        for wrong in await wrong_with(
            scene,
            asker,
            role,
            route,
            scene.things.ids[route.thing] if id is None else id,
            route.extra if extra is None else extra,
        )
    ]


@pytest.mark.parametrize("role", [Role.AUTHOR_IN_DM, Role.MEMBER_IN_DM], ids=lambda role: role.name.lower())
async def test_in_direct_messages_everything_is_done_or_declined_by_name(scene: Scene, role: Role) -> None:
    assert await all_wrong(scene, role) == []


@pytest.mark.parametrize("id", NOBODYS)
async def test_what_belongs_to_no_row_is_declined_by_name(scene: Scene, id: int) -> None:
    assert await all_wrong(scene, Role.MANAGER, id=id) == []


@pytest.mark.parametrize("extra", ["", "zwei", "-1", "7777", "9" * 20, "0001-01-01", "9999-12-31"])
async def test_an_extra_that_means_nothing_is_declined_by_name(scene: Scene, extra: str) -> None:
    assert await all_wrong(scene, Role.AUTHOR, extra=extra) == []


async def test_fields_that_no_form_has_and_a_route_that_there_is_not_are_declined_by_name(scene: Scene) -> None:
    asker = await scene.settle_in(Role.AUTHOR)
    forms: list[RouteRow] = every("FORMS")
    forged = [replace(each, fields={"nobodys": "of no form"}) for each in forms]
    forged += [replace(forms[0], route="nobodys:route", fields=fields) for fields in ({}, {"nobodys": "of no form"})]

    for route in forged:
        assert await wrong_with(scene, asker, Role.AUTHOR, route, scene.things.ids[route.thing], route.extra) == []
