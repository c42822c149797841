"""What belongs to whom: every command and menu, and every button and form, for every role.

The rows stand with their features, in `tests/features`; `rows.py` and `routes.py` say what they are made of.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from discord import AppCommandOptionType, AppCommandType, app_commands
from simcord.backend.errors import SetupError

from cogs.kit.routes import By
from tests.bot.matrix.roles import Role
from tests.bot.matrix.routes import DONE, OWN, RouteRow
from tests.bot.matrix.rows import FORM, NOT_OFFERED, PRIVATE, PUBLIC, Answer, Row
from tests.bot.matrix.scene import Asker, Heard, Scene
from tests.features import ITS_MODULE, every
from tests.world import World

pytestmark = pytest.mark.slow

ROWS: list[Row] = every("ROWS")
PRESSES: list[RouteRow] = every("PRESSES")
FORMS: list[RouteRow] = every("FORMS")
MENUS = (AppCommandType.user, AppCommandType.message)


def commands_of(world: World) -> list[app_commands.Command[Any, ..., Any]]:
    return [each for each in world.bot.tree.walk_commands() if isinstance(each, app_commands.Command)]


def menus_of(world: World) -> list[Any]:
    return [menu for kind in MENUS for menu in world.bot.tree.get_commands(type=kind)]


async def test_every_command_and_menu_has_its_row(world: World) -> None:
    offered = {command.qualified_name for command in commands_of(world)} | {menu.name for menu in menus_of(world)}
    missing = sorted(offered - {row.command for row in ROWS})
    gone = sorted({row.command for row in ROWS} - offered)
    assert not missing, f"who may use these, and who sees the answer? Add a Row to ROWS in {ITS_MODULE}: {missing}"
    assert not gone, f"these rows of {ITS_MODULE} belong to no command any more: {gone}"


async def test_every_command_about_a_member_has_a_row_about_another(world: World) -> None:
    about = {
        (command.qualified_name, option.display_name)
        for command in commands_of(world)
        for option in command.parameters
        if option.type is AppCommandOptionType.user
    }
    asked = {(row.command, name) for row in ROWS for name, value in row.options.items() if value == "@mara"}
    assert not about - asked, f"add a Row that asks about @mara to ROWS in {ITS_MODULE}"


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.name.lower())
async def test_who_may_do_and_see_what(scene: Scene, role: Role) -> None:
    asker = await scene.settle_in(role)
    wrong = []
    for row in ROWS:
        async with scene.hearing(asker) as heard:
            outcome = await ask(scene, asker, row)
        if isinstance(outcome, type) and shape(heard) is not PRIVATE:
            wrong.append(f"{row.command} {dict(row.options)} was refused for all to see")
        outcome = outcome or shape(heard)
        shows = row.shows.replace("{me}", asker.name)
        if outcome != row.expected(role):
            wrong.append(f"{row.command} {dict(row.options)} came to {outcome}, not {row.expected(role)}")
        wrong += [f"{row.command} {dict(row.options)} {leak}" for leak in scene.leaks(asker, heard, shows)]
    wrong += await leaks_in_choices(scene, asker)
    assert not wrong, "\n".join(wrong)


async def leaks_in_choices(scene: Scene, asker: Asker) -> list[str]:
    """Open every option that offers choices; return what they give away."""
    wrong = []
    for command in commands_of(scene.world):
        for option in command.parameters:
            if not option.autocomplete:
                continue
            async with scene.hearing(asker) as heard:
                with suppress(SetupError):  # not offered to them, or not there
                    await asker.autocomplete(command.qualified_name, option.display_name)
            wrong += [f"{command.qualified_name} {option.name} {leak}" for leak in scene.leaks(asker, heard)]
    return wrong


async def ask(scene: Scene, asker: Asker, row: Row) -> Answer | type[BaseException] | None:
    """Use a command or menu as the asker; return how it was declined, None where it was not."""
    before = len(scene.env.errors)
    options = scene.options(asker, row.options)
    menu = next((each for each in menus_of(scene.world) if each.name == row.command), None)
    try:
        if menu is None:
            await asker.slash(row.command, **options)
        elif asker.in_dm and menu.guild_only:
            return NOT_OFFERED
        else:
            await asker.actor.context_menu(asker.channel, menu.name, scene.here(asker, row.options["member"]))
    except SetupError as problem:
        if "is not visible to this user here" not in str(problem):
            raise
        return NOT_OFFERED
    raised = [getattr(error, "original", error) for error in scene.env.errors[before:]]
    return type(raised[0]) if raised else None


def shape(heard: list[Heard]) -> Answer:
    """Return how something was answered."""
    if any(each.is_form for each in heard):
        return FORM
    return PRIVATE if heard and all(each.private for each in heard) else PUBLIC


# Buttons and forms

# Who holds the right that a route names, to something of Mara's. She owns it, wrote it, or is in the circle.
HOLDERS = {
    By.OWNER: Role.AUTHOR,
    By.AUTHOR: Role.AUTHOR,
    By.CIRCLE: Role.AUTHOR,
    By.MODERATOR: Role.AUTHOR | Role.MODERATOR,
    By.KEEPER: Role.AUTHOR | Role.MANAGER,
    By.BEGINNER: Role.AUTHOR | Role.MANAGER,
    By.READER: Role.READER,
    By.MANAGER: Role.MANAGER,
    By.JUDGE: Role.MODERATOR | Role.MANAGER,
}
PRESSERS = Role.STRANGER | Role.MEMBER | Role.READER | Role.MODERATOR | Role.MANAGER | Role.AUTHOR | Role.FROM_B


async def test_every_button_and_form_has_its_row(world: World) -> None:
    for table, rows, name in (
        (world.bot.router.presses, PRESSES, "PRESSES"),
        (world.bot.router.forms, FORMS, "FORMS"),
    ):
        missing = sorted(table.keys() - {row.route for row in rows})
        gone = sorted({row.route for row in rows} - table.keys())
        assert not missing, f"what if somebody else does? Add a RouteRow to {name} in {ITS_MODULE}: {missing}"
        assert not gone, f"these rows of {name} in {ITS_MODULE} belong to no route any more: {gone}"


async def test_a_route_says_who_may_as_its_rows_do(world: World) -> None:
    wrong = []
    for route in world.bot.router.routes.values():
        rows = [row for row in (*PRESSES, *FORMS) if row.route == route.name]
        held = {holders for row in rows if (holders := row.held_by(PRESSERS))}
        said = set() if route.by is By.ANYONE else {HOLDERS[route.by]}
        if held != said:
            wrong.append(f"{route.name} is by {route.by!r}; its rows let {held or 'anyone'}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", list(PRESSERS), ids=lambda role: role.name.lower())
async def test_who_may_press_and_send_what(scene: Scene, role: Role) -> None:
    asker = await scene.settle_in(role)
    wrong = []
    for route in (*PRESSES, *FORMS):
        message = None if route.fields else await scene.put_up(asker, route)
        async with scene.hearing(asker) as heard:
            if message is None:
                await scene.send_form(asker, route)
            else:
                await scene.press(asker, route, message)
            changed = scene.changed()
        expected = route.expected(role)
        outcome = type(scene.raised.pop()) if scene.raised else None
        if outcome != (None if expected in (DONE, OWN) else expected):
            wrong.append(f"{route.route} came to {outcome or 'something done'}, not {expected}")
        if not heard or (outcome is not None and shape(heard) is not PRIVATE):
            wrong.append(f"{route.route} was declined for all to see, or not answered")
        if expected is not DONE:
            others = [row for row in changed if asker.own_ids.isdisjoint(row)]
            wrong += [f"{route.route} changed what is not theirs: {row}" for row in others]
        wrong += [f"{route.route} {leak}" for leak in scene.leaks(asker, heard, route.shows)]
    assert not wrong, "\n".join(wrong)
