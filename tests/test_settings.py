"""Settings: every bad value names the variable and the way out; `python bot.py` ends with status 2."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from settings import DISCORD_API, BadSetting, Settings

ROOT = Path(__file__).resolve().parent.parent


def run_bot(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DISCORD", "DATABASE", "LOG"))}
    return subprocess.run(
        [sys.executable, str(ROOT / "bot.py")],
        cwd=tmp_path,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_without_a_token_it_says_what_is_missing_and_that_trying_needs_none(tmp_path: Path) -> None:
    result = run_bot(tmp_path)

    assert result.returncode == 2
    assert "DISCORD_TOKEN is missing" in result.stderr
    assert "discord.com/developers" in result.stderr
    assert "make try" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DATABASE_URL", "mysql://somewhere/db"),
        ("DATABASE_URL", "sqlite:///"),
        ("DISCORD_API_URL", "discord.com"),
        ("SHARD_COUNT", "two"),
        ("SHARD_COUNT", "0"),
        ("PROCESS", "0/4"),
        ("PROCESS", "5/4"),
        ("PROCESS", "two"),
        ("SYNC_GUILD_ID", "-1"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "yaml"),
    ],
)
def test_a_bad_setting_is_named_with_the_way_out(variable: str, value: str) -> None:
    with pytest.raises(BadSetting, match=variable) as raised:
        Settings.from_mapping({variable: value})

    assert repr(value) in str(raised.value)
    assert "Set it to" in str(raised.value)


def test_a_bad_setting_ends_the_program_with_status_2(tmp_path: Path) -> None:
    result = run_bot(tmp_path, DISCORD_TOKEN="x", SHARD_COUNT="many")

    assert result.returncode == 2
    assert "SHARD_COUNT is 'many'" in result.stderr
    assert "Traceback" not in result.stderr


def test_empty_means_the_default() -> None:
    settings = Settings.from_mapping({"DISCORD_API_URL": " ", "SHARD_COUNT": "", "LOG_LEVEL": "debug"})

    assert settings.discord_api_url == DISCORD_API
    assert settings.shard_count is None
    assert settings.log_level == "DEBUG"


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKEN=from-file\nLOG_LEVEL=ERROR\n")
    monkeypatch.setenv("DISCORD_TOKEN", "from-environment")
    monkeypatch.delenv("LOG_LEVEL", raising=False)

    settings = Settings.from_environment(tmp_path / ".env")

    assert settings.token == "from-environment"
    assert settings.log_level == "ERROR"


@pytest.mark.parametrize("url", ["mssql://ana:s3cret@db.example/bot", "mysql://s3cret@db.example/bot"])
def test_a_refused_database_is_named_without_its_password(url: str) -> None:
    with pytest.raises(BadSetting) as refused:
        Settings.from_mapping({"DATABASE_URL": url})

    assert "s3cret" not in str(refused.value)
    assert "db.example" in str(refused.value)


SHARED = {"DATABASE_URL": "postgresql://bot@db.example/bot", "PRIVACY_KEY": "a key"}


@pytest.mark.parametrize(
    ("values", "variable"),
    [
        (SHARED | {"PRIVACY_KEY": ""}, "PRIVACY_KEY"),
        (SHARED | {"PROCESS": "1/4"}, "SHARD_COUNT"),
        (SHARED | {"PROCESS": "1/4", "SHARD_COUNT": "3"}, "SHARD_COUNT"),
        ({"PROCESS": "1/4", "SHARD_COUNT": "4"}, "PROCESS"),
    ],
)
def test_what_several_processes_need_is_named(values: dict[str, str], variable: str) -> None:
    with pytest.raises(BadSetting) as refused:
        Settings.from_mapping(values)

    assert refused.value.variable == variable


def test_every_shard_is_one_processs() -> None:
    several = [Settings.from_mapping(SHARED | {"PROCESS": f"{number}/3", "SHARD_COUNT": "7"}) for number in (1, 2, 3)]

    assert [each.shard_ids for each in several] == [[0, 3, 6], [1, 4], [2, 5]]
    assert Settings.from_mapping(SHARED).shard_ids is None
