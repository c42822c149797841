"""A circle's Monday and Sunday, as its members meet them: by button and form, also after a restart."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.bot.circle_steps import (
    NEXT_MONDAY,
    OWLS,
    SUNDAY_EVENING,
    begin,
    invitation,
    newest,
    owls,
    promise,
    said,
    thread,
    told,
)
from tests.bot.test_privacy import erase
from tests.world import World

WEEK = timedelta(weeks=1)
PROMISE, REPORT = "This week I will…", "Kept"


async def monday(world: World) -> Any:
    """Let two begin a circle and the first Monday come; return its question."""
    await owls(world)
    await world.until(NEXT_MONDAY)
    return newest(thread(world), PROMISE)


async def sunday(world: World) -> Any:
    """Let both promise something and the Sunday come; return its question."""
    asked = await monday(world)
    await promise(world.mara, asked, "Finish the ferry scene")
    await promise(world.tomas, asked, "Three mornings")
    await world.until(SUNDAY_EVENING + WEEK)
    return newest(thread(world), REPORT)


def card(world: World, label: str) -> str:
    return said(newest(thread(world), label))


async def test_monday_asks_the_members_and_notifies_them_alone(world: World) -> None:
    asked = said(await monday(world))

    assert "The week of Monday 12 January 2026" in asked
    assert "Still to come: mara and tomas." in asked
    (sent,) = [each.json for each in world.env.http_requests if each.json and "What will you do" in str(each.json)]
    assert sent["content"].startswith(
        f"What will you do this week, <@{world.mara.id}> and <@{world.tomas.id}>? One line"
    )
    assert sorted(sent["allowed_mentions"]["users"]) == sorted([world.mara.id, world.tomas.id])
    assert sent["enforce_nonce"] is True


async def test_a_promise_stands_on_the_card_and_can_be_changed_also_after_a_restart(world: World) -> None:
    asked = await monday(world)
    form = await world.mara.click(asked, label=PROMISE)
    await world.restart()
    await world.mara.submit_modal(form, {"promise": "  Finish the\tferry scene "})
    assert "> Finish the ferry scene" in card(world, PROMISE)
    again = await world.mara.click(asked, label=PROMISE)
    assert "Finish the ferry scene" in str(again.modal)
    await world.mara.submit_modal(again, {"promise": "Two pages"})

    shown = card(world, PROMISE)
    assert "> Two pages" in shown
    assert "ferry" not in shown
    assert "Still to come: tomas." in shown


async def test_a_promise_from_show_is_told_in_the_circle(world: World) -> None:
    await owls(world)
    shown = (await world.mara.slash(world.general, "circle show")).response
    await promise(world.mara, shown, "Two pages")

    assert "mara, for the week of Monday 5 January 2026:" in told(world)[-1]
    assert "> Two pages" in told(world)[-1]


async def test_sunday_asks_who_promised_and_keeps_each_answer_at_once(world: World) -> None:
    asked = await sunday(world)
    assert "Still to come: mara and tomas." in said(asked)
    assert f"How did your week go, <@{world.mara.id}> and <@{world.tomas.id}>?" in told(world)[-1]
    await world.restart()
    await world.mara.click(asked, label="Kept")  # and closes the form unsent

    shown = card(world, REPORT)
    assert "mara · **Kept**" in shown
    assert "Still to come: tomas." in shown


async def test_a_line_goes_with_the_answer_and_another_answer_takes_its_place(world: World) -> None:
    asked = await sunday(world)
    form = await world.tomas.click(asked, label="Missed")
    await world.tomas.submit_modal(form, {"note": "The week had other plans"})
    assert "tomas · **Missed**\\n> Three mornings\\n-# The week had other plans" in card(world, REPORT)
    await world.tomas.click(asked, label="Partly")
    await world.mara.click(asked, label="Missed")

    shown = card(world, REPORT)
    assert "tomas · **Partly**" in shown
    assert "Everybody has answered: 1 of 2 promises kept or partly kept." in shown
    assert "Circle streak **1 week**" in shown


async def test_a_press_on_somebody_elses_card_needs_a_promise_and_a_seat(world: World) -> None:
    asked = await sunday(world)
    stranger = await world.owner.click(asked, label="Kept")
    late = world.guild.add_member(world.env.create_user("late"))
    await late.slash(world.general, "circle join", circle=OWLS)
    newcomer = await late.click(asked, label="Kept")

    assert "That is for the circle's members" in stranger.response.content
    assert "You promised nothing for that week" in newcomer.response.content


async def test_the_next_monday_tells_how_the_week_went(world: World) -> None:
    asked = await sunday(world)
    await world.mara.click(asked, label="Kept")
    await world.tomas.click(asked, label="Partly")
    await world.until(NEXT_MONDAY + WEEK)

    shown = card(world, PROMISE)
    assert "Last week: 2 of 2 promises kept or partly kept." in shown
    assert "Circle streak **1 week**" in shown


async def test_a_promise_for_a_week_already_asked_about_is_given_back(world: World) -> None:
    asked = await monday(world)
    form = await world.mara.click(asked, label=PROMISE)
    await world.until(SUNDAY_EVENING + WEEK)
    late = await world.mara.submit_modal(form, {"promise": "Two pages"})
    closed = await world.mara.click(asked, label=PROMISE)

    assert "until I ask how it went" in late.response.content
    assert "```\nTwo pages\n```" in late.response.content
    assert "until I ask how it went" in closed.response.content


async def test_a_week_without_promises_is_not_asked_about(world: World) -> None:
    await monday(world)
    before = len(told(world))
    await world.until(SUNDAY_EVENING + WEEK)

    assert len(told(world)) == before


async def test_a_circle_of_one_is_left_in_peace(world: World) -> None:
    await begin(world, world.mara)
    await world.until(NEXT_MONDAY)

    assert len(told(world)) == 1


async def test_a_quiet_member_is_missed_kindly_once_in_a_silence(world: World) -> None:
    await owls(world)
    for week in range(5):
        await world.mara.slash(world.general, "wrote", words=100)
        await world.until(NEXT_MONDAY + week * WEEK)

    (missed,) = [words for words in told(world) if "you are missed here" in words]
    assert "tomas, it has been a while" in missed


async def test_the_word_to_a_quiet_member_stays_on_the_card_until_they_promise(world: World) -> None:
    await owls(world)
    await world.until(NEXT_MONDAY)
    await world.mara.slash(world.general, "wrote", words=100)
    await world.until(NEXT_MONDAY + WEEK)
    asked = newest(thread(world), PROMISE)
    await promise(world.mara, asked, "Two pages")
    assert "> Two pages" in card(world, PROMISE)
    assert "you are missed here" in card(world, PROMISE)
    await promise(world.tomas, asked, "One page")
    assert "you are missed here" not in card(world, PROMISE)


async def test_who_left_the_server_is_neither_asked_nor_named(world: World) -> None:
    await owls(world)
    third = world.guild.add_member(world.env.create_user("third"))
    await third.slash(world.general, "circle join", circle=OWLS)
    world.guild.remove_member(world.mara)
    await world.until(NEXT_MONDAY)
    await world.pass_time(hours=0.1)

    shown = card(world, PROMISE)
    assert str(world.mara.id) not in shown
    assert "tomas looks after this circle" in shown


async def test_a_seat_of_somebody_who_left_the_server_is_free(world: World) -> None:
    await begin(world, world.mara, seats=3)
    guests = [world.guild.add_member(world.env.create_user(f"guest{number}")) for number in range(2)]
    for guest in guests:
        await guest.slash(world.general, "circle join", circle=OWLS)
    world.guild.remove_member(guests[0])
    await world.until(NEXT_MONDAY)
    joined = await world.tomas.slash(world.general, "circle join", circle=OWLS)

    assert "Welcome to" in joined.response.content


@pytest.mark.parametrize(
    ("code", "told_of"), [(10003, "Its thread is gone"), (50001, "(2 of 8)"), (160005, "(2 of 8)")]
)
async def test_a_post_that_finds_its_place_gone_or_closed_takes_note(world: World, code: int, told_of: str) -> None:
    await owls(world)
    world.env.inject_error("POST", f"/channels/{thread(world).id}/messages", status=404, code=code, times=None)
    await world.until(SUNDAY_EVENING)
    await world.until(NEXT_MONDAY)
    await world.tick()

    assert told_of in said((await world.mara.slash(world.general, "circle show")).response)
    letters = [each.content for each in world.mara.user.dm_channel.history(viewer=world.mara.user)]
    assert any("The place of your circle" in each for each in letters) is (code == 10003)
    await world.pass_time(days=6.6)  # it is tried every hour while its week lasts
    setup = await world.owner.slash(world.general, "setup")
    why = "went to a channel that is gone" if code == 10003 else "went to a channel I may not post in"
    assert f"1 failed (1 {why})" in said(setup.response)


async def test_answering_on_a_card_in_an_archived_thread_is_kept_all_the_same(world: World) -> None:
    asked = await sunday(world)
    world.env.inject_error("PATCH", f"/channels/{thread(world).id}/messages/*", status=400, code=50083, times=None)
    await world.mara.click(asked, label="Kept")
    world.env.backend.faults.clear()
    await world.tomas.click(asked, label="Partly")

    assert "mara · **Kept**" in card(world, REPORT)


@pytest.mark.breaks_things
async def test_a_promise_is_kept_also_where_the_card_cannot_be_changed(world: World) -> None:
    asked = await monday(world)
    form = await world.mara.click(asked, label=PROMISE)
    world.env.inject_error("POST", "/interactions/*/*/callback", status=400, code=50083, times=1)
    result = await world.mara.submit_modal(form, {"promise": "Two pages"})

    assert "That is kept" in result.response.content
    assert "> Two pages" in said((await world.mara.slash(world.general, "circle show")).response)


async def test_the_fullest_card_stays_within_a_message(world: World) -> None:
    """The check of every request against Discord's limits is the assertion here, and that nobody's line is lost."""
    await begin(world, world.mara)
    everybody = [world.mara, *(world.guild.add_member(world.env.create_user(f"guest{number}")) for number in range(7))]
    for guest in everybody[1:]:
        await guest.slash(world.general, "circle join", circle=OWLS)
    await world.until(NEXT_MONDAY)
    asked = newest(thread(world), PROMISE)
    for who in everybody:
        await promise(who, asked, "*" * 200)
    await world.until(SUNDAY_EVENING + WEEK)
    asked = newest(thread(world), REPORT)
    for who in everybody:
        form = await who.click(asked, label="Partly")
        await who.submit_modal(form, {"note": "_" * 150})

    shown = card(world, REPORT)
    assert all(f"{who.user.name} · **Partly**" in shown for who in everybody)
    texts = [
        part["content"]
        for part in newest(thread(world), REPORT).components[0].to_dict()["components"]
        if "content" in part
    ]
    assert sum(map(len, texts)) <= 4000


async def leave(world: World) -> None:
    await world.tomas.slash(world.general, "circle leave")


async def be_let_go(world: World) -> None:
    await world.mara.slash(world.general, "circle remove", member=world.tomas)


async def erase_oneself(world: World) -> None:
    await erase(world, who=world.tomas)


async def leave_the_server(world: World) -> None:
    world.guild.remove_member(world.tomas)
    await world.env.settle()
    await world.mara.slash(world.general, "streak show", member=world.tomas.user)


@pytest.mark.parametrize("go", [leave, be_let_go, erase_oneself, leave_the_server])
async def test_the_standing_cards_wait_for_nobody_who_is_gone(world: World, go: Any) -> None:
    await sunday(world)
    await world.mara.click(newest(thread(world), REPORT), label="Kept")
    assert "Still to come: tomas." in card(world, REPORT)
    posted = len(thread(world).history())

    await go(world)
    await world.tick()

    for label in (PROMISE, REPORT):
        assert "Three mornings" not in card(world, label)
        assert "Finish the ferry scene" in card(world, label)
    assert "Still to come" not in card(world, REPORT)
    assert len([each for each in told(world) if "How the week went" in each]) == 1
    assert len(thread(world).history()) <= posted + 1  # that somebody left, and no card anew


async def test_a_card_is_drawn_anew_each_time_somebody_leaves(world: World) -> None:
    await sunday(world)
    for _ in range(2):
        await leave(world)
        await world.tick()
        assert "Three mornings" not in card(world, REPORT)
        await world.tomas.click(invitation(world), label="Join")
    await world.mara.click(newest(thread(world), REPORT), label="Kept")

    assert "**Kept**" in card(world, REPORT)
