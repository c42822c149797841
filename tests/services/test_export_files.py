"""The zip a member gets: what is in it, what a spreadsheet makes of it, and when it is too much for one."""

from __future__ import annotations

import csv
import io
import json
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest

from db.database import Database
from services.context import Context
from services.privacy import export_files
from services.privacy import requests as privacy
from services.privacy.requests import MOST_BYTES
from tests.kinds import HOUSE
from tests.services.desk import START, HandClock
from tests.services.full_life import CLEO, HOME, MARA, TOMAS, FullLife

KINDS = HOUSE.kept.exports
DOCS = Path(__file__).parents[2] / "docs" / "export.md"


def unpacked(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def sheet(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def empty(**rows: list[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    return {kind.name: rows.get(kind.name, []) for kind in KINDS}


@pytest.fixture
async def life(db: Database) -> FullLife:
    life = FullLife(Context(db, HandClock()), HOME, START)
    await life.lead(MARA, "Mara")
    await life.lead(TOMAS, "Tomas")
    await life.meet(MARA, TOMAS, CLEO)
    return life


async def test_every_kind_is_in_the_json_and_in_a_file_of_its_own_with_the_same_rows(life: FullLife) -> None:
    (data,) = (await privacy.export(life.context, life.act(MARA), KINDS)).files
    files = unpacked(data)
    everything = json.loads(files["everything.json"])

    assert set(files) == {"README.txt", "everything.json", *(f"{kind.name}.csv" for kind in KINDS)}
    for kind in KINDS:
        rows = sheet(files[f"{kind.name}.csv"])
        assert rows, kind.name  # one who has used everything has something of every kind
        assert [list(row) for row in rows] == [list(kind.fields)] * len(rows)
        assert len(everything[kind.name]) == len(rows)
        for row, whole in zip(rows, everything[kind.name], strict=True):
            assert {field: "" if value is None else str(value) for field, value in whole.items()} == row
    assert everything["settings"][0]["member_id"] == str(MARA)
    assert "said by Mara" in [entry["note"] for entry in everything["entries"]]


async def test_it_has_what_others_wrote_to_me_and_nothing_more_of_them(life: FullLife) -> None:
    await life.context.db.write(lambda tx: tx.execute("UPDATE swap_reads SET rating = 4"))
    (data,) = (await privacy.export(life.context, life.act(MARA), KINDS)).files
    files = unpacked(data)
    everything = json.loads(files["everything.json"])

    assert {row["reader_id"] for row in everything["comments_received"]} == {str(TOMAS), str(CLEO)}
    assert all(row["effect"] for row in everything["comments_received"])
    for theirs in ("said by Tomas", "Why a third reported"):
        assert not [name for name, text in files.items() if theirs in text]
    # How the authors rated the comments given is theirs: a reader sees an average at most.
    assert "rating" not in everything["comments_given"][0]
    # Whom she blocked and who erased themselves since has no name, and stays blocked.
    assert [row["blocked_id"] for row in everything["blocks"]] == [None, str(MARA + 3)]


def test_a_text_that_looks_like_a_formula_is_only_a_text() -> None:
    typed = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "fine = fine", "'quoted", ""]
    rows = [(number, None, "2026-01-05", -3, 0, note, "", 0, 0, "", None) for number, note in enumerate(typed)]
    (data,) = export_files.zips(KINDS, empty(entries=rows), START, MOST_BYTES)
    files = unpacked(data)

    notes = [row["note"] for row in sheet(files["entries.csv"])]
    assert notes == [*(f"'{each}" for each in typed[:7]), *typed[7:]]
    assert sheet(files["entries.csv"])[0]["words"] == "-3"  # a number is no formula
    assert [row["note"] for row in json.loads(files["everything.json"])["entries"]] == typed


def test_lines_quotes_and_every_script_survive() -> None:
    note = 'two\nlines, "quoted";\r\nÜmläute 日本語 🖋️'
    (data,) = export_files.zips(KINDS, empty(rests=[(note,)]), START, MOST_BYTES)
    files = unpacked(data)

    assert sheet(files["rests.csv"]) == [{"day_on": note}]
    assert json.loads(files["everything.json"])["rests"] == [{"day_on": note}]


def test_too_much_for_one_file_comes_as_several_and_none_is_missing() -> None:
    chance = random.Random(1)
    entries: list[tuple[Any, ...]] = [
        (number, None, "2026-01-05", 1, 0, chance.randbytes(200).hex(), "", 0, 0, "", None) for number in range(1000)
    ]
    rests = [(f"2026-01-{day:02}",) for day in range(1, 4)]
    limit = 150_000
    made = export_files.zips(KINDS, empty(entries=entries, rests=rests), START, limit)

    assert len(made) > 2
    assert all(len(data) <= limit for data in made)
    parts = [unpacked(data) for data in made]
    assert all(set(part) == set(parts[0]) for part in parts)
    notes = [row["note"] for part in parts for row in sheet(part["entries.csv"])]
    assert notes == [entry[5] for entry in entries]
    assert [row["day_on"] for part in parts for row in json.loads(part["everything.json"])["rests"]] == [
        day for (day,) in rests
    ]


def test_a_long_log_fits_into_one_file() -> None:
    rows: list[tuple[Any, ...]] = [
        (10**18 + number, HOME, "2026-01-05", 500, 30, "a" * 40, "", 0, 0, START.isoformat(), None)
        for number in range(20_000)
    ]
    assert len(export_files.zips(KINDS, empty(entries=rows), START, MOST_BYTES)) == 1


def test_the_readme_and_the_docs_explain_every_file_and_field() -> None:
    readme = export_files.readme(KINDS)
    for kind in KINDS:
        section = readme.split(f"\n{kind.name}.csv\n")[1].split("\n\n")[0]
        assert section.splitlines() == [
            kind.about,
            *(f"  {field}: {meaning}" for field, meaning in kind.fields.items()),
        ]
    assert DOCS.read_text("utf-8") == export_files.page(KINDS)
