"""What every use case needs: the database and the clock."""

from dataclasses import dataclass

from clock import Clock
from db.database import Database


@dataclass(frozen=True, slots=True)
class Context:
    """Passed to every service; the bot makes one at start."""

    db: Database
    clock: Clock
