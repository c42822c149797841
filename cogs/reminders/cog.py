"""Reminders: asked for in a press, one message a day that comes by itself, made fewer and ended in a press."""

from __future__ import annotations

from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, private
from cogs.kit.cog import FeatureCog
from cogs.kit.routes import Form, Pressed, Sent, read_day
from cogs.post.due import Post, on_due
from cogs.reminders import answers, cards, reach_cards, routes
from cogs.reminders.question import TIME_FIELD
from services import members
from services.answers import Aftermath
from services.reminders import consent
from services.reminders.daily import LAST_CALL_KIND, REMINDER_KIND, SNOOZE_KIND, Farewell, ReminderMessage


class Reminders(FeatureCog):
    """The day's one message to a member."""

    @on_due(REMINDER_KIND, LAST_CALL_KIND, SNOOZE_KIND)
    async def remind(self, message: ReminderMessage | Farewell, post: Post) -> None:
        """Send the day's reminder to the member, or mention them where they chose to be while their DMs are closed."""
        member = message.member
        buttons = cards.buttons_of(message)
        if member.mentioned_in is None:
            await post.to_member(member, cards.direct_text(message), of=(), view=buttons)
            return
        assert member.fallback is not None
        said = cards.mention_text(message)
        await post.call_in(member.id, member.fallback.server_id, member.mentioned_in, said, view=buttons)

    async def after_act(self, act: LiveAct, after: Aftermath) -> None:
        """Tell, privately and once, whom no reminder reaches."""
        member = after.member
        if member is None or not member.is_to_hear or not act.delivery.takes_more:
            return
        if await members.claim_telling(self.context, member.id):
            await act.delivery.give(private(reach_cards.reach_text(member), reach_cards.reach_view(member)))

    @routes.YES.pressed
    async def accept(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Remind the member at a minute of their own."""
        act.check_own(pressed.id)
        return answers.accepted(await consent.accept(self.context, act))

    @routes.ANOTHER_TIME.opens
    async def ask_time(self, act: LiveAct, pressed: Pressed) -> Form:
        """Ask at what time."""
        act.check_own(pressed.id)
        return routes.ANOTHER_TIME.form("Your reminder", pressed.id, [TIME_FIELD])

    @routes.ANOTHER_TIME.sent
    async def accept_at(self, act: LiveAct, sent: Sent) -> Answer:
        """Remind the member at the time they chose."""
        act.check_own(sent.id)
        return answers.accepted(await consent.accept(self.context, act, consent.read_time(sent["time"])))

    @routes.NO.pressed
    async def decline(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Remind the member never."""
        act.check_own(pressed.id)
        await consent.decline(self.context, act)
        return answers.declined()

    @routes.SNOOZE.pressed
    async def snooze(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Bring the reminder back in an hour; pressing twice is one snooze."""
        act.check_own(pressed.id)
        message = act.interaction.message
        message_id = message.id if message else pressed.id
        snoozed = await consent.snooze(self.context, act, message_id, read_day(pressed.extra))
        return Answer(answers.snoozed_text(snoozed), private=act.server_id is not None)

    @routes.FEWER.pressed
    async def take_fewer(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Go one step down: daily, only at stake, off."""
        act.check_own(pressed.id)
        chosen = await consent.take_fewer(self.context, act)
        return Answer(answers.fewer_text(chosen), private=act.server_id is not None)

    @routes.WAKE.pressed
    async def wake(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Take reminders up again."""
        act.check_own(pressed.id)
        chosen = await consent.wake(self.context, act)
        return Answer(answers.woken_text(chosen), private=act.server_id is not None)

    @routes.FALLBACK.pressed
    async def ask_where(self, act: LiveAct, _pressed: Pressed) -> Answer:
        """Ask in which channel to mention the member while their direct messages are closed."""
        if act.server_id is None:
            return private(reach_cards.NO_CHANNELS_HERE)
        return private(view=reach_cards.fallback_card(act.member_id))
