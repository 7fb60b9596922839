"""The servers of the tests end with the tests, whatever ends those, and the next run clears up after them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conformance.conftest import ROOT
from tests.kit.servers.running import SERVERS, sweep

STARTS = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
from tests.kit.servers.running import running
server = running(sys.argv[1])
print(server._process.pid, server.home, flush=True)
time.sleep(600)
"""


def is_there(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("name", sorted(SERVERS))
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
def test_no_server_outlives_the_tests(name: str, ending: signal.Signals) -> None:
    command = [sys.executable, "-c", STARTS, name]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as tests:
        assert tests.stdout is not None
        said, home = tests.stdout.readline().split()
        group = int(said)
        assert is_there(group)
        tests.send_signal(ending)
    end = time.monotonic() + 60
    while is_there(group) and time.monotonic() < end:
        time.sleep(0.1)
    assert not is_there(group)
    sweep()  # as the next run does
    assert not Path(home).exists()
