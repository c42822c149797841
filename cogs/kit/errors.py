"""The one error path: commands, views, forms and stored buttons all end here when something raises."""

from __future__ import annotations

import logging
import secrets
from typing import Any

import discord
from discord import app_commands

from cogs.kit import refusals, replies, typed
from cogs.kit.act import Interaction, act_of
from cogs.kit.feature import House
from rules.errors import Refusal, Unavailable
from services import process

log = logging.getLogger("onereader.errors")


async def answer(interaction: Interaction, error: BaseException) -> None:
    """Tell the person, privately: a refusal in words, anything else as an apology with a reference.

    The reference stands in the log beside the traceback. What they typed comes back wherever nothing came of it, and
    what fails on this way is logged and ends here.
    """
    cause: BaseException = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    try:
        await _answer(interaction, cause)
        await interaction.client.after_answer(act_of(interaction))
    except Exception:
        log.exception("%s could not be told what went wrong (%r)", interaction.id, cause)


async def _answer(interaction: Interaction, cause: BaseException) -> None:
    house: House = interaction.client.house
    if isinstance(cause, Unavailable):
        log.warning("%s came to nothing. %s", _what(interaction), cause)
        await _give_back(interaction, house.sentence(cause), typed.all_of(interaction))
    elif isinstance(cause, Refusal):
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
        await _give_back(interaction, refusals.apology(reference), typed.all_of(interaction))


async def _refuse(interaction: Interaction, said: str, step: discord.ui.View | discord.ui.LayoutView | None) -> None:
    """Say a refusal; a card says it itself, in place of the card whose form or button led to it.

    Where there is no next step to press, what was typed and is not in the sentence stands behind it.
    """
    if step is None:
        await _give_back(interaction, said, typed.not_in(said, interaction))
    elif not isinstance(step, discord.ui.LayoutView):
        await replies.private(interaction, said, view=step)
    elif interaction.message is not None and interaction.message.flags.components_v2:
        await replies.replace(interaction, view=step)
    else:
        await replies.private(interaction, view=step)


async def _give_back(interaction: Interaction, said: str, words: str) -> None:
    whole, file = typed.given_back(said, words)
    await replies.private(interaction, whole, file=file)


def _what(interaction: Interaction) -> str:
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    data: Any = interaction.data or {}
    return str(data.get("custom_id", interaction.type.name))
