"""Real graph servers as processes of the tests: free loopback ports, folders of the caller, never left behind.

Neo4j ends when its standard input closes, which the operating system sees to whatever happens to the tests.
ArcadeDB doesn't look at its input, so a shell waits beside it: when the tests are gone, so is the server.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from neo4j import Driver, GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from graph.stores.address import Address

ROOT = Path(__file__).resolve().parents[3]
INSTALLED = ROOT / ".venv" / "servers"  #: what ``tools/make-servers`` fetches
SECRET = "proef-geheim-1"
START_SECONDS = 240
_PREFIX = "loopbaanpad-server-"

#: For a server that lives for minutes: half the processor time to start, and for its first thousands of queries.
SHORT_LIVED = ("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")

#: Runs its arguments, and kills them when standard input closes or the shell is asked to stop.
_GUARD = 'exec 3<&0; "$@" </dev/null & child=$!; (cat <&3 >/dev/null; kill -9 $child 2>/dev/null) & wait $child'


def end_group(process: subprocess.Popen[bytes]) -> None:
    """End a process that leads its own group, with all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdin is not None:
        process.stdin.close()


class Server:
    """A graph server that can be started, killed and started again on the same folder and port."""

    name = ""
    user = "neo4j"
    ready = ""

    def __init__(self, home: Path, java: Sequence[str] = SHORT_LIVED) -> None:
        self.home = home
        self.java = java
        self.port = free_port()
        self.address = Address("bolt", "127.0.0.1", self.port, "neo4j", self.user, SECRET)
        self._process: subprocess.Popen[bytes] | None = None
        self._driver: Driver | None = None

    @property
    def url(self) -> str:
        return self.url_at(self.port)

    def url_at(self, port: int) -> str:
        """The same server through another port, such as that of a proxy."""
        return f"bolt://{self.user}:{SECRET}@127.0.0.1:{port}/neo4j"

    def command(self) -> list[str]:
        raise NotImplementedError

    def start(self) -> None:
        """Start, and wait until the server answers.

        Raises:
            RuntimeError: it doesn't start; with the end of what it said.
        """
        self.home.mkdir(parents=True, exist_ok=True)
        log = self.home / "output.log"
        with log.open("ab") as out:
            begin = out.tell()
            self._process = subprocess.Popen(
                self.command(), stdin=subprocess.PIPE, stdout=out, stderr=out, cwd=self.home, start_new_session=True
            )
        end = time.monotonic() + START_SECONDS
        try:
            while self.ready.encode() not in log.read_bytes()[begin:]:
                if self._process.poll() is not None or time.monotonic() > end:
                    said = log.read_text("utf-8", "replace")[-2_000:]
                    raise RuntimeError(f"{self.name} doesn't start on port {self.port}:\n{said}")
                time.sleep(0.1)
            self._log_in(end)
        except BaseException:
            self.kill()
            raise

    def resident(self) -> float:
        """The memory that the server's processes hold now, in megabytes (where /proc says it)."""
        assert self._process is not None
        pages = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                fields = stat.read_text().rpartition(")")[2].split()
                pages += int(fields[21]) if int(fields[2]) == self._process.pid else 0
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    def driver(self) -> Driver:
        """A driver of the tests' own, for looking and emptying."""
        if self._driver is None:
            self._driver = GraphDatabase.driver(self.address.uri, auth=(self.user, SECRET))
        return self._driver

    def empty(self) -> None:
        """Take every node away; what is big goes in parts."""
        while (
            self.driver()
            .execute_query("MATCH (n) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS taken", database_="neo4j")
            .records[0]["taken"]
        ):
            pass

    def kill(self) -> None:
        """End the process at once, as a power cut would."""
        self._forget()
        if self._process is not None:
            end_group(self._process)
            self._process = None

    def stop(self) -> None:
        """Close standard input and wait; what doesn't end by itself is killed."""
        self._forget()
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(30)
        self.kill()

    def _forget(self) -> None:
        if self._driver is not None:
            self._driver.close()
            self._driver = None

    def _log_in(self, end: float) -> None:
        while True:
            try:
                self.driver().execute_query("RETURN 1", database_="neo4j")
                return
            except (DriverError, Neo4jError):
                self._forget()
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)


class Neo4jServer(Server):
    """Neo4j Community, as Maven fetched it."""

    name = "neo4j"
    ready = "READY"

    def __init__(self, home: Path, java: Sequence[str] = SHORT_LIVED, change_megabytes: int = 0) -> None:
        super().__init__(home, java)
        self.change_megabytes = change_megabytes  #: the most memory for one transaction; 0: what the server has

    def command(self) -> list[str]:
        folder = INSTALLED / "neo4j"
        java = shutil.which("java")
        if java is None or not (folder / "classes").is_dir():
            raise RuntimeError("Neo4j isn't set up for tests; run: make setup-test")
        opened = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in ("java.nio", "sun.nio.ch")]
        path = f"{folder / 'classes'}:{folder / 'lib'}/*"
        settings = [str(self.home / "data"), str(self.port), str(self.change_megabytes)]
        return [java, *self.java, *opened, "-cp", path, "TestServer", *settings]

    def _log_in(self, end: float) -> None:
        first = not (self.home / "secret-set").exists()
        if first:
            with GraphDatabase.driver(self.address.uri, auth=(self.user, "neo4j")) as driver:
                driver.execute_query(
                    "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $secret", secret=SECRET, database_="system"
                )
            (self.home / "secret-set").touch()
        super()._log_in(end)


class ArcadeServer(Server):
    """ArcadeDB, the second engine that speaks Bolt; its package brings its own Java."""

    name = "arcadedb"
    user = "root"
    ready = "Server started in"

    def command(self) -> list[str]:
        folder = Path(sysconfig.get_paths()["purelib"]) / "arcadedb_embedded"
        if not folder.is_dir():
            raise RuntimeError("ArcadeDB isn't set up for tests; run: make setup-test")
        settings = {
            "server.rootPassword": SECRET,
            "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            "bolt.host": "127.0.0.1",
            "bolt.port": str(self.port),
            "server.httpIncomingHost": "127.0.0.1",
            "server.httpIncomingPort": str(free_port()),
            "server.rootPath": str(self.home),
            "server.defaultDatabases": "neo4j[root]",
        }
        java = [str(folder / "jre/bin/java"), *self.java]
        java += [f"-Darcadedb.{name}={value}" for name, value in settings.items()]
        java += ["-cp", f"{folder / 'jars'}/*", "com.arcadedb.server.ArcadeDBServer"]
        return ["sh", "-c", _GUARD, "sh", *java]


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def sweep(folder: Path | None = None) -> None:
    """Remove what servers of test runs left that were killed: their process is gone, their folder isn't."""
    for left in (folder or Path(tempfile.gettempdir())).glob(f"{_PREFIX}*"):
        owner = left.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdigit() and not is_alive(int(owner)):
            shutil.rmtree(left, ignore_errors=True)


def is_alive(process: int) -> bool:
    """True if there is such a process."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


SERVERS: dict[str, type[Server]] = {server.name: server for server in (Neo4jServer, ArcadeServer)}
_RUNNING: dict[str, Server] = {}


def running(name: str) -> Server:
    """The one server of this kind that all tests of this process share; it ends with the process."""
    if name not in _RUNNING:
        sweep()
        prefix = f"{_PREFIX}{os.getpid()}-{name}-"
        folder = tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True)
        server = SERVERS[name](Path(folder.name))
        atexit.register(folder.cleanup)
        atexit.register(server.kill)  # first: what is registered last runs first
        server.start()
        _RUNNING[name] = server
    return _RUNNING[name]
