"""What people read about each id: names, and for trainings, jobs and paths what a step shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from graph.stores.base import Snapshot
from ontology.concepts import Credential, CredentialKind, Group, Label, LabelKind, Occupation, Skill, Training
from ontology.evidence import Evidence, EvidenceKind, Source
from ontology.ids import short_of
from ontology.instruments import Instrument
from ontology.records import Record, canonical, kind_of
from ontology.relations import EntryDemands, Fee, Names, Path, Region

_NAMED = Occupation | Skill | Credential | Training | Path | Region | Fee | Instrument | Names
SHOWN_KINDS = ("occupation", "skill", "training", "credential")  #: what people see most, by name
#: Classifications whose names are kept: CompetentNL's occupations are a bridge from everyday names to ESCO's.
NAMED_SCHEMES = ("isco08", "brc2014", "competentnl")
LANGUAGES = ("nl", "en")  #: which language a label is shown in, best first
_KIND = {kind: kind.value for kind in LabelKind}  # an enum's value is slow to ask for, half a million times
_PREF = LabelKind.PREF.value
_EVIDENCE = {kind: kind.value for kind in EvidenceKind}


def texts_of(
    snapshot: Snapshot, shown: Mapping[str, list[EntryDemands]], wages: Mapping[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    """Plain values by id (JSON types only), so that they can be kept beside the arrays."""
    texts: dict[str, Any] = {}
    for key in sorted(snapshot.by_key):
        record = snapshot.by_key[key]
        if isinstance(record, Source):
            texts[record.id] = {"kind": "source", "label": f"{record.name} {record.version}", "names": []}
        elif isinstance(record, _NAMED) or (isinstance(record, Group) and record.scheme in NAMED_SCHEMES):
            _add(texts, record)
    for id in [id for id, entry in texts.items() if entry["kind"] == "names"]:
        del texts[id]  # names that wait for their concept
    for id, demands in shown.items():
        texts[id]["walls"] = [_wall(record) for record in demands]
    for id, lines in wages.items():
        texts[id]["wages"] = lines
    for entry in texts.values():
        entry.setdefault("label", "")
        if not entry["label"]:
            entry["label"] = _shown(entry["names"])
    return texts


def _add(texts: dict[str, Any], record: Any) -> None:
    kind = "names" if isinstance(record, Names) else record.kind
    entry = texts.setdefault(record.id, {"kind": kind, "label": "", "names": []})
    if kind != "names":
        entry["kind"] = kind
    curated = int(_is_curated(record))
    entry["names"].extend([_KIND[label.kind], label.lang, label.text, curated] for label in record.labels)
    if kind == "names" and record.relation != "exact":
        for name in entry["names"][-len(record.labels) :]:
            name[0] = LabelKind.HIDDEN.value
    elif kind != "names" and (curated or not entry["label"]):
        entry["label"] = label_of(record.labels) or entry["label"]
    match record:
        case Training():
            entry.update(
                fee=record.fee,
                statutoryFees=sorted(record.statutory_fees),
                note=record.note,
                provider=record.provider,
                starts=list(record.starts),
                trainingKind=record.training_kind.value,
                level=record.level,
                entryLevel=record.entry_level,
                entryDutch=record.entry_dutch,
                code=record.code,
                gives=sorted(record.gives),
                evidence=evidence_of(record.evidence),
            )
        case Occupation():
            entry["evidence"] = entry.get("evidence", []) + evidence_of(record.evidence)
            entry["isco"] = record.isco or entry.get("isco")
            entry["sector"] = record.sector or entry.get("sector")
            if record.description and (_is_curated(record) or "description" not in entry):
                entry["description"] = record.description
        case Credential():
            entry["obtained"] = record.obtained
            entry["implies"] = sorted(record.implies)
            entry["diplomaLevel"] = record.level if record.credential_kind is CredentialKind.DIPLOMA else None
            entry["validFor"] = record.valid_for
        case Path():
            entry.update(
                sector=record.sector,
                unknown=record.unknown,
                evidence=evidence_of(record.evidence),
                steps=[[step.occupation, step.training, step.condition, step.note] for step in record.steps],
            )
        case Fee():
            entry.update(
                description=record.description,
                amounts=[{"year": item.year, "amountEurocent": item.amount} for item in record.amounts],
                law=record.law,
                article=record.article,
                evidence=evidence_of(record.evidence),
            )
        case Instrument():
            kept = {name: value for name, value in canonical(record).items() if name != "sgr"}
            entry.update(record=kept, evidence=evidence_of(record.evidence))
        case Region():
            entry["code"] = record.code
            entry["gemeenten"] = [list(pair) for pair in record.gemeenten]
            entry["names"].extend(["hidden", "nl", name, 0] for _, name in record.gemeenten)
        case _:
            pass


def _is_curated(record: Record) -> bool:
    return record.evidence[0].kind is EvidenceKind.CURATED  # type: ignore[union-attr]


def _shown(names: Iterable[list[Any]]) -> str:
    """The preferred label in the first language that has one."""
    prefs = {lang: text for kind, lang, text, *_ in names if kind == _PREF}
    return next((prefs[lang] for lang in LANGUAGES if lang in prefs), next(iter(prefs.values()), ""))


def label_of(labels: Iterable[Label]) -> str:
    """The name that people read among some labels."""
    return _shown([_KIND[label.kind], label.lang, label.text] for label in labels)


def evidence_of(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Evidence as people read it: source, kind, how, and whether it is still to be checked."""
    return [
        {"source": short_of(item.source), "kind": _EVIDENCE[item.kind], "how": item.how, "check": item.check}
        for item in evidence
    ]


def _wall(record: EntryDemands) -> dict[str, Any]:
    return {
        "anyOf": [sorted(group) for group in record.groups],
        "basis": record.basis.value,
        "law": record.law,
        "article": record.article,
        "since": None if record.since is None else record.since.isoformat(),
        "note": record.note,
        "evidence": evidence_of(record.evidence),
    }


def about_of(snapshot: Snapshot) -> dict[str, Any]:
    """What the graph holds: records by kind, records by the kind of evidence they rest on, and its sources."""
    kinds: Counter[str] = Counter(key.kind for key in snapshot.by_key)
    evidence: Counter[str] = Counter()
    dutch: dict[str, dict[str, bool]] = {kind: {} for kind in SHOWN_KINDS}
    sources = []
    to_check = 0
    for key in sorted(snapshot.by_key):
        record = snapshot.by_key[key]
        if isinstance(record, Source):
            sources.append(
                {
                    "id": record.id,
                    "name": record.name,
                    "publisher": record.publisher,
                    "version": record.version,
                    "licence": record.licence,
                    "issued": record.issued.isoformat() if record.issued else None,
                    "attribution": record.attribution,
                }
            )
        else:
            if (kind := kind_of(record)) in dutch:
                has = any(label.kind is LabelKind.PREF and label.lang.startswith("nl") for label in record.labels)  # type: ignore[union-attr]
                dutch[kind][key.id] = dutch[kind].get(key.id, False) or has
            evidence.update({_EVIDENCE[item.kind] for item in record.evidence})
            to_check += any(item.check for item in record.evidence)
    return {
        "records": dict(sorted(kinds.items())),
        "evidence": {kind.value: evidence[kind.value] for kind in EvidenceKind},
        "toCheck": to_check,
        "withoutDutch": {kind: sum(not has for has in found.values()) for kind, found in dutch.items()},
        "sources": sources,
    }
