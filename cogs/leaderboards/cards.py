"""What boards and the weekly post look like."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from cogs.kit import cards, text
from cogs.kit.cards import SafeView
from cogs.kit.pictures.attach import Attached
from cogs.leaderboards.picture import Bar, BoardPicture
from cogs.tips import cards as tips
from rules.inbox import Waiting
from rules.leaderboards import LEAST_PLANNED, Board, BoardPeriod, GoalMilestone, RankedPlace
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
PERIODS = {
    BoardPeriod.WEEK: "this week",
    BoardPeriod.MONTH: "this month",
    BoardPeriod.SEASON: "this season",
    BoardPeriod.ALL: "all time",
}


def place_line(place: RankedPlace, board: Board) -> str:
    """Write one place: "2. @Mara  5 of 6 (83 %)"."""
    percent = f" ({round(place.score.value * 100)} %)" if board is Board.KEPT else ""
    return f"{place.rank}\\. <@{place.score.member_id}> · {value_words(place, board)}{percent}"


def value_words(place: RankedPlace, board: Board) -> str:
    """Write what a place is held for: "5 of 6", "12 days", "1,500 words"."""
    score = place.score
    if board is Board.KEPT:
        return f"{score.kept} of {score.planned}"
    if board is Board.STREAK:
        return text.count(int(score.value), score.unit)
    if board is Board.READS:
        return text.count(int(score.value), "read")
    if board is Board.REACHED:
        return text.count(int(score.value), "reader")
    return text.amount_of(score.value, "words")


def board_picture(shown: BoardShown, span: str = "") -> BoardPicture | None:
    """Return a board's top as bars; kept promises against all that was planned, anything else against the first.

    `span` names the time where it is not the one running.
    """
    if not shown.top:
        return None
    full = 1.0 if shown.board is Board.KEPT else shown.top[0].score.value
    bars = (Bar(place.rank, place.score.value / full, value_words(place, shown.board)) for place in shown.top)
    running = "as of today" if shown.board is Board.STREAK else PERIODS[shown.period]
    return BoardPicture(TITLES[shown.board], span or running, tuple(bars))


def board_card(shown: BoardShown, picture: Attached | None) -> SafeView:
    """Show a board's top."""
    title = f"### {TITLES[shown.board]}, {PERIODS[shown.period]}"
    if shown.board is Board.STREAK:
        title = "### Streaks, as of today"
    if not shown.top:
        return cards.card(title, _empty(shown), accent=cards.LEAF)
    gallery = [picture.gallery] if picture is not None else []
    return cards.card(title, *gallery, _places(shown), accent=cards.LEAF)


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
    return f"Nothing here yet. {FIRST_STEPS.get(shown.board, 'The first `/wrote` puts a name on it.')}"


def mine_text(shown: BoardShown) -> str:
    """Tell the asker, privately, where they stand and who is beside them, or why they are not there."""
    if shown.absent is Absent.HIDDEN:
        return "You are not on this board, as you chose. `/settings boards` with `shown: True` brings you back."
    if shown.absent is Absent.NOTHING_YET and shown.board is Board.KEPT:
        return f"You are not on this board yet: it takes {LEAST_PLANNED} planned days, one of them kept."
    if shown.absent is Absent.NOTHING_YET:
        return f"You are not on this board yet. {FIRST_STEPS.get(shown.board, '`/wrote` puts you there.')}"
    lines = [place_line(place, shown.board) for place in shown.mine]
    return f"Your place among {text.count(shown.of_members, 'writer')}, for your eyes only:\n" + "\n".join(lines)


def weekly_picture(message: BoardMessage) -> BoardPicture | None:
    """Return the week's kept promises as bars."""
    ended_on = message.kept.last_on
    return board_picture(message.kept, f"the week to {ended_on.day} {text.MONTHS[ended_on.month - 1]}")


def weekly_card(message: BoardMessage, picture: Attached | None) -> SafeView:
    """Show the week that ended: promises kept, runs going, and what it adds up to."""
    kept, running = message.kept, message.streaks
    parts: list[cards.Part] = [f"### The week to {text.full_day(kept.last_on)}\n{_summary(message)}"]
    if kept.top:
        parts += [cards.RULE, *([picture.gallery] if picture else []), _section("Promises kept", kept)]
    if running.top:
        parts += [cards.RULE, _section("Streaks", running)]
    if told := news_lines(message.news):
        parts += [cards.RULE, "\n".join(told)]
    if message.news.tip is not None:
        parts += [cards.RULE, *tips.parts_in_post(message.news.tip)]
    parts.append(
        f"-# The new week has begun: `/wrote` counts from {text.day(kept.last_on + timedelta(days=1), kept.last_on)} on."
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
    goal = f"“{text.quoted(text.shortened(reached.goal_text))}”"
    if reached.percent == 100:
        return f"<@{reached.member_id}> reached {goal}"
    return f"<@{reached.member_id}> has passed {reached.percent} % of the way to {goal}"


def _names(member_ids: Sequence[int]) -> str:
    names = [f"<@{member_id}>" for member_id in member_ids[:NAMED]]
    return text.listing([*names, f"{len(member_ids) - NAMED} more"] if len(member_ids) > NAMED else names)


def _summary(message: BoardMessage) -> str:
    writers = f"**{text.count(message.writers, 'writer')}** showed up"
    if not message.words:
        return f"{writers}."
    return f"{writers} and wrote **{text.count(message.words, 'word')}**."


def _section(title: str, shown: BoardShown) -> str:
    return f"**{title}**\n{_places(shown)}"


def blocked_line(waiting: Waiting) -> str:
    """Tell who set the weekly board up that it cannot be posted."""
    return (
        f"The weekly board could not be posted in <#{waiting.about}>: the channel is gone or closed to me. Allow me to post "
        "there or choose another with `/setup`; within its week it then comes at once."
    )
