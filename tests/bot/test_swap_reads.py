"""Comments, verdicts and reports as members and moderators meet them: repeats, strangers, refusals, what is told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from cogs.kit import cards
from cogs.kit.routes import Route
from rules.swaps.moves import ReadState
from sandbox.swap_pieces import UNPLACED, WEATHER
from tests.bot.goal_steps import lines
from tests.bot.swap_steps import HOLLOW, Stage, real
from tests.services.swap_room import story
from tests.world import World


@pytest.fixture
async def stage(world: World) -> Stage:
    return Stage(world)


async def forwarded(stage: Stage, *items: Any) -> Any:
    """Let buttons stand in public, as a forwarded message would have them."""
    channel: Any = stage.world.bot.get_channel(stage.world.general.id)
    with stage.world.env._bot_scope():
        return await channel.send(view=cards.buttons(*items))


async def test_strangers_presses_are_refused_kindly_and_change_nothing(stage: Stage) -> None:
    await stage.commented()
    before = await stage.read(stage.tomas, stage.mara)
    of_reader = ("open", "page", "extend", "comment", "answer", "as_is")
    of_author = ("received", "whole", "helped", "more", "thank", "disown", "reader")
    routes = of_reader + of_author
    for route in routes:
        extra = "0" if route == "page" else ""
        message = await forwarded(stage, Route(f"reads:{route}").button("Press", before.id, extra=extra))
        refused = await stage.world.owner.click(message, label="Press")
        assert refused.ephemeral, route
        assert "That button belongs to somebody else." in refused.response.content, route

    report = await forwarded(stage, Route("reports:comment").button("Press", before.id))
    form = await stage.world.owner.click(report, label="Press")
    refused = await stage.world.owner.submit_modal(form, {"why": "No reason."})
    assert "That button belongs to somebody else." in refused.response.content
    assert await stage.read(stage.tomas, stage.mara) == before


async def test_a_second_press_of_each_verdict_says_the_same_and_does_nothing_more(stage: Stage) -> None:
    await stage.commented()
    read = await stage.read(stage.tomas, stage.mara)
    for route, says in (("more", "to say a little more"), ("helped", "gets 1 credit for reading you")):
        said = []
        for _ in range(2):
            message = await forwarded(stage, Route(f"reads:{route}").button("Press", read.id))
            pressed = await stage.mara.click(message, custom_id=f"reads:{route}:{read.id}")
            if route == "more":
                pressed = await stage.mara.submit_modal(pressed, {"wanted": "The harbour"})
            said.append(pressed.followups[0].content)
        assert says in said[0]
        assert said[1] == said[0]

    assert await stage.balance(stage.tomas) == 3
    await stage.world.tick()
    assert len([m for m in stage.tomas.user.dm_channel.history(viewer=stage.tomas.user) if "helped" in m.content]) == 1


async def test_a_comment_sent_twice_is_one(stage: Stage) -> None:
    await stage.offer(stage.mara)
    card = await stage.start(stage.tomas)
    await stage.world.pass_time(hours=0.2)
    forms = [await stage.press(stage.tomas, card, "Leave my comment") for _ in range(2)]
    said = [lines((await stage.send(stage.tomas, form, card, real(1))).response) for form in forms]

    assert said[0] == said[1]
    await stage.world.tick()
    comments = [m for m in stage.mara.user.dm_channel.history(viewer=stage.mara.user) if "to say:" in m.content]
    assert len(comments) == 1


async def test_a_comment_too_late_comes_back_where_another_has_the_piece(stage: Stage) -> None:
    await stage.offer(stage.mara)
    card = await stage.start(stage.tomas)
    form = await stage.press(stage.tomas, card, "Leave my comment")
    await stage.later(days=5, minutes=1)
    await stage.start(stage.world.owner)
    late = await stage.send(stage.tomas, form, card, real(1))

    assert late.response.content.startswith("Somebody else was a moment quicker")
    assert all(said in late.response.content for said in real(1).values() if said)


@pytest.mark.breaks_things
async def test_a_crash_gives_the_comment_back_and_keeps_it(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await stage.offer(stage.mara)
    card = await stage.start(stage.tomas)
    form = await stage.press(stage.tomas, card, "Leave my comment")

    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broke:
        broke.setattr("services.swaps.comments.check_comment", broken)
        said = await stage.send(stage.tomas, form, card, HOLLOW)
    assert "Sorry, something broke on my side" in said.response.content
    assert HOLLOW["effect"] in said.response.content
    await stage.world.restart()
    assert HOLLOW["effect"] in str((await stage.press(stage.tomas, card, "Leave my comment")).modal)


@pytest.mark.parametrize("comment", [HOLLOW, UNPLACED], ids=["refused", "asked about"])
async def test_whose_comment_is_held_can_still_give_the_piece_back_or_report_it(
    stage: Stage, comment: dict[str, str]
) -> None:
    await stage.offer(stage.mara)
    card = await stage.start(stage.tomas)
    await stage.world.pass_time(hours=0.2)
    held = await stage.comment(stage.tomas, card, comment)
    assert "Not sent yet" in lines(held)
    await stage.fill(stage.tomas, held, "Report", {"why": "It is somebody else's story."})
    given_back = await stage.press(stage.tomas, held, "Give it back")

    assert "is the next to be read by somebody else" in lines(given_back.response)


async def test_a_long_comment_is_cut_in_the_message_and_read_in_full(stage: Stage) -> None:
    await stage.offer(stage.mara)
    card = await stage.start(stage.tomas)
    await stage.world.pass_time(hours=0.2)
    comment = real(1, words=500)
    await stage.comment(stage.tomas, card, comment)
    await stage.world.tick()
    message = stage.received(stage.mara)

    assert len(message.content) <= 2000
    assert comment["question"][-40:] not in message.content
    whole = await stage.press(stage.mara, message, "Read it all")
    said = " ".join(each.content for each in (whole.response, *whole.followups))
    assert all(part in said.replace("\n", " ") for part in comment["effect"].split(". "))
    assert comment["question"][-40:] in said
    await stage.press(stage.mara, message, "This helped")
    assert await stage.balance(stage.tomas) == 4  # from 300 words of one's own on, a comment earns 2


async def test_the_readers_profile_opens_from_the_message(stage: Stage) -> None:
    form = await stage.tomas.slash(stage.world.general, "introduce")
    words = {"who": "A night nurse in Porto", "writes": "", "why": "", "offers": "", "links": ""}
    await stage.tomas.submit_modal(form, words)
    shown = await stage.press(stage.mara, await stage.commented(), "Their profile")

    assert shown.ephemeral
    assert "A night nurse in Porto" in lines(shown.response)


async def test_a_read_in_return_passes_the_credit_on_and_a_long_one_makes_none_new(stage: Stage) -> None:
    await stage.commented()
    await stage.press(stage.mara, stage.received(stage.mara), "This helped")
    await stage.offer(stage.tomas)
    await stage.read_through(stage.mara, words=330)
    await stage.press(stage.tomas, stage.received(stage.tomas), "This helped")
    await stage.world.tick()

    assert stage.has_dm(stage.mara, "helped. It earned you 1 credit.")


# Reports


async def test_only_moderators_decide_and_the_first_decision_stays(stage: Stage) -> None:
    report = await stage.reported()
    for label in ("Remove", "Revoke credit", "Dismiss"):
        refused = await stage.tomas.click(report, label=label)
        assert refused.ephemeral
        assert refused.response.content.startswith("Only people who may moderate this server")
    assert (await stage.read(stage.tomas, stage.mara)).state is ReadState.REPORTED

    report_id = int(next(each for each in str(report.components).split("'") if each.startswith("reports:remove:"))[15:])
    await stage.decide(stage.world.owner, report, "Revoke credit")  # who may manage the server may decide, too
    channel: Any = stage.world.bot.get_channel(stage.reports.id)
    with stage.world.env._bot_scope():
        old = await channel.send(view=cards.buttons(Route("reports:remove").button("Remove", report_id)))
    late = await stage.moderator.click(old, label="Remove")
    assert f"<@{stage.world.owner.id}> has revoked the credit." in late.response.content
    assert (await stage.read(stage.tomas, stage.mara)).state is ReadState.REVOKED


async def test_a_decision_stands_before_all_moderators_also_where_none_of_them_may_write(stage: Stage) -> None:
    report = await stage.reported()
    everybody, sends = stage.world.guild.default_role, discord.Permissions(send_messages=True).value
    stage.world.env.backend.set_overwrite(stage.reports.id, Overwrite(everybody.id, OverwriteType.ROLE, 0, sends))
    await stage.world.env.settle()
    await stage.decide(stage.moderator, report, "Dismiss")

    assert "has dismissed" in lines(stage.reports.last_message)


async def test_the_owner_decides_a_case_of_their_own_only_where_nobody_else_does(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    owner = stage.world.owner
    guild = stage.world.bot.get_guild(stage.world.guild.id)
    assert guild is not None
    guild.owner_id = owner.id
    await stage.moderated()
    await stage.offer(owner)
    await stage.read_through(stage.tomas)
    await stage.fill(owner, stage.received(owner), "Report", {"why": "It is about another story."})
    await stage.world.tick()
    report = stage.reports.last_message
    refused = await stage.press(owner, report, "Remove")
    assert refused.response.content.startswith("You are part of this one, so another moderator decides it.")
    assert "you may from <t:" in refused.response.content
    await stage.later(days=3)

    decided = await stage.decide(owner, report, "Dismiss")
    assert "It was a case of their own, which nobody else decided." in lines(decided.response)
    assert "a case of their own" in caplog.text


async def test_setup_warns_of_a_report_channel_that_everybody_can_read(stage: Stage) -> None:
    guild, owner = stage.world.guild, stage.world.owner
    panel = (await owner.slash(stage.world.general, "setup")).response
    shown = await owner.select(panel, [stage.world.general], custom_id=f"channel:setup:reports:{guild.id}")
    assert "Everybody can read that channel" in lines(shown.response)

    hidden = {
        guild.default_role: discord.PermissionOverwrite(view_channel=False),
        owner: discord.PermissionOverwrite(view_channel=True),
    }
    private = guild.create_text_channel("moderators", overwrites=hidden)
    shown = await owner.select(panel, [private], custom_id=f"channel:setup:reports:{guild.id}")
    assert "Everybody can read that channel" not in lines(shown.response)


async def test_a_report_waits_until_a_channel_is_chosen(stage: Stage) -> None:
    message = await stage.commented()
    said = await stage.fill(stage.mara, message, "Report", {"why": "It is about another story."})
    assert "This server has not chosen where reports go yet" in said.response.content
    await stage.moderated()
    await stage.world.tick()

    assert "It is about another story." in lines(stage.reports.last_message)


async def test_moderators_see_all_of_a_long_piece(stage: Stage) -> None:
    await stage.moderated()
    text = "\n\n".join(f"{number}. {story(number)}" for number in range(12))
    await stage.slash(stage.mara, "offer", title="Long", file=("long.md", text.encode()))
    card = await stage.start(stage.tomas)
    await stage.fill(stage.tomas, card, "Report", {"why": "See the end."})
    await stage.world.tick()
    report = stage.reports.last_message
    stranger = await stage.tomas.click(report, label="Show it all")
    assert stranger.response.content.startswith("Only people who may moderate")

    page = (await stage.moderator.click(report, label="Show it all")).response
    seen = lines(page)
    while "[Next page]" in lines(page):
        page = (await stage.moderator.click(page, label="Next page")).response
        seen += lines(page)
    assert story(11)[-60:] in seen.replace("\n", " ")


# What is asked


async def test_the_form_for_an_answer_asks_what_its_card_asked(stage: Stage) -> None:
    await stage.offer(stage.mara)
    await stage.withdraw(stage.mara, "Untold 1")
    await stage.slash(stage.mara, "offer", title=WEATHER.title, file=("piece.txt", WEATHER.text.encode()))
    card = await stage.start(stage.tomas)
    await stage.later(minutes=15)
    retold = (
        "The envelope was afraid of the water, so my uncle read the hymn to a radio in the bath and the year stayed "
        "home twice. Slowly the boats said a quarter of the storm, and the fishermen listened on the back of thirty "
        "mornings, which had never been to five. Somebody told the air that the big radio is a man, and between them "
        "the weather read the sea once more, before the boats were home."
    )
    held = await stage.comment(stage.tomas, card, {"quote": "", "effect": retold, "question": ""})
    assert "What did it do for you? One sentence would do." in lines(held)
    form = await stage.press(stage.tomas, held, "Answer it")
    assert "What did it do for you?" in str(form.modal)
    assert "What in this piece do you mean?" not in str(form.modal)


# What comes by itself


async def test_on_sunday_who_was_read_hears_of_it(stage: Stage) -> None:
    await stage.commented()
    await stage.world.until(datetime(2026, 1, 11, 18, 1, tzinfo=UTC))
    told = stage.dm(stage.mara, "You were read")

    assert told.content == (f"You were read this week, by one person.\ntomas, in “Untold 1”:\n> {real(1)['quote']}")


async def test_on_sunday_nobody_hears_of_a_server_they_were_removed_from(stage: Stage) -> None:
    await stage.commented()
    stage.world.env.create_guild("Elsewhere").add_member(stage.mara.user)  # they can be written to
    stage.world.guild.remove_member(stage.mara)
    await stage.world.until(datetime(2026, 1, 11, 18, 1, tzinfo=UTC))

    assert not stage.has_dm(stage.mara, "You were read")


async def test_on_a_pause_a_nudge_comes_on_the_third_day(stage: Stage) -> None:
    await stage.tomas.slash(stage.world.general, "settings reminder", on=True)
    await stage.tomas.slash(stage.world.general, "streak pause", **{"from": "tomorrow", "to": "10 January"})
    await stage.offer(stage.mara)
    await stage.start(stage.tomas)
    await stage.later(days=3, minutes=1)

    nudge = stage.dm(stage.tomas, "is still with you to read")
    await stage.world.restart()
    assert "[Leave my comment]" in lines((await stage.press(stage.tomas, nudge, "Open: Untold 1")).response)


async def test_news_is_sent_under_a_nonce_and_once_also_when_discord_has_trouble(stage: Stage) -> None:
    stage.world.env.inject_error("POST", "/channels/*/messages", status=503, times=2)
    await stage.offer(stage.mara)
    card = await stage.start(stage.tomas)
    await stage.world.pass_time(hours=0.2)
    await stage.comment(stage.tomas, card, real(1))
    for _ in range(4):
        await stage.later(minutes=20)

    sent: list[Any] = [
        each.json for each in stage.world.env.http_requests if "to say:" in str(each.json) and each.method == "POST"
    ]
    assert len({each["nonce"] for each in sent}) == 1
    assert len([m for m in stage.mara.user.dm_channel.history(viewer=stage.mara.user) if "to say:" in m.content]) == 1


# Setting up


async def test_setup_chooses_rounds_and_the_shortest_comment(stage: Stage) -> None:
    world = stage.world
    panel = (await world.owner.slash(world.general, "setup")).response
    shown = await world.owner.click(panel, label="Swaps")
    assert shown.ephemeral
    await world.restart()
    for menu, value in (("round_day", "2"), ("round_hour", "7")):
        await world.owner.select(shown.response, [value], custom_id=f"pick:setup:{menu}:{world.guild.id}")
    form = await world.owner.click(shown.response, label="Change the shortest comment")
    changed = await world.owner.submit_modal(form, {"words": "5"})
    assert changed.response.content.startswith("5 words will not do: choose 20 to 300")
    form = await world.owner.click(shown.response, label="Change the shortest comment")
    changed = await world.owner.submit_modal(form, {"words": "90"})

    said = lines(changed.response)
    assert "on **Wednesday** at **07:00**" in said
    assert "at least **90 words**" in said
    joined = await stage.slash(stage.mara, "join-round")
    assert "<t:1767769200:f>" in joined.response.content


async def test_only_managers_set_swaps_up(stage: Stage) -> None:
    for route in ("swaps", "min_words"):
        message = await forwarded(stage, Route(f"setup:{route}").button("Press", stage.world.guild.id))
        refused = await stage.tomas.click(message, label="Press")
        assert refused.ephemeral
        assert refused.response.content.startswith("Only people who may manage this server")


@pytest.mark.parametrize("is_gone", [False, True])
async def test_a_report_that_no_moderator_has_yet_is_not_said_to_be_with_them(stage: Stage, is_gone: bool) -> None:
    await stage.moderated()
    world = stage.world
    if is_gone:
        world.env.backend.delete_channel(stage.reports.id)
    else:
        hidden = discord.Permissions(send_messages=True, view_channel=True).value
        world.env.backend.set_overwrite(stage.reports.id, Overwrite(world.guild.me.id, OverwriteType.MEMBER, 0, hidden))
    await world.env.settle()
    await stage.offer(stage.mara)
    card = await stage.start(stage.tomas)
    said = lines((await stage.fill(stage.tomas, card, "Report", {"why": "It insults me."})).response)

    assert "no moderator has it yet: the channel for reports is closed to me" in said
    assert "is with this server's moderators" not in said
