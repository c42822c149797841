"""What boards and the weekly post look like."""

from __future__ import annotations

from datetime import timedelta

from cogs.ui import cards, text
from cogs.ui.errors import SafeView
from rules.leaderboards import LEAST_PLANNED, Board, BoardPeriod, Place
from services.leaderboards import Absent, BoardMessage, BoardShown

TITLES = {Board.KEPT: "Kept promises", Board.STREAK: "Streaks", Board.WORDS: "Words"}
PERIODS = {
    BoardPeriod.WEEK: "this week",
    BoardPeriod.MONTH: "this month",
    BoardPeriod.SEASON: "this season",
    BoardPeriod.ALL: "all time",
}


def place_line(place: Place, board: Board) -> str:
    """Write one place: "2. @Mara  5 of 6 (83 %)"."""
    score = place.score
    if board is Board.KEPT:
        value = f"{score.kept} of {score.planned} ({round(score.value * 100)} %)"
    elif board is Board.STREAK:
        value = text.count(int(score.value), score.unit)
    else:
        value = text.amount_of(score.value, "words")
    return f"{place.rank}\\. <@{score.member_id}> · {value}"


def board_card(shown: BoardShown) -> SafeView:
    """Show a board's top."""
    title = f"### {TITLES[shown.board]}, {PERIODS[shown.period]}"
    if shown.board is Board.STREAK:
        title = "### Streaks, as of today"
    if not shown.top:
        return cards.card(title, _empty(shown), accent=cards.LEAF)
    return cards.card(title, _places(shown), accent=cards.LEAF)


def _places(shown: BoardShown) -> str:
    lines = [place_line(place, shown.board) for place in shown.top]
    if shown.tied_below:
        lines.append(f"…and {shown.tied_below} more at {shown.top[-1].rank}.")
    return "\n".join(lines)


def _empty(shown: BoardShown) -> str:
    if shown.board is Board.KEPT and shown.period is BoardPeriod.WEEK:
        return (
            f"The week is young: a name appears here from {LEAST_PLANNED} planned days on. "
            "Until then, `/leaderboard` with `period: this month` looks further back."
        )
    if shown.board is Board.KEPT:
        return f"Nobody here has had {LEAST_PLANNED} planned days yet. `/wrote` starts the count; look again in a few days."
    return "Nothing here yet. The first `/wrote` puts a name on it."


def mine_text(shown: BoardShown) -> str:
    """Tell the asker, privately, where they stand and who is beside them, or why they are not there."""
    if shown.absent is Absent.HIDDEN:
        return "You are not on this board, as you chose. `/settings boards` with `shown: True` brings you back."
    if shown.absent is Absent.NOTHING_YET and shown.board is Board.KEPT:
        return f"You are not on this board yet: it takes {LEAST_PLANNED} planned days, one of them kept."
    if shown.absent is Absent.NOTHING_YET:
        return "You are not on this board yet. `/wrote` puts you there."
    lines = [place_line(place, shown.board) for place in shown.mine]
    return f"Your place among {text.count(shown.of_members, 'writer')}, for your eyes only:\n" + "\n".join(lines)


def weekly_card(message: BoardMessage) -> SafeView:
    """Show the week that ended: promises kept, runs going, and what it adds up to."""
    kept, running = message.kept, message.streaks
    parts: list[cards.Part] = [f"### The week to {text.full_day(kept.last_on)}\n{_summary(message)}"]
    if kept.top:
        parts += [cards.RULE, _section("Promises kept", kept)]
    if running.top:
        parts += [cards.RULE, _section("Streaks", running)]
    parts.append(
        f"-# The new week has begun: `/wrote` counts from {text.day(kept.last_on + timedelta(days=1), kept.last_on)} on."
    )
    return cards.card(*parts, accent=cards.LEAF)


def _summary(message: BoardMessage) -> str:
    writers = f"**{text.count(message.writers, 'writer')}** showed up"
    if not message.words:
        return f"{writers}."
    return f"{writers} and wrote **{text.count(message.words, 'word')}**."


def _section(title: str, shown: BoardShown) -> str:
    return f"**{title}**\n{_places(shown)}"
