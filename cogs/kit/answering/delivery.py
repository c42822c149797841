"""Delivering answers: Discord hears of an interaction in time, and of its answer once.

One lock an interaction: the timer that acknowledges it and the answer itself never race, so that whoever is told
"answered already" knows what had arrived. What may not have arrived is sent again only where Discord takes it once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

import aiohttp
import discord

from cogs.kit.answering import replies
from services.due import DeliveryFailed

if TYPE_CHECKING:
    from cogs.kit.act import Interaction
    from cogs.kit.answering.answers import Answer
    from cogs.kit.routes import Form

log = logging.getLogger("onereader.answers")

# Discord waits three seconds to hear of an interaction: half is for the answer, the rest to say that it takes longer.
ACKNOWLEDGE_AFTER_SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one try may take, and the pauses before the next ones."""

    seconds: float
    pauses: tuple[float, ...] = ()


FIRST = Patience(0.9, (0.1, 0.3))  # the first answer: within the three seconds
LONG = Patience(10.0, (0.5, 1.0, 2.0))  # what may be said again as often as it takes
ONCE = Patience(10.0)  # a follow-up: nothing would keep a second one from standing beside the first

# Discord's codes for an interaction that has had its first answer, and for one whose time is over.
ALREADY_ANSWERED = 40060
TOO_LATE = {10062, 10015}

UNSURE = (aiohttp.ClientError, OSError, TimeoutError)

Send = Callable[[], Awaitable[object]]


class Fate(Enum):
    """What became of a request: BLOCKED by one that came before it, TURNED_AWAY for the moment."""

    ARRIVED = auto()
    REFUSED = auto()
    LOST = auto()
    UNKNOWN = auto()
    BLOCKED = auto()
    TURNED_AWAY = auto()


class State(Enum):
    """What Discord has heard of an interaction: THINKING and WAITING are acknowledged, with and without a sign."""

    NEW = auto()
    THINKING = auto()
    WAITING = auto()
    ANSWERED = auto()
    FORM_OPENED = auto()


