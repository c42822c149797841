"""/wrote and /streak as a member meets them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.bot.goal_steps import lines
from tests.bot.streak_steps import undo
from tests.world import World


def buttons(message: Any) -> list[str]:
    """Return the labels of a message's buttons."""
    return [button["label"] for row in message.components for button in row["components"]]


async def wrote(world: World, **options: Any) -> Any:
    return await world.mara.slash(world.general, "wrote", **options)


async def test_writing_is_answered_with_streak_and_total(world: World) -> None:
    result = await wrote(world, words=350, note="the *harbour* scene")

    text = result.response.content
    assert "wrote **350 words**" in text
    assert "Streak **1 day**" in text
    assert "“the \\*harbour\\* scene”" in text
    assert not result.ephemeral
    assert buttons(result.response) == ["Well done", "…"]


async def test_a_newcomer_is_told_once_and_privately_how_days_are_counted(world: World) -> None:
    first, second = await wrote(world, words=1), await wrote(world, words=1)

    assert len(first.followups) == 1
    assert first.followups[0].ephemeral
    assert "20:00" in first.followups[0].content
    assert second.followups == []


async def test_entries_of_a_day_add_up_and_count_one_day(world: World) -> None:
    await wrote(world, words=100)
    result = await wrote(world, words=50, minutes=20)

    assert "50 words in 20 minutes**. 150 words that day in 2 sittings." in result.response.content
    assert "Streak **1 day**" in result.response.content
    assert "150 words over 1 day in all" in result.response.content


async def test_a_day_without_words_counts(world: World) -> None:
    result = await wrote(world)

    assert "worked on their writing" in result.response.content
    assert "Streak **1 day**" in result.response.content


async def test_quiet_stays_between_member_and_bot(world: World) -> None:
    assert (await wrote(world, words=5, quiet=True)).ephemeral


async def test_what_everybody_reads_leaves_quiet_amounts_out(world: World) -> None:
    quiet = await wrote(world, words=400, quiet=True)
    loud = await wrote(world, words=30)
    seen = await world.tomas.slash(world.general, "streak show", member=world.mara)
    own = await world.mara.slash(world.general, "streak show")

    assert "400 words over 1 day in all" in quiet.response.content
    assert (
        "wrote **30 words**.\n-# `M● T· W· T· F· S· S·` Streak **1 day** · 30 words over 1 day in all"
        in loud.response.content
    )
    assert "30 words over 1 day in all" in str(seen.response.components)
    assert "430 words over 1 day in all" in str(own.response.components)
    form = await world.mara.click(loud.response, label="…")
    edited = await world.mara.submit_modal(form, {"words": "20", "minutes": "", "note": "", "link": ""})
    assert (
        "wrote **20 words**.\n-# `M● T· W· T· F· S· S·` Streak **1 day** · 20 words over 1 day in all"
        in edited.response.content
    )


async def test_who_hides_from_boards_keeps_their_streak_to_themselves(world: World) -> None:
    await wrote(world, words=5)
    await world.mara.slash(world.general, "settings boards", shown=False)
    refused = await world.tomas.slash(world.general, "streak show", member=world.mara)

    assert refused.ephemeral
    assert refused.response.content.startswith("They keep their streak to themselves.")
    assert "'s streak" in str((await world.mara.slash(world.general, "streak show")).response.components)


async def test_direct_messages_show_nobody_elses_streak(world: World) -> None:
    await wrote(world, words=5)
    refused = await world.tomas.user.slash("streak show", member=world.mara.user)

    assert refused.response.content.startswith("I have nothing to show for them here.")


async def test_logging_yesterday_repairs_the_streak(world: World) -> None:
    await wrote(world, words=10)
    await world.pass_time(days=2)
    broken = await wrote(world, words=10)
    repaired = await wrote(world, words=10, day="yesterday")

    assert "Streak **1 day**" in broken.response.content
    assert "Streak **3 days**" in repaired.response.content
    assert "(logged late)" in repaired.response.content
    assert "joins your streak together again" in repaired.response.content


