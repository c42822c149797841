"""What a command, a button or a form is answered with; and the one dispatcher that delivers it.

A handler returns its answer and sends nothing itself: what was done and how it is told are two things.
"""

from __future__ import annotations

import asyncio
import functools
import inspect
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass, replace
from itertools import islice
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, TypeVar

import discord
from discord import app_commands

from cogs.kit import refusals, text
from cogs.kit.act import Interaction, LiveAct, act_of
from cogs.kit.answering.delivery import Fate
from cogs.kit.answering.typed import check_visible
from cogs.kit.pictures.attach import Attached
from cogs.kit.routes import Form
from rules.kit.errors import Refusal
from services import answers

View = discord.ui.View | discord.ui.LayoutView

log = logging.getLogger("onereader.answers")


@dataclass(frozen=True, slots=True)
class Answer:
    """One message to whoever asked.

    `aloud` names what one for all is one of: only its member hears it where they did the same all hour. `picture` is one that the view
    shows, `file` one to keep, `mentioned` are whom it notifies. `instead` is said where Discord does not take this one.
    `speaker_id` is whose words a changed message brings; what is new brings its asker's.
    `wordless` says nothing in its member's words, or is a moderator's decision: who may not write there changes what all read by it alone.
    `afterwards` is done once it is delivered: what follows elsewhere, such as a word in a circle's thread, keeps nobody
    waiting.
    """

    text: str = ""
    view: View | None = None
    picture: Attached | None = None
    file: discord.File | None = None
    private: bool = False
    in_place: bool = False
    aloud: str = ""
    mentioned: tuple[int, ...] = ()
    speaker_id: int | None = None
    wordless: bool = False
    instead: Answer | None = None
    afterwards: Callable[[], Awaitable[object]] | None = None


# Several come in order; a generator's later ones are worded only once the earlier are delivered.
Answers = Answer | Form | Iterable[Answer] | AsyncIterator[Answer]


def public(text: str = "", view: View | None = None, **more: Any) -> Answer:
    """Tell everybody there, however often they heard of its member: what rules of its own keep rare."""
    return Answer(text, view, **more)


def aloud(what: str, text: str = "", view: View | None = None, **more: Any) -> Answer:
    """Tell everybody there what somebody did or looked up; them alone where it is private or was done all hour."""
    return Answer(text, view, aloud=what, **more)


def private(text: str = "", view: View | None = None, **more: Any) -> Answer:
    """Answer so that only the person asking sees it."""
    return Answer(text, view, private=True, **more)


def in_place(text: str = "", view: View | None = None, **more: Any) -> Answer:
    """Change the message whose button was pressed; answer privately where there is none."""
    return Answer(text, view, private=True, in_place=True, **more)


async def deliver(act: LiveAct, given: Answers) -> None:
    """Give an act its answer, or its answers in order, and then do what follows from each."""
    async for answer in _in_order(given):
        await (open_form(act, answer) if isinstance(answer, Form) else _give_as_heard(act, answer))
        if answer.afterwards is not None:
            await answer.afterwards()
    await follow(act)


async def _in_order(given: Answers) -> AsyncIterator[Answer | Form]:
    if isinstance(given, AsyncIterator):
        async for answer in given:
            yield answer
    else:
        for each in (given,) if isinstance(given, Answer | Form) else given:
            yield each


async def _give_as_heard(act: LiveAct, answer: Answer) -> None:
    """Give an answer as it is to be heard: where not by everybody who was meant to, its member is told why."""
    why = _why_between_us(act, answer)
    between_us = replace(answer, private=True, in_place=False)
    if not why:
        await give(act, answer)
    elif answer.text:
        await give(act, replace(between_us, text=answer.text + "\n" + why))
    elif await give(act, between_us):
        await give(act, private(why))  # a card has no room beside it


def _why_between_us(act: LiveAct, answer: Answer) -> str:
    """Return why only its member hears an answer for all: they may not write there, or were heard often enough."""
    if act.server_id is None or not _is_for_all(act, answer):
        return ""
    if not (act.may_write or answer.wordless):
        return refusals.MAY_NOT_WRITE
    heard = act.interaction.client.heard
    is_enough = answer.aloud and heard.enough(act.server_id, act.member_id, answer.aloud, act.at)
    return refusals.HEARD_ENOUGH if is_enough else ""


