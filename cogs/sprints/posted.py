"""Changing what stands in a sprint's channel: its card, and its results."""

from __future__ import annotations

import logging

from cogs.kit.cards import SafeView
from cogs.post.office import PostOffice
from cogs.post.pacer import quietly
from cogs.sprints import cards
from rules.sprints import Sprint
from services.due import DeliveryFailed
from services.sprints.going import SprintShown

log = logging.getLogger("onereader.sprints")


async def change_card(post: PostOffice, shown: SprintShown) -> None:
    """Show on a sprint's card how it stands by now."""
    await _change(post, shown.sprint, shown.sprint.message_id, cards.sprint_card(shown))


async def change_results(post: PostOffice, shown: SprintShown) -> None:
    """Put who told late into the results that are out; nobody is notified."""
    await _change(post, shown.sprint, shown.sprint.results_id, cards.results_card(shown))


async def _change(post: PostOffice, sprint: Sprint, message_id: int | None, card: SafeView) -> None:
    if message_id is None:
        return
    try:
        with quietly():
            await post.edit(sprint.server_id, sprint.channel_id, message_id, card)
    except DeliveryFailed as failure:
        log.warning("What stands of sprint %s could not be changed: %s", sprint.id, failure)
