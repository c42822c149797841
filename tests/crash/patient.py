"""A process of the bot that lets a member's act wait a minute for the database, however slow the machine is.

The bot's own patience ends so close to the timer that acknowledges an act that, on a busy machine, either may be first.
"""

from __future__ import annotations

import sys

from bot import main
from db.postgres import engine
from db.sqlite import writer
from db.writer import Lane

PATIENCE_SECONDS = 60

if __name__ == "__main__":
    writer.TRIES[Lane.MEMBERS] = PATIENCE_SECONDS  # a try takes a second
    engine.PATIENCE_SECONDS[Lane.MEMBERS] = PATIENCE_SECONDS
    sys.exit(main())
