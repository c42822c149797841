"""The bot as a process: patient at start, stopped by signals, and ended with a status that says what to do.

0 after a clean stop, 2 for what the host must mend, 75 ("try again later", as in sysexits.h) for what passes.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import logging
import random
import signal
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import aiohttp
import discord

from cogs.kit.answering import one_try
from cogs.kit.channels import invite_link
from cogs.post.standing import Ending
from db.connection import CannotOpen
from db.database import Database, is_shared, sqlite_path
from db.lock import AlreadyRunning, FileLock, identity
from db.migrations import ChangedStep, NewerDatabase
from db.sqlite.copies import what_ails
from db.sqlite.disk import IN_MEMORY, OF_A_CONTAINER, file_system_of
from db.sqlite.errors import FAILED
from db.writer import Closed
from rules.kit.errors import Damaged, Unavailable
from services import backups
from services import process as life
from services.context import Context

if TYPE_CHECKING:
    from bot import OneReader
    from settings import Settings

log = logging.getLogger("onereader")

CLEAN, MEND, TRY_LATER = 0, 2, 75

# Another bot may be ending: a deploy starts the new one before the old one is gone.
LOCK_PATIENCE_SECONDS = 10.0
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1.0, 60.0
# Hosts kill what has not ended ten seconds after it was asked to. discord.py may have to be asked again.
STOP_SECONDS, HEARD_SECONDS = 8.0, 0.5
# Discord's close codes for a token that it does not take, and for intents it does not grant.
TOKEN_REFUSED_CLOSE, REFUSED_CLOSES = 4004, {4013, 4014}
TOKEN_REFUSED = (
    "Discord does not take the token. Copy it again from https://discord.com/developers/applications (Bot, "
    "Reset Token) and put it into DISCORD_TOKEN."
)
IF_IT_IS_RIGHT = "If you have, `python bot.py check` says whether another one is set that counts before it."

# What mallopt takes, as in glibc's malloc.h: from which size on memory goes back to the system once it is freed, and
# how many stocks of free memory there are (else one for each thread, though only who holds the GIL asks for any).
LARGE_BYTES, M_MMAP_THRESHOLD = 256 * 1024, -3
ONE_STOCK, M_ARENA_MAX = 1, -8

FLEETING = (
    "%s DOES NOT LAST: it is on a disk (%s) that goes with the container or the machine's memory, and with it "
    "everything members wrote. Put it on a volume (DATABASE_URL=sqlite:////data/onereader.db, the volume at /data), or "
    "set DATABASE_URL=postgresql://…"
)
EMPTY = (
    "THIS DATABASE IS NEW, but the bot has been in %s of its servers for longer than a day, in one since %s. If "
    "OneReader ran before, what members wrote is in another database: stop, and set DATABASE_URL to that one, or "
    "restore a copy of it."
)
A_DAY = timedelta(days=1)

T = TypeVar("T")


class CannotRun(Exception):
    """The bot cannot go on; the text is for the person who hosts it, the status for what started it."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


def run(bot: OneReader, token: str) -> int:
    """Run until stopped and return CLEAN. Raise CannotRun."""
    one_try.install()
    _give_memory_back()
    return asyncio.run(_run(bot, token))


def _give_memory_back() -> None:
    """Let the 10 MB that a picture is drawn on go back to the system: else each thread that ever drew one keeps them.

    glibc's malloc keeps what is as large as anything freed before, unless it is told what counts as large.
    """
    with contextlib.suppress(AttributeError, OSError, TypeError):  # another C library, another system
        malloc = ctypes.CDLL(None)
        malloc.mallopt(M_MMAP_THRESHOLD, LARGE_BYTES)
        malloc.mallopt(M_ARENA_MAX, ONE_STOCK)


async def _run(bot: OneReader, token: str) -> int:
    stopping = asyncio.Event()
    with _signals(stopping.set):
        async with _database(bot, stopping), bot, _metrics(bot):
            last = await _begin(bot)
            backups.doubt(bot.settings.database_url)
            if last.alive_at is not None and not last.stopped_cleanly:
                log.warning("The last stop was not a clean one; the bot was last there at %s", last.alive_at)
            try:
                ended = None
                await _until_first_ends(
                    _live(bot, token),
                    _beat(bot),
                    _hold(bot),
                    _unwelcome(bot),
                    _doubt_the_database(bot, is_new=last.alive_at is None),
                    stopping.wait(),
                )
            except CannotRun as refused:  # no accident: everything is seen through, as where somebody asks it to stop
                ended = refused
            finally:
                await bot.stop(STOP_SECONDS)
            await _leave_the_mark(bot)
            if ended is not None:
                raise ended
    log.info("Stopped")
    return CLEAN


