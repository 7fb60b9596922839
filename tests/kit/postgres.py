"""A real PostgreSQL as a process of the tests: a free loopback port, a folder of its own, never left behind."""

from __future__ import annotations

import atexit
import contextlib
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import create_engine, text

from tests.kit.servers.running import free_port, is_alive

_PREFIX = "loopbaanpad-postgres-"
_numbers = itertools.count()


def programs() -> Path:
    """The folder of the newest PostgreSQL that is installed.

    Raises:
        RuntimeError: there is none of version 15 or later.
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if found and int(found[-1].parts[-3]) >= 15:
        return found[-1].parent
    if on_path:
        return Path(on_path).parent
    raise RuntimeError("PostgreSQL 15 or later isn't set up for tests; run: make setup-test")


class Postgres:
    """A server that can be killed and started again on the same folder and port; as docs/operations.md sets it."""

    def __init__(self, home: Path, wal_recycle: str = "off") -> None:
        self.home, self.port, self.wal_recycle = home, free_port(), wal_recycle
        self._bin = programs()
        self._as = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.getuid() == 0 else {}
        home.mkdir(parents=True, exist_ok=True)
        if self._as:
            home.chmod(0o755)
            shutil.chown(home, "nobody", "nogroup")
        self._run("initdb", "--no-sync", "-D", str(home / "data"), "-U", "loopbaanpad", "-A", "trust", "-E", "UTF8")

    def start(self) -> None:
        """Start, and wait until it answers."""
        options = f"-h 127.0.0.1 -p {self.port} -k {self.home} -c wal_recycle={self.wal_recycle}"
        self._run("pg_ctl", "-D", str(self.home / "data"), "-l", str(self.home / "log"), "-w", "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop; ``immediate`` is what a power cut leaves: nothing is written any more."""
        self._run("pg_ctl", "-D", str(self.home / "data"), "-m", mode, "-w", "stop", check=False)

    def url(self, database: str) -> str:
        return f"postgresql://loopbaanpad@127.0.0.1:{self.port}/{database}"

    def fresh(self) -> str:
        """The URL of a new, empty database."""
        name = f"plans{next(_numbers)}"
        engine = create_engine(
            f"postgresql+psycopg://loopbaanpad@127.0.0.1:{self.port}/postgres", isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return self.url(name)

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        command: Sequence[str] = [str(self._bin / program), *arguments]
        with (self.home / f"{program}.said").open("ab") as said:
            done = subprocess.run(command, stdout=said, stderr=said, cwd=self.home, timeout=120, **self._as)  # type: ignore[call-overload]
        if check and done.returncode:
            raise RuntimeError(f"{program}: " + (self.home / f"{program}.said").read_text("utf-8", "replace")[-1_000:])


_RUNNING: list[Postgres] = []


def _sweep() -> None:
    """End and remove what test runs left that were killed themselves: their process is gone, their server isn't."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        owner = left.name.removeprefix(_PREFIX).partition("-")[0]
        if not owner.isdigit() or is_alive(int(owner)):
            continue
        with contextlib.suppress(OSError, ValueError):
            os.kill(int((left / "data" / "postmaster.pid").read_text().splitlines()[0]), signal.SIGQUIT)
        shutil.rmtree(left, ignore_errors=True)


def running_postgres() -> Postgres:
    """The one server that all tests of this process share; it ends with the process."""
    if not _RUNNING:
        _sweep()
        folder = tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-", ignore_cleanup_errors=True)
        server = Postgres(Path(folder.name))
        atexit.register(folder.cleanup)
        atexit.register(server.stop, "immediate")  # first: what is registered last runs first
        server.start()
        _RUNNING.append(server)
    return _RUNNING[0]
