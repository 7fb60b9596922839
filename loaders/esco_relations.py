"""ESCO's relations: which skills an occupation asks for, and what a skill falls under."""

from __future__ import annotations

from collections.abc import Set

from loaders.archives import Digest
from loaders.base import Findings
from loaders.esco_concepts import Entries
from loaders.esco_files import EscoFiles
from loaders.tables import read_rows
from ontology.evidence import Evidence
from ontology.ids import ConceptId
from ontology.relations import Requirements


def read_requirements(
    files: EscoFiles,
    occupations: Entries,
    skills: Entries,
    evidence: tuple[Evidence, ...],
    findings: Findings,
    digest: Digest,
) -> list[Requirements]:
    """Per occupation its essential and optional skills.

    An occupation or skill that no file has is one finding with the number of its rows; a skill
    that is both essential and optional counts as essential, with a finding.
    """
    place = files.relations["occupationSkillRelations"]
    asked: dict[str, dict[str, set[ConceptId]]] = {}
    strangers: dict[tuple[str, str], list[int]] = {}
    columns = ("occupationUri", "relationType", "skillUri")
    for line, cells in read_rows(place, columns, findings, digest):
        occupation, skill, relation = cells["occupationUri"], cells["skillUri"], cells["relationType"]
        if relation not in ("essential", "optional"):
            findings.error(str(place), line, f"relation {relation!r}, expected essential or optional: left out")
        elif occupation not in occupations:
            strangers.setdefault(("occupation", occupation), []).append(line)
        elif skill not in skills:
            strangers.setdefault(("skill", skill), []).append(line)
        else:
            sets = asked.setdefault(occupation, {"essential": set(), "optional": set()})
            sets[relation].add(skills[skill].id)
    for (kind, uri), lines in strangers.items():
        findings.warning(str(place), lines[0], f"{kind} {uri} is in no {kind} file: {len(lines)} relations left out")
    records = []
    for uri, sets in asked.items():
        both = sets["essential"] & sets["optional"]
        if both:
            findings.warning(
                str(place), None, f"{uri}: {len(both)} skills are essential and optional, taken as essential"
            )
        records.append(
            Requirements(
                id=occupations[uri].id,
                essential=frozenset(sets["essential"]),
                optional=frozenset(sets["optional"] - both),
                evidence=evidence,
            )
        )
    return records


def read_broader(files: EscoFiles, known: Set[str], findings: Findings, digest: Digest) -> dict[str, set[ConceptId]]:
    """What each skill and skill group falls under; empty when the file isn't there."""
    place = files.relations.get("broaderRelationsSkillPillar")
    broader: dict[str, set[ConceptId]] = {}
    if place is None:
        findings.note(files.version, None, "no broaderRelationsSkillPillar.csv: skills come without their groups")
        return broader
    strange: dict[str, int] = {}
    rows = 0
    for line, cells in read_rows(place, ("conceptUri", "broaderUri"), findings, digest):
        missing = [uri for uri in (cells["conceptUri"], cells["broaderUri"]) if uri not in known]
        for uri in missing:
            strange.setdefault(uri, line)
        if missing:
            rows += 1
        else:
            broader.setdefault(cells["conceptUri"], set()).add(ConceptId(cells["broaderUri"]))
    if strange:
        first, line = next(iter(strange.items()))
        shown = f"{len(strange)} concepts that no skill or group file has, first {first}"
        findings.warning(str(place), line, f"{rows} relations name {shown}: left out")
    return broader
