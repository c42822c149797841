"""The one error path: commands, views, forms and stored buttons all end here when something raises."""

from __future__ import annotations

import logging
import secrets
from typing import Any

import discord
from discord import app_commands

from cogs.kit import refusals
from cogs.kit.act import Interaction, LiveAct, act_of
from cogs.kit.answering import answers, typed
from cogs.kit.answering.answers import in_place, private
from rules.kit.errors import Refusal, Unavailable
from services import answers as outcomes
from services import process

log = logging.getLogger("onereader.errors")


async def answer(interaction: Interaction, error: BaseException) -> None:
    """Tell the person, privately: a refusal in words, anything else as an apology with a reference.

    The reference stands in the log beside the traceback. What they typed comes back wherever nothing came of it, and
    what fails on this way is logged and ends here.
    """
    cause: BaseException = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    try:
        act = act_of(interaction)
        await _answer(act, cause)
        await answers.follow(act)
    except Exception:
        log.exception("%s could not be told what went wrong (%r)", interaction.id, cause)


async def _answer(act: LiveAct, cause: BaseException) -> None:
    house, interaction = act.interaction.client.house, act.interaction
    if isinstance(cause, Unavailable):
        await _say_unavailable(act, cause)
    elif isinstance(cause, Refusal):
        await _refuse(act, house.sentence(cause), house.next_step(cause))
    elif isinstance(cause, app_commands.CheckFailure):
        said = refusals.check_failed(cause)
        await _give_back(act, said, typed.not_in(said, interaction))
    elif isinstance(cause, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        await _give_back(act, refusals.COMMAND_OUT_OF_DATE)
        await process.forget_published(interaction.client.context)
        interaction.client.publish_soon()
    else:
        await _apologise(act, cause)


async def _say_unavailable(act: LiveAct, cause: Unavailable) -> None:
    """Say that nothing came of it; where it was done before that, only its answer can still be missing."""
    what = _what(act.interaction)
    if not await _is_done(act):
        log.warning("%s came to nothing. %s", what, cause)
        said = act.interaction.client.house.sentence(cause)
        await _give_back(act, said, typed.all_of(act.interaction))
    else:
        log.warning("%s is done, but not what follows it. %s", what, cause)
        if not act.delivery.takes_more:
            await _give_back(act, refusals.DONE_BUT_NOT_SHOWN)


async def _refuse(act: LiveAct, said: str, step: discord.ui.View | discord.ui.LayoutView | None) -> None:
    """Say a refusal; a card says it itself, in place of the card whose form or button led to it.

    Where there is no next step to press, what was typed and is not in the sentence stands behind it.
    """
    if step is None:
        await _give_back(act, said, typed.not_in(said, act.interaction))
    elif not isinstance(step, discord.ui.LayoutView):
        await answers.give(act, private(said, step), refusal=said)
    elif act.on_card:
        await answers.give(act, in_place(view=step), refusal=said)
    else:
        await answers.give(act, private(view=step), refusal=said)


async def _apologise(act: LiveAct, cause: BaseException) -> None:
    """Say that something broke; what was done before it broke is done, and nobody is told to try that again."""
    reference = secrets.token_hex(3)
    log.error("[%s] %s failed", reference, _what(act.interaction), exc_info=cause)
    if await _is_done(act):
        await _give_back(act, refusals.done_all_the_same(reference))
    else:
        await _give_back(act, refusals.apology(reference), typed.all_of(act.interaction))


async def _is_done(act: LiveAct) -> bool:
    try:
        return await outcomes.is_done(act.interaction.client.context, act)
    except Exception:  # what broke the act may break this too: the apology goes out all the same
        log.exception("Whether %s was done could not be seen", act.id)
        return False


async def _give_back(act: LiveAct, said: str, words: str = "") -> None:
    """Say something with what was typed behind it; where it does not arrive, both wait for the next answer."""
    whole, file = typed.given_back(said, words)
    await answers.give(act, private(whole, file=file), refusal=f"{said}\n{words}" if words else said)


def _what(interaction: Interaction) -> str:
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    data: Any = interaction.data or {}
    return str(data.get("custom_id", interaction.type.name))
