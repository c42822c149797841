"""What boards and the weekly post look like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from cogs.kit import cards, text
from cogs.kit.cards import SafeView
from cogs.kit.pictures.attach import Attached
from cogs.kit.pictures.canvas import drawable
from cogs.leaderboards.picture import Bar, BoardPicture
from cogs.tips import cards as tips
from rules.inbox import Waiting
from rules.leaderboards import (
    LEAST_PLANNED,
    LEAST_SHARE,
    Board,
    BoardPeriod,
    GoalMilestone,
    RankedPlace,
    Score,
)
from services.leaderboards.boards import Absent, BoardMessage, BoardShown
from services.leaderboards.week import NAMED, WeekNews

TITLES = {
    Board.KEPT: "Kept promises",
    Board.STREAK: "Streaks",
    Board.WORDS: "Words",
    Board.READS: "Reads given",
    Board.REACHED: "Readers reached",
}
# What puts a name on a board.
FIRST_STEPS = {
    Board.READS: "A comment that its author accepts counts: `/swap next` shows a piece to read.",
    Board.REACHED: "Readers count once you accept their comment: `/swap offer` finds you some.",
}
# What those did who are on a board.
DID = {
    Board.KEPT: "wrote",
    Board.STREAK: "kept a streak going",
    Board.WORDS: "wrote",
    Board.READS: "gave reads",
    Board.REACHED: "found readers",
}
FROM_THREE = {
    Board.KEPT: f"Figures show from three names on. A name takes {LEAST_PLANNED} planned days (or one week), at least half kept.",
}
WHAT_IS_KEPT = "By name: the days of one's own `/streak plan`; whoever chose none has the days on which they wrote."
NO_NAMES: Mapping[int, str] = {}
PERIODS = {
    BoardPeriod.WEEK: "this week",
    BoardPeriod.MONTH: "this month",
    BoardPeriod.SEASON: "this season",
    BoardPeriod.ALL: "all time",
}


def place_line(place: RankedPlace, board: Board) -> str:
    """Write one place: "2. @Mara · 1,500 words"."""
    return f"{place.rank}\\. {unranked_line(place, board)}"


def unranked_line(place: RankedPlace, board: Board) -> str:
    """Write who did how much: "@Mara · 5 of 6 (83 %)"."""
    of_promised = board is Board.KEPT and place.score.is_promised
    percent = f" ({round(place.score.value * 100)} %)" if of_promised else ""
    return f"<@{place.score.member_id}> · {value_words(place, board)}{percent}"


def value_words(place: RankedPlace, board: Board) -> str:
    """Write what a place is held for: "5 of 6" or for who chose no rhythm "5 days", "12 days", "1,500 words"."""
    score = place.score
    if board is Board.KEPT:
        return f"{score.kept} of {score.planned}" if score.is_promised else text.count(score.kept, "day")
    if board is Board.STREAK:
        return text.count(int(score.value), score.unit)
    if board is Board.READS:
        return text.count(int(score.value), "read")
    if board is Board.REACHED:
        return text.count(int(score.value), "reader")
    return text.amount_of(score.value, "words")


def board_picture(shown: BoardShown, names: Mapping[int, str], caption: str = "") -> BoardPicture | None:
    """Return a board's top as bars; kept promises against all that was planned, anything else against the first.

    Promises are nobody's race: where all see them, they have no ranks and stand by name, and nothing is missing where
    nothing was promised. `caption` stands where the board's time would.
    """
    if not shown.is_ranking:
        return None
    is_kept = shown.board is Board.KEPT
    bars = (
        Bar(
            None if is_kept else place.rank,
            _share(place.score, shown),
            value_words(place, shown.board),
            _drawn(place, names),
            shows_rest=place.score.is_promised,
        )
        for place in _in_order(shown, names, is_race=not is_kept)
    )
    running = "as of today" if shown.board is Board.STREAK else _when(shown)
    return BoardPicture(TITLES[shown.board], caption or running, tuple(bars))


def _share(score: Score, shown: BoardShown) -> float:
    """Return how much of the full bar a score has, 0 to 1; those who promised nothing have as much for as many days."""
    if shown.board is not Board.KEPT:
        return score.weight / shown.top[0].score.weight
    if score.is_promised:
        return score.weight
    return score.kept / max(place.score.planned for place in shown.top if not place.score.is_promised)


def _drawn(place: RankedPlace, names: Mapping[int, str]) -> str:
    """Return a name as the picture can write it; empty for one in another script."""
    return drawable(names.get(place.score.member_id, ""))


def _in_order(shown: BoardShown, names: Mapping[int, str], *, is_race: bool) -> Sequence[RankedPlace]:
    """Return the places, best first in a race and otherwise by name: who stands above is no better."""
    if is_race:
        return shown.top
    return sorted(shown.top, key=lambda place: names.get(place.score.member_id, "").casefold())


def _when(shown: BoardShown) -> str:
    return "last week" if shown.span.is_over else PERIODS[shown.period]


def board_card(shown: BoardShown, picture: Attached | None, names: Mapping[int, str]) -> SafeView:
    """Show a board's top, or where it is too short for a ranking who is on it."""
    title = f"### {TITLES[shown.board]}, {_when(shown)}"
    if shown.board is Board.STREAK:
        title = "### Streaks, as of today"
    if shown.board is Board.KEPT and shown.is_ranking:
        title += f"\n-# {WHAT_IS_KEPT}"
    if not shown.is_ranking:
        return cards.card(title, _named(shown) if shown.named else _empty(shown), accent=cards.LEAF)
    places = _places(shown, picture, names, is_race=shown.board is not Board.KEPT)
    return cards.card(title, *places, accent=cards.LEAF)


