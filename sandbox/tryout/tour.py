"""A visitor's way through their steps, each of which ticks itself off by what the bot then says to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, replace
from itertools import pairwise
from typing import Any

from sandbox.tryout.steps import (
    BEGINNING,
    IN_THE_LINE,
    NOTHING_WAITS_SIGN,
    OFFERED_SIGN,
    READ_SOMEBODY,
    SERVED_SIGN,
    Round,
    Step,
    rounds_of,
    swap,
)
from sandbox.tryout.three_weeks import OFFERED
from sandbox.world import Writer

# Why a step cannot be taken any more.
OVER, NOTHING_CAME, NOTHING_TO_READ = "over", "nothing came", "nothing left to read"


class Tour:
    """One visitor's steps, a round after the other, and which of them are done.

    What one began is gone on with; else next is the first step that is left, of those tried least often. So none is
    passed over for good, and none that comes to nothing stands before the others.
    """

    def __init__(self, writer: Writer, *, is_lively: bool) -> None:
        """`is_lively`: three weeks were lived there, and whoever the steps speak of is there."""
        self._is_lively = is_lively
        self._me = f"<@{writer.user.id}>"
        self._name = writer.name
        self._reads = IN_THE_LINE[0]
        self._said: Mapping[str, str] = {}
        self._done: set[str] = set()
        self._in_vain: set[str] = set()
        self._tries: Counter[str] = Counter()
        self._last = ""
        self._heard_in: dict[str, str] = {}

    def notice(self, said: Mapping[str, str], place: str, passed: str = "") -> None:
        """Tick off what is done, by what was said in each place, where the visitor looks, or the time that passed."""
        self._said = said
        for step in (step for steps in self._rounds() for step in steps):
            where = [each for each, words in said.items() if self._is_answered(step, words)]
            if where:
                self._heard_in[step.label] = where[-1]
            elif step.sign and passed and step.passes == passed and self._has_ground(step):
                self._in_vain.add(step.label)
            is_there = place in where if step.passes else bool(where)
            is_done = is_there if step.sign else (step.passes == passed if step.passes else step.place == place)
            if is_done and step.label not in self._done:
                self._done.add(step.label)
                self._last = self._last if step.passes else step.label
        served = said.get(self._heard_in.get(READ_SOMEBODY, ""), "")
        self._reads = max(IN_THE_LINE, key=lambda piece: served.rfind(f"“{piece.title}”"))

    def came_to_nothing(self, label: str) -> None:
        """Remember that a step was tried, and that it did not come about."""
        self._tries[label] += 1

    def shown(self) -> list[dict[str, Any]]:
        """Return the steps of the round that one is in, as the page is told of them."""
        rounds = self._rounds()
        left = [(step, steps) for steps in rounds for step in self._left(steps)]
        _, current = min(left, key=lambda each: self._tries[self._way_to(*each).label], default=(None, rounds[-1]))
        following = self._following(current)
        gone = self._gone(current)
        return [
            {
                **asdict(self._placed(step)),
                "done": step.label in self._done,
                "gone": "" if step.label in self._done else gone.get(step.label, ""),
                "next": step is following,
                "after": "" if step.needs in self._done else step.needs,
            }
            for step in current
        ]

    def _left(self, steps: Round) -> list[Step]:
        """Return the steps that are still to be done, and can be; what was tried in vain stands behind."""
        over = self._done | self._gone(steps).keys()
        left = [step for step in steps if step.label not in over]
        return sorted(left, key=lambda step: self._tries[self._way_to(step, steps).label])

    def _following(self, steps: Round) -> Step | None:
        """Return the step to take next: what goes on from the last one, or the way to the first that is left."""
        left = self._left(steps)
        behind = next((after for step, after in pairwise(steps) if step.label == self._last), None)
        if behind in left and behind.needs and self._has_ground(behind) and not self._tries[behind.label]:
            return behind
        return self._way_to(left[0], steps) if left else None

    def _way_to(self, step: Step, steps: Round) -> Step:
        """Return the step to take for another to be done: itself, or what brings the button that it presses."""
        if self._has_ground(step):
            return step
        return self._way_to(next(each for each in steps if each.label == step.needs), steps)

    def _has_ground(self, step: Step) -> bool:
        """Tell whether what a step goes on from is done, and the button that this brought still stands."""
        if not step.needs:
            return True
        labels = [repr(label) for label in (step.presses, step.or_presses) if label]
        is_brought = any(f"'label': {label}" in words for label in labels for words in self._said.values())
        return step.needs in self._done and (is_brought or not labels)

    def _gone(self, steps: Round) -> dict[str, str]:
        """Return what cannot be done any more, or again, and why."""
        gone: dict[str, str] = {}
        for step in steps:  # what needs another stands behind it
            if step.label in self._in_vain:
                gone[step.label] = NOTHING_CAME
            elif step.label == READ_SOMEBODY and self._has_passed_all:
                gone[step.label] = NOTHING_TO_READ
            elif step.once and step.needs in self._done and not self._has_ground(step):
                gone[step.label] = OVER
            elif step.needs in gone and not self._has_ground(step):
                gone[step.label] = gone[step.needs]
        return gone

    def _is_answered(self, step: Step, words: str) -> bool:
        return any(sign.format(me=self._me) in words for sign in (step.sign, step.or_sign) if sign)

    def _placed(self, step: Step) -> Step:
        """Return a step so that it presses its button where the one that it needs was answered, wherever that was."""
        is_answer = step.presses or step.opens
        return replace(step, place=self._heard_in.get(step.needs, step.place)) if is_answer else step

    @property
    def _has_passed_all(self) -> bool:
        return any(words.rfind(NOTHING_WAITS_SIGN) > words.rfind(SERVED_SIGN) for words in self._said.values())

    @property
    def _is_read(self) -> bool:
        """Tell whether what the visitor offered, if anything, is the sample, which somebody here can read."""
        heard = "\n".join(self._said.values())
        return OFFERED_SIGN not in heard or self._sample_sign in heard

    @property
    def _sample_sign(self) -> str:
        if self._name not in OFFERED:
            return ""
        _, piece = OFFERED[self._name]
        # As Discord keeps it, on one line.
        return f"“{piece.title}” has been offered to readers\\n{len(piece.text.split())} words"

    def _rounds(self) -> tuple[Round, ...]:
        if not self._is_lively:
            return ((*BEGINNING, *swap(self._reads)),)
        return rounds_of(self._name, self._reads, is_read=self._is_read)
