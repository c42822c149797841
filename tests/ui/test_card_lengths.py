"""The fullest cards, in the most unkind letters: Discord takes 4,000 characters and 40 parts of a message."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cogs.circles.cards import NAME_LENGTH as CIRCLE_NAME_LENGTH
from cogs.goals.together import cards as together_ui
from cogs.kit.cards import SafeView
from cogs.leaderboards.cards import weekly_card
from cogs.people import cards as people_ui
from cogs.pieces import cards as pieces_ui
from cogs.sprints import cards as sprints_ui
from cogs.swaps import news as swap_news_ui
from cogs.swaps.cards import comments as swap_comments_ui
from cogs.swaps.cards import offers as swaps_ui
from cogs.swaps.cards import reads as swap_reads_ui
from cogs.swaps.cards import reports as swap_reports_ui
from cogs.swaps.cards.mine import mine_card
from cogs.swaps.refusals import _answer_or_send, _edit_comment
from cogs.tips import cards as tips_ui
from rules.circles import Circle
from rules.comments.check import Problem, Reason
from rules.goals.goal import Goal, Target, pace
from rules.goals.together import MOST_IN_SERVER, TogetherGoal
from rules.leaderboards import TOP as TOP_PLACES
from rules.leaderboards import Board, BoardPeriod, BoardSpan, GoalMilestone, RankedPlace, Score
from rules.members.member import Member
from rules.people import Introduction
from rules.pieces import MAX_NUMBER, Checklist, Numbers, Piece, PublicationAnswer, Submission
from rules.servers import Server
from rules.sprints import Part, Sprint, SprintKind
from rules.streaks.plans import DEFAULT_PLAN
from rules.streaks.streak import History, PromisesKept, streak
from rules.swaps.credits import Purse
from rules.swaps.members import SwapMember
from rules.swaps.moves import PieceState, ReadEvent, ReadState
from rules.swaps.offers import MAX_NOTE_LENGTH, MAX_TITLE_LENGTH
from rules.swaps.offers import OfferedPiece as SwapPiece
from rules.swaps.reads import Comment, Given, ProfileComment, Read
from rules.swaps.reports import Report
from rules.tips import MAX_LENGTH, TOP, Tip
from services.goals.running import GoalView
from services.goals.together.posts import TogetherMessage, TogetherShown
from services.goals.together.timing import Aloud
from services.leaderboards.boards import BoardMessage, BoardShown
from services.leaderboards.week import NAMED, WeekNews
from services.people import SHOWN_COMMENTS, Profile, Reading, Writing
from services.pieces import PieceView
from services.sprints.bells import SprintEnd
from services.sprints.going import SprintShown
from services.swaps.comments import CommentAsked, CommentNotAccepted
from services.swaps.credits import Swapper
from services.swaps.news import NudgeNews, ReadNews, RoundNews, WeekOfReads
from services.swaps.offers import MySwaps, Served
from services.swaps.reports import Case

MOST_TEXT, MOST_PARTS = 4000, 40
TODAY = date(2026, 9, 30)  # a Wednesday in September: the longest day to write
NOW = datetime(2026, 9, 30, 9, tzinfo=UTC)
ID = 2**63 - 1


def unkind(length: int) -> str:
    """Return letters that are each written as two."""
    return "*" * length


def unkind_lines(length: int) -> str:
    """Return lines, tidied, that are written as five letters for two."""
    return "*\n" * (length // 2)


def walk(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for item in items for each in (item, *walk(item.get("components", [])))]


def parts(card: SafeView) -> list[dict[str, Any]]:
    return walk(card.to_components())  # type: ignore[no-untyped-call]


def piece_view() -> PieceView:
    answer = unkind_lines(pieces_ui.ANSWER_LENGTH)
    name = unkind(pieces_ui.NAME_LENGTH)
    link = "https://x.example/" + "x" * (pieces_ui.LINK_LENGTH - 18)
    submission = Submission(
        ID, ID, name, TODAY, PublicationAnswer.ACCEPTED, TODAY, unkind_lines(pieces_ui.FEEDBACK_LENGTH)
    )
    numbers = Numbers(TODAY, MAX_NUMBER, MAX_NUMBER // 10, MAX_NUMBER // 300)
    return PieceView(
        piece=Piece(ID, ID, unkind(pieces_ui.TITLE_LENGTH), link, name, Checklist(answer, answer, answer, answer)),
        today=date(2027, 1, 1),
        submissions=(submission,) * 9,
        history=(Numbers(TODAY, 1, 1, 1), numbers),
        others=(numbers,) * 9,
    )


def waiting_view() -> PieceView:
    view = piece_view()
    submission = Submission(ID, ID, view.piece.published_in, TODAY)
    return PieceView(view.piece, view.today, (submission,), view.history, view.others)


def introduction() -> Introduction:
    answer = unkind_lines(people_ui.ANSWER_LENGTH)
    return Introduction(answer, answer, answer, answer, unkind_lines(people_ui.LINKS_LENGTH))


def profile() -> Profile:
    target = Target(500, "followers", 0, None, TODAY, TODAY)
    goal = Goal(
        ID,
        ID,
        ID,
        ID,
        unkind(300),
        target,
        private=False,
        set_at=datetime(2026, 9, 30, tzinfo=UTC),
        counted_from_on=TODAY,
    )
    goal_view = GoalView(goal, TODAY, pace(target, 20, TODAY), None, shared_here=True)
    state = streak(History(frozenset(), TODAY), TODAY)
    reading = Reading(Given(9999, 9999), 9999, (ProfileComment("*" * 200, "*" * 3000),) * SHOWN_COMMENTS)
    writing = Writing(state, PromisesKept(90, 90), DEFAULT_PLAN)
    return Profile(ID, introduction(), (goal_view,) * 9, writing, reading, is_own=True, on_boards=False)


TIP = Tip(ID, ID, ID, unkind_lines(MAX_LENGTH), helped=10**6)


def board(kind: Board) -> BoardShown:
    places = tuple(RankedPlace(10, Score(ID, 1, 7, 7, "month")) for _ in range(TOP_PLACES))
    return BoardShown(kind, BoardPeriod.WEEK, BoardSpan(TODAY, TODAY), places, 999, (), (), None, None, 999)


def weekly_post() -> BoardMessage:
    server = Server(ID, ZoneInfo("UTC"), ID, 0, time(9))
    reached = tuple(GoalMilestone(ID, unkind(300), 75) for _ in range(NAMED + 1))
    news = WeekNews(reached, (ID,) * (NAMED + 1), (ID,) * (NAMED + 1), TIP)
    return BoardMessage(server, board(Board.KEPT), board(Board.STREAK), 10**6, 999, news)


def swap_piece(state: PieceState = PieceState.TAKEN) -> SwapPiece:
    return SwapPiece(
        id=ID,
        server_id=ID,
        author_id=ID,
        title=unkind(MAX_TITLE_LENGTH),
        link="https://x.example/" + "x" * (swaps_ui.LINK_LENGTH - 18),
        text=unkind_lines(9_000),
        words=3_000,
        language=unkind(30),
        tags=(unkind(24),) * 5,
        wanted=unkind_lines(MAX_NOTE_LENGTH),
        content_note=unkind(MAX_NOTE_LENGTH),
        cost=2,
        state=state,
        at_front=False,
        offered_at=NOW,
    )


WANTED = unkind_lines(swap_comments_ui.WANTED_LENGTH)


def swap_read(state: ReadState) -> Read:
    said = Comment(*(unkind_lines(length) for length in (500, 3_000, 1_500)))
    return Read(
        ID, swap_piece(), ID, state, NOW, NOW, NOW, comment=said, verdict_by_at=NOW, more_wanted=WANTED, thanks=WANTED
    )


def every_reason() -> tuple[Reason, ...]:
    asked = {Problem.UNSEEN, Problem.RETOLD, Problem.DISOWNED}
    refused = set(Problem) - asked - {Problem.PUT_TOGETHER}  # which stands where no one comment was said again
    return tuple(Reason(problem, 999, 999, 0.5, unkind(900), (unkind(30),) * 9) for problem in refused)


def mine() -> MySwaps:
    member = Member(ID, ZoneInfo("UTC"), False, 3, TODAY, True)
    swapper = Swapper(member, SwapMember(9, (unkind(30),) * 4, NOW), Purse(10**6))
    return MySwaps(
        swapper=swapper,
        pieces=(swap_piece(PieceState.REMOVED),) * 30,
        reads=(swap_read(ReadState.MISSED),) * 30,
        drafts=frozenset([ID]),
        verdicts=(swap_read(ReadState.COMMENTED),) * 30,
        given=Given(10**6, 10**6),
        average=4.9,
        blocked=(ID,) * 30,
    )


def report(read: Read | None) -> Case:
    return Case(Report(ID, ID, ID, ID, unkind_lines(swap_reports_ui.WHY_LENGTH), NOW), swap_piece(), read)


def sprint_shown() -> SprintShown:
    """Return one with 2,000 in it."""
    sprint = Sprint(ID, ID, ID, ID, SprintKind.WRITING, 120, NOW, NOW, NOW + timedelta(hours=2))
    return SprintShown(sprint, (Part(ID, NOW, has_told=True, words=99_999),) * 2_000, NOW)


def together_shown() -> TogetherShown:
    """Return one with 2,000 in it."""
    goal = TogetherGoal(ID, ID, ID, ID, ID, 10**9, "w" * 40 + " posts", TODAY, TODAY, NOW)
    circle = Circle(ID, ID, unkind_lines(CIRCLE_NAME_LENGTH), ID, 8, False, None, ID, NOW)
    return TogetherShown(goal, circle, (ID,) * 2_000, 10**9, TODAY)


CARDS = {
    "served piece": swaps_ui.served_card(Served(swap_piece(), 999), ID),
    "reading": swap_reads_ui.read_card(swap_read(ReadState.READING), 0, NOW - timedelta(days=1)),
    "reading, later page": swap_reads_ui.read_card(swap_read(ReadState.READING), 3, NOW),
    "round's piece": swap_reads_ui.read_card(swap_read(ReadState.ASSIGNED), 0, NOW),
    "refused comment": _edit_comment(CommentNotAccepted(swap_read(ReadState.READING), every_reason(), NOW)),
    "asked comment": _answer_or_send(
        CommentAsked(swap_read(ReadState.READING), Reason(Problem.DISOWNED), silence_pays=False)
    ),
    "my swaps": mine_card(mine(), ID, NOW),
    "reported comment": swap_reports_ui.report_card(report(swap_read(ReadState.REPORTED))),
    "reported piece": swap_reports_ui.report_card(report(None)),
    "evidence": swap_reports_ui.evidence_card(report(None), 0),
    "weekly post": weekly_card(weekly_post(), None),
    "piece": pieces_ui.piece_card(piece_view()),
    "numbers": pieces_ui.numbers_card(piece_view(), None),
    "shared piece": pieces_ui.shared_card(piece_view(), None, with_numbers=True),
    "pieces": pieces_ui.list_card([waiting_view()] * 30),
    "tip": tips_ui.tip_card(TIP, tips_ui.RANDOM),
    "tips": tips_ui.top_card([TIP] * TOP),
    "sprint": sprints_ui.sprint_card(sprint_shown()),
    "a sprint's results": sprints_ui.results_card(sprint_shown()),
    "goal together": together_ui.together_card(together_shown()),
    "goals together": together_ui.open_cards([together_shown()] * MOST_IN_SERVER),
    "introduction": people_ui.introduction_card(ID, introduction()),
    "profile": people_ui.profile_card(profile()),
}


@pytest.mark.parametrize("name", CARDS)
def test_the_fullest_card_is_one_that_discord_takes(name: str) -> None:
    found = parts(CARDS[name])
    length = sum(len(each.get("content", "")) for each in found)
    assert length <= MOST_TEXT
    assert len(found) <= MOST_PARTS


def test_the_fullest_messages_are_ones_that_discord_takes() -> None:
    member, read = mine().swapper.member, swap_read(ReadState.COMMENTED)
    sides = ((ReadNews, event) for event in (*swap_news_ui._TO_READER, *swap_news_ui._TO_AUTHOR))
    news = [kind(replace(member, id=member_id), event, read) for kind, event in sides for member_id in (ID, 1)]
    messages: list[Any] = [
        *(
            each
            for each in news
            if each.event in (swap_news_ui._TO_AUTHOR if each.is_author else swap_news_ui._TO_READER)
        ),
        *(RoundNews(member, ID, given, reader) for given in (read, None) for reader in (ID, None)),
        NudgeNews(member, read),
        WeekOfReads(member, TODAY, (read,) * 30),
    ]
    sprints_end = SprintEnd(sprint_shown(), is_late=True)
    assert len(sprints_ui.end_text(sprints_end)) <= 2_000
    aloud = (TogetherMessage(what, together_shown()) for what in Aloud)
    assert all(len(together_ui.aloud_text(message)) <= 2_000 for message in aloud)
    assert len(messages) > len(ReadEvent) / 2
    for message in messages:
        said, _ = swap_news_ui.words(message)
        assert 0 < len(said) <= 2_000, message
    assert all(len(part) <= 2_000 for part in swap_comments_ui.whole_comment(read))