async def _doubt_the_database(bot: OneReader, *, is_new: bool) -> None:
    """Say loudly where a database is new and servers have known the bot for long: it may be the wrong one."""
    if is_new:
        await bot.wait_until_ready()
        joined = [guild.me.joined_at for guild in bot.guilds if not guild.unavailable]
        long_ago = [each for each in joined if each is not None and each < bot.clock.now() - A_DAY]
        if long_ago:
            log.warning(EMPTY, len(long_ago), f"{min(long_ago):%d %B %Y}")
    await asyncio.Event().wait()


@contextlib.asynccontextmanager
async def _metrics(bot: OneReader) -> AsyncIterator[None]:
    """Serve the bot's figures where a port was given for them. Raise CannotRun."""
    port = bot.settings.metrics_port
    if port is None:
        yield
        return
    from metrics import Server  # takes 1 MB, for the few who ask for it

    try:
        server = Server(bot, port)
    except OSError as refused:
        raise CannotRun(
            f"METRICS_PORT {port} cannot be used: {refused.strerror}. Choose another, or leave it empty.", MEND
        ) from refused
    with contextlib.closing(server):
        yield


async def _leave_the_mark(bot: OneReader) -> None:
    """Say that this stop was a clean one; where nothing can be written, the next life takes it for none."""
    try:
        await life.end(bot.context, bot.delivering.holder, bot.place)
    except Closed:  # discord.py closes the bot by itself where Discord ends the connection for good
        log.debug("The mark of a clean stop could not be left any more")
    except (sqlite3.Error, Unavailable) as failed:
        log.warning("The mark of a clean stop could not be left: %s", failed)


async def _until_first_ends(*works: Coroutine[Any, Any, object]) -> None:
    """Run works side by side until one ends, then end the others; raise what it raised."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


# The database


@contextlib.asynccontextmanager
async def _database(bot: OneReader, stopping: asyncio.Event) -> AsyncIterator[None]:
    """Hold the open database, and a file's lock; both let go at the end, whatever it was."""
    async with _lock(bot.settings.database_url):
        database = await _patiently("The database", lambda: _open(bot.settings), stopping)
        bot.context = Context(database, bot.clock)
        try:
            yield
        finally:
            await database.close()


@contextlib.asynccontextmanager
async def _lock(url: str) -> AsyncIterator[None]:
    """Be the only bot that writes into a file; a PostgreSQL is for several."""
    if is_shared(url):
        yield
        return
    path = sqlite_path(url)
    kind = file_system_of(path.absolute().parent)
    if kind in IN_MEMORY | OF_A_CONTAINER:
        log.warning(FLEETING, path, kind)
    lock = FileLock(path)
    try:
        await lock.take(LOCK_PATIENCE_SECONDS)
    except AlreadyRunning as running:
        raise CannotRun(str(running), TRY_LATER) from running
    except PermissionError:
        raise  # whose it is, whoever started us says
    except OSError as refused:
        raise CannotRun(f"The database's folder {path.parent} cannot be used: {refused.strerror}.", MEND) from refused
    try:
        yield
    finally:
        lock.release()


async def _open(settings: Settings) -> Database:
    url = settings.database_url
    try:
        return await Database.open(url, settings.privacy_key)
    except (NewerDatabase, ChangedStep) as refused:
        raise CannotRun(str(refused), MEND) from refused
    except Unavailable as failed:
        raise Passing(str(failed)) from failed
    except CannotOpen as failed:
        raise CannotRun(f"The database that DATABASE_URL names cannot be used. {failed}", MEND) from failed
    except sqlite3.OperationalError as failed:
        if "locked" in str(failed) or "busy" in str(failed):
            raise Passing(str(failed)) from failed
        raise CannotRun(
            f"{sqlite_path(url)} cannot be opened: {failed}. Check the path and its rights.", MEND
        ) from failed
    except FAILED as failed:
        raise _unreadable(url, what_ails(failed)) from failed


async def _begin(bot: OneReader) -> life.LastLife:
    """Begin this life in the database. Raise CannotRun where its file is damaged."""
    try:
        return await life.begin(bot.context, bot.delivering.holder, bot.place, is_alone=not bot.settings.is_shared)
    except Damaged as failed:
        raise _unreadable(bot.settings.database_url, "is damaged.") from failed


def _unreadable(url: str, problem: str) -> CannotRun:
    database = sqlite_path(url).absolute()
    return CannotRun(
        f"{database} {problem}\nPut a copy in its place: {backups.way_back(backups.newest_of(database))}", MEND
    )


# Discord


class Passing(Exception):
    """Something failed that may work in a while."""


async def _live(bot: OneReader, token: str) -> None:
    """Log in and stay connected until the bot is closed. Raise CannotRun."""
    await _patiently("Discord", lambda: _named(bot.login(token)))
    if bot.application_id is not None:
        log.info("Add it to a server: %s", invite_link(bot.application_id))
    await _patiently("Discord's gateway", lambda: _named(_connected(bot)))
    raise CannotRun("Discord ended the connection. Start again in a while.", TRY_LATER)


