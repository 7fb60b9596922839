"""Instruments from SGR's JSON; and the national list as hints for a curator."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from graph.stores.base import Snapshot
from loaders import manifest
from loaders.archives import Digest, Place, find_places, open_place
from loaders.base import Findings, Loaded, Progress
from loaders.sgr_fields import AM_BY_SGR, CODED, FIELDS, LONGEST, Object, codes_in
from loaders.sgr_hints import hints_of
from ontology.codes import Audience
from ontology.concepts import Label, LabelKind
from ontology.errors import InvalidRecord, SourceUnreadable
from ontology.evidence import Evidence, EvidenceKind
from ontology.ids import BASE, ConceptId, own_id
from ontology.instruments import Condition, Instrument, Party, Reach, Rule, RuleKind, Step
from ontology.records import Record
from ontology.rule_lines import parse_rule

OWN = "Loopbaanpad"  #: the one key of ours in an SGR object: rules, who decides, which steps it supports
_STEP_BY_TEGEL: Mapping[str, Step] = {
    **dict.fromkeys(("DW03", "EW01", "EW02", "EW03", "EW05"), Step.ORIENTATION),
    **dict.fromkeys(("DW04", "EW06"), Step.TRAINING),
    **dict.fromkeys(("DW05", "EW04"), Step.PRACTICE),
    **dict.fromkeys(("DW07", "DW08", "DW09", "DW10", "EW07", "EW08", "EW09"), Step.WORK),
}
_HOW = "gelezen uit een SGR-bestand"


def load_instruments(
    paths: Sequence[Path],
    *,
    snapshot: Snapshot,
    progress: Progress,
    title: str | None = None,
    publisher: str = "eigen menukaart",
    licence: str = manifest.UNSTATED,
    version: str | None = None,
) -> Loaded:
    """The instruments of SGR files (.json), or the hints of a summary (.csv).

    A code that no list knows is a finding, and goes out again as it came in. Prose conditions are no
    rules: such an instrument is asked about. The title tells menukaarten apart.
    """
    findings, digest = Findings(), Digest()
    places = find_places(paths, (".json", ".csv"))
    stem = paths[0].stem if len(paths) == 1 else places[0].path.stem
    publication = manifest.own_publication("menukaart", title or stem, publisher, licence)
    draft = (
        Evidence(source=manifest.source_id(publication.family, "x"), kind=EvidenceKind.CURATED, how=_HOW, check=True),
    )
    reader = _Reader(snapshot, draft, findings)
    records: dict[ConceptId, Record] = {}
    for place in places:
        with open_place(place, digest) as stream:
            content = stream.read()
        found = (
            hints_of(place, content, snapshot, draft, findings)
            if place.name.endswith(".csv")
            else reader.read(place, content)
        )
        for record in found:
            if record.id in records:
                findings.error(str(place), None, f"{record.id} stands twice: the second is left out")
            else:
                records[record.id] = record
        progress("instruments", len(records), None)
    source = manifest.source_of(publication, version or digest.hex()[:12], digest.hex())
    made = [_from(record, source.id) for record in records.values()]
    instruments = [record for record in made if isinstance(record, Instrument)]
    return Loaded(
        sources=(source,),
        records=tuple(made),
        findings=tuple(findings.found),
        refused=tuple(findings.refused),
        summary={
            "instruments": len(instruments),
            "with typed rules": sum(_has_rules(one) for one in instruments),
            "hints for a curator": len(made) - len(instruments),
            "left out": sum(finding.severity == "error" for finding in findings.found),
        },
    )


def _from(record: Any, source: ConceptId) -> Record:
    made: Record = replace(record, evidence=tuple(replace(item, source=source) for item in record.evidence))
    return made


def _has_rules(record: Instrument) -> bool:
    return any(rule.rule_kind is not RuleKind.DECISION for item in record.conditions for rule in item.any_of)


class _Reader:
    """Reads SGR objects against the regions of a store."""

    def __init__(self, snapshot: Snapshot, evidence: tuple[Evidence, ...], findings: Findings) -> None:
        self._evidence, self._findings = evidence, findings
        self._regions = {str(getattr(record, "code", "")).upper(): record.id for record in snapshot.iter_kind("region")}

    def read(self, place: Place, content: bytes) -> Iterator[Instrument]:
        """The instruments of one file: an object, or a list of them."""
        try:
            found = orjson.loads(content)
        except orjson.JSONDecodeError as error:
            raise SourceUnreadable(str(place), str(error), "SGR JSON: an object or a list of objects") from error
        for number, item in enumerate(found if isinstance(found, list) else [found], start=1):
            where = f"{place} item {number}"
            if not isinstance(item, dict):
                self._findings.error(where, None, "expected an object: left out")
                continue
            self._check(where, item)
            try:
                yield read_instrument(item, self._regions, self._evidence)
            except (InvalidRecord, KeyError, TypeError, ValueError) as error:
                self._findings.error(where, None, f"left out: {error}")

    def _check(self, where: str, item: Object) -> None:
        for key, known in CODED.items():
            for code in codes_in(item, key):
                if code not in known:
                    self._findings.warning(where, None, f"{key} has {code!r}, which the list doesn't have")
        for code in codes_in(item, "BeschikbareGebieden"):
            if _am(code) not in self._regions and not code.startswith("GM"):
                self._findings.warning(where, None, f"BeschikbareGebieden has {code!r}, which is no region here")
        for key, longest in LONGEST.items():
            if len(str(item.get(key, ""))) > longest:
                self._findings.warning(where, None, f"{key} is longer than {longest} characters")
        if OWN not in item:
            self._findings.note(where, None, "has no typed rules: every condition will be asked about")


def _am(code: str) -> str:
    return AM_BY_SGR.get(code.zfill(2), code.upper())


def read_instrument(item: Object, regions: Mapping[str, ConceptId], evidence: tuple[Evidence, ...]) -> Instrument:
    """One SGR object as an instrument.

    Raises:
        InvalidRecord: it lacks a name, or holds what the type refuses.
    """
    values = {field.ours: field.read(item) for field in FIELDS}
    name = values.pop("name")
    if not name:
        raise InvalidRecord(str(item.get("UuidInstrument", "?")), "found no NaamInstrument")
    stated = item.get(OWN)
    own: Object = stated if isinstance(stated, dict) else {}
    values["regions"] = regions_in(item, regions)
    if values["reach"] is not Reach.LOCAL:
        values["gemeenten"] = frozenset()
    if values["reach"] is Reach.NATIONAL:
        values["regions"] = frozenset()
    decides = Party(own.get("decides", _decider(values["provider"] or "")))
    return Instrument(
        id=id_of_object(item, name),
        labels=(Label(LabelKind.PREF, "nl", name),),
        decides=decides,
        audience=Audience(str(own.get("audience") or item.get("InstrumentType") or Audience.PERSON.value)),
        supports=frozenset(own.get("supports", _supports(values["tegels"]))),
        conditions=tuple(_conditions(item, own, decides)),
        sgr=json.dumps(item, ensure_ascii=False, sort_keys=True),
        evidence=evidence,
        **{**values, "description": values["description"] or name, "provider": values["provider"] or "onbekend"},
    )


def id_of_object(item: Object, name: str) -> ConceptId:
    """An id that stays the same as long as SGR's own does."""
    own = str(item.get(OWN, {}).get("id", "")) if isinstance(item.get(OWN), dict) else ""
    if own.startswith(BASE):
        return ConceptId(own)
    stated = str(item.get("UuidInstrument") or item.get("SlugInstrument") or name)
    return own_id("instrument", f"sgr-{manifest.slug_of(stated)}")


