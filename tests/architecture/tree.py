"""The files of the project, as a reader of the repository sees them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("api", "graph", "loaders", "ontology")
_SKIPPED = {".git", ".venv", "data", "build", "dist", "__pycache__", "node_modules"}


def iter_files() -> Iterator[Path]:
    """Every tracked file; without git, every file that isn't plainly made."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
        paths = [ROOT / name for name in listed.decode().split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [path for path in ROOT.rglob("*") if not _is_made(path.relative_to(ROOT))]
    yield from sorted(path for path in paths if path.is_file())


def iter_modules(*folders: str) -> Iterator[Path]:
    """The Python modules below some folders."""
    yield from (path for path in iter_files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in folders)


def text_of(path: Path) -> str | None:
    """The text of a file, None for one that isn't text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def _is_made(path: Path) -> bool:
    return any(part in _SKIPPED or part.endswith((".egg-info", "_cache")) for part in path.parts)
