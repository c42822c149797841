"""Goals together: their card, and what is said aloud. They begin with /goal together, which is in the cog of goals."""

from __future__ import annotations

import discord

from cogs.goals import routes
from cogs.goals.draft_cards import draft_card
from cogs.goals.together import cards
from cogs.goals.together.seen import open_to
from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, Answers, in_place, private
from cogs.kit.cog import FeatureCog
from cogs.kit.routes import Pressed
from cogs.post.changing import change
from cogs.post.due import Post, on_due
from services.goals.drafts import Drafted
from services.goals.together import going
from services.goals.together.posts import LOOK_KIND, SAID_KIND, TogetherMessage, TogetherShown
from services.goals.together.timing import Aloud


class GoalsTogether(FeatureCog):
    """Goals together."""

    @routes.TOGETHER.pressed
    async def begin(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Begin what was drafted; its card follows in the channel."""
        await act.check_may_write()
        begun = await going.begin(self.context, act, pressed.id, is_manager=act.may_manage_server)
        return in_place(view=draft_card(begun) if isinstance(begun, Drafted) else cards.begun_card(begun))

    @routes.JOIN.pressed
    async def join(self, act: LiveAct, pressed: Pressed) -> Answers:
        """Take the presser in."""
        joined = await going.join(self.context, act, pressed.id, _card_id(act, pressed))
        if not joined.is_new:
            return private(cards.in_already_text(joined.shown.goal))
        return await self._shown(act, pressed, joined.shown, cards.in_text(joined.shown))

    @routes.LEAVE.pressed
    async def leave(self, act: LiveAct, pressed: Pressed) -> Answers:
        """Let the presser go."""
        shown = await going.leave(self.context, act, pressed.id, _card_id(act, pressed))
        return await self._shown(act, pressed, shown, cards.left_text(shown.goal))

    async def _shown(self, act: LiveAct, pressed: Pressed, shown: TogetherShown, said: str) -> Answers:
        """Change the card that was pressed; or, where that was another message, confirm it and change the card too."""
        goal, card = shown.goal, cards.together_card(shown)
        if not pressed.extra:
            return in_place(view=card, wordless=True, speaker_id=goal.starter_id, instead=private(said))
        place = goal.server_id, goal.channel_id, goal.message_id
        confirmed = private(said, afterwards=lambda: change(self.post, *place, card, speaker_id=goal.starter_id))
        if pressed.extra != cards.LIST:
            return confirmed
        return in_place(view=cards.open_cards(await open_to(self, act))), confirmed

    @routes.END.pressed
    async def ask_to_end(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Ask once more whether a goal is to end before its day."""
        goal = await going.check_may_end(self.context, act, pressed.id, is_manager=act.may_manage_server)
        return private(view=cards.ask_end_card(goal))

    @routes.END_NOW.pressed
    async def end_now(self, act: LiveAct, pressed: Pressed) -> Answer:
        """End it."""
        goal = await going.end(self.context, act, pressed.id, is_manager=act.may_manage_server)
        return in_place(view=cards.ended_card(goal))

    @on_due(SAID_KIND)
    async def say(self, message: TogetherMessage, post: Post) -> None:
        """Put up the card, or say aloud what came of it."""
        shown, goal = message.shown, message.shown.goal
        await post.check_present(goal.server_id, shown.member_ids[: cards.NAMED])
        if message.what is Aloud.CARD:
            card = await self._put_up(shown, post)
            await going.note_card(self.context, goal.id, card.id)
            return
        said, buttons = cards.aloud_text(message), cards.aloud_buttons(message)
        await post.to_channel(goal.server_id, goal.channel_id, said, **({} if buttons is None else {"view": buttons}))

    async def _put_up(self, shown: TogetherShown, post: Post) -> discord.Message:
        """Put up the card, in the name of whoever began it."""
        place, view = (shown.goal.server_id, shown.goal.channel_id), cards.together_card(shown)
        if shown.goal.starter_id is None:
            return await post.to_channel(*place, view=view)
        return await post.speak_for(shown.goal.starter_id, "together", *place, view=view)

    @on_due(LOOK_KIND)
    async def show(self, shown: TogetherShown, post: Post) -> None:
        """Let the card say how it stands."""
        goal = shown.goal
        if goal.message_id is not None:
            place, card = (goal.server_id, goal.channel_id, goal.message_id), cards.together_card(shown)
            await post.office.edit(*place, card, speaker_id=goal.starter_id)


def _card_id(act: LiveAct, pressed: Pressed) -> int | None:
    """Return which message is the goal's card, where it was pressed on that."""
    message = act.interaction.message
    return None if message is None or pressed.extra else message.id
