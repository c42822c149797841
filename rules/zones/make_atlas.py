"""Make `cities.db`, which the bot asks, from `cities.tsv`, which people read and mend: `make atlas`.

As Python objects the cities took 22 MB and 400 ms at each start (21 November 2026). Asked for one at a time they take
neither.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from rules.zones.names import fold

SOURCE: Final = Path(__file__).parents[1] / "data" / "cities.tsv"
TARGET: Final = Path(__file__).parents[1] / "data" / "cities.db"
TABLES: Final = """
CREATE TABLE city (  -- by rank: the largest is 1
  rank INTEGER PRIMARY KEY, folded TEXT NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL, region TEXT NOT NULL,
  population INTEGER NOT NULL, zone TEXT NOT NULL, other_names INTEGER NOT NULL
) STRICT;
CREATE TABLE other_name (folded TEXT NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (folded, rank)) STRICT, WITHOUT ROWID;
CREATE TABLE area (  -- a country (its region is empty) or one of its regions, in one zone
  country TEXT NOT NULL, region TEXT NOT NULL, zone TEXT NOT NULL,
  people INTEGER NOT NULL, largest INTEGER NOT NULL, best_known INTEGER NOT NULL
) STRICT;
CREATE INDEX city_by_name ON city (folded, population);
"""
AREAS: Final = """
INSERT INTO area
SELECT country, '', zone, SUM(population), MIN(rank), MAX(population * other_names) FROM city GROUP BY country, zone;
INSERT INTO area
SELECT country, region, zone, SUM(population), MIN(rank), MAX(population * other_names) FROM city
WHERE region <> '' GROUP BY country, region, zone;
"""


class Row(NamedTuple):
    """A line of `cities.tsv`."""

    name: str
    country: str
    region: str
    population: int
    zone: str
    others: tuple[str, ...]


def read(lines: Iterable[str]) -> list[Row]:
    """Return the cities, in the order of the lines: largest first."""
    found = []
    for line in lines:
        if line.startswith("#"):
            continue
        name, country, region, people, zone, others = line.rstrip("\n").split("\t")
        found.append(Row(name, country, region, int(people), zone, tuple(others.split("|")) if others else ()))
    return found


def write(target: sqlite3.Connection, rows: list[Row]) -> None:
    """Fill an empty database with the cities."""
    target.executescript(TABLES)
    ranked = list(enumerate(rows, 1))
    target.executemany(
        "INSERT INTO city VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((rank, fold(row.name), *row[:5], len(row.others)) for rank, row in ranked),
    )
    target.executemany(
        "INSERT INTO other_name VALUES (?, ?)", ((other, rank) for rank, row in ranked for other in row.others)
    )
    target.commit()
    target.executescript(AREAS)


def main() -> None:
    """Write the file anew."""
    TARGET.unlink(missing_ok=True)
    connection = sqlite3.connect(TARGET)
    with SOURCE.open(encoding="utf-8") as lines:
        write(connection, read(lines))
    connection.execute("VACUUM")
    connection.close()


if __name__ == "__main__":
    main()
