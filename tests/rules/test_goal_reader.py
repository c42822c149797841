"""First days, gains, cuts and promises read from a sentence."""

from __future__ import annotations

import pytest

from rules.goals.reading.answers import GoalReading
from rules.goals.reading.read import read_goal
from tests.rules.goal_readings import DAY, MONTH, TODAY, WEEK, goal, promise

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
    "as of next week 2 articles a week": goal(2, "articles", None, "01-18", WEEK),
    "tomorrow onwards 300 words daily": goal(300, "words", None, "01-16", DAY),
    "beginning of February: 300 words a day": goal(300, "words", None, "02-01", DAY),
    "starting the week of Feb 8, 3 posts a week": goal(3, "posts", None, "02-08", WEEK),
    "starting in 2 weeks 500 words a day": goal(500, "words", None, "01-29", DAY),
    "in two weeks' time start with 500 words a day": goal(500, "words", None, "01-29", DAY),
    "not before Feb 1: 300 words a day": goal(300, "words", None, "02-01", DAY),
    "once January is over, 300 words a day": goal(300, "words", None, "02-01", DAY),
    "between the 1st and the 15th of March 10 poems": goal(10, "poems", "03-15", "03-01"),
    "from 1 to 15 March 10 poems": goal(10, "poems", "03-15", "03-01"),
    "30 poems in 30 days from Feb 1": goal(30, "poems", "03-03", "02-01"),
    "30 poems for NaPoWriMo": goal(30, "poems", "04-30", "04-01"),
    "may: 500 words a day": goal(500, "words", "05-31", "05-01", DAY),
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
    "goal #1: I need 17 poems done by June 30": goal(17, "poems", "06-30"),
    "this week's goal: 5 pages": goal(5, "pages", "01-17"),
    "50k words in November, no Sundays": goal(50000, "words", "11-30", "11-01"),
    "aiming for 1200 words per day, weekends too": goal(1200, "words", per=DAY),
    "200 bookmarks on AO3 by June": goal(200, "bookmarks", "06-30"),
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
    "3 of 12 essays done, all by June": goal(12, "essays", "06-30", start=3),
    "5 stories at 2k words each by June": goal(5, "stories", "06-30"),
    "2nd draft by June": goal(1, "drafts", "06-30"),
    "48 hours to do 4000 words": goal(4000, "words", "01-17"),
    "raise my subs 2.1k to 3k by June": goal(3000, "subscribers", "06-30", start=2100),
    "have 4 of 20 poems, need all 20 by June": goal(20, "poems", "06-30", start=4),
    "my novel is 155k words, agent wants 110k by June, so I'm cutting": goal(110000, "words", "06-30", start=155000),
    "1 book read per week": goal(1, "books", per=WEEK),
    "45 min per day until my deadline, which is June 20": goal(45, "minutes", "06-20", per=DAY),
    "camp nano: 30k words in July": goal(30000, "words", "07-31", "07-01"),
    "5 finished stories by June": goal(5, "stories", "06-30"),
    "1 newsletter every 15th": goal(1, "newsletters", per=MONTH),
    "10 poems in the second half of the year": goal(10, "poems", "12-31", "07-01"),
    "10 5-star reviews by June": goal(10, "reviews", "06-30"),
}


@pytest.mark.parametrize(("text", "wanted"), READ.items(), ids=READ)
def test_a_sentence_says(text: str, wanted: GoalReading) -> None:
    assert read_goal(text, TODAY) == wanted
