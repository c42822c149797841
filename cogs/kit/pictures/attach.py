"""Hang a picture into a card: drawn off the event loop, kept by what it shows, left out where drawing fails."""

from __future__ import annotations

import asyncio
import io
import logging
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import discord

log = logging.getLogger("onereader.pictures")

# About 15 kB each, 20 for a full year.
KEPT_PICTURES = 256
# Discord's limit for the description of a file and of a gallery's item.
LONGEST_ALT = 1024


class Picture(Protocol):
    """What can be drawn: frozen, so that equal ones are the same picture."""

    @property
    def file_name(self) -> str:
        """A file name, plain letters and an ending."""

    @property
    def alt(self) -> str:
        """What the picture says, in words."""

    def draw(self) -> bytes:
        """Return it as PNG."""

    def __hash__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Attached:
    """The file to send and the part of the card that shows it; for one message only."""

    file: discord.File
    gallery: discord.ui.MediaGallery[Any]


async def attach(picture: Picture | None) -> Attached | None:
    """Return a picture ready to send; None for none, and, with the reason in the log, where it cannot be drawn."""
    if picture is None:
        return None
    try:
        data = await asyncio.to_thread(png, picture)
        alt = picture.alt[:LONGEST_ALT]
    except Exception:  # a card without its picture is worth more than an apology
        log.exception("Could not draw %s", type(picture).__name__)
        return None
    file = discord.File(io.BytesIO(data), picture.file_name, description=alt)
    return Attached(file, discord.ui.MediaGallery(discord.MediaGalleryItem(file, description=alt)))


@lru_cache(maxsize=KEPT_PICTURES)
def png(picture: Picture) -> bytes:
    """Return a picture as PNG; one that was asked for before is not drawn again."""
    return picture.draw()


def forget() -> None:
    """Forget every picture drawn so far."""
    png.cache_clear()
