from tests.world import World
from datetime import datetime, UTC
async def test_probe(world: World):
    r = await world.mara.slash(world.general, "settings reminder", time="20:00")
    print(r.response.components)
    await world.until(datetime(2026,1,5,20,0,tzinfo=UTC))
    u = getattr(world.mara, "user", None)
    print("USER", u, type(world.mara), [a for a in dir(world.mara) if not a.startswith("_")])
    print(world.env.http_requests[-3:])
    r = await world.owner.slash(world.general, "setup")
    print(r.response.components)
    r2 = await world.owner.select(r.response, [world.board], custom_id=None) if False else None
