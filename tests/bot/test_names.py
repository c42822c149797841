"""Members have names in plain text wherever several people read, since a mention shows one only to whom it notifies."""

from __future__ import annotations

from typing import Any

import pytest

from cogs.kit.outgoing.names import UNKNOWN
from db.database import Database
from services import names
from services.acts import Act, meet
from services.context import Context
from tests.bot.circle_steps import NEXT_MONDAY, OWLS, newest, owls, said
from tests.discord_api.mentions import nameless_in
from tests.discord_api.shown import Shown
from tests.services.desk import SERVER, START, HandClock
from tests.world import World

NICK = "Mara *of the* <@1> Lighthouse"
ANA, BEN = 1, 2


def sent(world: World, words: str) -> list[Any]:
    return [each.json for each in world.env.http_requests if words in str(each.json)]


async def test_a_post_has_names_as_they_are_called_there_and_formats_nothing_in_them(world: World) -> None:
    world.env.backend.edit_member(world.guild.id, world.mara.id, {"nick": NICK})
    await owls(world)
    await world.until(NEXT_MONDAY)

    shown = said(newest(world.general.threads[0], "This week I will…"))
    assert r"Mara \\*of the\\* \\<" in shown
    assert "tomas" in shown


async def test_whose_name_shows_as_nothing_is_called_a_fellow_writer(world: World) -> None:
    world.env.backend.edit_member(world.guild.id, world.mara.id, {"nick": "\u3164"})
    await owls(world)
    await world.until(NEXT_MONDAY)

    shown = said(newest(world.general.threads[0], "This week I will…"))
    assert UNKNOWN in shown
    assert "\u3164" not in shown


async def test_what_calls_members_is_a_text_of_its_own_and_the_card_beside_it_calls_nobody(world: World) -> None:
    await owls(world)
    await world.until(NEXT_MONDAY)

    (call,) = sent(world, "What will you do this week")
    card = sent(world, "This week I will")[-1]
    assert card["allowed_mentions"]["users"] == []
    assert sorted(call["allowed_mentions"]["users"]) == sorted([world.mara.id, world.tomas.id])
    assert card["nonce"] != call["nonce"]


async def test_somebody_who_never_did_anything_here_is_asked_for(world: World) -> None:
    await owls(world)
    thread = world.general.threads[0]
    shown = await world.owner.slash(world.general, "circle close", circle=OWLS)
    await world.owner.click(shown.response, label="Close it")

    assert "sam has closed this circle" in said(thread.history()[-1])


async def test_a_name_is_kept_where_it_is_used_and_changes_with_the_next_act(db: Database) -> None:
    context = Context(db, HandClock())

    async def act(number: int, member_id: int, server_id: int | None, name: str) -> None:
        await db.write(lambda tx: meet(tx, Act(number, member_id, server_id, 7, START, name)))

    await act(1, ANA, SERVER, "Ana")
    await act(2, ANA, SERVER + 1, "The Night Nurse")
    await act(3, BEN, SERVER, "Ben")
    assert await names.in_server(context, SERVER, [ANA, BEN, 3]) == {ANA: "Ana", BEN: "Ben"}
    await act(4, ANA, SERVER, "Ana B.")
    await act(5, ANA, None, "ana.b")  # what she is called nowhere in particular

    assert await names.in_server(context, SERVER, [ANA]) == {ANA: "Ana B."}
    assert await names.known_to(context, BEN, [ANA]) == {ANA: "Ana B."}  # the other server is not his
    assert await names.known_to(context, 99, [ANA]) == {}


async def test_what_a_phone_would_show_badly_is_a_problem(world: World) -> None:
    for words in ("</wrote:1> keeps day 12.", "It is due <t:1:R>.", "Good evening.\n`/wrote`"):
        with world.env._bot_scope():
            user = await world.bot.fetch_user(world.mara.id)
            await user.send(words)

    assert len(Shown().record(world.env)) == 2
    world.env.http_requests.clear()  # they are no words of the bot's


POST = "/channels/7/messages"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (POST, {"content": "<@1> wrote", "allowed_mentions": {"parse": []}}),
        (POST, {"content": "<@1> wrote", "allowed_mentions": {"users": [2], "parse": []}}),
        (POST + "/8", {"components": [{"type": 17, "components": [{"type": 10, "content": "<@1>"}]}]}),
        (POST, {"content": "<@1> wrote", "allowed_mentions": {"parse": ["users"]}}),
        (POST, {"flags": 1 << 15, "components": [], "allowed_mentions": {"users": ["1"], "parse": []}}),
        (
            "/interactions/1/a/callback",
            {"type": 4, "data": {"content": "<@1>", "allowed_mentions": {"parse": ["users"]}}},
        ),
    ],
)
def test_the_run_is_held_to_it(path: str, body: Any) -> None:
    assert list(nameless_in(path, body))


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (POST, {"content": r"mara said \<@1>", "allowed_mentions": {"parse": []}}),
        (POST, {"content": "<@1>, how did it go?", "allowed_mentions": {"users": [1], "parse": []}}),
        (
            "/interactions/1/a/callback",
            {"type": 4, "data": {"content": "<@1>", "flags": 64, "allowed_mentions": {"parse": ["users"]}}},
        ),
    ],
)
def test_names_that_every_client_shows_are_no_problem(path: str, body: Any) -> None:
    assert not list(nameless_in(path, body))
