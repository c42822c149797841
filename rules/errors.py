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