def regions_in(item: Object, regions: Mapping[str, ConceptId]) -> frozenset[ConceptId]:
    """The regions that an object names, by SGR number or CBS code, as far as the store has them."""
    found = (regions.get(_am(code)) for code in codes_in(item, "BeschikbareGebieden"))
    return frozenset(id for id in found if id is not None)


def _decider(provider: str) -> Party:
    plain = provider.casefold()
    return Party.UWV if "uwv" in plain else Party.GEMEENTE if "gemeente" in plain else Party.WERKCENTRUM


def _supports(tegels: Iterable[str]) -> set[str]:
    return {_STEP_BY_TEGEL[tegel].value for tegel in tegels if tegel in _STEP_BY_TEGEL} or {Step.ORIENTATION.value}


def _conditions(item: Object, own: Object, decides: Party) -> Iterator[Condition]:
    """The typed rules when there are; else the prose as one condition that is always asked about."""
    if "conditions" in own:
        yield from map(_condition, own["conditions"])
        return
    prose = str(item.get("OmsVoorwaardenDeelname") or item.get("ToelDoelgroep") or "").strip()
    yield Condition(
        text=prose or "De aanbieder beslist of u mag meedoen.",
        question="Vraag de aanbieder of u aan de voorwaarden voldoet.",
        any_of=(Rule(rule_kind=RuleKind.DECISION, codes=frozenset({decides.value})),),
    )


def _condition(row: Object) -> Condition:
    rules = tuple(parse_rule(line) for line in row["any"])
    rest = {key: row.get(key) for key in ("law", "bwb", "article")}
    return Condition(text=row["text"], question=row["question"], any_of=rules, **rest)
