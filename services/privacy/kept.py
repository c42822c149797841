"""What a feature keeps about members, as it declares it: what an export hands out, and where a member is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

# Fields that mean the same in many kinds.
ITS_NUMBER = "its number"
SERVER_ID = "the Discord server's id"


class Fate(StrEnum):
    """What becomes of a row when the member it names is erased."""

    GOES = "goes"
    # Others need the row: somebody nameless, or nobody, takes the member's place in it.
    LOSES_NAME = "loses the name"


@dataclass(frozen=True, slots=True)
class ExportKind:
    """One table of an export: its name is the file's, its fields are in the order of the query `export_<name>`.

    `why` is said in the privacy policy: what for, and for how long.
    """

    name: str
    about: str
    why: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KeptColumn:
    """A column that names a member, or a row of theirs, and the kind of export that tells of it.

    `kind` is None where the row is another's, and telling of it would give them away.
    """

    table: str
    column: str
    kind: str | None
    fate: Fate = Fate.GOES


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything kept about a member; `order` says where a feature's kinds stand among others' in an export."""

    exports: tuple[ExportKind, ...]
    columns: tuple[KeptColumn, ...]
    order: int = 0
