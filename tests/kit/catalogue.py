"""A store with a few concepts, and a catalogue loaded into it."""

from __future__ import annotations

from pathlib import Path

from graph.stores.base import Put, Revision
from graph.stores.memory import MemoryStore
from loaders.pipeline import Report, load
from ontology.concepts import Credential, CredentialKind, Label, LabelKind, Occupation, Skill, SkillKind, Training
from ontology.evidence import Evidence, EvidenceKind, Source
from ontology.ids import own_id
from ontology.records import Record
from ontology.relations import Region

SOURCE = Source(id=own_id("source", "kit/1"), name="kit", publisher="wij", version="1", licence="CC0")
EVIDENCE = (Evidence(source=SOURCE.id, kind=EvidenceKind.CURATED),)


def named(text: str) -> tuple[Label, ...]:
    return (Label(LabelKind.PREF, "nl", text),)


def store_with_concepts() -> MemoryStore:
    store = MemoryStore()
    records: list[Record] = [SOURCE]
    for id, text in (("orders", "orders verzamelen"), ("heftruck", "heftruck besturen"), ("veilig", "veilig werken")):
        records.append(Skill(id=own_id("skill", id), labels=named(text), skill_kind=SkillKind.SKILL, evidence=EVIDENCE))
    for id, text in (
        ("heftruck", "heftruckcertificaat"),
        ("reach", "reachtruckcertificaat"),
        ("crebo-25371", "mbo-diploma Logistiek medewerker"),
    ):
        records.append(
            Credential(
                id=own_id("credential", id),
                labels=named(text),
                credential_kind=CredentialKind.LICENCE,
                evidence=EVIDENCE,
            )
        )
    records.append(Occupation(id=own_id("occupation", "lm"), labels=named("logistiek medewerker"), evidence=EVIDENCE))
    for code, text in (("am13", "Midden-Utrecht"), ("am14", "Utrecht-Oost")):
        records.append(Region(id=own_id("region", code), labels=named(text), code=code.upper(), evidence=EVIDENCE))
    store.apply([Put(record) for record in records], expected=Revision(0), by="t", reason="r")
    return store


def run(store: MemoryStore, path: Path, text: str, **options: str) -> Report:
    path.write_text(text, encoding="utf-8")
    return load(store, "trainings", [path], by="t", reason="r", **options)


def only(store: MemoryStore) -> Training:
    (training,) = store.snapshot().iter_kind("training")
    assert isinstance(training, Training)
    return training
