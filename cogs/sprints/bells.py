"""What rings by itself: a sprint's begin, its end and its results. It has no commands of its own."""

from __future__ import annotations

from cogs.kit.cog import FeatureCog
from cogs.post.due import Post, on_due
from cogs.sprints import cards
from cogs.sprints.posted import change_card
from services.sprints import going
from services.sprints.bells import BEGIN_KIND, END_KIND, RESULTS_KIND, SprintEnd
from services.sprints.going import SprintShown


class SprintBells(FeatureCog):
    """The bells of sprints."""

    @on_due(BEGIN_KIND)
    async def ring_in(self, shown: SprintShown, post: Post) -> None:
        """Show on the card that it is on; where nobody knows of a card, show a new one."""
        sprint, card = shown.sprint, cards.sprint_card(shown)
        if sprint.message_id is not None:
            await post.office.edit(sprint.server_id, sprint.channel_id, sprint.message_id, card)
            return
        message = await post.to_channel(sprint.server_id, sprint.channel_id, view=card)
        await going.note_card(self.context, sprint.id, message.id)

    @on_due(END_KIND)
    async def ring_out(self, end: SprintEnd, post: Post) -> None:
        """Ask those who are in how it went; where nobody is, the card alone says that it is over."""
        sprint, text, heard = end.shown.sprint, cards.end_text(end), cards.end_ids(end)
        if heard:
            buttons = cards.end_buttons(sprint)
            await post.to_channel(sprint.server_id, sprint.channel_id, text, view=buttons, mentioned=heard)
        await change_card(post.office, end.shown)

    @on_due(RESULTS_KIND)
    async def show_results(self, shown: SprintShown, post: Post) -> None:
        """Show how it went."""
        sprint = shown.sprint
        message = await post.to_channel(sprint.server_id, sprint.channel_id, view=cards.results_card(shown))
        await going.note_results(self.context, sprint.id, message.id)
