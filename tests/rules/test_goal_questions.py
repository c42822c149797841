"""Questions about a goal, made from what was typed."""

from __future__ import annotations

from datetime import date

import pytest

from rules.goals.reading.answers import Ask, GoalQuestion, GoalReading
from rules.goals.reading.read import read_goal
from tests.rules.goal_readings import DAY, MONTH, TODAY, WEEK, goal, promise

# The question, the words it quotes, and what it offers.
ASKED: list[tuple[str, Ask, str, list[GoalReading]]] = [
    # dates
    ("20 pages by 31 February", Ask.IMPOSSIBLE_DATE, "by 31 February", [goal(20, "pages", "02-28")]),
    ("20 pages by June 31st", Ask.IMPOSSIBLE_DATE, "by June 31st", [goal(20, "pages", "06-30")]),
    ("20 pages by 29.02.2027", Ask.IMPOSSIBLE_DATE, "by 29.02.2027", [goal(20, "pages", "02-28")]),
    ("20 posts by May 1 2024", Ask.PAST_DEADLINE, "by May 1 2024", [goal(20, "posts", "05-01")]),
    ("20 posts by yesterday", Ask.PAST_DEADLINE, "by yesterday", []),
    (
        "12 sonnets by Feb 29 2028 or so",
        Ask.VAGUE_DEADLINE,
        "or so",
        [goal(12, "sonnets", "2028-02-29")],
    ),
    (
        "500 words a day, mon to sat",
        Ask.UNCLEAR_RATE,
        "500 words a day, mon to sat",
        [goal(3000, "words", per=WEEK), goal(500, "words", per=DAY)],
    ),
    (
        "trim 10k words off my novel (now 95k) by June",
        Ask.GOES_DOWN,
        "",
        [goal(85000, "words", "06-30", start=95000), goal(10000, "words", "06-30", start=95000)],
    ),
    ("i have 12k words, need 5k words by June", Ask.GOES_DOWN, "", [goal(5000, "words", "06-30", start=12000)]),
    (
        "30 days of 500 words",
        Ask.UNCLEAR_RATE,
        "30 days",
        [goal(500, "words", "02-13", per=DAY), goal(500, "words", "02-13")],
    ),
    ("halve my draft by may", Ask.NO_AMOUNT, "", []),
    ("delete 5k words from my draft by Friday", Ask.NO_START, "5k words", []),
    (
        "100 newsletter subscribers by summer, one letter every Sunday",
        Ask.SEVERAL_GOALS,
        "100 newsletter subscribers by summer, one letter every Sunday",
        [
            goal(100, "newsletter subscribers", "08-31"),
            goal(100, "newsletter subscribers", "06-01"),
            goal(1, "letters", "08-31", per=WEEK),
            goal(1, "letters", "06-01", per=WEEK),
        ],
    ),
    (
        "80 readers by May, an essay a week",
        Ask.SEVERAL_NUMBERS,
        "a week",
        [goal(80, "readers", "05-31"), goal(1, "essays", per=WEEK)],
    ),
    (
        "finish my novel and get 100 subscribers by June",
        Ask.SEVERAL_GOALS,
        "finish my novel and get 100 subscribers",
        [goal(100, "subscribers", "06-30")],
    ),
    (
        "20k words by my birthday in may",
        Ask.VAGUE_DEADLINE,
        "by my birthday in may",
        [goal(20000, "words", "05-31"), goal(20000, "words", "04-30")],
    ),
    (
        "10 chapters by the time school starts in September",
        Ask.VAGUE_DEADLINE,
        "by the time school starts in September",
        [goal(10, "chapters", "09-30"), goal(10, "chapters", "08-31")],
    ),
    ("a poem a day during Ramadan", Ask.MOVING_DAY, "Ramadan", [goal(1, "poems", per=DAY)]),
    ("20 poems late in the year", Ask.VAGUE_DEADLINE, "late in the year", [goal(20, "poems", "12-31")]),
    (
        "20 poems in the new year",
        Ask.VAGUE_DEADLINE,
        "in the new year",
        [goal(20, "poems", "2028-01-31"), goal(20, "poems", "2028-12-31")],
    ),
    ("10 poems by Ramadan", Ask.MOVING_DAY, "by Ramadan", []),
    ("10 poems before Diwali", Ask.MOVING_DAY, "before Diwali", []),
    (
        "10 poems by Mother's Day",
        Ask.MOVING_DAY,
        "by Mother's Day",
        [goal(10, "poems", "05-09"), goal(10, "poems", "03-07")],
    ),
    (
        "20 poems by Twelfth Night",
        Ask.MOVING_DAY,
        "by Twelfth Night",
        [goal(20, "poems", "2028-01-05"), goal(20, "poems", "2028-01-06")],
    ),
    (
        "500 followers by summer",
        Ask.VAGUE_DEADLINE,
        "by summer",
        [goal(500, "followers", "08-31"), goal(500, "followers", "06-01")],
    ),
    ("500 followers around Easter", Ask.VAGUE_DEADLINE, "around Easter", [goal(500, "followers", "03-28")]),
    (
        "9 poems in 6-8 weeks",
        Ask.VAGUE_DEADLINE,
        "in 6-8 weeks",
        [goal(9, "poems", "02-26"), goal(9, "poems", "03-12")],
    ),
    (
        "500 followers a week before Easter",
        Ask.VAGUE_DEADLINE,
        "a week before Easter",
        [goal(500, "followers", "03-21"), goal(500, "followers", "03-27", None, WEEK)],
    ),
    (
        "300 readers by June or July",
        Ask.AMBIGUOUS_DATE,
        "by June or July",
        [goal(300, "readers", "06-30"), goal(300, "readers", "07-31")],
    ),
    (
        "7 essays by Thanksgiving",
        Ask.MOVING_DAY,
        "by Thanksgiving",
        [goal(7, "essays", "11-25"), goal(7, "essays", "10-11")],
    ),
    ("500 words a day when school starts", Ask.VAGUE_DEADLINE, "when school starts", [goal(500, "words", per=DAY)]),
    ("10 poems but not by June", Ask.UNCLEAR_NUMBER, "not by June", [goal(10, "poems", "06-30")]),
    ("500 words a day, never more", Ask.UNCLEAR_NUMBER, "never more", [goal(500, "words", per=DAY)]),
    ("10 poems by tomorrow week", Ask.VAGUE_DEADLINE, "by tomorrow week", []),
    ("300 words a day during Ramadan", Ask.MOVING_DAY, "Ramadan", [goal(300, "words", per=DAY)]),
    ("1 chapter a week until it's done", Ask.VAGUE_DEADLINE, "until it's done", [goal(1, "chapters", per=WEEK)]),
    (
        "9 poems within 10 weeks after the wedding",
        Ask.VAGUE_DEADLINE,
        "after the wedding",
        [goal(9, "poems", "03-26")],
    ),
    ("20 poems maybe by June", Ask.VAGUE_DEADLINE, "maybe by June", [goal(20, "poems", "06-30")]),
    (
        "20k words by June, every morning",
        Ask.SEVERAL_NUMBERS,
        "every morning",
        [goal(20000, "words", "06-30"), goal(20000, "words", "06-30", per=DAY)],
    ),
    ("20 poems by Memorial Day", Ask.MOVING_DAY, "by Memorial Day", [goal(20, "poems", "05-31")]),
    # numbers
    ("two thirds of my novel by June", Ask.UNCLEAR_NUMBER, "two thirds", []),
    (
        "10 poems, maybe 15 by May",
        Ask.SEVERAL_NUMBERS,
        "10 poems, maybe 15",
        [goal(10, "poems", "05-31"), goal(15, "poems", "05-31")],
    ),
    ("I have 120 followers and want more by June", Ask.NO_AMOUNT, "", []),
    ("a page a day and 3 poems", Ask.SEVERAL_GOALS, "a page a day and 3 poems", []),
    (
        "12 poems this year, one a month",
        Ask.SEVERAL_NUMBERS,
        "12 poems this year, one a month",
        [goal(12, "poems", "12-31"), goal(1, "poems", "12-31", per=MONTH)],
    ),
    ("read 10 by March", Ask.NO_UNIT, "10", []),
    (
        "10 poems by May, so 20 stories by June",
        Ask.SEVERAL_GOALS,
        "10 poems by May, so 20 stories",
        [goal(10, "poems", "05-31"), goal(20, "stories", "06-30")],
    ),
    ("10 poems, 90 days. so 10 stories in 90 days", Ask.SEVERAL_NUMBERS, "90 days", []),
    ("80 days, 90k words. so 90k words in 90 days", Ask.SEVERAL_NUMBERS, "80 days", []),
    ("90 days, 80k words. so 90k words in 90 days", Ask.SEVERAL_NUMBERS, "90 days", []),
    ("90 days, not 90k words. so 90k words in 90 days", Ask.SEVERAL_NUMBERS, "90 days", []),
    (
        "30 days, 500 words a day. so 500 words a week for 30 days",
        Ask.SEVERAL_NUMBERS,
        "30 days",
        [goal(500, "words", per=DAY), goal(500, "words", "02-13", per=WEEK)],
    ),
    ("read 10 by March. poems I mean to keep", Ask.NO_UNIT, "10", []),
    ("95k to 80k words by June", Ask.RANGE, "95k to 80k words", [goal(80000, "words", "06-30", start=95000)]),
    (
        "500 words before work. 500 words after work.",
        Ask.SEVERAL_NUMBERS,
        "500 words before work. 500 words",
        [],
    ),
    (
        "20 pages today and 40 pages tomorrow",
        Ask.SEVERAL_NUMBERS,
        "20 pages today and 40 pages",
        [goal(20, "pages", "01-15"), goal(40, "pages", "01-16", "01-16")],
    ),
    (
        "a poem a day, a story a week, a novel this year",
        Ask.UNCLEAR_RATE,
        "a day, a story a week",
        [goal(1, "poems", per=DAY), goal(1, "stories", per=WEEK), goal(1, "novels", "12-31")],
    ),
    (
        "2 articles a week plus 100 subs by Oct 31",
        Ask.SEVERAL_GOALS,
        "2 articles a week plus 100 subs",
        [goal(2, "articles", per=WEEK), goal(100, "subscribers", "10-31")],
    ),
    (
        "500–700 words a day",
        Ask.RANGE,
        "500–700 words a day",
        [goal(500, "words", per=DAY), goal(700, "words", per=DAY)],
    ),
    ("500 or 600 fans by June", Ask.RANGE, "500 or 600 fans", [goal(500, "fans", "06-30"), goal(600, "fans", "06-30")]),
    (
        "1k words a day, 5 days a week",
        Ask.UNCLEAR_RATE,
        "1k words a day, 5 days a week",
        [goal(5000, "words", per=WEEK), goal(1000, "words", per=DAY)],
    ),
    (
        "500 words a day and one post a week",
        Ask.SEVERAL_GOALS,
        "500 words a day and one post a week",
        [goal(500, "words", per=DAY), goal(1, "posts", per=WEEK)],
    ),
    (
        "10 poems and 5 stories by June",
        Ask.SEVERAL_GOALS,
        "10 poems and 5 stories",
        [goal(10, "poems", "06-30"), goal(5, "stories", "06-30")],
    ),
    ("20% more words by June", Ask.UNCLEAR_NUMBER, "20%", []),
    ("half an article by June", Ask.UNCLEAR_NUMBER, "half an article", [goal(1, "articles", "06-30")]),
    (
        "2.000 followers by June",
        Ask.UNCLEAR_NUMBER,
        "2.000 followers",
        [goal(2000, "followers", "06-30"), goal(2, "followers", "06-30")],
    ),
    (
        "10,000,000 followers by Sunday",
        Ask.UNLIKELY,
        "10,000,000 followers",
        [goal(10_000_000, "followers", "01-17")],
    ),
    ("1667 a day all November", Ask.NO_UNIT, "1667", [goal(1667, "words", "11-30", "11-01", DAY)]),
    ("sts     -15", Ask.NOT_POSITIVE, "", []),
    ("-500 words by June", Ask.NOT_POSITIVE, "", [goal(500, "words", "06-30")]),
    # ways that go down
    ("cut my draft to 90k words by May", Ask.NO_START, "90k words", []),
    ("get rid of 8k words by May", Ask.NO_START, "8k words", []),
    ("lower word count to 80k by May", Ask.NO_START, "80k", []),
    (
        "22k/60k words by May",
        Ask.RANGE,
        "22k/60k words",
        [
            goal(60000, "words", "05-31", start=22000),
            goal(22000, "words", "05-31"),
            goal(60000, "words", "05-31"),
        ],
    ),
    ("go from 90 to 75 poems by May", Ask.GOES_DOWN, "", [goal(75, "poems", "05-31", start=90)]),
    ("get my draft down to 80k words by May", Ask.NO_START, "80k words", []),
    # what others decide
    (
        "get published in the New Yorker",
        Ask.UP_TO_OTHERS,
        "get published",
        [goal(1, "submissions", per=MONTH), goal(2, "submissions", per=MONTH)],
    ),
    # rhythms without a number
    ("I want to write some words each day", Ask.NO_AMOUNT, "", [promise(1, "days", DAY)]),
    ("open the manuscript daily", Ask.NO_AMOUNT, "", [promise(1, "days", DAY)]),
    # rhythms that fit no period
    (
        "write most days",
        Ask.UNCLEAR_RATE,
        "most days",
        [promise(5, "days", WEEK), promise(4, "days", WEEK)],
    ),
    ("a post every two weeks", Ask.UNCLEAR_RATE, "every two weeks", [goal(2, "posts", per=MONTH)]),
    (
        "write every other day",
        Ask.UNCLEAR_RATE,
        "every other day",
        [promise(3, "days", WEEK), promise(4, "days", WEEK)],
    ),
    ("10 poems per 6 weeks", Ask.UNCLEAR_RATE, "per 6 weeks", [goal(10, "poems", per=MONTH)]),
    (
        "2 posts biweekly",
        Ask.UNCLEAR_RATE,
        "biweekly",
        [goal(4, "posts", per=WEEK), goal(4, "posts", per=MONTH)],
    ),
    ("write 3-4 times a week", Ask.RANGE, "3-4 times a week", [promise(3, "times", WEEK), promise(4, "times", WEEK)]),
    ("1 chapter every 10 days", Ask.UNCLEAR_RATE, "every 10 days", [goal(3, "chapters", per=MONTH)]),
    (
        "5000 monthly readers by June",
        Ask.UNCLEAR_RATE,
        "5000 monthly readers",
        [goal(5000, "readers", "06-30"), goal(5000, "readers", "06-30", None, MONTH)],
    ),
    (
        "500 words a day except Sundays",
        Ask.UNCLEAR_RATE,
        "500 words a day except Sundays",
        [goal(3000, "words", per=WEEK), goal(500, "words", per=DAY)],
    ),
    (
        "12 articles a year",
        Ask.NO_DEADLINE,
        "a year",
        [goal(12, "articles", "12-31"), goal(12, "articles", "2028-01-15"), goal(1, "articles", per=MONTH)],
    ),
    ("keep a 30 day streak", Ask.UNCLEAR_RATE, "30 day streak", [promise(1, "days", DAY, "02-13")]),
    (
        "30 day writing streak",
        Ask.UNCLEAR_RATE,
        "30 day writing streak",
        [promise(1, "days", DAY, "02-13")],
    ),
    (
        "500 words a day, weekends off",
        Ask.UNCLEAR_RATE,
        "500 words a day, weekends off",
        [goal(2500, "words", per=WEEK), goal(500, "words", per=DAY)],
    ),
    ("100 days of writing", Ask.UNCLEAR_RATE, "100 days of writing", [promise(1, "days", DAY, "04-24")]),
]


@pytest.mark.parametrize(("text", "code", "typed", "offered"), ASKED, ids=[each[0] for each in ASKED])
def test_a_question_quotes_whole_words_and_offers_what_was_typed(
    text: str, code: Ask, typed: str, offered: list[GoalReading]
) -> None:
    assert read_goal(text, TODAY) == GoalQuestion(code, tuple(offered), typed)


@pytest.mark.parametrize(
    ("today", "offered"),
    [(date(2025, 10, 15), [date(2026, 2, 28), date(2028, 2, 29)]), (date(2027, 10, 15), None)],
    ids=["28 months on", "4 months on"],
)
def test_a_far_29_february_is_asked_about(today: date, offered: list[date] | None) -> None:
    read = read_goal("12 sonnets by Feb 29", today)
    if offered is None:
        assert isinstance(read, GoalReading)
        return
    assert isinstance(read, GoalQuestion)
    assert (read.code, [each.deadline for each in read.readings]) == (Ask.LEAP_DAY, offered)


def test_a_café_and_a_name_with_an_accent_are_english_enough() -> None:
    assert read_goal("10 café stories for José by June", TODAY) == goal(10, "café stories", "06-30")
