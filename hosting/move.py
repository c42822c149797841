"""`python bot.py move FROM`: everything kept, from where it was into the database that DATABASE_URL names now."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import datetime

from db.connection import CannotOpen
from db.database import is_shared, sqlite_path
from db.key import FILE_NAME
from db.lock import AlreadyRunning
from db.migrations import ChangedStep, NewerDatabase
from db.moving import CannotMove, move
from hosting.answer import Answer
from process import MEND, TRY_LATER
from rules.kit.errors import Unavailable
from settings import Settings

NO_KEY = (
    "PRIVACY_KEY is missing: whoever erased themselves is known again by the key that this database was used with. "
    "Set it to the same one."
)


def move_from(source: str, settings: Settings, now: datetime) -> Answer:
    """Move everything, compare it table by table, and say what came of it."""
    try:
        _check_key(source, settings)
        rows = asyncio.run(move(source, settings.database_url, settings.privacy_key, now))
    except (CannotMove, CannotOpen, NewerDatabase, ChangedStep, sqlite3.Error) as refused:
        return Answer(f"{refused}\nNothing was moved.", MEND)
    except (AlreadyRunning, Unavailable) as passing:
        return Answer(f"{passing}\nNothing was moved.", TRY_LATER)
    filled = "\n".join(f"{count:>9,}  {name}" for name, count in sorted(rows.items()) if count)
    return Answer(
        f"{filled}\nAll {sum(rows.values()):,} rows of {len(rows)} tables are the same in both. Start the bot.\n"
        "What was there before is as it was: remove it once all is well, since it keeps what members erase from now on."
    )


def _check_key(source: str, settings: Settings) -> None:
    """See that hashes of those who were erased go on being known. Raise CannotMove."""
    if is_shared(source):
        if not settings.privacy_key:
            raise CannotMove(NO_KEY)
        return
    beside = sqlite_path(source).parent / FILE_NAME
    if beside.is_file() and beside.read_text("ascii").strip() != settings.privacy_key:
        raise CannotMove(
            f"PRIVACY_KEY is not the key that {sqlite_path(source)} was used with. Set it to what stands in {beside}; "
            f"or, if PRIVACY_KEY was set all along, remove {beside}."
        )
