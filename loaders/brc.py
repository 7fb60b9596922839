"""The BRC 2014 groups of CBS and how ISCO-08 units map to them (one unit may fall in several)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graph.stores.base import Snapshot
from loaders import manifest
from loaders.archives import Digest, Place, find_places
from loaders.base import Findings, Loaded, Progress
from loaders.tables import read_rows
from ontology.concepts import Group, Label, LabelKind
from ontology.errors import SourceUnreadable
from ontology.evidence import Evidence, EvidenceKind
from ontology.ids import ESCO_ISCO, ConceptId, own_id

VERSION = "2014"


def brc_id(code: str) -> ConceptId:
    """The id of a BRC group by its four digits."""
    return own_id("group", f"brc2014/{code}")


def load_brc(paths: Sequence[Path], *, snapshot: Snapshot, progress: Progress, version: str = VERSION) -> Loaded:
    """The BRC groups, and the ISCO-08 units with the groups that they map to.

    Codes of the scheme that are no ISCO unit (major groups filled up with zeros) are counted,
    not used: "managers, n.e.c." must not become the group of every manager.
    """
    findings, digest = Findings(), Digest()
    places = find_places(paths)
    names_place, map_place = _one(places, "brc2014_beroepsgroep"), _one(places, "isco08_to_brc2014")
    evidence = (Evidence(source=manifest.source_id(manifest.BRC.family, version), kind=EvidenceKind.OFFICIAL),)
    groups: dict[str, Group] = {}
    for line, cells in read_rows(names_place, ("brc_group", "label_nl"), findings, digest, labels=("label_nl",)):
        code = cells["brc_group"]
        if len(code) != 4 or not code.isdigit() or code in groups:
            findings.error(str(names_place), line, f"found {code!r}, expected four digits, once: left out")
            continue
        labels = (Label(LabelKind.PREF, "nl", cells["label_nl"].strip()),)
        groups[code] = Group(id=brc_id(code), labels=labels, scheme="brc2014", code=code, evidence=evidence)
    units: dict[str, tuple[str, set[ConceptId]]] = {}
    others = 0
    columns = ("isco08_unit", "isco08_label_nl_esco", "brc_group")
    for line, cells in read_rows(map_place, columns, findings, digest, labels=("isco08_label_nl_esco",)):
        unit, name, code = cells["isco08_unit"], cells["isco08_label_nl_esco"].strip(), cells["brc_group"]
        if code not in groups:
            findings.error(str(map_place), line, f"BRC group {code!r} is in no group file: left out")
        elif not name:
            others += 1
        else:
            units.setdefault(unit, (name, set()))[1].add(groups[code].id)
    if others:
        findings.note(str(map_place), None, f"{others} rows for codes that are no ISCO-08 unit are not used")
    records = [*groups.values()]
    for unit, (name, targets) in sorted(units.items()):
        records.append(
            Group(
                id=ConceptId(ESCO_ISCO + unit),
                labels=(Label(LabelKind.PREF, "nl", name),),
                scheme="isco08",
                code=unit,
                maps_to=frozenset(targets),
                evidence=evidence,
            )
        )
    progress("groups", len(records), len(records))
    several = sum(len(targets) > 1 for _, targets in units.values())
    return Loaded(
        sources=(manifest.source_of(manifest.BRC, version, digest.hex()),),
        records=tuple(records),
        findings=tuple(findings.found),
        refused=tuple(findings.refused),
        summary={"BRC groups": len(groups), "ISCO units": len(units), "ISCO units in several groups": several},
    )


def _one(places: Sequence[Place], stem: str) -> Place:
    for place in places:
        if place.name.startswith(stem):
            return place
    shown = ", ".join(place.name for place in places)
    advice = "Give the folder, or both files: brc2014_beroepsgroep.csv and isco08_to_brc2014.csv."
    raise SourceUnreadable(shown, f"no {stem}.csv", "both tables of the scheme", advice)
