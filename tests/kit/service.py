"""The command and the service as processes of their own: what they print, where they answer."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx

COMMAND = [sys.executable, "-c", "import sys; from api.cli import main; sys.exit(main(sys.argv[1:]))"]


def run(folder: Path, environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one command in a folder; what it prints is kept whole."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env={**os.environ, "COLUMNS": "200", **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


class Service:
    """``loopbaanpad serve`` on a free port; everything it prints goes into files of its own."""

    def __init__(self, folder: Path, environment: Mapping[str, str], *arguments: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._error = folder / "stderr.txt"
        self.printed = ""
        with self._error.open("ab") as error:
            self.process = subprocess.Popen(
                [*COMMAND, "serve", "--port", "0", *arguments],
                cwd=folder,
                env={**os.environ, "COLUMNS": "200", "PYTHONUNBUFFERED": "1", **environment},
                stdout=subprocess.PIPE,
                stderr=error,
                text=True,
            )
        assert self.process.stdout
        for line in self.process.stdout:
            self.printed += line
            if found := re.search(r"http://\S+", line):
                self.client = httpx.Client(base_url=found.group(), trust_env=False, timeout=60)
                return
        self.process.wait()
        raise AssertionError(self.said())

    def said(self) -> str:
        """All that it printed, on both streams."""
        return self.printed + self._error.read_text("utf-8", "replace")

    def stop(self) -> int:
        """Ask it to stop, as somebody at the terminal would."""
        self.client.close()
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
