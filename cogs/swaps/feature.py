"""Swaps, as the house knows it."""

from __future__ import annotations

from cogs.kit.feature import Feature, HelpTopic
from cogs.swaps import news as news_cards
from cogs.swaps.cards import reports as report_cards
from cogs.swaps.cog import Swaps
from cogs.swaps.kept import KEPT
from cogs.swaps.reads import SwapReads
from cogs.swaps.refusals import NEXT_STEPS, SENTENCES
from cogs.swaps.reports import SwapReports
from rules.comments.promotion import check_said
from services.swaps import comments, moves, news, reads, reports, rounds
from services.swaps.news import NotNews

HELP = (
    HelpTopic(
        "reading",
        "Reading each other",
        """\
- `/swap next` shows a piece that waits. **Start reading** gives you 5 days, and 48 hours more if you ask.
- **Leave my comment** takes a line that stayed with you, what it did for you, and a question. Where something is missing I
  say what, and keep what you typed. Where I cannot tell which piece it is about I ask once; **Send as it is** lets its
  author decide.
- An accepted comment earns the credit its author paid; the topic **Credits** says the rest.
- `/swap languages` puts what you can read first. `/swap block` keeps you and a member apart; `/swap unblock` ends that.""",
    ),
    HelpTopic(
        "credits",
        "Credits",
        """\
- Whoever is read pays whoever reads: one credit for each accepted comment. `/swap mine` shows yours.
- An offer costs 1, 2 while another of yours is open, and nothing where no other piece waits. There is room for 4 in four weeks.
- You start with 2: they come with your first comment, or after three days on which you write.
- On a pasted text a comment of 300 words of your own earns 2, if you two have not read each other in 90 days.
- If you have none left on Monday, and have read somebody since the last time, you get one.""",
    ),
    HelpTopic(
        "being read",
        "Being read",
        """\
- `/swap offer` offers a piece to readers for a credit, which reading earns: a `link`, a `file`, or pasted into a form.
- **This helped** pays your reader, with room for thanks; **Ask for more**, **Not about my piece** and **Report** are there too.
  After 72 hours a comment counts by itself, after 7 days one that I could not place.
- `/swap join-round` has you matched once a week: you read one piece and are read once. `/swap leave-round` ends that.
- `/swap mine` has all of yours; `/swap withdraw` takes a piece back, with what it cost.
- On Sundays I tell you who read you. `/settings answers` mutes what I write to you about swaps.""",
    ),
)

FEATURE = Feature(
    cogs=(
        Swaps,
        SwapReads,
        SwapReports,
    ),
    due=(
        news.NEWS_KIND,
        news.NUDGE_KIND,
        news.YOU_WERE_READ_KIND,
        reads.READ_DUE_KIND,
        reads.REFUND_DUE_KIND,
        reads.VERDICT_DUE_KIND,
        reports.REPORT_DUE_KIND,
        reports.REPORT_KIND,
        rounds.ROUND_KIND,
    ),
    sentences=SENTENCES,
    next_steps=NEXT_STEPS,
    reasons={
        NotNews.MUTED: "had muted it",
        NotNews.NO_LONGER: "had become needless",
        NotNews.NO_REMINDER: "had turned their reminder off",
        NotNews.IN_REMINDER: "came with the day's reminder",
    },
    help=HELP,
    inbox={
        moves.NEWS: news_cards.waiting_line,
        moves.NUDGE: news_cards.nudge_line,
        comments.YOU_WERE_READ: news_cards.week_line,
        reports.REPORT: report_cards.blocked_line,
    },
    kept=KEPT,
    warm=(lambda: check_said("warm up"),),  # what a comment is held against besides is read in its own thread
)