class Delivery:
    """How one interaction is answered."""

    def __init__(self, interaction: Interaction) -> None:
        self._interaction = interaction
        self._lock = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None
        self._ringing: asyncio.Task[None] | None = None
        self._sign = State.WAITING
        self._began = asyncio.get_running_loop().time()
        self.state = State.NEW
        self._message_id: int | None = None

    @property
    def takes_more(self) -> bool:
        """Whether something more may be said: it was answered, and not with a form."""
        return self.state is State.ANSWERED

    # In time

    def acknowledge_in_time(self) -> None:
        """Tell Discord that the answer takes longer, should it."""
        if not self._interaction.client.alarm:
            return  # the clock is in somebody's hand: how long an answer takes by the machine's says nothing
        self._timer = asyncio.get_running_loop().call_later(ACKNOWLEDGE_AFTER_SECONDS, self._ring)

    def _ring(self) -> None:
        # What came from a message leaves it as it is; a command has none yet.
        sign = State.THINKING if self._interaction.message is None else State.WAITING
        self._ringing = asyncio.create_task(self.acknowledge(sign))

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    async def acknowledge(self, sign: State = State.THINKING) -> None:
        """Tell Discord, where it has heard nothing yet, that the answer takes longer. Never in public: it may be a no."""
        async with self._lock:
            self._stop_timer()
            if self.state is not State.NEW:
                return
            self._sign = sign
            defer = self._interaction.response.defer
            private = self._interaction.guild_id is not None  # a direct message is private anyway
            fate = await _repeat(lambda: defer(ephemeral=private, thinking=sign is State.THINKING), FIRST)
            if fate is Fate.ARRIVED:
                self._heard(sign)

    # The answer

    async def give(self, answer: Answer) -> Fate:
        """Give an answer, the first or a later one; return what became of it: ARRIVED, REFUSED or LOST."""
        reply = replies.Reply(self._interaction, answer, is_first=self.state is State.NEW)
        await reply.word()
        async with self._lock:
            self._stop_timer()
            fate = await self._first(reply) if self.state is State.NEW else await self._next(reply)
            if fate is Fate.ARRIVED:
                self._heard(State.ANSWERED)
                self._message_id = self._message_id or reply.message_id
        return fate if fate in (Fate.ARRIVED, Fate.REFUSED) else Fate.LOST

    async def message_id(self) -> int | None:
        """Return the id of the message that stands as the answer; None where Discord does not tell."""
        if self._message_id is None and await _repeat(self._interaction.original_response, LONG) is Fate.ARRIVED:
            self._message_id = (await self._interaction.original_response()).id  # kept by discord.py
        return self._message_id

    async def open_form(self, form: Form) -> Fate:
        """Open a form, which Discord takes as a first answer only."""
        async with self._lock:
            self._stop_timer()
            if self.state is not State.NEW:
                return Fate.BLOCKED
            fate = await _repeat(lambda: self._interaction.response.send_modal(form.modal()), FIRST)
            if fate is Fate.ARRIVED:
                self._heard(State.FORM_OPENED)
        return fate

    def _heard(self, state: State) -> None:
        if self.state is State.NEW:
            tally = self._interaction.client.context.tally
            tally.answering.add(asyncio.get_running_loop().time() - self._began)
        self.state = state

    async def _first(self, reply: replies.Reply) -> Fate:
        fate = await _repeat(reply.first, FIRST)
        if fate is Fate.BLOCKED:  # not by an answer of ours: the acknowledgement had arrived after all
            self._heard(self._sign)
            return await self._next(reply)
        return await self._look_for_it() if fate is Fate.UNKNOWN else fate

    async def _look_for_it(self) -> Fate:
        """Return whether an answer of unknown fate arrived: Discord shows what is there only once it was answered."""
        return Fate.ARRIVED if await _repeat(self._interaction.original_response, LONG) is Fate.ARRIVED else Fate.LOST

    async def _next(self, reply: replies.Reply) -> Fate:
        if self.state is State.THINKING and reply.is_for_all:
            # What says that the bot thinks is private for ever: an answer for all stands beside it.
            fate = await _repeat(reply.point_to_it, LONG)
            return await self._beside(reply) if fate is Fate.ARRIVED else fate
        if self.state is State.THINKING or reply.is_in_place:
            return await _repeat(reply.change, LONG)
        return await self._beside(reply) if reply.is_for_all else await _repeat(reply.follow_up, ONCE)

    async def _beside(self, reply: replies.Reply) -> Fate:
        """Post an answer for all: a follow-up would look like a reply to something deleted, and soon be unchangeable."""
        if not reply.may_be_posted:
            return await _repeat(reply.follow_up, ONCE)
        try:
            await reply.post()
        except DeliveryFailed as failure:
            log.warning("An answer in channel %s was not taken: %s", self._interaction.channel_id, failure)
            return Fate.LOST if failure.again else await _repeat(reply.follow_up, ONCE)
        return Fate.ARRIVED


async def _repeat(send: Send, patience: Patience) -> Fate:
    """Send, and after each pause once more while its fate is unknown, or Discord has no time for it."""
    is_repeated = False
    for pause in (*patience.pauses, None):
        fate = await _try(send, patience.seconds)
        if fate is Fate.BLOCKED and is_repeated:
            return Fate.ARRIVED  # an earlier try had arrived: nothing else came between
        if fate not in (Fate.UNKNOWN, Fate.TURNED_AWAY):
            return fate
        is_repeated |= fate is Fate.UNKNOWN
        if pause is not None:
            await asyncio.sleep(pause)
    return Fate.UNKNOWN if is_repeated else Fate.LOST


async def _try(send: Send, seconds: float) -> Fate:
    try:
        async with asyncio.timeout(seconds):
            await send()
    except discord.HTTPException as refused:
        return _fate(refused)
    except UNSURE as cut:
        log.info("An answer may not have arrived: %r", cut)
        return Fate.UNKNOWN
    return Fate.ARRIVED


def _fate(refused: discord.HTTPException) -> Fate:
    if refused.status >= 500:
        return Fate.UNKNOWN
    if refused.code == ALREADY_ANSWERED:
        return Fate.BLOCKED
    if refused.status == 429:
        return Fate.TURNED_AWAY
    log.warning("Discord did not take an answer: %s", refused)
    return Fate.LOST if refused.code in TOO_LATE or refused.status == 404 else Fate.REFUSED
