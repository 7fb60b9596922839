"""Rules that every module keeps."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from graph.jit import COMPILED
from tests.architecture.tree import PACKAGES, ROOT, iter_files, iter_modules, text_of

MOST_LINES = 300
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("yarnpkg", "com"),
        ("crates", "io"),
        ("golang", "org"),
        ("maven", "org"),
        ("maven", "apache", "org"),
        ("deb", "debian", "org"),
    )
]
MACHINE_PATH = r"(?<![\w.:/-])/(?:work|farm|root|home/\w+|Users/\w+|tmp/[a-z]\w*)(?:/|\b)"


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_imports_point_down() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_distribution_ships_our_names(package: str) -> None:
    assert set(packages_distributions().get(package, [])) <= {"loopbaanpad"}


@pytest.mark.parametrize("package", PACKAGES)
def test_our_names_are_our_folders(package: str) -> None:
    module = __import__(package)
    assert module.__file__ is not None
    assert Path(module.__file__).parent == ROOT / package


def test_every_module_with_kernels_counts_for_their_cache() -> None:
    kernel = re.compile(r"^@(?:njit|inlined)\b|\bintrinsic\(", re.M)
    kernels = [path.stem for path in iter_modules("graph") if kernel.search(path.read_text("utf-8"))]
    assert set(kernels) == set(COMPILED)


def test_every_module_with_kernels_is_kept_free_of_other_packages() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    free = next(contract["source_modules"] for contract in contracts if contract["type"] == "forbidden")
    assert {f"graph.{name}" for name in COMPILED} - set(free) == set()


def test_a_module_is_one_idea() -> None:
    modules = list(iter_modules(*PACKAGES, "tests", "bench"))
    lengths = {relative(path): len(path.read_text("utf-8").splitlines()) for path in modules}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_every_module_says_what_it_is() -> None:
    silent = [
        relative(path)
        for path in iter_modules(*PACKAGES, "bench")
        if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


def lines_with(pattern: str, *suffixes: str) -> list[str]:
    """Where a pattern stands in the files of the project, as file, line and what was found."""
    wanted = (path for path in iter_files() if not suffixes or path.suffix in suffixes)
    return [
        f"{relative(path)}:{number}: {hit[0]}"
        for path in wanted
        for number, line in enumerate((text_of(path) or "").splitlines(), start=1)
        if (hit := re.search(pattern, line))
    ]


def test_nobody_edits_the_import_path() -> None:
    assert lines_with(r"sys\s*\.\s*" + r"path\b|PYTHON" + "PATH", ".py", ".ipynb", ".toml") == []


def test_no_file_names_a_package_registry() -> None:
    assert lines_with("|".join(map(re.escape, REGISTRIES))) == []


def test_no_file_steers_where_packages_come_from() -> None:
    assert lines_with("--" + "(?:index-url|extra-index-url|find-links|trusted-host)") == []


def test_no_file_names_a_place_on_one_machine() -> None:
    assert lines_with(MACHINE_PATH) == []
