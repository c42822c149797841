"""One answer on its way to Discord: as the first, as a follow-up, in place of what stands, or posted beside it."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import discord

from cogs.kit.channels import may_write
from cogs.kit.outgoing.marks import keep_mark
from cogs.kit.outgoing.names import ALL_SHOWN, written_out
from services import names

if TYPE_CHECKING:
    from cogs.kit.act import Interaction
    from cogs.kit.answering.answers import Answer

HERE_IT_IS = "Here it is, for everybody:"


class Reply:
    """An answer as Discord takes it; each request has files of its own, so that it may be made again."""

    def __init__(self, interaction: Interaction, answer: Answer, *, is_first: bool) -> None:
        self._interaction, self._answer, self._is_first = interaction, answer, is_first
        self.is_in_place = answer.in_place and interaction.message is not None
        self.message_id: int | None = None
        self.is_for_all = not answer.private and interaction.guild_id is not None
        given = (answer.picture.file if answer.picture else None, answer.file)
        self._files = [(file.fp.read(), file.filename, file.description) for file in given if file is not None]
        self._text, self._allowed = answer.text, ALL_SHOWN

    async def word(self) -> None:
        """Write names out where others read it too, and put in the links of commands."""
        message = self._interaction.message
        mentioned: Iterable[int] = self._answer.mentioned
        if self.is_in_place and message is not None:
            mentioned = [each.id for each in message.mentions]
        is_private = message.flags.ephemeral if self.is_in_place and message is not None else self._answer.private
        if not is_private:
            heard = (self._interaction.user.id, *mentioned)
            self._text, self._allowed = await written_out(self._answer.text, self._answer.view, self._find, heard)
        bot = self._interaction.client
        links = bot.dm_links if self._interaction.guild_id is None else bot.links
        self._text = links.finish(self._text, self._answer.view, is_private=is_private)

    async def _find(self, member_ids: Collection[int]) -> Mapping[int, str]:
        client, asker, server_id = self._interaction.client, self._interaction.user, self._interaction.guild_id
        if server_id is None:
            return await names.known_to(client.context, asker.id, member_ids) | {asker.id: asker.display_name}
        called = await names.in_server(client.context, server_id, member_ids)
        if asker.id in member_ids:
            called[asker.id] = asker.display_name
        return await client.post.with_accounts(server_id, called, self._speaker_id)

    @property
    def _speaker_id(self) -> int | None:
        """Whose account is named; nobody's where Discord shows above it who asked for it."""
        if self.is_in_place and self._interaction.message is not None:
            is_shown = self._interaction.message.interaction_metadata is not None
            return None if is_shown else self._answer.speaker_id
        return None if self._is_first else self._interaction.user.id

    async def first(self) -> None:
        """Answer for the first time: with a message, or by changing the one whose button was pressed."""
        if self.is_in_place:
            await self._interaction.response.edit_message(**self._changed())
        else:
            sent = await self._interaction.response.send_message(**self._message(), ephemeral=self._answer.private)
            self.message_id = sent.message_id

    async def follow_up(self) -> None:
        """Say it below what was said first."""
        sent = await self._interaction.followup.send(**self._message(), ephemeral=self._answer.private, wait=True)
        self.message_id = sent.id

    async def change(self) -> None:
        """Put it in place of what stands: a message of the bot's, or the sign that it thinks."""
        await self._interaction.edit_original_response(**self._changed())

    async def point_to_it(self) -> None:
        """Let the sign that the bot thinks, which only the asker sees, say that the answer stands below."""
        await self._interaction.edit_original_response(content=HERE_IT_IS)

    @property
    def may_be_posted(self) -> bool:
        """Whether the bot may write it there in its own right."""
        return may_write(self._interaction)

    async def post(self) -> None:
        """Write it into the channel. Raise DeliveryFailed."""
        interaction, answer = self._interaction, self._answer
        assert interaction.guild_id is not None
        assert interaction.channel_id is not None
        content = {name: value for name, value in self._message().items() if name in ("view", "files")}
        sent = await interaction.client.post.send(
            interaction.guild_id,
            interaction.channel_id,
            answer.text,
            mentioned=answer.mentioned,
            speaker_id=interaction.user.id,
            **content,
        )
        self.message_id = sent.id

    def _message(self) -> dict[str, Any]:
        content: dict[str, Any] = {"allowed_mentions": self._allowed}
        if self._text:
            content["content"] = self._text
        if self._answer.view is not None:
            content["view"] = self._answer.view
        if self._files:
            content["files"] = self._fresh_files()
        return content

    def _changed(self) -> dict[str, Any]:
        if self.is_in_place and self._interaction.message is not None:
            keep_mark(self._interaction.message, self._answer.view)
        content: dict[str, Any] = {"allowed_mentions": self._allowed, "view": self._answer.view}
        if self._text:
            content["content"] = self._text
        if self._files:
            content["attachments"] = self._fresh_files()
        return content

    def _fresh_files(self) -> list[discord.File]:
        return [discord.File(io.BytesIO(data), name, description=said) for data, name, said in self._files]
