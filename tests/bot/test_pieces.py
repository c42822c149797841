"""/piece as its writer meets it, and what others see of it."""

from __future__ import annotations

from typing import Any

import pytest

from cogs.kit.routes import Route
from tests.bot.goal_steps import lines, send_buttons, split
from tests.bot.test_pictures import described
from tests.world import World

LINK = "https://example.org/ferry"


async def add(world: World, title: str = "The *ferry*", **options: str) -> Any:
    return await world.mara.slash(world.general, "piece add", title=title, **options)


async def run(world: World, command: str, **options: Any) -> Any:
    return await world.mara.slash(world.general, f"piece {command}", **options)


async def said(world: World, command: str, **options: Any) -> str:
    """Return what a command answered, having checked that nobody else sees it."""
    result = await run(world, command, **options)
    assert result.ephemeral
    return lines(result.response)


async def test_a_piece_is_kept_for_its_writer_alone(world: World) -> None:
    result = await add(world, link=LINK, **{"published-in": "The Sun"})

    assert result.ephemeral
    assert lines(result.response).startswith(f"### The \\*ferry\\*\nin The Sun · <{LINK}>")
    assert (await world.tomas.slash(world.general, "piece list")).response.content.startswith(
        "You have no piece here yet."
    )


async def test_the_list_says_how_each_is_read_and_where_it_waits(world: World) -> None:
    await add(world)
    await add(world, "The letter")
    await run(world, "numbers", piece="letter", views=1240, reads=1)
    await run(world, "submitted", piece="letter", publication="The Moon")

    assert await said(world, "list") == (
        "### Your pieces\n**The letter**\n**1,240** views · **1** read · waiting at The Moon\n**The \\*ferry\\***"
    )


async def test_which_piece_is_asked_where_several_could_be_meant(world: World) -> None:
    assert (await said(world, "show")).startswith("You have no piece here yet.")
    await add(world)
    await add(world, "The letter")
    asked = await said(world, "show", piece="the")

    assert asked.startswith("Which of your pieces?")
    assert asked.endswith("- The \\*ferry\\*\n- The letter")


async def test_own_pieces_are_offered_while_typing_the_newest_first(world: World) -> None:
    await add(world)
    await add(world, "The letter")
    for command, options in (("show", {}), ("checklist", {}), ("numbers", {}), ("submitted", {"publication": "X"})):
        offered = await world.mara.autocomplete(world.general, f"piece {command}", "piece", "", **options)
        assert [choice["name"] for choice in offered] == ["The letter", "The *ferry*"], command
    assert await world.tomas.autocomplete(world.general, "piece show", "piece", "") == []


async def test_the_checklist_opens_filled_in_and_its_answers_stand_on_the_card(world: World) -> None:
    await add(world)
    form = await run(world, "checklist")
    await world.restart()
    answers = {"would_take": "The Sun might", "improves": "", "solves": "> nothing", "success": "100"}
    shown = lines((await world.mara.submit_modal(form, answers)).response)

    assert "**Would a publication take it? Which one?**\n> The Sun might" in shown
    assert "**What does it solve that nothing better does?**\n> \\> nothing" in shown
    assert "Whose life" not in shown
    card = (await run(world, "show")).response
    assert "The Sun might" in str((await world.mara.click(card, label="Checklist")).modal)


async def test_a_piece_is_edited_in_place(world: World) -> None:
    card = (await add(world)).response
    form = await world.mara.click(card, label="Edit")
    await world.restart()
    edited = await world.mara.submit_modal(form, {"title": "The night ferry", "link": LINK, "published_in": ""})

    assert lines(edited.response).startswith(f"### The night ferry\n<{LINK}>")
    form = await world.mara.click(card, label="Edit")
    refused = await world.mara.submit_modal(form, {"title": "  ", "link": LINK, "published_in": ""})
    assert refused.ephemeral
    assert refused.response.content.startswith("That was only spaces.")


async def test_a_removed_piece_comes_back_with_one_press(world: World) -> None:
    card = (await add(world)).response
    removed = await world.mara.click(card, label="Remove")
    assert "is off your list" in lines(removed.response)
    assert (await said(world, "list")).startswith("You have no piece here yet.")

    back = await world.mara.click(removed.response, label="Put it back")
    assert lines(back.response).startswith("### The \\*ferry\\*")
    assert "The \\*ferry\\*" in await said(world, "list")


