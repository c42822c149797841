"""Every row of the tables in docs/swaps.md, by button and form, with a bot that stays up and one that restarts.

One file because the rows that are covered are counted against the table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest

from cogs.swaps.cards.reasons import NOT_SURE
from rules.swaps.moves import PIECE_MOVES, READ_MOVES, PieceEvent, PieceState, ReadEvent, ReadState
from tests.bot.goal_steps import lines
from tests.bot.swap_steps import HOLLOW, Stage, real
from tests.services.unplaced import UNPLACED
from tests.world import World

pytestmark = pytest.mark.slow

Row = tuple[Any, Any]
COVERED: set[Row] = set()

P, PE, R, RE = PieceState, PieceEvent, ReadState, ReadEvent


def row(*rows: Row) -> Callable[[Any], Any]:
    """Mark a test as one of the table's rows."""
    COVERED.update(rows)
    return lambda test: test


@pytest.fixture(params=[False, True], ids=["stays up", "restarts"])
async def stage(world: World, request: pytest.FixtureRequest) -> Stage:
    return Stage(world, restarting=request.param)


async def stands(stage: Stage, read: ReadState, piece: PieceState) -> None:
    """Fail unless Tomas's read of Mara's piece, and the piece, stand so."""
    found = await stage.read(stage.tomas, stage.mara)
    assert (found.state, found.piece.state) == (read, piece)


def test_every_row_has_its_test() -> None:
    moves: list[Any] = [*PIECE_MOVES, *READ_MOVES]
    table = {(move.before, move.event) for move in moves}
    assert table == COVERED


# The piece


@row((None, PE.OFFER), (None, RE.START), (P.OPEN, PE.TAKE))
async def test_a_piece_is_offered_served_and_started(stage: Stage) -> None:
    offered = await stage.offer(stage.mara)
    assert "so it cost nothing. You have **2 credits**." in lines(offered)
    card = await stage.start(stage.tomas)

    assert "[Leave my comment]" in lines(card)
    await stands(stage, R.READING, P.TAKEN)


@row((P.OPEN, PE.WITHDRAW))
async def test_a_waiting_piece_is_withdrawn_and_refunded(stage: Stage) -> None:
    await stage.offer(stage.mara)
    mine = (await stage.slash(stage.mara, "mine")).response
    for _ in range(2):
        said = (await stage.press(stage.mara, mine, "Withdraw: Untold 1")).response
        assert "It had cost nothing: you have 2." in said.content

    assert [piece.state for piece in await stage.pieces(stage.mara)] == [P.WITHDRAWN]
    assert (await stage.pieces(stage.mara))[0].text == ""


@row((P.TAKEN, PE.WITHDRAW), (R.READING, RE.CALL_OFF))
async def test_a_withdrawn_piece_calls_its_read_off(stage: Stage) -> None:
    await stage.offer(stage.mara)
    await stage.start(stage.tomas)
    await stage.withdraw(stage.mara, "Untold 1")
    await stage.world.tick()

    await stands(stage, R.CALLED_OFF, P.WITHDRAWN)
    assert stage.has_dm(stage.tomas, "It was nothing you did")
    assert await stage.balance(stage.mara) == 2


async def piece_reported(stage: Stage, card: Any) -> Any:
    said = await stage.fill(stage.tomas, card, "Report", {"why": "It names a real person."})
    assert said.response.content.startswith("Your report is with this server's moderators.")
    await stage.world.tick()
    return stage.reports.last_message


@row((P.TAKEN, PE.REMOVE))
async def test_moderators_remove_a_piece_that_is_being_read(stage: Stage) -> None:
    await stage.moderated()
    await stage.offer(stage.mara)
    report = await piece_reported(stage, await stage.start(stage.tomas))
    assert "It names a real person." in lines(report)
    decided = await stage.decide(stage.moderator, report, "Remove")
    await stage.world.tick()

    assert f"{stage.moderator.user.name} has removed it." in lines(decided.response)
    await stands(stage, R.CALLED_OFF, P.REMOVED)
    assert stage.has_dm(stage.mara, "The moderators have taken your piece")
    assert stage.has_dm(stage.tomas, "It was nothing you did")
    assert stage.has_dm(stage.mara, "down.\nThey say:\n> We looked at it.")
    assert stage.has_dm(stage.tomas, "which you reported, and have taken it down.\nThey say:\n> We looked")


