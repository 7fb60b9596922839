"""Every numbered scenario of the ``*.md`` files beside this one: the search and the exhaustive search give its lines.

A file argues one theme. A scenario is a heading with its number, a sentence where the heading is
not enough, and a fenced table (``tests/kit/tables.py``) that ends in the expected routes, best
first: ``=> kok ~ chef [0w 0w €0 1]``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.network import Network
from graph.query import Query, RouteSet
from graph.search import find_routes
from tests.kit.bruteforce import brute_force
from tests.kit.tables import case_of

FOLDER = Path(__file__).parent
SCENARIO = re.compile(r"^## (?P<title>[A-Z]\d\d .+?)\n.*?^```\n(?P<table>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Scenario:
    name: str
    table: str
    expected: tuple[str, ...]

    def __str__(self) -> str:
        return self.name.replace(" ", "_")


def scenarios_of(text: str) -> list[Scenario]:
    found = []
    for match in SCENARIO.finditer(text):
        lines = match["table"].splitlines()
        expected = [line.removeprefix("=>").strip() for line in lines if line.startswith("=>")]
        table = "\n".join(line for line in lines if not line.startswith("=>"))
        found.append(Scenario(match["title"], table, tuple(expected)))
    return found


SCENARIOS = [scenario for path in sorted(FOLDER.glob("*.md")) for scenario in scenarios_of(path.read_text("utf-8"))]
NO_ROUTE = ("no route",)


@pytest.mark.parametrize("find", [find_routes, brute_force], ids=["search", "brute_force"])
@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
def test_scenario(scenario: Scenario, find: Callable[[Network, Query], RouteSet]) -> None:
    case = case_of(scenario.table)
    routes = find(case.network, case.query)
    assert (tuple(map(case.line, routes.routes)) or NO_ROUTE) == scenario.expected
    assert routes.complete


def test_there_are_scenarios_for_every_theme() -> None:
    assert len(SCENARIOS) >= 40
    assert {scenario.name[0] for scenario in SCENARIOS} >= set("ABCDEFGHIJKLM")


def test_numbers_are_used_once_and_every_scenario_is_read() -> None:
    headings = [
        line for path in FOLDER.glob("*.md") for line in path.read_text("utf-8").splitlines() if line[:3] == "## "
    ]
    numbers = [scenario.name[:3] for scenario in SCENARIOS]
    assert len(set(numbers)) == len(numbers) == len(headings)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_a_theme_is_argued(path: Path) -> None:
    title, _, rest = path.read_text("utf-8").partition("\n\n")
    assert title.startswith(f"# {path.name[0]}. ")
    assert len(rest.partition("\n\n")[0].split()) >= 20


def test_every_scenario_expects_something() -> None:
    assert all(scenario.expected for scenario in SCENARIOS)
