"""The table of who may do what in the docs is made from the matrix that is tested (`make golden` writes it anew)."""

from __future__ import annotations

import os
import re

from tests.architecture.tree import ROOT
from tests.identity.standing import STANDINGS
from tests.identity.test_matrix import read_matrix

PAGE = ROOT / "docs" / "werkplan.md"
BEGIN, END = "<!-- roles:begin -->", "<!-- roles:end -->"
COLUMNS = ("person", "caseworker", "employer", "client-system", "adviser")


def cell(statuses: dict[str, int]) -> str:
    """In which plans a role may; 409 is what a closed plan answers whoever sees it."""
    may = [standing for standing in statuses if statuses[standing] < 300]
    if "-" in statuses:
        return "yes" if may else ""
    rest = [standing for standing in STANDINGS if standing != "other"]
    return "every one" if may == rest else ", ".join(may)


def table() -> str:
    """The operations on plans, by role."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    for (operation, standing), roles in read_matrix().items():
        if roles["nobody"] == 401 and "/changes" not in operation:
            for role in COLUMNS:
                found.setdefault(operation, {}).setdefault(role, {})[standing] = roles[role]
    lines = [f"| operation | {' | '.join(COLUMNS)} |", "|---" * (len(COLUMNS) + 1) + "|"]
    for operation, by_role in found.items():
        short = operation.replace("/plans/{planId}", "…") if "/plans/{planId}/" in operation else operation
        lines.append(f"| `{short}` | {' | '.join(cell(by_role[role]) for role in COLUMNS)} |")
    return "\n".join(re.sub(r" {2,}", " ", line) for line in lines)


def test_the_docs_show_the_matrix() -> None:
    text = PAGE.read_text("utf-8")
    before, rest = text.split(BEGIN)
    shown, after = rest.split(END)
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}", "utf-8")
    else:
        assert shown.strip() == table()
