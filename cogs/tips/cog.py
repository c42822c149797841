"""/tip: what works for finding readers, shared in a server."""

from __future__ import annotations

from discord import app_commands

from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, Answers, aloud, answered, in_place, private
from cogs.kit.cards import SafeView
from cogs.kit.cog import FeatureCog
from cogs.kit.routes import Form, Pressed, Sent, read_number
from cogs.tips import cards, routes
from rules.tips import MAX_LENGTH, Tip
from services import tips


class Tips(FeatureCog):
    """Tips."""

    tip = app_commands.Group(name="tip", description="What works for finding readers", guild_only=True)

    @tip.command(name="share")
    @app_commands.describe(text="What you did and what came of it, for everybody in this server; leave out for a form")
    @answered
    async def share(self, act: LiveAct, text: app_commands.Range[str, 1, MAX_LENGTH] | None = None) -> Answer | Form:
        """Share what works for you to find readers."""
        await act.check_may_write()
        if text is None:
            return cards.share_form()
        return await self._share(act, text)

    @routes.SHARE.sent
    async def share_from_form(self, act: LiveAct, sent: Sent) -> Answer:
        """Share what the form says."""
        await act.check_may_write()
        return await self._share(act, sent["text"])

    async def _share(self, act: LiveAct, typed: str) -> Answer:
        return aloud("tip", view=cards.tip_card(await tips.share_tip(self.context, act, typed)))

    @tip.command(name="random")
    @answered
    async def random(self, act: LiveAct) -> Answer:
        """Show a tip from this server."""
        tip = await tips.random_tip(self.context, act)
        return private(view=_card(act, tip, cards.RANDOM))

    @routes.ANOTHER.pressed
    async def another(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Show a different tip."""
        tip = await tips.random_tip(self.context, act, pressed.id)
        return in_place(view=_card(act, tip, cards.RANDOM))

    @tip.command(name="top")
    @answered
    async def top(self, act: LiveAct) -> Answer:
        """Show the tips that helped most in this server."""
        return private(view=cards.top_card(await tips.top_tips(self.context, act)))

    @routes.OPEN.pressed
    async def open_from_list(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Open a tip from the list."""
        return await self._open(act, read_number(pressed.chosen))

    @routes.SHOW.pressed
    async def open_from_post(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Open the weekly post's tip."""
        return await self._open(act, pressed.id)

    async def _open(self, act: LiveAct, tip_id: int) -> Answer:
        return private(view=_card(act, await tips.show_tip(self.context, act, tip_id), cards.OPENED))

    @routes.HELPED.pressed
    async def helped(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Count the presser among those whom the tip helped."""
        voted = await tips.mark_helpful(self.context, act, pressed.id)
        if not voted.is_new:
            return private(cards.ALREADY_SAID, cards.already_said(voted))
        card = _card(act, voted.tip, pressed.extra)
        return in_place(view=card, wordless=True, speaker_id=voted.tip.member_id)

    @routes.UNHELPED.pressed
    async def unhelped(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Take back that the tip helped."""
        await tips.take_vote_back(self.context, act, pressed.id)
        return in_place(cards.TAKEN_BACK)

    @routes.REMOVE.opens
    async def ask_to_remove(self, act: LiveAct, pressed: Pressed) -> Form:
        """Ask whoever may take the tip down once more."""
        is_moderator = act.may_manage_messages
        return cards.removal_form(await tips.removable_tip(self.context, act, pressed.id, is_moderator=is_moderator))

    @routes.REMOVE.sent
    async def remove(self, act: LiveAct, sent: Sent) -> Answers:
        """Take the tip down, where it stands too."""
        tip = await tips.remove_tip(self.context, act, sent.id, is_moderator=act.may_manage_messages)
        gone = in_place(view=cards.removed_card(), wordless=True)
        return gone, private(cards.removed_text(tip), cards.put_back_button(tip))

    @routes.RESTORE.pressed
    async def restore(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Put a tip back that was taken down."""
        await tips.put_back(self.context, act, pressed.id, is_moderator=act.may_manage_messages)
        return in_place(cards.PUT_BACK)


def _card(act: LiveAct, tip: Tip, place: str) -> SafeView:
    return cards.tip_card(tip, place, may_remove=tips.may_remove(act, tip, is_moderator=act.may_manage_messages))
