"""The commands of `python bot.py` as they are typed, and mistyped."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import bot
from hosting import terminal
from hosting.check import environment
from process import CLEAN, MEND

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(file_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where somebody types, with a database and its settings in it."""
    for name in environment.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("DATABASE_URL=sqlite:///test.db\n")
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        ("chekc",),
        ("backup",),
        ("backup", "one.db", "two.db"),
        ("backup", "copy.db", "--keep"),
        ("backup", "copy.db", "--keep", "0"),
        ("backup", "copy.db", "--keep", "-3"),
        ("backup", "copy.db", "--keep", "all"),
        ("--quick",),
    ],
)
def test_what_was_mistyped_is_named_with_how_it_is_meant(
    words: tuple[str, ...], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        bot.main(words)

    assert ended.value.code == MEND
    assert "usage: python bot.py" in capsys.readouterr().err
    assert {each.name for each in folder.iterdir()} == {"test.db", ".env"}


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        bot.main(("--help",))

    told = capsys.readouterr().out
    assert ended.value.code == CLEAN
    assert all(f"    {command} " in told for command in terminal.COMMANDS)


def test_the_documents_name_every_command_and_none_that_does_not_exist() -> None:
    told = (ROOT / "docs" / "hosting.md").read_text("utf-8")

    assert set(re.findall(r"python bot\.py ([a-z]+)", told)) == set(terminal.COMMANDS)


def test_a_copy_and_its_way_back_need_no_token(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def change(sql: str) -> None:
        with closing(sqlite3.connect("test.db")) as connection, connection:
            connection.execute(sql)

    change("INSERT INTO process (name, value) VALUES ('word', 'first')")
    assert bot.main(("backup", "copy.db")) == CLEAN
    change("DELETE FROM process")
    assert bot.main(("restore", "copy.db")) == CLEAN

    with closing(sqlite3.connect("test.db")) as connection:
        assert connection.execute("SELECT value FROM process WHERE name = 'word'").fetchall() == [("first",)]
    said = capsys.readouterr()
    assert f"Copied {folder / 'test.db'} to copy.db." in said.out
    assert "Start the bot." in said.out
    assert not said.err


@pytest.mark.parametrize("words", [("backup", "copy.db"), ("restore", "copy.db"), ("check",)])
def test_a_bad_setting_is_named_whatever_is_asked(
    words: tuple[str, ...], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / ".env").write_text("DATABASE_URL=oracle://host/bot\n")

    assert bot.main(words) == MEND
    assert "DATABASE_URL is 'oracle://host/bot'" in capsys.readouterr().err


def test_a_python_without_its_packages_says_where_they_are_told_of() -> None:
    ended = subprocess.run(
        [sys.executable, "-S", ROOT / "bot.py", "check"], capture_output=True, text=True, check=False
    )

    assert ended.returncode == MEND
    assert "docs/hosting.md" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_version_says_what_a_report_should_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert bot.main(("version",)) == CLEAN
    told = capsys.readouterr().out
    assert all(word in told for word in ("OneReader", "database version", "Python", "discord.py", "SQLite"))
