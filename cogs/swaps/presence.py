"""Whether somebody who presses in direct messages is still there: the bot sees nobody leave."""

from __future__ import annotations

from cogs.kit.act import LiveAct
from cogs.post.office import PostOffice
from services.swaps.offers import PresenceUnknown


async def check_presence(post: PostOffice, act: LiveAct, *, anew: bool = False) -> None:
    """Let Discord say where the asker still is before a text is shown, and `anew` before one of theirs is passed on.

    Whoever left a server is hidden there, and the service that is asked next turns them down. Raise PresenceUnknown
    where Discord does not say.
    """
    if act.server_id is None and not await post.confirm_presence(act.member_id, anew=anew):
        raise PresenceUnknown
