"""What the bot can count by itself, and from where; everything else is moved by hand."""

from __future__ import annotations

from enum import StrEnum


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


# From what a goal counts to where the bot counts it. A unit that is not here is moved with /goal progress.
SOURCES: dict[str, Source] = {
    "words": Source.WORDS,
    "minutes": Source.MINUTES,
    "hours": Source.MINUTES,
    "sessions": Source.SESSIONS,
    "writing sessions": Source.SESSIONS,
    "posts": Source.LINKS,
    "blog posts": Source.LINKS,
    "blogposts": Source.LINKS,
    "articles": Source.LINKS,
    "stories": Source.LINKS,
    "short stories": Source.LINKS,
    "readers": Source.READERS,
    "reads": Source.READS,
    "comments": Source.COMMENTS,
    "submissions": Source.SUBMISSIONS,
}


def source_of(unit: str) -> Source | None:
    """Return where the bot counts a unit, None where it cannot."""
    return SOURCES.get(unit)