@row((P.OPEN, PE.REMOVE))
async def test_moderators_remove_a_piece_that_waits(stage: Stage) -> None:
    await stage.moderated()
    await stage.offer(stage.mara)
    card = await stage.start(stage.tomas)
    report = await piece_reported(stage, card)
    await stage.press(stage.tomas, card, "Give it back")
    await stage.decide(stage.moderator, report, "Remove")
    await stage.world.tick()

    await stands(stage, R.PASSED, P.REMOVED)
    assert stage.has_dm(stage.mara, "The moderators have taken your piece")


# Before a comment


@row((None, RE.PASS))
async def test_not_for_me_shows_the_next_piece_and_never_that_one_again(stage: Stage) -> None:
    await stage.offer(stage.mara, "First")
    await stage.offer(stage.world.owner, "Second")
    served = (await stage.slash(stage.tomas, "next")).response
    after = (await stage.press(stage.tomas, served, "Not for me")).response

    assert "Second" in lines(after)
    await stands(stage, R.PASSED, P.OPEN)
    assert "Second" in lines((await stage.slash(stage.tomas, "next")).response)


@row((None, RE.MATCH), (R.ASSIGNED, RE.START))
async def test_a_round_gives_everyone_a_piece_and_a_reader(stage: Stage) -> None:
    _, told = await stage.matched()
    assert "“Untold 1” is yours to read, and mara reads yours.\nby mara · " in told.content
    await stands(stage, R.ASSIGNED, P.TAKEN)
    card = (await stage.press(stage.tomas, told, "Start reading")).response

    assert "[Leave my comment]" in lines(card)
    await stands(stage, R.READING, P.TAKEN)


@row((R.ASSIGNED, RE.PASS))
async def test_a_rounds_piece_can_be_passed(stage: Stage) -> None:
    _, told = await stage.matched()
    await stage.press(stage.tomas, told, "Not for me")
    await stage.world.tick()

    await stands(stage, R.PASSED, P.OPEN)
    assert stage.has_dm(stage.mara, "is without a reader again")


@row((R.ASSIGNED, RE.MISS))
async def test_a_rounds_piece_nobody_began_is_missed(stage: Stage) -> None:
    await stage.matched()
    await stage.later(days=5, minutes=1)

    await stands(stage, R.MISSED, P.OPEN)
    assert stage.has_dm(stage.mara, "is without a reader again")
    assert stage.has_dm(stage.tomas, "ran out, and it waits for a reader again")


@row((R.ASSIGNED, RE.CALL_OFF))
async def test_a_withdrawn_piece_calls_off_what_the_round_gave(stage: Stage) -> None:
    await stage.matched()
    await stage.withdraw(stage.mara, "Untold 1")
    await stage.world.tick()

    await stands(stage, R.CALLED_OFF, P.WITHDRAWN)
    assert stage.has_dm(stage.tomas, "It was nothing you did")


@row((R.ASSIGNED, RE.BLOCK))
async def test_a_block_ends_what_the_round_gave_both(stage: Stage) -> None:
    await stage.matched()
    said = (await stage.slash(stage.tomas, "block", member=stage.mara)).response
    await stage.world.tick()

    assert "They are not told." in said.content
    await stands(stage, R.PASSED, P.OPEN)
    assert (await stage.read(stage.mara, stage.tomas)).state is R.CALLED_OFF
    assert stage.has_dm(stage.mara, "is without a reader again")
    assert not stage.has_dm(stage.mara, "block")


