"""/swap as members meet it: offering, being served, everything of one's own, rounds, blocks and settings."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from discord import app_commands
from simcord.actors import _component_click

from cogs.swaps import cog as swaps_cog
from rules.kit.errors import Busy
from rules.swaps.moves import PieceState, ReadState
from rules.swaps.offers import MAX_ATTACHMENT_BYTES
from services import members
from tests.bot.goal_steps import lines
from tests.bot.swap_steps import Stage
from tests.services.swap_room import story
from tests.world import World


@pytest.fixture
async def stage(world: World) -> Stage:
    return Stage(world)


def pasted(number: int = 1, **values: str) -> dict[str, str]:
    """Return the offer's form, filled in."""
    return {"title": "The ferry", "text": story(number), "language": "", "wanted": "", "content_note": "", **values}


# Offering


async def test_an_offer_says_what_it_cost_and_is_shown_with_all_a_reader_wants_to_know(stage: Stage) -> None:
    offered = await stage.slash(
        stage.mara,
        "offer",
        title="The  ferry",
        link="https://example.com/ferry",
        words=1200,
        language="English",
        tags="sea, #Night",
        feedback="Does the ending land?",
        note="grief",
    )
    assert offered.ephemeral
    assert "about 5 minutes. Nothing else was waiting to be read, so it cost nothing. You have" in lines(
        offered.response
    )
    served = await stage.slash(stage.tomas, "next")

    assert served.ephemeral
    shown = lines(served.response).splitlines()
    assert shown[:5] == [
        "### “The ferry”",
        "**Content note: grief**",
        f"by <@{stage.mara.id}> · 1,200 words, about 5 minutes · English · sea, night",
        f"<@{stage.mara.id}> would like to hear:",
        "> Does the ending land?",
    ]
    card = (await stage.press(stage.tomas, served.response, "Start reading")).response
    assert "Read it here: <https://example.com/ferry>" in lines(card)
    assert not [each for each in stage.world.env.http_requests if "example.com" in each.path]


async def test_the_commands_one_needs_first_stand_first_in_discords_list(stage: Stage) -> None:
    swap = stage.world.bot.tree.get_command("swap")
    assert isinstance(swap, app_commands.Group)
    assert [each.name for each in swap.commands[:3]] == ["offer", "next", "mine"]


async def test_the_form_says_what_this_very_offer_costs_and_what_one_has(stage: Stage) -> None:
    await stage.offer(stage.tomas)
    await stage.offer(stage.mara)
    beside = str((await stage.slash(stage.mara, "offer")).modal)
    assert "Offer a piece for 2 credits (1 to spend)" in beside
    assert "Costs 2 credits; you can spend 1." in beside
    form = await stage.slash(stage.world.owner, "offer", title="The ferry")
    assert "Offer a piece for 1 credit (0 to spend)" in str(form.modal)
    assert "Costs 1 credit; you can spend 0. Reading somebody earns: /swap next. What you send is kept." in str(
        form.modal
    )


