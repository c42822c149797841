"""What reading a time zone gives: an IANA name, or a question with the zones to offer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, NewType

from rules.zones.atlas import clock_rule

MAX_CHOICES: Final = 12

ZoneInfoName = NewType("ZoneInfoName", str)
QuestionCode = Literal[
    "nothing_typed",
    "several_zones",  # one place, several zones
    "several_places",  # several places or meanings share the name
    "offset",  # an offset says nothing about daylight saving
    "time_of_day",
    "not_a_place",  # "my time", "here"
    "perhaps_meant",  # not known, but near to these
    "unknown",
]


@dataclass(frozen=True, slots=True)
class ZoneQuestion:
    """What to ask when the typed text names no single zone; `choices` are IANA names, likeliest first."""

    code: QuestionCode
    typed: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ZoneChoice:
    """One line of autocomplete; `label` is at most 100 characters."""

    label: str
    zone: str


def zones_in(answer: ZoneInfoName | ZoneQuestion | None) -> tuple[str, ...]:
    """Return the zones an answer names or offers."""
    if answer is None:
        return ()
    return answer.choices if isinstance(answer, ZoneQuestion) else (answer,)


def one_per_rule(zones: Iterable[str]) -> Iterator[str]:
    """Yield the first of the zones that show the same clock from now on."""
    seen = set()
    for zone in zones:
        if (rule := clock_rule(zone)) not in seen:
            seen.add(rule)
            yield zone