@row((R.READING, RE.BLOCK))
async def test_a_block_ends_a_read_that_was_begun(stage: Stage) -> None:
    await stage.offer(stage.mara)
    await stage.start(stage.tomas)
    await stage.slash(stage.mara, "block", member=stage.tomas)
    await stage.world.tick()

    await stands(stage, R.CALLED_OFF, P.OPEN)
    assert stage.has_dm(stage.tomas, "nothing is held against you")


@row((R.READING, RE.PASS), (P.TAKEN, PE.GIVE_BACK))
async def test_a_piece_is_given_back_at_no_cost(stage: Stage) -> None:
    await stage.offer(stage.mara)
    card = await stage.start(stage.tomas)
    back = await stage.press(stage.tomas, card, "Give it back")
    await stage.world.tick()

    assert "nothing is held against you." in lines(back.response)
    await stands(stage, R.PASSED, P.OPEN)
    assert (await stage.pieces(stage.mara))[0].at_front
    assert stage.has_dm(stage.mara, "is without a reader again")


@row((R.READING, RE.EXTEND))
async def test_48_hours_more_are_given_once(stage: Stage) -> None:
    await stage.offer(stage.mara)
    card = await stage.start(stage.tomas)
    before = (await stage.read(stage.tomas, stage.mara)).due_at
    longer = (await stage.press(stage.tomas, card, "Give me 48 h more")).response
    read = await stage.read(stage.tomas, stage.mara)

    assert (read.due_at - before).days == 2
    assert f"Yours until <t:{int(read.due_at.timestamp())}:f>" in lines(longer)
    assert "48 h" not in lines(longer)


@row((R.READING, RE.HOLD), (R.READING, RE.MISS), (R.MISSED, RE.RESUME))
async def test_a_missed_read_is_told_and_taken_up_again_with_what_was_typed(stage: Stage) -> None:
    await stage.offer(stage.mara)
    card = await stage.start(stage.tomas)
    await stage.comment(stage.tomas, card, HOLLOW)
    await stage.later(days=5, minutes=1)
    await stands(stage, R.READING, P.TAKEN)
    await stage.later(days=2)
    await stands(stage, R.MISSED, P.OPEN)
    assert stage.has_dm(stage.mara, "is without a reader again")

    missed = stage.dm(stage.tomas, "ran out, and it waits for a reader again")
    again = (await stage.press(stage.tomas, missed, "Start reading")).response
    await stands(stage, R.READING, P.TAKEN)
    form = await stage.press(stage.tomas, again, "Leave my comment")
    assert HOLLOW["effect"] in str(form.modal)
    assert "About 4 sentences (60 words) of your own on this piece, in this field and the next." in str(
        form.modal
    )  # also where the hint is hidden


@row((R.MISSED, RE.COMMENT))
async def test_a_late_comment_is_taken_while_nobody_else_has_the_piece(stage: Stage) -> None:
    await stage.offer(stage.mara)
    card = await stage.start(stage.tomas)
    form = await stage.press(stage.tomas, card, "Leave my comment")
    await stage.later(days=5, minutes=1)
    await stands(stage, R.MISSED, P.OPEN)
    given = await stage.send(stage.tomas, form, card, real(1))
    await stage.world.tick()

    assert "Thank you" in lines(given.response)
    await stands(stage, R.COMMENTED, P.TAKEN)
    assert stage.has_dm(stage.mara, real(1)["effect"][:40])


async def test_after_ten_days_a_missed_piece_still_takes_the_comment_wherever_it_is_opened(stage: Stage) -> None:
    await stage.offer(stage.mara)
    await stage.start(stage.tomas)
    await stage.later(days=5, minutes=1)
    missed = stage.dm(stage.tomas, "ran out, and it waits for a reader again")
    assert "can be taken up again" in lines((await stage.slash(stage.tomas, "mine")).response)
    await stage.later(days=6)

    mine = (await stage.slash(stage.tomas, "mine")).response
    assert "ran out of time, and still takes your comment" in lines(mine)
    opened = (await stage.press(stage.tomas, mine, "Open: Untold 1")).response
    assert (await stage.press(stage.tomas, opened, "Leave my comment")).modal is not None
    refused = (await stage.press(stage.tomas, missed, "Start reading")).response
    assert "You have had that piece for ten days" in lines(refused)
    await stage.comment(stage.tomas, refused, real(1))
    await stands(stage, R.COMMENTED, P.TAKEN)


