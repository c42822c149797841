"""What the bot can count by itself, and from where; everything else is moved by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import urlsplit

MINUTES_PER_HOUR = 60
# What sites add to a link to learn where its readers come from.
_PASSED_ON = ("utm_", "source=", "ref=", "sk=", "fbclid=", "gclid=", "igsh")


class Source(StrEnum):
    """Where the bot learns that something counted has been done."""

    WORDS = "words"  # the words of /wrote
    MINUTES = "minutes"  # the minutes of /wrote
    SESSIONS = "sessions"  # each /wrote is one
    LINKS = "links"  # a link in /wrote or /piece; one link counts once, whichever way it came
    READERS = "readers"  # accepted reads of the member's pieces
    READS = "reads"  # the member's accepted reads of others
    COMMENTS = "comments"  # the member's accepted comments
    SUBMISSIONS = "submissions"  # /piece submitted

    @property
    def is_writing(self) -> bool:
        """Whether /wrote takes any amount of it, so that nothing is left to tell by hand."""
        return self in (Source.WORDS, Source.MINUTES, Source.SESSIONS)


# From what a goal counts to where the bot counts it. A unit that is not here is moved with /goal progress.
SOURCES: dict[str, Source] = {
    "words": Source.WORDS,
    "minutes": Source.MINUTES,
    "hours": Source.MINUTES,
    "sessions": Source.SESSIONS,
    "writing sessions": Source.SESSIONS,
    "posts": Source.LINKS,
    "blogposts": Source.LINKS,
    "articles": Source.LINKS,
    "stories": Source.LINKS,
    "readers": Source.READERS,
    "reads": Source.READS,
    "comments": Source.COMMENTS,
    "submissions": Source.SUBMISSIONS,
}


def source_of(unit: str) -> Source | None:
    """Return where the bot counts a unit, None where it cannot; of what has a link any kind: "guest posts"."""
    source = SOURCES.get(unit.split(" ")[-1])
    return source if source is Source.LINKS else SOURCES.get(unit)


@dataclass(frozen=True, slots=True)
class Count:
    """Something the bot counted: the day it is for, when the bot learned of it, and how much it is."""

    day_on: date
    counted_at: datetime
    amount: float


@dataclass(frozen=True, slots=True)
class Link:
    """A link a member gave, and for which day."""

    link: str
    day_on: date
    counted_at: datetime


def count_links(links: Iterable[Link]) -> list[Count]:
    """Return one count for each link, when it came first; the same page written differently is the same link."""
    first: dict[str, Link] = {}
    for link in sorted(links, key=lambda each: each.counted_at):
        first.setdefault(page_of(link.link), link)
    return [Count(link.day_on, link.counted_at, 1) for link in first.values()]


def page_of(link: str) -> str:
    """Return what tells a page from others: no scheme, "www.", last slash, fragment, or word of who passed it on."""
    parts = urlsplit(link.strip())
    asked = [each for each in parts.query.split("&") if each and not each.startswith(_PASSED_ON)]
    return parts.netloc.casefold().removeprefix("www.") + parts.path.rstrip("/") + "?" + "&".join(asked)


def in_unit(counts: Iterable[Count], unit: str) -> list[Count]:
    """Return counts in the unit of a goal: minutes make hours."""
    parts = MINUTES_PER_HOUR if unit == "hours" else 1
    return [Count(each.day_on, each.counted_at, each.amount / parts) for each in counts]