async def test_where_its_price_cannot_be_read_the_form_opens_with_what_was_typed_all_the_same(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(*_: Any) -> None:
        raise Busy

    monkeypatch.setattr(swaps_cog, "next_price", busy)
    form = await stage.slash(stage.mara, "offer", title="The ferry")

    assert form.modal["title"] == "Offer a piece"
    assert "The ferry" in str(form.modal)


async def test_what_is_said_of_an_offer_stays_true_once_it_was_read(stage: Stage) -> None:
    offered = await stage.offer(stage.mara)
    assert "has been offered to readers" in lines(offered)
    assert "[Withdraw]" not in lines(offered)


async def test_without_link_or_file_a_form_takes_a_pasted_text_also_after_a_restart(stage: Stage) -> None:
    form = await stage.slash(stage.mara, "offer", title="The ferry", tags="sea")
    assert "The ferry" in str(form.modal)
    assert "Offer a piece: this one costs nothing" in str(form.modal)
    await stage.world.restart()
    sent = await stage.world.mara.submit_modal(form, pasted(language="german"))
    assert "it cost nothing. You have **2 credits**." in lines(sent.response)

    (piece,) = await stage.pieces(stage.mara)
    assert (piece.text, piece.language, piece.tags) == (story(1), "german", ("sea",))


async def test_what_was_typed_opens_again_after_a_refusal_and_the_next_day(stage: Stage) -> None:
    form = await stage.slash(stage.mara, "offer", feedback="Is it too slow?")
    refused = await stage.world.mara.submit_modal(form, pasted(text="", wanted="Is it too slow?"))
    assert refused.ephemeral
    assert refused.response.content.startswith("There is nothing to read yet.")
    await stage.world.restart()
    await stage.world.pass_time(days=1)

    again = await stage.press(stage.mara, refused.response, "Edit my offer")
    assert "Is it too slow?" in str(again.modal)
    by_command = await stage.slash(stage.mara, "offer")
    assert "Is it too slow?" in str(by_command.modal)
    for form in (again, by_command):  # sent from two windows, it is one offer
        sent = await stage.world.mara.submit_modal(form, pasted())
        assert "has been offered to readers" in lines(sent.response)
    assert len(await stage.pieces(stage.mara)) == 1
    assert "Is it too slow?" not in str((await stage.slash(stage.mara, "offer")).modal)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"link": "https://example.com"}, "A link alone does not tell me how long the piece is."),
        ({"link": "ftp://example.com", "words": 90}, "is not a web address I can show."),
        ({"file": ("piece.docx", b"text")}, "“piece.docx” is neither."),
        ({"file": ("piece.txt", b"\x00\x01\x02")}, "I found no text in “piece.txt”."),
        ({"file": ("piece.md", b"x" * (MAX_ATTACHMENT_BYTES + 1))}, "That file has 200 KB, and I take up to 200."),
        ({"file": ("piece.txt", ("word " * 3_400).encode())}, "That is 3,400 words, and one reader is asked for up to"),
    ],
)
async def test_an_offer_that_cannot_be_taken_says_why_and_keeps_the_rest(
    stage: Stage, options: dict[str, object], says: str
) -> None:
    refused = await stage.slash(stage.mara, "offer", title="The ferry", feedback="Is it too slow?", **options)
    assert refused.ephemeral
    assert says in lines(refused.response)

    again = await stage.press(stage.mara, refused.response, "Edit my offer")
    assert "Is it too slow?" in str(again.modal)
    assert await stage.pieces(stage.mara) == []
    assert await stage.balance(stage.mara) == 2


async def test_a_link_without_its_length_is_mended_in_the_form(stage: Stage) -> None:
    refused = await stage.slash(stage.mara, "offer", title="The ferry", link="https://example.com")
    form = await stage.press(stage.mara, refused.response, "Edit my offer")
    values = {"title": "The ferry", "link": "https://example.com", "words": "about 900"}
    sent = await stage.world.mara.submit_modal(form, {**values, "wanted": "", "content_note": ""})

    assert "900 words, about 4 minutes" in lines(sent.response)


async def test_an_offer_beyond_ones_credits_is_sent_again_as_it_was_once_they_are_there(stage: Stage) -> None:
    await stage.offer(stage.tomas)
    await stage.offer(stage.mara)
    refused = await stage.offer(stage.mara)
    assert refused.content.startswith("This offer costs 2 credits, and you have 1.")

    await stage.slash(stage.mara, "withdraw", piece=str((await stage.pieces(stage.mara))[0].id))
    for _ in range(2):
        await stage.press(stage.mara, refused, "Offer it again")
    pieces = await stage.pieces(stage.mara)
    assert [(piece.title, piece.state) for piece in pieces if not piece.state.is_closed] == [
        ("Untold 3", PieceState.OPEN)
    ]
    assert await stage.balance(stage.mara) == 1


async def test_withdraw_offers_only_ones_own_open_pieces(stage: Stage) -> None:
    await stage.offer(stage.mara, "The ferry")
    await stage.offer(stage.tomas, "Another's")
    choices = await stage.mara.autocomplete(stage.world.general, "swap withdraw", "piece", "")
    assert [choice["name"] for choice in choices] == ["The ferry"]

    by_hand = await stage.slash(stage.mara, "withdraw", piece="The ferry")
    assert by_hand.response.content.startswith("Pick the piece from the list")
    (theirs,) = await stage.pieces(stage.tomas)
    refused = await stage.slash(stage.mara, "withdraw", piece=str(theirs.id))
    assert refused.ephemeral
    assert (await stage.pieces(stage.tomas))[0].state is PieceState.OPEN


# Being served


async def test_nobody_is_served_their_own_and_an_empty_line_says_what_to_do(stage: Stage) -> None:
    await stage.offer(stage.mara)
    served = await stage.slash(stage.mara, "next")

    assert "Nothing waits for you to read right now." in lines(served.response)
    again = await stage.press(stage.mara, served.response, "Look for a new one")
    still = lines(served.response).splitlines()[0].replace("Nothing waits", "Still nothing new waits")
    assert (lines(again.response).splitlines()[0], again.response.id) == (still, served.response.id)


