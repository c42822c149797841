"""Find the country, region or city a name stands for, weighing places that share it by their people."""

from typing import Final, NamedTuple

from rules.kit.slips import slips
from rules.zones.answers import MAX_CHOICES, ZoneInfoName, ZoneQuestion, one_per_rule, zones_in
from rules.zones.atlas import City, atlas, clock_rule
from rules.zones.names import fold
from rules.zones.tables import FAMOUS, ONE_ANSWER, REGIONS

FAR_LARGER: Final = 15  # times the people, for a city to win over its namesakes
NEARLY_EVERYBODY: Final = 0.98  # of a country's or region's people in one zone, for it to be the answer
TOO_FEW_TO_SAY: Final = 300_000  # people in known cities; with fewer, unknown villages could tip the balance
OTHER_NAME_SHARE: Final = 0.05  # what a city counts for when found by another than its main name
TYPO_MIN_PEOPLE: Final = 250_000
TYPO_MIN_OTHER_NAMES: Final = 20  # a city known in many languages is the likelier slip of the keyboard
TYPO_MIN_LETTERS: Final = 5
NEAR_MIN_PEOPLE: Final = 100_000
LABEL_MIN_PEOPLE: Final = 1_000  # what an IANA name's last part counts for where no such city is known
LABEL_MAX_PEOPLE: Final = 50_000
SHORTEST_BEGINNING: Final = 4
MOST_BEGUN: Final = 50  # cities looked at whose name begins as typed: far more than are offered
MAX_GUESSES: Final = 5

Area = tuple[str, str]  # ISO code, GeoNames' region code or ""
Inside = tuple[frozenset[Area], ...]  # what the words after a name can stand for, nearest first
ANYWHERE: Final[Inside] = ()


class Place(NamedTuple):
    """A candidate for a typed name."""

    zone: str
    people: float
    famous: bool = False


def areas_named(name: str) -> frozenset[Area]:
    """Return the countries and regions `name` (folded) can stand for, by name or by code."""
    world = atlas()
    found: set[Area] = set()
    if code := world.country_codes.get(name):
        found.add((code, ""))
    if place := world.region_codes.get(name):
        found.add(place)
    if 2 <= len(name) <= 3:
        found |= {place for place, (short, _) in REGIONS.items() if short == name.upper()}
        if name.upper() in world.countries:
            found.add((name.upper(), ""))
    return frozenset(found)


def _is_inside(area: Area, inside: Inside) -> bool:
    return all((area[0], "") in areas or area in areas for areas in inside)


def read_code(code: str, typed: str) -> ZoneInfoName | ZoneQuestion | None:
    """Answer a bare country or state code (NJ; but CA is a state and a country)."""
    areas = sorted(areas_named(code), key=_people, reverse=True)
    return _agreed([_area_answer(*area, typed) for area in areas], typed)


def _agreed(answers: list[ZoneInfoName | ZoneQuestion], typed: str) -> ZoneInfoName | ZoneQuestion | None:
    """Return the answer all `answers` come to, or the question between them."""
    zones = [zone for answer in answers for zone in zones_in(answer)]
    if not zones:
        return None
    if len(answers) == 1 or len({clock_rule(zone) for zone in zones}) == 1:
        return answers[0]
    return ZoneQuestion("several_places", typed, tuple(dict.fromkeys(zones))[:MAX_CHOICES])


def _people(area: Area) -> int:
    return sum(atlas().zones_of.get(area, {}).values())


def find_place(name: str, inside: Inside, typed: str) -> ZoneInfoName | ZoneQuestion | None:
    """Answer for the place called `name` (folded) within `inside`; None if nothing there has that name."""
    if inside and len(inside[0]) > 1:  # "Ontario, CA": Canada or California
        each = (find_place(name, (frozenset({area}), *inside[1:]), typed) for area in sorted(inside[0]))
        return _agreed([answer for answer in each if answer is not None], typed)
    return _weigh(name, inside, typed)


def _weigh(name: str, inside: Inside, typed: str) -> ZoneInfoName | ZoneQuestion | None:
    """Answer for the country, region or city called `name`, if `inside` leaves any."""
    world = atlas()
    country, region = world.country_codes.get(name), world.region_codes.get(name)
    if country and not _is_inside((country, ""), inside):
        country = None
    if region and not _is_inside(region, inside):
        region = None
    if country and region:  # Georgia
        zones = (_main_zone(country, ""), _main_zone(*region))
        return ZoneQuestion("several_places", typed, zones)
    if country:
        return _area_answer(country, "", typed)
    known = [(city, 1.0) for city in world.named(name)]
    known += [(city, _share(name, city)) for city in world.also_named(name)]
    places = [
        Place(city.zone, city.population * share, FAMOUS.get(name) == city.country)
        for city, share in known
        if _is_inside((city.country, city.region), inside)
    ]
    labelled = world.zones_by_label.get(name)
    if labelled and not inside and all(place.zone != labelled for place in places):
        city = world.largest_in(labelled)
        people = min(city.population, LABEL_MAX_PEOPLE) if city else LABEL_MIN_PEOPLE
        places.append(Place(labelled, people))
    if region:
        answer = _area_answer(*region, typed)
        people = _people(region)
        rivals = [place for place in places if place.people * FAR_LARGER > people]
        if isinstance(answer, ZoneQuestion) or not rivals:
            return answer
        places.append(Place(answer, people))
    return _largest(places, typed) if places else None


