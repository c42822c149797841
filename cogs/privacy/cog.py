"""/privacy: everything kept about you, handed out or erased."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Iterable

from discord import app_commands

from cogs.kit import text
from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, Answers, answered, private
from cogs.kit.cog import FeatureCog
from cogs.kit.pictures import attach
from cogs.kit.routes import Form, Pressed, Sent
from cogs.privacy import cards, routes
from rules.circles import Circle
from rules.people import PostedMessage
from services import people
from services.due import DeliveryFailed, Unreadable
from services.privacy import requests as privacy

log = logging.getLogger("onereader.privacy")


class Privacy(FeatureCog):
    """What is kept about you."""

    privacy = app_commands.Group(name="privacy", description="What I keep about you: take it with you, or erase it")

    @privacy.command(name="export")
    @answered
    async def export(self, act: LiveAct) -> Answers:
        """Get everything I keep about you, as files."""
        return await self._export(act)

    @routes.EXPORT.pressed
    async def export_first(self, act: LiveAct, _pressed: Pressed) -> Answers:
        """Hand out everything before it is erased."""
        return await self._export(act)

    async def _export(self, act: LiveAct) -> Answers:
        await act.take_time()
        return cards.exported(await privacy.export(self.context, act, self.bot.house.kept.exports))

    @privacy.command(name="delete")
    @answered
    async def delete(self, act: LiveAct) -> Answer:
        """Erase everything I keep about you; I ask twice first."""
        await privacy.check_is_known(self.context, act, self.bot.house.kept.exports)
        return private(view=cards.warning_card())

    @routes.ASK.opens
    async def ask_again(self, _act: LiveAct, pressed: Pressed) -> Form:
        """Ask for the word that confirms it."""
        return cards.erase_form(pressed.id)

    @routes.ERASE.sent
    async def erase(self, act: LiveAct, sent: Sent) -> Answer:
        """Take down what stands in channels, leave closed threads, then erase everything."""
        privacy.check_confirmed(sent["word"])
        await act.take_time()
        # First: once everything is erased, nobody knows where they stand. Interrupted, it can be asked for again.
        left_standing = await self._take_down(await privacy.posts(self.context, act))
        still_open = await self._see_out(act)
        await privacy.erase(self.context, act, still_open)
        attach.forget()
        text.pages.cache_clear()
        return private(cards.erased_text(left_standing, len(still_open)))

    async def _see_out(self, act: LiveAct) -> list[Circle]:
        """Take the threads that only a circle's members read from somebody's eyes; return where that failed."""
        doors = [(circle, circle.private_place_id) for circle in await privacy.open_doors(self.context, act)]
        return [
            circle
            for circle, thread_id in doors
            if thread_id is not None and not await _done(self.post.take_from_thread(thread_id, act.member_id))
        ]

    async def _take_down(self, posts: Iterable[PostedMessage]) -> int:
        """Delete messages of the bot's own; return how many still stand."""
        return [await _done(self._delete(post)) for post in posts].count(False)

    async def _delete(self, post: PostedMessage) -> None:
        message_id = post.message_id or await self.post.find(people.under_way(post))
        if message_id is not None:
            await self.post.delete(post.channel_id, message_id)


async def _done(request: Awaitable[object]) -> bool:
    """Do something in a channel or thread, and return whether that was done."""
    try:
        await request
    except (DeliveryFailed, Unreadable) as failure:
        log.warning("What was to be erased still stands: %s", failure)
        return False
    return True
