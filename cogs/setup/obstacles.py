"""What keeps the bot from posting where a server wants it to, and how that is said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import discord

from cogs.kit import text
from cogs.kit.channels import TO_READ_BACK, TO_SHOW_PICTURES, missing_in
from rules.servers import Server
from services.setup import Overview

# How many channels are named in which milestones cannot be celebrated.
CHANNELS_NAMED = 3


class Purpose(StrEnum):
    """What the bot does in a channel."""

    BOARD = "post"
    INTRODUCTIONS = "post introductions"
    MILESTONES = "celebrate milestones"
    REPORTS = "post reports"
    SPRINTS = "begin the weekly sprint"


_CHANNELS = {
    Purpose.BOARD: "of the weekly board",
    Purpose.INTRODUCTIONS: "for introductions",
    Purpose.MILESTONES: "for milestones",
    Purpose.REPORTS: "for reports",
    Purpose.SPRINTS: "of the weekly sprint",
}


# What is lacking where a permission is missing that posts come without.
_LACKING = {
    TO_SHOW_PICTURES["attach_files"]: "The weekly board comes without its picture",
    TO_READ_BACK["read_message_history"]: "After a fault at Discord I cannot see whether a post arrived",
}
_TO_LACK_NOTHING = {
    Purpose.BOARD: TO_SHOW_PICTURES | TO_READ_BACK,
    Purpose.INTRODUCTIONS: TO_READ_BACK,
    Purpose.REPORTS: TO_READ_BACK,
    Purpose.SPRINTS: TO_READ_BACK,
}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What is wrong with a channel: the permissions the bot lacks there, slow mode, or where neither, that it is gone."""

    channel_id: int
    missing: tuple[str, ...]
    purpose: Purpose
    is_slow: bool = False

    @property
    def is_in_the_way(self) -> bool:
        """Whether nothing can be posted; where it is not, posts come all the same, and lack something."""
        return not self.is_slow and not set(self.missing) & set(_LACKING)

    @property
    def words(self) -> str:
        """Say what keeps the bot from posting in a channel, and how to mend it."""
        channel = f"<#{self.channel_id}>"
        if self.is_slow:
            return (
                f"Slow mode is on in {channel}. I can post there, but Discord may refuse members who press a button soon "
                "after another. Switch it off under Edit Channel, Overview, or choose a channel without it."
            )
        if not self.missing:
            return f"The channel {_CHANNELS[self.purpose]} is gone. Choose another one below."
        if self.is_in_the_way:
            needed = text.listing([f"**{name}**" for name in self.missing])
            trouble = f"I cannot {self.purpose} in {channel} yet: I am missing {needed} there."
        else:
            lacking = (f"{_LACKING[name]}: I am missing **{name}** in {channel}." for name in self.missing)
            trouble = " ".join(lacking)
        return f"{trouble} Allow me that under Edit Channel, Permissions, then run `/setup` again to check."


def obstacle_in(guild: discord.Guild, channel_id: int | None, purpose: Purpose) -> Obstacle | None:
    """Return what keeps the bot from doing something in a channel, if anything does."""
    if channel_id is None:
        return None
    channel = guild.get_channel(channel_id)
    if channel is None:
        return Obstacle(channel_id, (), purpose)
    missing = missing_in(channel, guild.me)
    # Who may not write may attach nothing either, which needs no mending of its own.
    if not missing:
        missing = missing_in(channel, guild.me, _TO_LACK_NOTHING.get(purpose, {}))
    is_slow = not missing and isinstance(channel, discord.TextChannel) and channel.slowmode_delay > 0
    return Obstacle(channel_id, missing, purpose, is_slow) if missing or is_slow else None


def is_open_to_all(guild: discord.Guild, channel_id: int | None) -> bool:
    """Return whether everybody in a server can read a channel."""
    channel = None if channel_id is None else guild.get_channel(channel_id)
    return channel is not None and channel.permissions_for(guild.default_role).view_channel


def obstacles(guild: discord.Guild, server: Server, overview: Overview) -> list[Obstacle]:
    """Return what keeps the bot from posting: the board, introductions, reports, and milestones of shared goals."""
    chosen = [
        obstacle_in(guild, server.board_channel_id, Purpose.BOARD),
        obstacle_in(guild, server.intro_channel_id, Purpose.INTRODUCTIONS),
        obstacle_in(guild, overview.report_channel_id, Purpose.REPORTS),
    ]
    # A channel that is gone, or a thread, cannot be mended with permissions.
    elsewhere = [
        obstacle_in(guild, channel_id, Purpose.MILESTONES)
        for channel_id in overview.goal_channel_ids
        if channel_id != server.board_channel_id and guild.get_channel(channel_id) is not None
    ]
    found = [each for each in elsewhere if each is not None][:CHANNELS_NAMED]
    return [*(each for each in chosen if each is not None), *found]
