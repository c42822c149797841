"""The reminder: the one message a day that comes by itself, and its Snooze. `/settings reminder` sets it."""

from __future__ import annotations

from cogs.kit.act import LiveAct
from cogs.kit.answers import Answer
from cogs.kit.cog import FeatureCog
from cogs.kit.routes import Pressed, read_day
from cogs.post.due import Post, on_due
from cogs.reminders import cards, routes
from services import members
from services.reminders import LAST_CALL_KIND, REMINDER_KIND, SNOOZE_KIND, ReminderMessage


class Reminders(FeatureCog):
    """The day's one message to a member."""

    @on_due(REMINDER_KIND, LAST_CALL_KIND, SNOOZE_KIND)
    async def remind(self, message: ReminderMessage, post: Post) -> None:
        """Send the day's reminder to the member, or mention them where they chose to be while their DMs are closed."""
        member = message.member
        buttons = cards.reminder_buttons(message)
        if member.mentioned_in is None:
            await post.to_member(member, cards.reminder_text(message), view=buttons)
            return
        assert member.fallback is not None
        # Discord refuses a direct message to somebody who left, but not a mention.
        await post.check_present(member.fallback.server_id, [member.id], again=False)
        await post.to_channel(
            member.fallback.server_id,
            member.mentioned_in,
            cards.mention_text(message),
            view=buttons,
            mentioned=[member.id],
        )

    @routes.SNOOZE.pressed
    async def snooze(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Bring the reminder back in an hour; pressing twice is one snooze."""
        act.check_own(pressed.id)
        message = act.interaction.message
        message_id = message.id if message else pressed.id
        snoozed = await members.snooze(self.context, act, message_id, read_day(pressed.extra))
        return Answer(cards.snoozed_text(snoozed), private=act.server_id is not None)
