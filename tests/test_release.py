"""`make release` tags what is committed, told of and green on a fresh clone, once; nothing else."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / ".ci" / "release"
IDENTITY = ("-c", "user.name=A Maintainer", "-c", "user.email=maintainer@example.org")


def git(repository: Path, *arguments: str) -> str:
    return subprocess.run(
        ("git", *IDENTITY, *arguments), cwd=repository, check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository that may be released as 1.2.3: its run passes where a file named green is."""
    place = tmp_path / "bot"
    (place / ".ci").mkdir(parents=True)
    (place / "services").mkdir()
    shutil.copy(SCRIPT, place / ".ci" / "release")
    (place / ".ci" / "run").write_text('test -f "$(dirname "$0")/../green"\n')
    (place / "services" / "process.py").write_text('VERSION = "1.2.3"\n')
    (place / "CHANGELOG.md").write_text("# Changelog\n\n## 1.2.3 (2026-12-01)\n")
    (place / "green").touch()
    git(place, "init", "-q")
    for key, value in (("user.name", "A Maintainer"), ("user.email", "maintainer@example.org")):
        git(place, "config", key, value)
    git(place, "add", ".")
    git(place, "commit", "-q", "-m", "A bot")
    return place


def release(repository: Path) -> str:
    """Release; return why not, empty where it was."""
    run = subprocess.run([repository / ".ci" / "release"], capture_output=True, text=True, check=False)
    assert bool(run.returncode) is bool(run.stderr), run
    return run.stderr


def test_what_is_whole_is_tagged_once(repository: Path) -> None:
    assert release(repository) == ""
    assert git(repository, "tag") == "v1.2.3\n"
    assert "a tag never moves" in release(repository)


def test_what_is_not_committed_is_not_released(repository: Path) -> None:
    (repository / "new.py").touch()
    assert "not committed" in release(repository)


def test_what_the_changelog_does_not_tell_of_is_not_released(repository: Path) -> None:
    (repository / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n")
    git(repository, "commit", "-qam", "Unsaid")
    assert "no heading" in release(repository)


def test_what_fails_on_a_fresh_clone_is_not_released(repository: Path) -> None:
    (repository / ".gitignore").write_text("green\n")  # it is here, and would not be elsewhere
    git(repository, "rm", "-q", "--cached", "green")
    git(repository, "add", ".gitignore")
    git(repository, "commit", "-qm", "Green on this machine alone")
    assert "fails on a fresh clone" in release(repository)
    assert git(repository, "tag") == ""
