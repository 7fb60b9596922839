"""Hourly wage quartiles by BRC group, from CBS table 85517NED."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from graph.stores.base import Snapshot
from loaders import manifest
from loaders.archives import Digest, Place, find_places
from loaders.base import Findings, Loaded, Progress
from loaders.brc import brc_id
from loaders.tables import read_rows
from ontology.errors import SourceUnreadable
from ontology.evidence import Evidence, EvidenceKind
from ontology.quantities import EuroCent
from ontology.relations import Wages

_AMOUNT = re.compile(r"^[0-9]{1,7}(?:\.[0-9]{1,2})?$")
_QUARTILES = ("p25_eur_hour", "p50_eur_hour", "p75_eur_hour")


def load_wages(paths: Sequence[Path], *, snapshot: Snapshot, progress: Progress, version: str | None = None) -> Loaded:
    """The quartiles of every BRC group in the store; an empty cell is unknown, not zero.

    Rows of wider classes (two or three digits, the total) are counted and not used.
    """
    findings, digest = Findings(), Digest()
    place = _wage_table(find_places(paths))
    year = version or next(iter(re.findall(r"20\d\d", place.name)), "")
    if not year.isdigit():
        raise SourceUnreadable(str(place), "no year in the file name", "a year", "Say it with --version 2022.")
    known = {record.id for record in snapshot.iter_kind("group")}
    evidence = (Evidence(source=manifest.source_id(manifest.WAGES.family, year), kind=EvidenceKind.OFFICIAL),)
    records: dict[str, Wages] = {}
    wider = strange = 0
    for line, cells in read_rows(place, ("brc", "employees_thousands", *_QUARTILES), findings, digest):
        code = cells["brc"].strip()
        if len(code) != 4 or not code.isdigit():
            wider += 1
            continue
        if brc_id(code) not in known or code in records:
            strange += 1
            findings.error(str(place), line, f"BRC group {code} is not in the store, or stands twice: left out")
            continue
        try:
            p25, p50, p75 = (cents_of(cells[name]) for name in _QUARTILES)
            thousands = cells["employees_thousands"].strip()
            employees = int(thousands[:9]) * 1000 if thousands else None
        except ValueError:
            findings.error(str(place), line, f"no number in the row of {code}: left out")
            continue
        records[code] = Wages(
            id=brc_id(code), year=int(year), p25=p25, p50=p50, p75=p75, employees=employees, evidence=evidence
        )
    if strange and not records:
        advice = "Load the groups first: loopbaanpad load brc PATH."
        raise SourceUnreadable(str(place), "BRC groups that the store doesn't have", "groups in the store", advice)
    findings.note(str(place), None, f"{wider} rows of wider classes and the total are not used")
    progress("wages", len(records), len(records))
    filled = sum(record.p50 is not None for record in records.values())
    return Loaded(
        sources=(manifest.source_of(manifest.WAGES, year, digest.hex()),),
        records=tuple(records.values()),
        findings=tuple(findings.found),
        refused=tuple(findings.refused),
        summary={"year": year, "BRC groups": len(records), "with wages": filled},
    )


def cents_of(text: str) -> EuroCent | None:
    """Whole cents of an amount in euro, with a point or a comma; None when the cell is empty.

    Raises:
        ValueError: no amount, a negative one, or parts of a cent.
    """
    text = text.strip().replace(",", ".")
    if not text:
        return None
    if not _AMOUNT.match(text):
        raise ValueError(text)
    euro, _, cents = text.partition(".")
    return EuroCent(100 * int(euro) + int(cents.ljust(2, "0")))


def _wage_table(places: Sequence[Place]) -> Place:
    named = [place for place in places if "85517NED" in place.name] or list(places)
    if len(named) > 1:
        raise SourceUnreadable(", ".join(map(str, named)), "several tables", "one year", "Give one file.")
    return named[0]
