"""What somebody who hosts the bot on a file has, whatever engine the run of tests is on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.hosting.home import Home


@pytest.fixture
def file_url(migrated_file: Path, tmp_path: Path) -> str:
    """The address of an empty database in a file of the test's own, up to date."""
    return f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'test.db')}"


@pytest.fixture
def home(file_url: str, tmp_path: Path) -> Home:
    found = Home(file_url, tmp_path)
    found.write("first")
    return found
