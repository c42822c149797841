"""First days, gains, cuts and promises read from a sentence, and questions made from what was typed."""

from __future__ import annotations

from datetime import date

import pytest

from rules.goals.reading.answers import Ask, GoalQuestion, GoalReading, Period
from rules.goals.reading.read import read_goal

TODAY = date(2027, 1, 15)  # a Friday
DAY, WEEK, MONTH = Period.DAY, Period.WEEK, Period.MONTH


def day(text: str) -> date:
    """Return 15 January 2027 for "01-15", or a day of another year written in full."""
    return date.fromisoformat(text if len(text) == 10 else f"2027-{text}")


def goal(
    amount: float,
    unit: str,
    until: str | None = None,
    begins: str | None = None,
    per: Period | None = None,
    start: float | None = None,
    **more: bool,
) -> GoalReading:
    deadline = None if until is None else day(until)
    return GoalReading(amount, unit, start, per, deadline, None if begins is None else day(begins), **more)


def promise(amount: float, unit: str, per: Period, until: str | None = None, begins: str | None = None) -> GoalReading:
    return goal(amount, unit, until, begins, per, is_promise=True)


READ = {
    # first days
    "50k words in November": goal(50000, "words", "11-30", "11-01"),
    "a poem a day in April": goal(1, "poems", "04-30", "04-01", DAY),
    "starting Feb 1, 300 words each day": goal(300, "words", None, "02-01", DAY),
    "from Monday 300 words a day": goal(300, "words", None, "01-18", DAY),
    "10 articles next quarter": goal(10, "articles", "06-30", "04-01"),
    "20 poems between Oct 1 and Oct 20": goal(20, "poems", "10-20", "10-01"),
    "Oct 1-20: 20 poems": goal(20, "poems", "10-20", "10-01"),
    "500 words a day from October 1 to October 20": goal(500, "words", "10-20", "10-01", DAY),
    "20k words from june through august": goal(20000, "words", "08-31", "06-01"),
    "52 stories in 52 weeks starting Feb 1": goal(52, "stories", "2028-01-31", "02-01"),
    "5 agents per week in March and April": goal(5, "agents", "04-30", "03-01", WEEK),
    "9 poems in the first 3 months of 2028": goal(9, "poems", "2028-03-31", "2028-01-01"),
    "3 posts a week starting Monday for 4 weeks": goal(3, "posts", "02-14", "01-18", WEEK),
    "12 articles this year": goal(12, "articles", "12-31"),
    "2000 words on Sunday": goal(2000, "words", "01-17", "01-17"),
    "2000 words by Sunday": goal(2000, "words", "01-17"),
    "from now until June 3 posts a week": goal(3, "posts", "06-30", None, WEEK),
    "2 articles week in, week out": goal(2, "articles", None, None, WEEK),
    # gains
    "200 more followers by June": goal(200, "followers", "06-30", is_gain=True),
    "25 new readers by June": goal(25, "readers", "06-30", is_gain=True),
    "+20 followers by June": goal(20, "followers", "06-30", is_gain=True),
    "increase my followers by 200 by June": goal(200, "followers", "06-30", is_gain=True),
    "25 new followers a month": goal(25, "followers", None, None, MONTH),
    # goals that go down
    "cut my draft from 120k to 90k words by May": goal(90000, "words", "05-31", start=120000),
    "from 120k down to 90k words by May": goal(90000, "words", "05-31", start=120000),
    "edit my novel down from 120k to 90k by May": goal(90000, "words", "05-31", start=120000),
    # rhythms without an amount
    "write every day": promise(1, "days", DAY),
    "shorten my essay from 3000 to 2000 words by June": goal(2000, "words", "06-30", start=3000),
    "my blog has 210 readers and i want 300 by June 15": goal(300, "readers", "06-15", start=210),
    "Blog has 12 posts, aim is 30 by June": goal(30, "posts", "06-30", start=12),
    "beginning next month, 2 articles a week": goal(2, "articles", None, "02-01", WEEK),
    "as of June 1 500 words daily": goal(500, "words", None, "06-01", DAY),
    "kick off June 1 with 1k words a day": goal(1000, "words", None, "06-01", DAY),
    "by the start of June 5 poems": goal(5, "poems", "06-01"),
    "get 15 reviews by launch day June 5": goal(15, "reviews", "06-05"),
    "publish weekly": promise(1, "posts", WEEK),
    "1 article on the 1st of every month": goal(1, "articles", per=MONTH),
    "4 writing sessions a week": goal(4, "sessions", per=WEEK),
    "4 days a week": promise(4, "days", WEEK),
    "write on weekdays": promise(5, "days", WEEK),
    "write every Monday and Thursday": promise(2, "days", WEEK),
    "work on my novel every day": promise(1, "days", DAY),
    "edit every day until Easter": promise(1, "days", DAY, "03-28"),
    "show up every day in April": promise(1, "days", DAY, "04-30", "04-01"),
    "write twice a week": promise(2, "times", WEEK),
    "post weekly": promise(1, "posts", WEEK),
    # where the writer stands
    "500 followers by july, i have 120 right now": goal(500, "followers", "07-31", start=120),
    # times
    "25 reviews in the next year and a half": goal(25, "reviews", "2028-07-15"),
    "10 stories in a year and 3 months": goal(10, "stories", "2028-04-15"),
    "100 pages by this time next year": goal(100, "pages", "2028-01-15"),
    "6k words by a week from Monday": goal(6000, "words", "01-25"),
    "20k words 2 weeks before Easter": goal(20000, "words", "03-14"),
    # words and numbers
    "2000 words per sunday": goal(2000, "words", None, None, WEEK),
    "2,500 wds by Easter": goal(2500, "words", "03-28"),
    "500 wpd": goal(500, "words", None, None, DAY),
    "an 80k novel by June": goal(80000, "words", "06-30"),
    "80k draft by June": goal(80000, "words", "06-30"),
    "sell 1000 books by June": goal(1000, "books", "06-30"),
    "finish chapters 10, 11 and 12 by June": goal(3, "chapters", "06-30"),
    "write chapters 4-8 by June": goal(5, "chapters", "06-30"),
    "50 comments by others by June": goal(50, "comments", "06-30"),
    # words around a goal that say nothing of it
    "I can't believe I'm saying this but 10 poems by May 1": goal(10, "poems", "05-01"),
    "never done this before: 20 pages by March 1": goal(20, "pages", "03-01"),
    "10 poems by May 1, I'll know when they are good": goal(10, "poems", "05-01"),
    "my days are full but 200 words a day": goal(200, "words", per=DAY),
    "I will stop putting it off. 2 chapters by Feb 28": goal(2, "chapters", "02-28"),
    "um so ten k words by June": goal(10000, "words", "06-30"),
    "last year was bad: 12 stories by Dec 31": goal(12, "stories", "12-31"),
    "about zero effort so 50 words a day": goal(50, "words", per=DAY),
    "only a week left: 5000 words by Jan 22": goal(5000, "words", "01-22"),
    # said twice
    "my editor: 9000 words, Nov 6. me: ok 9000 words by Nov 6": goal(9000, "words", "11-06"),
    "2 pages a day. that is nothing. but 2 pages a day": goal(2, "pages", per=DAY),
    # a last day said apart from the goal
    "the contest closes on March 1, 3 poems by then": goal(3, "poems", "03-01"),
    "Feb 28 is when I stop. 28 sonnets": goal(28, "sonnets", "02-28"),
    "12 chapters before my residency on March 14": goal(12, "chapters", "03-13"),
    "10 pages each week, I quit on May 1": goal(10, "pages", "05-01", per=WEEK),
    "1800 words before midnight": goal(1800, "words", "01-15"),
    "after my exams end on Feb 3, 500 words a day": goal(500, "words", None, "02-04", DAY),
    # one of two numbers is where the writer stands
    "we were 9 members, we wanna be 21 members by Nov 12": goal(21, "members", "11-12", start=9),
    "got 26 poems, book needs 60 poems, due March 20": goal(60, "poems", "03-20", start=26),
    "readers: 15 now → 60 by June": goal(60, "readers", "06-30", start=15),
    "I have 120 followers and want 380 more by June": goal(500, "followers", "06-30", start=120),
    "raise monthly views from 100 to 500 by June": goal(500, "views", "06-30", start=100),
    # units and numbers
    "70 pgs by June": goal(70, "pages", "06-30"),
    "one lakh words by June": goal(100_000, "words", "06-30"),
    "10 5-star reviews by June": goal(10, "reviews", "06-30"),
}


