"""What brings a board to life: enough who wrote for a ranking."""

from __future__ import annotations

from tests.world import World


async def three_wrote(world: World, days: int = 1) -> None:
    """Let Mara write most, then Tomas, then the owner, on one day after the other; time passes between them."""
    for number in range(days):
        if number:
            await world.pass_time(days=1)
        for words, who in ((300, world.mara), (20, world.tomas), (1, world.owner)):
            await who.slash(world.general, "wrote", words=words)
