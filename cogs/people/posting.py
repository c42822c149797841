"""Showing an introduction to its server: once, changed where it stands, and never lost sight of."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from cogs.kit.cards import SafeView
from cogs.kit.outgoing.marks import View, mark_card
from cogs.kit.turns import Turns
from cogs.people import cards
from rules.people import Introduction, PostedMessage
from services import people
from services.acts import Act, GoneForGood
from services.due import DeliveryFailed, NotTaken, Unreadable

if TYPE_CHECKING:
    from bot import OneReader

log = logging.getLogger("onereader.people")

POSTED, CHANGED = "introduction", "changed introduction"
DELETED = {NotTaken.MESSAGE_GONE, NotTaken.CHANNEL_GONE}


class Posting:
    """Posts introductions, a member's one after the other: two forms sent at once are one introduction."""

    def __init__(self, bot: OneReader) -> None:
        self._bot, self._post = bot, bot.post
        self._turns = Turns()

    async def show(self, act: Act) -> str:
        """Show what somebody said of themselves in the server's channel, or where it stands; return what to tell them."""
        try:
            async with self._turns.take((act.here_id, act.member_id)):
                return await self._show(act, await people.introduced(self._bot.context, act))
        except DeliveryFailed as failure:
            log.warning("The introduction of %s in server %s is put off: %s", act.member_id, act.server_id, failure)
            return cards.PUT_OFF

    async def _show(self, act: Act, introduced: people.Introduced) -> str:
        said, posted, channel_id = introduced.introduction, introduced.posted, introduced.channel_id
        if posted is not None and (told := await self._change(act, said, posted)):
            return told
        return cards.NO_CHANNEL if channel_id is None else await self._send(act, said, channel_id)

    async def _change(self, act: Act, said: Introduction, posted: PostedMessage) -> str:
        """Change it where it stands; return what to tell its writer, nothing where it was deleted. Raise DeliveryFailed."""
        channel_id = posted.channel_id
        if not await self._post.places.is_heard(posted.server_id, channel_id, posted.member_id):
            return cards.silenced_text(channel_id)
        try:
            message_id = posted.message_id or await self._find(posted)
            if message_id is None:
                return ""
            card = _card(said, posted)
            await self._post.edit_of(act.member_id, CHANGED, posted.server_id, channel_id, message_id, card)
        except Unreadable:
            return cards.unseen_text(channel_id)
        except DeliveryFailed as failure:
            if failure.reason in DELETED:
                return ""
            if failure.reason == NotTaken.HEARD:
                return cards.CHANGED_ENOUGH
            return f"{_refused_text(failure, channel_id)} {cards.STAYS}"
        return cards.changed_text(channel_id)

    async def _find(self, posted: PostedMessage) -> int | None:
        """Look for what was sent and may have arrived. Raise Unreadable, DeliveryFailed or GoneForGood."""
        message_id = await self._post.find(people.under_way(posted))
        if message_id is not None:
            await self._note(posted, message_id)
        return message_id

    async def _send(self, act: Act, said: Introduction, channel_id: int) -> str:
        """Post it anew; return what to tell its writer. Raise DeliveryFailed or GoneForGood."""
        posted = PostedMessage(act.here_id, act.member_id, channel_id)
        if not await self._post.places.is_heard(posted.server_id, channel_id, posted.member_id):
            return cards.silenced_text(channel_id)
        try:
            message = await self._post.send_of(
                act.member_id,
                POSTED,
                posted.server_id,
                channel_id,
                whole=True,
                view=_card(said, posted),
                set_off=partial(self._set_off, posted),
                nonce=str(act.id),
            )
        except DeliveryFailed as failure:
            if failure.refused:
                await people.note_refused(self._bot.context, posted)
            return _refused_text(failure, channel_id)
        await self._note(posted, message.id)
        return cards.posted_text(channel_id)

    async def _set_off(self, posted: PostedMessage, _channel_id: int, _text: str, _card: View) -> None:
        await people.set_off(self._bot.context, posted)

    async def _note(self, posted: PostedMessage, message_id: int) -> None:
        """Note where it stands; what its writer erased meanwhile is taken down. Raise GoneForGood."""
        try:
            await people.note_post(self._bot.context, posted, message_id)
        except GoneForGood:
            await self._post.delete(posted.channel_id, message_id)
            raise


def _card(said: Introduction, posted: PostedMessage) -> SafeView:
    card = cards.introduction_card(posted.member_id, said)
    mark_card(card, people.mark_of_post(posted))
    return card


def _refused_text(failure: DeliveryFailed, channel_id: int) -> str:
    """Say why it does not go. Raise DeliveryFailed where it may later."""
    if failure.again:
        raise failure
    if failure.reason == NotTaken.HEARD:
        return cards.HEARD_ENOUGH
    if failure.reason == NotTaken.WORDS_REFUSED:
        return cards.words_refused_text(channel_id)
    return cards.refused_text(channel_id)
