"""Turn a zone question into one friendly sentence; the choices themselves become buttons elsewhere."""

from typing import Final, assert_never

from rules.kit.text import excerpt
from rules.zones.read import ZoneQuestion, zone_city

MAX_NAMED: Final = 4


def zone_question_sentence(question: ZoneQuestion) -> str:
    """Return what to ask the member, naming the likeliest cities; safe to send as a message."""
    typed, cities = f"`{excerpt(question.typed)}`", _listed(question.choices)
    match question.code:
        case "nothing_typed":
            return "Which city are you in, or the nearest large one?"
        case "several_zones":
            return f"{typed} has more than one time zone: do you share the clock of {cities}?"
        case "several_places":
            return f"{typed} can mean more than one clock: is yours that of {cities}?"
        case "offset":
            near = f": are you near {cities}?" if cities else ": which city are you in?"
            return f"{typed} doesn't say when your clocks change, so reminders could drift by an hour{near}"
        case "time_of_day":
            return "The time alone isn't enough, as clocks change on different dates: which city are you in?"
        case "not_a_place":
            return "Discord doesn't tell me where you are: which city are you in, or the nearest large one?"
        case "perhaps_meant":
            return f"I don't know {typed}: did you mean the clock of {cities}?"
        case "unknown":
            hint = f": is it the clock of {cities}?" if cities else ": which large city shares your clock?"
            return f"I don't know {typed} as a place{hint}"
        case _:
            assert_never(question.code)


def _listed(zones: tuple[str, ...]) -> str:
    """Return the zones' cities as "A, B or C"; a long list ends in "another city"."""
    cities = [zone_city(zone) for zone in zones]
    if len(cities) > MAX_NAMED:
        cities = [*cities[:MAX_NAMED], "another city"]
    if len(cities) < 2:
        return "".join(cities)
    return f"{', '.join(cities[:-1])} or {cities[-1]}"
