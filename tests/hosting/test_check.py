"""`python bot.py check`: everything that a host gets wrong is found, and said with its way out."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from clock import SystemClock
from cogs.kit.channels import PERMISSIONS, invite_link
from db.lock import FileLock
from db.sqlite import copies, disk
from hosting.answer import Answer
from hosting.check import at_discord, environment, place
from hosting.check.command import check
from hosting.check.finding import Finding, Grade
from process import CLEAN, MEND, TRY_LATER
from services.backups import named_after
from settings import Settings
from tests.loopback.server import LoopbackDiscord

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Host:
    """Somebody with everything as it should be; `ahead` is by how much their machine's clock is."""

    discord: LoopbackDiscord
    folder: Path
    given: dict[str, str]
    ahead: timedelta = timedelta()

    @property
    def database(self) -> Path:
        return Path(self.given["DATABASE_URL"].removeprefix("sqlite:///"))

    def now(self) -> datetime:
        return SystemClock().now() + self.ahead

    def change(self, sql: str) -> None:
        with closing(sqlite3.connect(self.database)) as connection, connection:
            connection.execute(sql)

    async def check(self) -> Answer:
        file = self.folder / ".env"
        file.touch(mode=0o600)
        file.write_text("".join(f"{name}={value}\n" for name, value in self.given.items()))
        return await asyncio.to_thread(check, self.folder, self)


@pytest.fixture
async def host(file_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Host]:
    for name in environment.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    async with LoopbackDiscord() as discord:
        given = {
            "DISCORD_TOKEN": discord.add_application("OneReader").token,
            "DISCORD_API_URL": discord.api_url,
            "DATABASE_URL": file_url,
        }
        found = Host(discord, tmp_path, given)
        copies.copy(found.database, copies.dated(named_after(found.database), SystemClock().now()))
        found.database.chmod(0o600)
        (tmp_path / "key").touch()
        yield found


async def test_where_all_is_well_it_says_so_and_how_to_invite_the_bot(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "IN_MEMORY", set())  # tests may be run there
    application = next(iter(host.discord.applications.values()))

    answer = await host.check()

    assert answer.status == CLEAN
    assert answer.text.endswith("All is well: `python bot.py` starts it.")
    assert invite_link(application.application_id) in answer.text
    looked_at = ("settings", "disk", "free", "Nobody has it open", "sound", "daily copy", "clock", "token", "1 server")
    assert [each for each in looked_at if each not in answer.text] == []
    assert [line for line in answer.text.splitlines() if line.startswith("note")] == [
        f"note  DISCORD_API_URL is {host.discord.api_url}."
    ]


def test_the_invite_in_the_readme_asks_for_exactly_what_is_needed() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")

    assert f"permissions={PERMISSIONS.value}`" in readme


Wrong = Callable[[Host], object]


def given(**settings: str) -> Wrong:
    """Set something else."""
    return lambda host: host.given.update(settings)


def failing(*statuses: int) -> Wrong:
    """Let Discord answer so to whoever asks who it is."""
    return lambda host: host.discord.failing.update({"GET /applications/@me": list(statuses)})


def without_copies(host: Host) -> None:
    for each in copies.dated_copies(named_after(host.database)).values():
        each.unlink()


def with_old_copies(host: Host) -> None:
    host.ahead = timedelta(days=3)


def with_a_file(name: str, text: str) -> Wrong:
    return lambda host: (host.folder / name).write_text(text)


def replaced(text: bytes) -> Wrong:
    return lambda host: host.database.write_bytes(text)