# Publications


async def test_a_submission_and_its_answer(world: World) -> None:
    await add(world)
    sent = await said(world, "submitted", publication="The Sun", day="2 weeks ago")
    assert sent.startswith("Noted: **The \\*ferry\\*** went to **The Sun** on Monday 22 December 2025.")
    again = await said(world, "submitted", publication="the sun")
    assert again.startswith("It waits at The Sun already, since Monday 22 December 2025.")
    offered = await world.mara.autocomplete(world.general, "piece answer", "publication", "", outcome="declined")
    assert [choice["name"] for choice in offered] == ["The Sun · The *ferry*"]

    answered = await run(world, "answer", outcome="declined")
    assert answered.ephemeral
    assert answered.response.content.startswith("**The Sun** declined **The \\*ferry\\***, 14 days after you sent it.")
    form = await world.mara.click(answered.response, label="Write down what they said")
    await world.restart()
    kept = await world.mara.submit_modal(form, {"feedback": "Too *long* for us."})
    assert kept.ephemeral
    assert kept.response.content == "Kept, for your eyes only:\n> Too \\*long\\* for us."

    shown = await said(world, "show")
    assert "The Sun · Monday 22 December 2025 · declined Monday 5 January\n> Too \\*long\\* for us." in shown
    assert (await said(world, "answer", outcome="declined")).startswith("No publication has a piece of yours")


async def test_an_answer_is_mended_by_naming_who_gave_it(world: World) -> None:
    await add(world)
    await run(world, "submitted", publication="The Sun")
    await run(world, "answer", outcome="declined")

    assert (await said(world, "answer", outcome="accepted", publication="sun")).startswith(
        "**The Sun** took **The \\*ferry\\***. Well done."
    )
    assert "· accepted Monday 5 January" in await said(world, "show")


async def test_days_that_cannot_be_are_refused(world: World) -> None:
    await add(world)
    assert (await said(world, "submitted", publication="The Sun", day="tomorrow")).startswith(
        "Tuesday 6 January 2026 is still ahead."
    )
    await run(world, "submitted", publication="The Sun")
    assert (await said(world, "answer", outcome="accepted", day="yesterday")).startswith("You sent it on Monday")
    assert (await said(world, "answer", outcome="accepted", day="soon")).startswith("I could not tell which day")


# Numbers


async def test_numbers_over_time_come_as_a_picture_with_words(world: World) -> None:
    await add(world)
    assert "No numbers yet." in await said(world, "numbers")
    first = await run(world, "numbers", views=300, reads=60, claps=10, day="2 weeks ago")
    assert first.response.attachments == []
    second = await run(world, "numbers", views=1240, reads=310, claps=95)

    assert described(second.response) == (
        "Line chart of “The *ferry*” from Monday 22 December 2025 to Monday 5 January 2026: "
        "views from 300 to 1,240, reads from 60 to 310, claps from 10 to 95."
    )
    assert "**1,240** views · **310** reads · **95** claps on Monday 5 January" in lines(second.response)
    assert "Since Monday 22 December 2025: +940 views, +250 reads and +85 claps" in lines(second.response)


async def test_ratios_stand_beside_ones_own_other_pieces_and_suggest_one_thing(world: World) -> None:
    for title, reads in (("The letter", 400), ("The night", 600)):
        await add(world, title)
        await run(world, "numbers", piece=title, views=1000, reads=reads, claps=100)
    await world.tomas.slash(world.general, "piece add", title="The loud one")
    await world.tomas.slash(world.general, "piece numbers", views=1000, reads=1000)
    await add(world)
    shown = await said(world, "numbers", piece="ferry", views=1240, reads=310, claps=95)

    assert "Of 100 who opened it, **25** read it through. The middle of 2 others of yours is 50." in shown
    assert "100 reads brought **31** claps. The middle of 2 others of yours is 21." in shown
    assert shown.count("Worth a try:") == 1
    assert "fewer than half of those who open it read on" in shown