async def _connected(bot: OneReader) -> None:
    """Stay connected, and end when told to: discord.py swallows being cancelled while a shard is dialled again."""
    connection = asyncio.create_task(bot.connect())
    try:
        await asyncio.wait([connection])
    finally:
        while not connection.done():
            connection.cancel()
            await asyncio.wait([connection], timeout=HEARD_SECONDS)
    await connection


async def _named(step: Awaitable[T]) -> T:
    """Do a step of starting; raise CannotRun for what only the host can mend, Passing for what time does."""
    try:
        return await step
    except discord.LoginFailure as refused:
        raise CannotRun(f"{TOKEN_REFUSED}\n{IF_IT_IS_RIGHT}", MEND) from refused
    except discord.ConnectionClosed as closed:
        if closed.code == TOKEN_REFUSED_CLOSE:
            raise CannotRun(f"{TOKEN_REFUSED}\n{IF_IT_IS_RIGHT}", MEND) from closed
        status = MEND if closed.code in REFUSED_CLOSES else TRY_LATER
        raise CannotRun(f"Discord closed the connection with code {closed.code}.", status) from closed
    except (discord.HTTPException, discord.GatewayNotFound, aiohttp.ClientError, OSError) as failed:
        raise Passing(f"{type(failed).__name__}: {failed}") from failed


async def _unwelcome(bot: OneReader) -> None:
    """Wait until Discord takes nothing from this bot any more. Raise CannotRun."""
    await bot.standing.ended.wait()
    if bot.standing.ending is Ending.TOKEN:
        raise CannotRun(f"{TOKEN_REFUSED}\n{IF_IT_IS_RIGHT}", MEND)
    raise CannotRun(
        "Something on the way refuses this machine's requests before they reach Discord (error 40333). Wait an hour, "
        "and if it stays so, try from another address.",
        TRY_LATER,
    )


async def _patiently(what: str, step: Callable[[], Awaitable[T]], stopping: asyncio.Event | None = None) -> T:
    """Do a step, and again after growing pauses while it fails in a way that passes."""
    pause = FIRST_PAUSE_SECONDS
    while True:
        try:
            return await step()
        except Passing as failed:
            log.warning("%s is not there yet (%s); trying again in %.0f s", what, failed, pause)
        try:
            async with asyncio.timeout(pause * random.uniform(0.8, 1.2)):
                await (stopping or asyncio.Event()).wait()
        except TimeoutError:
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        else:
            raise CannotRun("Stopped while starting.", CLEAN)


# The beat


async def _beat(bot: OneReader) -> None:
    """Every few seconds see that the file is there and let the bot beat. Raise CannotRun where the file is not.

    Between two beats the machine's clock may be set; how long they are apart does not hang on it.
    """
    path = None if is_shared(bot.settings.database_url) else sqlite_path(bot.settings.database_url)
    opened = None if path is None else identity(path)
    while True:
        if path is not None and identity(path) != opened:
            raise CannotRun(
                f"{path} was deleted or replaced while the bot was running, so it stops rather than write into "
                "nowhere.\n"
                "Put the file back, or restore a backup, and start again.",
                MEND,
            )
        try:
            await bot.beat()
            _leave_a_sign(bot.settings.beat_file)
        except (sqlite3.Error, Unavailable) as failed:
            log.warning("The beat could not be written down: %s", failed)
        await asyncio.sleep(life.BEAT.total_seconds())


def _leave_a_sign(beat_file: str) -> None:
    """Let a file say by its age that the bot is alive."""
    if beat_file:
        with contextlib.suppress(OSError):  # its age then says what is wrong
            Path(beat_file).touch()


async def _hold(bot: OneReader) -> None:
    """Where processes share the database, go on delivering between two beats, or begin where the one before is gone."""
    if not bot.settings.is_shared:
        await asyncio.Event().wait()
    while True:
        try:
            await bot.hold()
        except Unavailable as failed:
            log.warning("Who delivers could not be written down: %s", failed)
        await asyncio.sleep(bot.delivering.terms.renewed_every.total_seconds())


# Signals


@contextlib.contextmanager
def _signals(stop: Callable[[], None]) -> Iterator[None]:
    """Let the signals that ask a process to end stop the bot; where the system has no such thing, Ctrl+C still does."""
    loop = asyncio.get_running_loop()
    heard = []
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is None or signal.getsignal(number) is signal.SIG_IGN:
            continue  # `nohup` has it ignored already
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, stop)
            heard.append(number)
    try:
        yield
    finally:
        for number in heard:
            loop.remove_signal_handler(number)