async def test_a_freeze_that_is_earned_and_spent_at_once_is_not_counted(world: World) -> None:
    for _ in range(6):
        await wrote(world, words=10)
        await world.pass_time(days=1)
    await world.pass_time(days=2)
    await wrote(world, words=10)
    late = await wrote(world, words=10, day="2 days ago")

    assert "covered yesterday: your streak stands, neither longer nor shorter.\nSeven kept days had earned it." in (
        late.response.content
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"link": "javascript:alert(1)"}, "not a web address"),
        ({"day": "2025-12-20"}, "too far back"),
        ({"day": "whenever"}, "could not tell which day"),
        ({"day": "2026-01-09"}, "not come yet"),
    ],
)
async def test_what_cannot_be_logged_is_refused_privately_with_the_next_step(
    world: World, options: dict[str, Any], said: str
) -> None:
    result = await wrote(world, **options)

    assert result.ephemeral
    assert said in result.response.content
    shown = await world.mara.slash(world.general, "streak show")
    assert "Your streak begins with" in str(shown.response.components)


async def test_what_was_undone_behind_the_three_dots_is_put_back_in_one_tap(world: World) -> None:
    message = (await wrote(world, words=350)).response
    await undo(world.mara, message)
    await world.mara.click(world.general.last_message, label="Put it back")

    assert "wrote **350 words**" in world.general.last_message.content
    assert "350 words over 1 day in all" in world.general.last_message.content


async def test_edit_opens_filled_in_and_changes_the_entry_after_a_restart(world: World) -> None:
    message = (await wrote(world, words=350, note="harbour")).response
    await world.restart()
    form = await world.mara.click(message, label="…")
    await world.restart()
    assert '"350"' in str(form.modal).replace("'", '"')

    await world.mara.submit_modal(form, {"words": "1.5k", "minutes": "", "note": "harbour", "link": ""})

    assert "wrote **1,500 words**" in world.general.last_message.content


async def test_a_decimal_comma_in_a_form_is_not_ten_times_as_much(world: World) -> None:
    message = (await wrote(world, words=350)).response
    form = await world.mara.click(message, label="…")

    await world.mara.submit_modal(form, {"words": "1,5k", "minutes": "10,5", "note": "", "link": ""})

    assert "wrote **1,500 words in 10 minutes**" in world.general.last_message.content


async def test_others_read_on_how_many_days_a_newcomer_wrote_also_those_told_late(world: World) -> None:
    for day in ("2026-01-02", "2026-01-03", "2026-01-04"):
        await wrote(world, words=300, day=day)
    await wrote(world, words=300)

    shown = await world.tomas.slash(world.general, "streak show", member=world.mara)

    assert "Longest run **4 days** written · wrote on **4 days** in the last 90" in lines(shown.response)


async def test_in_direct_messages_an_edited_entry_stands_in_its_own_message(world: World) -> None:
    message = (await world.mara.user.slash("wrote", words=350)).response
    form = await world.mara.user.click(message, label="Edit")
    await world.mara.user.submit_modal(form, {"words": "400", "minutes": "", "note": "", "link": ""})
    shown = [each for each in world.mara.user.dm_channel.history(viewer=world.mara.user) if "words**" in each.content]

    assert [(each.id, "400 words" in each.content) for each in shown] == [(message.id, True)]


async def test_a_number_that_cannot_be_read_in_the_form_is_refused_and_nothing_is_lost(world: World) -> None:
    message = (await wrote(world, words=350)).response
    form = await world.mara.click(message, label="…")
    typed = {"words": "many", "minutes": "", "note": "", "link": "", "keep_or_undo": ["keep"]}
    result = await world.mara.submit_modal(form, typed)

    assert result.ephemeral
    assert "could not read “many”" in result.response.content
    assert "keep" not in result.response.content
    assert "wrote **350 words**" in world.general.last_message.content


