"""Load the places of the world when first asked: cities from GeoNames, zones and countries from tzdata."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from sys import intern
from typing import Final

from rules.zones.names import fold
from rules.zones.tables import ALSO_REGIONS, COUNTRY_LABELS, COUNTRY_NAMES, LABELS_THAT_ARE_WORDS, REGIONS

_ABBREVIATION: Final = re.compile(r"<[^>]*>|[A-Za-z]{3,}")
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
class Atlas:
    """Everything known about places, indexed by folded name."""

    cities: tuple[City, ...]  # largest first
    by_name: dict[str, tuple[City, ...]]
    by_other_name: dict[str, tuple[City, ...]]
    countries: dict[str, str]  # ISO code → name
    country_codes: dict[str, str]  # folded name → ISO code
    region_codes: dict[str, tuple[str, str]]  # folded name → (country, region code)
    zones_of: dict[tuple[str, str], dict[str, int]]  # (country, region or "") → zone → people, most people first
    city_of: dict[str, City]  # zone → its largest city
    zones_by_label: dict[str, str]  # folded last part of an IANA name → zone, for islands without a city
    sorted_names: tuple[str, ...]

    def starting_with(self, prefix: str) -> Iterable[str]:
        """Yield the folded names that start with `prefix`."""
        start = bisect_left(self.sorted_names, prefix)
        end = bisect_left(self.sorted_names, prefix + "\U0010ffff")
        return self.sorted_names[start:end]


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
    """Return the places of the world; the first call reads them, in about a quarter of a second."""
    cities: list[City] = []
    by_name: dict[str, tuple[City, ...]] = defaultdict(tuple)
    by_other_name: dict[str, tuple[City, ...]] = defaultdict(tuple)
    canonical = zone_names()
    official = _official_zones()
    with files("rules.data").joinpath("cities.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            name, country, region, people, zone, names = line.rstrip("\n").split("\t")
            zone = _in_country(canonical[zone.casefold()], official[country])
            others = names.split("|") if names else []
            city = City(name, intern(country), intern(region), int(people), zone, len(others))
            cities.append(city)
            by_name[fold(name)] += (city,)
            for other in others:
                by_other_name[other] += (city,)

    countries = {row[0]: row[1] for row in _table("iso3166.tab")}
    return Atlas(
        cities=tuple(cities),
        by_name=dict(by_name),
        by_other_name=dict(by_other_name),
        countries=countries | COUNTRY_LABELS,
        country_codes=_country_codes(countries),
        region_codes=ALSO_REGIONS | {fold(name): place for place, (_, name) in REGIONS.items()},
        zones_of=_zones_of(cities, official),
        city_of=_largest_cities(cities),
        zones_by_label=_zones_by_label(),
        sorted_names=tuple(sorted(by_name.keys() | by_other_name.keys())),
    )


def _official_zones() -> dict[str, tuple[str, ...]]:
    """Return ISO code → the zones tzdata lists for the country."""
    zones: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for codes, _, zone, *_ in _table("zone.tab"):
        for country in codes.split(","):
            zones[country] += (zone,)
    return zones


def _in_country(zone: str, official: tuple[str, ...]) -> str:
    """Return the country's own zone for another with the same clock: GeoNames has Hanoi on Bangkok's."""
    if zone in official:
        return zone
    return next((own for own in official if clock_rule(own) == clock_rule(zone)), zone)


def _zones_by_label() -> dict[str, str]:
    zones = {row[2] for row in _table("zone.tab") if row[2].count("/") == 1 and row[0] != "AQ"}
    labels = {fold(zone.partition("/")[2].replace("_", " ")): zone for zone in zones}
    return {label: zone for label, zone in labels.items() if label not in LABELS_THAT_ARE_WORDS}


def _country_codes(countries: dict[str, str]) -> dict[str, str]:
    codes = {fold(name): code for code, name in countries.items()}
    return codes | COUNTRY_NAMES


def _zones_of(cities: list[City], official: dict[str, tuple[str, ...]]) -> dict[tuple[str, str], dict[str, int]]:
    people: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for country, zones in official.items():
        people[country, ""] |= dict.fromkeys(zones, 0)
    for city in cities:
        # GeoNames puts a few border towns on the neighbour's clock; they say nothing about the country.
        if city.zone in official[city.country] or not official[city.country]:
            people[city.country, ""][city.zone] += city.population
        if city.region:
            people[city.country, city.region][city.zone] += city.population
    return {place: dict(sorted(counts.items(), key=lambda item: -item[1])) for place, counts in people.items()}


def _largest_cities(cities: list[City]) -> dict[str, City]:
    largest: dict[str, City] = {}
    for city in cities:
        largest.setdefault(city.zone, city)
    return largest
