"""The tables of swaps: what docs/swaps.md says is what the code does, and nothing else is possible."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

import settings
from rules.swaps.limits import sits_out
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
    piece_move,
    read_move,
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
    ("words", "is_text_known", "minutes"),
    [(250, True, 0.7), (1000, True, 2.8), (3000, False, 8.4), (1, True, 0.0028), (1, False, 2), (700, False, 2)],
)
def test_a_comment_opens_after_70_percent_of_the_reading_time_and_on_a_link_after_two_minutes(
    words: int, is_text_known: bool, minutes: float
) -> None:
    takes = comment_opens_at(START, words, is_text_known=is_text_known) - START
    assert takes == pytest.approx(timedelta(minutes=minutes), abs=timedelta(seconds=1))


def test_sitting_out_begins_with_the_third_miss() -> None:
    assert [sits_out(misses) for misses in range(5)] == [False, False, False, True, True]
