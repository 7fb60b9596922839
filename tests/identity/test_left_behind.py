"""Providers of tests end with the tests, however those end, and their folders are cleared by the next run."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.architecture.tree import ROOT
from tests.kit.servers.running import sweep

_STARTS = """
from tests.kit.servers.signing import NodeProvider, running_provider
provider = running_provider(NodeProvider, "http://127.0.0.1:1")
print(provider.port, provider.home, flush=True)
input()
"""


def is_open(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


def test_a_provider_ends_with_tests_that_are_killed() -> None:
    tests = subprocess.Popen(
        [sys.executable, "-c", _STARTS], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert tests.stdout
    port, home = tests.stdout.readline().split()
    assert is_open(int(port))
    os.kill(tests.pid, signal.SIGKILL)
    tests.communicate()
    end = time.monotonic() + 20
    while is_open(int(port)) and time.monotonic() < end:
        time.sleep(0.1)
    assert not is_open(int(port))
    sweep()
    assert not Path(home).exists()
