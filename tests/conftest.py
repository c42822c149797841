"""Shared fixtures: a bot on SimCord with a real database file and a clock that SimCord moves."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import simcord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from hypothesis import HealthCheck

from bot import OneReader, create_bot
from db.database import Database
from db.sqlite import engine
from rules.kit.errors import Refusal
from settings import Settings
from tests import engines
from tests.discord_api.ledger import SHOWN, LedgerPlugin
from tests.hang_guard import HangGuard
from tests.loopback.server import LoopbackDiscord
from tests.postgres import NoPostgres, PostgresServer
from tests.world import SimClock, World, build_world

# How slow the machine is proves nothing: no example is too late, and none is too slow to make.
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.settings.load_profile("house")

# No test asks what a machine that loses its power leaves behind: nothing waits for the disk. Processes of their own do.
engine.PRAGMAS = (*engine.PRAGMAS, "synchronous = OFF")

NewDatabase = Callable[[], Awaitable[str]]

SLOWEST_SECONDS = 600
"""For a test that starts browsers or processes; the others have the `timeout` of pyproject.toml."""

SETTLE_SECONDS = 30.0
"""What the bot does after an act may take so long: a busy machine is no failure."""

WAITING = ("browser", "crash")
"""The folders of tests that wait for browsers or processes."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run say what people see of it, and which engine it is on."""
    parser.addoption(SHOWN, action="store_true", help="count what people see of everything the bot sent")
    parser.addoption(
        engines.ENGINE,
        choices=(engines.SQLITE, engines.POSTGRESQL),
        default=engines.SQLITE,
        help="what the tests' databases are on; postgresql starts a server for the run",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Check everything the bot sends in the whole run against Discord's own OpenAPI document."""
    config.pluginmanager.register(LedgerPlugin(config), "request_ledger")
    config.pluginmanager.register(HangGuard(config), "hang_guard")
    if config.getoption(engines.ENGINE) == engines.POSTGRESQL and engines.SERVER_VARIABLE not in os.environ:
        _start_postgres(config)


def _start_postgres(config: pytest.Config) -> None:
    """Start one PostgreSQL for the whole run; its workers find it by the environment that they have from here."""
    try:
        server = PostgresServer()
        config.add_cleanup(server.remove)
        server.start()
    except NoPostgres as missing:
        pytest.exit(f"no run on PostgreSQL: {missing}", returncode=0)
    os.environ[engines.SERVER_VARIABLE] = server.url()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what a folder is for, and begin with what waits longest.

    Browser tests, crash tests and the laws that Hypothesis tries are left out where there is little time. What goes
    through hundreds of cases is not counted for coverage: the tests that name one case each have been there, and being
    counted takes twice as long.
    """
    for item in items:
        folder = item.path.parent.name
        is_law = hypothesis.is_hypothesis_test(getattr(item, "obj", None))
        if folder in WAITING:
            item.add_marker(folder)
            item.add_marker(pytest.mark.timeout(SLOWEST_SECONDS))
        if is_law:
            item.add_marker("slow")
        if is_law or folder in ("crash", "matrix"):
            item.add_marker("no_cover")
    items[:] = _dealt(items, hands=getattr(config, "workerinput", {"workercount": 1})["workercount"])


def _dealt(items: list[pytest.Item], *, hands: int) -> list[pytest.Item]:
    """Return the tests in as many even parts as there are workers, each beginning with its share of what waits.

    The workers are given such parts by `--dist worksteal`: none is left with all the browsers, and what is taken over
    from others at the end is short.
    """
    waiting = [item for item in items if item.path.parent.name in WAITING]
    others = [item for item in items if item.path.parent.name not in WAITING]
    part = -(-len(others) // hands)
    return [item for hand in range(hands) for item in (*waiting[hand::hands], *others[hand * part : (hand + 1) * part])]


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database brought up to date once; every test starts on a copy of its own."""

    async def migrate(path: Path) -> Path:
        await (await Database.open(f"sqlite:///{path}")).close()
        return path

    return asyncio.run(migrate(tmp_path_factory.mktemp("migrated") / "empty.db"))


@pytest.fixture(scope="session")
def postgres_url(worker_id: str) -> str | None:
    """The address of this worker's database where the run is on PostgreSQL; every test empties it."""
    server_url = os.environ.get(engines.SERVER_VARIABLE)
    return None if server_url is None else asyncio.run(engines.make(server_url, f"of_{worker_id}"))


@pytest.fixture
def new_database(tmp_path: Path) -> NewDatabase:
    """Return the address of one empty database after another; a file is made by whoever opens it."""
    server_url = os.environ.get(engines.SERVER_VARIABLE)

    async def new() -> str:
        name = f"of_{secrets.token_hex(8)}"
        return f"sqlite:///{tmp_path}/{name}.db" if server_url is None else await engines.make(server_url, name)

    return new


@pytest.fixture
def database_url(postgres_url: str | None, migrated_file: Path, tmp_path: Path) -> str:
    """The address of an empty database of the test's own, up to date."""
    if postgres_url is None:
        return f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'test.db')}"
    asyncio.run(engines.empty(postgres_url))
    return postgres_url


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """An empty database, up to date, open."""
    database = await Database.open(database_url)
    yield database
    await database.close()


@pytest.fixture
async def loopback(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackDiscord]:
    """A Discord over real sockets, where discord.py looks for it."""
    async with LoopbackDiscord() as server:
        monkeypatch.setattr(Route, "BASE", server.api_url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway_url))
        yield server


@pytest.fixture
def clock() -> SimClock:
    """SimCord's clock, once the world has started."""
    return SimClock()


@pytest.fixture
def settings(database_url: str) -> Settings:
    """Settings for a database file of the test's own."""
    return Settings(database_url=database_url, shard_count=1)


@pytest.fixture
def simcord_bot(settings: Settings, clock: SimClock, monkeypatch: pytest.MonkeyPatch) -> OneReader:
    """The bot that SimCord starts."""
    if settings.is_shared:  # what collided is run again at once: SimCord's time stands meanwhile
        monkeypatch.setattr("db.postgres.engine.PAUSE_SECONDS", 0.0)
    return create_bot(settings, clock, alarm=False)


@pytest.fixture
async def simcord_env(simcord_env: simcord.Env) -> AsyncIterator[simcord.Env]:
    """SimCord around the bot; the bot that runs at the end is stopped: its database's threads outlive the loop."""
    simcord_env.settle_timeout = SETTLE_SECONDS
    yield simcord_env
    await simcord_env.bot.close()


@pytest.fixture
async def world(
    simcord_env: simcord.Env, settings: Settings, clock: SimClock, request: pytest.FixtureRequest
) -> AsyncIterator[World]:
    """A server with the bot and a few people in it, on a Monday morning.

    When the test is over, every interaction must have been answered once, every request must be one that Discord
    would take, and nothing but refusals may have been raised; `breaks_things` lifts the first and the last.
    """
    world = await build_world(simcord_env, clock, settings)
    yield world
    breaks_things = request.node.get_closest_marker("breaks_things") is not None
    plugin: Any = request.config.pluginmanager.get_plugin("request_ledger")
    problems = plugin.ledger.record(simcord_env, where=request.node.name, answers=not breaks_things)
    unexpected = [error for error in simcord_env.errors if not _is_refusal(error)]
    assert not problems
    assert breaks_things or not unexpected, unexpected


def _is_refusal(error: BaseException) -> bool:
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    return isinstance(cause, Refusal | app_commands.CheckFailure)
