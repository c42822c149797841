"""The daily DM and its buttons, as a member meets them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from rules.swaps.offers import Offer
from services.acts import Act
from services.swaps import offers as swaps
from services.swaps import reads as swap_reads
from tests.world import World

# Everybody who asked for a reminder and chose no time has had it by then.
EVENING = datetime(2026, 1, 5, 20, 30, tzinfo=UTC)


def inbox(world: World, who: Any) -> list[Any]:
    """Return what somebody can read in their direct messages with the bot."""
    return list(who.user.dm_channel.history(viewer=who.user))


async def meet(world: World, who: Any) -> None:
    """Let somebody ask to be reminded, at a minute of their own."""
    await who.slash(world.general, "settings reminder", on=True)


async def reminded(world: World) -> Any:
    """Let Mara meet the bot and get Monday's reminder."""
    await meet(world, world.mara)
    await world.until(EVENING)
    return inbox(world, world.mara)[-1]


async def test_the_reminder_says_the_day_and_when_it_ends(world: World) -> None:
    message = await reminded(world)

    assert message.content.startswith("Your first line can be any line at all.\nYour day ends at 03:00.")
    labels = [button.label for button in message.components[0].children]
    assert labels == ["I wrote today", "20 minutes now", "Snooze 1 h", "Rest today", "Fewer of these"]


async def test_it_is_plain_text_sent_under_a_nonce_that_discord_enforces(world: World) -> None:
    await reminded(world)

    sent: Any
    (sent,) = [each.json for each in world.env.http_requests if each.path.startswith("/channels/")]
    assert sent["enforce_nonce"] is True
    assert len(sent["nonce"]) == 24


async def test_the_streak_at_stake_and_its_freezes_are_named(world: World) -> None:
    await meet(world, world.mara)
    for _ in range(7):
        await world.mara.slash(world.general, "wrote", words=10)
        await world.pass_time(days=1)
    await world.until(EVENING + timedelta(days=7))

    assert inbox(world, world.mara)[-1].content.startswith(
        "Day 8 takes one line; without it a freeze, a spare day, covers it."
    )


async def test_the_form_logs_that_day_also_after_restarts_and_past_its_end(world: World) -> None:
    message = await reminded(world)
    await world.restart()
    form = await world.mara.user.click(message, label="I wrote today")
    await world.pass_time(hours=10)  # Tuesday, 06:00
    await world.restart()
    await world.mara.user.submit_modal(form, {"words": "250", "minutes": "", "note": "on the couch", "link": ""})

    answer = inbox(world, world.mara)[-1].content
    assert "250 words" in answer
    assert "yesterday (logged late)" in answer
    shown = await world.mara.slash(world.general, "streak show")
    assert "## 1 day" in str(shown.response.components)


async def test_snooze_brings_it_back_once_an_hour_later_also_across_a_restart(world: World) -> None:
    message = await reminded(world)
    first = await world.mara.user.click(message, label="Snooze 1 h")
    await world.restart()
    second = await world.mara.user.click(message, label="Snooze 1 h")
    assert "I will come back at 21:30" in first.response.content
    assert "I will come back at 21:30" in second.response.content

    await world.pass_time(hours=1)
    assert len([each for each in inbox(world, world.mara) if "Your day ends at" in each.content]) == 2
    third = await world.mara.user.click(message, label="Snooze 1 h")
    assert "already came back" in third.response.content


async def test_snooze_too_close_to_the_days_end_says_so(world: World) -> None:
    message = await reminded(world)
    await world.until(datetime(2026, 1, 6, 2, 0, tzinfo=UTC))
    result = await world.mara.user.click(message, label="Snooze 1 h")

    assert "ends before the hour is up" in result.response.content


async def test_rest_today_is_quiet_until_tomorrow(world: World) -> None:
    await world.mara.slash(world.general, "settings reminder", **{"on": True, "last-call": "1:00"})
    await world.until(EVENING)
    result = await world.mara.user.click(inbox(world, world.mara)[-1], label="Rest today")
    await world.until(datetime(2026, 1, 6, 12, 0, tzinfo=UTC))

    assert "Rest well" in result.response.content
    assert not any("Last call" in each.content for each in inbox(world, world.mara))
    await world.until(EVENING + timedelta(days=1))
    assert inbox(world, world.mara)[-1].content.startswith("A single sentence is enough to begin.")


