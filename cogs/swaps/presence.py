"""Whether those who swap are still there: the bot sees nobody leave."""

from __future__ import annotations

from cogs.kit.act import LiveAct
from cogs.kit.cog import FeatureCog
from cogs.post.office import PostOffice
from services.acts import Act
from services.swaps import offers
from services.swaps.offers import PresenceUnknown, Served


async def check_presence(post: PostOffice, act: LiveAct, *, anew: bool = False) -> None:
    """Let Discord say where the asker still is before a text is shown, and `anew` before one of theirs is passed on.

    Whoever left a server is hidden there, and the service that is asked next turns them down. Raise PresenceUnknown
    where Discord does not say.
    """
    if act.server_id is None and not await post.confirm_presence(act.member_id, anew=anew):
        raise PresenceUnknown


async def next_piece(cog: FeatureCog, act: Act, server_id: int) -> Served:
    """Return the piece whose turn it is for the asker, of an author who is still there."""
    served = await offers.next_piece(cog.context, act, server_id)
    while served.piece is not None and await cog.post.hide_departed(server_id, [served.piece.author_id]):
        served = await offers.next_piece(cog.context, act, server_id)
    return served
