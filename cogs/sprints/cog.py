"""/sprint: so many minutes of writing together; its card, and who is in it. What rings is in `bells`."""

from __future__ import annotations

from typing import Literal

from discord import app_commands

from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, answered, in_place, private, public
from cogs.kit.channels import missing_here
from cogs.kit.cog import FeatureCog
from cogs.kit.routes import Pressed
from cogs.sprints import cards, routes
from cogs.sprints.posted import change_card
from rules.sprints import LEAST_MINUTES, MOST_MINUTES, MOST_WAIT, USUAL_MINUTES, USUAL_WAIT, SprintKind
from services.sprints import going
from services.sprints.going import SprintShown


class Sprints(FeatureCog):
    """Sprints."""

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.rename(wait="in")
    @app_commands.describe(
        minutes="How many minutes it takes; twenty unless you say",
        wait="In how many minutes it begins; two unless you say",
        kind="Write, or read and comment; writing unless you say",
    )
    @answered
    async def sprint(
        self,
        act: LiveAct,
        minutes: app_commands.Range[int, LEAST_MINUTES, MOST_MINUTES] = USUAL_MINUTES,
        wait: app_commands.Range[int, 0, MOST_WAIT] = USUAL_WAIT,
        kind: Literal["writing", "reading"] = "writing",
    ) -> Answer:
        """Write, or read, together with whoever is here: twenty minutes, beginning in two."""
        if missing := missing_here(act.interaction):
            return private(cards.missing_text(missing))
        await act.check_may_write()
        return self._begun(act, await going.begin(self.context, act, minutes, wait, SprintKind(kind)))

    @routes.AGAIN.pressed
    async def go_another_round(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Begin the next one."""
        await act.check_may_write()
        return self._begun(act, await going.another_round(self.context, act, pressed.id))

    def _begun(self, act: LiveAct, shown: SprintShown) -> Answer:
        return public(view=cards.sprint_card(shown), afterwards=lambda: self._note_card(act, shown))

    async def _note_card(self, act: LiveAct, shown: SprintShown) -> None:
        """Remember where the card stands, so that it can be changed when the sprint begins."""
        message_id = await act.delivery.message_id()
        if message_id is not None:
            await going.note_card(self.context, shown.sprint.id, message_id)

    @routes.JOIN.pressed
    async def join(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Take the presser in."""
        joined = await going.join(self.context, act, pressed.id)
        if joined.is_new:
            return self._shown(act, joined.shown)
        said = cards.in_text(joined.shown, is_new=False)
        return private(said, afterwards=lambda: self._recall_card(joined.shown, _card_id(act)))

    @routes.LEAVE.pressed
    async def leave(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Let the presser go."""
        return self._shown(act, await going.leave(self.context, act, pressed.id))

    @routes.START.pressed
    async def start_now(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Begin at once."""
        return self._shown(act, await going.start_now(self.context, act, pressed.id))

    @routes.CANCEL.pressed
    async def cancel(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Call it off."""
        return self._shown(act, await going.cancel(self.context, act, pressed.id, is_moderator=act.may_manage_messages))

    def _shown(self, act: LiveAct, shown: SprintShown) -> Answer:
        """Change the card that was pressed; or, where that was elsewhere, confirm it and change the card there."""
        card_id = _card_id(act)
        if card_id is None:
            return private(cards.in_text(shown), afterwards=lambda: change_card(self.post, shown))
        card = cards.sprint_card(shown)
        return in_place(view=card, wordless=True, afterwards=lambda: self._recall_card(shown, card_id))

    async def _recall_card(self, shown: SprintShown, card_id: int | None) -> None:
        """Remember a card whose place was lost: the process ended before that was written down."""
        if card_id is not None and shown.sprint.message_id is None:
            await going.note_card(self.context, shown.sprint.id, card_id)


def _card_id(act: LiveAct) -> int | None:
    """Return which message is the sprint's card, where it was pressed on that."""
    message = act.interaction.message
    return None if message is None or message.flags.ephemeral else message.id