def _share(name: str, city: City) -> float:
    """Return the part of a city's people that count when it is called `name`, not its main name."""
    shortened = fold(city.name).startswith(f"{name} ")  # Newcastle (upon Tyne), Santiago (de los Caballeros)
    return 1.0 if shortened else OTHER_NAME_SHARE


def _main_zone(country: str, region: str) -> str:
    return ONE_ANSWER.get(country) or next(iter(atlas().zones_of[country, region]))


def _area_answer(country: str, region: str, typed: str) -> ZoneInfoName | ZoneQuestion:
    """Answer for a whole country or region: its zone, if nearly everybody there lives by the same clock."""
    if not region and country in ONE_ANSWER:
        return ZoneInfoName(ONE_ANSWER[country])
    people = atlas().zones_of.get((country, region), {})
    if not people:
        return ZoneQuestion("unknown", typed)
    main = next(iter(people))
    total = sum(people.values())
    same_clock = sum(count for zone, count in people.items() if clock_rule(zone) == clock_rule(main))
    if len({clock_rule(zone) for zone in people}) == 1:
        return ZoneInfoName(main)
    if total < TOO_FEW_TO_SAY:
        return ZoneQuestion("several_zones", typed, tuple(one_per_rule(people))[:MAX_CHOICES])
    if same_clock / total >= NEARLY_EVERYBODY:
        return ZoneInfoName(main)
    lived_in = (zone for zone, count in people.items() if count)
    return ZoneQuestion("several_zones", typed, tuple(one_per_rule(lived_in))[:MAX_CHOICES])


def _largest(places: list[Place], typed: str) -> ZoneInfoName | ZoneQuestion:
    """Answer with the largest place if every other on a different clock is far smaller."""
    places.sort(key=lambda place: (not place.famous, -place.people))
    first = places[0]
    others = [place for place in places if clock_rule(place.zone) != clock_rule(first.zone)]
    if first.famous or all(other.people * FAR_LARGER <= first.people for other in others):
        return ZoneInfoName(first.zone)
    zones = tuple(dict.fromkeys(place.zone for place in places))
    return ZoneQuestion("several_places", typed, zones[:MAX_CHOICES])


# Typing errors


def _names_from(letter: str) -> dict[str, int]:
    """Return folded name → people: what a typing error is measured against. Hardly anyone mistypes the first letter."""
    world = atlas()
    names = {name: people for name, people in world.main_names(letter, NEAR_MIN_PEOPLE).items() if name.isascii()}
    areas = [(name, (code, "")) for name, code in world.country_codes.items() if len(name) > 3]
    for name, area in (*areas, *world.region_codes.items()):
        if name.isascii() and name.startswith(letter):
            names[name] = max(names.get(name, 0), _people(area))
    return names


def near_place(name: str, typed: str) -> ZoneInfoName | ZoneQuestion:
    """Answer a clear typing error in `name` (folded); ask about an unclear one; make nothing of nonsense."""
    guesses: list[str] = []
    if len(name) >= TYPO_MIN_LETTERS and name.isascii():
        names = _names_from(name[0])
        most = 1 if len(name) < 7 else 2
        hits = ((slips(name, each, most), -people, each) for each, people in names.items())
        guesses = [guess for count, _, guess in sorted(hits) if count <= most and _is_well_known(guess)]
        if guesses and _is_clear(name, guesses, names) and (meant := find_place(guesses[0], ANYWHERE, typed)):
            return meant
    near = (zone for guess in guesses for zone in zones_in(find_place(guess, ANYWHERE, typed)))
    zones = tuple(one_per_rule((*_begun(name), *near)))[:MAX_GUESSES]
    return ZoneQuestion("perhaps_meant" if zones else "unknown", typed, zones)


def _is_clear(name: str, guesses: list[str], people: dict[str, int]) -> bool:
    """Say whether the first guess is one slip away, large, and far larger than the others as near."""
    first, others = guesses[0], guesses[1:]
    most = 2 if len(name) >= 10 else 1
    count = slips(name, first, most)
    if count > most or people[first] < TYPO_MIN_PEOPLE:
        return False
    as_near = [other for other in others if slips(name, other, count) <= count]
    return all(people[other] * FAR_LARGER <= people[first] or _same_clock(other, first) for other in as_near)


def _is_well_known(name: str) -> bool:
    world = atlas()
    if name in world.country_codes or name in world.region_codes:
        return True
    return any(city.other_names >= TYPO_MIN_OTHER_NAMES for city in world.named(name))


def _same_clock(one: str, other: str) -> bool:
    zones = [find_place(name, ANYWHERE, name) for name in (one, other)]
    return all(isinstance(zone, str) for zone in zones) and len({clock_rule(str(zone)) for zone in zones}) == 1


def _begun(name: str) -> tuple[str, ...]:
    """Return the zones of the large cities whose main name starts with `name`, largest first."""
    if len(name) < SHORTEST_BEGINNING:
        return ()
    cities = atlas().beginning(name, MOST_BEGUN)
    return tuple(city.zone for city in cities if city.population >= NEAR_MIN_PEOPLE)
