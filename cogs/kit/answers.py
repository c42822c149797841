"""What a command, a button or a form is answered with; and the one dispatcher that delivers it.

A handler returns its answer and sends nothing itself: what was done and how it is told are two things.
"""

from __future__ import annotations

import asyncio
import functools
import inspect
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, TypeVar

import aiohttp
import discord
from discord import app_commands

from cogs.kit import refusals, replies, text
from cogs.kit.act import Interaction, LiveAct, act_of
from cogs.kit.pictures.attach import Attached
from cogs.kit.routes import Form

View = discord.ui.View | discord.ui.LayoutView
REFUSED = (discord.HTTPException, aiohttp.ClientError, OSError)

log = logging.getLogger("onereader.answers")

# Discord waits three seconds for the first answer; these are spent within them.
RETRY_PAUSES_SECONDS = (0.2, 0.6)
# Discord's code for an interaction that has had its first answer.
ALREADY_ANSWERED = 40060
OPENS_A_FORM = discord.InteractionResponseType.modal


@dataclass(frozen=True, slots=True)
class Answer:
    """One message to whoever asked.

    `picture` is one that the view shows, `file` one to keep, `mentioned` are whom it notifies. `instead` is said where Discord does not take this one.
    `afterwards` is done once it is delivered: what follows elsewhere, such as a word in a circle's thread, keeps nobody
    waiting.
    """

    text: str = ""
    view: View | None = None
    picture: Attached | None = None
    file: discord.File | None = None
    private: bool = False
    in_place: bool = False
    mentioned: tuple[int, ...] = ()
    instead: Answer | None = None
    afterwards: Callable[[], Awaitable[object]] | None = None


# Several come in order; a generator's later ones are worded only once the earlier are delivered.
Answers = Answer | Form | Iterable[Answer]


def public(text: str = "", view: View | None = None, **more: Any) -> Answer:
    """Answer so that everybody there sees it."""
    return Answer(text, view, **more)


def private(text: str = "", view: View | None = None, **more: Any) -> Answer:
    """Answer so that only the person asking sees it."""
    return Answer(text, view, private=True, **more)


def in_place(text: str = "", view: View | None = None, **more: Any) -> Answer:
    """Change the message whose button was pressed; answer privately where there is none."""
    return Answer(text, view, private=True, in_place=True, **more)


async def deliver(act: LiveAct, answers: Answers) -> None:
    """Give an act its answer, or its answers in order, and then do what follows from each."""
    for answer in (answers,) if isinstance(answers, Answer | Form) else answers:
        await _deliver_one(act.interaction, answer)
        if answer.afterwards is not None:
            await answer.afterwards()
    await act.interaction.client.after_answer(act)


async def follow_up(act: LiveAct, answer: Answer) -> bool:
    """Say something more to whoever has their answer; return whether Discord took it."""
    if not act.interaction.response.is_done() or act.interaction.response.type is OPENS_A_FORM:
        return False
    try:
        await _send(act.interaction, answer)
    except REFUSED as refused:
        log.warning("Nothing more could be said to %s: %s", act.interaction.id, refused)
        return False
    return True


async def _deliver_one(interaction: Interaction, answer: Answer | Form) -> None:
    if isinstance(answer, Form):
        await interaction.response.send_modal(answer.modal())
        return
    try:
        await _send_surely(interaction, answer)
    except REFUSED as refused:
        # What was asked for is done: whatever ails its answer, nobody is told to try again.
        log.warning("The answer to %s was not taken: %s", interaction.id, refused)
        await _send_otherwise(interaction, answer.instead or private(refusals.DONE_BUT_NOT_SHOWN))


async def _send_surely(interaction: Interaction, answer: Answer) -> None:
    """Send an answer, and again where its fate is unknown: Discord takes an interaction's first answer only once.

    A follow-up is sent once, since nothing would keep a second one from standing beside the first.
    """
    pauses = () if interaction.response.is_done() else RETRY_PAUSES_SECONDS
    for tries, pause in enumerate(pauses):
        try:
            await _send(interaction, answer)
        except discord.HTTPException as refused:
            if tries and refused.code == ALREADY_ANSWERED:
                return  # an earlier try had arrived after all
            if refused.status < 500:
                raise
        except (aiohttp.ClientError, OSError):
            pass
        else:
            return
        for file in (answer.file, answer.picture.file if answer.picture else None):
            if file is not None:
                file.reset()
        await asyncio.sleep(pause)
    await _send(interaction, answer)


async def _send_otherwise(interaction: Interaction, answer: Answer) -> None:
    try:
        await _send(interaction, answer)
    except REFUSED as refused:
        log.warning("Nothing could be said to %s: %s", interaction.id, refused)


async def _send(interaction: Interaction, answer: Answer) -> None:
    if answer.in_place:
        await replies.replace(interaction, answer.text or None, view=answer.view, picture=answer.picture)
        return
    await replies.send(
        interaction,
        answer.text,
        view=answer.view,
        picture=answer.picture,
        file=answer.file,
        private=answer.private,
        mentioned=answer.mentioned,
    )


CogT = TypeVar("CogT")
P = ParamSpec("P")
Command = Callable[Concatenate[CogT, LiveAct, P], Awaitable[Answers]]
Callback = Callable[Concatenate[CogT, Interaction, P], Coroutine[Any, Any, None]]


def answered(command: Command[CogT, P]) -> Callback[CogT, P]:
    """Let a slash command take the act and return its answer.

    discord.py reads a command's options from its signature, so that stays the command's own, with its annotations
    worked out where their names are known.
    """

    @functools.wraps(command)
    async def callback(cog: CogT, interaction: Interaction, /, *args: P.args, **options: P.kwargs) -> None:
        act = act_of(interaction)
        with interaction.client.under_way:
            await deliver(act, await command(cog, act, *args, **options))

    callback.__signature__ = inspect.signature(command, eval_str=True)  # type: ignore[attr-defined]
    return callback


# What an option offers while somebody types

# Discord's limits: how many are shown, and how long each may be.
MOST_CHOICES = 25
LONGEST_CHOICE = 100


# One of a list that opens while somebody types, by its id; or named in words, as long as such a label may be.
Chosen = app_commands.Range[str, 1, 100]
# A day in words: "last Monday", "24 December", "the 3rd of next month".
Day = app_commands.Range[str, 1, 60]


def choices(offered: Iterable[tuple[str, str]], typed: str = "") -> list[app_commands.Choice[str]]:
    """Return those (label, value) pairs whose label has what was typed in it, as many and as long as Discord takes."""
    fitting = (pair for pair in offered if typed.casefold() in pair[0].casefold())
    return [
        app_commands.Choice(name=text.label(label, LONGEST_CHOICE), value=value)
        for label, value in islice(fitting, MOST_CHOICES)
    ]


# What is under way: acts begun whose answer is still to come, so that a stop can see them through


class UnderWay:
    """A counter to work inside of, and to wait for."""

    def __init__(self) -> None:
        self.count = 0
        self._none_left = asyncio.Event()
        self._none_left.set()

    def __enter__(self) -> None:
        self.count += 1
        self._none_left.clear()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.count -= 1
        if not self.count:
            self._none_left.set()

    async def none_left(self) -> None:
        """Wait until nothing is under way."""
        await self._none_left.wait()
