"""/sprint as a server meets it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from sandbox.world import button_labels
from services.due import NotTaken
from services.sprints.timing import RESULTS
from tests.bot.goal_steps import lines
from tests.services.desk import outcomes_in
from tests.world import World, typed_out


async def sprint(world: World, who: Any = None, **options: Any) -> Any:
    return await (who or world.mara).slash(world.general, "sprint", **options)


async def minutes(world: World, number: float) -> None:
    await world.pass_time(hours=number / 60)


async def ended(world: World, *others: Any) -> Any:
    """Let Mara begin a sprint that others join, and let it end; return what rings it out."""
    card = (await sprint(world)).response
    for each in others:
        await each.click(card, label="I'm in")
    await minutes(world, 2)
    await minutes(world, 20)
    return world.general.last_message


async def tell(world: World, who: Any, message: Any, words: str = "") -> Any:
    return await who.submit_modal(await who.click(message, label="My words"), {"words": words})


async def test_it_begins_in_two_minutes_is_one_message_and_mentions_at_its_end_who_is_in(world: World) -> None:
    begun = await sprint(world)
    card = begun.response
    assert not begun.ephemeral
    assert "A sprint: 20 minutes of writing together\nIt begins <t:" in lines(card)
    assert lines(card).endswith("[I'm in]\n[Leave]\n[Start now]\n[Cancel]")
    await world.tomas.click(card, label="I'm in")
    assert "**In it:** mara and tomas" in lines(world.general.last_message)

    await minutes(world, 2)
    assert len(world.general.history()) == 1
    assert "It is on, and ends <t:" in lines(world.general.last_message)
    assert button_labels(world.general.last_message) == ["I'm in", "Leave"]

    await minutes(world, 20)
    first, end = world.general.history()
    assert end.content.startswith(
        f"**Time is up.** How did it go, <@{world.mara.id}> <@{world.tomas.id}>?\nIt ended at <t:"
    )
    assert {each.id for each in end.mentions} == {world.mara.id, world.tomas.id}
    assert button_labels(end) == ["My words", "Another round"]
    assert "It ended <t:" in lines(first)
    assert button_labels(first) == []


async def test_what_is_told_is_one_entry_and_the_results_come_when_all_have_told(world: World) -> None:
    end = await ended(world, world.tomas)
    told = await tell(world, world.mara, end, "512")
    assert told.ephemeral
    assert told.response.content.startswith("Noted for the sprint.\nYou wrote **512 words in 20 minutes**.\n")
    in_five = int((world.env.now() + timedelta(minutes=5)).timestamp())
    assert f"follows in the channel <t:{in_five}:R>, or as soon as all have said." in told.response.content
    assert await world.tick() == 0

    last = await tell(world, world.tomas, end)
    assert "\nYou edited for **20 minutes**.\n" in last.response.content
    assert "How it went for everybody follows in the channel now." in last.response.content
    assert await world.tick() == 1
    results = lines(world.general.last_message)
    assert "- mara · **512 words**\n- tomas edited\n" in results
    assert "Together: **512 words** · 2 writers, 20 minutes" in results
    shown = await world.mara.slash(world.general, "streak show")
    assert "512 words over 1 day in all" in lines(shown.response)


async def test_results_wait_five_minutes_and_name_the_silent_and_take_in_who_is_late(world: World) -> None:
    end = await ended(world, world.tomas)
    await tell(world, world.mara, end, "100")
    await minutes(world, 4)
    assert world.general.last_message == end
    await minutes(world, 1)
    assert "- mara · **100 words**\n- tomas was there\n" in lines(world.general.last_message)

    count = len(world.general.history())
    late = await tell(world, world.tomas, world.general.last_message, "1,050")
    assert late.ephemeral
    assert "The results in the channel have it too." in late.response.content
    assert "- tomas · **1,050 words**\n" in lines(world.general.last_message)
    assert "Together: **1,150 words**" in lines(world.general.last_message)
    await world.tomas.click(late.response, label="Undo")
    await world.tick()
    assert "- tomas was there\nTogether: **100 words**" in lines(world.general.last_message)
    assert len(world.general.history()) == count


async def test_results_that_nobody_told_for_in_time_come_once_with_who_tells_first(world: World) -> None:
    end = await ended(world, world.tomas)
    await minutes(world, 10)
    assert world.general.last_message == end
    await tell(world, world.mara, end, "100")
    await world.tick()
    assert "- mara · **100 words**\n- tomas was there\n" in lines(world.general.last_message)

    count = len(world.general.history())
    await world.restart()
    await tell(world, world.tomas, end, "40")
    await world.tick()
    assert "- tomas · **40 words**\n" in lines(world.general.last_message)
    assert len(world.general.history()) == count


async def test_results_that_cannot_get_into_their_channel_are_promised_to_nobody(world: World) -> None:
    end = await ended(world, world.tomas)
    await tell(world, world.mara, end, "100")
    denied = discord.Permissions(send_messages=True)
    closed = Overwrite(world.guild.id, OverwriteType.ROLE, 0, denied.value)
    world.env.backend.set_overwrite(world.general.id, closed)
    await minutes(world, 5)
    blocked = await tell(world, world.tomas, end, "40")
    await world.pass_time(hours=13)
    failed = await tell(world, world.mara, end, "120")

    assert (await outcomes_in(world.bot.context.db))[RESULTS, "failed", NotTaken.NO_ACCESS.value] == 1
    for told in (blocked, failed):
        assert told.response.content.startswith("Noted for the sprint.")
        assert "follows" not in told.response.content


async def test_telling_twice_replaces_what_was_told(world: World) -> None:
    end = await ended(world)
    await tell(world, world.mara, end, "100")
    again = await tell(world, world.mara, end, "140")

    assert "wrote **140 words in 20 minutes**" in again.response.content
    shown = await world.mara.slash(world.general, "streak show")
    assert "140 words over 1 day in all" in lines(shown.response)


async def test_a_total_is_shown_as_a_difference_before_it_is_kept_also_after_restarts(world: World) -> None:
    end = await ended(world)
    await world.restart()
    unknown = await tell(world, world.mara, end, "=10150")
    assert unknown.ephemeral
    assert "It is the first total you tell me here" in unknown.response.content
    odd_form = await world.mara.click(unknown.response, label="Where I began")
    odd = await world.mara.submit_modal(odd_form, {"before": "a few"})
    assert "“a few” as a number of words. How many your text had then will do" in odd.response.content
    form = await world.mara.click(unknown.response, label="Where I began")
    await world.restart()
    shown = await world.mara.submit_modal(form, {"before": "9,640"})
    assert "From **9,640** to **10,150** words: that is **510 new words**" in shown.response.content
    assert "nothing" not in (await world.mara.slash(world.general, "streak show")).response.content.lower()
    kept = await world.mara.click(shown.response, label="Keep it")
    assert "wrote **510 words" in kept.response.content

    later = await ended_again(world)
    shown = await tell(world, world.mara, later, "=10,000")
    assert "From **10,150** to **10,000** words: shorter than it was" in shown.response.content
    kept = await world.mara.click(shown.response, label="Keep it")
    assert "You edited for **20 minutes**." in kept.response.content


async def ended_again(world: World) -> Any:
    await world.mara.click(world.general.last_message, label="Another round")
    await minutes(world, 30)
    await minutes(world, 1)
    return next(each for each in reversed(world.general.history()) if each.content.startswith("**Time is up.**"))


async def test_whoever_comes_late_is_in_and_who_leaves_is_not_rung(world: World) -> None:
    card = (await sprint(world, minutes=30, **{"in": 0})).response
    assert "It is on, and ends" in lines(card)
    await minutes(world, 10)
    await world.tomas.click(card, label="I'm in")
    await world.mara.click(card, label="Leave")
    not_in = await world.mara.click(card, label="Leave")
    assert not_in.response.content.startswith("You are not in this sprint")
    await minutes(world, 20)

    assert f"How did it go, <@{world.tomas.id}>?\n" in world.general.last_message.content
    end = world.general.last_message
    told = await tell(world, world.tomas, end, "80")
    assert "wrote **80 words in 20 minutes**" in told.response.content
    gone = await tell(world, world.mara, end, "60")
    assert gone.response.content.startswith("Noted, and you are in the sprint now: you were not when it ended.")
    assert "\nYou wrote **60 words**.\n" in gone.response.content


async def test_where_nobody_is_left_nobody_is_rung_and_the_card_says_that_it_is_over(world: World) -> None:
    card = (await sprint(world)).response
    await world.mara.click(card, label="Leave")
    await minutes(world, 22)
    await minutes(world, 10)

    (only,) = world.general.history()
    assert "It ended" in lines(only)
    assert "Nobody is in it" in lines(only)


async def test_the_starter_begins_it_early_and_nobody_else_does(world: World) -> None:
    card = (await sprint(world, **{"in": 30})).response
    refused = await world.tomas.click(card, label="Start now")
    assert refused.ephemeral
    assert f"That is for <@{world.mara.id}>" in refused.response.content

    await world.mara.click(card, label="Start now")
    assert "It is on, and ends" in lines(world.general.last_message)
    await minutes(world, 20)
    assert world.general.last_message.content.startswith("**Time is up.**")
    await minutes(world, 40)
    assert len(world.general.history()) == 2


async def test_what_is_called_off_rings_no_more(world: World) -> None:
    card = (await sprint(world)).response
    refused = await world.tomas.click(card, label="Cancel")
    assert refused.ephemeral
    await world.mara.click(card, label="Cancel")
    await minutes(world, 30)

    (only,) = world.general.history()
    assert "It was called off before it began." in lines(only)
    assert button_labels(only) == []


async def test_a_second_sprint_is_answered_with_a_way_into_the_first(world: World) -> None:
    await sprint(world)
    second = await sprint(world, world.tomas)
    assert second.ephemeral
    assert second.response.content.startswith("A sprint begins here <t:")

    joined = await world.tomas.click(second.response, label="I'm in")
    assert joined.ephemeral
    assert joined.response.content.startswith("You are in. It begins <t:")
    assert "**In it:** mara and tomas" in lines(world.general.last_message)
    for shown in (second.response, world.general.last_message):
        already = await world.tomas.click(shown, label="I'm in")
        assert already.ephemeral
        assert already.response.content.startswith("You are in already. It begins <t:")
    third = await sprint(world, world.tomas)
    assert "You are in it, so there is nothing else to do" in third.response.content
    assert button_labels(third.response) == []

    other = await world.tomas.slash(world.board, "sprint")
    assert not other.ephemeral


async def test_a_channel_has_one_begun_every_ten_minutes_and_another_round_waits_by_itself(world: World) -> None:
    await sprint(world, minutes=5, **{"in": 0})
    await minutes(world, 5)
    end = world.general.last_message
    soon = await sprint(world, world.tomas)
    assert soon.ephemeral
    assert soon.response.content.startswith("A sprint can begin here every ten minutes")

    again = await world.tomas.click(end, label="Another round")
    assert not again.ephemeral
    assert f"<t:{int((world.env.now() + timedelta(minutes=5)).timestamp())}:R>" in lines(again.response)
    his = await world.tomas.click(end, label="Another round")
    assert "You are in it" in his.response.content
    twice = await world.mara.click(end, label="Another round")
    assert twice.response.content.startswith("A sprint begins here")
    assert lines(twice.response).endswith("[I'm in]")


async def test_every_button_works_after_a_restart_and_nothing_rings_twice(world: World) -> None:
    card = (await sprint(world)).response
    await world.restart()
    await world.tomas.click(card, label="I'm in")
    await minutes(world, 2)
    await world.restart()
    await minutes(world, 20)
    await world.restart()
    await world.tick()
    end = world.general.last_message
    await tell(world, world.mara, end, "30")
    await world.restart()
    await minutes(world, 5)
    await world.restart()
    await minutes(world, 60)

    assert len(world.general.history()) == 3
    assert "- mara · **30 words**\n- tomas was there" in lines(world.general.last_message)


async def test_an_end_that_the_bot_was_away_for_is_rung_once_it_is_back_and_says_so(world: World) -> None:
    await sprint(world)
    await world.env.advance_time(3 * 3600)
    await world.tick()

    assert len(world.general.history()) == 2
    assert ", while I was away." in world.general.last_message.content
    await minutes(world, 4)
    told = await tell(world, world.mara, world.general.last_message, "30")
    assert "wrote **30 words" in told.response.content


async def test_words_are_taken_until_the_day_is_over_and_what_is_no_number_is_asked_for_again(world: World) -> None:
    end = await ended(world)
    for typed in ("lots", "=about ten thousand words, give or take"):
        odd = await tell(world, world.mara, end, typed)
        assert "New words are a number, such as `350`; a total begins with `=`" in odd.response.content
    huge = await tell(world, world.mara, end, "100001")
    assert "more than a day holds" in huge.response.content

    await world.pass_time(days=1)
    late = await world.mara.click(end, label="My words")
    assert late.ephemeral
    assert typed_out(late.response.content).startswith("The day of that sprint is over")


async def test_the_days_cap_of_words_holds(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=99_900)
    end = await ended(world)
    too_much = await tell(world, world.mara, end, "200")
    assert "100,100 words is more than a day holds" in too_much.response.content
    assert "wrote **100 words" in (await tell(world, world.mara, end, "100")).response.content


async def test_whoever_wrote_along_without_saying_so_is_in_by_telling(world: World) -> None:
    end = await ended(world)
    told = await tell(world, world.tomas, end, "70")
    assert "wrote **70 words**" in told.response.content
    await minutes(world, 5)
    assert "- mara was there\n- tomas · **70 words**" in lines(world.general.last_message)


async def test_eighty_are_mentioned_and_the_message_fits(world: World) -> None:
    card = (await sprint(world, **{"in": 60})).response
    for number in range(90):
        writer = world.guild.add_member(world.env.create_user(f"writer{number}"))
        await writer.click(card, label="I'm in")
    await minutes(world, 60)
    await minutes(world, 20)
    end = world.general.last_message

    assert len(end.mentions) == 80
    assert "and 11 more" in end.content


async def test_it_runs_in_a_circles_thread(world: World) -> None:
    await world.mara.slash(world.general, "circle create", name="Owls")
    (thread,) = world.general.threads
    card = (await world.mara.slash(thread, "sprint")).response
    await world.tomas.click(card, label="I'm in")
    await minutes(world, 2)
    await minutes(world, 20)

    assert thread.last_message.content.startswith("**Time is up.**")


async def test_where_the_bot_may_not_write_it_says_so_before_it_begins(world: World) -> None:
    no_writing = {world.guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    quiet = world.guild.create_text_channel("quiet", overwrites=no_writing)
    refused = await world.owner.slash(quiet, "sprint")

    assert refused.ephemeral
    assert "I am missing **Send Messages**" in refused.response.content
    assert await world.tick() == 0
