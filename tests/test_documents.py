"""What is written for members and hosts is true: every kind of data is named, every test that is promised exists."""

from __future__ import annotations

import re
from pathlib import Path

from tests.kinds import HOUSE

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


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
    pages = [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "tests" / "README.md"]
    dead = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))
        if not target.startswith("http") and not (page.parent / target).exists()
    ]
    assert dead == []


def test_every_page_that_the_readme_names_exists() -> None:
    named = re.findall(r"`((?:docs|tests)/[\w./-]+|[A-Z]+\.md)`", (ROOT / "README.md").read_text("utf-8"))

    assert {"docs/members.md", "docs/owners.md", "docs/hosting.md"} <= set(named)
    assert [path for path in named if not (ROOT / path).exists()] == []
