"""The places of the world: cities from GeoNames, asked for one at a time; zones and countries from tzdata."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from rules.zones.names import fold
from rules.zones.tables import ALSO_REGIONS, COUNTRY_LABELS, COUNTRY_NAMES, LABELS_THAT_ARE_WORDS, REGIONS

_ABBREVIATION: Final = re.compile(r"<[^>]*>|[A-Za-z]{3,}")
_CITIES: Final = Path(__file__).parent.parent / "data" / "cities.db"
_CITY: Final = "name, country, region, population, zone, other_names"
_LAST_LETTER: Final = "\U0010ffff"
_CLOCK: Final = re.compile(r"[+-]?\d{1,2}(?::\d{2})?")


@dataclass(frozen=True, slots=True)
class City:
    """A city of 15,000 people or more."""

    name: str
    country: str  # ISO 3166 code
    region: str  # GeoNames' code; only for countries in `REGIONS`
    population: int
    zone: str
    other_names: int  # how many; a measure of how widely it is known


@dataclass(frozen=True, slots=True)
class Area:
    """The part of a country, or of one of its regions, that lives in one zone."""

    country: str
    region: str  # "" for the whole country
    zone: str
    people: int
    largest: int  # the rank of its largest city
    best_known: int  # people times other names, of the city where that is most


class Atlas:
    """Everything known about places. Cities are read from `cities.db` when asked for: see `rules.zones.make_atlas`."""

    def __init__(self, cities: sqlite3.Connection) -> None:
        self._cities = cities
        official = _official_zones()
        self._in_country = lru_cache(maxsize=None)(_in_country_of(official))
        self.areas = tuple(
            Area(country, region, self._in_country(zone, country), *figures)
            for country, region, zone, *figures in cities.execute("SELECT * FROM area ORDER BY largest, region")
        )
        countries = {row[0]: row[1] for row in _table("iso3166.tab")}
        self.countries = countries | COUNTRY_LABELS  # ISO code → name
        self.country_codes = _country_codes(countries)  # folded name → ISO code
        # folded name → (country, region code)
        self.region_codes = ALSO_REGIONS | {fold(name): place for place, (_, name) in REGIONS.items()}
        # (country, region or "") → zone → people, most people first
        self.zones_of = _zones_of(self.areas, official)
        # folded last part of an IANA name → zone, for islands without a city
        self.zones_by_label = _zones_by_label()
        self._largest = _largest_of(self.areas)

    def named(self, name: str) -> list[City]:
        """Return the cities whose main name, folded, is `name`; largest first."""
        return self._read("WHERE folded = ? ORDER BY rank", name)

    def also_named(self, name: str) -> list[City]:
        """Return the cities that `name`, folded, is another name of; largest first."""
        return self._read("JOIN other_name USING (rank) WHERE other_name.folded = ? ORDER BY rank", name)

    def beginning(self, name: str, limit: int) -> list[City]:
        """Return the largest cities whose main name, folded, begins with `name`."""
        return self._read("WHERE folded >= ? AND folded < ? ORDER BY rank LIMIT ?", name, name + _LAST_LETTER, limit)

    def also_beginning(self, name: str, limit: int) -> list[City]:
        """Return the largest cities of which another name, folded, begins with `name`."""
        return self._read(
            "WHERE rank IN (SELECT rank FROM other_name WHERE folded >= ? AND folded < ?) ORDER BY rank LIMIT ?",
            *(name, name + _LAST_LETTER, limit),
        )

    def largest_in(self, zone: str) -> City | None:
        """Return the largest city of a zone."""
        rank = self._largest.get(zone)
        return self._read("WHERE rank = ?", rank)[0] if rank else None

    def main_names(self, beginning: str, least_people: int) -> dict[str, int]:
        """Return folded name → people of its largest city, for names that begin so, from `least_people` on."""
        rows = self._cities.execute(
            "SELECT folded, MAX(population) FROM city "
            "WHERE folded >= ? AND folded < ? AND population >= ? GROUP BY folded",
            (beginning, beginning + _LAST_LETTER, least_people),
        )
        return dict(rows)

    def _read(self, where: str, *given: object) -> list[City]:
        rows = self._cities.execute(f"SELECT {_CITY} FROM city {where}", given)
        return [
            City(name, country, region, population, self._in_country(zone, country), others)
            for name, country, region, population, zone, others in rows
        ]


def _table(name: str) -> list[list[str]]:
    """Return the rows of one of tzdata's tab-separated tables."""
    text = (files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def zone_names() -> dict[str, str]:
    """Return every IANA name in lower case → the name in use: aliases lead to what they stand for.

    A zone of `zone.tab` stands for itself even where tzdata stores it as a link (Europe/Amsterdam).
    """
    rows = _table("zone.tab")
    names = {row[2] for row in rows}
    links: dict[str, str] = {}
    for line in (files("tzdata") / "zoneinfo" / "tzdata.zi").read_text(encoding="utf-8").splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "Z":
            names.add(rest.split(" ", 1)[0])
        elif kind == "L":
            target, alias = rest.split(" ")
            links[alias] = target
    names -= {"Factory"}
    for alias, target in links.items():
        while target not in names and target in links:
            target = links[target]
        links[alias] = target
    found = {alias.casefold(): target for alias, target in links.items()}
    return found | {name.casefold(): name for name in names} | {"utc": "UTC"}


@cache
def clock_rule(zone: str) -> str:
    """Return the rule `zone` follows from now on, without its abbreviations: equal rules show equal clocks.

    It is the POSIX TZ string that ends every TZif file, for example `-1,M3.5.0,M10.5.0/3` with summer time.
    """
    path = files("tzdata") / "zoneinfo"
    for part in zone.split("/"):
        path /= part
    footer = path.read_bytes().rsplit(b"\n", 2)[-2].decode("ascii")
    return _ABBREVIATION.sub("~", footer)


@cache
def clock_offsets(zone: str) -> frozenset[int]:
    """Return the offsets from UTC, in minutes, that `zone` uses in the course of a year."""
    clocks, comma, _ = clock_rule(zone).partition(",")
    _, standard, *summer = clocks.split("~")
    offsets = [-_minutes(standard)]
    if comma:
        offsets.append(-_minutes(summer[0]) if summer and summer[0] else offsets[0] + 60)
    return frozenset(offsets)


def _minutes(clock: str) -> int:
    match = _CLOCK.match(clock)
    hours, _, minutes = (match[0] if match else "0").lstrip("+-").partition(":")
    return (int(hours) * 60 + int(minutes or 0)) * (-1 if clock.startswith("-") else 1)


@cache
def atlas() -> Atlas:
    """Return the places of the world, from a file that is only ever read."""
    cities = sqlite3.connect(f"{_CITIES.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    cities.execute("PRAGMA cache_size = -200")  # kB: the system keeps the file's pages as well
    return Atlas(cities)


def _official_zones() -> dict[str, tuple[str, ...]]:
    """Return ISO code → the zones tzdata lists for the country."""
    zones: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for codes, _, zone, *_ in _table("zone.tab"):
        for country in codes.split(","):
            zones[country] += (zone,)
    return zones


def _in_country_of(official: dict[str, tuple[str, ...]]) -> Callable[[str, str], str]:
    canonical = zone_names()

    def in_country(zone: str, country: str) -> str:
        """Return the country's own zone for another with the same clock: GeoNames has Hanoi on Bangkok's."""
        zone, own = canonical[zone.casefold()], official[country]
        if zone in own:
            return zone
        return next((each for each in own if clock_rule(each) == clock_rule(zone)), zone)

    return in_country


def _zones_by_label() -> dict[str, str]:
    zones = {row[2] for row in _table("zone.tab") if row[2].count("/") == 1 and row[0] != "AQ"}
    labels = {fold(zone.partition("/")[2].replace("_", " ")): zone for zone in zones}
    return {label: zone for label, zone in labels.items() if label not in LABELS_THAT_ARE_WORDS}


def _country_codes(countries: dict[str, str]) -> dict[str, str]:
    codes = {fold(name): code for code, name in countries.items()}
    return codes | COUNTRY_NAMES


def _zones_of(areas: tuple[Area, ...], official: dict[str, tuple[str, ...]]) -> dict[tuple[str, str], dict[str, int]]:
    people: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for country, zones in official.items():
        people[country, ""] |= dict.fromkeys(zones, 0)
    for area in areas:
        # GeoNames puts a few border towns on the neighbour's clock; they say nothing about the country.
        if area.region or area.zone in official[area.country] or not official[area.country]:
            people[area.country, area.region][area.zone] += area.people
    return {place: dict(sorted(counts.items(), key=lambda item: -item[1])) for place, counts in people.items()}


def _largest_of(areas: tuple[Area, ...]) -> dict[str, int]:
    """Return zone → the rank of its largest city; `areas` come in the order of theirs."""
    largest: dict[str, int] = {}
    for area in areas:
        largest.setdefault(area.zone, area.largest)
    return largest
