"""What Discord's refusals mean: a failed request gets its name, and whether trying again could help."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import aiohttp
import discord

from cogs.post.standing import Resting
from services.due import DeliveryFailed, NotTaken

TROUBLE = (discord.HTTPException, aiohttp.ClientError, OSError)

UNKNOWN_MEMBER = 10007
UNKNOWN_USER = 10013


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one of Discord's error codes says; `again` where it passes by itself."""

    reason: NotTaken
    again: bool = False


# Discord's error codes, with the names its documentation gives them.
MEANINGS = {
    10003: Meaning(NotTaken.CHANNEL_GONE),  # unknown channel
    10008: Meaning(NotTaken.MESSAGE_GONE),  # unknown message
    UNKNOWN_MEMBER: Meaning(NotTaken.LEFT_SERVER),
    UNKNOWN_USER: Meaning(NotTaken.GONE),
    20026: Meaning(NotTaken.QUARANTINED, again=True),  # flagged by the anti-spam system
    40003: Meaning(NotTaken.TOO_FAST, again=True),  # opening direct messages too fast
    40333: Meaning(NotTaken.UNWELCOME, again=True),  # stopped before it reached Discord
    50001: Meaning(NotTaken.NO_ACCESS),  # missing access
    50003: Meaning(NotTaken.NO_ACCESS),  # cannot do that in a direct message
    50007: Meaning(NotTaken.DM_CLOSED),  # cannot send messages to this user
    50009: Meaning(NotTaken.NOT_VERIFIED),  # the channel's verification level is too high
    50013: Meaning(NotTaken.NO_ACCESS),  # missing permissions
    50083: Meaning(NotTaken.ARCHIVED),  # the thread is archived
    50278: Meaning(NotTaken.GONE),  # no server in common
    160005: Meaning(NotTaken.NO_ACCESS),  # the thread is locked
    200000: Meaning(NotTaken.WORDS_REFUSED),  # blocked by AutoMod
    240000: Meaning(NotTaken.WORDS_REFUSED),  # harmful links
}


@contextmanager
def failures_named() -> Iterator[None]:
    """Turn Discord's failures into DeliveryFailed."""
    try:
        yield
    except discord.HTTPException as error:
        raise _named(error) from error
    except Resting as error:
        raise DeliveryFailed(NotTaken.RESTING, again=True) from error
    except (aiohttp.ClientError, OSError) as error:
        raise DeliveryFailed(NotTaken.NO_CONNECTION, again=True, refused=False) from error


def _named(error: discord.HTTPException) -> DeliveryFailed:
    if error.status == 401:
        return DeliveryFailed(NotTaken.UNWELCOME, again=True)
    if (meaning := MEANINGS.get(error.code)) is not None:
        return DeliveryFailed(meaning.reason, again=meaning.again)
    is_discords = error.status >= 500
    return DeliveryFailed(f"discord_{error.status}", again=is_discords or error.status == 429, refused=not is_discords)