@pytest.mark.parametrize(
    ("wrong", "status", "words", "way_out"),
    [
        (given(DISCORD_TOKEN=""), MEND, "DISCORD_TOKEN is missing", "copy its token"),
        (given(DISCORD_TOKEN="Bot MTIz.a.b"), MEND, "begins with “Bot”", "Reset Token"),
        (given(DISCORD_TOKEN="123456789012345678"), MEND, "is an application's or a user's number", "Reset Token"),
        (given(DISCORD_TOKEN="a" * 64), MEND, "is the application's public key", "Reset Token"),
        (given(DISCORD_TOKEN="Ab1-" * 8), MEND, "is the client secret", "Reset Token"),
        (given(DISCORD_TOKEN="MTIz.abc"), MEND, "has not the form of a token", "Reset Token"),
        (given(DISCORD_TOKEN="MTIz.abc.def"), MEND, "Discord does not take the token", "Reset Token"),
        (given(SHARD_COUNT="many"), MEND, "SHARD_COUNT is 'many'", "Set it to"),
        (given(BACKUP_KEEP="-1"), MEND, "BACKUP_KEEP is '-1'", "Set it to"),
        (given(DISCORD_API_URL="http://127.0.0.1:1/api"), TRY_LATER, "cannot be reached", "HTTPS"),
        (failing(503), TRY_LATER, "Discord answers 503", "in a while"),
        (failing(429), TRY_LATER, "Discord answers 429", "in a while"),
        (given(SYNC_GUILD_ID="7"), MEND, "not in the server that SYNC_GUILD_ID names", "Invite it there"),
        (given(DISCORD_TOKN="x"), None, ".env has DISCORD_TOKN", "Did you mean DISCORD_TOKEN?"),
        (given(LOG_LEVEL="debug"), None, "LOG_LEVEL=DEBUG fills the log", "INFO"),
        (given(BACKUP_KEEP="0"), None, "the bot makes no copies", "backup FILE --keep 7"),
        (given(BACKUP_KEEP="30"), None, "longer than members are told", "7 at most"),
        (with_a_file(".env.example", "DISCORD_TOKEN=abc"), MEND, "The token stands in .env.example", "Copy it to .env"),
        (given(DATABASE_URL="sqlite:///new/bot.db"), None, "There is no database at", "The first start makes it"),
        (without_copies, None, "There is no daily copy yet", "its log says why"),
        (with_old_copies, None, "The newest daily copy is of", "its log says why"),
        (with_old_copies, MEND, "clock is", "timedatectl"),
        (replaced(b"Dear diary, " * 999), MEND, "is no database of OneReader's", "bot.py restore /"),
        (replaced(b""), MEND, "is empty", "bot.py restore /"),
        (lambda host: host.change("INSERT INTO schema_version VALUES (9999, '')"), MEND, "version 9999", "newer"),
        (
            lambda host: host.change("DELETE FROM schema_version WHERE version > 20"),
            None,
            "at version 20",
            "backup FILE",
        ),
        (lambda host: host.database.chmod(0o644), None, "Others on this machine may read the database", "chmod 600"),
        (lambda host: (host.folder / "key").unlink(), None, "The key that lay beside it is gone", "Put it back"),
    ],
)
async def test_what_is_wrong_is_said_with_its_way_out(
    host: Host, wrong: Wrong, status: int | None, words: str, way_out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "IN_MEMORY", set())
    monkeypatch.chdir(host.folder)
    wrong(host)

    answer = await host.check()

    assert words in answer.text
    assert way_out in answer.text.partition(words)[2]
    assert status is None or answer.status == status
    assert "Traceback" not in answer.text


async def test_a_database_that_somebody_else_holds_is_for_later(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "IN_MEMORY", set())
    monkeypatch.setattr(copies, "BUSY_SECONDS", 0.01)
    with closing(sqlite3.connect(host.database, isolation_level=None)) as holder:
        holder.execute("PRAGMA journal_mode = DELETE")
        holder.execute("BEGIN EXCLUSIVE")
        answer = await host.check()

    assert answer.status == TRY_LATER
    assert "held by somebody else" in answer.text


async def test_a_note_alone_keeps_nobody_from_starting(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "IN_MEMORY", set())
    given(LOG_LEVEL="debug", BACKUP_KEEP="30", NONSENSE="1")(host)

    assert (await host.check()).status == CLEAN


async def test_what_is_set_twice_is_told_with_the_one_that_counts(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "WARNING")
    host.given |= {"LOG_LEVEL": "INFO", "export LOG_LEVEL": "ERROR"}

    told = (await host.check()).text

    assert "LOG_LEVEL of the environment counts" in told
    assert "unset LOG_LEVEL" in told
    assert ".env has LOG_LEVEL more than once" in told


@pytest.mark.parametrize("wrong", [without_copies, with_old_copies])
async def test_copies_that_a_running_bot_does_not_make_are_no_mere_note(
    wrong: Wrong, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "IN_MEMORY", set())
    monkeypatch.setattr(at_discord, "LARGEST_DIFFERENCE", timedelta.max)
    wrong(host)
    running = FileLock(host.database)
    await running.take(0)
    assert (await host.check()).status == TRY_LATER

    made = copies.dated(named_after(host.database), host.now())
    copies.copy(host.database, made)
    answer = await host.check()
    running.release()
    assert answer.status == CLEAN
    assert str(made) in answer.text
    assert answer.text.endswith("All is well, and it is running.")


async def test_it_may_be_asked_while_the_bot_runs_and_before_there_is_anything(host: Host) -> None:
    running = FileLock(host.database)
    await running.take(0)
    assert "OneReader is running on it" in (await host.check()).text
    running.release()
    assert "Nobody has it open" in (await host.check()).text

    host.given["DATABASE_URL"] = f"sqlite:///{host.folder}/new/bot.db"
    await host.check()
    assert not (host.folder / "new").exists()


