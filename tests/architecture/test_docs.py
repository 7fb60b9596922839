"""The docs: examples run, links lead somewhere, and every command and setting is told."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer.main

from tests.architecture.examples import Example, commands_of, examples_of, run_console, run_python
from tests.architecture.tree import ROOT, iter_files

PAGES = [path for path in iter_files() if path.suffix == ".md"]
TOLD = [path for path in PAGES if path.is_relative_to(ROOT / "docs") or path == ROOT / "README.md"]
SHOWN = [path for path in TOLD if examples_of(path)]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the starter set, made by the command that a reader would type."""
    folder = tmp_path_factory.mktemp("starter")
    command = [Path(sys.executable).with_name("loopbaanpad"), "load", "starter"]
    env = {**os.environ, "LOOPBAANPAD_STORE": f"oxigraph:{folder / 'kg'}"}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.mark.docs
@pytest.mark.parametrize("page", SHOWN, ids=name_of)
def test_examples_do_what_they_show(page: Path, starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(starter, tmp_path / "data")
    for place in ("docs", "loaders", "ontology", "README.md"):
        (tmp_path / place).symlink_to(ROOT / place)
    store = "oxigraph:data/kg"
    monkeypatch.setenv("LOOPBAANPAD_STORE", store)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"__name__": "__main__"}
    for example in examples_of(page):
        if example.not_run:
            continue
        if example.lang == "console":
            run_console(example, tmp_path, store)
        else:
            run_python(example, names)


def test_an_example_is_read_with_its_notes(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Text\n\n<!-- exit: 2 -->\n\n```console\n$ a \\\n> b\nout\n$ c\n```\n\n```sh\nx\n```\n")
    (example,) = examples_of(page)
    assert (example.line, example.exit_code, example.not_run) == (5, 2, None)
    assert commands_of(example.text) == [("a \\\nb", "out"), ("c", "")]


def test_an_example_that_prints_something_else_is_found(tmp_path: Path) -> None:
    good = Example(tmp_path / "x.md", 1, "console", "$ echo one two\none ...", None, 0)
    run_console(good, tmp_path, "memory:")
    wrong = Example(tmp_path / "x.md", 1, "console", "$ echo one\ntwo", None, 0)
    with pytest.raises(AssertionError, match="expected"):
        run_console(wrong, tmp_path, "memory:")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    own = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in own if not (page.parent / link).exists()] == []


def iter_commands(command: Any, path: str) -> list[str]:
    """The full names of all commands below one; typer brings a click of its own, so no type is asked."""
    below = getattr(command, "commands", None)
    if below is None:
        return [path]
    return [name for key, inner in below.items() for name in iter_commands(inner, f"{path} {key}")]


def test_every_command_is_told() -> None:
    from api.cli import app

    text = "\n".join(path.read_text("utf-8") for path in TOLD)
    commands = iter_commands(typer.main.get_command(app), "loopbaanpad")
    assert [name for name in commands if name not in text] == []


def test_every_setting_is_told() -> None:
    from api.settings import Settings

    text = (ROOT / "docs" / "operations.md").read_text("utf-8")
    names = [f"LOOPBAANPAD_{name.upper()}" for name in Settings.model_fields]
    assert [name for name in names if name not in text] == []
