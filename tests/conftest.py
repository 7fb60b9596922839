"""Fixtures for every test, and what happens when something that tests need isn't there.

Strategy: a fixture here is a *place* or a *profile*, never a record; small networks come from
``tests.kit``, each folder of tests keeps its own fixtures beside it, and whatever is dear is
made once a session. Tests marked ``data`` read the public data folder beside the project
(``../shared``, or the folder that LOOPBAANPAD_DATA names, with ``data`` and ``eval`` in it).
Without that folder they are left out, and one line at the end says so; in continuous
integration (CI is set) a missing folder fails the run, because left out is not passed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.kit.faults import PROPERTY, Note, as_table

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("LOOPBAANPAD_DATA") or ROOT.parent / "shared").resolve()

_CALM = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("ci", max_examples=40, deadline=None, derandomize=True, suppress_health_check=_CALM)
settings.register_profile("soak", max_examples=2_000, deadline=None, suppress_health_check=_CALM)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("soak" if os.environ.get("SOAK") else "ci"))


def _has_data() -> bool:
    return (SHARED / "data").is_dir() and (SHARED / "eval").is_dir()


def pytest_sessionstart() -> None:
    if os.environ.get("CI") and not _has_data():
        pytest.exit(f"no data folder {SHARED}: its tests can't run, and CI passes nothing unseen", returncode=3)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if _has_data():
        return
    wanting = [item for item in items if item.get_closest_marker("data")]
    items[:] = [item for item in items if not item.get_closest_marker("data")]
    config.hook.pytest_deselected(items=wanting)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [report for found in terminalreporter.stats.values() for report in found]
    noted = [item for report in reports for item in getattr(report, "user_properties", ())]
    table = as_table({tuple(value) for name, value in noted if name == PROPERTY})
    if table:
        terminalreporter.write_line(table)
    if not _has_data():
        terminalreporter.write_line(
            f"Left out: tests that read public data, because {SHARED} isn't there (README, Data)."
        )


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The public data: ``esco-1.1.1`` and ``nl``."""
    return SHARED / "data"


@pytest.fixture(scope="session")
def eval_dir() -> Path:
    """The sets that ranking and title search are judged on."""
    return SHARED / "eval"


@pytest.fixture
def note(record_property: Callable[[str, object], None]) -> Note:
    """Keeps what came of a fault, for the table at the end of the run."""
    return lambda fault, runs, outcome: record_property(PROPERTY, (fault, runs, outcome))
