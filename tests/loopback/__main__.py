"""`python -m tests.loopback [PORT]`: the local Discord by itself, for a bot that is started by hand beside it."""

from __future__ import annotations

import asyncio
import sys

from tests.loopback.server import LoopbackDiscord


async def main(port: int) -> None:
    """Serve until stopped; what to start the bot with is said first."""
    async with LoopbackDiscord(port) as discord:
        token = discord.add_application("OneReader").token
        print(f"DISCORD_API_URL={discord.api_url} DISCORD_TOKEN={token} python bot.py", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if sys.argv[1:] else 0))
