"""ESCO: occupations, skills, their groups, and which skills an occupation asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from graph.stores.base import Snapshot
from loaders import manifest
from loaders.archives import Digest
from loaders.base import Findings, Loaded, Progress, Summary
from loaders.esco_concepts import Entries, Entry, read_concepts
from loaders.esco_files import EscoFiles, find_esco
from loaders.esco_relations import read_broader, read_requirements
from loaders.tables import read_rows
from ontology.concepts import Group, Label, LabelKind, Occupation, Skill, SkillKind
from ontology.errors import InvalidRecord
from ontology.evidence import Evidence, EvidenceKind
from ontology.ids import ESCO_ISCO, ConceptId
from ontology.records import Record
from ontology.relations import Requirements

_REGULATED = {"regulated": True, "unregulated": False}
_STAGES = 6


def load_esco(paths: Sequence[Path], *, snapshot: Snapshot, progress: Progress, version: str | None = None) -> Loaded:
    """Everything of one ESCO version that routes need, all its languages in one record each.

    Where a skill has no name in the first language it keeps the one it has, with its language tag.
    One description is kept, of the first language that has one. Both layouts: 1.1 with the
    relations in a zip of their own, 1.2 with them in each language's zip.
    """
    findings, digest = Findings(), Digest()
    files = find_esco(paths, version, findings)
    progress("occupations", 0, _STAGES)
    source = manifest.source_id(manifest.ESCO.family, files.version)
    evidence = (Evidence(source=source, kind=EvidenceKind.OFFICIAL),)
    occupations = read_concepts(
        files.of("occupations"), ("iscoGroup",), ("regulatedProfessionNote", "description"), findings, digest
    )
    progress("skills", 1, _STAGES)
    skills = read_concepts(files.of("skills"), ("skillType",), ("reuseLevel", "description"), findings, digest)
    progress("groups", 2, _STAGES)
    isco = read_concepts(files.of("ISCOGroups"), ("code",), ("description",), findings, digest)
    groups = read_concepts(files.of("skillGroups"), (), ("code",), findings, digest)
    _add_hierarchy(files, groups, findings, digest)
    progress("hierarchy", 3, _STAGES)
    broader = read_broader(files, skills.keys() | groups.keys(), findings, digest)
    languages = _language_skills(files, findings, digest)
    attitudes = _attitudes(groups, broader)
    progress("relations", 4, _STAGES)
    requirements = read_requirements(files, occupations, skills, evidence, findings, digest)
    progress("records", 5, _STAGES)
    records: list[Record] = []
    records += [_isco_group(entry, isco, evidence) for entry in isco.values()]
    records += [_skill_group(entry, broader, evidence) for entry in groups.values()]
    for entry in skills.values():
        records.append(_skill(entry, broader, languages, attitudes, evidence, findings))
    for entry in occupations.values():
        if (occupation := _occupation(entry, evidence, findings)) is not None:
            records.append(occupation)
    kept = {record.id for record in records}
    records += [one for one in requirements if one.id in kept]
    progress("records", _STAGES, _STAGES)
    return Loaded(
        sources=(manifest.source_of(manifest.ESCO, files.version, digest.hex()),),
        records=tuple(records),
        findings=tuple(findings.found),
        refused=tuple(findings.refused),
        summary=_summary(files, records),
    )


def _occupation(entry: Entry, evidence: tuple[Evidence, ...], findings: Findings) -> Occupation | None:
    regulated = _REGULATED.get(entry.cells["regulatedProfessionNote"].rsplit("/", 1)[-1])
    try:
        return Occupation(
            id=entry.id,
            labels=tuple(entry.labels),
            isco=entry.cells["iscoGroup"] or None,
            regulated=regulated,
            description=entry.cells["description"].strip() or None,
            evidence=evidence,
        )
    except InvalidRecord as error:
        findings.error(entry.place, entry.line, f"the row is left out: {error}")
        return None


def _skill(
    entry: Entry,
    broader: dict[str, set[ConceptId]],
    languages: frozenset[str],
    attitudes: frozenset[str],
    evidence: tuple[Evidence, ...],
    findings: Findings,
) -> Skill:
    above = frozenset(broader.get(entry.id, ()))
    kind = SkillKind.KNOWLEDGE if entry.cells["skillType"] == "knowledge" else SkillKind.SKILL
    if entry.cells["skillType"] not in ("knowledge", "skill/competence"):
        shown = entry.cells["skillType"] or "no skill type"
        findings.warning(entry.place, entry.line, f"{entry.id} has {shown}: taken for a skill")
    if entry.id in languages:
        kind = SkillKind.LANGUAGE
    elif above & attitudes:
        kind = SkillKind.ATTITUDE
    return Skill(
        id=entry.id,
        labels=tuple(entry.labels),
        skill_kind=kind,
        reuse=entry.cells["reuseLevel"] or None,
        broader=above,
        description=entry.cells["description"].strip() or None,
        evidence=evidence,
    )


def _isco_group(entry: Entry, isco: Entries, evidence: tuple[Evidence, ...]) -> Group:
    code = entry.cells["code"]
    above = ESCO_ISCO + code[:-1]
    broader = frozenset({isco[above].id}) if len(code) > 1 and above in isco else frozenset()
    return Group(
        id=entry.id,
        labels=tuple(entry.labels),
        scheme="isco08",
        code=code,
        broader=broader,
        description=entry.cells["description"].strip() or None,
        evidence=evidence,
    )


def _skill_group(entry: Entry, broader: dict[str, set[ConceptId]], evidence: tuple[Evidence, ...]) -> Group:
    return Group(
        id=entry.id,
        labels=tuple(entry.labels),
        scheme="isced-f" if "/isced-f/" in entry.id else "esco-skill-group",
        code=entry.cells["code"] or entry.id.rsplit("/", 1)[-1],
        broader=frozenset(broader.get(entry.id, ())),
        evidence=evidence,
    )


def _language_skills(files: EscoFiles, findings: Findings, digest: Digest) -> frozenset[str]:
    """The IRIs in ESCO's own collection of language skills."""
    return frozenset(
        row.cells["conceptUri"]
        for _, place in files.of("languageSkillsCollection")
        for row in read_rows(place, ("conceptUri",), findings, digest)
    )