def _places(
    shown: BoardShown, picture: Attached | None = None, names: Mapping[int, str] = NO_NAMES, *, is_race: bool = False
) -> list[cards.Part]:
    """Return the places as bars, and as lines those that no bar names; ranked in a race, and by name in none."""
    line, ordered = place_line if is_race else unranked_line, _in_order(shown, names, is_race=is_race)
    lines = [line(place, shown.board) for place in ordered if picture is None or not _drawn(place, names)]
    if shown.tied_below:
        lines.append(f"…and {shown.tied_below} more{f' at {shown.top[-1].rank}' if is_race else ''}.")
    return [*([] if picture is None else [picture.gallery]), *(["\n".join(lines)] if lines else [])]


def _named(shown: BoardShown) -> str:
    """Name without figures those who are too few for a ranking."""
    when = "" if shown.board is Board.STREAK else f" {_when(shown)}".replace(" all time", "")
    line = f"{_names(shown.named)} {DID[shown.board]}{when}."
    return f"{line}\n-# {FROM_THREE.get(shown.board, 'Figures show from three names on.')}"


def _empty(shown: BoardShown) -> str:
    first_step = FIRST_STEPS.get(shown.board, "The first `/wrote` puts a name here; one line is enough.")
    return f"Nobody yet {_when(shown)}. {first_step}".replace(" all time", "")


def mine_text(shown: BoardShown) -> str:
    """Tell the asker, privately, where they stand and in a race who is beside them, or why they are not there."""
    if shown.absent is Absent.HIDDEN:
        return "You are not on this board, as you chose. `/settings boards` with `shown: True` brings you back."
    if shown.own is not None and shown.own.planned:
        return _not_listed(shown, shown.own)
    if shown.absent is Absent.NOTHING_YET:
        return f"You are not on this board yet. {FIRST_STEPS.get(shown.board, '`/wrote` puts you there.')}"
    if shown.board is Board.KEPT or not shown.is_ranking:
        return f"For your eyes only: {value_words(shown.mine[0], shown.board)}."
    lines = [place_line(place, shown.board) for place in shown.mine]
    return f"Your place among {text.count(shown.of_members, 'writer')}, for your eyes only:\n" + "\n".join(lines)


