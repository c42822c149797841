"""The one error path: commands, views, forms and stored buttons all end here when something raises."""

from __future__ import annotations

import logging
import secrets
from typing import Any

import discord
from discord import app_commands

from cogs.kit import refusals, replies
from cogs.kit.act import Interaction, act_of
from cogs.kit.feature import House
from rules.errors import Refusal
from services import process

log = logging.getLogger("onereader.errors")


async def answer(interaction: Interaction, error: BaseException, *, typed: str = "") -> None:
    """Tell the person, privately: a refusal in words, anything else as an apology with a reference.

    The reference stands in the log beside the traceback. What the person typed comes back with the apology,
    so that nothing is lost.
    """
    cause: BaseException = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    typed = typed or _typed_options(interaction)
    house: House = interaction.client.house
    if isinstance(cause, Refusal):
        await _refuse(interaction, house.sentence(cause), house.next_step(cause))
    elif isinstance(cause, app_commands.CheckFailure):
        await replies.private(interaction, refusals.check_failed(cause))
    elif isinstance(cause, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        await replies.private(interaction, refusals.COMMAND_OUT_OF_DATE)
        await process.forget_published(interaction.client.context)
        interaction.client.publish_soon()
    else:
        reference = secrets.token_hex(3)
        log.error("[%s] %s failed", reference, _what(interaction), exc_info=cause)
        await replies.private(interaction, refusals.apology(reference, typed))
    await interaction.client.after_answer(act_of(interaction))


async def _refuse(interaction: Interaction, said: str, step: discord.ui.View | discord.ui.LayoutView | None) -> None:
    """Say a refusal; a card says it itself, in place of the card whose form or button led to it."""
    if not isinstance(step, discord.ui.LayoutView):
        await replies.private(interaction, said, view=step)
    elif interaction.message is not None and interaction.message.flags.components_v2:
        await replies.replace(interaction, view=step)
    else:
        await replies.private(interaction, view=step)


def _what(interaction: Interaction) -> str:
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    data: Any = interaction.data or {}
    return str(data.get("custom_id", interaction.type.name))


def _typed_options(interaction: Interaction) -> str:
    """Return the texts given to a slash command; one line each."""
    if interaction.type is not discord.InteractionType.application_command:
        return ""
    return "\n".join(value for value in vars(interaction.namespace).values() if isinstance(value, str))
