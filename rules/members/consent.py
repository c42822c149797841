"""What a member wants of reminders: asked for by themselves, and made fewer in a tap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

ABOUT = time(20)  # what is said of a minute of one's own
OWN_SPREAD = 30
ASKED_AGAIN_AFTER = timedelta(days=7)
MOST_TIMES_ASKED = 2


class Mode(StrEnum):
    """On which days a member is reminded, of those they have not written on."""

    DAILY = "daily"
    AT_STAKE = "at_stake"  # only when the streak or the week would be lost
    OFF = "off"


class Consent(StrEnum):
    """What a member last did about reminders: the answer they pressed, or what they chose themselves."""

    YES = "yes"
    ANOTHER_TIME = "another_time"
    NO = "no"
    SETTINGS = "settings"
    FEWER = "fewer"
    WOKEN = "woken"


def offset(member_id: int, most: int) -> int:
    """Return a member's own number from -most to most: even over members, made of when Discord made their id."""
    number = (member_id >> 22) % (2 * most + 1)
    return number if number <= most else number - (2 * most + 1)


def own_minute(member_id: int) -> time:
    """Return when the reminder of a member who chose no time comes: between 19:30 and 20:30."""
    minutes = ABOUT.hour * 60 + offset(member_id, OWN_SPREAD)
    return time(*divmod(minutes, 60))


@dataclass(frozen=True, slots=True)
class Reminder:
    """A member's reminder. Without `at` it comes at a minute of their own; `consent` is None until they said anything.

    `sent` counts every reminder, `unanswered` those since the last sign of life. It fell silent at `quiet_since`.
    """

    mode: Mode = Mode.OFF
    at: time | None = None
    last_call_at: time | None = None
    consent: Consent | None = None
    consent_at: datetime | None = None
    asked: int = 0
    asked_at: datetime | None = None
    sent: int = 0
    unanswered: int = 0
    quiet_since: datetime | None = None

    @property
    def is_on(self) -> bool:
        """Whether any are sent."""
        return self.mode is not Mode.OFF and self.quiet_since is None

    def is_to_be_asked(self, at: datetime) -> bool:
        """Return whether to ask somebody who has just written or promised something: twice at most, a week apart."""
        if self.quiet_since is None and self.consent is not None:
            return False
        if self.asked_at is None:
            return True
        return self.asked < MOST_TIMES_ASKED and at - self.asked_at >= ASKED_AGAIN_AFTER


def fewer(mode: Mode) -> Mode:
    """Return one step less: daily, only at stake, off."""
    return Mode.AT_STAKE if mode is Mode.DAILY else Mode.OFF