def test_a_file_of_settings_that_others_may_read_or_that_has_another_name_is_noticed(tmp_path: Path) -> None:
    (tmp_path / ".env.txt").touch()
    (tmp_path / "absent-environment.md").touch()
    assert ".env.txt" in said(environment.of_files(tmp_path))
    (tmp_path / ".env").touch()
    (tmp_path / ".env").chmod(0o644)
    assert "chmod 600" in said(environment.of_files(tmp_path))


def test_with_postgresql_copies_are_the_hosts() -> None:
    settings = Settings(database_url="postgresql://host/bot")

    assert "pg_dump" in said(environment.of_settings(settings))
    assert "PostgreSQL" in said(place.findings(settings))


def said(findings: Iterable[Finding]) -> str:
    return "\n".join(each.lines for each in findings)


MOUNTS = """/dev/vda / ext4 rw 0 0
overlay /container overlay rw 0 0
nas:/export /srv/my\\040disk nfs4 rw 0 0
C: /mnt/c 9p rw 0 0
tmpfs /dev/shm tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/", "ext4"),
        ("/srv/data", "ext4"),
        ("/srv/my disk/bot", "nfs4"),
        ("/mnt/c/Users/mara", "9p"),
        ("/dev/shm", "tmpfs"),
        ("/container/data", "overlay"),
    ],
)
def test_the_disk_is_the_one_that_is_mounted_nearest(folder: str, kind: str) -> None:
    assert disk.file_system(Path(folder), MOUNTS) == kind


@pytest.mark.parametrize(
    ("kind", "grade"),
    [("nfs4", Grade.MEND), ("cifs", Grade.MEND), ("9p", Grade.MEND), ("tmpfs", Grade.MEND), ("overlay", Grade.NOTE)],
)
def test_a_disk_that_sqlite_or_time_does_not_stand_is_named(
    kind: str, grade: Grade, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "MOUNTS", tmp_path / "mounts")
    (tmp_path / "mounts").write_text(f"somewhere {tmp_path} {kind} rw 0 0\n")

    found = next(iter(place.findings(Settings(database_url=f"sqlite:///{tmp_path}/bot.db"))))

    assert found.grade is grade
    assert kind in found.what


def test_a_synced_folder_a_full_disk_and_one_without_rights_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "IN_MEMORY", set())
    assert "Dropbox copies" in said(place.findings(Settings(database_url=f"sqlite:///{tmp_path}/Dropbox/bot.db")))
    settings = Settings(database_url=f"sqlite:///{tmp_path}/bot.db")
    monkeypatch.setattr(place, "LEAST_ROOM", 1 << 60)
    assert "Make room" in said(place.findings(settings))
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "may not write" in said(place.findings(settings))


@pytest.mark.parametrize(
    ("field", "value", "words", "grade"),
    [
        ("interactions_endpoint_url", "https://example.com", "Interactions Endpoint URL", Grade.MEND),
        ("bot_require_code_grant", True, "Code Grant", Grade.MEND),
        ("bot_public", False, "only you can add it", Grade.NOTE),
        ("integration_types_config", {"0": {}, "1": {}}, "User Install", Grade.NOTE),
    ],
)
def test_an_application_that_is_set_up_wrongly_is_named(field: str, value: Any, words: str, grade: Grade) -> None:
    plain = {"id": "7", "name": "OneReader", "bot_public": True, "integration_types_config": {"0": {}}}
    as_it_should_be = list(at_discord.of_application(plain))
    (found,) = [each for each in at_discord.of_application(plain | {field: value}) if each not in as_it_should_be]

    assert [each.grade for each in as_it_should_be] == [Grade.FINE]
    assert words in found.what
    assert found.grade is grade


def test_a_bot_that_was_started_too_often_is_for_later_and_too_few_shards_are_noted() -> None:
    worn_out = {"shards": 3, "session_start_limit": {"remaining": 0, "reset_after": 5_400_000}}

    assert [each.grade for each in at_discord.of_gateway(worn_out, Settings(shard_count=2))] == [
        Grade.LATER,
        Grade.NOTE,
    ]
    assert "1.5 hours" in said(at_discord.of_gateway(worn_out, Settings()))


def test_servers_that_allow_too_little_are_named_with_what_they_lack() -> None:
    servers = [
        {"id": "1", "name": "All right", "permissions": str(PERMISSIONS.value)},
        {"id": "2", "name": "Theirs", "permissions": "8"},
        *({"id": str(number), "name": f"Bare {number}", "permissions": "3072"} for number in range(3, 10)),
    ]

    told = said(at_discord.of_servers(servers, Settings()))

    assert "In Bare 3 it lacks Attach Files, Read Message History, Send Messages in Threads" in told
    assert "So do 2 more" in told
    assert "All right" not in told
    assert "Theirs" not in told
    assert "in no server yet" in said(at_discord.of_servers([], Settings()))
