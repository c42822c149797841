"""What is said for all to hear, and where it is not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.bot.channel_steps import mute
from tests.bot.circle_steps import NEXT_MONDAY, SUNDAY_EVENING, newest, owls, promise, told
from tests.bot.goal_steps import lines, set_goal
from tests.bot.streak_steps import undo
from tests.bot.test_people import WORDS, choose_channel
from tests.world import World


async def test_the_bot_says_nothing_aloud_for_who_may_not_write_there(world: World) -> None:
    await mute(world, world.tomas, world.general)
    before = len(world.general.history())
    wrote = await world.tomas.slash(world.general, "wrote", words=9, note="Look at me")
    tip = await world.tomas.slash(world.general, "tip share", text="I answer every comment the same evening.")
    sprint = await world.tomas.slash(world.general, "sprint")
    await world.pass_time(hours=1)

    assert [wrote.ephemeral, tip.ephemeral, sprint.ephemeral] == [True] * 3
    assert "you cannot write in this channel" in wrote.response.content
    assert "You cannot write in this channel" in tip.response.content
    assert len(world.general.history(viewer=world.mara)) == before


@pytest.mark.parametrize(
    ("command", "options"), [("leaderboard", {}), ("piece show", {"share": "the piece alone"}), ("streak month", {})]
)
async def test_what_is_for_all_and_not_once_for_ever_is_heard_five_times_an_hour(
    world: World, command: str, options: dict[str, str]
) -> None:
    await world.mara.slash(world.general, "wrote", words=300)
    await world.mara.slash(world.general, "piece add", title="The ferry")
    await world.pass_time(days=6)  # a month's first week looks back
    before = len(world.general.history(viewer=world.tomas))
    for _ in range(7):
        answered = await world.mara.slash(world.general, command, **options)
        if command == "streak month":
            await world.mara.click(answered.response, label="Share it here")

    assert len(world.general.history(viewer=world.tomas)) == before + 5


async def test_a_card_that_was_heard_often_enough_comes_to_its_member_and_says_why(world: World) -> None:
    tips = [await world.mara.slash(world.general, "tip share", text=f"I answer {n} comments a day.") for n in range(6)]

    assert [each.ephemeral for each in tips] == [False] * 5 + [True]
    assert [len(each.followups) for each in tips[1:]] == [0] * 4 + [1]
    assert tips[-1].followups[0].ephemeral
    assert "everybody here has heard of five" in tips[-1].followups[0].content


async def test_everybody_hears_of_a_milestone_however_often_they_heard_of_its_member(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")
    steps = [await world.mara.slash(world.general, "goal progress", to="+1") for _ in range(6)]
    halfway = await world.mara.slash(world.general, "goal progress", to="250")

    assert [each.ephemeral for each in steps] == [False] * 5 + [True]
    assert "halfway" in lines(halfway.response)
    assert (halfway.ephemeral, halfway.followups) == (False, [])


@pytest.mark.parametrize("who", ["left", "muted"])
async def test_no_channel_hears_of_what_somebody_did_elsewhere_who_left_or_may_not_write_there(
    world: World, who: str
) -> None:
    await set_goal(world, "4 posts by June 30", who=world.tomas)
    if who == "left":
        world.guild.remove_member(world.tomas)
    else:
        await mute(world, world.tomas, world.general)
    await world.env.settle()
    before = len(world.general.history())
    told = await world.tomas.user.slash("goal progress", to="2")
    await world.pass_time(hours=1)

    assert "halfway" in lines(told.response)
    assert len(world.general.history()) == before


async def test_a_channel_hears_of_five_milestones_of_one_member_within_the_hour(world: World) -> None:
    before = len(world.general.history())
    for number in range(2):
        await set_goal(world, f"{number + 4} posts by June 30", who=world.tomas)
        for total in "1234":
            await world.tomas.user.slash("goal progress", to=total, goal=f"{number + 4} posts")
            await world.tick()

    assert len(world.general.history()) == before + 2 + 5  # the goals, and five of their seven milestones


async def test_a_channel_hears_of_five_entries_of_one_member_within_the_hour(world: World) -> None:
    heard = [await world.mara.slash(world.general, "wrote", words=number) for number in range(1, 8)]
    others = await world.tomas.slash(world.general, "wrote", words=9)
    elsewhere = world.env.create_guild("Quills")
    hall = elsewhere.create_text_channel("hall")
    there = await elsewhere.add_member(world.mara.user).slash(hall, "wrote", words=10)
    await world.pass_time(hours=2)
    later = await world.mara.slash(world.general, "wrote", words=8)

    assert [each.ephemeral for each in heard] == [False] * 5 + [True] * 2
    assert "Nothing else is different" in heard[-1].response.content
    assert (others.ephemeral, there.ephemeral, later.ephemeral) == (False, False, False)


async def test_no_words_for_others_are_taken_from_who_may_not_write_where_they_say_them(world: World) -> None:
    home = await owls(world)
    entry = await world.tomas.slash(world.general, "wrote", words=10, note="Good")
    shown = await world.tomas.slash(home, "circle show")
    form = await world.tomas.click(shown.response, label="This week I will…")
    tip_form = await world.tomas.slash(world.general, "tip share")
    await mute(world, world.tomas, world.general)
    edit = await world.tomas.click(entry.response, label="…")
    edited = await world.tomas.submit_modal(edit, {"words": "10", "minutes": "", "note": "The mods lie", "link": ""})
    tip = await world.tomas.slash(world.general, "tip share", text="The mods lie, so I answer them myself.")
    tip_sent = await world.tomas.submit_modal(tip_form, {"text": "The mods lie, so I answer them myself."})
    promised = await world.tomas.submit_modal(form, {"promise": "The mods lie"})
    together = await world.tomas.slash(home, "goal together", text="100000 words by June 30")
    begun = await world.tomas.click(together.response, label="Looks right")
    found = await world.mara.slash(world.general, "tip random")
    read = [lines(message) for place in (world.general, home) for message in place.history(viewer=world.mara)]

    assert "The mods lie" in edited.response.content
    assert "The mods lie" not in str(read) + lines(found.response)
    for refused in (tip, tip_sent, promised, begun):
        assert "You cannot write in this channel" in refused.response.content


async def test_no_form_opens_for_words_that_would_be_refused(world: World) -> None:
    home = await owls(world)
    await world.until(NEXT_MONDAY)
    asked = newest(home, "This week I will…")
    await promise(world.tomas, asked, "Two pages")
    await world.until(SUNDAY_EVENING + timedelta(weeks=1))
    report = newest(home, "Kept")
    await mute(world, world.tomas, world.general)

    tip = await world.tomas.slash(world.general, "tip share")
    promised = await world.tomas.click(asked, label="This week I will…")
    reported = await world.tomas.click(report, label="Kept")

    for refused in (tip, promised, reported):
        assert refused.modal is None
        assert "nothing was kept" in refused.response.content
    assert "Still to come: tomas." in lines(newest(home, "Kept"))


@pytest.mark.parametrize("is_muted_at_home", [True, False])
async def test_a_circle_reads_what_is_promised_elsewhere_by_who_may_write_where_it_meets_and_by_nobody_else(
    world: World, *, is_muted_at_home: bool
) -> None:
    home = await owls(world)
    shown = await world.tomas.slash(world.board, "circle show")
    form = await world.tomas.click(shown.response, label="This week I will…")
    muted_in = world.general if is_muted_at_home else world.board
    await mute(world, world.tomas, muted_in)
    promised = await world.tomas.submit_modal(form, {"promise": "Three mornings, then the ferry"})
    asked = await world.tomas.click(shown.response, label="This week I will…")
    seen = await world.mara.slash(home, "circle show")

    read = "Three mornings" in told(world)[-1], "Three mornings" in lines(seen.response)
    assert read == (not is_muted_at_home,) * 2
    assert (f"You cannot write in <#{home.id}>" in promised.response.content) is is_muted_at_home
    assert (asked.modal is None) is is_muted_at_home


async def test_a_server_that_discord_has_announced_and_not_shown_yet_is_asked_for(world: World) -> None:
    announced: Any = world.bot.get_guild(world.guild.id)
    announced.unavailable, announced._roles = True, {}

    assert await world.bot.post.places.may_write(world.guild.id, world.general.id, world.mara.id)


async def test_what_discord_does_not_take_at_once_uses_up_nothing_of_what_a_channel_hears_of_a_member(
    world: World,
) -> None:
    await set_goal(world, "4 posts by June 30", who=world.tomas)
    before = len(world.general.history())
    draft = await world.owner.slash(world.general, "goal together", text="100000 words by June 30")
    world.env.inject_error("POST", f"/channels/{world.general.id}/messages", status=503, times=12)
    await world.owner.click(draft.response, label="Looks right")
    await world.tomas.user.slash("goal progress", to="2")
    await world.tick()
    for minutes in (2, 3, 5, 9, 16, 16):
        await world.pass_time(hours=minutes / 60)

    assert len(world.general.history()) == before + 2


async def test_who_may_not_write_there_changes_nothing_that_all_read_in_words_of_their_own(world: World) -> None:
    entry = await world.tomas.slash(world.general, "wrote", words=10, note="Good")
    await set_goal(world, "100 pages by June 30", who=world.tomas)
    ended = await world.tomas.slash(world.general, "goal finish")
    ended = await world.tomas.click(ended.response, label="Finish it as it is")
    await mute(world, world.tomas, world.general)
    edit = await world.tomas.click(entry.response, label="…")
    await world.tomas.submit_modal(edit, {"words": "10", "minutes": "", "note": "The mods lie", "link": ""})
    await undo(world.tomas, entry.response)
    undone = world.general.history(viewer=world.mara)
    back = await world.tomas.click(newest(world.general, "Put it back"), label="Put it back")
    goes_on = await world.tomas.click(newest(world.general, "Take it back"), label="Take it back")

    assert "Good" not in str([lines(message) for message in undone])
    assert "The mods lie" not in str([lines(message) for message in world.general.history(viewer=world.mara)])
    assert (back.ephemeral, goes_on.ephemeral) == (True, True)


async def test_a_note_changed_by_direct_message_is_not_heard_when_its_entry_is_put_back(world: World) -> None:
    heard = []
    for who in (world.tomas, world.mara):
        await who.slash(world.general, "wrote", words=9, note="Good")
        if who is world.mara:
            log = await who.user.slash("streak log")
            form = await who.user.click(log.response, label="Edit")
            await who.user.submit_modal(form, {"words": "9", "minutes": "", "note": "My relapse", "link": ""})
        await undo(who, world.general.last_message)
        back = await who.click(newest(world.general, "Put it back"), label="Put it back")
        heard.append((lines(world.general.last_message), "".join(each.content for each in back.followups)))

    assert ("Good" in heard[0][0], heard[0][1]) == (True, "")
    assert ("wrote **9 words**" in heard[1][0], "relapse" in heard[1][0]) == (True, False)
    assert "They are in your log" in heard[1][1]


async def test_who_may_not_write_in_a_channel_still_votes_there(world: World) -> None:
    tip = await world.mara.slash(world.general, "tip share", text="I answer every comment the same evening.")
    await mute(world, world.tomas, world.general)
    voted = await world.tomas.click(tip.response, label="Helped me")

    assert (voted.ephemeral, "It helped 1 member." in lines(newest(world.general, "Helped me"))) == (False, True)


async def test_what_the_bot_brings_for_somebody_under_a_taken_name_names_their_account(world: World) -> None:
    home = await owls(world)
    fake = world.guild.add_member(world.env.create_user("evil"), nick="mara")
    await fake.click(newest(home, "Join"), label="Join")
    await choose_channel(world, world.board)
    form = await fake.slash(world.general, "introduce")
    await fake.submit_modal(form, WORDS)
    form = await fake.slash(world.general, "introduce")
    await fake.submit_modal(form, WORDS | {"who": "Somebody else"})
    shown = await fake.slash(world.general, "circle show")
    await promise(fake, shown.response, "Three mornings")
    await set_goal(world, "100 pages by June 30", who=fake)
    await promise(world.mara, (await world.mara.slash(world.general, "circle show")).response, "A page")

    assert "### Meet mara (\\@evil)" in lines(world.board.last_message)
    assert "Somebody else" in lines(world.board.last_message)
    assert "mara (\\@evil) has a goal" in lines(world.general.last_message)
    assert ["mara (\\@evil), for" in said for said in told(world)[-2:]] == [True, False]


async def test_on_a_card_that_others_change_a_taken_name_keeps_its_account(world: World) -> None:
    home = await owls(world)
    fake = world.guild.add_member(world.env.create_user("evil"), nick="Mara")
    await fake.click(newest(home, "Join"), label="Join")
    await world.until(NEXT_MONDAY)
    asked = newest(home, "This week I will…")
    await promise(fake, asked, "I quit")
    await promise(world.tomas, asked, "A page")
    card = lines(newest(home, "This week I will…"))
    shown = await fake.slash(home, "goal together", text="100,000 words together in January")
    await fake.click(shown.response, label="Looks right")
    await world.tick()
    await fake.click(newest(home, "I'm in"), label="I'm in")
    await world.tomas.click(newest(home, "I'm in"), label="I'm in")

    assert "Mara (\\@evil)\n> I quit" in card
    assert "Still to come: mara." in card
    assert "tomas\n> A page" in card
    assert "**In it:** tomas and Mara (\\@evil)" in lines(newest(home, "I'm in"))


async def test_a_name_that_looks_like_anothers_or_bears_the_sign_of_an_account_keeps_its_own(world: World) -> None:
    home = await owls(world)
    called = (("iris", "Iris"), ("evil", "lris"), ("worse", "Tomas (@tomas)"))
    members = [world.guild.add_member(world.env.create_user(account), nick=nick) for account, nick in called]
    for member in members:
        await member.click(newest(home, "Join"), label="Join")
    await world.until(NEXT_MONDAY)
    asked = newest(home, "This week I will…")
    for member in members:
        await promise(member, asked, "A page")
    await promise(world.tomas, asked, "A page")
    card = lines(newest(home, "This week I will…"))

    assert "Iris\n>" in card
    assert "lris (\\@evil)\n>" in card
    assert "Tomas (\\@tomas) (\\@worse)\n>" in card


async def test_while_discord_cannot_say_whether_somebody_is_there_nothing_is_said_for_them(world: World) -> None:
    await set_goal(world, "4 posts by June 30", who=world.tomas)
    world.guild.remove_member(world.tomas)
    before = len(world.general.history())
    await world.tomas.user.slash("goal progress", to="2")
    world.env.inject_error("GET", f"/guilds/{world.guild.id}/members/{world.tomas.id}", status=503, times=20)
    await world.pass_time(hours=1)
    await world.pass_time(hours=6)

    assert len(world.general.history()) == before


async def test_a_refused_form_says_once_that_nothing_typed_is_lost(world: World) -> None:
    entry = await world.mara.slash(world.general, "wrote", words=5, note="Good")
    form = await world.mara.click(entry.response, label="…")
    spam = "Follow me and I follow you back!"
    said = lines(
        (await world.mara.submit_modal(form, {"words": "5", "minutes": "7", "note": spam, "link": ""})).response
    )

    assert said.count("Here is what you typed, so that it is not lost:") == 1
    assert "And what you typed beside it:" in said
    assert (said.count(spam), "5\n7" in said) == (2, True)
