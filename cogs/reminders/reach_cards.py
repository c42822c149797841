"""What is said about how a member is reached: by direct message, or by a mention where they chose to have one."""

from __future__ import annotations

from typing import Any

import discord

from cogs.kit import cards, text
from cogs.kit.cards import SafeView
from cogs.kit.routes import PRIMARY
from cogs.reminders import routes
from rules.members.member import Member


def reach_text(member: Member) -> str:
    """Say to somebody with closed direct messages how reminders reach them, or why they do not."""
    if member.mentioned_in is not None:
        return (
            f"Your direct messages are closed to me, so I mention you in <#{member.mentioned_in}> instead. Once they are "
            "open, `/settings reminder` with `test` brings your reminders back there."
        )
    if member.fallback is not None:
        return (
            f"I can no longer mention you in <#{member.fallback.channel_id}>: the channel is gone, it is closed to one of us, "
            "or one of us left that server. Choose another channel, or allow direct messages in a server's privacy "
            "settings and use `/settings reminder` with `test`."
        )
    return (
        "Discord says your direct messages are closed to me, so I cannot remind you, and what I have to tell you waits here. "
        "To open them, allow direct messages in this server's privacy settings, then use `/settings reminder` with `test`."
    )


def reach_view(member: Member) -> discord.ui.View:
    """Return what somebody with closed direct messages can do about it, for under a plain text."""
    return cards.buttons(*reach_buttons(member))


def reach_buttons(member: Member) -> list[discord.ui.Item[Any]]:
    """Return what somebody with closed direct messages can do about it, for a row of a card."""
    if member.mentioned_in is None:
        return [routes.FALLBACK.button("Mention me in a channel instead", member.id)]
    return [
        routes.UNMENTION.button("Stop mentioning me", member.id),
        routes.FALLBACK.button("Another channel", member.id),
    ]


def fallback_card(member_id: int) -> SafeView:
    """Ask where to mention a member, having said what others will see."""
    menu = routes.CHANNEL.channel_menu("Another channel", member_id)
    menu.channel_types = [discord.ChannelType.text, discord.ChannelType.news]
    return cards.card(
        "### Where may I mention you?\n"
        "While your direct messages are closed, your reminder can come as a mention. Others in that channel can read it: "
        "it says the day and your streak, nothing of your goals, words or clock. Only you can use its buttons.",
        [routes.HERE.button("Here, in this channel", member_id, style=PRIMARY)],
        [menu],
    )


def fallback_note(member: Member) -> str:
    """Confirm where the member is mentioned from now on."""
    if member.dm_closed_at is None:
        return "Your direct messages reach you again, so your reminders come there."
    if member.mentioned_in is None:
        return "I will not mention you in a channel any more."
    off = "" if member.reminder.is_on else " Your reminder is off; `/settings reminder` with a `time` turns it on."
    return f"From now on I mention you in <#{member.mentioned_in}> on days when you have not written yet.{off}"


NO_CHANNELS_HERE = (
    "There are no channels here to choose from. Use `/settings show` in the server where you want to be mentioned."
)
NOT_A_TEXT_CHANNEL = "I can only mention you in a text channel of this server. Choose one in the menu."


def not_your_channel(channel_id: int) -> str:
    """Say that somebody cannot be mentioned where they may not write themselves."""
    return f"You cannot write in <#{channel_id}> yourself, so I would rather not do it for you. Choose another channel."


def not_my_channel(channel_id: int, missing: tuple[str, ...]) -> str:
    """Name the permissions the bot lacks in the channel somebody chose."""
    needed = text.listing([f"**{name}**" for name in missing])
    return f"I am missing {needed} in <#{channel_id}>. Choose another channel, or ask whoever manages the server to allow it."