@row((R.CALLED_OFF, RE.COMMENT))
async def test_a_comment_on_a_piece_withdrawn_meanwhile_reaches_its_author_and_earns(stage: Stage) -> None:
    await stage.offer(stage.mara)
    card = await stage.start(stage.tomas)
    form = await stage.press(stage.tomas, card, "Leave my comment")
    await stage.later(minutes=15)
    await stage.withdraw(stage.mara, "Untold 1")
    await stage.world.tick()
    assert stage.has_dm(stage.tomas, "your comment still reaches them until")
    await stage.send(stage.tomas, form, card, real(1))
    await stage.world.tick()

    await stands(stage, R.COMMENTED, P.WITHDRAWN)
    assert stage.has_dm(stage.mara, real(1)["effect"][:40])
    assert "You had taken the piece back by then" in stage.received(stage.mara).content
    assert "unless you press" not in stage.received(stage.mara).content
    said = await stage.press(stage.mara, stage.received(stage.mara), "Not about my piece")
    assert "the comment still earns its credit" in lines(said.followups[0])
    assert "the next to get a reader" not in lines(said.followups[0])
    await stage.later(hours=72, minutes=1)
    await stands(stage, R.ACCEPTED, P.WITHDRAWN)
    assert await stage.balance(stage.tomas) == 3


# The comment and its verdict


@row((R.READING, RE.COMMENT))
async def test_a_hollow_comment_is_refused_mended_the_next_day_and_sent(stage: Stage) -> None:
    await stage.offer(stage.mara)
    card = await stage.start(stage.tomas)
    refused = await stage.comment(stage.tomas, card, HOLLOW)
    assert "- You can send it from <t:" in lines(refused)
    assert "words of your own so far and 60 are wanted" in lines(refused)
    assert "which would fit many" in lines(refused)
    assert "[Leave my comment]" not in lines(refused)
    assert "I put 48 hours on top" in lines(refused)
    await stage.later(days=1)

    form = await stage.press(stage.tomas, refused, "Edit my comment")
    assert HOLLOW["effect"] in str(form.modal)
    sent = await stage.send(stage.tomas, form, refused, real(1))
    await stage.world.tick()
    said = lines(sent.response)
    assert f"is with <@{stage.mara.id}>" in said
    assert f"It earns you 1 credit: when <@{stage.mara.id}> says that it helped, or by itself on <t:" in said
    assert "Not sent yet" not in said
    assert "[" not in said
    assert card.id == refused.id == sent.response.id
    await stands(stage, R.COMMENTED, P.TAKEN)
    assert real(1)["quote"] in stage.received(stage.mara).content
    assert "Quotes your first paragraph; " in stage.received(stage.mara).content


@row((R.COMMENTED, RE.HELPED), (P.TAKEN, PE.FINISH))
async def test_this_helped_pays_the_reader_and_closes_the_piece(stage: Stage) -> None:
    message = await stage.commented()
    pressed = await stage.press(stage.mara, message, "This helped")
    await stage.world.tick()

    assert "gets 1 credit for reading you" in pressed.followups[0].content
    assert "Rate it too, if you like" in str(pressed.response.components)
    await stands(stage, R.ACCEPTED, P.READ)
    assert (await stage.pieces(stage.mara))[0].text == ""
    assert await stage.balance(stage.tomas) == 3
    assert stage.has_dm(stage.tomas, "helped. It earned you 1 credit.")


