"""Changing what stands in a channel, where that helps and nothing hangs on it."""

from __future__ import annotations

import logging

from cogs.kit.cards import SafeView
from cogs.post.office import PostOffice
from cogs.post.pacer import quietly
from services.due import DeliveryFailed

log = logging.getLogger("onereader.post")


async def change(
    post: PostOffice,
    server_id: int,
    channel_id: int,
    message_id: int | None,
    card: SafeView,
    *,
    speaker_id: int | None = None,
) -> None:
    """Show a card as it is by now, where it is known where that stands; nobody is notified, or waits for it."""
    if message_id is None:
        return
    try:
        with quietly():
            await post.edit(server_id, channel_id, message_id, card, speaker_id=speaker_id)
    except DeliveryFailed as failure:
        log.warning("What stands in channel %s could not be changed: %s", channel_id, failure)
