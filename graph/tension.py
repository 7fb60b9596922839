"""How tight the labour market is, as loaded: of an occupation, else of its ISCO unit, else of its BRC groups.

Classes run from 1, very tight, to 5, very slack; 0 stands for unknown. Where the groups of one
occupation have different classes, the occupation's own is unknown, and each group's is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from graph.network import Ints, Network
from graph.stores.base import Snapshot
from graph.texts import label_of
from ontology.concepts import Group, Occupation
from ontology.ids import ESCO_ISCO, short_of
from ontology.records import key_of
from ontology.relations import Tension

Line = dict[str, Any]  #: market, period, region (None: the country), group (its name, or None), source
Lines = Mapping[str, Mapping[str | None, Line]]  #: by subject and region


def tension_of(snapshot: Snapshot, occupations: Mapping[str, Occupation]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is loaded, by subject; and per occupation its subjects, nearest first, each level a list.

    Of each subject and region the newest period counts, and of two sources in one period the first.
    """
    newest: dict[tuple[str, str | None], Tension] = {}
    found = (record for record in snapshot.iter_kind("tension") if isinstance(record, Tension))
    for record in sorted(found, key=lambda record: (record.evidence[0].source, record.period)):
        known = newest.get((record.id, record.region))
        if known is None or known.period < record.period:
            newest[record.id, record.region] = record
    if not newest:
        return {}, {}
    groups: dict[str, Group] = {}
    mapped: dict[str, set[str]] = {}
    for one in sorted((r for r in snapshot.iter_kind("group") if isinstance(r, Group)), key=key_of):
        groups.setdefault(one.id, one)
        mapped.setdefault(one.id, set()).update(one.maps_to)
    lines: dict[str, dict[str | None, Line]] = {}
    for (subject, region), record in sorted(newest.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        group = groups.get(subject)
        lines.setdefault(subject, {})[region] = {
            "market": record.market,
            "period": record.period,
            "region": region,
            "group": (label_of(group.labels) or group.code) if group else None,
            "source": short_of(record.evidence[0].source),
        }
    brc_by_code = {group.code: group.id for group in groups.values() if group.scheme == "brc2014"}
    levels: dict[str, list[list[str]]] = {}
    for id, occupation in occupations.items():
        unit = f"{ESCO_ISCO}{occupation.isco}"
        brc = {brc_by_code[code] for code in occupation.brc if code in brc_by_code} or mapped.get(unit, set())
        near = [[one for one in sorted(level) if one in lines] for level in ({id}, {unit}, brc)]
        if any(near):
            levels[id] = [level for level in near if level]
    return {subject: list(by_region.values()) for subject, by_region in lines.items()}, levels


def markets_of(
    lines: Mapping[str, Sequence[Line]],
    levels: Mapping[str, Sequence[Sequence[str]]],
    occupations: Sequence[str],
    regions: Sequence[str],
) -> tuple[Ints, Ints | None]:
    """The class of each occupation in the country, and in each region (regions × occupations).

    A region for which nothing is loaded has the country's. None where no region has anything.
    """
    by_place = {subject: {line["region"]: line for line in some} for subject, some in lines.items()}

    def classes(region: str | None) -> Ints:
        told = (_nearest(by_place.get, levels.get(id, ()), region) for id in occupations)
        return np.array([_agreed(some) for some in told], dtype=np.int32)

    country = classes(None)
    loaded = {region for some in by_place.values() for region in some if region is not None}
    if not loaded:
        return country, None
    there = np.tile(country, (len(regions), 1))
    for row, region in enumerate(regions):
        if region in loaded:
            own = classes(region)
            there[row] = np.where(own > 0, own, country)
    return country, there


def market_in(network: Network, region: int | None) -> Ints:
    """The class of each occupation for somebody in a region (its row), or anywhere; 0 where it is unknown."""
    if region is None or network.market_there is None:
        return network.market
    found: Ints = network.market_there[region]
    return found


def add_tension(texts: dict[str, Any], lines: Mapping[str, Sequence[Line]], levels: Mapping[str, Any]) -> None:
    """Put the lines with the subject that they are about, and with each occupation where it finds its own."""
    for subject, some in lines.items():
        texts[subject]["tension"] = list(some)
    for id, near in levels.items():
        texts[id]["tensionOf"] = near


def tension_lines(network: Network, id: str, region: str | None = None, *, every: bool = False) -> list[dict[str, Any]]:
    """What is loaded of an occupation: for a region if one is given, then for the country, or for ``every`` place.

    Each line says whose class it is (``group``, None for the occupation's own), of when, where (a
    region with its name, or None for the country), and by whom. Empty is unknown.
    """
    levels = network.texts.get(id, {}).get("tensionOf", ())

    def at(subject: str) -> dict[str | None, Line]:
        return {line["region"]: line for line in network.texts.get(subject, {}).get("tension", ())}

    places: list[str | None] = [None] if region is None else [region, None]
    if every:
        there = {place for level in levels for subject in level for place in at(subject)}
        places = sorted(there, key=lambda place: place or "")
    return [_placed(network, line) for place in places for line in _nearest(at, levels, place)]


def market_facts(network: Network, id: str, region: str | None = None) -> dict[str, Any]:
    """Wages and tension of an occupation as an answer shows them; None where nothing is loaded."""
    wages = network.texts.get(id, {}).get("wages")
    return {"wages": wages or None, "tension": tension_lines(network, id, region) or None}


def _placed(network: Network, line: Line) -> dict[str, Any]:
    region = line["region"]
    return {**line, "region": None if region is None else {"id": region, "label": network.label(region)}}


def _nearest(
    at: Callable[[str], Mapping[str | None, Line] | None], levels: Sequence[Sequence[str]], region: str | None
) -> list[Line]:
    """The lines of the first level that says something of this place."""
    for level in levels:
        found = [by[region] for subject in level if (by := at(subject)) and region in by]
        if found:
            return found
    return []


def _agreed(lines: Sequence[Line]) -> int:
    """The class that all lines give; 0 when there is none, or they differ."""
    classes = {int(line["market"]) for line in lines}
    return classes.pop() if len(classes) == 1 else 0
