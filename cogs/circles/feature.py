"""Circles, as the house knows it."""

from __future__ import annotations

from cogs.circles import cards, week_cards
from cogs.circles.cog import Circles
from cogs.circles.kept import KEPT
from cogs.circles.refusals import SENTENCES
from cogs.circles.weeks import CircleWeeks
from cogs.kit.feature import Feature, HelpTopic
from services.circles import doors, keeping, offers, partings, places, standing, weeks
from services.circles.weeks import NobodyToAsk

HELP = (
    HelpTopic(
        "circles",
        "Circles",
        """\
- A circle is three to eight writers with a thread of their own. `/circle create` begins one, `/circle list` has them all.
- On Monday I ask what each will do that week, on Sunday how it went: kept, partly or missed. A button answers either.
- `/circle show` has the circle's streak and the week's promises, `/circle board` how its members keep their plans.
- `/circle join` takes a free seat; you can be in one circle a server. `/circle leave` gives yours up.
- Whoever looks after it can ask another to (`/circle hand-over`), give a seat away (`/circle remove`) or `/circle close` it. When they leave, it passes on by itself.""",
    ),
)

FEATURE = Feature(
    cogs=(
        Circles,
        CircleWeeks,
    ),
    due=(
        weeks.PROMISE_KIND,
        weeks.REPORT_KIND,
        places.LOST_KIND,
        places.OVER_KIND,
        partings.PARTING_OVER_KIND,
        doors.DOOR_KIND,
        standing.LOOK_KIND,
    ),
    sentences=SENTENCES,
    reasons={
        NobodyToAsk.NOBODY_PROMISED: "fell in weeks in which nobody promised",
        NobodyToAsk.NO_COMPANY: "had one member or none to ask",
    },
    help=HELP,
    inbox={
        weeks.PROMISE: week_cards.blocked_line,
        weeks.REPORT: week_cards.blocked_line,
        places.LOST: week_cards.lost_line,
        doors.DOOR: week_cards.door_line,
        keeping.LET_GO: cards.let_go_line,
        offers.ASKED: cards.asked_line,
    },
    kept=KEPT,
)
