"""The bot as a process: what it says and how it ends when its file, its token or Discord are not as they should be."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cogs.kit.channels import PERMISSIONS
from db.database import is_shared, sqlite_path
from process import CLEAN, MEND, TRY_LATER
from services.backups import back_up_today, named_after
from tests import engines
from tests.conftest import NewDatabase
from tests.hosting.home import break_the_words
from tests.loopback.server import LoopbackDiscord

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90.0
NOW = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord() as server:
        yield server


class Host:
    """Somebody who runs `python bot.py` in a folder of their own."""

    def __init__(self, discord: LoopbackDiscord, folder: Path, database_url: str) -> None:
        self.discord, self.folder, self.database_url = discord, folder, database_url
        self.token = discord.add_application("OneReader").token

    @property
    def file(self) -> Path:
        """The file of the database; the test is about that, and is skipped where there is none."""
        if is_shared(self.database_url):
            pytest.skip("about a database in a file")
        return sqlite_path(self.database_url)

    async def start(
        self, *how: str, file_size: tuple[int, int] | None = None, **settings: str
    ) -> asyncio.subprocess.Process:
        """Start it, or what stands in its place; `file_size` is how large its files may become."""
        given = {
            "DISCORD_TOKEN": self.token,
            "DISCORD_API_URL": self.discord.api_url,
            **engines.settings_for(self.database_url),
            "LOG_LEVEL": "WARNING",
        }
        return await asyncio.create_subprocess_exec(
            *(sys.executable, *(how or (str(ROOT / "bot.py"),))),
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), **given, **settings},
            stderr=asyncio.subprocess.PIPE,
            preexec_fn=lambda: _as_at_a_terminal(file_size),
        )

    async def end_of(self, process: asyncio.subprocess.Process) -> tuple[int | None, str]:
        """Return how it ended, and what it said.

        Left out is that the tests' own folder may be in memory, and that a greeting was on its way when it was stopped.
        """
        async with asyncio.timeout(PATIENCE):
            _, said = await process.communicate()
        lines = said.decode().splitlines(keepends=True)
        no_matter = ("DOES NOT LAST", "The greeting in server")
        return process.returncode, "".join(line for line in lines if not any(each in line for each in no_matter))

    async def alive(self) -> None:
        """Wait until a process has written down that it is there, and Discord has its commands."""
        async with asyncio.timeout(PATIENCE):
            while not self.noted("published") or self.noted("stopped_cleanly"):  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.05)

    def noted(self, name: str) -> str:
        if not is_shared(self.database_url) and not self.file.exists():
            return ""
        try:
            found = engines.rows(self.database_url, "SELECT value FROM process WHERE name = ?", name)
        except sqlite3.OperationalError:
            return ""
        return str(found[0][0]) if found else ""


def _as_at_a_terminal(file_size: tuple[int, int] | None) -> None:
    """Let the process hear Ctrl+C, also where the tests run in the background: a shell has it ignored there."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if file_size is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, file_size)


@pytest.fixture
async def host(discord: LoopbackDiscord, tmp_path: Path, new_database: NewDatabase) -> Host:
    return Host(discord, tmp_path, await new_database())


async def test_asked_to_end_it_ends_cleanly_and_says_so_to_its_next_life(host: Host) -> None:
    process = await host.start()
    await host.alive()
    assert not host.noted("stopped_cleanly")
    process.terminate()

    assert await host.end_of(process) == (CLEAN, "")
    assert host.noted("stopped_cleanly")


async def test_asked_to_end_while_it_dials_discord_again_it_ends(host: Host) -> None:
    process = await host.start()
    await host.alive()
    gateway = host.discord.gateway
    gateway.is_mute = True
    await gateway.disconnect(host.discord.applications[host.token].application_id, forget=False)
    async with asyncio.timeout(PATIENCE):
        while len(gateway.dialled) < 2:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.05)
    process.terminate()

    assert await host.end_of(process) == (CLEAN, "")


async def test_the_log_of_a_start_has_the_address_that_invites_the_bot(host: Host) -> None:
    process = await host.start(LOG_LEVEL="INFO")
    await host.alive()
    process.terminate()

    assert f"&permissions={PERMISSIONS.value}" in (await host.end_of(process))[1]


async def test_a_new_database_where_servers_have_known_the_bot_for_long_is_doubted_loudly_and_once(host: Host) -> None:
    host.discord.joined_ago = timedelta(days=400).total_seconds()
    said = []
    for _ in range(2):
        process = await host.start(BEAT_FILE=str(host.folder / "beat"))
        await host.alive()
        process.terminate()
        said.append((await host.end_of(process))[1])

    assert "THIS DATABASE IS NEW" in said[0]
    assert "set DATABASE_URL" in said[0]
    assert said[1] == ""
    assert (host.folder / "beat").exists()


