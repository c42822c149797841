"""Handing a circle over and giving a seat away, as its members meet it."""

from __future__ import annotations

import pytest

from tests.bot.circle_steps import OWLS, begin, invitation, newest, owls, said, thread, told
from tests.bot.test_circles import PRIVATE_THREADS, everyone_may
from tests.world import World


async def test_handing_over_asks_a_member_and_is_the_owners_to_do(world: World) -> None:
    home = await owls(world)
    outsider = await world.mara.slash(world.general, "circle hand-over", member=world.owner)
    not_his = await world.tomas.slash(world.general, "circle hand-over", member=world.tomas)
    asked, asked_again = [
        await world.mara.slash(world.general, "circle hand-over", member=world.tomas) for _ in range(2)
    ]
    (sent,) = [
        each.json for each in world.env.http_requests if each.json and "asks whether you would" in str(each.json)
    ]
    await world.restart()
    taken = await world.tomas.click(newest(home, "Look after it"), label="Look after it")
    again = await world.mara.slash(world.general, "circle hand-over", member=world.tomas)

    assert "is not in **Night Owls**" in outsider.response.content
    assert f"<@{world.mara.id}> looks after **{OWLS}**. Ask them" in not_his.response.content
    assert "Until they do, it stays with you." in asked.response.content
    assert "I ask once" in asked_again.response.content
    assert sent["allowed_mentions"]["users"] == []
    assert "looks after this circle now" in said(taken.response)
    assert again.response.content == f"<@{world.tomas.id}> looks after **{OWLS}** already."


@pytest.mark.parametrize("where", ["the circle's own place", "another channel"])
async def test_saying_yes_under_the_circles_card_is_answered_there_and_told_to_the_circle(
    world: World, where: str
) -> None:
    home = await owls(world)
    await world.mara.slash(world.general, "circle hand-over", member=world.tomas)
    shown = await world.tomas.slash(home if where == "the circle's own place" else world.general, "circle show")
    taken = await world.tomas.click(shown.response, label="Look after it")

    assert "looks after this circle now" in said(taken.response)
    assert ["looks after this circle now" in each for each in told(world)[-2:]] == [False, True]


async def test_a_seat_given_away_is_told_kindly_and_the_thread_closes_behind_them(world: World) -> None:
    await everyone_may(world, allow=PRIVATE_THREADS)
    await begin(world, world.mara, private=True)
    await world.tomas.click(invitation(world), label="Join")
    done = await world.mara.slash(world.general, "circle remove", member=world.tomas)
    confirmed = done.response.content
    with pytest.raises(Exception, match="cannot read"):
        thread(world).history(viewer=world.tomas)
    heard = await world.tomas.slash(world.general, "circle list")
    refused = await world.tomas.click(invitation(world), label="Join")
    await world.mara.click(done.response, label="Let them join again")
    back = await world.tomas.click(invitation(world), label="Join")

    assert f"<@{world.tomas.id}> is no longer in **{OWLS}**" in confirmed
    assert told(world)[-2].startswith("tomas is no longer in the circle.")
    assert any("have given your seat up" in said(each) for each in heard.followups)
    assert f"**{OWLS}** has given your seat up" in refused.response.content
    assert f"Welcome to **{OWLS}**" in back.response.content


async def test_a_circle_hears_of_five_comings_and_goings_of_one_member_within_the_hour(world: World) -> None:
    await begin(world, world.mara)
    before = len(told(world))
    for _ in range(4):
        await world.tomas.click(invitation(world), label="Join")
        done = await world.mara.slash(world.general, "circle remove", member=world.tomas)
        await world.mara.click(done.response, label="Let them join again")

    assert len(told(world)) == before + 5
