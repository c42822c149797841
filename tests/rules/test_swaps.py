"""The tables of swaps: what docs/swaps.md says is what the code does, and nothing else is possible."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

import settings
from rules.swaps.moves import (
    PIECE_MOVES,
    READ_MOVES,
    Credit,
    PieceEvent,
    PieceMove,
    PieceMovedOn,
    PieceState,
    ReadEvent,
    ReadMove,
    ReadMovedOn,
    ReadState,
    comment_opens_at,
    credits_earned,
    piece_move,
    read_move,
    sits_out,
)

DOCS = Path(settings.__file__).parent / "docs" / "swaps.md"
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def documented(section: str) -> list[tuple[str, ...]]:
    """Return the rows of a section's table, its head left out."""
    text = DOCS.read_text("utf-8").split(f"\n## {section}\n")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("|")]
    return [tuple(row) for row in rows[2:]]


def as_row(move: PieceMove | ReadMove) -> tuple[str, ...]:
    told = ", ".join(each.value for each in move.told) or "nobody"
    credit = "–" if move.credit is Credit.NONE else move.credit.value
    before = "(new)" if move.before is None else move.before.value
    cells = [before, move.event.value, move.by.value, move.when or "–", move.after.value]
    if isinstance(move, ReadMove):
        cells.append("–" if move.piece is None else move.piece.value)
    return (*cells, credit, told)


def test_the_documented_tables_are_the_codes() -> None:
    assert documented("A piece") == [as_row(move) for move in PIECE_MOVES]
    assert documented("A read") == [as_row(move) for move in READ_MOVES]


def test_a_state_and_an_event_have_one_row_at_most() -> None:
    for moves in (PIECE_MOVES, READ_MOVES):
        assert len({(move.before, move.event) for move in moves}) == len(moves)


def test_every_state_can_be_reached_and_every_event_leads_somewhere() -> None:
    assert {move.after for move in PIECE_MOVES} == set(PieceState)
    assert {move.event for move in PIECE_MOVES} == set(PieceEvent)
    assert {move.after for move in READ_MOVES} == set(ReadState)
    assert {move.event for move in READ_MOVES} == set(ReadEvent)


@pytest.mark.parametrize(("state", "event"), list(product(PieceState, PieceEvent)))
def test_a_piece_moves_as_the_table_says_or_not_at_all(state: PieceState, event: PieceEvent) -> None:
    row = next((move for move in PIECE_MOVES if (move.before, move.event) == (state, event)), None)
    if row is not None:
        assert piece_move(state, event) is row
        return
    with pytest.raises(PieceMovedOn) as refused:
        piece_move(state, event)
    assert (refused.value.state, refused.value.event) == (state, event)


@pytest.mark.parametrize(("state", "event"), list(product(ReadState, ReadEvent)))
def test_a_read_moves_as_the_table_says_or_not_at_all(state: ReadState, event: ReadEvent) -> None:
    row = next((move for move in READ_MOVES if (move.before, move.event) == (state, event)), None)
    if row is not None:
        assert read_move(state, event) is row
        return
    with pytest.raises(ReadMovedOn) as refused:
        read_move(state, event)
    assert (refused.value.state, refused.value.event) == (state, event)


def test_a_read_that_holds_its_piece_lets_go_of_it_when_it_ends() -> None:
    """Only what the piece itself brought about leaves it alone, and a piece is never taken twice."""
    holding = {*(state for state in ReadState if state.is_with_reader or state.awaits_verdict), ReadState.REPORTED}
    for move in READ_MOVES:
        if move.before in holding and move.after not in holding and move.event is not ReadEvent.CALL_OFF:
            assert move.piece in (PieceEvent.GIVE_BACK, PieceEvent.FINISH), move
        if move.before not in holding and move.after in (ReadState.ASSIGNED, ReadState.READING):
            assert move.piece is PieceEvent.TAKE, move


@pytest.mark.parametrize(
    ("words", "minutes"),
    [(250, 0.7), (1000, 2.8), (3000, 8.4), (1, 0.0028)],
)
def test_a_comment_opens_after_70_percent_of_the_reading_time(words: int, minutes: float) -> None:
    assert comment_opens_at(START, words) - START == pytest.approx(timedelta(minutes=minutes), abs=timedelta(seconds=1))


@pytest.mark.parametrize(
    ("own_words", "of_author", "of_reader", "credits"),
    [
        (60, 0, 0, 1),
        (299, 0, 0, 1),
        (300, 0, 0, 2),
        (300, 5, 0, 2),  # reading somebody often who never reads you is no ring
        (60, 0, 5, 1),  # reading back for the first time
        (60, 1, 1, 0),  # the third mutual read
        (900, 3, 1, 0),
    ],
)
def test_what_an_accepted_comment_earns(own_words: int, of_author: int, of_reader: int, credits: int) -> None:
    assert credits_earned(own_words, reads_of_author=of_author, reads_of_reader=of_reader) == credits


def test_sitting_out_begins_with_the_third_miss() -> None:
    assert [sits_out(misses) for misses in range(5)] == [False, False, False, True, True]
