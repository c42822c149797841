"""Thousands of inputs nobody thought of, over every command, option, button, menu and form.

None is met with an apology or with silence, and none changes what is somebody else's. A few hundred here; `make fuzz`
lets 30,000 arrive, over three seeds.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from discord import app_commands
from discord.app_commands import MissingPermissions
from simcord.backend.errors import SetupError

from cogs.kit.refusals import DONE_BUT_NOT_SHOWN
from rules.kit.errors import Refusal
from tests.bot.matrix.roles import Role
from tests.bot.matrix.routes import DONE, RouteRow
from tests.bot.matrix.scene import Asker, Scene
from tests.bot.matrix.strange import Strange
from tests.features import every

INPUTS = int(os.environ.get("FUZZ_INPUTS", "300"))
SEEDS = tuple(range(1, 1 + int(os.environ.get("FUZZ_SEEDS", "1"))))
ROLES = (Role.STRANGER, Role.MEMBER, Role.NEIGHBOUR, Role.MEMBER_IN_DM, Role.AUTHOR, Role.MANAGER)
# Whose right it is to change what others have a part in.
TRUSTED = Role.AUTHOR | Role.MANAGER
PRESSES: list[RouteRow] = every("PRESSES")
FORMS: list[RouteRow] = every("FORMS")
TROUBLE = ("reference: `", DONE_BUT_NOT_SHOWN)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(INPUTS * 2 + 120)]


class Fuzz:
    """Somebody who does anything, and what is wrong with how they are met."""

    def __init__(self, scene: Scene, role: Role, asker: Asker, strange: Strange) -> None:
        self.scene, self.role, self.asker, self.strange = scene, role, asker, strange
        tree = scene.world.bot.tree
        self.commands = [each for each in tree.walk_commands() if isinstance(each, app_commands.Command)]
        self.wrong: list[str] = []

    async def one(self) -> bool:
        """Let one input arrive; return whether Discord let it through."""
        step = self.strange.of(self._command, self._command, self._press, self._form, self._choices)
        what, act, is_lawful = step()
        errors = len(self.scene.env.errors)
        try:
            async with self.scene.hearing(self.asker) as heard:
                await act()
                changed = self.scene.changed()
        except SetupError:  # not offered to them, or not there
            return False
        raised = [getattr(each, "original", each) for each in self.scene.env.errors[errors:]] + self.scene.raised
        self.scene.raised.clear()
        said = "\n".join(each.text for each in heard)
        self.wrong += [
            f"{what} raised {each!r}" for each in raised if not isinstance(each, Refusal | MissingPermissions)
        ]
        self.wrong += [] if heard else [f"{what} was not answered"]
        self.wrong += [f"{what} was told {trouble!r}" for trouble in TROUBLE if trouble in said]
        if not is_lawful:
            self.wrong += [f"{what} changed {row[:5]}" for row in changed if self._is_anothers(row)]
        return True

    def _is_anothers(self, row: tuple[Any, ...]) -> bool:
        others = {person.actor.id for person in self.scene.things.people.values()} - self.asker.own_ids
        return not others.isdisjoint(row) and self.asker.own_ids.isdisjoint(row)

    def _command(self) -> tuple[str, Callable[[], Awaitable[Any]], bool]:
        command = self.strange.of(*self.commands)
        options = self.strange.options(command)
        act = lambda: self.asker.slash(command.qualified_name, **options)  # noqa: E731
        return f"/{command.qualified_name} {options}", act, self.role in TRUSTED

    def _choices(self) -> tuple[str, Callable[[], Awaitable[Any]], bool]:
        offered = [(each, option) for each in self.commands for option in each.parameters if option.autocomplete]
        command, option = self.strange.of(*offered)
        typed = self.strange.text(int(option.max_value or 100))
        act = lambda: self.asker.autocomplete(command.qualified_name, option.display_name, typed)  # noqa: E731
        return f"choices of /{command.qualified_name} {option.display_name}:{typed!r}", act, False

    def _press(self) -> tuple[str, Callable[[], Awaitable[Any]], bool]:
        route = self.strange.of(*PRESSES)
        pressed = self.strange.press(route)
        return str(pressed), lambda: self.scene.forge_press(self.asker, *pressed), self._is_lawful(route)

    def _form(self) -> tuple[str, Callable[[], Awaitable[Any]], bool]:
        route = self.strange.of(*FORMS)
        custom_id, fields = self.strange.custom_id(route), self.strange.fields(route)
        return (
            f"{custom_id} {fields}",
            lambda: self.scene.forge_form(self.asker, custom_id, fields),
            self._is_lawful(route),
        )

    def _is_lawful(self, route: RouteRow) -> bool:
        return self.role in TRUSTED or route.expected(self.role) is DONE


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name.lower())
@pytest.mark.parametrize("seed", SEEDS)
async def test_no_input_meets_an_apology_or_silence_or_changes_what_is_anothers(
    scene: Scene, role: Role, seed: int
) -> None:
    asker = await scene.settle_in(role)
    people = [person.actor for person in scene.things.people.values()]
    strange = Strange(seed * 100 + list(ROLES).index(role), list(scene.things.ids.values()), people)
    fuzz = Fuzz(scene, role, asker, strange)
    done = tried = 0
    while done < INPUTS // len(ROLES) and tried < INPUTS * 5:
        tried += 1
        done += await fuzz.one()
    assert done >= INPUTS // len(ROLES)
    assert not fuzz.wrong, "\n".join(fuzz.wrong)
