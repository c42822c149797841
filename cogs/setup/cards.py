"""The panel of /setup, the test post, and the greeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from cogs.kit import cards, text
from cogs.kit.cards import SafeView
from cogs.kit.feature import House
from cogs.kit.routes import Field, Form
from cogs.kit.zone_questions import zone_question_sentence
from cogs.setup import routes
from cogs.setup.menus import hour_menu, weekday_menu
from cogs.setup.obstacles import Obstacle, Purpose
from rules.schedule.due import OutcomeCount, State
from rules.servers import Server
from rules.swaps.reports import DECIDED_WITHIN
from rules.zones.read import ZoneQuestion
from services.leaderboards.boards import ServerSetup
from services.setup import Overview

GREETING = (
    "Hello, I am OneReader. You don't need 10,000 followers. You need one.\n"
    "`/swap next` shows you a piece that waits for a reader, `/swap offer` finds yours one. And I keep count of your writing "
    "days and goals: `/goal set` says what you are after, `/wrote` logs your writing, `/help` tells the rest.\n"
    "Whoever looks after this server: `/setup` chooses where the weekly board goes, and says what members are sent."
)

WHAT_MEMBERS_GET = (
    "By direct message I write to members who asked to be reminded, once a day at most, and to those who read one another, when "
    "there is news for them. All else is answered where it was typed. **What is sent** has the whole list, how each is switched "
    "off, and how to keep me to one channel."
)
EVERYONE_READS = (
    "**Everybody can read that channel**, and with it who reported whom, and why. Take View Channel from @everyone there, or "
    "choose one that only moderators see."
)
DISCORDS_TROUBLE = "met trouble at Discord"


def panel(
    house: House, setup: ServerSetup, obstacles: list[Obstacle], overview: Overview, *, is_open: bool
) -> SafeView:
    """Show what is set, what stands in its way, how the last days went, and the menus that change it at once.

    `is_open` tells that everybody can read where reports go.
    """
    server = setup.server
    return cards.card(
        f"### Setting up OneReader\n{_board_words(setup)}",
        *_quarantine_words(overview.quarantined_at, server.zone),
        *_trouble(house, setup, obstacles),
        [routes.CHANNEL.channel_menu("Channel for the weekly board", server.id, server.board_channel_id)],
        [weekday_menu(routes.WEEKDAY, "Weekday of the weekly board", server.id, server.board_weekday)],
        [hour_menu(routes.HOUR, "Time of the weekly board", server.id, server.board_time.hour)],
        _introductions_words(server),
        [routes.INTRO.channel_menu("Channel for introductions", server.id, server.intro_channel_id)],
        _reports_words(overview.report_channel_id, is_open=is_open),
        [routes.REPORTS.channel_menu("Channel for reports", server.id, overview.report_channel_id)],
        f"Your server's clock is **{text.zone_name(server.zone)}**. New members start with it and may choose their own.\n"
        f"{WHAT_MEMBERS_GET}",
        [
            routes.TEST.button("Send a test post", server.id, disabled=server.board_channel_id is None),
            routes.ZONE.button("Change the time zone", server.id),
            routes.SWAPS.button("Swaps", server.id),
            routes.SPRINTS.button("Weekly sprint", server.id),
            routes.SENT.button("What is sent", server.id),
        ],
        cards.RULE,
        last_days(house, overview.outcomes),
    )


def _quarantine_words(since: datetime | None, zone: ZoneInfo) -> list[str]:
    if since is None:
        return []
    return [
        f"🔴 **Discord lets me open no new direct messages** since {text.full_day(since.astimezone(zone).date())}: it took "
        "me for spam. I still reach everybody I have written to before; the others wait until that is lifted. "
        "Whoever runs me can appeal at https://dis.gd/contact."
    ]


def _board_words(setup: ServerSetup) -> str:
    server = setup.server
    when = f"on **{text.WEEKDAYS[server.board_weekday]}** at **{server.board_time:%H:%M}**"
    if server.board_channel_id is None or setup.next_on is None:
        return (
            f"The weekly board goes **nowhere yet**: choose its channel, and it comes {when}, with who kept to their plan and "
            "whose streaks go on."
        )
    return (
        f"The weekly board goes to <#{server.board_channel_id}> {when}, next on {text.full_day(setup.next_on)}. "
        "A week in which nobody wrote is left out."
    )


def _introductions_words(server: Server) -> str:
    if server.intro_channel_id is None:
        return "Introductions go **nowhere yet**: until you choose their channel, `/introduce` keeps them on profiles."
    return f"Introductions go to <#{server.intro_channel_id}>."


def _reports_words(channel_id: int | None, *, is_open: bool) -> str:
    if channel_id is None:
        return (
            "Reports of a text or a comment go **nowhere yet**: choose a channel that only your moderators see. Until then they "
            f"wait, and after {DECIDED_WITHIN.days} days a reported comment counts as if nobody had reported it."
        )
    reports = f"Reports go to <#{channel_id}>, where whoever may manage messages or the server decides them."
    return f"{reports} {EVERYONE_READS}" if is_open else reports


def _trouble(house: House, setup: ServerSetup, obstacles: list[Obstacle]) -> list[str]:
    board_id = setup.server.board_channel_id
    lines = [each.words for each in obstacles]
    if setup.failure and not any(each.purpose is Purpose.BOARD and each.is_in_the_way for each in obstacles):
        lines.append(
            f"The last weekly board did not get through: it {_reason(house, setup.failure)}. "
            f"I can write in <#{board_id}> now, so {'it comes in a moment' if setup.comes_now else 'the next will'}."
        )
    return ["\n".join(lines)] if lines else []


def _reason(house: House, reason: str) -> str:
    return house.reasons.get(reason, DISCORDS_TROUBLE)


def last_days(house: House, outcomes: Iterable[OutcomeCount]) -> str:
    """Count what was sent in the last seven days, what was left out and what failed, and why; nobody is named."""
    sent: Counter[str] = Counter()
    others: dict[tuple[str, State], Counter[str]] = {}
    for each in outcomes:
        title = house.titles[each.kind]
        sent[title] += each.count if each.state is State.SENT else 0
        if each.state is not State.SENT:
            others.setdefault((title, each.state), Counter())[_reason(house, each.reason)] += each.count
    if not sent:
        return "**The last 7 days**\nI have sent nothing yet: nothing was due."
    lines = []
    for title, count in sent.items():
        parts = [f"{text.number(count)} sent"]
        for state, name in ((State.SKIPPED, "left out"), (State.FAILED, "failed")):
            if reasons := others.get((title, state)):
                why = ", ".join(f"{text.number(number)} {reason}" for reason, number in reasons.most_common())
                parts.append(f"{text.number(reasons.total())} {name} ({why})")
        lines.append(f"{title}: {', '.join(parts)}")
    return "\n".join(["**The last 7 days**", *lines])


def test_post(setup: ServerSetup) -> SafeView:
    """Show, in the board's channel, where and when the weekly board will come."""
    server = setup.server
    assert setup.next_on is not None
    return cards.card(
        "### A test post\n"
        f"The weekly board will be here on {text.full_day(setup.next_on)} at {server.board_time:%H:%M} in "
        f"{text.zone_name(server.zone)}, and every {text.WEEKDAYS[server.board_weekday]} after that, unless nobody wrote in "
        "the week: who kept to their plan, whose streaks go on, what it adds up to, milestones and newcomers.",
        accent=cards.LEAF,
    )


def test_sent(channel_id: int) -> str:
    """Confirm the test post."""
    return f"The test post is in <#{channel_id}>. The weekly board will come the same way."


def test_refused() -> str:
    """Say that Discord did not take the test post, though nothing is missing that the bot knows of."""
    return "Discord did not take the test post just now. What you set is kept; try again in a few minutes."


NO_CHANNEL = "Choose a channel for the weekly board first; the test post goes there."


def zone_form(server_id: int) -> Form:
    """Ask for the server's city or zone."""
    field = Field("zone", "City, country or time zone", hint="Berlin, Japan, America/Chicago", required=True)
    return routes.ZONE.form("The server's clock", server_id, [field])


def zone_question(question: ZoneQuestion) -> str:
    """Ask a manager for the server's zone again, naming the likely places."""
    likely = [f"`{zone}`" for zone in question.choices[:5]]
    offered = f"\nUse `/setup` again with one of {text.listing(likely)}." if likely else ""
    return zone_question_sentence(question) + offered