@row((R.COMMENTED, RE.SILENCE), (R.ACCEPTED, RE.HELPED))
async def test_silence_accepts_and_this_helped_still_says_so(stage: Stage) -> None:
    message = await stage.commented()
    await stage.later(hours=72, minutes=1)
    await stands(stage, R.ACCEPTED, P.READ)
    assert stage.has_dm(stage.tomas, "is accepted. It earned you 1 credit.")
    await stage.later(minutes=1)
    await stage.press(stage.mara, message, "This helped")
    await stage.world.tick()

    assert (await stage.read(stage.tomas, stage.mara)).helped
    assert stage.has_dm(stage.tomas, "says your comment on")
    assert not stage.has_dm(stage.tomas, "helped. It earned you")  # told when it did
    assert await stage.balance(stage.tomas) == 3


@row((R.ACCEPTED, RE.THANK))
async def test_this_helped_has_room_for_a_line_of_thanks(stage: Stage) -> None:
    message = await stage.commented()
    await stage.press(stage.mara, message, "This helped")
    said = await stage.fill(stage.mara, stage.received(stage.mara), "Say thanks", {"thanks": "I moved the lantern."})
    await stage.world.tick()

    assert said.followups[0].content == f"<@{stage.tomas.id}> gets your thanks."
    assert stage.dm(stage.tomas, "has a word for you").content.endswith(":\n> I moved the lantern.")
    assert "[Say thanks]" not in lines(stage.received(stage.mara))


async def asked(stage: Stage) -> Any:
    """Let Tomas leave a comment on another piece; return the card that asks about it."""
    await stage.offer(stage.mara)
    card = await stage.start(stage.tomas)
    await stage.world.pass_time(hours=0.2)
    said = await stage.comment(stage.tomas, card, asdict(UNPLACED[0]))
    assert "I could not see which piece this is about." in lines(said)
    assert "[Answer it]\n[Send as it is]\n" in lines(said)
    return said


async def test_asked_which_piece_it_is_the_reader_answers_and_it_is_sent(stage: Stage) -> None:
    held = await asked(stage)
    sent = await stage.fill(stage.tomas, held, "Answer it", {"answer": "The ferryman, of course."})
    await stage.world.tick()

    assert f"It earns you 1 credit: when <@{stage.mara.id}> says that it helped, or by itself on <t:" in lines(
        sent.response
    )
    assert "The ferryman, of course." in stage.received(stage.mara).content
    assert "Thank you for reading, and for your answer." in lines(sent.response)
    assert NOT_SURE not in stage.received(stage.mara).content
    await stage.later(hours=72, minutes=1)
    assert await stage.balance(stage.tomas) == 3


async def sent_as_is(stage: Stage) -> Any:
    """Let Tomas send as it is what he was asked about; return the message Mara has of it."""
    said = lines((await stage.press(stage.tomas, await asked(stage), "Send as it is")).response)
    assert f"I told <@{stage.mara.id}> that {NOT_SURE}: they decide." in said
    assert "your answer" not in said
    await stage.world.tick()
    message = stage.received(stage.mara)
    assert f"words of their own. {NOT_SURE}: you decide." in message.content
    assert "If you say nothing, they get it on" in message.content
    assert "unless you press **Not about my piece**." in message.content
    return message


async def test_sent_as_it_is_a_comment_is_paid_after_7_days_of_silence(stage: Stage) -> None:
    await sent_as_is(stage)
    await stage.later(days=7, minutes=-1)
    await stands(stage, R.COMMENTED, P.TAKEN)
    await stage.later(minutes=2)

    await stands(stage, R.ACCEPTED, P.READ)
    assert await stage.balance(stage.tomas) == 3


async def not_about_it(stage: Stage) -> Any:
    """Let Mara say that a comment sent as it is was not about her piece; return the message she has of it."""
    message = await sent_as_is(stage)
    said = await stage.press(stage.mara, message, "Not about my piece")
    assert "is not told. It earns nothing unless" in said.followups[0].content
    return message


