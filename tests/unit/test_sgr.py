"""Instruments in SGR field names: in, edited, and out."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.planner import Planner
from graph.stores.base import Put
from graph.stores.memory import MemoryStore
from loaders.pipeline import load
from loaders.sgr_writing import write_sgr
from ontology.concepts import Label, LabelKind
from ontology.errors import DatasetRejected, SourceUnreadable
from ontology.ids import ConceptId
from ontology.instruments import Instrument, Party, Reach
from ontology.records import RecordKey

ITEM: dict[str, Any] = {
    "NaamInstrument": "Taalmaatje",
    "UuidInstrument": "6f1b6c1e-0000-4000-8000-000000000001",
    "SlugInstrument": "taalmaatje",
    "IndPublicatieInstrument": "1",
    "IndLandelijk": "0",
    "IndRegionaal": "1",
    "IndLokaal": "0",
    "BeschikbareGebieden": ["01"],
    "DatBPublicatieInstrument": "20240101",
    "DatEPublicatieInstrument": "20271231",
    "SamenvattingInstrument": "Samen oefenen met Nederlands.",
    "OmsDoelInstrument": "Beter Nederlands op het werk.",
    "OmsVoorwaardenDeelname": "U spreekt al een beetje Nederlands.",
    "Aanbieder": {"NaamAanbieder": "Taalhuis", "KvK": "00000000"},
    "Doelgroep": [
        {"CdDoelgroep": "ED05", "NaamDoelgroep": "Statushouders"},
        {"CdDoelgroep": "ED77", "NaamDoelgroep": "?"},
    ],
    "Klantkenmerk": [{"CdKlantkenmerk": "KK05", "NaamKlantkenmerk": "Basisvaardigheden"}],
    "Uitvoeringsvorm": ["UV07"],
    "WerklandschapTegel": ["EW04"],
    "BedrTotaalKosten": {"CdMunteenheid": "EUR", "WaardeBedr": "250"},
    "DuurTraject": 12,
    "Contactpersoon": [{"Naam": "receptie"}],
}


@pytest.fixture(scope="module")
def starter() -> MemoryStore:
    store = MemoryStore()
    load(store, "starter", [], by="test", reason="test")
    return store


@pytest.fixture
def store(starter: MemoryStore, tmp_path: Path) -> MemoryStore:
    store = MemoryStore()
    store.apply([Put(one) for one in starter.snapshot().records], expected=store.revision(), by="t", reason="t")
    file = tmp_path / "menukaart.json"
    file.write_text(json.dumps([ITEM]))
    report = load(store, "instruments", [file], by="test", reason="test", title="Proef")
    assert [str(one) for one in report.findings if "ED77" in str(one)]
    return store


def loaded(store: MemoryStore) -> Instrument:
    (found,) = [
        one
        for one in store.snapshot().iter_kind("instrument")
        if isinstance(one, Instrument) and "menukaart/proef" in one.evidence[0].source
    ]
    return found


def written(store: MemoryStore) -> list[dict[str, Any]]:
    out = io.BytesIO()
    write_sgr(store.snapshot(), out)
    return list(json.loads(out.getvalue()))


def item_of(store: MemoryStore) -> dict[str, Any]:
    return next(one for one in written(store) if one.get("SlugInstrument") == "taalmaatje")


def test_what_comes_in_goes_out_the_same(store: MemoryStore) -> None:
    record = loaded(store)
    assert (record.reach, record.doelgroepen, record.provider) == (Reach.REGIONAL, {"ED05"}, "Taalhuis")
    assert [str(id).rsplit("/", 1)[1] for id in record.regions] == ["am01"]
    assert (record.valid_from, record.valid_until) == (date(2024, 1, 1), date(2027, 12, 31))
    assert item_of(store) == ITEM


EDITS: list[tuple[dict[str, Any], str, Any]] = [
    ({"labels": (Label(LabelKind.PREF, "nl", "Taalcoach"),)}, "NaamInstrument", "Taalcoach"),
    ({"description": "Anders."}, "SamenvattingInstrument", "Anders."),
    ({"goal": None}, "OmsDoelInstrument", None),
    ({"apply": "Bel."}, "OmsAanmeldinstructies", "Bel."),
    ({"provider": "Bieb"}, "Aanbieder", {"NaamAanbieder": "Bieb", "KvK": "00000000"}),
    ({"valid_until": date(2028, 1, 31)}, "DatEPublicatieInstrument", "20280131"),
    (
        {"doelgroepen": frozenset({"ED05", "DD02"})},
        "Doelgroep",
        [*ITEM["Doelgroep"], {"CdDoelgroep": "DD02", "NaamDoelgroep": "Participatiewet (bijstand, IOAW, IOAZ)"}],
    ),
    ({"klantkenmerken": frozenset()}, "Klantkenmerk", []),
    ({"uitvoeringsvormen": frozenset({"UV01"})}, "Uitvoeringsvorm", ["UV01"]),
    ({"tegels": frozenset({"EW04", "EW09"})}, "WerklandschapTegel", ["EW04", "EW09"]),
    ({"url": "https://voorbeeld.example"}, "Link", "https://voorbeeld.example"),
    ({"regions": frozenset({ConceptId("https://loopbaanpad.example/id/region/am22")})}, "BeschikbareGebieden", ["22"]),
]


@pytest.mark.parametrize(("edit", "field", "value"), EDITS, ids=lambda value: value if isinstance(value, str) else "")
def test_one_edit_changes_one_field(store: MemoryStore, edit: dict[str, Any], field: str, value: Any) -> None:
    store.apply([Put(replace(loaded(store), **edit))], expected=store.revision(), by="curator", reason="edit")
    found = item_of(store)
    assert found.get(field) == value
    assert {key for key in found.keys() | ITEM.keys() if found.get(key) != ITEM.get(key)} == {field}


def test_a_rule_that_a_curator_adds_stands_under_our_own_key(store: MemoryStore) -> None:
    edited = replace(loaded(store), decides=Party.GEMEENTE)
    store.apply([Put(edited)], expected=store.revision(), by="curator", reason="edit")
    found = item_of(store)
    assert {key for key in found if found[key] != ITEM.get(key)} == {"Loopbaanpad"}
    assert found["Loopbaanpad"]["decides"] == "gemeente"


def test_prose_is_no_rule_but_a_question(store: MemoryStore) -> None:
    (condition,) = loaded(store).conditions
    assert condition.text == ITEM["OmsVoorwaardenDeelname"]
    assert [rule.rule_kind for rule in condition.any_of] == ["decision"]


def test_the_starter_set_goes_out_and_comes_in_with_its_rules(starter: MemoryStore, tmp_path: Path) -> None:
    file = tmp_path / "alles.json"
    with file.open("wb") as stream:
        write_sgr(starter.snapshot(), stream)
    store = MemoryStore()
    keep = [one for one in starter.snapshot().records if getattr(one, "kind", "source") in ("source", "region")]
    store.apply([Put(one) for one in keep], expected=store.revision(), by="t", reason="t")
    load(store, "instruments", [file], by="t", reason="t")
    before = {one.id: one for one in starter.snapshot().iter_kind("instrument") if isinstance(one, Instrument)}
    after = {one.id: one for one in store.snapshot().iter_kind("instrument") if isinstance(one, Instrument)}
    assert before.keys() == after.keys()
    for id, one in before.items():
        same = after[id]
        assert [[*c.any_of] for c in same.conditions] == [[*c.any_of] for c in one.conditions], id
        assert (same.decides, same.reach, same.regions, same.gemeenten, same.supports, same.valid_until) == (
            one.decides,
            one.reach,
            one.regions,
            one.gemeenten,
            one.supports,
            one.valid_until,
        )


def test_an_export_that_is_loaded_back_goes_out_the_same_and_once(tmp_path: Path) -> None:
    store, file = MemoryStore(), tmp_path / "alles.json"
    load(store, "starter", [], by="t", reason="t")
    before, after = io.BytesIO(), io.BytesIO()
    write_sgr(store.snapshot(), before)
    file.write_bytes(before.getvalue())
    load(store, "instruments", [file], by="t", reason="t")
    write_sgr(store.snapshot(), after)
    assert after.getvalue() == before.getvalue()
    ids = [one.id for one in store.snapshot().iter_kind("instrument")]
    assert len(ids) == 2 * len(set(ids)) == 2 * len(json.loads(before.getvalue()))  # two sources state each


def test_unknown_codes_and_long_texts_are_findings(starter: MemoryStore, tmp_path: Path) -> None:
    odd = {**ITEM, "Uitvoeringsvorm": ["UV99"], "BeschikbareGebieden": ["99"], "IndRegionaal": "0", "IndLandelijk": "1"}
    odd["SamenvattingInstrument"] = "x" * 501
    file = tmp_path / "odd.json"
    file.write_text(json.dumps([odd, "no object", {"SlugInstrument": "naamloos"}]))
    store = MemoryStore()
    store.apply([Put(one) for one in starter.snapshot().records], expected=store.revision(), by="t", reason="t")
    said = [str(one) for one in load(store, "instruments", [file], by="t", reason="t").findings]
    for part in ("UV99", "'99'", "longer than 500", "expected an object", "NaamInstrument", "no typed rules"):
        assert any(part in line for line in said), part


def test_what_is_no_sgr_is_refused_whole(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text("{")
    with pytest.raises(SourceUnreadable):
        load(MemoryStore(), "instruments", [file], by="t", reason="t")
    file.write_text("[]")
    with pytest.raises(DatasetRejected):
        load(MemoryStore(), "instruments", [file], by="t", reason="t")


@pytest.mark.data
def test_the_national_list_gives_hints_and_no_rules(store: MemoryStore, data_dir: Path) -> None:
    before = {one.id: one for one in store.snapshot().iter_kind("instrument")}
    report = load(store, "instruments", [data_dir / "nl" / "landelijke_instrumenten.csv"], by="t", reason="t")
    assert {one.id: one for one in store.snapshot().iter_kind("instrument")} == before
    assert report.summary["instruments"] == 0
    assert int(report.summary["hints for a curator"]) >= 8
    hint = next(
        one for one in store.snapshot().iter_kind("proposal") if "hint STAP" in str(getattr(one, "subject", ""))
    )
    assert RecordKey("proposal", hint.id, hint.evidence[0].source) in store.snapshot().by_key  # type: ignore[union-attr]


def test_what_was_loaded_is_offered_as_a_question(store: MemoryStore) -> None:
    from graph.menukaart import Situation

    planner = Planner.of(store)
    answer = planner.menukaart(
        Situation(), kind="practice", region="https://loopbaanpad.example/id/region/am01", on=date(2026, 11, 25)
    )
    offer = next(one for one in answer["offers"] if one["label"] == "Taalmaatje")
    assert offer["answer"] == "ask"
