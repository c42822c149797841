"""/goal beyond the plain way: gains, promises, goals that begin later or go down, the form, and second thoughts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.goal_steps import lines, set_goal, show
from tests.world import World


async def asked(world: World, text: str, **options: Any) -> Any:
    return (await world.mara.slash(world.general, "goal set", text=text, **options)).response


# First days


async def test_a_goal_that_begins_later_says_when_and_shows_no_pace(world: World) -> None:
    card = lines(await asked(world, "50k words in November"))
    assert "Begins on **Sunday 1 November 2026**, in 300 days\nTo the end of **Monday 30 November 2026**" in card

    await set_goal(world, "50k words in November")
    await world.mara.slash(world.general, "wrote", words=13_000)
    shown = await show(world)

    assert shown.splitlines()[2:5] == [
        "**50,000 words**",
        "Begins on **Sunday 1 November 2026**, in 300 days",
        "To the end of **Monday 30 November 2026**",
    ]
    assert "%" not in shown
    assert "ahead" not in shown
    assert "[Update]" not in shown


async def test_progress_before_the_first_day_says_when_it_begins(world: World) -> None:
    await set_goal(world, "100 followers in November")

    early = await world.mara.slash(world.general, "goal progress", to="+20")

    assert early.ephemeral
    assert early.response.content.startswith(
        "“100 followers in November” begins on Sunday 1 November 2026, so “\\+20” does not count yet."
    )


# Gains, and what there is already


async def test_a_gain_asks_how_many_there_are_now(world: World) -> None:
    question = await asked(world, "200 more followers by June")
    assert "### How many are there now?" in lines(question)
    assert "**200 more followers** on top of that is your goal." in lines(question)
    assert "[Looks right]" not in lines(question)

    await world.restart()
    form = await world.mara.click(question, label="Tell me the number")
    card = await world.mara.submit_modal(form, {"now": "120"})
    assert "**320 followers**\nStarting from 120" in lines(card.response)

    await world.mara.click(card.response, label="Looks right")
    told = await world.mara.slash(world.general, "goal progress", to="220")
    assert "halfway to 320 followers" in lines(told.response)


async def test_i_have_some_already_starts_from_there(world: World) -> None:
    card = await asked(world, "500 followers in 3 months")
    form = await world.mara.click(card, label="I have some already")
    mended = await world.mara.submit_modal(form, {"now": "120"})

    assert "**500 followers**\nStarting from 120" in lines(mended.response)
    assert "[I have some already]" not in lines(mended.response)
    await world.mara.click(mended.response, label="Looks right")
    assert "**120** of 500 followers (0 % of the way from 120)" in await show(world)


async def test_having_as_many_already_is_said_kindly_and_changes_nothing(world: World) -> None:
    card = await asked(world, "500 followers in 3 months")
    form = await world.mara.click(card, label="I have some already")
    refused = await world.mara.submit_modal(form, {"now": "600"})

    assert refused.ephemeral
    assert "You already have that many, well done: 600 of 500 followers." in refused.response.content
    assert "Starting from" not in lines((await world.mara.click(card, label="Looks right")).response)


async def test_more_of_what_the_bot_counts_needs_no_number(world: World) -> None:
    card = lines(await asked(world, "5000 more words by June"))

    assert "**5,000 words**" in card
    assert "I count this for you: the words of your `/wrote`." in card


async def test_more_of_what_one_writes_counts_from_nothing(world: World) -> None:
    card = await asked(world, "write 5 more poems by June")
    assert "**5 poems**" in lines(card)
    form = await world.mara.click(card, label="I have some already")

    assert "**12 poems**\nStarting from 7" in lines((await world.mara.submit_modal(form, {"now": "7"})).response)


# Goals that go down


async def test_a_goal_may_go_down(world: World) -> None:
    await set_goal(world, "cut my draft from 120k to 90k words by June")
    await world.mara.slash(world.general, "wrote", words=500)

    told = await world.mara.slash(world.general, "goal progress", to="115000")
    assert told.response.content == (f"<@{world.mara.id}> −5,000: **115,000** words on the way down to 90,000 (16 %)")
    back = await world.mara.slash(world.general, "goal progress", to="118000")
    assert "You are at 115,000 words, and 118,000 would be higher." in back.response.content
    half = await world.mara.slash(world.general, "goal progress", to="105000")
    assert "has passed halfway to 90,000 words" in lines(half.response)


# Promises


@pytest.mark.parametrize(
    ("text", "plan"),
    [("write every day", "every day"), ("4 days a week", "4 days a week"), ("publish weekly", "once a week")],
)
async def test_a_promise_becomes_the_plan_in_one_tap(world: World, text: str, plan: str) -> None:
    card = await asked(world, text)
    assert f"it can be your plan, **{plan}**" in lines(card)

    await world.restart()
    planned = await world.mara.click(card, label="Make it my plan")

    assert f"Your plan is **{plan}**, starting now." in lines(planned.response)
    await world.mara.slash(world.general, "wrote", words=1)
    assert f"plan: {plan}" in lines((await world.mara.slash(world.general, "streak show")).response)
    assert "You have no goal yet" in (await world.mara.slash(world.general, "goal list")).response.content


async def test_a_plan_is_said_to_run_on_where_the_promise_has_an_end(world: World) -> None:
    assert "A plan runs on until you change it." in lines(await asked(world, "write every day for 30 days"))
    assert "A plan runs on" not in lines(await asked(world, "write every day"))


async def test_a_promise_to_publish_can_be_a_goal_in_posts(world: World) -> None:
    card = lines(await asked(world, "publish weekly"))

    assert "Or keep it as a goal, **1 post a week**: I count every new link in `/wrote` or `/piece`, each once." in card


async def test_a_promise_can_be_a_goal_in_sessions(world: World) -> None:
    card = await asked(world, "write 3 times a week until 30 June")
    assert "**3 sessions a week until Tuesday 30 June 2026**" in lines(card)
    await world.mara.click(card, label="Keep it as a goal")
    wrote = await world.mara.slash(world.general, "wrote", words=10)

    assert "For “write 3 times a week until 30 June”: **1** of 3 sessions this week" in wrote.response.content


# The form


FILLED_IN = {"amount": "1000", "unit": "lecteurs", "by": "2026-12-31", "per": ["once"]}


async def test_set_without_words_opens_a_form_that_needs_no_language(world: World) -> None:
    form = await world.mara.slash(world.general, "goal set")
    card = await world.mara.submit_modal(form, FILLED_IN)
    assert "**1,000 lecteurs**" in lines(card.response)
    assert "To the end of **Thursday 31 December 2026**" in lines(card.response)

    await world.mara.click(card.response, label="Looks right")

    assert "> 1000 lecteurs by 2026-12-31" in lines(world.general.last_message)


async def test_a_form_for_a_private_goal_keeps_it_private(world: World) -> None:
    form = await world.mara.slash(world.general, "goal set", private=True)
    card = await world.mara.submit_modal(form, FILLED_IN)
    confirmed = await world.mara.click(card.response, label="Looks right")

    assert all(each.ephemeral for each in confirmed.followups)


async def test_a_form_makes_a_rhythm(world: World) -> None:
    form = await world.mara.slash(world.general, "goal set")
    card = await world.mara.submit_modal(form, {"amount": "2", "unit": "Gedichte", "by": "", "per": ["week"]})

    assert "**2 Gedichte a week**" in lines(card.response)


@pytest.mark.parametrize(
    "text",
    [
        "1000 lecteurs d'ici la fin de l'année",
        "1000 lectores antes de fin de año",
        "500 seguidores até o fim do ano",
        "500 Leser bis Ende des Jahres",
        "a ton of readers one day",
    ],
)
async def test_every_question_leads_to_the_form(world: World, text: str) -> None:
    question = await asked(world, text)
    await world.restart()
    form = await world.mara.click(question, label="Fill in a form")
    card = await world.mara.submit_modal(form, FILLED_IN)

    assert "**1,000 lecteurs**" in lines(card.response)
    assert "> 1000 lecteurs by 2026-12-31" in lines(card.response)


async def test_a_goal_in_spanish_is_set_by_one_tap(world: World) -> None:
    question = await asked(world, "1000 lectores antes de fin de año")
    card = await world.mara.click(question, label="1,000 readers by Thursday 31 December 2026")
    await world.mara.click(card.response, label="Looks right")

    assert "> 1000 lectores antes de fin de año" in lines(world.general.last_message)


async def test_a_form_that_is_not_clear_asks_with_readings_and_opens_again_as_it_was(world: World) -> None:
    form = await world.mara.slash(world.general, "goal set")
    question = await world.mara.submit_modal(form, FILLED_IN | {"by": "3/4/2027"})
    assert "more than one way" in lines(question.response)

    again = await world.mara.click(question.response, label="Fill in a form")
    assert "3/4/2027" in str(again.modal)
    card = await world.mara.click(question.response, label="1,000 lecteurs by Saturday 3 April 2027")
    assert "To the end of **Saturday 3 April 2027**" in lines(card.response)


# Which goal


async def test_progress_with_several_goals_asks_which_and_keeps_the_number(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")
    await set_goal(world, "12 poems this year")

    which = await world.mara.slash(world.general, "goal progress", to="+20")
    assert which.ephemeral
    assert which.response.content == "Which goal is “\\+20” for?"
    assert lines(which.response).endswith("[12 poems this year]\n[500 followers in 3 months]")

    await world.restart()
    told = await world.mara.click(which.response, label="500 followers in 3 months")

    assert "[500 followers in 3 months]" not in lines(told.response)
    assert world.general.last_message.content == "mara +20: **20** of 500 followers (4 %)"


async def test_progress_with_colons_in_it_is_answered_from_its_buttons_too(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")
    await set_goal(world, "12 poems this year")

    which = await world.mara.slash(world.general, "goal progress", to="at 12:30: twenty")
    told = await world.mara.click(which.response, label="500 followers in 3 months")

    assert told.response is not None


async def test_a_name_that_fits_no_goal_keeps_the_number_too(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")

    which = await world.mara.slash(world.general, "goal progress", to="+20", goal="poems")
    await world.mara.click(which.response, label="500 followers in 3 months")

    assert "**20** of 500 followers" in world.general.last_message.content


# Progress in one line, the card on a milestone


async def test_progress_is_one_line_and_a_card_on_a_milestone(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")

    line = await world.mara.slash(world.general, "goal progress", to="80")
    assert lines(line.response) == f"<@{world.mara.id}> +80: **80** of 500 followers (16 %)"
    card = await world.mara.slash(world.general, "goal progress", to="180")

    assert lines(card.response).splitlines() == [
        "### mara has passed a quarter of the way to 500 followers",
        "mara +100: **180** of 500 followers (36 %)",
        "> 500 followers in 3 months",
        "[Well done]",
    ]


# What the bot counts


async def test_words_that_say_it_all_are_not_said_twice(world: World) -> None:
    card = lines(await asked(world, "3 posts a week"))
    assert card.count("3 posts a week") == 1
    assert "> 3 POSTS per wk" in lines(await asked(world, "3 POSTS per wk"))


async def test_wrote_says_which_goal_it_moved(world: World) -> None:
    await set_goal(world, "50k words by Nov 30")

    wrote = await world.mara.slash(world.general, "wrote", words=800)

    assert "\n-# For “50k words by Nov 30”: **800** of 50,000 words (1 %)" in wrote.response.content


async def test_many_goals_moved_at_once_are_not_all_named(world: World) -> None:
    for number in range(5):
        await set_goal(world, f"{50 + number}k words by Nov 30")

    wrote = await world.mara.slash(world.general, "wrote", words=800)

    assert wrote.response.content.count("\n-# For “") == 3
    assert "\n-# And for 2 more goals" in wrote.response.content


async def test_the_card_names_where_the_bot_counts(world: World) -> None:
    for text, source in (
        ("3 posts a week", "every new link in `/wrote` or `/piece`, each once"),
        ("3 sessions a week", "every `/wrote` as a session"),
        ("1 reader by June", "every accepted read of a piece of yours in a swap"),
        ("5 submissions this year", "every `/piece submitted`"),
    ):
        assert f"I count this for you: {source}." in lines(await asked(world, text))
    assert "count" not in lines(await asked(world, "500 followers in 3 months"))


async def test_an_older_goal_is_counted_from_the_day_it_is_asked_for(world: World) -> None:
    await set_goal(world, "12 articles this year")
    await world.bot.context.db.write(lambda tx: tx.execute("UPDATE goals SET counted_from_on = NULL"))
    shown = (await world.mara.slash(world.general, "goal show")).response
    assert "I could count this for you: every new link" in lines(shown)

    counted = await world.mara.click(shown, label="Count it for me")
    assert "### From today on I count this for you" in lines(counted.response)
    await world.mara.slash(world.general, "wrote", link="https://example.com/on-rain")

    assert "**1** of 12 articles" in await show(world)


async def test_a_rhythm_that_was_offered_does_not_say_its_end_twice(world: World) -> None:
    confirmed = await set_goal(world, "500 followers in 3 months")
    taken = await world.mara.click(confirmed.response, label="2 posts a week")

    _, rhythm = lines(taken.response).split("the way there")
    assert rhythm.count("5 April 2026") == 1


# Second thoughts


async def test_finishing_below_a_hundred_percent_asks_first(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")
    await world.mara.slash(world.general, "goal progress", to="240")
    before = len(world.general.history())

    early = await world.mara.slash(world.general, "goal finish")
    assert early.ephemeral
    assert early.response.content == (
        "“500 followers in 3 months” stands at **240** of 500 followers (48 %). Shall I call it finished all the same?"
    )
    assert len(world.general.history()) == before

    await world.restart()
    await world.mara.click(early.response, label="Finish it as it is")
    assert "finished a goal" in lines(world.general.last_message)


@pytest.mark.parametrize("ending", ["finish", "drop"])
async def test_an_ending_can_be_taken_back_for_a_day(world: World, ending: str) -> None:
    await set_goal(world, "500 followers in 3 months")
    await world.mara.slash(world.general, "goal progress", to="500")
    ended = await world.mara.slash(world.general, f"goal {ending}", **({"why": "-"} if ending == "drop" else {}))
    await world.pass_time(hours=23)
    await world.restart()

    back = await world.mara.click(ended.response, label="Take it back")

    assert "goes on\n> 500 followers in 3 months" in lines(back.response)
    assert "**500** of 500 followers" in await show(world)


async def test_an_ending_older_than_a_day_stays(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")
    ended = await world.mara.slash(world.general, "goal drop", why="-")
    await world.pass_time(hours=25)

    late = await world.mara.click(ended.response, label="Take it back")

    assert late.ephemeral
    assert "ended more than a day ago, so it stays dropped." in late.response.content


async def test_nobody_takes_back_another_members_ending(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")
    await world.mara.slash(world.general, "goal progress", to="500")
    ended = await world.mara.slash(world.general, "goal finish")

    refused = await world.tomas.click(ended.response, label="Take it back")

    assert refused.ephemeral
    assert "belongs to somebody else" in refused.response.content
