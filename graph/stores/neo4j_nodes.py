"""Concepts as nodes that read well: one per id, with what all sources together state about it.

They are worked out from the records alone, so the same records give the same nodes. The exact
records stand beside them as statements (``neo4j_writes``); nothing is read back from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ontology.concepts import Credential, Group, Label, LabelKind, Occupation, Skill, Training
from ontology.evidence import EvidenceKind, Source
from ontology.ids import ConceptId
from ontology.instruments import Instrument
from ontology.records import CONCEPT_KINDS, Record, key_of, kind_of
from ontology.relations import Fee, Names, Path, Region, Tombstone

CONCEPT = "Concept"  #: every node that stands for a thing has this label and its own
LABEL_BY_KIND: Mapping[str, str] = {
    "source": "Source",
    "occupation": "Occupation",
    "skill": "Skill",
    "group": "Group",
    "credential": "Credential",
    "training": "Training",
    "path": "Path",
    "region": "Region",
    "fee": "Fee",
    "instrument": "Instrument",
    "tombstone": "Withdrawn",
}
_LANGUAGES = ("nl", "en")  #: the order in which a name is looked for; then any other

Properties = tuple[tuple[str, Any], ...]  #: names and values in one order; what isn't known is left out
_Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Node:
    """A concept: its labels beside ``Concept``, and what is known of it."""

    id: ConceptId
    labels: tuple[str, ...]
    properties: Properties


def node_of(records: Iterable[Record]) -> Node | None:
    """The node of one id from all that is stated about it; None when nobody states such a concept.

    Each property comes from the first record that has it, curated ones before others. Names of all
    sources stand together; the preferred one is Dutch where there is one.
    """
    ordered = _ordered(records)
    own = [record for record in ordered if kind_of(record) in LABEL_BY_KIND]
    if not own:
        return None
    found: dict[str, Any] = {}
    for record in own:
        for name, value in _ABOUT[type(record)](record).items():
            if value is not None and value != () and name not in found:
                found[name] = plain(value)
    found.update(_names(ordered))
    labels = tuple(sorted({LABEL_BY_KIND[kind_of(record)] for record in own}))
    return Node(own[0].id, labels, properties_of(found))


def _ordered(records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda record: (not _is_curated(record), key_of(record)))


def _is_curated(record: Record) -> bool:
    return not isinstance(record, Source) and record.evidence[0].kind is EvidenceKind.CURATED


def properties_of(found: _Raw) -> Properties:
    """Names and values in one order, without what isn't known."""
    return tuple(sorted((name, value) for name, value in found.items() if value is not None and value != ()))


def plain(value: Any) -> Any:
    """A value as a property can hold it: sets sorted, whole numbers beyond 64 bits as text."""
    if isinstance(value, frozenset):
        return tuple(sorted(value))
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**63:
        return str(value)
    if isinstance(value, date | bool | int | tuple):
        return value
    return str(value)


def _names(records: Sequence[Record]) -> dict[str, Any]:
    """Preferred, alternative and hidden names in the language that the preferred one has."""
    own = [label for record in records if kind_of(record) in CONCEPT_KINDS for label in _labels(record)]
    more = [label for record in records if isinstance(record, Names) for label in record.labels]
    prefs = [label for label in own if label.kind is LabelKind.PREF]
    preferred = min(prefs, key=_language_rank, default=None)  # the first of the best language
    if preferred is None:
        preferred = min((label for label in (*own, *more)), key=_language_rank, default=None)
    if preferred is None:
        return {}
    same = [label for label in (*own, *more) if _base(label.lang) == _base(preferred.lang)]
    hidden = {label.text for label in same if label.kind is LabelKind.HIDDEN}
    alternative = {label.text for label in same if label.kind is not LabelKind.HIDDEN} - {preferred.text}
    english = next((label.text for label in prefs if _base(label.lang) == "en"), None)
    return {
        "prefLabel": preferred.text,
        "language": preferred.lang,
        "altLabels": tuple(sorted(alternative)),
        "hiddenLabels": tuple(sorted(hidden - alternative - {preferred.text})),
        "prefLabelEn": english if _base(preferred.lang) != "en" else None,
    }


def _labels(record: Record) -> tuple[Label, ...]:
    return getattr(record, "labels", ())


