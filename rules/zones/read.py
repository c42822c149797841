"""Read the time zone in what a person types, or say what to ask: never a guess that would be silently wrong.

The order: an IANA name, an offset (refused), an abbreviation, then places: nicknames, countries, regions and
cities. Places that share a name are weighed by people; only a far larger one wins without a question.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from heapq import nlargest
from itertools import chain
from typing import Final

from rules.kit.forms import in_form
from rules.zones.answers import (
    MAX_CHOICES,
    QuestionCode,
    ZoneChoice,
    ZoneInfoName,
    ZoneQuestion,
    one_per_rule,
    zones_in,
)
from rules.zones.atlas import Atlas, City, atlas, clock_offsets, clock_rule, zone_names
from rules.zones.names import fold
from rules.zones.places import ANYWHERE, OTHER_NAME_SHARE, Inside, areas_named, find_place, near_place, read_code
from rules.zones.tables import ABBREVIATIONS, NICKNAMES, NOT_PLACES, REGIONS, TIME_NAMES, WORDS_BEFORE_ABBREVIATIONS

__all__ = ["ZoneChoice", "ZoneInfoName", "ZoneQuestion", "read_zone", "suggest_zones", "zone_city"]

MAX_TYPED: Final = 100
# With the space around and within it; what is longer is not looked at, as some signs are a whole phrase.
LONGEST_TYPED: Final = 200
LABEL_LIMIT: Final = 100
SHORTEST_OTHER_PART: Final = 2  # letters before cities are suggested by other names too
SHORTEST_PART: Final = 4  # letters before the inside of an IANA name is searched

_MINUS: Final = str.maketrans("\u2212\u2013\u2014", "---")
_PARTS: Final = re.compile(r"[,;|/()\[\]\n]+|\s[-·]\s")
_OFFSET: Final = re.compile(
    r"(?:(?P<prefix>utc|gmt|etc/gmt|etc/utc|z|zulu)\s*)?"
    r"(?P<sign>[+±-]|plus\s|minus\s)\s*(?P<hours>\d{1,2})(?:[:.h]?(?P<minutes>\d{1,2}))?\s*(?:hours?|hrs?|h)?"
    r"(?:\s*(?:from\s+)?(?:utc|gmt))?"
)
_AHEAD: Final = re.compile(r"^(\d{1,2}(?::\d\d)?) (?:hours?|hrs?|h) (ahead|behind)(?: of)? (?:utc|gmt)$")
_OFFSET_UNSIGNED: Final = re.compile(r"(?:utc|gmt|etc/gmt|etc/utc)\s*\d{1,4}(?::?\d\d)?")
_OFFSET_BESIDE_NAME: Final = re.compile(
    r"[(\[]\s*(?:utc|gmt)[^)\]]*[)\]]|\b(?:utc|gmt)\s*[+-]\s*\d{1,2}(?::?\d\d)?\b", re.IGNORECASE
)
_TIME_OF_DAY: Final = re.compile(
    r"\b\d{1,2}(?:[:.h]\d{2})?\s*[ap]\.?m\b|\b\d{1,2}[:h]\d{2}\b|\bo.?clock\b|\b(?:noon|midnight)\b"
)
_FILLER: Final = re.compile(
    r"^(?:i am|im|i live|we live|i m|living|based|located|currently|my (?:city|country|time ?zone|tz) is|its"
    r"|(?:the )?(?:local )?time in|here in|near|around|close to|somewhere|in|from|at|(?:the )?city of"
    r"|greater|downtown|state of)\s+"
)
_TIME_WORDS: Final = re.compile(
    r"\s+(?:metro(?:politan)? )?area$"
    r"|\s*\b(?:(?:standard|daylight|summer|winter|savings?|local)\s+)*(?:time ?zone|time|tz|zone)$"
    r"|\s+(?:standard|daylight)$"
)


def read_zone(typed: str) -> ZoneInfoName | ZoneQuestion:
    """Return the IANA zone that `typed` names (a place, an IANA name, an abbreviation), or a question."""
    if len(typed) > LONGEST_TYPED:
        return ZoneQuestion("unknown", typed)
    text = " ".join(in_form("NFKC", typed, LONGEST_TYPED).translate(_MINUS).split()).strip(" .!?\"'")
    if not typed.strip():
        return ZoneQuestion("nothing_typed", typed)
    if (not fold(text) and not any(c.isdigit() for c in text)) or len(text) > MAX_TYPED:
        return ZoneQuestion("unknown", typed)
    if (offset := _offset(text.casefold())) is not None:
        return ZoneQuestion("offset", typed, _zones_at(offset))
    if "/" in text and (iana := _iana_name(text)):
        return iana
    text = _OFFSET_BESIDE_NAME.sub(" ", text).strip() or text
    if _TIME_OF_DAY.search(text.casefold()):
        return ZoneQuestion("time_of_day", typed)
    return _read_words(text, typed)


def _iana_name(text: str) -> ZoneInfoName | None:
    name = zone_names().get(re.sub(r"\s*/\s*", "/", text).replace(" ", "_").casefold())
    return ZoneInfoName(name) if name else None


def zone_city(zone: str) -> str:
    """Return the city an IANA name is labelled by: `America/New_York` → New York."""
    return zone.rpartition("/")[2].replace("_", " ")


# Offsets


def _offset(text: str) -> int | None:
    """Return the minutes east of UTC that `text` states, or None if it states no bare offset."""
    text = _AHEAD.sub(lambda match: f"{'-' if match[2] == 'behind' else '+'}{match[1]}", text.strip("()[] "))
    if _OFFSET_UNSIGNED.fullmatch(text):
        text = re.sub(r"(?<=[a-z])\s*(?=\d)", "+", text, count=1)
    match = _OFFSET.fullmatch(text)
    if not match:
        return None
    hours, minutes = match["hours"], match["minutes"] or "0"
    eastward = match["sign"].strip() in ("+", "±", "plus")
    if match["prefix"] == "etc/gmt":  # POSIX counts these the other way round
        eastward = not eastward
    total = int(hours) * 60 + (int(minutes) * 6 if "." in text and len(minutes) == 1 else int(minutes))
    return total if eastward else -total


@cache
def _zones_at(offset: int) -> tuple[str, ...]:
    """Return zones that use `offset` (minutes) in summer or winter, one for each rule, most people first."""
    world = atlas()
    lesser = (zone for zones in world.zones_of.values() for zone in zones)
    zones = chain((area.zone for area in world.areas), lesser)
    return tuple(one_per_rule(zone for zone in zones if offset in clock_offsets(zone)))[:MAX_CHOICES]


# Words


def _read_words(text: str, typed: str) -> ZoneInfoName | ZoneQuestion:
    whole = fold(text)
    if whole in NOT_PLACES:
        return ZoneQuestion("not_a_place", typed)
    if text in WORDS_BEFORE_ABBREVIATIONS:
        return ZoneQuestion("unknown", typed, ABBREVIATIONS[text])
    if answer := _short_name(whole, ANYWHERE, typed):
        return answer
    if text.isupper() and (answer := read_code(whole, typed)):
        return answer
    if answer := find_place(whole, ANYWHERE, typed):  # names with punctuation: "Virgin Islands (UK)"
        return answer
    parts = [part for part in map(fold, _PARTS.split(text)) if part]
    parts = [part for part in parts if _offset(part) is None and not _OFFSET_UNSIGNED.fullmatch(part)] or parts
    if len(parts) > 1 and areas_named(parts[0]):  # "USA, Chicago", the larger first
        answer = _read_place(parts[-1], parts[-2::-1], typed)
        if answer and not isinstance(answer, ZoneQuestion):
            return answer
    # "Lekki, Lagos, Nigeria": an unknown place is answered by what contains it.
    for start, part in enumerate(parts):
        for name in dict.fromkeys((part, _strip_filler(part))):
            if name and (answer := _read_place(name, parts[start + 1 :], typed)):
                return _unless_elsewhere(answer, parts[start + 1 :], typed)
    stripped = _strip_filler(whole)
    if stripped != whole and stripped:
        return _read_words(stripped, typed)
    # Names without a slash come last: the old alias "Iceland" would answer with Africa/Abidjan.
    return _iana_name(text) or near_place(whole, typed)


def _unless_elsewhere(
    answer: ZoneInfoName | ZoneQuestion, others: list[str], typed: str
) -> ZoneInfoName | ZoneQuestion:
    """Ask about "London / Tokyo": the parts after a place that are no area around it, but places elsewhere."""
    if isinstance(answer, ZoneQuestion):
        return answer
    named = [_read_place(other, [], typed) for other in others if not areas_named(other)]
    elsewhere = [zone for zone in named if zone and not isinstance(zone, ZoneQuestion)]
    if clock_rule(answer) in {clock_rule(zone) for zone in elsewhere} or not elsewhere:
        return answer
    return ZoneQuestion("several_places", typed, tuple(dict.fromkeys((answer, *elsewhere)))[:MAX_CHOICES])


def _strip_filler(text: str) -> str:
    """Return what is left of "I am in Paris" or "Tokyo time" without the words around the place."""
    while (
        shorter := _FILLER.sub("", _TIME_WORDS.sub("", text)).removeprefix("the ").removesuffix(" state").strip()
    ) != text:
        text = shorter
    return text


def _short_name(name: str, inside: Inside, typed: str) -> ZoneInfoName | ZoneQuestion | None:
    """Answer abbreviations, names of times ("Eastern time") and nicknames, as far as `inside` allows."""
    compact = name.replace(" ", "") if all(len(word) == 1 for word in name.split()) else name
    for key in (compact, _TIME_WORDS.sub("", name)):
        zones = ABBREVIATIONS.get(key) or TIME_NAMES.get(key) or NICKNAMES.get(key) or ()
        if inside:  # "IST, India"
            zones = tuple(zone for zone in zones if _is_zone_of(zone, inside))
        if zones:
            several: QuestionCode = "several_places" if key in ABBREVIATIONS else "several_zones"
            return ZoneInfoName(zones[0]) if len(zones) == 1 else ZoneQuestion(several, typed, zones)
    return None


def _is_zone_of(zone: str, inside: Inside) -> bool:
    world = atlas()
    return all(any(zone in world.zones_of.get(area, {}) for area in areas) for areas in inside)


def _read_place(name: str, containers: list[str], typed: str) -> ZoneInfoName | ZoneQuestion | None:
    """Answer for "name, container, container", or for "name container" without the comma."""
    inside = tuple(areas for container in containers if (areas := areas_named(container)))
    if found := find_place(name, inside, typed) or _short_name(name, inside, typed):
        return found
    if inside and all(not region for areas in inside for _, region in areas):
        # "Paris, Japan": a small place of that name, or a slip? (In "Paris, Kentucky" the state settles it.)
        elsewhere = zones_in(find_place(name, ANYWHERE, typed))
        if elsewhere:
            there = zones_in(find_place(containers[0], ANYWHERE, typed))
            return ZoneQuestion("several_places", typed, (*elsewhere, *there)[:MAX_CHOICES])
    words = name.split()
    for cut in range(len(words) - 1, 0, -1):
        front, back = " ".join(words[:cut]), " ".join(words[cut:])
        for place, container in ((front, back), (back, front)):
            if (areas := areas_named(container)) and (found := find_place(place, (areas, *inside), typed)):
                return found
    return None


# Autocomplete


def suggest_zones(typed: str, limit: int = 25) -> list[ZoneChoice]:
    """Return at most `limit` labelled zones for what has been typed so far, likeliest first."""
    text = typed.strip()[:MAX_TYPED]
    found: dict[str, ZoneChoice] = {}
    for choice in _suggestions(text, limit):
        found.setdefault(choice.label, choice)
        if len(found) == limit:
            break
    return list(found.values())


def _suggestions(text: str, limit: int) -> Iterator[ZoneChoice]:
    world = atlas()
    name = fold(text)
    if not name:
        yield from (_city_choice(world, city) for zone in _popular_zones() if (city := world.largest_in(zone)))
        return
    if "/" in text:
        yield from _iana_choices(world, text)
    answer = read_zone(text)
    zones = zones_in(answer)
    exact = not isinstance(answer, ZoneQuestion) or answer.code not in ("unknown", "perhaps_meant")
    named = [city for city in world.named(name)[:limit] if city.zone in zones]
    if named:
        yield from (_city_choice(world, city) for city in named)
    elif exact:
        yield from (_zone_choice(world, zone) for zone in zones)
    yield from _area_choices(world, name)
    yield from (_city_choice(world, city) for city in _largest_starting_with(name, limit))
    if len(text) >= SHORTEST_PART:
        yield from _iana_choices(world, text)
    if not exact:
        yield from (_zone_choice(world, zone) for zone in zones)


def _iana_choices(world: Atlas, text: str) -> Iterator[ZoneChoice]:
    part = text.replace(" ", "_").casefold()
    return (_zone_choice(world, zone) for key, zone in zone_names().items() if part in key)


@cache
def _popular_zones() -> tuple[str, ...]:
    """Return one zone for each clock in the world, named by its best-known city, most people first."""
    people: Counter[str] = Counter()
    countries = [area for area in atlas().areas if not area.region]
    for area in countries:
        people[clock_rule(area.zone)] += area.people
    zones = one_per_rule(area.zone for area in sorted(countries, key=lambda area: -area.best_known))
    return tuple(sorted(zones, key=lambda zone: -people[clock_rule(zone)]))


def _area_choices(world: Atlas, name: str) -> Iterator[ZoneChoice]:
    """Yield the zones of countries and regions whose name starts with `name`, from two letters on."""
    if len(name) < 2:
        return
    areas: list[tuple[str, str]] = []
    areas += [(code, "") for known, code in world.country_codes.items() if known.startswith(name)]
    areas += [place for known, place in world.region_codes.items() if known.startswith(name)]
    areas.sort(key=lambda place: -sum(world.zones_of.get(place, {}).values()))
    for place in areas:
        for zone in list(one_per_rule(world.zones_of.get(place, {})))[:MAX_CHOICES]:
            yield _zone_choice(world, zone)


def _largest_starting_with(name: str, limit: int) -> list[City]:
    """Return cities whose name starts with `name`; other names than the main one count little."""
    world = atlas()
    people: dict[City, float] = {city: city.population for city in world.beginning(name, limit)}
    if len(name) >= SHORTEST_OTHER_PART:
        for city in world.also_beginning(name, limit):
            people.setdefault(city, city.population * OTHER_NAME_SHARE)
    return nlargest(limit, people, key=lambda city: people[city])


def _city_choice(world: Atlas, city: City) -> ZoneChoice:
    region = REGIONS.get((city.country, city.region), ("", ""))[1]
    parts = [city.name, region, world.countries.get(city.country, "")]
    return ZoneChoice(", ".join(part for part in parts if part)[:LABEL_LIMIT], city.zone)


def _zone_choice(world: Atlas, zone: str) -> ZoneChoice:
    city = world.largest_in(zone)
    place = zone_city(zone)
    if "/" not in zone:
        return ZoneChoice(zone, zone)
    label = f"{place}, {world.countries.get(city.country, '')}" if city else place
    return ZoneChoice(f"{label} ({zone})"[:LABEL_LIMIT], zone)
