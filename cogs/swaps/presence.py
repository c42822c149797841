"""Whether those who swap are still there: the bot sees nobody leave."""

from __future__ import annotations

from cogs.kit.act import LiveAct
from cogs.kit.cog import FeatureCog
from cogs.post.office import PostOffice
from services.acts import Act
from services.contact import TimedOut
from services.swaps import offers
from services.swaps.offers import PresenceUnknown, Served, WordsWait


async def check_presence(post: PostOffice, act: LiveAct) -> None:
    """Let Discord say where the asker still is before a text is shown.

    Whoever left a server is hidden there, and the service that is asked next turns them down. Raise PresenceUnknown
    where Discord does not say.
    """
    if act.server_id is None and not await post.confirm_presence(act.member_id):
        raise PresenceUnknown


async def check_presence_in(post: PostOffice, act: LiveAct, server_id: int) -> None:
    """Let Discord say anew whether the asker is still in a server, and may speak, before words of theirs are passed on there.

    Raise WordsWait where it does not say, and TimedOut.
    """
    if act.server_id is None and not await post.confirm_presence_in(server_id, act.member_id):
        raise WordsWait
    if await post.is_timed_out(server_id, act.member_id):
        raise TimedOut


async def next_piece(cog: FeatureCog, act: Act, server_id: int) -> Served:
    """Return the piece whose turn it is for the asker, of an author who is still there."""
    served = await offers.next_piece(cog.context, act, server_id)
    while served.piece is not None and await cog.post.hide_departed(server_id, [served.piece.author_id]):
        served = await offers.next_piece(cog.context, act, server_id)
    return served