async def test_nobody_else_can_press_the_buttons(world: World) -> None:
    message = (await wrote(world, words=350)).response
    result = await world.tomas.click(message, label="…")

    assert result.ephemeral
    assert result.modal is None
    assert "belongs to somebody else" in result.response.content
    assert "wrote **350 words**" in world.general.last_message.content


async def test_the_day_ends_at_the_members_own_hour(world: World) -> None:
    await world.mara.slash(world.general, "settings zone", place="Asia/Tokyo")
    await world.until(datetime(2026, 1, 5, 17, 59, 59, tzinfo=UTC))  # 02:59:59 on Tuesday in Tokyo
    before = await wrote(world, words=1)
    await world.until(datetime(2026, 1, 5, 18, 0, 1, tzinfo=UTC))
    after = await wrote(world, words=1)

    assert "over 1 day in all" in before.response.content
    assert "Streak **2 days**" in after.response.content


async def test_moving_to_another_zone_moves_no_logged_day(world: World) -> None:
    await wrote(world, words=1)
    await world.pass_time(days=1)
    await wrote(world, words=1)
    for place in ("Pacific/Auckland", "Pacific/Honolulu", "Europe/Berlin"):
        await world.mara.slash(world.general, "settings zone", place=place)
    result = await world.mara.slash(world.general, "streak show")

    assert "## 2 days" in str(result.response.components)


async def test_a_missed_day_is_frozen_announced_and_does_not_extend(world: World) -> None:
    for _ in range(7):
        earned = await wrote(world, words=10)
        await world.pass_time(days=1)
    await world.pass_time(days=1)
    result = await wrote(world, words=10)

    assert "earned a freeze" in earned.response.content
    assert "A freeze covered yesterday" in result.response.content
    assert "Streak **8 days**" in result.response.content


async def test_a_comeback_is_welcomed(world: World) -> None:
    for _ in range(3):
        await wrote(world, words=10)
        await world.pass_time(days=1)
    await world.pass_time(days=4)
    result = await wrote(world, words=10)

    assert "Welcome back" in result.response.content
    assert "3 days" in result.response.content


async def test_days_of_silence_are_welcomed_back_too(world: World) -> None:
    await wrote(world, words=10)
    await world.pass_time(days=5)

    assert "Welcome back" in (await wrote(world, words=10)).response.content


async def test_a_plan_of_three_days_a_week_begins_at_once_and_changes_at_the_boundary(world: World) -> None:
    first = await world.mara.slash(world.general, "streak plan", rhythm="some days a week", days=3)
    again = await world.mara.slash(world.general, "streak plan", rhythm="some days a week", days=3)
    later = await world.mara.slash(world.general, "streak plan", rhythm="every day")
    missing = await world.mara.slash(world.general, "streak plan", rhythm="some days a week")

    assert "**3 days a week**, starting now" in first.response.content
    assert "already is your plan" in again.response.content
    assert "From Monday 12 January 2026 your plan is **every day**" in later.response.content
    assert "1 to 7" in missing.response.content


async def test_a_change_of_plan_is_taken_back_for_a_day_and_leaves_everything_as_it_was(world: World) -> None:
    for _ in range(6):
        await wrote(world, words=10)
        await world.pass_time(days=1)
    first = await world.mara.slash(world.general, "streak plan", rhythm="once a week")
    waiting = await world.mara.slash(world.general, "streak plan", rhythm="every day")
    another = await world.mara.slash(world.general, "streak plan", rhythm="once a month")
    gone = await world.mara.click(first.response, label="Take it back")
    await world.mara.click(another.response, label="Take it back")
    shown = str((await world.mara.slash(world.general, "streak show")).response.components)

    assert "no longer there" in gone.response.content
    assert "From Monday 12 January 2026 your plan is **every day**" in waiting.response.content
    assert "From Monday 12 January: every day" in shown
    assert "Longest run **6 days** written" in shown