def _not_listed(shown: BoardShown, own: Score) -> str:
    done, half = f"kept **{own.kept} of {own.planned}** planned days", "half"
    if not own.is_promised:
        done, half = f"wrote on **{text.count(own.kept, 'day')}**", "half of the days"
    line = f"For your eyes only: you {done} {_when(shown)}."
    if own.value >= LEAST_SHARE:
        return f"{line} After {LEAST_PLANNED} planned days your name is on the board."
    ahead = " This week is still open." if shown.span.is_over else ""
    return f"{line} From {half} on, your name is on the board.{ahead}"


def is_on_card(shown: BoardShown, member_id: int) -> bool:
    """Tell whether a board shows all there is to say to somebody."""
    return shown.is_ranking and member_id in shown.shown_ids


def weekly_picture(message: BoardMessage, names: Mapping[int, str]) -> BoardPicture | None:
    """Return the week's kept promises as bars; the card above them says which week it was."""
    return board_picture(message.kept, names, "by name")


def weekly_card(
    message: BoardMessage, picture: Attached | None = None, names: Mapping[int, str] = NO_NAMES
) -> SafeView:
    """Show the week that ended: promises kept, runs going, and what it adds up to."""
    kept, running = message.kept, message.streaks
    parts: list[cards.Part] = [f"### The week to {text.full_day(kept.span.last_on)}\n{_summary(message)}"]
    if kept.is_ranking:
        title = ["**Kept promises**"] if picture is None else []
        parts += [cards.RULE, *title, *_places(kept, picture, names), f"-# {WHAT_IS_KEPT}"]
    if running.is_ranking:
        parts += [cards.RULE, "**Streaks**", *_places(running, names=names)]
    if told := news_lines(message.news):
        parts += [cards.RULE, "\n".join(told)]
    if message.news.tip is not None:
        parts += [cards.RULE, *tips.parts_in_post(message.news.tip)]
    parts.append(
        f"-# The new week has begun: `/wrote` counts from {text.day(kept.span.last_on + timedelta(days=1), kept.span.last_on)} on."
    )
    if message.late_from is not None:
        parts.append(text.late_line(message.late_from, message.server.zone))
    return cards.card(*parts, accent=cards.LEAF)


def news_lines(news: WeekNews) -> list[str]:
    """Tell of the week's milestones, comebacks and newcomers; a line for each kind there was."""
    lines = [_milestone_line(each) for each in news.milestones[:NAMED]]
    if lines:
        lines.insert(0, "**Milestones**")
    if len(news.milestones) > NAMED:
        lines.append(f"…and {len(news.milestones) - NAMED} more.")
    if news.comebacks:
        lines.append(f"Welcome back, {_names(news.comebacks)}. It is good to see you write.")
    if news.newcomers:
        lines.append(f"New this week: welcome, {_names(news.newcomers)}.")
    return lines


def _milestone_line(reached: GoalMilestone) -> str:
    goal = text.named_in_short(reached.goal_text)
    if reached.percent == 100:
        return f"<@{reached.member_id}> reached {goal}"
    return f"<@{reached.member_id}> has passed {reached.percent} % of the way to {goal}"


def _names(member_ids: Sequence[int]) -> str:
    names = [f"<@{member_id}>" for member_id in member_ids[:NAMED]]
    return text.listing([*names, f"{len(member_ids) - NAMED} more"] if len(member_ids) > NAMED else names)


def _summary(message: BoardMessage) -> str:
    """Say who showed up, and where there are enough for it what it adds up to."""
    words = f"**{text.count(message.words, 'word')}**" if message.words else ""
    if message.kept.named:
        return (
            f"{_names(message.kept.named)} wrote {words} together." if words else f"{_names(message.kept.named)} wrote."
        )
    writers = f"**{text.count(message.writers, 'writer')}** showed up"
    return f"{writers} and wrote {words}." if words else f"{writers}."


def blocked_line(waiting: Waiting) -> str:
    """Tell who set the weekly board up that it cannot be posted."""
    return (
        f"The weekly board could not be posted in <#{waiting.about}>: the channel is gone or closed to me. Allow me to post "
        "there or choose another with `/setup`; within its week it then comes at once."
    )