async def test_too_few_numbers_say_nothing_and_when_they_will(world: World) -> None:
    await add(world)
    shown = await said(world, "numbers", views=99, reads=1, claps=0)

    assert "From 100 views on I say what to try next." in shown
    assert "Worth a try" not in shown
    assert "Of 100" not in shown


async def test_a_success_is_what_its_writer_calls_one(world: World) -> None:
    card = (await add(world)).response
    form = await world.mara.click(card, label="Checklist")
    await world.mara.submit_modal(form, {"would_take": "", "improves": "", "solves": "", "success": "One"})

    assert "You would call 1 reader a success. It has 0 reads so far." in await said(world, "numbers", views=3, reads=0)
    assert "You would call 1 reader a success. It has 1 read: it is one." in await said(world, "numbers", reads=1)


async def test_numbers_are_told_by_form_as_they_stand_in_the_statistics(world: World) -> None:
    card = (await add(world)).response
    form = await world.mara.click(card, label="Add numbers")
    await world.restart()
    told = await world.mara.submit_modal(form, {"views": "1,240", "reads": "", "claps": "1.2k", "day": "yesterday"})

    assert "**1,240** views · **1,200** claps on Sunday 4 January" in lines(told.response)
    assert "With both views and reads" in lines(told.response)
    for typed, answer in (
        ({"views": "lots"}, "I could not read “lots”"),
        ({"reads": "1241"}, "1,241 reads of 1,240 views"),
    ):
        form = await world.mara.click(card, label="Add numbers")
        values = {"views": "", "reads": "", "claps": "", "day": "yesterday", **typed}
        assert (await world.mara.submit_modal(form, values)).response.content.startswith(answer)


# Sharing


async def noted(world: World) -> None:
    """Let Mara note everything there is to note about a piece."""
    card = (await add(world, link=LINK)).response
    form = await world.mara.click(card, label="Checklist")
    await world.mara.submit_modal(form, {"would_take": "", "improves": "my aunt's", "solves": "", "success": ""})
    for publication, outcome in (("The Sun", "declined"), ("The Moon", "accepted")):
        await run(world, "submitted", publication=publication)
        await run(world, "answer", outcome=outcome)
    await run(world, "numbers", views=300, reads=60, day="yesterday")
    await run(world, "numbers", views=310, reads=61)


@pytest.mark.parametrize("where", ["title", "published-in"])
async def test_a_piece_that_offers_to_trade_follows_is_kept_and_not_shown_to_everybody(
    world: World, where: str
) -> None:
    named = {"title": "The ferry", where: "Follow me and I follow you back!"}
    await world.mara.slash(world.general, "piece add", **named)

    assert "Follow me and I follow you back" in lines((await run(world, "show")).response)
    refused = await run(world, "show", share="the piece alone")
    assert refused.ephemeral
    assert "offer to trade" in refused.response.content


async def test_sharing_shows_the_piece_and_nothing_else(world: World) -> None:
    await noted(world)
    shared = await run(world, "show", share="the piece alone")

    assert not shared.ephemeral
    assert lines(shared.response) == f"### The \\*ferry\\*\n<{LINK}>\nby mara\nTaken by The Moon."
    assert shared.response.attachments == []


async def test_sharing_the_numbers_takes_saying_so(world: World) -> None:
    await noted(world)
    shared = await run(world, "show", share="the piece with its numbers")

    assert not shared.ephemeral
    assert "**310** views · **61** reads on Monday 5 January" in lines(shared.response)
    assert "views from 300 to 310" in described(shared.response)
    for private in ("The Sun", "aunt", "Of 100", "["):
        assert private not in lines(shared.response)


async def test_buttons_of_somebody_elses_piece_do_nothing(world: World) -> None:
    card = (await add(world)).response
    routes = ["pieces:numbers", "pieces:checklist", "pieces:edit", "pieces:remove", "pieces:restore"]
    piece_id = split(next(part for part in str(card.components).split("'") if part.startswith("pieces:")))[1]
    public = await send_buttons(world, *(Route(route).button(route, piece_id) for route in routes))
    for route in routes:
        refused = await world.tomas.click(public, label=route)
        assert refused.ephemeral
        assert refused.response.content.startswith("That button belongs to somebody else.")

    assert "The \\*ferry\\*" in await said(world, "list")