async def test_a_plan_of_more_than_a_day_ago_stays(world: World) -> None:
    chosen = await world.mara.slash(world.general, "streak plan", rhythm="once a week")
    await world.pass_time(hours=24.1)
    refused = await world.mara.click(chosen.response, label="Take it back")

    assert "more than a day old" in refused.response.content
    assert "once a week" in str((await world.mara.slash(world.general, "streak show")).response.components)


async def test_the_log_lists_the_last_entries_to_edit_and_undo(world: World) -> None:
    for words in range(1, 9):
        await wrote(world, words=words * 100, note=f"part {words}", quiet=words == 8)
        await world.pass_time(days=1)
    log = await world.mara.slash(world.general, "streak log")
    form = await world.mara.click(log.response, custom_id=newest(log, "edit"))
    await world.mara.submit_modal(form, {"words": "850", "minutes": "", "note": "part 8", "link": ""})
    await world.mara.click(log.response, custom_id=newest(log, "undo"))
    undone = str(log.response.components)
    await world.mara.click(log.response, label="Put it back")
    mended = str(log.response.components)
    await world.mara.click(log.response, label="Earlier")

    assert log.ephemeral
    assert "~~850 words~~ taken back" in undone
    assert "**Yesterday** · 850 words · quiet" in mended
    assert "part 3" in mended
    assert "part 2" not in mended
    assert "part 2" in str(log.response.components)


def newest(log: Any, action: str) -> str:
    """Return the id of a log's first button that does something."""
    found = re.search(rf"streaks:{action}:[0-9:]+", str(log.response.components))
    assert found is not None
    return found[0]


async def test_who_has_logged_nothing_is_told_how_to_begin(world: World) -> None:
    log = await world.mara.slash(world.general, "streak log")

    assert "Your log is empty so far" in str(log.response.components)


@pytest.mark.parametrize(("days", "said"), [(7, "Seven days"), (30, "Thirty days")])
async def test_round_days_of_a_streak_are_celebrated_once(world: World, days: int, said: str) -> None:
    for _ in range(days - 1):
        before = await wrote(world)
        await world.pass_time(days=1)
    reached, again = await wrote(world), await wrote(world)

    assert [said in each.response.content for each in (before, reached, again)] == [False, True, False]


async def test_a_streak_that_has_not_begun_is_one_next_step_and_no_zeros(world: World) -> None:
    shown = await world.mara.slash(world.general, "streak show")

    assert "Your streak begins with your first" in str(shown.response.components)
    assert not re.search(r"\b0\b", shown.response.components[0]["components"][0]["content"])
    assert shown.response.attachments == []


async def test_somebody_elses_streak_can_be_looked_at_only_where_they_write(world: World) -> None:
    unseen = await world.tomas.slash(world.general, "streak show", member=world.mara)
    await wrote(world, words=1)
    seen = await world.tomas.slash(world.general, "streak show", member=world.mara)

    assert "nothing to show" in unseen.response.content
    assert "## 1 day" in str(seen.response.components)
    assert "You hold" not in str(seen.response.components)


async def test_a_milestone_reached_by_writing_is_celebrated_where_the_goal_was_shared(world: World) -> None:
    card = await world.mara.slash(world.general, "goal set", text="1000 words by the end of January")
    await world.mara.click(card.response, label="Looks right")
    await world.mara.slash(world.board, "wrote", words=510)
    await world.tick()
    celebrated = world.general.last_message.content
    await world.mara.slash(world.board, "wrote", words=1)
    await world.tick()

    assert "has passed halfway to 1,000 words" in celebrated
    assert world.general.last_message.content == celebrated


async def test_text_stays_text(world: World) -> None:
    note = "<#123> <t:1:R> @everyone [free](https://evil.example) '); DROP TABLE entries;--"
    result = await wrote(world, words=1, note=note)

    text = result.response.content
    assert "\\<\\#123\\>" in text
    assert "\\<t\\:1:R\\>" in text
    assert "@everyone" not in text
    assert "DROP TABLE entries" in text
    assert "over 1 day" in (await wrote(world, words=1)).response.content
