"""CompetentNL's occupations with their names, and more names for ESCO occupations where both prefer the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graph.stores.base import Snapshot
from loaders import manifest
from loaders.archives import Digest, find_places
from loaders.base import Findings, Loaded, Progress
from loaders.lookup import Lookup, fold
from loaders.tables import read_rows
from ontology.concepts import Group, Label, LabelKind
from ontology.errors import SourceUnreadable
from ontology.evidence import Evidence, EvidenceKind
from ontology.ids import ESCO_OCCUPATION, ConceptId
from ontology.relations import Names

HOW = "dezelfde voorkeursnaam in CompetentNL en in de Nederlandse ESCO (hoofdletters niet geteld)"
SCHEME = "competentnl"
_COLUMNS = ("uri", "pref_label", "label", "label_type")


def load_labels(
    paths: Sequence[Path], *, snapshot: Snapshot, progress: Progress, version: str = "ongedateerd"
) -> Loaded:
    """CompetentNL's occupations as groups, and the other names of each that has exactly one ESCO occupation's name.

    Those names come in as close, by rule: nobody has said that the two occupations are the same. The groups are
    found by no question; their names lead from an everyday name to ESCO's (``graph.matching``).
    """
    findings, digest = Findings(), Digest()
    places = find_places(paths)
    named = [place for place in places if place.name.startswith("competentnl_occupation_labels")] or places
    place = named[0]
    names: dict[str, list[str]] = {}
    preferred: dict[str, str] = {}
    for _, cells in read_rows(place, _COLUMNS, findings, digest, labels=("pref_label", "label")):
        preferred[cells["uri"]] = cells["pref_label"].strip()
        names.setdefault(cells["uri"], []).append(cells["label"].strip())
    occupations = Lookup(snapshot, "occupation", lang="nl")
    dutch = {name: _esco(ids) for name, ids in occupations.preferred.items()}
    if not any(dutch.values()):
        advice = "Load ESCO first, with its Dutch files: loopbaanpad load esco PATH."
        raise SourceUnreadable(str(place), "no ESCO occupations with Dutch names in the store", "ESCO", advice)
    evidence = Evidence(
        source=manifest.source_id(manifest.COMPETENTNL.family, version), kind=EvidenceKind.DERIVED, how=HOW
    )
    merged: dict[ConceptId, set[str]] = {}
    counts = {"one": 0, "several": 0, "none": 0}
    for uri, name in preferred.items():
        ids = dutch.get(fold(name), ())
        counts["one" if len(ids) == 1 else "several" if ids else "none"] += 1
        if len(ids) == 1:
            more = {text for text in names[uri] if text and fold(text) != fold(name)}
            merged.setdefault(ids[0], set()).update(more)
    records = [
        Names(
            id=id,
            labels=tuple(Label(LabelKind.ALT, "nl", text) for text in texts),
            relation="close",
            evidence=(evidence,),
        )
        for id, texts in sorted(merged.items())
        if texts
    ]
    stated = (Evidence(source=evidence.source, kind=EvidenceKind.OFFICIAL),)
    groups = [
        Group(
            id=ConceptId(uri),
            labels=_labels(name, names[uri]),
            scheme=SCHEME,
            code=uri.rsplit("/", 1)[-1],
            evidence=stated,
        )
        for uri, name in sorted(preferred.items())
        if name
    ]
    progress("names", len(records), len(records))
    return Loaded(
        sources=(manifest.source_of(manifest.COMPETENTNL, version, digest.hex()),),
        records=(*groups, *records),
        findings=tuple(findings.found),
        refused=tuple(findings.refused),
        summary={
            "CompetentNL occupations": len(preferred),
            "same preferred name as one ESCO occupation": counts["one"],
            "same preferred name as several": counts["several"],
            "no equal preferred name (not used)": counts["none"],
            "ESCO occupations with more names": len(records),
            "names added": sum(len(record.labels) for record in records),
        },
    )


def _esco(ids: set[ConceptId]) -> tuple[ConceptId, ...]:
    return tuple(sorted(id for id in ids if id.startswith(ESCO_OCCUPATION)))


def _labels(preferred: str, others: Sequence[str]) -> tuple[Label, ...]:
    more = {text for text in others if text and text != preferred}
    return (Label(LabelKind.PREF, "nl", preferred), *(Label(LabelKind.ALT, "nl", text) for text in sorted(more)))
