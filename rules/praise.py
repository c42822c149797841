"""Well done: said in one tap to an entry or a milestone, and told its writer as a sum."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Praise:
    """How many people said it since a member was last told, the last of them at an instant."""

    people: int
    last_at: datetime
