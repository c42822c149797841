"""What every use case needs: the database and the clock."""

from dataclasses import dataclass, field

from clock import Clock
from db.database import Database
from rules.schedule.tally import Tally


@dataclass(frozen=True, slots=True)
class Context:
    """Passed to every service; the bot makes one at start."""

    db: Database
    clock: Clock
    tally: Tally = field(default_factory=Tally)
