"""Whatever members typed stays text, in every place that shows it, whoever looks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from discord import app_commands
from simcord.backend.errors import SetupError

from cogs.kit import refusals
from rules.kit.text import NothingToSee
from tests.bot.matrix.roles import Role
from tests.bot.matrix.routes import RouteRow
from tests.bot.matrix.rows import NOT_OFFERED, Row
from tests.bot.matrix.scene import Asker, Heard, Scene
from tests.bot.matrix.test_matrix import FORMS, PRESSES, ROWS, ask
from tests.discord_markdown import Live, live_parts

pytestmark = pytest.mark.slow

# What stands behind every word that members typed, as the database holds it. No quotation marks: some of it is JSON.
HOSTILE = " [z](b) [zq](https://z.q) **zb** ||zs|| <t:1:R> <@4> `zc` </z:1>"
ALIVE = live_parts(HOSTILE)
# Every word the matrix's people typed begins with a name of theirs.
TYPED = re.compile(r"\b(?:mara|marab|tomas|ines|vera|asker|reader)[a-z]+\b")
# Signs that turn others around, letters that are blank, a space without width: nobody sees any of them.
UNSEEN = "\u202e\u3164 \u200b"
LOOKERS = Role.AUTHOR | Role.READER | Role.MANAGER | Role.AUTHOR_IN_DM


def make_hostile(scene: Scene) -> int:
    """Put what is hostile behind every word that members typed; return in how many columns."""
    return rewrite(scene, lambda word: word + HOSTILE)


def rewrite(scene: Scene, change: Callable[[str], str]) -> int:
    """Change every word that members typed, their names too; return in how many columns."""
    columns = 0

    def changed_in(value: str | None) -> str | None:
        return None if value is None else TYPED.sub(lambda word: change(word[0]), value)

    file = scene.file
    tables = [row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    file.create_function("changed", 1, changed_in)
    file.create_function("named", 1, change)
    for table in tables:
        for _, column, kind, *_ in file.execute(f"PRAGMA table_info({table})").fetchall():
            if kind == "TEXT":
                changed = f"UPDATE {table} SET {column} = changed({column}) WHERE {column} != changed({column})"
                columns += bool(file.execute(changed).rowcount)
    columns += bool(file.execute("UPDATE memberships SET name = named(name)").rowcount)
    file.commit()
    scene.keep()
    return columns


def alive(heard: list[Heard]) -> set[Live]:
    """Return what of the hostile came alive in anything that was sent."""
    return {live for each in heard for shown in _shown(json.loads(each.text)) for live in live_parts(shown)} & ALIVE


def _shown(sent: Any) -> Iterator[str]:
    """Yield what Discord formats: the contents of messages and of the texts in cards."""
    if isinstance(sent, dict):
        if isinstance(sent.get("content"), str):
            yield sent["content"]
        sent = list(sent.values())
    if isinstance(sent, list):
        for each in sent:
            yield from _shown(each)


def words_in(scene: Scene, row: Row) -> set[str]:
    """Return the options of a row in which a member types words: neither a thing's name nor one of some choices."""
    chosen = {
        option.display_name
        for command in scene.world.bot.tree.walk_commands()
        if isinstance(command, app_commands.Command) and command.qualified_name == row.command
        for option in command.parameters
        if option.choices
    }
    return {
        name
        for name, value in row.options.items()
        if isinstance(value, str) and not value.startswith(("@", "{")) and name not in chosen
    }


def retyped(scene: Scene, words: str) -> list[Row]:
    """Return every row in which words are typed, with others in their place."""
    typed = [(row, words_in(scene, row)) for row in ROWS]
    return [replace(row, options={**row.options, **dict.fromkeys(names, words)}) for row, names in typed if names]


async def looked_at(scene: Scene, asker: Asker) -> list[str]:
    """Use every command, button and form, with ordinary words and with hostile ones; return what came alive."""
    wrong = []
    for row in [*ROWS, *retyped(scene, HOSTILE)]:
        async with scene.hearing(asker) as heard:
            with suppress(SetupError, AssertionError):
                await ask(scene, asker, row)
        wrong += [f"{row.command} {dict(row.options)}: {live}" for live in alive(heard)]
    for route in (*PRESSES, *FORMS, *(replace(form, fields=dict.fromkeys(form.fields, HOSTILE)) for form in FORMS)):
        async with scene.hearing(asker) as heard:
            await _use(scene, asker, route)
        wrong += [f"{route.route}: {live}" for live in alive(heard)]
    return wrong


async def _use(scene: Scene, asker: Asker, route: RouteRow) -> None:
    if route.fields:
        await scene.send_form(asker, route)
    else:
        await scene.press(asker, route, await scene.put_up(asker, route))


@pytest.mark.parametrize("role", list(LOOKERS), ids=lambda role: role.name.lower())
async def test_nothing_typed_is_alive_wherever_it_is_shown(scene: Scene, role: Role) -> None:
    asker = await scene.settle_in(role)
    assert make_hostile(scene) > 20

    wrong = await looked_at(scene, asker)

    assert not wrong, "\n".join(wrong)


async def test_nothing_typed_is_alive_in_what_comes_by_itself(scene: Scene) -> None:
    asker = await scene.settle_in(Role.READER)
    make_hostile(scene)

    async with scene.hearing(asker) as heard:
        for _ in range(15):
            await scene.world.pass_time(hours=24)

    assert len(heard) > 10
    assert not alive(heard)


async def test_what_nobody_can_see_is_taken_nowhere(scene: Scene) -> None:
    asker = await scene.settle_in(Role.MANAGER)
    for row in retyped(scene, UNSEEN):
        assert await ask(scene, asker, row) in (NothingToSee, NOT_OFFERED), row.command
    for form in FORMS:
        scene.raised.clear()
        await scene.send_form(asker, replace(form, fields=dict.fromkeys(form.fields, UNSEEN)))
        assert [type(each) for each in scene.raised] == [NothingToSee], form.route


async def test_what_nobody_can_see_hides_nothing_else_from_anybody(scene: Scene) -> None:
    asker = await scene.settle_in(Role.AUTHOR)
    assert rewrite(scene, lambda _: UNSEEN[0]) > 20

    for row in ROWS:
        async with scene.hearing(asker) as heard:
            with suppress(SetupError, AssertionError):
                await ask(scene, asker, row)
        assert not [each for each in heard if refusals.NOT_SHOWN in each.text], row.command
