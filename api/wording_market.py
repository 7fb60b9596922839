"""Wages and tension in plain Dutch, each with its source, date and region; what is not loaded is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from api import wording

Json = Mapping[str, Any]
NOT_LOADED: Final = "onbekend: hierover zijn geen gegevens geladen"


def place(region: Json | None) -> str:
    """The name of a region, or of the country."""
    return str(region["label"]) if region else "Nederland"


def amount(cents: int | None) -> str:
    """What people earn an hour."""
    return wording.UNKNOWN if cents is None else f"€ {cents // 100},{cents % 100:02d}"


def wage_lines(wages: Sequence[Json] | None) -> list[str]:
    """One sentence for each group of occupations, or that nothing is known."""
    if not wages:
        return [NOT_LOADED]
    return [
        f"{amount(line['p50'])} per uur verdient wie in het midden zit; een kwart verdient minder dan "
        f"{amount(line['p25'])}, een kwart meer dan {amount(line['p75'])} "
        f"(beroepsgroep {line['group']}, {line['year']}, {line['region']}; bron: {line['source']})"
        for line in wages
    ]


def tension_lines(tension: Sequence[Json] | None) -> list[str]:
    """One sentence for each place and group of occupations, or that nothing is known."""
    if not tension:
        return [NOT_LOADED]
    return [
        f"{wording.MARKET[line['market']]} ({place(line['region'])}, "
        + (f"beroepsgroep {line['group']}, " if line["group"] else "")
        + f"{line['period']}; bron: {line['source']})"
        for line in tension
    ]


def wage_cell(wages: Sequence[Json] | None) -> str:
    """The median in a few signs, from low to high where there are several groups."""
    medians = sorted({line["p50"] for line in wages or () if line["p50"] is not None})
    if not medians:
        return wording.UNKNOWN
    return amount(medians[0]) if len(medians) == 1 else f"{amount(medians[0])} tot {amount(medians[-1])}"


def tension_cell(tension: Sequence[Json] | None) -> str:
    """The class of the nearest place that has one; of several groups all classes."""
    if not tension:
        return wording.UNKNOWN
    first = tension[0]["region"]
    classes = sorted({line["market"] for line in tension if line["region"] == first})
    return " of ".join(wording.MARKET[one] for one in classes)


def told_below(rows: Iterable[Json]) -> list[str]:
    """What goes below a table with wages and tension: of whom, when and where, or that they aren't loaded."""
    rows = list(rows)
    wages = {(f["source"], f["year"], f["region"]) for row in rows for f in row["wages"] or ()}
    tension = {(f["source"], f["period"], place(f["region"])) for row in rows for f in row["tension"] or ()}
    said = [f"Uurloon is de mediaan van de beroepsgroep: {who}, {year}, {where}." for who, year, where in sorted(wages)]
    said += [f"Spanning: {who}, {period}, {where}." for who, period, where in sorted(tension)]
    missing = [name for name, found in (("uurloon", wages), ("spanning op de arbeidsmarkt", tension)) if not found]
    if rows and missing:
        said.append(f"Niet geladen, dus onbekend: {' en '.join(missing)}.")
    return said
