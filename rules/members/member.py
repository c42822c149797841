"""A member: a person using the bot, with the settings that are theirs in every server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rules.kit.calendar import NIGHT_BEGINS, day_ends_at, local_day, reminder_instant, wall_clock
from rules.members.consent import Reminder, own_minute

# Closed direct messages may have been opened again: one quiet try a week finds out, for four weeks. It is a little less
# than a week, since what is due at the same hour may come a little earlier.
DMS_TRIED_EVERY = timedelta(days=6, hours=12)
DMS_TRIED_FOR = timedelta(days=29)


@dataclass(frozen=True, slots=True)
class Fallback:
    """The channel a member chose to be mentioned in while their direct messages are closed.

    `lost_at` says since when it is of no use: gone, closed to the bot, or in a server that one of them left.
    """

    server_id: int
    channel_id: int
    lost_at: datetime | None = None


NO_REMINDER = Reminder()


@dataclass(frozen=True, slots=True)
class Member:
    """A person using the bot, with the settings that are theirs in every server.

    `seen_at` is their last sign of life, to the day: any command, button or form of theirs, anywhere.
    """

    id: int
    zone: ZoneInfo
    zone_chosen: bool
    day_end_hour: int
    since_on: date
    on_boards: bool
    reminder: Reminder = NO_REMINDER
    seen_at: datetime | None = None
    dm_channel_id: int | None = None
    dm_closed_at: datetime | None = None
    dm_closed_told: bool = False
    dm_tried_at: datetime | None = None
    fallback: Fallback | None = None
    in_server: bool = False
    name: str = ""  # in that server

    def today(self, at: datetime) -> date:
        """Return the member's local day at an instant: it ends at their day-end hour."""
        return local_day(at, self.zone, self.day_end_hour)

    def day_ends_at(self, day: date) -> datetime:
        """Return the instant at which a local day of theirs ends."""
        return day_ends_at(day, self.zone, self.day_end_hour)

    def evening_ends_at(self, day: date) -> datetime:
        """Return the instant from which on nothing that can wait is to wake them."""
        return wall_clock(day, NIGHT_BEGINS, self.zone)

    def instant_of(self, day: date, at: time) -> datetime:
        """Return the instant of a time on their clock on a local day of theirs."""
        return reminder_instant(day, at, self.zone, self.day_end_hour)

    @property
    def reminder_time(self) -> time:
        """The time on their clock at which they are reminded: chosen, or a minute of their own."""
        return self.reminder.at or own_minute(self.id)

    @property
    def mentioned_in(self) -> int | None:
        """The channel reminders come to instead of direct messages, by the member's own choice."""
        if self.dm_closed_at is None or self.fallback is None or self.fallback.lost_at is not None:
            return None
        return self.fallback.channel_id

    @property
    def is_out_of_reach(self) -> bool:
        """Whether reminders reach the member nowhere, as far as is known."""
        return self.dm_closed_at is not None and self.mentioned_in is None

    def may_be_written_to(self, at: datetime) -> bool:
        """Whether a direct message may go to the member: closed ones are tried now and then, silence is kept."""
        if self.is_silent:
            return False
        if self.dm_closed_at is None:
            return True
        tried_at = self.dm_tried_at or self.dm_closed_at
        return at >= tried_at + DMS_TRIED_EVERY and at < self.dm_closed_at + DMS_TRIED_FOR

    @property
    def is_to_hear(self) -> bool:
        """Whether the member has yet to hear that reminders do not reach them."""
        return self.is_out_of_reach and not self.dm_closed_told

    @property
    def is_silent(self) -> bool:
        """Whether nothing is to come by itself: the last word was said, and no sign of life came since."""
        quiet_since = self.reminder.quiet_since
        return quiet_since is not None and (self.seen_at is None or self.seen_at <= quiet_since)

    @property
    def awaits_first_dm(self) -> bool:
        """Whether a reminder is to come by direct message and none was ever opened."""
        return self.reminder.is_on and self.dm_channel_id is None and self.dm_closed_at is None
