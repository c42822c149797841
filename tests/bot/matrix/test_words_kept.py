"""What is typed into a form is never gone: it is in what came of it, in the answer, or behind a button.

Every form, sent by who may and by who may not, where it belongs and in direct messages.
"""

from __future__ import annotations

import pytest

from tests.bot.matrix.roles import Role
from tests.bot.matrix.routes import RouteRow
from tests.bot.matrix.scene import Scene
from tests.features import every

pytestmark = pytest.mark.slow

FORMS: list[RouteRow] = every("FORMS")
ROLES = (Role.AUTHOR, Role.READER, Role.STRANGER, Role.NEIGHBOUR, Role.AUTHOR_IN_DM, Role.MEMBER_IN_DM)


def with_words(route: RouteRow) -> dict[str, str]:
    """Return the form's fields with a word in each that is nowhere else; what is no text stays as it is."""
    return {
        name: f"{value} zebra{number}" if is_words(value) else value
        for number, (name, value) in enumerate(route.fields.items())
    }


def is_words(value: str) -> bool:
    return any(letter.isalpha() for letter in value) and "://" not in value


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name.lower())
async def test_what_is_typed_into_a_form_is_never_gone(scene: Scene, role: Role) -> None:
    asker = await scene.settle_in(role)
    gone = []
    for route in FORMS:
        fields = with_words(route)
        custom_id = f"{route.route}:{scene.things.ids[route.thing]}" + (f":{route.extra}" if route.extra else "")
        async with scene.hearing(asker) as heard:
            await scene.forge_form(asker, custom_id, fields)
            kept = str(scene.rows())
        kept += "\n".join(each.text for each in heard)
        typed = [value for value in fields.values() if "zebra" in value]
        words = [value.rpartition(" ")[2] for value in typed]
        gone += [f"{route.route} as {role.name}: {word}" for word in words if word not in kept]
    assert not gone, "\n".join(gone)


def test_most_forms_have_words_to_lose() -> None:
    assert sum(any("zebra" in value for value in with_words(route).values()) for route in FORMS) >= len(FORMS) * 2 // 3
