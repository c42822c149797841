"""What rings: a sprint's begin, its end and its results, and twenty minutes alone. It has no commands of its own."""

from __future__ import annotations

from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer
from cogs.kit.cog import FeatureCog
from cogs.kit.routes import Pressed
from cogs.post.due import Post, on_due
from cogs.sprints import cards, routes
from cogs.sprints.posted import change_card, change_results
from services.sprints import alone, going
from services.sprints.alone import ALONE_KIND, AloneEnd
from services.sprints.bells import BEGIN_KIND, CARD_KIND, END_KIND, LOOK_KIND, RESULTS_KIND, SprintEnd
from services.sprints.going import SprintShown
from services.sprints.weekly import CALL_KIND


class SprintBells(FeatureCog):
    """The bells of sprints."""

    @on_due(BEGIN_KIND, CALL_KIND)
    async def ring_in(self, shown: SprintShown, post: Post) -> None:
        """Show on the card how it stands; where nobody knows of a card, show a new one."""
        sprint, card = shown.sprint, cards.sprint_card(shown)
        if sprint.message_id is not None:
            await post.office.edit(sprint.server_id, sprint.channel_id, sprint.message_id, card)
            return
        message = await post.to_channel(sprint.server_id, sprint.channel_id, view=card)
        await going.note_card(self.context, sprint.id, message.id)

    @on_due(END_KIND)
    async def ring_out(self, end: SprintEnd, post: Post) -> None:
        """Ask those who are in how it went."""
        sprint, text, heard = end.shown.sprint, cards.end_text(end), cards.end_ids(end)
        await post.to_channel(
            sprint.server_id, sprint.channel_id, text, view=cards.end_buttons(sprint), mentioned=heard
        )

    @on_due(CARD_KIND)
    async def show_end(self, shown: SprintShown, post: Post) -> None:
        """Let the card say that it is over."""
        await change_card(post.office, shown)

    @on_due(RESULTS_KIND)
    async def show_results(self, shown: SprintShown, post: Post) -> None:
        """Show how it went."""
        sprint = shown.sprint
        message = await post.to_channel(sprint.server_id, sprint.channel_id, view=cards.results_card(shown))
        await going.note_results(self.context, sprint.id, message.id)

    @on_due(LOOK_KIND)
    async def show_results_anew(self, shown: SprintShown, post: Post) -> None:
        """Let the results say what the entries say by now."""
        await change_results(post.office, shown)

    @routes.ALONE.pressed
    async def begin_alone(self, act: LiveAct, pressed: Pressed) -> Answer:
        """The reminder's "20 minutes now"."""
        act.check_own(pressed.id)
        ends_at = await alone.begin_alone(self.context, act)
        return Answer(cards.alone_text(ends_at), private=act.server_id is not None)

    @on_due(ALONE_KIND)
    async def ring_out_alone(self, end: AloneEnd, post: Post) -> None:
        """Tell somebody that their twenty minutes are over."""
        await post.to_member(end.member, cards.ALONE_OVER, of=(), view=cards.alone_buttons(end))
