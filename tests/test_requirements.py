"""What is imported is declared, what is declared is explained, and the lock files hold all of it with hashes."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RUNNING, DEVELOPING = "requirements", "requirements-dev"
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE)


def pins(file: str) -> dict[str, str]:
    """Return each package a file pins, with its version."""
    text = (ROOT / file).read_text("utf-8")
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in PIN.findall(text)}


def imported(*folders: str) -> set[str]:
    """Return the top names of all modules imported in these folders and in the files at the root."""
    files = [*ROOT.glob("*.py"), *(path for folder in folders for path in (ROOT / folder).rglob("*.py"))]
    trees = [ast.walk(ast.parse(path.read_text("utf-8"))) for path in files if not path.name.startswith("make_")]
    found = set()
    for node in (node for tree in trees for node in tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_what_the_bot_imports_is_declared() -> None:
    distributions = packages_distributions()
    ours = {path.name.removesuffix(".py") for path in ROOT.iterdir()}
    others = imported("cogs", "db", "hosting", "rules", "services") - set(sys.stdlib_module_names) - ours
    undeclared = {
        name
        for name in others
        if not {re.sub(r"[-_.]+", "-", each).lower() for each in distributions[name]} & pins("requirements.txt").keys()
    }
    assert others
    assert not undeclared


@pytest.mark.parametrize("name", [RUNNING, DEVELOPING])
def test_the_lock_has_what_is_declared(name: str) -> None:
    locked = pins(f"{name}.lock")
    changed = {each: version for each, version in pins(f"{name}.txt").items() if locked.get(each) != version}
    assert not changed, "run make lock"


def test_both_locks_say_the_same_of_the_running_bot() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items(), "run make lock"


@pytest.mark.parametrize("name", [RUNNING, DEVELOPING])
def test_every_locked_package_has_its_hashes_and_no_host_is_named(name: str) -> None:
    text = (ROOT / f"{name}.lock").read_text("utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
    assert len(entries) == len(pins(f"{name}.lock"))
    assert all(" \\\n    --hash=sha256:" in each for each in entries)
    assert "://" not in text
    assert "--index-url" not in text


def test_every_dependency_is_explained() -> None:
    explained = (ROOT / "docs" / "dependencies.md").read_text("utf-8").lower()
    names = {
        name
        for file in ("requirements.txt", "requirements-dev.txt")
        for name, _ in PIN.findall((ROOT / file).read_text("utf-8"))
    }
    assert not [
        name for name in names if not re.search(rf"^\|.*\b{re.escape(name.lower())}\b.*\|", explained, re.MULTILINE)
    ]
