"""What people see of everything the bot sent in a run, counted: `make shown` prints it.

A message notifies somebody when it is a direct message or when its text mentions a member whom it allows; what a phone
shows of it are its first words.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.discord_api.mentions import COMPONENTS_V2, POST, message_of, nameless_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simcord import Env

    from tests.discord_api.derive import Json

LENGTH = 90
# What a closed menu shows on a phone.
MENU_LENGTH = 40
# What a phone shows as it stands: links to commands and channels, instants, fences.
RAW = re.compile(r"</|<#|<t:|```")
VARYING = ((re.compile(r"<@\d+>"), "<@…>"), (re.compile(r"\d[\d,.:]*"), "0"))
COMMANDS = re.compile(r"/applications/\d+(?:/guilds/\d+)?/commands")


@dataclass
class Shown:
    """The counts, and the first words of whatever notified somebody."""

    counts: Counter[str] = field(default_factory=Counter)
    first_words: Counter[str] = field(default_factory=Counter)

    def record(self, env: Env) -> list[str]:
        """Count everything one environment has recorded; return what a phone would show badly."""
        problems: list[str] = []
        for entry in env.http_requests:
            if COMMANDS.fullmatch(entry.path) and isinstance(entry.json, list):
                self._count_commands(entry.json)
            elif message_of(entry.path, entry.json) is not None:
                problems += self._count_message(env, entry.method, entry.path, entry.json)
        return problems

    def _count_commands(self, commands: list[Any]) -> None:
        for command in commands:
            self.counts[f"commands for installs {command.get('integration_types')}, in {command.get('contexts')}"] += 1

    def _count_message(self, env: Env, method: str, path: str, body: Any) -> Iterator[str]:
        message = message_of(path, body) or {}
        yield from cut_menus(message)
        is_card = bool(message.get("flags", 0) & COMPONENTS_V2)
        is_heard = bool((message.get("allowed_mentions") or {}).get("users"))
        self.counts["messages"] += 1
        self.counts["mentions that no client shows a name for"] += sum(
            problem.startswith("<@") for problem in nameless_in(path, body)
        )
        self.counts["cards that notify somebody"] += is_card and is_heard
        if method == "POST" and POST.fullmatch(path) and (is_heard or _is_direct(env, path)):
            yield from self._count_first_words(str(message.get("content") or ""))

    def _count_first_words(self, text: str) -> Iterator[str]:
        first = text.partition("\n")[0]
        self.counts["messages that notify somebody"] += 1
        is_raw = bool(RAW.search(first[:LENGTH]))
        self.counts["… whose first words are none"] += not first
        self.counts["… whose first words a phone shows raw"] += is_raw
        if is_raw or not first:
            yield f"a phone would show {first[:LENGTH]!r} of a message that notifies somebody"
        for varying, sign in VARYING:
            first = varying.sub(sign, first)
        self.first_words[first[:LENGTH]] += 1

    def report(self) -> str:
        """Return the counts and the first words, line by line."""
        counted = [f"{number:7,}  {what}" for what, number in self.counts.items()]
        words = [f"{number:7,}  {first}" for first, number in self.first_words.most_common()]
        return "\n".join([*counted, "", "The first words of what notifies somebody", *words])

    def as_json(self) -> Json:
        """Return the counts in plain types, to cross from a worker to the controller."""
        return {"counts": dict(self.counts), "first_words": dict(self.first_words)}

    def add(self, other: Json) -> None:
        """Add the counts that another's `as_json` returned."""
        self.counts.update(other["counts"])
        self.first_words.update(other["first_words"])


def cut_menus(message: Json) -> Iterator[str]:
    """Name each menu that asks for more than a phone shows of it."""
    for component in message.get("components") or ():
        yield from cut_menus(component)
        if len(asked := component.get("placeholder") or "") > MENU_LENGTH:
            yield f"a phone would cut the menu {asked!r}"


def _is_direct(env: Env, path: str) -> bool:
    channel = env.backend.channels.get(int(path.split("/")[2]))
    return channel is not None and channel.guild_id is None
