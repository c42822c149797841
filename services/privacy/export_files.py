"""An export as zip files: one JSON file with everything, a CSV file for each kind, and a README that explains them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.privacy.kept import ExportKind

JSON_NAME, README_NAME = "everything.json", "README.txt"

# What makes a spreadsheet take a text for a formula.
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")

NOT_IN_IT = (
    "Who reported you and why, and who blocked you: that is theirs. Messages in channels, which are Discord's to "
    "hand out. Texts of pieces you read, which are their authors'."
)

Kinds = Sequence[ExportKind]
Tables = Mapping[str, Sequence[tuple[Any, ...]]]


def zips(kinds: Kinds, tables: Tables, at: datetime, most_bytes: int) -> list[bytes]:
    """Return a member's tables as zip files of `most_bytes` at most each, nothing left out.

    What is too much for one goes into two, each complete in itself and with its share of every kind's rows in order.
    """
    made = _zip(kinds, tables, at)
    if len(made) <= most_bytes or all(len(rows) < 2 for rows in tables.values()):
        return [made]
    first = {name: rows[: (len(rows) + 1) // 2] for name, rows in tables.items()}
    second = {name: rows[(len(rows) + 1) // 2 :] for name, rows in tables.items()}
    return [*zips(kinds, first, at, most_bytes), *zips(kinds, second, at, most_bytes)]


def _zip(kinds: Kinds, tables: Tables, at: datetime) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:

        def add(name: str, data: str) -> None:
            info = zipfile.ZipInfo(name, at.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data.encode())

        add(README_NAME, readme(kinds))
        add(JSON_NAME, _json(kinds, tables, at))
        for kind in kinds:
            add(f"{kind.name}.csv", _csv(kind, tables[kind.name]))
    return made.getvalue()


def _json(kinds: Kinds, tables: Tables, at: datetime) -> str:
    everything: dict[str, Any] = {"exported_at": at.isoformat()}
    for kind in kinds:
        everything[kind.name] = [
            {field: _whole(field, value) for field, value in zip(kind.fields, row, strict=True)}
            for row in tables[kind.name]
        ]
    return json.dumps(everything, ensure_ascii=False, indent=1)


def _whole(field: str, value: object) -> object:
    """Write ids as text: as numbers they are too long for many programs, which would round them."""
    return str(value) if isinstance(value, int) and (field == "id" or field.endswith("_id")) else value


def _csv(kind: ExportKind, rows: Sequence[tuple[Any, ...]]) -> str:
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(kind.fields)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return "\ufeff" + made.getvalue()  # the mark by which spreadsheets know UTF-8


def _cell(value: object) -> object:
    """Keep a spreadsheet from running a text as a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def readme(kinds: Kinds) -> str:
    """Return what explains every file and field."""
    lines = [
        "Everything OneReader keeps about you",
        "",
        f"{JSON_NAME} has all of it, for programs. Each .csv file has one kind, for a spreadsheet.",
        "If you got several zip files, each has a part of the rows: together they are everything.",
        "",
        "Names that end in _at are instants in UTC, names that end in _on are days in your own time zone.",
        "Names that end in _id are numbers by which Discord or OneReader knows something. They are long: tell your",
        "spreadsheet to take them as text, or it will round them. An empty field was never filled.",
        "In the .csv files, a text that a spreadsheet could take for a formula has an apostrophe in front.",
        "",
        f"Not in it: {NOT_IN_IT}",
    ]
    for kind in kinds:
        lines += ["", f"{kind.name}.csv", kind.about]
        lines += [f"  {field}: {meaning}" for field, meaning in kind.fields.items()]
    return "\n".join(lines) + "\n"


def page(kinds: Kinds) -> str:
    """Return docs/export.md."""
    lines = [
        "# What `/privacy export` hands out",
        "",
        "Made by `make docs` from every feature's `kept.py`; `make check` fails when it is out of date.",
        "",
        f"One zip file with `{README_NAME}`, `{JSON_NAME}` (an object with a list for each kind) and a `.csv` file",
        "for each kind: UTF-8 with a byte order mark, texts that a spreadsheet could take for a formula with an",
        "apostrophe in front. Ids are texts in the JSON file. A zip that would be more than Discord takes comes as",
        "several, each with a part of the rows.",
        "",
        f"Not in it: {NOT_IN_IT}",
    ]
    for kind in kinds:
        lines += ["", f"## `{kind.name}.csv`", "", kind.about, "", "| field | what |", "| --- | --- |"]
        lines += [f"| `{field}` | {meaning} |" for field, meaning in kind.fields.items()]
    return "\n".join(lines) + "\n"


POLICY_HEAD = "| what | why, and for how long |\n| --- | --- |\n"


def with_kinds(policy: str, kinds: Kinds) -> str:
    """Return docs/privacy-policy.md with its table of what is kept made anew."""
    before, head, rest = policy.partition(POLICY_HEAD)
    _, _, after = rest.partition("\n\n")
    return before + head + "\n".join(f"| `{kind.name}` | {kind.why} |" for kind in kinds) + "\n\n" + after
