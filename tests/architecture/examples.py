"""The examples in README and docs, as a reader would type them.

A ``console`` block is typed into bash, command by command, with ``loopbaanpad`` on the path and
LOOPBAANPAD_STORE naming a starter store of its own; what is printed must be what stands there,
where ``...`` stands for anything. A ``python`` block runs after those above it in the same file,
as a doctest when it has prompts. Comments before a block change that::

    <!-- not run: needs the full ESCO files -->
    <!-- exit: 2 -->

Blocks in any other language, ``sh`` among them, are to be read only.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FENCE = re.compile(r"^(?P<indent> *)```(?P<lang>\w*)\s*$")
_COMMENT = re.compile(r"^\s*<!--\s*(?P<key>not run|exit):\s*(?P<value>.*?)\s*-->\s*$")
_FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True, slots=True)
class Example:
    """One block: where it stands, what it is and how it should end."""

    file: Path
    line: int
    lang: str
    text: str
    not_run: str | None
    exit_code: int


def examples_of(file: Path) -> list[Example]:
    """Every ``console`` and ``python`` block of a Markdown file."""
    found: list[Example] = []
    notes: dict[str, str] = {}
    opened: tuple[int, str, str] | None = None
    body: list[str] = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        if opened:
            if line.strip() == "```":
                start, lang, indent = opened
                if lang in {"console", "python"}:
                    text = "\n".join(row.removeprefix(indent) for row in body)
                    exit_code = int(notes.get("exit", "0"))
                    found.append(Example(file, start, lang, text, notes.get("not run"), exit_code))
                opened, body, notes = None, [], {}
            else:
                body.append(line)
        elif fence := _FENCE.match(line):
            opened = (number, fence["lang"], fence["indent"])
        elif comment := _COMMENT.match(line):
            notes[comment["key"]] = comment["value"]
        elif line.strip():
            notes = {}
    return found


def commands_of(text: str) -> list[tuple[str, str]]:
    """The commands of a ``console`` block, each with what it should print."""
    pairs: list[tuple[list[str], list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            pairs.append(([line[2:]], []))
        elif line.startswith("> ") and pairs and pairs[-1][0][-1].endswith("\\") and not pairs[-1][1]:
            pairs[-1][0].append(line[2:])
        elif pairs and pairs[-1][0][-1].endswith("\\") and not pairs[-1][1]:
            pairs[-1][0].append(line)
        elif pairs:
            pairs[-1][1].append(line)
    return [("\n".join(command), "\n".join(output)) for command, output in pairs]


def run_console(example: Example, folder: Path, store: str) -> None:
    """Type the commands and compare what they print."""
    env = {
        **{name: value for name, value in os.environ.items() if name not in {"CI", "FORCE_COLOR"}},
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "LOOPBAANPAD_STORE": store,
        "COLUMNS": "110",
        "NO_COLOR": "1",
        "TERM": "dumb",
    }
    for command, expected in commands_of(example.text):
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            cwd=folder,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )
        told = f"{example.file.name}:{example.line}: $ {command}\n--- printed (exit {done.returncode})\n{done.stdout}"
        assert done.returncode == example.exit_code, told
        assert not expected.strip() or _same(expected, done.stdout), f"{told}--- expected\n{expected}"


def run_python(example: Example, names: dict[str, Any]) -> None:
    """Run the block in the names that blocks above it made."""
    if ">>>" not in example.text:
        exec(compile(example.text, f"{example.file.name}:{example.line}", "exec"), names)
        return
    test = doctest.DocTestParser().get_doctest(example.text, names, example.file.name, None, example.line)
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=_FLAGS)
    runner.run(test, out=said.append, clear_globs=False)
    names.update(test.globs)
    assert runner.failures == 0, "".join(said)


def _same(expected: str, printed: str) -> bool:
    return doctest.OutputChecker().check_output(_unspaced(expected), _unspaced(printed), _FLAGS)


def _unspaced(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines()) + "\n"
