"""What the running bot writes down of itself, a value by name."""

from __future__ import annotations

from datetime import datetime

from db.connection import Connection, Tx
from db.queries import load_queries

ALIVE_AT, BEGUN_AT, RESTORED_AT, STOPPED_CLEANLY = "alive_at", "begun_at", "restored_at", "stopped_cleanly"

_sql = load_queries("process")


async def note(tx: Tx, name: str, value: str) -> None:
    """Write a value down; an earlier one goes."""
    await _sql.note(tx, name=name, value=value)


async def noted(connection: Connection, name: str) -> str | None:
    """Return what was written down last; None where nothing was."""
    value: str | None = await _sql.noted(connection, name=name)
    return value


async def forget(tx: Tx, name: str) -> None:
    """Drop a value."""
    await _sql.forget(tx, name=name)


async def take_delivering(tx: Tx, holder: str, until: datetime) -> None:
    """Make a process the one that delivers what is due, whoever was."""
    await _sql.take_delivering(tx, holder=holder, until=until)


async def stop_delivering(tx: Tx, holder: str) -> None:
    """Let another process deliver at once; one that does not do it changes nothing."""
    await _sql.stop_delivering(tx, holder=holder)


async def keep_delivering(tx: Tx, holder: str, now: datetime, until: datetime) -> bool:
    """Let a process go on delivering, or begin where nobody does any more; return whether it is the one."""
    return bool(await _sql.keep_delivering(tx, holder=holder, now=now, until=until))
