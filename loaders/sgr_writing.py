"""Instruments as SGR's JSON: after one field was edited, that field differs from what came in and no other."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import IO, Any

import orjson

from graph.stores.base import Snapshot
from loaders.sgr import OWN, read_instrument, regions_in
from loaders.sgr_fields import FIELDS, SGR_BY_AM, Object
from ontology.concepts import LabelKind
from ontology.evidence import Evidence
from ontology.ids import ConceptId
from ontology.instruments import Instrument, Reach
from ontology.records import canonical
from ontology.rule_lines import line_of


def sgr_of(record: Instrument, codes: Mapping[ConceptId, str], labels: str) -> Object:
    """The instrument as an SGR object: what it was read from, with only what differs written anew.

    ``codes`` are the CBS codes of regions by id, ``labels`` its name.
    """
    out: Object = json.loads(record.sgr) if record.sgr else {}
    before = copy.deepcopy(out)
    values = {**{field.ours: getattr(record, field.ours, None) for field in FIELDS}, "name": labels}
    for field in FIELDS:
        wanted = values[field.ours]
        if field.ours == "gemeenten" and record.reach is not Reach.LOCAL:
            continue
        if wanted != _as_read(field.ours, field.read(before), before) or (not record.sgr and wanted):
            field.write(out, wanted)
    ids = {code: id for id, code in codes.items()}
    if record.reach is not Reach.NATIONAL and record.regions != regions_in(before, ids):
        out["BeschikbareGebieden"] = sorted(SGR_BY_AM.get(codes[id], codes[id]) for id in record.regions)
    own = _own(record)
    if own != _own_as_read(before, ids, record.evidence):
        out[OWN] = own
    return out


def _as_read(ours: str, value: Any, before: Object) -> Any:
    """What reading makes of a field that SGR leaves empty."""
    if value is None and ours == "description":
        return before.get("NaamInstrument")
    return "onbekend" if value is None and ours == "provider" and before else value


def _own(record: Instrument) -> Object:
    found: Object = {
        "decides": record.decides.value,
        "audience": record.audience.value,
        "supports": sorted(record.supports),
        "conditions": [
            {
                "text": item.text,
                "question": item.question,
                "any": [line_of(rule) for rule in item.any_of],
                **{key: value for key in ("law", "bwb", "article") if (value := getattr(item, key)) is not None},
            }
            for item in record.conditions
        ],
    }
    kept = canonical(record)
    found.update({key: kept[key] for key in ("law", "bwb", "article", "pays", "amount", "per") if key in kept})
    if not record.sgr:
        found["id"] = record.id
    return found


def _own_as_read(before: Object, ids: Mapping[str, ConceptId], evidence: tuple[Evidence, ...]) -> Object | None:
    if not before:
        return None
    return _own(read_instrument(before, ids, evidence))


def write_sgr(snapshot: Snapshot, stream: IO[bytes]) -> None:
    """Every instrument of a snapshot as a list of SGR objects, in the order of their ids.

    Where several sources state one instrument it goes out once, as the menukaart shows it: the last source has it.
    """
    codes = {record.id: str(getattr(record, "code", "")) for record in snapshot.iter_kind("region")}
    stated = (snapshot.by_key[key] for key in sorted(snapshot.by_key) if key.kind == "instrument")
    shown = {record.id: record for record in stated if isinstance(record, Instrument)}
    found = [sgr_of(shown[id], codes, _name(shown[id])) for id in sorted(shown)]
    stream.write(orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n")


def _name(record: Instrument) -> str:
    prefs = {label.lang: label.text for label in record.labels if label.kind is LabelKind.PREF}
    return prefs.get("nl") or next(iter(prefs.values()), "")
