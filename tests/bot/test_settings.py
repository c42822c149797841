"""/settings as a member meets it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from cogs.kit.answering.router import Press
from cogs.kit.routes import Route
from rules.zones.atlas import zone_names
from sandbox.world import walk
from tests.bot.goal_steps import lines
from tests.bot.swap_steps import Stage
from tests.world import World


async def settings(world: World, command: str, **options: Any) -> Any:
    return await world.mara.slash(world.general, f"settings {command}", **options)


def said(result: Any) -> str:
    """Return all the words of an answer."""
    return str(result.response.content) + str(result.response.components)


async def test_show_is_one_private_panel_of_every_setting(world: World) -> None:
    result = await settings(world, "show")

    assert result.ephemeral
    for words in ("**UTC**", "**03:00**", "**off**", "**shown**"):
        assert words in said(result)
    labels = [item["label"] for item in walk({"components": result.response.components}) if item.get("type") == 2]
    assert labels == [
        *("Change my clock", "Choose a time", "Send me a test"),
        *("Hide me on boards", "Mute swaps"),
    ]


async def panel(world: World) -> Any:
    return (await settings(world, "show")).response


async def pick(world: World, shown: Any, route: str, value: str) -> Any:
    return await world.mara.select(shown, [value], custom_id=f"pick:settings:{route}:{world.mara.id}")


async def test_every_menu_and_button_of_the_panel_changes_it_in_place_also_after_a_restart(world: World) -> None:
    shown = await panel(world)
    await world.restart()
    for step, says in (
        (lambda: pick(world, shown, "dayend", "5"), "Your day ends at **05:00**"),
        (lambda: pick(world, shown, "mode", "daily"), "Reminder: **about 20:00** on days without an entry."),
        (lambda: pick(world, shown, "lastcall", "23:00"), "Last call at **23:00**."),
        (lambda: pick(world, shown, "mode", "at_stake"), "only when something is at stake."),
        (lambda: pick(world, shown, "lastcall", "none"), "at stake."),
        (lambda: world.mara.click(shown, label="Hide me on boards"), "On leaderboards: **hidden**"),
        (lambda: world.mara.click(shown, label="Show me on boards"), "On leaderboards: **shown**"),
        (lambda: world.mara.click(shown, label="Mute swaps"), "read or matched: **muted**"),
        (lambda: world.mara.click(shown, label="Write to me about swaps"), "read or matched: **on**"),
        (lambda: pick(world, shown, "mode", "off"), "Reminder: **off**"),
    ):
        await step()
        assert says in str(shown.components)


async def test_the_panel_takes_a_place_and_a_time_in_forms(world: World) -> None:
    shown = await panel(world)
    form = await world.mara.click(shown, label="Change my clock")
    await world.mara.submit_modal(form, {"place": "tokyo"})
    assert "Tokyo (Asia/Tokyo)" in str(shown.components)
    form = await world.mara.click(shown, label="Choose a time")
    await world.mara.submit_modal(form, {"time": "9 pm"})

    assert "Reminder: **at 21:00**" in str(shown.components)
    assert "10 minutes early or late" in str(shown.components)


async def test_the_panel_sends_a_test(world: World) -> None:
    result = await world.mara.click(await panel(world), label="Send me a test")

    assert "A test is on its way" in result.response.content
    assert len(world.mara.user.dm_channel.history(viewer=world.mara.user)) == 1


async def test_a_zone_is_confirmed_by_its_local_time(world: World) -> None:
    result = await settings(world, "zone", place="tokyo")

    assert result.ephemeral
    assert "it is **18:00** for you now" in said(result)


async def test_an_ambiguous_zone_asks_and_its_button_works_after_a_restart(world: World) -> None:
    asked = await settings(world, "zone", place="IST")
    assert asked.ephemeral
    assert "more than one clock" in said(asked)

    await world.restart()
    await world.mara.click(asked.response, label="Dublin")
    assert "Dublin (Europe/Dublin)" in said(await settings(world, "show"))


async def test_an_offset_alone_is_refused_with_the_reason(world: World) -> None:
    result = await settings(world, "zone", place="UTC+2")

    assert "doesn't say when your clocks change" in said(result)
    assert "Your clock: **UTC**" in said(await settings(world, "show"))


async def test_autocomplete_offers_zones(world: World) -> None:
    choices = await world.mara.autocomplete(world.general, "settings zone", "place", "berl")

    assert "Europe/Berlin" in [choice["value"] for choice in choices]


def test_every_zone_fits_a_buttons_id() -> None:
    for zone in zone_names().values():
        made = Route("settings:zone").button("x", 2**63 - 1, extra=zone)
        assert len(made.custom_id or "") <= 100
        match = Press.__discord_ui_compiled_template__.fullmatch(made.custom_id or "")
        assert match is not None
        assert match["extra"] == zone


@pytest.mark.parametrize(("typed", "shown"), [("8pm", "20:00"), ("7.30", "07:30"), ("noon", "12:00")])
async def test_a_reminder_time_is_echoed_with_the_day_it_starts(world: World, typed: str, shown: str) -> None:
    result = await settings(world, "reminder", time=typed)

    assert f"I will write to you **at {shown}**" in said(result)
    assert f"The next is for {'tomorrow' if shown == '07:30' else 'today'}." in said(result)


async def test_a_time_that_is_none_is_refused_with_examples(world: World) -> None:
    result = await settings(world, "reminder", time="soonish")

    assert result.ephemeral
    assert "could not read “soonish”" in said(result)


async def test_off_is_off_and_says_how_to_come_back(world: World) -> None:
    result = await settings(world, "reminder", on=False)
    await world.until(datetime(2026, 1, 6, 1, 0, tzinfo=UTC))

    assert "No more reminders" in said(result)
    assert "Reminder: **off**" in said(result)
    assert world.mara.user.dm_channel.history(viewer=world.mara.user) == []


async def test_day_end_moves_the_end_of_the_day(world: World) -> None:
    assert "ends at **05:00**" in said(await settings(world, "day-end", hour=5))
    await world.until(datetime(2026, 1, 6, 4, 30, tzinfo=UTC))
    result = await world.mara.slash(world.general, "wrote", words=5)

    assert "Streak **1 day**" in result.response.content
    await world.until(datetime(2026, 1, 6, 5, 0, tzinfo=UTC))
    assert "2 days" in (await world.mara.slash(world.general, "wrote", words=5)).response.content


async def test_a_test_message_arrives(world: World) -> None:
    result = await settings(world, "reminder", time="21:00", test=True)

    assert "A test is on its way" in result.response.content
    (message,) = world.mara.user.dm_channel.history(viewer=world.mara.user)
    assert "yours comes at 21:00" in message.content


async def test_a_sixth_test_message_within_the_hour_is_kindly_left_out(world: World) -> None:
    said = [(await settings(world, "reminder", test=True)).response.content for _ in range(6)]
    assert ["on its way" in each for each in said] == [True] * 5 + [False]
    assert "enough tests" in said[-1]
    assert len(world.mara.user.dm_channel.history(viewer=world.mara.user)) == 5

    await world.pass_time(hours=1.01)
    assert "on its way" in (await settings(world, "reminder", test=True)).response.content


async def test_a_test_message_to_closed_dms_says_so_and_opens_again(world: World) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50007)
    closed = await settings(world, "reminder", test=True)
    assert "closed to me" in closed.response.content
    assert "closed to me" in said(await settings(world, "show"))

    opened = await settings(world, "reminder", test=True)
    assert "A test is on its way" in opened.response.content
    assert "closed to me" not in said(await settings(world, "show"))


async def test_a_test_message_that_discord_did_not_take_blames_nobody(world: World) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=503)
    result = await settings(world, "reminder", test=True)

    assert "did not take the test message just now" in result.response.content
    assert "closed to me" not in said(await settings(world, "show"))


async def test_boards_hide_and_show(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=5)
    assert "off every leaderboard" in said(await settings(world, "boards", shown=False))
    board = await world.tomas.slash(world.general, "leaderboard", board="words")
    assert str(world.mara.id) not in str(board.response.components)

    await settings(world, "boards", shown=True)
    board = await world.tomas.slash(world.general, "leaderboard", board="words")
    assert "mara" in str(board.response.components)


async def test_who_mutes_swaps_hears_that_rounds_go_on_and_how_they_end(world: World) -> None:
    muted = lines((await world.mara.slash(world.general, "settings answers", on=False)).response)
    heard = lines((await world.mara.slash(world.general, "settings answers", on=True)).response)

    assert "`/swap leave-round`" in muted
    assert "`/swap leave-round`" not in heard


async def test_who_muted_swaps_is_promised_no_message_for_an_offer_and_a_round(world: World) -> None:
    stage = Stage(world)
    await stage.mara.slash(world.general, "settings answers", on=False)
    offered = lines(await stage.offer(stage.mara))
    joined = lines((await stage.slash(stage.mara, "join-round")).response)

    for said in (offered, joined):
        assert "direct message" not in said
        assert "`/swap mine`" in said
        assert "muted swaps" in said
