"""Why something due was rightly not sent."""

from enum import StrEnum


class Skipped(StrEnum):
    """Counted, and shown to a server's manager."""

    GONE = "gone"
    OFF = "off"
    DM_CLOSED = "dm_closed"
    KEPT = "kept"
    NOT_ASKED = "not_asked"
    RESTING = "resting"
    TOO_LATE = "too_late"
    LAST_CALL = "last_call"  # the last call was due by then, and says the same
    NO_CHANNEL = "no_channel"
    NOTHING_TO_SAY = "nothing_to_say"
    MUTED = "muted"
    NO_LONGER = "no_longer"  # what it was about is over
    IN_REMINDER = "in_reminder"  # the day's reminder says it
    NOBODY_PROMISED = "nobody_promised"
    NO_COMPANY = "no_company"  # a circle of one