async def press_at_once(label: str, *presses: tuple[Any, Any]) -> list[str]:
    """Press a button in several messages at the same instant; return what each is shown.

    SimCord's own `click` takes one at a time; what is below it does not.
    """
    results = await asyncio.gather(
        *(_component_click(who, message, label=label, custom_id=None) for who, message in presses)
    )
    return [lines(each.response) if each.response is not None else "" for each in results]


async def test_of_two_who_start_at_once_one_reads_and_the_other_is_told(stage: Stage) -> None:
    await stage.offer(stage.mara)
    readers = (stage.tomas, stage.world.owner)
    served = [(who, (await stage.slash(who, "next")).response) for who in readers]
    shown = await press_at_once("Start reading", *served)

    assert sum("[Leave my comment]" in each for each in shown) == 1
    assert sum(each.startswith("Somebody else was a moment quicker") for each in shown) == 1


async def test_pressing_start_twice_at_once_is_one_read(stage: Stage) -> None:
    await stage.offer(stage.mara)
    served = (await stage.slash(stage.tomas, "next")).response
    shown = await press_at_once("Start reading", (stage.tomas, served), (stage.tomas, served))

    assert all("[Leave my comment]" in each for each in shown)
    assert (await stage.read(stage.tomas, stage.mara)).state is ReadState.READING


