"""Commands that can be tapped: sentences say `/wrote` in backticks, and on the way out that becomes Discord's link to it.

Only Discord knows a command's id, and only once it was published; until then, and where the longer words would not fit,
the name stays in its backticks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from cogs.kit.outgoing.limits import CARD_TEXT, MESSAGE_TEXT, fitted
from cogs.kit.outgoing.names import View, displays

COMMAND = re.compile(r"(?<![\\`])`/([a-z][a-z -]*)`(?!`)")
FENCE = "```"


class CommandLinks:
    """The published commands, by the names one types."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}

    def know(self, ids: Mapping[str, int]) -> None:
        """Take in the id behind each command's full name."""
        self._ids = dict(ids)

    def finish(self, said: str, view: View | None, *, is_private: bool) -> str:
        """Return a text as it leaves, with links in it and as long as Discord takes; its card likewise."""
        return fitted(self.put_in(said, view, is_private=is_private), view)

    def put_in(self, said: str, view: View | None, *, is_private: bool) -> str:
        """Return a text with links in it, and put them on its card.

        The first line of what several people read stays: a phone shows it as it stands, link and all.
        """
        parts = list(displays(view))
        linked = [self._linked(part.content) for part in parts]
        if sum(map(len, linked)) <= CARD_TEXT:
            for part, content in zip(parts, linked, strict=True):
                part.content = content
        first, end, rest = ("", "", said) if is_private else said.partition("\n")
        whole = first + end + self._linked(rest)
        return whole if len(whole) <= MESSAGE_TEXT else said

    def _linked(self, said: str) -> str:
        # Between fences stands what somebody typed, and Discord links nothing there.
        around = said.split(FENCE)
        around[::2] = [COMMAND.sub(self._link, part) for part in around[::2]]
        return FENCE.join(around)

    def _link(self, found: re.Match[str]) -> str:
        command_id = self._ids.get(found[1])
        return found[0] if command_id is None else f"</{found[1]}:{command_id}>"