async def test_the_last_call_names_the_end_of_the_day(world: World) -> None:
    await world.mara.slash(world.general, "settings reminder", **{"on": True, "last-call": "1:00"})
    await world.until(datetime(2026, 1, 6, 1, 0, tzinfo=UTC))

    (message,) = inbox(world, world.mara)  # the reminder itself was missed, and would have said the same
    assert message.content.startswith("Last call for Monday 5 January: your day ends at 03:00.")


async def test_who_has_written_hears_nothing(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=1)
    await world.until(EVENING)

    assert inbox(world, world.mara) == []


async def test_a_week_plan_is_told_how_the_week_stands(world: World) -> None:
    await meet(world, world.mara)
    await world.mara.slash(world.general, "streak plan", rhythm="some days a week", days=3)
    await world.mara.slash(world.general, "wrote", words=1)
    await world.until(EVENING + timedelta(days=5))

    assert "This week so far: 1 day written. Your plan is 3 days a week." in inbox(world, world.mara)[-1].content


async def test_a_goal_due_a_check_in_comes_with_its_own_button(world: World) -> None:
    result = await world.mara.slash(world.general, "goal set", text="500 followers in 3 months")
    await world.mara.click(result.response, label="Looks right")
    await meet(world, world.mara)
    await world.until(EVENING + timedelta(days=4))
    await world.mara.slash(world.general, "streak show")
    await world.until(EVENING + timedelta(days=7))
    message = inbox(world, world.mara)[-1]

    assert "How far is “500 followers in 3 months” by now? It stood at 0 followers." in message.content
    await world.restart()
    form = await world.mara.user.click(message, label="Update: 500 followers in 3 months")
    assert form.modal is not None


async def test_a_restart_while_it_was_due_sends_it_late_and_once(world: World) -> None:
    await meet(world, world.mara)
    await world.env.advance_time(12 * 3600)  # 21:00, the bot asleep
    await world.restart()
    await world.tick()
    await world.tick()

    assert len(inbox(world, world.mara)) == 1


async def test_a_goals_weekly_question_comes_also_to_those_who_write_early(world: World) -> None:
    await meet(world, world.mara)
    card = await world.mara.slash(world.general, "goal set", text="500 followers in 3 months")
    await world.mara.click(card.response, label="Looks right")
    for _ in range(8):
        await world.mara.slash(world.general, "wrote", words=10)
        await world.pass_time(hours=12)  # 21:00, after the reminder's time
        await world.pass_time(hours=12)

    asked = [message.content for message in inbox(world, world.mara) if "500 followers in 3 months" in message.content]
    assert len(asked) == 1
    assert "Your day ends" not in asked[0]


async def test_a_read_on_its_third_day_is_named_even_when_the_day_is_written(world: World) -> None:
    await meet(world, world.mara)
    context, guild, start = world.bot.context, world.guild.id, world.clock.now()
    offer = Offer("The *Lantern*", text="Some words to be read.")
    piece = (await swaps.offer_piece(context, Act(1, world.tomas.id, guild, 1, start), offer)).piece
    await swap_reads.start_read(context, Act(2, world.mara.id, guild, 1, start), piece.id)
    await world.until(EVENING + timedelta(days=3, hours=-1))
    await world.mara.slash(world.general, "wrote", words=10)
    await world.until(EVENING + timedelta(days=3))

    (*_, reminder) = inbox(world, world.mara)
    assert reminder.content.startswith("“The \\*Lantern\\*” is with you to read until Saturday 10 January.")
    opened = await world.mara.user.click(reminder, label="Open: The *Lantern*")
    assert "Some words to be read." in str(opened.response.components)
    await world.until(EVENING + timedelta(days=4))
    assert "Lantern" not in inbox(world, world.mara)[-1].content


async def test_rest_today_says_plainly_when_nothing_is_at_stake(world: World) -> None:
    message = await reminded(world)
    result = await world.mara.user.click(message, label="Rest today")

    assert result.response.content == "Rest well: nothing is at stake today. The next reminder is for tomorrow."


async def test_rest_today_says_when_the_next_comes_once_today_is_written(world: World) -> None:
    message = await reminded(world)
    await world.mara.slash(world.general, "wrote", words=5)
    result = await world.mara.user.click(message, label="Rest today")

    assert "already written" in result.response.content
    assert "The next reminder is for tomorrow." in result.response.content
