"""Labour-market tension from a user's own table, such as one made of UWV's spanningsindicator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from graph.stores.base import Snapshot
from loaders import manifest
from loaders.archives import Digest, find_places
from loaders.base import Findings, Loaded, Progress
from loaders.brc import brc_id
from loaders.lookup import Lookup
from loaders.tables import read_rows
from ontology.errors import SourceUnreadable
from ontology.evidence import Evidence, EvidenceKind, Source
from ontology.ids import ESCO_ISCO, ConceptId
from ontology.relations import Tension

COLUMNS = ("region", "quarter", "class", "source")
#: The class by its number or its name; 1 is very tight. Source: names of UWV's spanningsindicator.
CLASSES = {"zeer krap": 1, "krap": 2, "gemiddeld": 3, "ruim": 4, "zeer ruim": 5}
COUNTRY = ("nl", "nederland")
_QUARTER = re.compile(r"(20\d\d)[- ]?[KQ]([1-4])", re.IGNORECASE)

_Row = tuple[str, str, ConceptId | None, str, ConceptId, int]  # source, quarter, region, its code, subject, class


def load_tension(
    paths: Sequence[Path],
    *,
    snapshot: Snapshot,
    progress: Progress,
    publisher: str | None = None,
    licence: str = manifest.UNSTATED,
) -> Loaded:
    """The newest class of each BRC group or ISCO unit in each region; nothing is worked out or filled in.

    A source states one class of a thing, so what it says of each region is a source of its own.
    """
    findings, digest = Findings(), Digest()
    places = find_places(paths)
    groups = Lookup(snapshot, "group").ids
    regions = Lookup(snapshot, "region")
    newest: dict[tuple[str, ConceptId | None, ConceptId], _Row] = {}
    rows = older = 0
    for place in places:
        for line, cells in read_rows(place, COLUMNS, findings, digest, optional=("brc", "isco"), labels=("source",)):
            rows += 1
            try:
                row = _row_of(cells, groups, regions)
            except ValueError as problem:
                findings.error(str(place), line, f"{problem}: the row is left out")
                continue
            key = (row[0], row[2], row[4])
            known = newest.get(key)
            if known is not None and known[1] == row[1]:
                findings.error(str(place), line, "this source, region, group and quarter stood before: left out")
                continue
            older += known is not None
            if known is None or known[1] < row[1]:
                newest[key] = row
    if rows and not newest:
        advice = "Load the groups and regions first (load brc, load regions); docs/loading.md has the columns."
        raise SourceUnreadable(", ".join(map(str, places)), "not one usable row", "classes of known groups", advice)
    if older:
        findings.note(str(places[0]), None, f"{older} rows of older quarters are not used")
    sources = _sources(newest.values(), publisher, licence, digest.hex())
    records = [
        Tension(
            id=subject,
            market=market,
            period=quarter,
            region=region,
            evidence=(Evidence(source=sources[source, code].id, kind=EvidenceKind.OBSERVED),),
        )
        for source, quarter, region, code, subject, market in newest.values()
    ]
    progress("tension", len(records), len(records))
    return Loaded(
        sources=tuple(sources.values()),
        records=tuple(records),
        findings=tuple(findings.found),
        refused=tuple(findings.refused),
        summary={
            "rows": rows,
            "classes": len(records),
            "groups": len({record.id for record in records}),
            "regions": len({record.region for record in records} - {None}),
            "newest quarter": max((record.period for record in records), default=""),
        },
        families=tuple(sorted({manifest.family_id(_family(source)) for source, _ in sources})),
    )


def _row_of(cells: dict[str, str], groups: set[ConceptId], regions: Lookup) -> _Row:
    brc, isco = cells["brc"].strip(), cells["isco"].strip()
    if bool(brc) == bool(isco):
        raise ValueError("found brc and isco both filled or both empty, expected one of them")
    if not re.fullmatch(r"\d{4}", brc or isco):
        raise ValueError(f"found {brc or isco!r}, expected the four digits of a BRC group or ISCO unit")
    subject = brc_id(brc) if brc else ConceptId(ESCO_ISCO + isco)
    if subject not in groups:
        raise ValueError(f"the store has no {'BRC group' if brc else 'ISCO unit'} {brc or isco}")
    quarter = _QUARTER.fullmatch(cells["quarter"].strip())
    if quarter is None:
        raise ValueError(f"found quarter {cells['quarter']!r}, expected one such as 2025-Q4")
    word = " ".join(cells["class"].split()).casefold()
    market = CLASSES.get(word, int(word) if re.fullmatch("[1-5]", word) else 0)
    if not market:
        raise ValueError(f"found class {cells['class']!r}, expected 1 to 5 or one of {', '.join(CLASSES)}")
    source = " ".join(cells["source"].split())
    if not source:
        raise ValueError("no source: a class without who says so is a rumour")
    named = cells["region"].strip()
    if named.casefold() in COUNTRY:
        return source, f"{quarter[1]}-Q{quarter[2]}", None, "nl", subject, market
    region = regions.find(named)
    if region is None:
        raise ValueError(regions.problem(named))
    return source, f"{quarter[1]}-Q{quarter[2]}", region, region.rsplit("/", 1)[-1], subject, market


def _family(source: str) -> str:
    return f"tension/{manifest.slug_of(source)}"


def _sources(rows: object, publisher: str | None, licence: str, sha256: str) -> dict[tuple[str, str], Source]:
    """By source and region, with the newest quarter as its version."""
    quarters: dict[tuple[str, str], str] = {}
    for source, quarter, _, code, _, _ in rows:  # type: ignore[attr-defined]
        quarters[source, code] = max(quarter, quarters.get((source, code), ""))
    made = {}
    for (source, code), quarter in sorted(quarters.items()):
        who = publisher or source
        where = "Nederland" if code == "nl" else code.upper()
        publication = manifest.Publication(
            f"{_family(source)}/{code}", f"{source}, {where}", who, licence, f"Bron: {source}, {who}."
        )
        made[source, code] = manifest.source_of(publication, quarter, sha256)
    return made