async def test_a_long_piece_is_read_page_by_page(stage: Stage) -> None:
    text = "\n\n".join(f"{number}. {story(number)}" for number in range(12))
    await stage.slash(stage.mara, "offer", title="Long", file=("long.md", text.encode()))
    card = await stage.start(stage.tomas)
    pages = [lines(card)]
    while "[Next page]" in pages[-1]:
        await stage.world.restart()
        card = (await stage.press(stage.tomas, card, "Next page")).response
        pages.append(lines(card))

    assert len(pages) > 2
    assert [f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    whole = " ".join(pages)
    assert all(sentence in whole for sentence in text.replace("\n", " ").split(". ") if len(sentence) > 5)
    assert "[Leave my comment]" in pages[-1]
    back = (await stage.press(stage.tomas, card, "Back")).response
    assert f"Page {len(pages) - 1} of {len(pages)}" in lines(back)


async def test_three_at_a_time_and_three_missed_are_enough(stage: Stage) -> None:
    for number in range(6):
        await stage.offer(stage.world.guild.add_member(stage.world.env.create_user(f"writer{number}")))
    for _ in range(3):
        await stage.start(stage.tomas)
    held = await stage.slash(stage.tomas, "next")
    assert held.response.content.startswith("You have 3 pieces to read already.")
    await stage.later(days=5, minutes=1)

    refused = await stage.slash(stage.tomas, "next")
    assert refused.response.content.startswith("The time ran out on 3 pieces you had begun")
    await stage.world.restart()
    back = await stage.press(stage.tomas, refused.response, "Count me in again")
    assert back.response.content.startswith("Good to have you back.")
    assert "[Start reading]" in lines((await stage.slash(stage.tomas, "next")).response)


async def test_languages_come_first(stage: Stage) -> None:
    await stage.offer(stage.mara, "Auf Deutsch", language="German")
    await stage.offer(stage.world.owner, "In English", language="English")
    said = await stage.slash(stage.tomas, "languages", reads="English, french")
    assert said.response.content.startswith("Pieces in English and French come first for you.")
    assert "In English" in lines((await stage.slash(stage.tomas, "next")).response)

    assert (await stage.slash(stage.tomas, "languages")).response.content == "I show you pieces in any language."
    assert "Auf Deutsch" in lines((await stage.slash(stage.tomas, "next")).response)


# Everything of one's own


async def test_mine_shows_all_and_opens_each(stage: Stage) -> None:
    await stage.commented()
    await stage.offer(stage.tomas)
    card = await stage.start(stage.mara)
    await stage.comment(stage.mara, card, {"quote": "", "effect": "Nice.", "question": ""})
    await stage.slash(stage.mara, "block", member=stage.world.owner)
    mine = await stage.slash(stage.mara, "mine")

    assert mine.ephemeral
    shown = lines(mine.response)
    assert "**2 credits**" in shown
    assert f"- “Untold 1”, from <@{stage.tomas.id}>: accepted by itself <t:" in shown
    assert "- “Untold 2”: due <t:" in shown
    assert "your draft is kept" in shown
    assert "- “Untold 1”: read, and its comment waits for you" in shown
    assert "Withdraw" not in shown  # a comment has come
    assert f"Kept apart from you: <@{stage.world.owner.id}>" in shown
    await stage.world.restart()
    assert "has this to say:" in (await stage.press(stage.mara, mine.response, "Read: Untold 1")).response.content
    assert "[Give it back]" in lines((await stage.press(stage.mara, mine.response, "Open: Untold 2")).response)


async def test_the_average_rating_shows_from_five_on(stage: Stage) -> None:
    for number in range(5):
        author = stage.world.guild.add_member(stage.world.env.create_user(f"writer{number}"))
        await stage.offer(author)
        await stage.read_through(stage.tomas)
        read = await stage.read(stage.tomas, author)
        assert "rated" not in lines((await stage.slash(stage.tomas, "mine")).response)
        assert "Rate it too" not in str(stage.received(author).components)  # one question after the other
        await stage.press(author, stage.received(author), "This helped")
        kept = await stage.pick(author, stage.received(author), f"pick:reads:rate:{read.id}", "5" if number else "4")
        assert kept.followups[0].content.startswith(f"Kept: {5 if number else 4} of 5.")

    assert "rated 4.8 of 5 on average" in lines((await stage.slash(stage.tomas, "mine")).response)


# Rounds, blocks, settings


async def test_joining_and_leaving_rounds(stage: Stage) -> None:
    joined = await stage.slash(stage.mara, "join-round")
    assert "The next round is <t:1767636000:f>" in joined.response.content
    assert "You are the first to join." in joined.response.content
    assert "A round needs a piece of yours that waits for a reader" in joined.response.content
    assert (await stage.slash(stage.mara, "leave-round")).response.content.startswith("You are out of the rounds.")
    assert (await stage.slash(stage.mara, "leave-round")).response.content.startswith("You are in no weekly round.")


async def test_who_is_left_over_is_told(stage: Stage) -> None:
    await stage.offer(stage.mara)
    await stage.slash(stage.mara, "join-round")
    await stage.later(hours=9)

    told = stage.dm(stage.mara, "had nobody new to bring together")
    assert "Nothing waits" in lines((await stage.press(stage.mara, told, "Show me a piece")).response)


async def test_who_left_the_server_is_served_nothing_from_their_direct_messages(stage: Stage) -> None:
    await stage.offer(stage.tomas)
    await stage.slash(stage.tomas, "join-round")
    await stage.later(hours=9)
    told = stage.dm(stage.tomas, "had nobody new to bring together")
    await members.left_server(stage.world.bot.context, stage.world.guild.id, [stage.tomas.id], stage.world.clock.now())
    refused = await stage.press(stage.tomas, told, "Show me a piece")

    assert refused.response.content.startswith("That piece is in a server you are no longer in.")


async def test_a_block_is_told_to_nobody_and_taken_back(stage: Stage) -> None:
    await stage.offer(stage.mara)
    served = (await stage.slash(stage.tomas, "next")).response
    for already in ("", " already"):
        said = await stage.slash(stage.mara, "block", member=stage.tomas)
        assert said.ephemeral
        assert f"are kept apart{already}:" in said.response.content
    assert "Nothing waits" in lines((await stage.slash(stage.tomas, "next")).response)
    gone = await stage.press(stage.tomas, served, "Start reading")
    assert gone.response.content.startswith("What that belonged to is no longer there")

    assert "may be given" in (await stage.slash(stage.mara, "unblock", member=stage.tomas)).response.content
    assert "had not blocked" in (await stage.slash(stage.mara, "unblock", member=stage.tomas)).response.content
    assert "Untold 1" in lines((await stage.slash(stage.tomas, "next")).response)
    assert "That is you." in (await stage.slash(stage.mara, "block", member=stage.mara)).response.content


async def test_muted_answers_stay_away_until_they_are_wanted_again(stage: Stage) -> None:
    await stage.mara.slash(stage.world.general, "settings answers", on=False)
    assert "**muted**" in lines((await stage.mara.slash(stage.world.general, "settings show")).response)
    await stage.offer(stage.mara)
    await stage.read_through(stage.tomas)
    assert not stage.has_dm(stage.mara, "has this to say:")
    assert "[Read: Untold 1]" in lines((await stage.slash(stage.mara, "mine")).response)

    await stage.mara.slash(stage.world.general, "settings answers", on=True)
    more = await stage.press(stage.mara, (await stage.slash(stage.mara, "mine")).response, "Read: Untold 1")
    await stage.press(stage.mara, more.response, "This helped")
    assert (await stage.read(stage.tomas, stage.mara)).state is ReadState.ACCEPTED


async def test_swaps_are_a_servers_and_not_for_direct_messages(stage: Stage) -> None:
    group = stage.world.bot.tree.get_command("swap")
    assert group is not None
    assert group.guild_only
