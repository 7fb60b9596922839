"""Published figures as the monitor answers them: of one region or the country, each beside what it means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from api.werkplan.counting import UNKNOWN
from api.werkplan.figures import FIGURE, FIGURES, RULES
from api.werkplan.monitor import COUNTRY, OTHER
from api.werkplan.tables_monitor import Release
from api.werkplan.views import moment

_WORDS: Final = {("sector", UNKNOWN): "onbekend", ("total", UNKNOWN): "onbekend", ("party", OTHER): "andere partijen"}


def monitor_view(releases: Sequence[Release], region: tuple[str, str] | None, label_of: Mapping[str, str]) -> Any:
    """The answer: ``region`` is an id and a label, None for the country; ``label_of`` an occupation."""
    return {
        "region": None if region is None else {"id": region[0], "label": region[1]},
        "halfYears": [
            {
                "halfYear": release.half_year,
                "publishedAt": moment(release.published_at),
                "figures": [
                    _figure(figure.key, release.figures, region[0] if region else COUNTRY, label_of)
                    for figure in FIGURES
                ],
            }
            for release in releases
        ],
        "definitions": [asdict(figure) for figure in FIGURES],
        "rules": list(RULES),
    }


def _figure(key: str, kept: Mapping[str, Any], row: str, label_of: Mapping[str, str]) -> dict[str, Any]:
    shown = {(region, split, value): (people, weeks) for region, split, value, people, weeks in kept["cells"][key]}

    def told(region: str, split: str, value: str) -> dict[str, Any]:
        people, weeks = shown.get((region, split, value), (None, None))
        return {"people": people, "medianWeeks": weeks}

    def cell(split: str, value: str) -> dict[str, Any]:
        return {"key": value, "label": _WORDS.get((split, value), value), **told(row, split, value)}

    by_party = [] if key == "moves" else [*kept["parties"], OTHER]
    regions = {**kept["regions"], UNKNOWN: "onbekend"} if row == COUNTRY else {}
    return {
        "key": key,
        "label": FIGURE[key].label,
        **told(row, "total", ""),
        "bySector": [cell("sector", value) for value in (*kept["sectors"], UNKNOWN)],
        "byParty": [cell("party", value) for value in by_party],
        "byRegion": [{"key": id, "label": label, **told(id, "total", "")} for id, label in regions.items()],
        "pairs": [
            {
                "from": _named(value.split(" ")[0], label_of),
                "to": _named(value.split(" ")[1], label_of),
                "people": people,
            }
            for (region, split, value), (people, _) in shown.items()
            if split == "pair" and region == row
        ],
    }


def _named(id: str, label_of: Mapping[str, str]) -> dict[str, str]:
    return {"id": id, "label": label_of.get(id, id)}