def _is_for_all(act: LiveAct, answer: Answer) -> bool:
    """Return whether everybody there reads an answer: also one that takes the place of what they read."""
    message = act.interaction.message
    return not answer.private or (answer.in_place and message is not None and not message.flags.ephemeral)


async def follow(act: LiveAct) -> None:
    """Let the features do what follows once an act is over."""
    await act.interaction.client.after_act(act)


async def open_form(act: LiveAct, form: Form) -> None:
    """Open a form; where Discord waited too long for one, nothing was typed yet, and the next press opens it."""
    fate = await act.delivery.open_form(form)
    if fate is Fate.BLOCKED:
        await give(act, private(refusals.FORM_TOO_LATE))
    elif fate is not Fate.ARRIVED:
        await _keep(act, "")


async def give(act: LiveAct, answer: Answer, *, refusal: str = "") -> bool:
    """Give one answer; return whether it arrived. What did not waits in the member's inbox.

    What was asked for may be done: whatever ails its answer, nobody is told to try again. `refusal` is what is kept of
    an answer to something that was not done.
    """
    fate = await act.delivery.give(answer)
    if fate is Fate.REFUSED:
        done = await answers.is_done(act.interaction.client.context, act)
        fate = await act.delivery.give(
            answer.instead or private(refusals.DONE_BUT_NOT_SHOWN if done else refusals.NOT_SHOWN)
        )
    if fate is not Fate.ARRIVED:
        await _keep(act, refusal)
    return fate is Fate.ARRIVED


async def _keep(act: LiveAct, refusal: str) -> None:
    try:
        await answers.note_unheard(act.interaction.client.context, act, refusal)
    except Exception:  # the act is over, and its answer got as far as it could
        log.exception("What became of %s could not be kept", act.id)


CogT = TypeVar("CogT")
P = ParamSpec("P")
Command = Callable[Concatenate[CogT, LiveAct, P], Awaitable[Answers]]
Callback = Callable[Concatenate[CogT, Interaction, P], Coroutine[Any, Any, None]]


def answered(command: Command[CogT, P]) -> Callback[CogT, P]:
    """Let a slash command take the act and return its answer."""
    return _callback(command, opens=False)


def opens_form(command: Command[CogT, P]) -> Callback[CogT, P]:
    """Let a slash command open a form, which Discord takes at once or not at all: it reads once and changes nothing."""
    return _callback(command, opens=True)


def _callback(command: Command[CogT, P], *, opens: bool) -> Callback[CogT, P]:
    """Return what discord.py calls for a command.

    It reads a command's options from its signature, so that stays the command's own, with its annotations worked out
    where their names are known.
    """

    @functools.wraps(command)
    async def callback(cog: CogT, interaction: Interaction, /, *args: P.args, **options: P.kwargs) -> None:
        act = act_of(interaction)
        with interaction.client.under_way:
            if not opens:
                act.delivery.acknowledge_in_time()
            check_visible(interaction)
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


Offer = Callable[[CogT, LiveAct, str], Awaitable[list[app_commands.Choice[str]]]]
OfferCallback = Callable[[CogT, Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]
# Whoever types on waits for no list; Discord shows none that comes after three seconds.
OFFERED_WITHIN_SECONDS = 1.0


def offered(offer: Offer[CogT]) -> OfferCallback[CogT]:
    """Let what an option offers take the act and as much of what was typed as a choice is long.

    Nothing is offered where that takes too long or is declined.
    """

    @functools.wraps(offer)
    async def callback(cog: CogT, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        try:
            async with asyncio.timeout(OFFERED_WITHIN_SECONDS):
                return await offer(cog, act_of(interaction), typed[:LONGEST_CHOICE])
        except (TimeoutError, Refusal) as declined:
            log.info("Nothing is offered to %s: %r", interaction.id, declined)
            return []

    return callback


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
