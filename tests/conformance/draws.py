"""Hypothesis draws of records of every kind, odd ones among them, and of change logs."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from graph.stores.base import Change, Put, Retract
from ontology.codes import DOELGROEPEN, KLANTKENMERKEN, TEGELS, UITVOERINGSVORMEN
from ontology.concepts import DUTCH_LEVELS, Label, LabelKind, Skill, SkillKind
from ontology.errors import InvalidRecord
from ontology.evidence import Evidence, EvidenceKind, Source
from ontology.ids import BASE, ConceptId
from ontology.instruments import CODES_BY_KIND, Condition, Pays, Per, Reach, Rule, RuleKind, Step
from ontology.records import TYPE_BY_KIND, Record, key_of
from ontology.relations import FeeAmount

SOURCES = [ConceptId(f"{BASE}source/{name}") for name in ("esco", "crebo", "eigen")]
#: Few ids, so that records meet; and one that RDF refuses as an IRI.
IDS = [ConceptId(f"{BASE}thing/{name}") for name in "abcdef"] + [
    ConceptId("http://data.europa.eu/esco/isco/C5321"),
    ConceptId("urn:x:100%zeker"),
]
texts = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(["kok", 'a "b"\n\\c', "é\u0000\U0001f600"])
ids = st.sampled_from(IDS)
langs = st.sampled_from(["nl", "en", "nl-NL", "zh-hant"])
labels = st.builds(Label, kind=st.sampled_from(LabelKind), lang=langs, text=texts.filter(str.strip))
years = st.sampled_from(["2023-2024", "2024-2025", "2025-2026"])
amounts = st.builds(FeeAmount, year=years, amount=st.integers(0, 200) | st.integers(0, 2**70))


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """A rule of any kind, with codes or bounds that fit it."""
    kind = draw(st.sampled_from(RuleKind))
    known = CODES_BY_KIND[kind]
    if known is not None:
        codes = draw(st.frozensets(st.sampled_from(sorted(known)), min_size=1, max_size=3))
        return Rule(rule_kind=kind, codes=codes, negated=draw(st.booleans()))
    least, most = draw(st.none() | st.integers(0, 30)), draw(st.integers(30, 70))
    return Rule(rule_kind=kind, least=least, most=most, negated=draw(st.booleans()))


words = texts.filter(str.strip)
conditions = st.builds(
    Condition,
    text=words,
    question=words,
    any_of=st.lists(rules(), min_size=1, max_size=3).map(tuple),
    law=st.none() | texts,
    bwb=st.sampled_from([None, "BWBR0015703"]),
    article=words,
    as_of=st.none() | st.dates(),
)


def _codes(known: Iterable[str]) -> st.SearchStrategy[Any]:
    return st.frozensets(st.sampled_from(sorted(known)), max_size=3)


#: Fields of an instrument that hold only what a list knows.
_OF_INSTRUMENT: dict[str, st.SearchStrategy[Any]] = {
    "description": words,
    "provider": words,
    "reach": st.just(Reach.LOCAL),
    "gemeenten": st.frozensets(st.sampled_from(["GM0344", "GM0014"]), min_size=1),
    "doelgroepen": _codes(DOELGROEPEN),
    "klantkenmerken": _codes(KLANTKENMERKEN),
    "uitvoeringsvormen": _codes(UITVOERINGSVORMEN),
    "tegels": _codes(TEGELS),
    "supports": _codes(Step),
    "conditions": st.lists(conditions, max_size=3).map(tuple),
    "pays": st.sampled_from(Pays),
    "per": st.sampled_from(Per),
    "amount": st.none() | st.integers(0, 200) | st.integers(0, 2**70),
    "bwb": st.sampled_from([None, "BWBR0015703"]),
    "valid_until": st.none(),
}
_NAMED: dict[str, st.SearchStrategy[Any]] = {
    "amounts": st.lists(amounts, max_size=3, unique_by=lambda item: item.year).map(tuple),
    "isco": st.none() | st.sampled_from(["5321", "0001"]),
    "level": st.none() | st.integers(0, 8),
    "entry_dutch": st.none() | st.sampled_from(DUTCH_LEVELS),
    "relation": st.sampled_from(["exact", "close", "narrow", "broad"]),
    "market": st.integers(1, 5),
    "labels": st.lists(labels, max_size=4).map(tuple),
}


def _values(annotation: Any) -> st.SearchStrategy[Any]:
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        (inner,) = [arg for arg in args if arg is not type(None)]
        return st.none() | _values(inner)
    if origin is frozenset:
        return st.frozensets(_values(args[0]), max_size=3)
    if origin is tuple and args[-1] is Ellipsis:
        return st.lists(_values(args[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*map(_values, args))
    if annotation is ConceptId:
        return ids
    if annotation is str:
        return texts
    if annotation is bool:
        return st.booleans()
    if annotation is date:
        return st.dates()
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return st.sampled_from(annotation)
    if hasattr(annotation, "__dataclass_fields__"):
        hints = typing.get_type_hints(annotation)
        return st.builds(annotation, **{field.name: _values(hints[field.name]) for field in fields(annotation)})
    return st.integers(0, 200) | st.integers(0, 2**70)


@st.composite
def evidences(draw: st.DrawFn, source: ConceptId) -> tuple[Evidence, ...]:
    one = st.builds(
        Evidence,
        source=st.just(source),
        kind=st.sampled_from(EvidenceKind),
        stated=st.none() | st.dates(),
        how=st.sampled_from(["zelfde naam", "geteld"]),
        check=st.booleans(),
    )
    return tuple(draw(st.lists(one, min_size=1, max_size=3)))


@st.composite
def records(draw: st.DrawFn, kinds: tuple[str, ...] = tuple(TYPE_BY_KIND)) -> Record:
    """A record that its type accepts; draws that it refuses are thrown away."""
    kind = draw(st.sampled_from(kinds))
    cls = TYPE_BY_KIND[kind]
    hints = typing.get_type_hints(cls)
    values: dict[str, Any] = {}
    for field in fields(cls):
        if field.name == "evidence":
            values["evidence"] = draw(evidences(draw(st.sampled_from(SOURCES))))
        elif kind == "source" and field.name in {"name", "publisher", "version", "licence"}:
            values[field.name] = draw(texts.filter(str.strip))
        else:
            named = ({**_NAMED, **_OF_INSTRUMENT} if kind == "instrument" else _NAMED).get(field.name)
            values[field.name] = draw(_values(hints[field.name]) if named is None else named)
    if kind == "path":
        for place in (0, -1) if len(values["steps"]) > 1 else ():
            _as_job(values, place, draw(ids))
        assume(len(values["steps"]) > 1)
        values["steps"] = tuple(_one_of_two(step) for step in values["steps"])
    if kind == "training" and values["mode"] == "bbl":
        values["paid"], values["leads_to"] = True, values["leads_to"] | {draw(ids)}
    if kind == "requirements":
        values["optional"] -= values["essential"]
    try:
        record: Record = cls(**values)
    except InvalidRecord:
        assume(False)
        raise
    return record


def _as_job(values: dict[str, Any], place: int, job: ConceptId) -> None:
    steps = list(values["steps"])
    steps[place] = type(steps[place])(occupation=job, condition=steps[place].condition, note=steps[place].note)
    values["steps"] = tuple(steps)


def _one_of_two(step: Any) -> Any:
    training = step.training or IDS[0]
    return step if step.occupation and not step.training else type(step)(training=training, note=step.note)


@st.composite
def change_logs(draw: st.DrawFn) -> list[list[Change]]:
    """Batches of changes after a first one that brings the sources and ids in; many dangle, some do nothing."""
    sources = [Source(id=id, name="n", publisher="p", version="1", licence="l") for id in SOURCES]
    evidence = (Evidence(source=SOURCES[0], kind=EvidenceKind.CURATED),)
    skills = [Skill(id=id, labels=(), skill_kind=SkillKind.SKILL, evidence=evidence) for id in IDS]
    seen: list[Record] = [*sources, *skills]
    log: list[list[Change]] = [list(map(Put, seen))]
    for _ in range(draw(st.integers(1, 4))):
        batch: list[Change] = []
        for _ in range(draw(st.integers(0, 5))):
            if draw(st.integers(0, 3)):
                record = draw(records())
                batch.append(Put(record))
                seen.append(record)
            else:
                batch.append(Retract(key_of(draw(st.sampled_from(seen)))))
        log.append(batch)
    return log