def _base(lang: str) -> str:
    return lang.partition("-")[0].lower()


def _language_rank(label: Label) -> tuple[int, str, int]:
    base = _base(label.lang)
    rank = _LANGUAGES.index(base) if base in _LANGUAGES else len(_LANGUAGES)
    return rank, base, 0 if label.kind is LabelKind.PREF else 1


def _about_source(record: Any) -> _Raw:
    return {
        "name": record.name,
        "publisher": record.publisher,
        "version": record.version,
        "licence": record.licence,
        "issued": record.issued,
        "url": record.url,
        "sha256": record.sha256,
        "attribution": record.attribution,
    }


def _about_occupation(record: Any) -> _Raw:
    return {
        "isco": record.isco,
        "brc": tuple(sorted(record.brc)),
        "level": record.level,
        "regulated": record.regulated,
        "openEntry": record.open_entry,
        "sector": record.sector,
        "description": record.description,
    }


def _about_skill(record: Any) -> _Raw:
    return {"skillKind": record.skill_kind, "reuse": record.reuse, "description": record.description}


def _about_group(record: Any) -> _Raw:
    return {"scheme": record.scheme, "code": record.code, "description": record.description}


def _about_credential(record: Any) -> _Raw:
    return {
        "credentialKind": record.credential_kind,
        "level": record.level,
        "issuer": record.issuer,
        "validForWeeks": record.valid_for,
        "obtained": record.obtained,
        "description": record.description,
    }


def _about_training(record: Any) -> _Raw:
    return {
        "trainingKind": record.training_kind,
        "mode": record.mode,
        "durationWeeks": record.duration,
        "costEurocent": record.cost,
        "weeklyHours": record.load,
        "paid": record.paid,
        "level": record.level,
        "code": record.code,
        "fee": record.fee,
        "entryLevel": record.entry_level,
        "entryDutch": record.entry_dutch,
        "provider": record.provider,
        "national": record.national,
        "starts": record.starts,
        "note": record.note,
        "description": record.description,
    }


def _about_path(record: Any) -> _Raw:
    return {
        "sector": record.sector,
        "owner": record.owner,
        "status": record.status,
        "unknown": record.unknown,
        "description": record.description,
    }


def _about_region(record: Any) -> _Raw:
    return {
        "code": record.code,
        "gemeenteCodes": tuple(code for code, _ in record.gemeenten),
        "gemeenten": tuple(name for _, name in record.gemeenten),
    }


def _about_fee(record: Any) -> _Raw:
    return {
        "years": tuple(item.year for item in record.amounts),
        "amountsEurocent": tuple(int(item.amount) for item in record.amounts),
        "law": record.law,
        "article": record.article,
        "description": record.description,
    }


def _about_instrument(record: Any) -> _Raw:
    return {
        "description": record.description,
        "goal": record.goal,
        "provider": record.provider,
        "decides": record.decides,
        "reach": record.reach,
        "audience": record.audience,
        "gemeenteCodes": record.gemeenten,
        "doelgroepen": record.doelgroepen,
        "klantkenmerken": record.klantkenmerken,
        "uitvoeringsvormen": record.uitvoeringsvormen,
        "tegels": record.tegels,
        "supports": record.supports,
        "conditions": tuple(condition.text for condition in record.conditions),
        "ruleKinds": frozenset(str(rule.rule_kind) for item in record.conditions for rule in item.any_of),
        "pays": record.pays,
        "amountEurocent": record.amount,
        "amountPer": record.per,
        "amountNote": record.amount_note,
        "law": record.law,
        "bwbId": record.bwb,
        "article": record.article,
        "apply": record.apply,
        "url": record.url,
        "validFrom": record.valid_from,
        "validUntil": record.valid_until,
        "example": record.example,
        "note": record.note,
    }


def _about_tombstone(record: Any) -> _Raw:
    return {"withdrawn": record.withdrawn, "withdrawalReason": record.reason}


_ABOUT: Mapping[type[Any], Callable[[Any], _Raw]] = {
    Source: _about_source,
    Occupation: _about_occupation,
    Skill: _about_skill,
    Group: _about_group,
    Credential: _about_credential,
    Training: _about_training,
    Path: _about_path,
    Region: _about_region,
    Fee: _about_fee,
    Instrument: _about_instrument,
    Tombstone: _about_tombstone,
}