@row((R.COMMENTED, RE.LAPSE), (R.UNANSWERED, RE.HELPED))
async def test_not_about_her_piece_her_silence_pays_nothing_until_it_helped(stage: Stage) -> None:
    message = await not_about_it(stage)
    await stage.later(days=7, minutes=1)
    await stands(stage, R.UNANSWERED, P.READ)
    assert await stage.balance(stage.tomas) == 2
    assert stage.has_dm(stage.tomas, "so it earned no credit")
    await stage.press(stage.mara, message, "This helped")
    await stage.world.tick()

    await stands(stage, R.ACCEPTED, P.READ)
    assert await stage.balance(stage.tomas) == 3
    assert stage.has_dm(stage.tomas, "helped. It earned you 1 credit.")


@row((R.UNANSWERED, RE.REPORT))
async def test_a_comment_nobody_answered_can_still_be_reported(stage: Stage) -> None:
    await stage.moderated()
    message = await not_about_it(stage)
    await stage.later(days=7, minutes=1)
    await stage.fill(stage.mara, message, "Report", {"why": "It is about another story."})
    await stage.world.tick()

    await stands(stage, R.REPORTED, P.READ)


@row((R.COMMENTED, RE.REPORT), (R.REPORTED, RE.DISMISS))
async def test_a_dismissed_report_lets_the_comment_count(stage: Stage) -> None:
    report = await stage.reported()
    await stands(stage, R.REPORTED, P.TAKEN)
    assert "It is about another story." in lines(report)
    assert real(1)["quote"] in lines(report)
    decided = await stage.decide(stage.moderator, report, "Dismiss")
    await stage.world.tick()

    assert f"{stage.moderator.user.name} has dismissed the report." in lines(decided.response)
    await stands(stage, R.ACCEPTED, P.READ)
    assert await stage.balance(stage.tomas) == 3
    assert stage.has_dm(stage.tomas, "let it stand. It earned you 1 credit.")
    assert stage.has_dm(stage.mara, "you reported, and let it stand.\nThey say:\n> We looked at it.")


@row((R.REPORTED, RE.REVOKE))
async def test_a_revoked_comment_earns_nothing(stage: Stage) -> None:
    report = await stage.reported()
    await stage.decide(stage.moderator, report, "Revoke credit")
    await stage.world.tick()

    await stands(stage, R.REVOKED, P.READ)
    assert await stage.balance(stage.tomas) == 2
    assert stage.has_dm(stage.tomas, "stays and earns no credit")
    assert stage.has_dm(stage.mara, "you reported: it earns no credit")


@row((R.REPORTED, RE.REMOVE))
async def test_a_removed_comment_puts_the_piece_back_in_the_line(stage: Stage) -> None:
    report = await stage.reported()
    await stage.decide(stage.moderator, report, "Remove")
    await stage.world.tick()

    await stands(stage, R.REMOVED, P.OPEN)
    assert (await stage.read(stage.tomas, stage.mara)).comment is None
    assert stage.has_dm(stage.tomas, "took down your comment")
    assert stage.has_dm(stage.mara, "The next reader gets your piece again.")


@row((R.REPORTED, RE.SILENCE))
async def test_a_report_that_nobody_decides_is_settled_for_both(stage: Stage) -> None:
    report = await stage.reported()
    await stage.later(days=14, minutes=1)
    await stage.later(hours=12)

    await stands(stage, R.ACCEPTED, P.READ)
    assert stage.has_dm(stage.tomas, "is accepted. It earned you 1 credit.")
    assert stage.has_dm(stage.mara, "Nobody has decided within 14 days about the comment")
    late = await stage.press(stage.moderator, report, "Dismiss")
    assert "Nobody decided that one within 14 days" in late.response.content


@row((R.REPORTED, RE.LAPSE))
async def test_a_report_of_a_comment_not_about_her_piece_earns_nothing_where_nobody_decides(stage: Stage) -> None:
    await stage.moderated()
    message = await not_about_it(stage)
    await stage.fill(stage.mara, message, "Report", {"why": "It is about another piece."})
    await stage.later(days=14, minutes=1)

    await stands(stage, R.UNANSWERED, P.READ)
    assert await stage.balance(stage.tomas) == 2


