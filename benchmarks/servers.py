"""What ten thousand servers cost: `python -m benchmarks.servers` starts the bot on a local Discord that has so many.

Each comes as a GUILD_CREATE of a lively server's size, all on one shard. How long the bot takes to know them and what
it holds then stand beside a start with a single small one. It ends with status 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.interactions import NotMeasuredError, running
from benchmarks.light import resident_mib
from benchmarks.report import Figure, report
from tests.loopback import payloads
from tests.loopback.payloads import Json
from tests.loopback.server import LoopbackDiscord

SERVERS = 10_000
KIB_A_SERVER = 32.0

TEXT, VOICE, CATEGORY, THREAD = 0, 2, 4, 11
CHANNELS = {TEXT: 20, VOICE: 6, CATEGORY: 4}
ROLES, THREADS, EMOJIS, GRANTED = 24, 8, 20, 3
SOMEBODY = payloads.user(7, "somebody")
FIRST_ID = 1 << 60
A_YEAR_OF_SECONDS = 365 * 86_400.0  # nobody is to be greeted


def lively(server_id: int) -> Json:
    """Describe a server of 200 members with all that GUILD_CREATE tells of it."""
    ids = iter(range(server_id + 1, server_id + 1_000))
    roles = [next(ids) for _ in range(ROLES)]
    granted = [{"id": str(role), "type": 0, "allow": "1024", "deny": "0"} for role in roles[:GRANTED]]
    channels = [
        payloads.text_channel(next(ids), server_id, f"channel-{number}")
        | {"type": kind, "topic": "What this one is for, in a sentence or two.", "permission_overwrites": granted}
        for kind, count in CHANNELS.items()
        for number in range(count)
    ]
    server = payloads.guild(server_id, f"Writers {server_id}", channels, SOMEBODY, 200)
    (everyone,) = server["roles"]
    parent = str(channels[0]["id"])
    return server | {
        "roles": [everyone, *(everyone | {"id": str(role), "name": f"role {role}"} for role in roles)],
        "threads": [thread(next(ids), server_id, parent) for _ in range(THREADS)],
        "emojis": [{"id": str(next(ids)), "name": "quill", "roles": [], "animated": False} for _ in range(EMOJIS)],
    }


def alike(count: int) -> list[Json]:
    """Return so many lively servers, each with an id of its own; all else is the same, to make them quickly."""
    one = lively(FIRST_ID)
    everyone, *roles = one["roles"]
    ids = [str(FIRST_ID + (number << 22)) for number in range(count)]
    return [one | {"id": each, "roles": [everyone | {"id": each}, *roles]} for each in ids]


def thread(thread_id: int, server_id: int, parent_id: str) -> Json:
    """Describe a public thread of somebody's."""
    began_at = "2026-01-01T00:00:00+00:00"
    is_open: Json = {"archived": False, "locked": False, "auto_archive_duration": 1440, "archive_timestamp": began_at}
    return payloads.text_channel(thread_id, server_id, "a thread") | {
        "type": THREAD,
        "parent_id": parent_id,
        "owner_id": SOMEBODY["id"],
        "message_count": 5,
        "member_count": 3,
        "thread_metadata": is_open,
    }


async def start(servers: int, folder: Path) -> tuple[float, float, float]:
    """Start the bot where so many lively servers are.

    Return the seconds until it knows them, those of them in which it computed, and its MiB then.
    """
    async with LoopbackDiscord(other_guilds=alike(servers), joined_ago=A_YEAR_OF_SECONDS) as discord:
        database = {"DATABASE_URL": f"sqlite:///{folder / 'servers.db'}"}
        began = time.perf_counter()
        async with running(discord, "OneReader", ["bot.py"], database, None) as bot:
            return time.perf_counter() - began, computed_seconds(bot.process.pid), resident_mib(bot.process.pid)


def computed_seconds(pid: int) -> float:
    """Return how long a process has computed, as Linux tells it."""
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


async def measure(servers: int, folder: Path) -> list[Figure]:
    """Start with none, with none again and with all; return every figure."""
    await start(0, folder)  # it makes the database, and is not counted
    seconds_alone, _, alone = await start(0, folder)
    seconds, computed, resident = await start(servers, folder)
    each = (resident - alone) * 1024 / servers
    return [
        Figure("ready after, one small server", seconds_alone, "s"),
        Figure(f"ready after, {servers:,} more", seconds, "s"),
        Figure("of it, computing", computed, "s"),
        Figure("resident, one small server", alone, "MiB"),
        Figure(f"resident, {servers:,} more", resident, "MiB"),
        Figure("of it a server", each, "KiB", KIB_A_SERVER, at_least=False),
    ]


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; return 1 when a limit is missed, 2 when nothing could be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.servers", description=__doc__)
    parser.add_argument("--servers", type=int, default=SERVERS)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        try:
            measured = asyncio.run(measure(options.servers, Path(folder)))
        except NotMeasuredError as problem:
            print(problem, file=sys.stderr)
            return 2
    return report(f"{options.servers:,} servers on one shard", measured)


if __name__ == "__main__":
    sys.exit(main())
