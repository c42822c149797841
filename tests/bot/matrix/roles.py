"""Who asks, and where."""

from __future__ import annotations

from enum import Flag, auto


class Role(Flag):
    """Who asks, and where. Mara is the author of what is asked about; the others have things of their own."""

    STRANGER = auto()  # never used the bot
    MEMBER = auto()
    READER = auto()  # reads the author's piece
    MODERATOR = auto()  # may manage messages
    MANAGER = auto()  # may manage the server
    AUTHOR = auto()
    AUTHOR_IN_B = auto()
    NEIGHBOUR = auto()  # a member of server B alone
    MANAGER_IN_B = auto()  # may manage server B and its messages, and is in no other
    AUTHOR_IN_DM = auto()
    MEMBER_IN_DM = auto()

    IN_DM = AUTHOR_IN_DM | MEMBER_IN_DM
    FROM_B = NEIGHBOUR | MANAGER_IN_B
    IN_B = AUTHOR_IN_B | FROM_B
    ANY_AUTHOR = AUTHOR | AUTHOR_IN_B | AUTHOR_IN_DM
