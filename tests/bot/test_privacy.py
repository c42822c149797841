"""/privacy as a member meets it: everything handed out, everything erased, and what others wrote still there."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import discord
import pytest

from cogs.privacy import cards as ui
from tests.bot.goal_steps import lines
from tests.bot.swap_steps import Stage, real
from tests.bot.test_people import choose_channel, introduce
from tests.services.full_life import FullLife, rows_with, unfilled
from tests.world import World


async def live(world: World) -> dict[str, Any]:
    """Let Mara and Tomas use everything, some of it with Sam, and Mara introduce herself in #board."""
    life = FullLife(world.bot.context, world.guild.id, world.env.now())
    await life.lead(world.mara.id, "Mara")
    await life.lead(world.tomas.id, "Tomas")
    made = await life.meet(world.mara.id, world.tomas.id, world.owner.id)
    await choose_channel(world, world.board)
    await introduce(world)
    return made


async def zip_in(message: Any) -> dict[str, str]:
    (attached,) = message.attachments
    assert attached.filename == "onereader-export.zip"
    with zipfile.ZipFile(io.BytesIO(await attached.read())) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


async def ask_to_erase(world: World, who: Any = None) -> Any:
    """Ask for the card and press its red button; return the form."""
    who = who or world.mara
    warned = await who.slash(world.general, "privacy delete")
    assert warned.ephemeral
    return await who.click(warned.response, label="Erase everything")


async def erase(world: World, word: str = "delete", who: Any = None) -> str:
    who = who or world.mara
    form = await ask_to_erase(world, who)
    sent = await who.submit_modal(form, {"word": word})
    assert sent.ephemeral
    return str(sent.response.content)


async def test_export_then_delete_then_search_finds_nothing_and_others_words_stay(world: World) -> None:
    made = await live(world)
    url, mara = world.settings.database_url, world.mara.id
    assert unfilled(url, mara) == []
    theirs = {made[name].comment.effect for name in ("got", "got_waiting", "got_reported")}
    mine = made["given"].comment.effect

    exported = await world.mara.slash(world.general, "privacy export")
    assert exported.ephemeral
    files = await zip_in(exported.response)
    kept = json.loads(files["everything.json"])
    assert all(kept[name[: -len(".csv")]] for name in files if name.endswith(".csv"))
    assert {row["effect"] for row in kept["comments_received"]} == theirs
    assert kept["introductions"][0]["message_id"] == str(world.board.last_message.id)

    assert (await erase(world)).startswith("It is done: everything about you is erased.")
    assert rows_with(url, mara) == {}
    assert world.board.history() == []  # the introduction is taken down
    for words in (*theirs, mine):
        assert rows_with(url, words) == {"swap_reads.effect": 1}
    nothing = await world.mara.slash(world.general, "privacy export")
    assert nothing.response.content.startswith("I keep nothing about you")

    await world.mara.slash(world.general, "wrote", words=5)
    shown = lines((await world.mara.slash(world.general, "streak show")).response)
    assert "1 day" in shown
    assert set(rows_with(url, mara)) == {
        "acts.member_id",
        "members.id",
        "memberships.member_id",
        "entries.member_id",
        "writing_months.member_id",
        "blocks.blocked_id",  # by Tomas, who still does
    }


async def test_the_first_question_says_what_goes_and_what_stays_and_offers_the_export(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=5)
    warned = await world.mara.slash(world.general, "privacy delete")
    said = lines(warned.response)

    assert warned.ephemeral
    for told in ("What goes", "What stays, without your name", "What I cannot delete", "It cannot be undone"):
        assert told in said
    pressed = await world.mara.click(warned.response, label="Send me my data first")
    assert pressed.ephemeral
    assert "entries.csv" in await zip_in(pressed.response)
    assert rows_with(world.settings.database_url, world.mara.id)  # nothing was erased by any of it


async def test_another_word_erases_nothing_and_says_so(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=5)
    said = await erase(world, "no, wait")

    assert said.startswith("Nothing was erased: you typed “no, wait”, and it takes the word `DELETE`.")
    assert rows_with(world.settings.database_url, world.mara.id)


async def test_a_second_form_sent_after_a_restart_changes_nothing_more(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=5)
    await world.tomas.slash(world.general, "wrote", words=5)
    form = await ask_to_erase(world)
    assert (await erase(world)).startswith("It is done")
    await world.restart()
    again = await world.mara.submit_modal(form, {"word": "DELETE"})

    assert again.response.content.startswith("It is done")
    assert rows_with(world.settings.database_url, world.mara.id) == {}
    assert rows_with(world.settings.database_url, world.tomas.id)


