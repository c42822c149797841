"""What a rule says when it turns something down: a named error that carries data, never a sentence.

Each feature's `refusals.py` turns its own into words, so the tone is kept in one place and the log keeps the detail.
"""


class Refusal(Exception):
    """Something a member asked for that the rules turn down; the member is told why and what to do next."""
