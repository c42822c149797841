"""What Discord's refusals mean: each failure of a request gets its name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import discord

from services.due import DeliveryFailed, NotTaken

# Discord's error codes.
CANNOT_DM = 50007
NO_SHARED_SERVER = 50278
UNKNOWN_CHANNEL = 10003
UNKNOWN_MEMBER = 10007
UNKNOWN_USER = 10013
MISSING_ACCESS, MISSING_PERMISSIONS = 50001, 50013
THREAD_LOCKED = 160005

TROUBLE = (discord.HTTPException, aiohttp.ClientError, OSError)


@contextmanager
def failures_named() -> Iterator[None]:
    """Turn Discord's failures into DeliveryFailed: what happened, and whether trying again could help."""
    try:
        yield
    except discord.HTTPException as error:
        raise _named(error) from error
    except (aiohttp.ClientError, OSError) as error:
        raise DeliveryFailed(NotTaken.NO_CONNECTION, again=True) from error


def _named(error: discord.HTTPException) -> DeliveryFailed:
    if error.code == CANNOT_DM:
        return DeliveryFailed(NotTaken.DM_CLOSED, again=False)
    if error.code in (UNKNOWN_USER, NO_SHARED_SERVER):
        return DeliveryFailed(NotTaken.GONE, again=False)
    if error.code == UNKNOWN_CHANNEL:
        return DeliveryFailed(NotTaken.CHANNEL_GONE, again=False)
    if error.code in (MISSING_ACCESS, MISSING_PERMISSIONS, THREAD_LOCKED):
        return DeliveryFailed(NotTaken.NO_ACCESS, again=False)
    return DeliveryFailed(f"discord_{error.status}", again=error.status == 429 or error.status >= 500)
