"""Settings: the only reader of the environment.

Every field says which variable it comes from and what it is for; `.env.example` repeats them and a test
holds the two together. A bad value raises `BadSetting`, whose text names the variable, what is wrong
with it and what to do next.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from dotenv import dotenv_values

DISCORD_API = "https://discord.com/api/v10"
POSTGRESQL = ("postgresql://", "postgres://")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOG_FORMATS = ("text", "json")


class BadSetting(Exception):
    """A setting that is missing or unusable; the text is meant for the person who hosts the bot."""

    def __init__(self, variable: str, problem: str, remedy: str) -> None:
        super().__init__(f"{variable} {problem}\n{remedy}")
        self.variable = variable


def _setting(variable: str, default: Any, about: str) -> Any:
    return field(default=default, metadata={"variable": variable, "about": about})


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set from outside, read once at start."""

    discord_token: str = _setting(
        "DISCORD_TOKEN", "", "the bot's token, from https://discord.com/developers/applications under Bot"
    )
    database_url: str = _setting(
        "DATABASE_URL",
        "sqlite:///data/onereader.db",
        "where everything is kept: sqlite:///relative/path.db, or four slashes for an absolute path; or postgresql://…",
    )
    discord_api_url: str = _setting(
        "DISCORD_API_URL",
        DISCORD_API,
        "Discord's REST base; a rate-limit proxy or a local server can stand in, the gateway follows it",
    )
    shard_count: int | None = _setting(
        "SHARD_COUNT", None, "how many gateway connections to open; empty lets Discord say"
    )
    process: tuple[int, int] | None = _setting(
        "PROCESS", None, "which of several processes on one PostgreSQL this is, such as 1/4; needs SHARD_COUNT"
    )
    sync_guild_id: int | None = _setting(
        "SYNC_GUILD_ID", None, "put the commands into this one server at once, for trying out changes"
    )
    privacy_key: str = _setting(
        "PRIVACY_KEY",
        "",
        "what blocks on erased members are remembered with; empty keeps a key of its own beside the database",
    )
    backup_keep: int = _setting(
        "BACKUP_KEEP", 7, "how many of its daily copies of the database the bot keeps beside it; 0 makes none"
    )
    docs_url: str = _setting(
        "DOCS_URL", "", "where docs/members.md can be read, for /help to link; empty links nowhere"
    )
    log_level: str = _setting("LOG_LEVEL", "INFO", "how much is logged: DEBUG, INFO, WARNING or ERROR")
    metrics_port: int | None = _setting(
        "METRICS_PORT", None, "where figures for Prometheus are served, to this machine alone; empty serves none"
    )
    beat_file: str = _setting(
        "BEAT_FILE", "", "a file whose age says that the bot is alive, for what watches it; empty writes none"
    )
    log_format: str = _setting("LOG_FORMAT", "text", "how it is logged: text, or json with one object a line")

    @classmethod
    def from_environment(cls, env_file: Path | None = Path(".env")) -> Settings:
        """Read `.env` under the process's own environment, which wins. Raise BadSetting."""
        from_file = dotenv_values(env_file) if env_file is not None and env_file.exists() else {}
        return cls.from_mapping({**from_file, **os.environ})

    @classmethod
    def from_mapping(cls, values: Mapping[str, str | None]) -> Settings:
        """Build the settings from variable names to texts; empty means the default. Raise BadSetting."""
        given: dict[str, Any] = {}
        for each in fields(cls):
            text = (values.get(each.metadata["variable"]) or "").strip()
            if text:
                given[each.name] = _READERS[each.name](each.metadata["variable"], text)
        settings = cls(**given)
        settings._check_together()
        return settings

    @property
    def is_shared(self) -> bool:
        """Whether the database is one that several processes may use."""
        return self.database_url.startswith(POSTGRESQL)

    @property
    def shard_ids(self) -> list[int] | None:
        """The shards this process connects; None for all of them."""
        if self.process is None or self.shard_count is None:
            return None
        number, of = self.process
        return list(range(number - 1, self.shard_count, of))

    def _check_together(self) -> None:
        """Look at what two settings say together. Raise BadSetting."""
        if self.is_shared and not self.privacy_key:
            raise BadSetting(
                "PRIVACY_KEY",
                "is missing, and a PostgreSQL has no place for a key beside it.",
                f"Set it to a long secret, the same for every process and for good, such as this new one: "
                f"{secrets.token_hex(32)}",
            )
        if self.process is None:
            return
        if not self.is_shared:
            raise BadSetting(
                "PROCESS",
                "is set, and several processes need PostgreSQL.",
                "Set DATABASE_URL to a postgresql:// address, or leave PROCESS empty.",
            )
        if self.shard_count is None or self.shard_count < self.process[1]:
            raise BadSetting(
                "SHARD_COUNT",
                f"gives {self.process[1]} processes no shard each.",
                f"Set it to {self.process[1]} or more, the same for every process.",
            )

    @property
    def token(self) -> str:
        """The token, for whoever is about to connect. Raise BadSetting where none was given."""
        if not self.discord_token:
            raise BadSetting(
                "DISCORD_TOKEN",
                "is missing.",
                "Make a bot at https://discord.com/developers/applications, copy its token from the Bot page, and "
                "put DISCORD_TOKEN=… into a file named .env beside bot.py (see .env.example).\n"
                "To try OneReader without any account, run `make try`: it needs no token.",
            )
        return self.discord_token


