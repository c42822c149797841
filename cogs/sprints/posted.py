"""Changing what stands in a sprint's channel: its card, and its results."""

from __future__ import annotations

from cogs.post.changing import change
from cogs.post.office import PostOffice
from cogs.sprints import cards
from services.sprints.going import SprintShown


async def change_card(post: PostOffice, shown: SprintShown) -> None:
    """Show on a sprint's card how it stands by now."""
    sprint = shown.sprint
    await change(post, sprint.server_id, sprint.channel_id, sprint.message_id, cards.sprint_card(shown))


async def change_results(post: PostOffice, shown: SprintShown) -> None:
    """Put who told late into the results that are out; nobody is notified."""
    sprint = shown.sprint
    await change(post, sprint.server_id, sprint.channel_id, sprint.results_id, cards.results_card(shown))
