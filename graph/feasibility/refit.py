"""Make ``fitted.json`` again from the sets: the same data, the same bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graph.feasibility.fitting import Progress, fit_whole
from graph.feasibility.losses import Weighing
from graph.feasibility.model import FITTED
from graph.feasibility.origins import Ground
from graph.feasibility.sets import read_sets
from graph.feasibility.tables import table_of


def fit_to_file(ground: Ground, data: Path, out: Path | None, date: str | None, progress: Progress) -> dict[str, Any]:
    """Fit on the sets in a folder and write the file; the date is the one given, or of the file that is there."""
    target = out or FITTED
    known = json.loads(FITTED.read_text(encoding="utf-8")) if FITTED.is_file() else {}
    sets = read_sets(data, ground)
    table = table_of(ground, sets, progress)
    content = fit_whole(
        table, sets, Weighing(), date or known.get("fitted", ""), progress=progress, network=_esco(ground)
    )
    target.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return content


def _esco(ground: Ground) -> str:
    """The sources that the network was made of, by name and version."""
    sources = ground.network.about.get("sources", ())
    return ", ".join(sorted(f"{source['name']} {source['version']}" for source in sources))