def _attitudes(groups: Entries, broader: dict[str, set[ConceptId]]) -> frozenset[str]:
    """The groups of the attitude branch (code A…), which ESCO had before it became part of T."""
    return frozenset(uri for uri, entry in groups.items() if entry.cells["code"].startswith("A"))


def _add_hierarchy(files: EscoFiles, groups: Entries, findings: Findings, digest: Digest) -> None:
    """Groups that only the hierarchy file names: ESCO 1.1.1 has seven that its group file lacks."""
    levels = range(4)
    columns = tuple(f"Level {level} {what}" for level in levels for what in ("URI", "preferred term", "code"))
    found: dict[str, Entry] = {}
    for lang, place in files.of("skillsHierarchy"):
        for line, cells in read_rows(place, columns, findings, digest, ragged=True):
            for level in levels:
                uri, term = cells[f"Level {level} URI"], cells[f"Level {level} preferred term"].strip()
                if uri and term and uri not in groups:
                    new = Entry(ConceptId(uri), str(place), line, {"code": cells[f"Level {level} code"]})
                    entry = found.setdefault(uri, new)
                    if all(label.lang != lang for label in entry.labels):
                        entry.labels.append(Label(LabelKind.PREF, lang, term))
    groups.update(found)


def _summary(files: EscoFiles, records: Sequence[Record]) -> Summary:
    skills = [record for record in records if isinstance(record, Skill)]
    asked = [record for record in records if isinstance(record, Requirements)]
    essential = sum(len(record.essential) for record in asked)
    dutch = sum(any(label.lang == "nl" and label.kind is LabelKind.PREF for label in one.labels) for one in skills)
    kinds = Counter(one.skill_kind.value for one in skills)
    return {
        "version": files.version,
        "languages": ", ".join(files.languages),
        "occupations": sum(isinstance(record, Occupation) for record in records),
        "skills": len(skills),
        **{f"skills of kind {kind}": kinds[kind] for kind in sorted(kinds)},
        "groups": sum(isinstance(record, Group) for record in records),
        "relations": essential + sum(len(record.optional) for record in asked),
        "relations essential": essential,
        "skills with a Dutch label": dutch,
        "share of skills with a Dutch label (%)": round(100 * dutch / max(len(skills), 1), 1),
    }
