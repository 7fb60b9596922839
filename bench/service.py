"""The API as a process: how soon it answers, what it holds, how much it can take."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import orjson

from api.computing import cores
from bench.data import Data, compiled_folder
from bench.inside import COUNT
from bench.load_generator import Connection
from bench.people import asks_of, body_of
from bench.table import Line, shown, under

ROOT = Path(__file__).resolve().parent.parent
SEED = 20_261_124
WAIT = 120.0  # seconds for a start


def measure(data: Data, seconds: float, folder: Path, starts: int) -> list[Line]:
    """Start-up, memory after 200 questions, and both throughputs, each with distinct persons."""
    store = folder / "kg"
    shutil.copytree(data.folder, store)
    shutil.copytree(compiled_folder(data.folder), compiled_folder(store))
    asks = {name: asks_of(data.network, COUNT, SEED, targets=name == "targets") for name in ("targets", "routes")}
    first = orjson.dumps(body_of(asks["routes"][0]))
    took = []
    for _ in range(starts):
        begin = time.perf_counter()
        with _serving(f"oxigraph:{store}") as (port, process):
            _answer(port, "routes", first)
            took.append((time.perf_counter() - begin, _cpu_of(process.pid)))
    best, cpu = min(took)
    lines = [
        under("service", f"a later start to the first answer, best of {starts}", best, 2, "s", f" ({shown(cpu)} s CPU)")
    ]
    with _serving(f"oxigraph:{store}") as (port, process):
        bodies = {name: [orjson.dumps(body_of(ask)) for ask in found] for name, found in asks.items()}
        for name in ("targets", "routes"):
            for body in bodies[name][:100]:
                _answer(port, name, body)
        held = _resident(process.pid)
        if held is not None:
            lines.append(under("service", "memory of the process after 200 questions", held, 450, "MB"))
        for name in ("targets", "routes"):
            lines.append(_throughput(data, port, process.pid, name, bodies[name], seconds))
        _search_until_indexed(port)
        every = _resident(process.pid)
    with _serving(f"oxigraph:{store}") as (port, process):
        _search_until_indexed(port)
        held = _resident(process.pid)
        if held is not None and every is not None:
            part = "memory of a process that searches, with the index and the encoder"
            more = f" ({shown(every)} MB where it answered all of the above too)"
            lines.append(under("service", part, held, 700, "MB", more))
    return lines


def _throughput(data: Data, port: int, pid: int, name: str, bodies: Sequence[bytes], seconds: float) -> Line:
    """Answers a second, against what as many processes as there are cores answer without HTTP, before and after."""
    with _inside(data, name, seconds / 4) as answer:
        first = answer()
        before = _cpu_of(pid)
        done, failed, took, own = _load(port, f"/v1/{name}", bodies, seconds)
        used = _cpu_of(pid) - before
        second = answer()
    most = (first[0] + second[0]) / 2
    inside = (first[1] + second[1]) / 2
    rate = done / took
    more = (
        f"/s, {rate / most:.2f} × without HTTP ({shown(most)}/s); CPU an answer {shown(used / max(done, 1) * 1e3)} ms"
        f" against {shown(inside * 1e3)} ms; the service had {used / took:.1f} cores, the load {own / took:.1f}"
    )
    if failed:
        more += f"; {failed} FAILED"
    met = rate >= 0.7 * most and not failed
    return Line(
        "service", f"POST /v1/{name}, {done} answers", f"{shown(rate)}{more}", f"≥ {shown(0.7 * most)}/s (0.7 ×)", met
    )


@contextmanager
def _inside(data: Data, name: str, seconds: float) -> Iterator[Callable[[], tuple[float, float]]]:
    """One process a core; each call gives the answers a second of all together, and the CPU seconds of one."""
    folder = str(compiled_folder(data.folder))
    children = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.inside", folder, name, str(seconds), str(SEED)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for _ in range(cores())
    ]

    def said(child: subprocess.Popen[str]) -> str:
        assert child.stdout is not None
        return child.stdout.readline()

    def answer() -> tuple[float, float]:
        for child in children:
            assert child.stdin is not None
            child.stdin.write("go\n")
            child.stdin.flush()
        figures = [tuple(float(word) for word in said(child).split()) for child in children]
        rate = sum(count / wall for count, wall, _ in figures)
        return rate, sum(cpu for _, _, cpu in figures) / sum(count for count, _, _ in figures)

    try:
        for child in children:
            said(child)
        yield answer
    finally:
        for child in children:
            child.kill()
            child.wait()


def _load(port: int, path: str, bodies: Sequence[bytes], seconds: float) -> tuple[int, int, float, float]:
    """Send for some seconds from as many processes as there are cores: answers, failures, seconds, CPU."""
    count = cores()
    children = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.load_generator", str(port), path, str(seconds), "4"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        for _ in range(count)
    ]
    for n, child in enumerate(children):
        assert child.stdin is not None
        share = list(bodies[n::count])
        child.stdin.write(b"\n".join(share * (1 + int(seconds * 400) // len(share))))
        child.stdin.close()
        child.stdin = None
    results = [orjson.loads(child.communicate()[0]) for child in children]
    answers = sum(result["answers"] for result in results)
    failures = sum(result["failures"] for result in results)
    return answers, failures, max(result["seconds"] for result in results), sum(result["cpu"] for result in results)


def _answer(port: int, name: str, body: bytes) -> bytes:
    connection = _connected(port)
    try:
        status, answer = connection.post(f"/v1/{name}", body)
    finally:
        connection.close()
    if status != 200:
        raise SystemExit(f"the service answered {status}: {answer[:300]!r}")
    return answer


def _search_until_indexed(port: int) -> None:
    """Search until meaning counts too; the index is made beside the answers, from the first search on."""
    stop = time.monotonic() + 5 * WAIT
    while time.monotonic() < stop:
        with urlopen(f"http://127.0.0.1:{port}/v1/search?q=kok") as answer:
            if orjson.loads(answer.read())["encoder"] is not None:
                return
        time.sleep(0.5)
    raise SystemExit("the service made no index")


def _connected(port: int) -> Connection:
    """A connection; the address is printed a moment before it is listened on."""
    stop = time.monotonic() + 10
    while True:
        try:
            return Connection(port)
        except ConnectionRefusedError:
            if time.monotonic() > stop:
                raise
            time.sleep(0.005)


@contextmanager
def _serving(store: str) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """The command as somebody runs it, on a free port; stopped afterwards."""
    command = [sys.executable, "-c", "import sys; from api.cli import main; sys.exit(main())", "serve", "--port", "0"]
    child = subprocess.Popen(
        [*command, "--store", store],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "200", "PYTHONUNBUFFERED": "1"},
    )
    try:
        yield _port(child), child
    finally:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _port(child: subprocess.Popen[str]) -> int:
    """The port that the service says it listens on."""
    assert child.stdout is not None
    stop = time.monotonic() + WAIT
    while time.monotonic() < stop:
        ready, _, _ = select.select([child.stdout], [], [], 0.5)
        if ready:
            line = child.stdout.readline()
            if found := re.search(r"http://127\.0\.0\.1:(\d+)", line):
                return int(found[1])
            if not line and child.poll() is not None:
                break
    raise SystemExit("the service did not start")


def _resident(pid: int) -> float | None:
    """Resident memory of a process in MB, where the system tells."""
    try:
        text = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return None
    found = re.search(r"VmRSS:\s+(\d+) kB", text)
    return int(found[1]) * 1024 / 1e6 if found else None


def _cpu_of(pid: int) -> float:
    """Processor seconds that a process has used, where the system tells."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
