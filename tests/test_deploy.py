"""What a host is given besides the bot: image, compose file and unit fit it. Nobody ran them; these tests read them."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import subprocess
import sys
import time
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

import process
from db.sqlite import disk
from services.process import BEAT
from settings import Settings

ROOT = Path(__file__).resolve().parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
COMPOSE: Any = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
UNIT = configparser.RawConfigParser(strict=False)
UNIT.read(ROOT / "deploy" / "onereader.service")


def in_image(path: str) -> bool:
    """Say whether `.dockerignore` lets a file into the image: the last line that matches decides."""
    takes = True
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines():
        pattern = line.removeprefix("!").removeprefix("**/")
        if line and not line.startswith("#") and any(fnmatch(each, pattern) for each in (path, *parents(path))):
            takes = line.startswith("!")
    return takes


def parents(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:length]) for length in range(1, len(parts))]


def test_the_image_has_everything_the_bot_loads_and_no_secrets() -> None:
    told = (
        "import sys, bot, metrics; print(*(m.__file__ for m in sys.modules.values() if getattr(m, '__file__', None)))"
    )
    found = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = [Path(each) for each in found.stdout.split() if not Path(each).is_relative_to(ROOT / ".venv")]
    ours = [str(each.relative_to(ROOT)) for each in loaded if each.is_relative_to(ROOT)]
    data = [str(each.relative_to(ROOT)) for folder in ("db", "rules") for each in (ROOT / folder).rglob("*.[ds]*")]
    needed = {*ours, *(each for each in data if each.endswith((".sql", ".db"))), "requirements.lock"}
    assert len(needed) > 300
    assert not [each for each in needed if not in_image(each)]
    assert not [each for each in (".env", "data/onereader.db", "tests/world.py", ".git/config") if in_image(each)]


def test_the_image_runs_the_bot_as_nobody_special_from_the_lock() -> None:
    assert re.search(r"^USER (?!root)\w+$", DOCKERFILE, re.MULTILINE)
    assert "--require-hashes -r requirements.lock" in DOCKERFILE
    assert DOCKERFILE.rstrip().endswith('bot.py"]')
    assert "EXPOSE" not in DOCKERFILE


@pytest.mark.skipif(sys.platform != "linux", reason="runs as the image's shell would")
def test_the_health_check_goes_by_the_age_of_the_beat(tmp_path: Path) -> None:
    checked = re.search(r"HEALTHCHECK .*?CMD (.+)$", DOCKERFILE, re.MULTILINE)
    assert checked

    def is_healthy() -> bool:
        return subprocess.run(["sh", "-c", checked[1]], env={**os.environ, "BEAT_FILE": str(beat)}).returncode == 0

    beat = tmp_path / "beat"
    assert not is_healthy()
    process._leave_a_sign(str(beat))
    assert is_healthy()
    old = time.time_ns() - int(7 * BEAT.total_seconds() * 1e9)
    os.utime(beat, ns=(old, old))
    assert not is_healthy()


def test_where_something_is_kept_is_a_volume_in_each() -> None:
    service = COMPOSE["services"]["onereader"]
    kept = Settings.from_mapping({"DATABASE_URL": service["environment"]["DATABASE_URL"]})
    assert kept.database_url.startswith("sqlite:////data/")
    assert [volume.split(":") for volume in service["volumes"]] == [["data", "/data"]]
    assert "data" in COMPOSE["volumes"]
    assert "VOLUME /data" in DOCKERFILE
    _, url = UNIT["Service"]["Environment"].split("=", 1)
    assert url == f"sqlite:////var/lib/{UNIT['Service']['StateDirectory']}/onereader.db"


def test_a_stop_is_given_the_time_it_takes_and_what_needs_mending_is_not_started_again() -> None:
    service = UNIT["Service"]
    assert int(service["TimeoutStopSec"]) > process.STOP_SECONDS
    assert int(COMPOSE["services"]["onereader"]["stop_grace_period"].rstrip("s")) > process.STOP_SECONDS
    assert service["RestartPreventExitStatus"] == str(process.MEND)
    assert shlex.split(service["ExecStart"])[-1] == "bot.py"
    assert (ROOT / "Procfile").read_text("utf-8").strip().endswith("python bot.py")


async def test_a_disk_that_goes_with_the_container_is_said_loudly_at_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for kind, loud in (("ext4", 0), ("overlay", 1)):
        (tmp_path / "mounts").write_text(f"overlay / {kind} rw,relatime 0 0\n")
        monkeypatch.setattr(disk, "MOUNTS", tmp_path / "mounts")
        caplog.clear()
        async with process._lock(f"sqlite:///{tmp_path / 'onereader.db'}"):
            assert caplog.text.count("DOES NOT LAST") == loud
