"""What a feature declares of itself, and the house that collects it. Nothing happens by being imported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import discord

from cogs.kit.cog import FeatureCog
from rules.inbox import Waiting
from rules.kit.errors import Refusal
from services.due import DueKind, Kind, NotTaken, Skipped
from services.privacy.kept import Kept

Sentence = Callable[[Any], str]
WaitingLine = Callable[[Waiting], str]
NextStep = Callable[[Any], discord.ui.View | discord.ui.LayoutView | None]


@dataclass(frozen=True, slots=True)
class HelpTopic:
    """One topic of /help: `key` stays for ever, since menus carry it; `name` stands in the menu, `text` is the answer."""

    key: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature, as `bot.FEATURES` names it: everything about it that the house has to know.

    `sentences` says every refusal of its own, `next_steps` puts what can be pressed under some of them; `reasons` are
    noun phrases behind a number, for what was due and rightly not sent: "12 had already written". `inbox` words, by its
    kind, what it leaves in a member's inbox; `kept` is what it keeps about members. `warm` is what the first member to
    need it would wait for: it is called in a thread once Discord is there.
    """

    cogs: tuple[type[FeatureCog], ...]
    due: tuple[Kind, ...] = ()
    sentences: Mapping[type[Refusal], Sentence] = field(default_factory=dict)
    next_steps: Mapping[type[Refusal], NextStep] = field(default_factory=dict)
    reasons: Mapping[Skipped | NotTaken, str] = field(default_factory=dict)
    help: tuple[HelpTopic, ...] = ()
    inbox: Mapping[str, WaitingLine] = field(default_factory=dict)
    kept: Kept | None = None
    warm: tuple[Callable[[], object], ...] = ()


class House:
    """What the features declare, put together; a test holds each collection complete."""

    def __init__(self, features: Iterable[Feature], shared: Mapping[type[Refusal], Sentence]) -> None:
        self.features = tuple(features)
        self.shared = shared

    @property
    def cogs(self) -> tuple[type[FeatureCog], ...]:
        """Every feature's cogs, in order."""
        return tuple(cog for feature in self.features for cog in feature.cogs)

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """Every kind of thing that falls due, by its name."""
        return {kind.name: kind for feature in self.features for kind in feature.due}

    @cached_property
    def titles(self) -> dict[str, str]:
        """What each kind of message is called to a server's manager, by the kind's name."""
        return {name: kind.title for name, kind in self.kinds.items() if isinstance(kind, DueKind)}

    @cached_property
    def sentences(self) -> dict[type[Refusal], Sentence]:
        """What is said for each refusal."""
        own = {kind: said for feature in self.features for kind, said in feature.sentences.items()}
        return {**self.shared, **own}

    @cached_property
    def next_steps(self) -> dict[type[Refusal], NextStep]:
        """What can be pressed under a refusal."""
        return {kind: step for feature in self.features for kind, step in feature.next_steps.items()}

    def sentence(self, error: Refusal) -> str:
        """Return what to say for a refusal, its own words or those of what it is a kind of."""
        kind = next((each for each in type(error).__mro__ if each in self.sentences), None)
        if kind is None:
            raise LookupError(f"no sentence for {type(error).__name__}") from error
        return self.sentences[kind](error)

    def next_step(self, error: Refusal) -> discord.ui.View | discord.ui.LayoutView | None:
        """Return the buttons that go with a refusal's sentence, or a card that says it, where the next step is a tap."""
        step = self.next_steps.get(type(error))
        return None if step is None else step(error)

    @cached_property
    def reasons(self) -> dict[str, str]:
        """Why something was not sent, by the reason's name."""
        return {each.value: said for feature in self.features for each, said in feature.reasons.items()}

    @cached_property
    def help(self) -> dict[str, HelpTopic]:
        """The topics of /help by key, in the order to tell them."""
        return {topic.key: topic for feature in self.features for topic in feature.help}

    @cached_property
    def inbox(self) -> dict[str, WaitingLine]:
        """How what waits for a member is worded, by its kind."""
        return {name: said for feature in self.features for name, said in feature.inbox.items()}

    def waiting_line(self, waiting: Waiting) -> str:
        """Return one line for what waits for a member: its feature's words, or those it was kept with."""
        said = self.inbox.get(waiting.kind)
        return waiting.text if said is None else said(waiting)

    @property
    def warm(self) -> tuple[Callable[[], object], ...]:
        """What is made ready before somebody waits for it."""
        return tuple(call for feature in self.features for call in feature.warm)

    @cached_property
    def kept(self) -> Kept:
        """Everything kept about a member, in the order of an export."""
        every = sorted((feature.kept for feature in self.features if feature.kept), key=lambda kept: kept.order)
        return Kept(
            exports=tuple(kind for kept in every for kind in kept.exports),
            columns=tuple(column for kept in every for column in kept.columns),
        )
