"""What each person saw, as plain text: new and changed messages, place by place, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, TextIO

import discord

from sandbox.world import DIRECT, OWNER, World, Writer, walk

BUTTON, STRING_SELECT, CHANNEL_SELECT, TEXT = 2, 3, 8, 10
RULER = 72

_FENCE = re.compile(r"```\n?")
_MARKUP = re.compile(r"^(?:#{1,3} |-# )|\*\*|\\(?=[.*_`])", re.MULTILINE)
_MEMBER = re.compile(r"<@(\d+)>")
_COMMAND = re.compile(r"</([^:\n]+):\d+>")
_CHANNEL = re.compile(r"<#(\d+)>")
_MOMENT = re.compile(r"<t:(\d+):([a-zA-Z])>")


class Transcript:
    """Writes down what happens in a world as it happens."""

    def __init__(self, world: World, out: TextIO, *, from_now: bool = False) -> None:
        self._world = world
        self._out = out
        self._seen: dict[int, str] = {}
        self._told: dict[int, list[str]] = {}
        self._day: date | None = None
        self._names = {str(writer.user.id): f"@{name}" for name, writer in world.writers.items()}
        if from_now:  # what is there already belongs to no chapter
            self._seen = {message.id: said(message) for _, _, message in self._visible()}
        self.look()

    def act(self, writer: Writer, place: str, what: str) -> None:
        """Write down what a writer does, at their own time of day."""
        self._heading()
        local = self._world.now.astimezone(writer.zone)
        city = writer.zone.key.rsplit("/", 1)[-1].replace("_", " ")
        where = "in a direct message" if place == DIRECT else f"in #{place}"
        self._out.write(f"\n{writer.name}, {local:%a %H:%M} in {city}, {where}: {what}\n")

    def look(self, *, brief: bool = False) -> None:
        """Write down every message that is new, and what is new in one that changed, and who can see it.

        `brief` leaves it at the first line of each.
        """
        for place, writer, message in self._visible():
            words = said(message)
            before = self._seen.get(message.id)
            if before == words:
                continue
            self._seen[message.id] = words
            lines, known = self.lines(message), self._told.get(message.id, [])
            self._told[message.id] = lines
            self._heading()
            new = [line for line in lines if line not in known] or lines[:1]
            shown = new[:1] if brief else new
            self._out.write(self._shown(place, writer, message, shown, changed=before is not None))

    def _visible(self) -> Iterator[tuple[str, Writer, discord.Message]]:
        for place in [*self._world.channels, DIRECT]:
            known: set[int] = set()
            for writer in self._world.writers.values():
                for message in self._world.history(place, writer):
                    if message.id not in known:
                        known.add(message.id)
                        yield place, writer, message

    def _shown(self, place: str, writer: Writer, message: discord.Message, lines: list[str], *, changed: bool) -> str:
        if place == DIRECT:
            local = self._world.now.astimezone(writer.zone)
            who = f"{writer.name} has a direct message ({local:%a %H:%M} for {writer.name})"
        elif message.flags.ephemeral:
            who = f"Only {writer.name} sees in #{place}"
        else:
            who = f"Everyone sees in #{place}"
        now = ", now with" if changed else ""
        if len(lines) > 1 and lines[-1].startswith("["):
            lines = [*lines[:-2], f"{lines[-2]}  {lines[-1]}"]
        if len(lines) == 1:
            return f"  {who}{now}: {lines[0]}\n"
        body = "\n".join(f"    | {line}" for line in lines if line)
        return f"  {who}{now}:\n{body}\n"

    def _heading(self) -> None:
        today = self._world.now.astimezone(self._world.writers[OWNER].zone).date()
        if today != self._day:
            self._day = today
            title = f"{today:%A} {today.day} {today:%B %Y}"
            self._out.write(f"\n{f'== {title} '.ljust(RULER, '=')}\n")

    def lines(self, message: discord.Message) -> list[str]:
        """Return a message as plain lines: text first, then its card, buttons and menus in brackets."""
        lines = self._plain(message.content).splitlines()
        for part in message.components:
            lines += self._component_lines(part.to_dict())
        return lines

    def _component_lines(self, component: Any) -> list[str]:
        lines: list[str] = []
        row: list[str] = []
        for item in walk(component):
            if item["type"] == BUTTON:
                row.append(f"[{item['label']}]")
            elif item["type"] in (STRING_SELECT, CHANNEL_SELECT):
                row.append(f"[{item.get('placeholder', 'Choose')} ▾]")
            else:
                if row:
                    lines.append(" ".join(row))
                    row = []
                if item["type"] == TEXT:
                    lines += self._plain(item["content"]).splitlines()
        return [*lines, " ".join(row)] if row else lines

    def _plain(self, text: str) -> str:
        text = _MARKUP.sub("", _FENCE.sub("", text))
        text = _MEMBER.sub(lambda match: self._names.get(match[1], match[0]), text)
        text = _COMMAND.sub(r"`/\1`", text)
        text = _MOMENT.sub(lambda match: self._moment(int(match[1]), match[2]), text)
        titles = {str(channel.id): f"#{name}" for name, channel in self._world.channels.items()}
        return _CHANNEL.sub(lambda match: titles.get(match[1], match[0]), text).strip()

    def _moment(self, timestamp: int, style: str) -> str:
        """Write an instant as Discord shows it: how far it is for style R, else by the server's clock."""
        at = datetime.fromtimestamp(timestamp, self._world.writers[OWNER].zone)
        if style != "R":
            return f"{at:%a} {at.day} {at:%b, %H:%M}"
        minutes = round((at - self._world.now).total_seconds() / 60)
        amount, unit = next(
            ((minutes // size, unit) for unit, size in (("day", 1440), ("hour", 60)) if abs(minutes) >= size),
            (minutes, "minute"),
        )
        return f"in {amount} {unit}{'' if amount == 1 else 's'}" if minutes > 0 else "now"


def said(message: discord.Message) -> str:
    """Return what a message says, as Discord keeps it: how far an instant is changes while nothing else does."""
    return str((message.content, [part.to_dict() for part in message.components]))
