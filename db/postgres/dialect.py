"""All that PostgreSQL wants said differently: SQL, migrations and parameters are written for both engines elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from db import migrations
from db.connection import Parameters

# Steps that PostgreSQL takes in words of its own, by the names of those they stand for.
STEPS = Path(__file__).parent / "steps"

# Where several processes claim at once, each takes what no other is about to take. First as a list that is made once:
# PostgreSQL may run a subquery again, and would then claim more than was asked for.
_CLAIM = re.compile(r"UPDATE due(?P<set>.*?)IN \((?P<which>\s*SELECT key FROM due.*?)\)\nRETURNING", re.DOTALL)
_SHARED_CLAIM = (
    r"WITH claimable AS MATERIALIZED (\g<which>    FOR UPDATE SKIP LOCKED)\n"
    r"UPDATE due\g<set>IN (SELECT key FROM claimable)\n"
    r"RETURNING"
)

# Ids that are given as one parameter, a list in JSON.
_IDS = re.compile(r"SELECT value FROM json_each\((?P<list>:\w+)\)")
_UNPACKED_IDS = r"SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(\g<list> AS JSON))"

# A comment, a text, a cast, a hash of a parameter, a parameter by name, one by its place.
_TOKEN = re.compile(
    r"(?P<other>--[^\n]*|'(?:[^']|'')*'|::\w+)"
    r"|keyed_hash\(:(?P<hashed>[a-z_]\w*)\)|:(?P<named>[a-z_]\w*)|(?P<placed>\?)"
)

_DDL = re.compile(r"^(?:--[^\n]*\n|\s)*(CREATE TABLE|ALTER TABLE)\b")


class Statement(NamedTuple):
    """A statement as PostgreSQL takes it; `taken` says for each `$n` which parameter it is, and whether as its hash."""

    sql: str
    taken: tuple[tuple[str | int, bool], ...]


@cache
def translated(sql: str) -> Statement:
    """Return a statement with its parameters numbered; the same one twice is one number."""
    sql = _CLAIM.sub(_SHARED_CLAIM, sql).replace("group_concat(", "string_agg(")
    sql = _IDS.sub(_UNPACKED_IDS, sql)
    taken: list[tuple[str | int, bool]] = []
    places = 0

    def numbered(found: re.Match[str]) -> str:
        nonlocal places
        if found["other"]:
            return found["other"]
        if found["placed"]:
            parameter: tuple[str | int, bool] = places, False
            places += 1
        else:
            parameter = found["hashed"] or found["named"], bool(found["hashed"])
        if parameter not in taken:
            taken.append(parameter)
        return f"${taken.index(parameter) + 1}"

    return Statement(_TOKEN.sub(numbered, sql), tuple(taken))


def arguments(statement: Statement, parameters: Parameters, hashed: Callable[[int], str]) -> list[Any]:
    """Return what stands for each `$n`."""
    return [_argument(_of(parameters, name), hashed if as_hash else None) for name, as_hash in statement.taken]


def _of(parameters: Parameters, name: str | int) -> Any:
    return parameters[name] if isinstance(parameters, Mapping) else parameters[int(name)]  # type: ignore[index]


def _argument(value: Any, hashed: Callable[[int], str] | None) -> Any:
    if hashed is not None:
        return hashed(value)
    # PostgreSQL has no room for this one character, which nobody can see or means to type.
    return value.replace("\x00", "") if isinstance(value, str) else value


def steps() -> dict[int, str]:
    """Return every migration as PostgreSQL takes it, by its number."""
    own = {int(path.name[:4]): path.read_text("utf-8") for path in STEPS.glob("[0-9]*.sql")}
    return migrations.steps() | own


def table_statement(statement: str) -> str:
    """Return a migration's statement with the types of PostgreSQL.

    Texts are ordered by their code points, as in SQLite and as instants need it; numbers have room for every count.
    """
    if not _DDL.match(statement):
        return statement
    return re.sub(r"\bINTEGER\b", "BIGINT", re.sub(r"\bTEXT\b", 'TEXT COLLATE "C"', statement))


def changed_rows(status: str) -> int:
    """Return how many rows a statement changed, from what PostgreSQL says of it: "INSERT 0 1", "UPDATE 3"."""
    last = status.rpartition(" ")[2]
    return int(last) if last.isdigit() else -1