@row((R.ACCEPTED, RE.REPORT))
async def test_an_accepted_comment_can_still_be_reported_once(stage: Stage) -> None:
    await stage.moderated()
    message = await stage.commented()
    await stage.press(stage.mara, message, "This helped")
    assert await stage.balance(stage.mara) == 2
    said = await stage.fill(stage.mara, stage.received(stage.mara), "Report", {"why": "I see now it was copied."})
    await stage.world.tick()

    assert said.response.content.startswith("Your report is with this server's moderators.")
    await stands(stage, R.REPORTED, P.READ)
    await stage.decide(stage.moderator, stage.reports.last_message, "Remove")
    await stage.world.tick()
    assert await stage.balance(stage.tomas) == 2
    assert await stage.balance(stage.mara) == 2, "the offer had cost nothing"
    assert stage.has_dm(stage.mara, "moderators have taken down the comment")
    assert not stage.has_dm(stage.mara, "What the offer cost came back to you.")


async def more_asked(stage: Stage) -> Any:
    """Let Mara ask Tomas for more; return the message he has of it."""
    message = await stage.commented()
    pressed = await stage.fill(stage.mara, message, "Ask for more", {"wanted": "Who is the nephew to you?"})
    assert "their comment counts as it is" in pressed.followups[0].content
    await stage.world.tick()
    await stands(stage, R.MORE_ASKED, P.TAKEN)
    asked = stage.dm(stage.tomas, "would like to hear a little more")
    assert asked.content.endswith("\n> Who is the nephew to you?")
    return asked


@row((R.COMMENTED, RE.ASK_MORE), (R.MORE_ASKED, RE.ADD))
async def test_asked_for_more_the_reader_adds_to_the_comment(stage: Stage) -> None:
    asked = await more_asked(stage)
    form = await stage.press(stage.tomas, asked, "Edit my comment")
    assert real(1)["quote"] in str(form.modal)
    more = real(1)
    more["question"] += " And I kept thinking of the harbour afterwards."
    await stage.send(stage.tomas, form, asked, more)
    await stage.world.tick()

    await stands(stage, R.COMMENTED, P.TAKEN)
    message = stage.received(stage.mara)
    assert "And I kept thinking of the harbour afterwards." in message.content
    assert "[Ask for more]" not in lines(message)


@row((R.MORE_ASKED, RE.HELPED))
async def test_the_author_may_accept_before_more_comes(stage: Stage) -> None:
    await more_asked(stage)
    await stage.press(stage.mara, stage.received(stage.mara), "This helped")
    await stands(stage, R.ACCEPTED, P.READ)


@row((R.MORE_ASKED, RE.SILENCE))
async def test_a_comment_counts_when_neither_says_more(stage: Stage) -> None:
    await more_asked(stage)
    await stage.later(hours=72, minutes=1)

    await stands(stage, R.ACCEPTED, P.READ)
    assert stage.has_dm(stage.tomas, "is accepted. It earned you 1 credit.")


@row((R.MORE_ASKED, RE.LAPSE))
async def test_more_asked_of_a_comment_not_about_her_piece_it_earns_nothing_in_silence(stage: Stage) -> None:
    message = await not_about_it(stage)
    await stage.fill(stage.mara, message, "Ask for more", {"wanted": ""})
    await stage.later(days=7, minutes=1)

    await stands(stage, R.UNANSWERED, P.READ)


@row((R.MORE_ASKED, RE.REPORT))
async def test_a_comment_is_reported_while_more_is_awaited(stage: Stage) -> None:
    await stage.moderated()
    await more_asked(stage)
    await stage.fill(stage.mara, stage.received(stage.mara), "Report", {"why": "They wrote me insults since."})
    await stage.world.tick()

    await stands(stage, R.REPORTED, P.TAKEN)
    assert "They wrote me insults since." in lines(stage.reports.last_message)
