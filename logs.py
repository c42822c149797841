"""What goes into the log, and what never does: nothing members typed, and no key to an interaction of theirs."""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

from rules.kit.errors import Refusal

# From which level on others are heard: below it they tell every payload, every row and every job.
TALKATIVE = {
    "aiohttp": logging.INFO,
    "aiosqlite": logging.INFO,
    "discord": logging.INFO,
    "apscheduler": logging.WARNING,
}
# What such errors say is often the very text they could not use.
MAY_QUOTE = (Refusal, ValueError, LookupError)
# Discord's addresses for an interaction's answers; whoever has one may answer in the bot's name.
_TOKEN = re.compile(r"(/(?:interactions|webhooks)/\d+/)[^/\s?'\"]+")

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """A formatter that leaves out what is nobody else's business."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return the line for a record, without any token in it."""
        return _without_tokens(super().format(record))

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802 - logging's own name
        """Return where and what an error was, and why it came, without what it may quote."""
        return "\nwhich led to\n".join(reversed([_told(error) for error in _causes(ei[1])]))


class DiscreetJson(Discreet):
    """The same, as one JSON object a line for what collects logs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the object for a record: when, how grave, who says it, what, and how an error came about."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return _without_tokens(json.dumps(told, ensure_ascii=False))


FORMATTERS = {"text": Discreet, "json": DiscreetJson}


def set_up(level: str, form: str, out: TextIO) -> None:
    """Log to `out` from `level` on, as text or as JSON."""
    handler = logging.StreamHandler(out)
    handler.setFormatter(FORMATTERS[form]())
    logging.basicConfig(level=level, handlers=[handler])
    for name, least in TALKATIVE.items():
        logging.getLogger(name).setLevel(max(least, logging.getLevelNamesMapping()[level]))


def _without_tokens(line: str) -> str:
    return _TOKEN.sub(r"\1…", line)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, what it came from, and so on; each once, for an error may have come from one that it led to."""
    told: set[int] = set()
    while error is not None and id(error) not in told:
        told.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _told(error: BaseException) -> str:
    where = "".join(traceback.format_tb(error.__traceback__))
    what = f"{type(error).__module__}.{type(error).__qualname__}"
    return where + (what if isinstance(error, MAY_QUOTE) else f"{what}: {error}")