async def test_in_direct_messages_it_works_as_well(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=5)
    mara = world.mara.user
    exported = await mara.slash("privacy export")
    assert "entries.csv" in await zip_in(exported.response)
    warned = await mara.slash("privacy delete")
    form = await mara.click(warned.response, label="Erase everything")
    await mara.submit_modal(form, {"word": "DELETE"})

    assert rows_with(world.settings.database_url, mara.id) == {}


async def test_who_is_unknown_hears_that_nothing_is_kept(world: World) -> None:
    for command in ("privacy export", "privacy delete"):
        answer = await world.mara.slash(world.general, command)
        assert answer.ephemeral
        assert answer.response.content.startswith("I keep nothing about you")


@pytest.mark.breaks_things
async def test_an_introduction_that_cannot_be_taken_down_is_named(world: World) -> None:
    await choose_channel(world, world.board)
    await introduce(world)
    world.env.inject_error("DELETE", "/channels/*/messages/*", status=403, code=50001, times=1)
    said = await erase(world)

    assert "I could not take down 1 introduction of yours: a moderator there" in said
    assert rows_with(world.settings.database_url, world.mara.id) == {}


async def test_an_introduction_that_was_deleted_before_is_no_hindrance(world: World) -> None:
    await choose_channel(world, world.board)
    await introduce(world)
    role = world.guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
    moderator = world.guild.add_member(world.env.create_user("aiko"), roles=[role])
    await moderator.delete(world.board.last_message)

    assert await erase(world) == ui.erased_text(0)


async def test_an_export_in_parts_comes_as_numbered_files(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await live(world)
    monkeypatch.setattr("services.privacy.requests.MOST_BYTES", 12_000)
    exported = await world.mara.slash(world.general, "privacy export")
    messages = list({message.id: message for message in (exported.response, *exported.followups)}.values())
    said = [message.content for message in messages]
    names = [message.attachments[0].filename for message in messages]

    count = len(names)
    assert count > 1
    assert names == [f"onereader-export-{number}-of-{count}.zip" for number in range(1, count + 1)]
    assert f"so it comes in {count}" in said[0]
    assert all(f"Part {number} of {count}" in text for number, text in enumerate(said, 1))


async def test_a_server_that_removed_the_bot_is_erased_by_the_schedule_after_30_days(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=5, note="the ferry")
    cog: Any = world.bot.get_cog("Schedule")
    with world.env._bot_scope():
        await cog.on_guild_remove(world.bot.get_guild(world.guild.id))
    await world.pass_time(days=29)
    assert rows_with(world.settings.database_url, "the ferry")
    await world.pass_time(days=1.1)

    assert rows_with(world.settings.database_url, world.mara.id) == {}
    assert rows_with(world.settings.database_url, "the ferry") == {}


async def test_whose_author_erases_themselves_under_them_is_told_so_and_paid_for_their_comment_at_once(
    world: World,
) -> None:
    stage = Stage(world)
    await stage.offer(stage.mara)
    await stage.start(stage.tomas)
    await stage.later(minutes=15)
    await erase(world)
    await world.tick()
    told = stage.dm(stage.tomas, "has erased everything of theirs")
    assert "reaches them" not in told.content
    said = lines(await stage.comment(stage.tomas, told, real(1)))

    assert "your comment reaches nobody. It has earned you 1 credit." in said
    assert real(1)["effect"][:40] in said
    assert "somebody who is no longer here" not in said
    assert await stage.balance(stage.tomas) == 3


async def test_of_whom_a_reader_erased_nothing_is_promised_and_discord_is_asked_nothing(world: World) -> None:
    stage = Stage(world)
    await stage.moderated()
    message = await stage.commented()
    await erase(world, who=stage.tomas)
    for label in ("Ask for more", "Their profile"):
        said = lines((await stage.press(stage.mara, message, label)).response)
        assert "has erased everything of theirs, so nobody is there to hear from you" in said
    await stage.fill(stage.mara, message, "Report", {"why": "It insults me."})
    await world.tick()
    card = lines(stage.reports.last_message)
    mine = await stage.press(stage.moderator, stage.reports.last_message, "Dismiss")
    await stage.send(stage.moderator, mine, stage.reports.last_message, {"why": "It stands."})
    await world.tick()

    assert "**Remove** erases it for good: mara hears why." in card
    assert "somebody who is no longer here and mara" not in card
    again = await stage.press(stage.mara, message, "This helped")
    assert "nobody hears of it" in lines(again.followups[0]) or "nobody" in lines(again.response)
    assert not any("/members/-" in each.path for each in world.env.http_requests)


async def test_a_rounds_piece_whose_author_erased_themselves_asks_discord_for_nobody(world: World) -> None:
    stage = Stage(world)
    _, message = await stage.matched()
    await erase(world)
    await stage.press(stage.tomas, message, "Start reading")

    assert not any("/members/-" in each.path for each in world.env.http_requests)
