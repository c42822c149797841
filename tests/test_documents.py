"""What is written for members and hosts is true: every kind of data is named, every test that is promised exists."""

from __future__ import annotations

import re
import subprocess
from calendar import month_name
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from sandbox.pictures import MOVING_PICTURE, STILLS
from tests.kinds import HOUSE

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "tests" / "README.md"]
# A database in hand, the feature of the walk through a new command, a file of every export, a folder of a host.
NOT_OURS = re.compile(r"^db\.(?:read|write)$|\bdares\b|test_dares|^README\.txt$|^backups/$")
FILE = re.compile(
    r"(?<![\w./-])(?:[\w.-]+/)*[\w-]+\.(?:py|md|sql|sh|ya?ml|toml|txt|tsv|jsonl|service|lock|c)\b(?![\w/])"
)
NAME = re.compile(r"(?<![\w./-])(?:rules|services|db|cogs|hosting|sandbox|benchmarks)(?:\.\w+)+")


def test_the_privacy_policy_names_every_kind_that_is_kept_and_no_other() -> None:
    named = re.findall(r"^\| `(\w+)` \| \S", (DOCS / "privacy-policy.md").read_text("utf-8"), re.MULTILINE)

    assert sorted(named) == sorted(kind.name for kind in HOUSE.kept.exports)


def test_every_defence_has_a_test_that_exists() -> None:
    rows = [
        line
        for line in (DOCS / "threat-model.md").read_text("utf-8").splitlines()
        if line.startswith("| ") and not line.startswith(("| asset", "| ---"))
    ]
    assert len(rows) > 20
    for row in rows:
        promised = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", row)
        assert promised, row
        for path, name in promised:
            assert re.search(rf"^(?:async )?def {name}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE), name


def test_the_documents_say_the_same_days_as_each_other_and_as_the_bot() -> None:
    for path in ("docs/privacy-policy.md", "docs/hosting.md", "cogs/privacy/cards.py"):
        assert re.search(r"gone after 7 days", (ROOT / path).read_text("utf-8")), path


def test_every_link_and_picture_in_the_documents_leads_somewhere() -> None:
    dead = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in PAGES
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))
        if not target.startswith("http") and not (page.parent / target).exists()
    ]
    assert dead == []


def test_every_page_that_the_readme_names_exists() -> None:
    named = re.findall(r"`((?:docs|tests)/[\w./-]+|[A-Z]+\.md)`", (ROOT / "README.md").read_text("utf-8"))

    assert {"docs/members.md", "docs/owners.md", "docs/hosting.md"} <= set(named)
    assert [path for path in named if not (ROOT / path).exists()] == []


def said(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Find what a pattern means in everything that the documents set as code, with the page it stands on."""
    for page in PAGES:
        for code in re.findall(r"`([^`\n]+)`", page.read_text("utf-8")):
            yield from ((str(page.relative_to(ROOT)), found) for found in pattern.findall(code))


def is_there(name: str) -> bool:
    """Return whether a dotted name leads to a module, or to something in one."""
    *parts, last = name.split(".")
    try:
        owner = import_module(".".join(parts))
    except ModuleNotFoundError:
        return bool(parts[1:]) and is_there(".".join(parts))
    return hasattr(owner, last) or find_spec(name) is not None


def test_every_file_and_folder_that_the_documents_name_exists() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    endings = {"/".join(PurePosixPath(path).parts[start:]) for path in tracked for start in range(path.count("/") + 1)}
    folders = {f"/{path}" for path in tracked}
    missing = [found for found in said(FILE) if found[1] not in endings and not NOT_OURS.search(found[1])]
    missing += [
        (page, folder)
        for page, folder in said(re.compile(r"^[\w.-]+(?:/[\w.-]+)*/$"))
        if not any(f"/{folder}" in path for path in folders) and not NOT_OURS.search(folder)
    ]
    assert missing == []


def test_every_make_target_that_the_documents_name_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    asked = [(page, each) for page, named in said(re.compile(r"\bmake ((?:[a-z-]+ ?)+)")) for each in named.split()]
    assert {"try", "test", "run", "bench"} <= {each for _, each in asked}
    assert [each for each in asked if each[1] not in targets] == []


def test_every_name_of_the_code_that_the_documents_say_is_there() -> None:
    names = [found for found in said(NAME) if not NOT_OURS.search(found[1]) and not FILE.search(found[1])]
    assert len(names) > 10
    assert [found for found in names if not is_there(found[1])] == []


def test_a_page_with_measured_figures_says_when_or_by_what_they_were_measured() -> None:
    figure = re.compile(r"\d (?:ms|KB|KiB|MB|MiB)\b")
    measured = re.compile(rf"\b\d{{1,2}}\s(?:{'|'.join(month_name[1:])})\s20\d\d|`make bench`|performance\.md")
    with_figures = [page for page in PAGES if figure.search(page.read_text("utf-8"))]
    assert DOCS / "capacity.md" in with_figures
    assert [page.name for page in with_figures if not measured.search(page.read_text("utf-8"))] == []


def test_owners_read_in_the_documents_what_the_bot_says_of_what_is_sent() -> None:
    page = " ".join((DOCS / "owners.md").read_text("utf-8").split())

    said = HOUSE.help["sent"].text.splitlines()
    assert [line for line in said if line not in page] == []
    named = set(re.findall(r"\*\*([^*]+)\*\*", "\n".join(said)))
    assert set(HOUSE.titles.values()) <= named  # whatever falls due and is sent


def test_every_command_is_shown_to_members_or_owners() -> None:
    shown = "".join((DOCS / name).read_text("utf-8") for name in ("members.md", "owners.md"))
    roots = set(re.findall(r"^## `/(\w+)", (DOCS / "commands.md").read_text("utf-8"), re.MULTILINE))
    assert {"goal", "sprint", "circle"} <= roots
    assert [name for name in sorted(roots) if f"`/{name}" not in shown] == []


def test_every_picture_is_one_that_make_pictures_takes_and_a_page_shows() -> None:
    shown = {name for page in PAGES for name in re.findall(r"pictures/([\w.]+)\)", page.read_text("utf-8"))}
    assert {path.name for path in (DOCS / "pictures").iterdir()} == shown == {*STILLS, MOVING_PICTURE}


def test_every_page_stands_in_the_list_of_pages() -> None:
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", (DOCS / "README.md").read_text("utf-8")))
    assert {page.name for page in DOCS.glob("*.md")} - {"README.md"} == listed


def test_every_decision_has_a_number_of_its_own() -> None:
    numbers = [path.name[:4] for path in (DOCS / "decisions").glob("*.md")]
    assert len(set(numbers)) == len(numbers)
