"""A streak's history as a board counts it."""

from rules.day_bits import bits_of
from rules.leaderboards import BoardLog
from rules.streaks import History


def board_log(history: History) -> BoardLog:
    return BoardLog(bits_of(history.entry_days), history.since_on, history.plans, history.pauses)
