"""/introduce and /profile: who is in this server, in their own words."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, answered, opens_form, private
from cogs.kit.cog import FeatureCog
from cogs.kit.routes import Form, Sent
from cogs.people import cards, routes
from cogs.people.profiles import profile_answer
from rules.people import Introduction
from services import people
from services.acts import Act
from services.due import DeliveryFailed, NotTaken
from services.people import Introduced

if TYPE_CHECKING:
    from bot import OneReader


class People(FeatureCog):
    """People."""

    def __init__(self, bot: OneReader) -> None:
        super().__init__(bot)
        self._posting = asyncio.Lock()
        self._menu = app_commands.ContextMenu(name="View profile", callback=self.view_profile)
        self._menu.guild_only = True

    async def cog_load(self) -> None:
        await super().cog_load()
        self.bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the menu away again."""
        self.bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command()
    @app_commands.guild_only()
    @opens_form
    async def introduce(self, act: LiveAct) -> Form:
        """Introduce yourself here, or change what you said before."""
        return cards.introduction_form(await people.my_introduction(self.context, act))

    @routes.INTRODUCE.sent
    async def introduce_from_form(self, act: LiveAct, sent: Sent) -> Answer:
        """Keep what the form says, and post it or change it where it stands."""
        said = Introduction(
            who=sent["who"], writes=sent["writes"], why=sent["why"], offers=sent["offers"], links=sent["links"]
        )
        await act.take_time()
        return private(await self._introduce(act, said))

    async def _introduce(self, act: Act, said: Introduction) -> str:
        async with self._posting:  # one after the other: two forms sent at once are one introduction
            return await self._post(act, await people.introduce(self.context, act, said))

    async def _post(self, act: Act, introduced: Introduced) -> str:
        """Show the introduction where it stands, or else in the server's channel; return what to tell its writer."""
        assert act.server_id is not None
        said, channel_id = introduced.introduction, introduced.channel_id
        place_id = said.channel_id or channel_id
        if place_id is not None and await self.post.places.is_silenced(act.server_id, place_id, act.member_id):
            return cards.silenced_text(place_id)
        if said.channel_id is not None and await self._change_post(act, said):
            return cards.changed_text(said.channel_id)
        if channel_id is None:
            return cards.NO_CHANNEL
        try:
            card = cards.introduction_card(act.member_id, said)
            message = await self.post.send_of(
                act.member_id, "introduction", act.server_id, channel_id, whole=True, view=card
            )
        except DeliveryFailed as failure:
            if failure.again:
                raise
            if failure.reason == NotTaken.HEARD:
                return cards.HEARD_ENOUGH
            if failure.reason == NotTaken.WORDS_REFUSED:
                return cards.words_refused_text(channel_id)
            return cards.refused_text(channel_id)
        await people.note_post(self.context, act, channel_id, message.id)
        return cards.posted_text(channel_id)

    async def _change_post(self, act: Act, said: Introduction) -> bool:
        """Change the post where it stands; return False where it was deleted or is out of reach."""
        assert act.server_id is not None
        if said.channel_id is None or said.message_id is None:
            return False
        try:
            card = cards.introduction_card(act.member_id, said)
            await self.post.edit(act.server_id, said.channel_id, said.message_id, card)
        except DeliveryFailed as failure:
            if failure.again:
                raise
            return False
        return True

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.describe(member="Whose profile; leave out for yours")
    @answered
    async def profile(self, act: LiveAct, member: discord.User | None = None) -> Answer:
        """Show a profile: their own words, shared goals and kept promises."""
        return await profile_answer(self, act, await self.whose(act, member))

    @answered
    async def view_profile(self, act: LiveAct, member: discord.User | discord.Member) -> Answer:
        """Show a member's profile to whoever asked."""
        return await profile_answer(self, act, await self.whose(act, member))
