"""What members might type, press and send, made at random: the everyday, the extreme and the impossible."""

from __future__ import annotations

import random
from typing import Any

import discord
from discord import AppCommandOptionType, app_commands

from tests.bot.matrix.routes import RouteRow

PIECES = (
    *(
        "500 followers in 3 months",
        "50k words by Nov 30",
        "3 posts a week",
        "500 words",
        "yesterday",
        "Monday",
        "today",
    ),
    *("0001-01-01", "9999-12-31", "2026-02-30", "3/4", "31/12/9999", "in 100000 months", "100000 days ago", "the 31st"),
    *(
        "-1",
        "0",
        "+20",
        "1e999",
        "NaN",
        "99999999999999999999",
        "½",
        "٣",
        "１２",
        "8pm",
        "25:61",
        "12:30",
        "1.5k",
        "50 %",
    ),
    *("https://example.com/a", "https://", "http://[::1", "https://x.example/" + "a" * 90, "javascript:alert(1)"),
    *(
        "@everyone",
        "<@1>",
        "<#2>",
        "<t:0:R>",
        "**bold**",
        "`code`",
        "```block```",
        "> quote",
        "[a](https://b.c)",
        "||x||",
    ),
    *("follow me and I follow back", "clap for clap", "Europe/Berlin", "berlin", "UTC+25", "EST", "the moon"),
    *(
        "\u202eright to left",
        "z\u0300\u0301\u0302\u0303algo",
        "\u200b",
        "\u00a0",
        "\x00",
        "\n\n",
        "\t",
        "'; DROP TABLE due;--",
    ),
    *(
        "🦊",
        "👩‍👩‍👧‍👦",
        "ß",
        "İ",
        "ﷺ",
        "汉字汉字",
        "日本語のテキスト",
        "\ufdfd",
        "-" * 30,
        "*" * 30,
        "\\" * 30,
        "{}",
        "%s",
        "\\n",
    ),
)
IDS = (0, 1, 2**31, 2**53, 2**63 - 1, 2**63, 10**19, 10**20)
EXTRAS = (
    "",
    "0",
    "1",
    "-1",
    "7",
    "999",
    "2026-01-05",
    "2025-12-29/kept",
    "0001-01-01",
    "9999-12-31/missed",
    "zwei",
    ":",
)
MOST_IN_A_FIELD = 4_000


class Strange:
    """What somebody does next."""

    def __init__(self, seed: int, ids: list[int], people: list[Any]) -> None:
        self._chance = random.Random(seed)
        self._ids, self._people = ids, people

    def text(self, most: int, least: int = 0) -> str:
        """Return something typed, at times as long as it may be."""
        said = self._chance.choice(("", " ", "\n")).join(
            self._chance.choice(PIECES) for _ in range(self._chance.randint(1, 4))
        )
        if self._chance.random() < 0.2:
            said = said * (most // len(said) + 1)
        return said[:most].ljust(least, "x")

    def of(self, *what: Any) -> Any:
        """Return one of some things."""
        return self._chance.choice(what)

    def options(self, command: app_commands.Command[Any, ..., Any]) -> dict[str, Any]:
        """Return options for a command, as Discord lets through."""
        return {
            option.display_name: self._value(option)
            for option in command.parameters
            if option.type is not AppCommandOptionType.attachment and (option.required or self._chance.random() < 0.5)
        }

    def _value(self, option: app_commands.Parameter) -> Any:
        if option.choices:
            return self._chance.choice(option.choices).value
        if option.type is AppCommandOptionType.boolean:
            return self.of(True, False)
        if option.type is AppCommandOptionType.integer:
            least, most = int(option.min_value or 0), int(option.max_value or 0)
            return self.of(least, most, self._chance.randint(least, most))
        if option.type is AppCommandOptionType.user:
            return self.of(*self._people).user
        if option.autocomplete and self._chance.random() < 0.4:
            return str(self.of(*self._ids, *IDS))[: int(option.max_value or 100)]
        return self.text(int(option.max_value or 100), int(option.min_value or 0))

    def press(self, route: RouteRow) -> tuple[str, int, list[str] | None]:
        """Return a press: its custom id, its kind, and what was chosen from a menu."""
        custom_id = self.custom_id(route)
        if route.channel:
            return f"channel:{custom_id}", discord.ComponentType.channel_select.value, [str(self.of(*self._ids, *IDS))]
        if route.pick:
            picked = str(self.of(*self._ids, *IDS, route.pick, self.text(100, 1)))
            return f"pick:{custom_id}", discord.ComponentType.select.value, [picked]
        return custom_id, discord.ComponentType.button.value, None

    def custom_id(self, route: RouteRow) -> str:
        """Return a route's id, with a row's of somebody's or nobody's."""
        extra = self.of(route.extra, self.of(*EXTRAS))
        return f"{route.route}:{self.of(*self._ids, *IDS)}" + (f":{extra}" if extra else "")

    def fields(self, route: RouteRow) -> dict[str, str]:
        """Return a form's fields, filled in."""
        return {name: self.of("", value, self.text(MOST_IN_A_FIELD)) for name, value in route.fields.items()}
