"""What a rule says when it turns something down: a named error that carries data, never a sentence.

Each feature's `refusals.py` turns its own into words, so the tone is kept in one place and the log keeps the detail.
"""


class Refusal(Exception):
    """Something a member asked for that the rules turn down; the member is told why and what to do next.

    As a text it is its name alone: what it carries is often what somebody typed, which no log should have.
    """

    def __str__(self) -> str:
        return type(self).__name__

    def __repr__(self) -> str:
        return type(self).__name__


class Unavailable(Refusal):
    """The database cannot do what it is asked just now; nothing has changed. `why` is for the log."""

    why = "The database cannot be used"

    def __str__(self) -> str:
        return self.why


class Busy(Unavailable):
    """Somebody else holds the database."""

    why = "The database is held by somebody else: another program has its file open and writes"


class Unreachable(Unavailable):
    """The database is on another machine, and not to be had from here just now."""

    why = "The database cannot be reached, or takes no changes just now: its server is away, starting, or a copy"


class Damaged(Unavailable):
    """The file of the database cannot be read any more as it was written."""

    why = "The database's file is damaged: stop the bot, and `python bot.py check` says which copy to put in its place"


class Full(Unavailable):
    """There is no room left where the database stands."""

    why = "The disk is full: nothing can be written down until the host makes room on it"