@pytest.mark.parametrize(("text", "wanted"), READ.items(), ids=READ)
def test_a_sentence_says(text: str, wanted: GoalReading) -> None:
    assert read_goal(text, TODAY) == wanted


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
        [],
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
    (
        "my draft is 120k words and i want it at 100k by June",
        Ask.GOES_DOWN,
        "",
        [goal(100000, "words", "06-30", start=120000)],
    ),
    (
        "30 days of 500 words",
        Ask.UNCLEAR_RATE,
        "30 days",
        [goal(500, "words", "02-13", per=DAY), goal(500, "words", "02-13")],
    ),
    ("halve my draft by may", Ask.NO_AMOUNT, "", []),
    ("delete 5k words from my draft by Friday", Ask.NO_START, "5k words", []),
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
    ("500 words a day when school starts", Ask.VAGUE_DEADLINE, "when school starts", []),
    ("10 poems but not by June", Ask.UNCLEAR_NUMBER, "not by June", [goal(10, "poems", "06-30")]),
    ("500 words a day, never more", Ask.UNCLEAR_NUMBER, "never more", [goal(500, "words", per=DAY)]),
    # numbers
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
    # ways that go down
    ("cut my draft to 90k words by May", Ask.NO_START, "90k words", []),
    ("go from 90k to 75k words by May", Ask.GOES_DOWN, "", [goal(75000, "words", "05-31", start=90000)]),
    # what others decide
    (
        "get published in the New Yorker",
        Ask.UP_TO_OTHERS,
        "get published",
        [goal(1, "submissions", per=MONTH), goal(2, "submissions", per=MONTH)],
    ),
    # rhythms that fit no period
    (
        "write every other day",
        Ask.UNCLEAR_RATE,
        "every other day",
        [promise(3, "days", WEEK), promise(4, "days", WEEK)],
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


@pytest.mark.parametrize(
    "text",
    [
        "1000 lecteurs d'ici la fin de l'année",
        "500 abonnés en 3 mois",
        "1000 seguidores en 3 meses",
        "escribir 500 palabras al día",
        "1000 leitores até o fim do ano",
        "quero escrever 500 palavras por dia",
        "1000 Leser bis Ende des Jahres",
        "ich möchte 500 Wörter am Tag schreiben",
        "500 parole al giorno entro giugno",
    ],
)
def test_another_language_is_asked_about_without_a_guess(text: str) -> None:
    assert read_goal(text, TODAY) == GoalQuestion(Ask.NOT_ENGLISH)


def test_a_café_and_a_name_with_an_accent_are_english_enough() -> None:
    assert read_goal("10 café stories for José by June", TODAY) == goal(10, "café stories", "06-30")
