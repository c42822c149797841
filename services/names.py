"""What members are called, for what several people read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from db import members
from db.connection import Tx
from services.context import Context


async def in_server(context: Context, server_id: int, member_ids: Iterable[int]) -> dict[int, str]:
    """Return what these members are called in a server, as far as it is known."""
    async with context.db.read() as connection:
        return await members.names_in(connection, member_ids, server_id)


async def known_to(context: Context, reader_id: int, member_ids: Iterable[int]) -> dict[int, str]:
    """Return what these members are called in the servers that a reader shares with them, as far as it is known."""
    async with context.db.read() as connection:
        return await members.names_known_to(connection, member_ids, reader_id)


async def keep(context: Context, server_id: int, found: Mapping[int, str | None]) -> None:
    """Keep what Discord calls members of a server now."""
    known = await in_server(context, server_id, found)
    new = {each: name for each, name in found.items() if name is not None and name != known.get(each)}
    if not new:
        return  # as nearly always: no transaction for it

    async def work(tx: Tx) -> None:
        for member_id, name in new.items():
            await members.set_name(tx, member_id, server_id, name)

    await context.db.write(work)