async def test_copies_of_a_lost_database_are_pointed_to_at_every_start_on_the_one_in_its_place(host: Host) -> None:
    lost = named_after(host.file).with_stem(f"{host.file.stem}-2020-01-01T000000Z")
    lost.parent.mkdir()
    lost.touch()
    for _ in range(2):
        process = await host.start()
        await host.alive()
        process.terminate()
        status, said = await host.end_of(process)

        assert status == CLEAN
        assert f"python bot.py restore {lost}" in said


async def test_commands_are_published_once_and_not_at_every_start(host: Host) -> None:
    for _ in range(2):
        process = await host.start()
        await host.alive()
        process.terminate()
        assert (await host.end_of(process))[0] == CLEAN

    assert host.discord.commands_published == 1


async def test_a_second_bot_on_the_file_waits_and_then_says_what_to_do(host: Host) -> None:
    assert not host.file.exists()
    first = await host.start()
    await host.alive()
    status, said = await host.end_of(await host.start())
    first.kill()
    await first.wait()

    assert status == TRY_LATER
    assert "Another OneReader is running" in said
    assert len(said.splitlines()) <= 3


async def test_a_file_that_is_no_database_or_damaged_is_named_with_the_copy_to_bring_back(host: Host) -> None:
    host.file.write_bytes(b"Dear diary, " * 1_000)
    status, said = await host.end_of(await host.start())
    assert status == MEND
    assert "is no database of OneReader's" in said
    assert "Traceback" not in said
    assert host.file.read_bytes().startswith(b"Dear diary")

    host.file.unlink()
    with closing(sqlite3.connect(host.file)) as file:
        file.execute("CREATE TABLE schema_version (version INTEGER)")
    await back_up_today(host.database_url, 7, NOW)
    break_the_words(host.file)
    status, said = await host.end_of(await host.start())
    assert status == MEND
    assert "is damaged" in said
    assert f"bot.py restore {named_after(host.file).with_stem(f'{host.file.stem}-2020-01-01T000000Z')}" in said
    assert "Traceback" not in said


async def test_a_folder_that_cannot_be_used_is_named_in_one_sentence(host: Host) -> None:
    (host.file.parent / "file").write_text("in the way")
    status, said = await host.end_of(await host.start(DATABASE_URL=f"sqlite:///{host.folder}/file/bot.db"))

    assert status == MEND
    assert "cannot be used" in said
    assert "Traceback" not in said


async def test_a_token_that_discord_refuses_is_named_in_one_sentence(host: Host) -> None:
    status, said = await host.end_of(await host.start(DISCORD_TOKEN="not.a.token"))

    assert status == MEND
    assert host.noted("stopped_cleanly")
    assert "Discord does not take the token" in said
    assert "Traceback" not in said


async def test_a_token_that_is_reset_while_the_bot_runs_is_named(host: Host) -> None:
    process = await host.start()
    await host.alive()
    application = host.discord.applications.pop(host.token)
    await host.discord.gateway.disconnect(application.application_id, forget=True)
    status, said = await host.end_of(process)

    assert status == MEND
    assert "Discord does not take the token" in said
    assert "Traceback" not in said


async def test_a_database_held_by_somebody_else_at_start_is_waited_for(host: Host) -> None:
    host.file.touch()
    with closing(sqlite3.connect(host.file, isolation_level=None)) as holder, holder:
        holder.execute("PRAGMA journal_mode = WAL")
        holder.execute("BEGIN EXCLUSIVE")
        process = await host.start()
        await asyncio.sleep(12)
        assert process.returncode is None
        holder.execute("ROLLBACK")
    await host.alive()
    process.terminate()

    assert (await host.end_of(process))[0] == CLEAN


async def test_a_file_deleted_under_the_bot_stops_it(host: Host) -> None:
    file = host.file
    process = await host.start()
    await host.alive()
    file.unlink()
    status, said = await host.end_of(process)

    assert status == MEND
    assert "was deleted or replaced" in said
    assert "Traceback" not in said


async def test_without_what_only_unix_has_it_runs_and_ctrl_c_ends_it(host: Host) -> None:
    process = await host.start("-m", "tests.crash.elsewhere")
    await host.alive()
    process.send_signal(signal.SIGINT)

    status, said = await host.end_of(process)
    assert status == CLEAN
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("route", "statuses"),
    [
        ("GET /gateway/bot", [503, 503, 500]),
        ("GET /users/@me", [503]),
        ("PUT /applications/{application_id}/commands", [400]),
        ("PUT /applications/{application_id}/commands", [500, 503]),
        ("PUT /applications/{application_id}/commands", [429, 429]),
    ],
)
async def test_what_discord_fails_at_while_starting_is_tried_again(host: Host, route: str, statuses: list[int]) -> None:
    host.discord.failing[route] = statuses
    process = await host.start()
    await host.alive()
    process.terminate()

    status, said = await host.end_of(process)
    assert status == CLEAN
    assert "Traceback" not in said
    assert host.discord.failing[route] == []
    assert host.discord.commands_published == 1