def given_in(env_file: Path) -> dict[str, str]:
    """Return what a file of settings gives, by name."""
    return {name: text for name, text in dotenv_values(env_file).items() if text}


def _refuse(variable: str, text: str, wanted: str) -> NoReturn:
    raise BadSetting(
        variable,
        f"is {text!r}, which does not work.",
        f"Set it to {wanted}, or leave it empty for the default.",
    )


def _read_text(variable: str, text: str) -> str:  # noqa: ARG001 - one shape for every reader
    return text


def _read_positive(variable: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        _refuse(variable, text, "a whole number from 1 up")
    return int(text)


def _read_process(variable: str, text: str) -> tuple[int, int]:
    found = re.fullmatch(r"([1-9]\d*)/([1-9]\d*)", text)
    if found is None or int(found[1]) > int(found[2]):
        _refuse(variable, text, "which one it is of how many, such as 1/4")
    return int(found[1]), int(found[2])


def _read_count(variable: str, text: str) -> int:
    if not text.isascii() or not text.isdigit():
        _refuse(variable, text, "a whole number from 0 up")
    return int(text)


def _read_level(variable: str, text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        _refuse(variable, text, "one of " + ", ".join(LOG_LEVELS))
    return text.upper()


def _read_format(variable: str, text: str) -> str:
    if text.lower() not in LOG_FORMATS:
        _refuse(variable, text, "one of " + ", ".join(LOG_FORMATS))
    return text.lower()


def _read_http_url(variable: str, text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        _refuse(variable, text, "an address that starts with http:// or https://")
    return text.rstrip("/")


def _read_database_url(variable: str, text: str) -> str:
    is_file = text.startswith("sqlite:///") and len(text) > len("sqlite:///")
    if not is_file and not text.startswith(POSTGRESQL):
        wanted = "sqlite:/// and a file's path, such as sqlite:///data/onereader.db, or to a postgresql:// address"
        _refuse(variable, _without_password(text), wanted)
    if is_file:
        _refuse_a_folder(variable, text)
    return text


def _refuse_a_folder(variable: str, url: str) -> None:
    path = url.removeprefix("sqlite:///")
    if path.startswith("~"):
        _refuse(variable, url, f"the whole path, such as sqlite:///{Path(path).expanduser()}")
    if path.endswith("/") or Path(path).is_dir():
        _refuse(variable, url, f"a file in that folder, such as sqlite:///{Path(path) / 'onereader.db'}")


def _without_password(url: str) -> str:
    """Return an address as it may stand in a log: what is between its name and its host is left out."""
    return re.sub(r"(?<=://)[^/@]*@", "…@", url)


_READERS = {
    "discord_token": _read_text,
    "database_url": _read_database_url,
    "discord_api_url": _read_http_url,
    "docs_url": _read_http_url,
    "shard_count": _read_positive,
    "process": _read_process,
    "sync_guild_id": _read_positive,
    "privacy_key": _read_text,
    "backup_keep": _read_count,
    "log_level": _read_level,
    "metrics_port": _read_positive,
    "beat_file": _read_text,
    "log_format": _read_format,
}
