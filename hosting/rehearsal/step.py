"""One thing that is tried: what it proves, and what was seen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from hosting.rehearsal.stage import Stage

IS_CARD = 1 << 15


@dataclass(frozen=True, slots=True)
class Seen:
    """What Discord did; `is_so` is whether that is what we take it to do."""

    is_so: bool
    words: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something to try. One that takes its time is tried while the others are."""

    taken_for_true: str
    attempt: Callable[[Stage], Awaitable[Seen]]
    takes_its_time: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What only a person sees: a direct message to them, and what is asked of it. Yes is what we take for true."""

    taken_for_true: str
    content: str
    asked: str
    is_card: bool = False

    @property
    def step(self) -> Step:
        """The step it is."""
        return Step(self.taken_for_true, self._attempt)

    async def _attempt(self, stage: Stage) -> Seen:
        channel_id = await stage.dm_channel()
        content = self.content.replace("{me}", str(stage.presser_id))
        if self.is_card:
            await stage.post(channel_id, flags=IS_CARD, components=[{"type": 10, "content": content}])
        else:
            await stage.post(channel_id, content=content, allowed_mentions={"parse": []})
        is_so = await stage.person.confirms(self.asked)
        return Seen(is_so, "seen so by a person" if is_so else "a person saw something else")
