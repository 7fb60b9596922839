"""Set-up: the lock files say everything, and a system without Python's parts is helped or told."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-bench.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(file: str) -> dict[str, str]:
    lines = (ROOT / file).read_text("utf-8").splitlines()
    return {normal(name): version for name, _, version in (line.partition("==") for line in lines)}


@pytest.mark.parametrize("file", LOCKS)
def test_a_lock_holds_names_and_versions_only(file: str) -> None:
    lines = (ROOT / file).read_text("utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.+!]+", line)] == []


@pytest.mark.parametrize(("file", "extra"), [(LOCKS[0], None), (LOCKS[1], "test"), (LOCKS[2], "bench")])
def test_a_lock_holds_what_the_project_asks(file: str, extra: str | None) -> None:
    wanted = PROJECT["build-system"]["requires"] + PROJECT["project"]["dependencies"]
    wanted += PROJECT["project"]["optional-dependencies"][extra] if extra else []
    assert {normal(re.split(r"[<>=~!;\[ ]", name)[0]) for name in wanted} - set(locked(file)) == set()


@pytest.mark.parametrize("file", LOCKS[1:])
def test_a_larger_lock_agrees_with_the_one_for_running(file: str) -> None:
    assert locked(LOCKS[0]).items() <= locked(file).items()


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """A folder of stand-ins: a Python that has its venv module only after apt-get brought it."""
    programs = {
        "python3.11": (
            f'case "$*" in\n*ensurepip*) [ -f {tmp_path}/venv ];;\n*"%d.%d"*) echo 3.11;;\n'
            '"-m venv "*) mkdir -p "$3";;\nesac'
        ),
        "apt-get": f'echo "$*" >>{tmp_path}/asked\ncase "$*" in *python3.11-venv*) touch {tmp_path}/venv;; esac',
        "id": "echo ${FAKE_UID:-0}",
        "sudo": "exit 1",
    }
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, body in programs.items():
        (folder / name).write_text(f"#!/bin/sh\n{body}\n")
        (folder / name).chmod(0o755)
    return tmp_path


def make_venv(system: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **environment, "PATH": f"{system / 'bin'}:{os.defpath}"}
    env.pop("PYTHON", None)
    command = ["bash", str(ROOT / "tools" / "make-venv"), str(system / "made")]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def test_a_missing_venv_module_is_installed_where_that_may(system: Path) -> None:
    done = make_venv(system)
    assert done.returncode == 0, done.stderr
    assert "python3.11-venv" in (system / "asked").read_text()
    assert (system / "made").is_dir()


def test_a_missing_venv_module_is_named_where_it_may_not(system: Path) -> None:
    done = make_venv(system, FAKE_UID="1000")
    assert done.returncode == 4
    assert "Debian: python3.11-venv" in done.stderr
    assert not (system / "made").exists()


def run_without_data(**environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **environment, "LOOPBAANPAD_DATA": str(ROOT / "no-such-folder")}
    env = {name: value for name, value in env.items() if value and not name.startswith("PYTEST_")}
    own = f"{__file__}::test_a_lock_holds_names_and_versions_only"
    command = [sys.executable, "-m", "pytest", "--collect-only", own]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_without_the_data_folder_one_line_says_what_was_left_out() -> None:
    done = run_without_data(CI="")
    assert done.returncode == 0
    assert done.stdout.count("Left out: tests that read public data") == 1


def test_without_the_data_folder_continuous_integration_fails() -> None:
    assert run_without_data(CI="true").returncode == 3
