"""Card, form, result and author: what is said of a comment in doubt is one thing, whatever the doubt was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import discord
import pytest

from cogs.swaps.cards.comments import comment_text
from cogs.swaps.cards.reads import answer_form, given_card
from cogs.swaps.cards.reasons import NOT_SURE, QUESTIONS
from cogs.swaps.refusals import comment_asked
from rules.comments.check import Problem, Reason
from rules.swaps.moves import PieceState, ReadState
from rules.swaps.offers import OfferedPiece
from rules.swaps.reads import Comment, Read
from services.swaps.comments import CommentAsked, CommentGiven

NOW = datetime(2026, 1, 9, 20, tzinfo=UTC)
READER, AUTHOR = 5, 6
PIECE = OfferedPiece(
    id=1,
    server_id=2,
    author_id=AUTHOR,
    title="The last ferry",
    link="",
    text="Rain, both ways, she laughed.",
    words=5,
    language="English",
    tags=(),
    wanted="",
    content_note="",
    cost=1,
    state=PieceState.TAKEN,
    at_front=False,
    offered_at=NOW,
)
READ = Read(3, PIECE, READER, ReadState.COMMENTED, NOW, NOW, comment=Comment("", "She laughed."), verdict_by_at=NOW)


@pytest.mark.parametrize("doubted", QUESTIONS)
def test_the_form_asks_what_its_card_asked(doubted: str) -> None:
    card = comment_asked(CommentAsked(READ, Reason(Problem(doubted), excerpt="ferry"), silence_pays=True))
    (answer,) = answer_form(READ, doubted).fields

    assert card.count("?") == 1
    assert answer.label in card


def test_all_that_can_be_asked_about_has_a_question_and_an_old_button_has_one() -> None:
    assert set(QUESTIONS) == {Problem.UNSEEN, Problem.RETOLD, Problem.DISOWNED, Problem.FOLLOW_FOR_FOLLOW}
    assert answer_form(READ, "") == answer_form(READ, Problem.UNSEEN)


@pytest.mark.parametrize(("is_answered", "in_doubt"), [(True, True), (True, False), (False, True), (False, False)])
def test_whoever_answers_is_thanked_and_reads_what_their_author_reads(*, is_answered: bool, in_doubt: bool) -> None:
    read = replace(READ, sent_as_is=in_doubt)
    card = given_card(CommentGiven(read, 1, is_new=True, is_answered=is_answered))
    result = "".join(said.content for said in card.walk_children() if isinstance(said, discord.ui.TextDisplay))

    assert ("Thank you for reading, and for your answer." in result) == is_answered
    assert (f"I told <@{AUTHOR}> that {NOT_SURE}: they decide." in result) == in_doubt
    assert (f"{NOT_SURE}: you decide." in comment_text(read)) == in_doubt
