"""Whether somebody who presses in direct messages is still there: the bot sees nobody leave."""

from __future__ import annotations

from cogs.kit.act import LiveAct
from cogs.post.office import PostOffice
from services.swaps.offers import PresenceUnknown


async def check_presence(post: PostOffice, act: LiveAct) -> None:
    """Let Discord say where the asker still is before a text is shown. Raise PresenceUnknown where it does not.

    Whoever left a server is hidden there, and the service that is asked next turns them down.
    """
    if act.server_id is None and not await post.confirm_presence(act.member_id):
        raise PresenceUnknown
