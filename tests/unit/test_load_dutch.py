"""Regions, BRC groups, wages and CompetentNL names."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.stores.memory import MemoryStore
from loaders.brc import brc_id
from loaders.pipeline import load
from loaders.wages import cents_of
from ontology.concepts import Group, LabelKind
from ontology.errors import DatasetRejected, SourceUnreadable
from ontology.evidence import EvidenceKind
from ontology.ids import ConceptId, own_id
from ontology.relations import Names, Region, Wages
from tests.kit.sources import ESCO, KOK, as_folder, esco_tables

REGIONS = (
    "gemeente_code,gemeente,amr_cbs_code,arbeidsmarktregio\n"
    "GM0344,Utrecht,AM13,Midden-Utrecht\nGM0310,De Bilt,AM13,Midden-Utrecht\n"
    "GM0392,Haarlem,AM37,Zuid-Kennemerland en IJmond\n"
)
BRC = {
    "brc2014_beroepsgroep.csv": "brc_group,brc_segment,brc_class,label_nl\n1111,111,11,Koks\n1112,111,11,Kelners\n",
    "isco08_to_brc2014.csv": "isco08_unit,isco08_label_nl_esco,brc_group,brc_group_label\n"
    "5120,Koks,1111,Koks\n5120,Koks,1112,Kelners\n5100,,1112,Kelners\n",
}
WAGES = (
    "brc,employees_thousands,p25_eur_hour,p50_eur_hour,p75_eur_hour\nTotaal,8009,16.2,22.2,30.0\n"
    '111,20,1.0,2.0,3.0\n1111,8,13.5,"15,75",20\n1112,12,,,\n'
)
NAMES = "uri,pref_label,label,label_type\nx:1,Kok,Kok,prefLabel\nx:1,Kok,Keukenbaas,altLabel\nx:2,Baas,Chef,altLabel\n"


def put(path: Path, name: str, text: str) -> Path:
    as_folder(path, {name: text})
    return path / name


def run(store: MemoryStore, name: str, *paths: Path) -> dict[str, int | float | str]:
    return load(store, name, list(paths), by="t", reason="r").summary


def test_regions_have_codes_gemeenten_and_other_spellings(tmp_path: Path) -> None:
    store = MemoryStore()
    run(store, "regions", put(tmp_path, "gemeente_arbeidsmarktregio_2021_cbs.csv", REGIONS))
    (region,) = store.find(own_id("region", "am37"))
    assert isinstance(region, Region)
    assert (region.code, region.gemeenten) == ("AM37", (("GM0392", "Haarlem"),))
    assert "Zuid-Kennemerland" in {label.text for label in region.labels if label.kind is LabelKind.ALT}
    assert region.evidence[0].kind is EvidenceKind.OFFICIAL


def test_a_derived_table_of_regions_asks_to_be_checked_and_replaces_the_older(tmp_path: Path) -> None:
    store = MemoryStore()
    run(store, "regions", put(tmp_path, "gemeente_arbeidsmarktregio_2021_cbs.csv", REGIONS))
    lines = REGIONS.replace("De Bilt", "Bilt").splitlines()
    text = "\n".join([lines[0] + ",basis", *(line + ",derived: herindeling" for line in lines[1:])]) + "\n"
    put(tmp_path, "gemeente_arbeidsmarktregio_2026_derived.csv", text)
    assert run(store, "regions", tmp_path)["version"] == "2026-derived"
    (region,) = store.find(own_id("region", "am13"))
    assert (region.evidence[0].kind, region.evidence[0].check) == (EvidenceKind.DERIVED, True)  # type: ignore[union-attr]
    assert store.revision() == 2


def test_a_gemeente_in_two_regions_is_left_out_of_the_second(tmp_path: Path) -> None:
    path = put(tmp_path, "arbeidsmarktregio_2021.csv", REGIONS + "GM0344,Utrecht,AM37,Zuid-Kennemerland en IJmond\n")
    report = load(MemoryStore(), "regions", [path], by="t", reason="r")
    assert [(finding.severity, finding.line) for finding in report.findings] == [("error", 5)]


def test_brc_groups_and_what_maps_to_them(tmp_path: Path) -> None:
    store = MemoryStore()
    summary = run(store, "brc", as_folder(tmp_path, BRC))
    assert summary == {"BRC groups": 2, "ISCO units": 1, "ISCO units in several groups": 1}
    (unit,) = store.find(ConceptId(ESCO + "isco/C5120"))
    assert isinstance(unit, Group)
    assert unit.maps_to == {brc_id("1111"), brc_id("1112")}


def test_brc_needs_both_tables(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match=r"no isco08_to_brc2014\.csv"):
        run(MemoryStore(), "brc", put(tmp_path, "brc2014_beroepsgroep.csv", BRC["brc2014_beroepsgroep.csv"]))


def test_wages_are_cents_and_an_empty_cell_is_unknown(tmp_path: Path) -> None:
    store = MemoryStore()
    run(store, "brc", as_folder(tmp_path / "brc", BRC))
    assert run(store, "wages", put(tmp_path, "cbs_85517NED_2022_uurloon_brc.csv", WAGES))["with wages"] == 1
    full, empty = (next(r for r in store.find(brc_id(c)) if isinstance(r, Wages)) for c in ("1111", "1112"))
    assert (full.year, full.p25, full.p50, full.p75, full.employees) == (2022, 1350, 1575, 2000, 8000)
    assert (empty.p25, empty.p50, empty.p75) == (None, None, None)


def test_wages_need_their_groups(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match="loopbaanpad load brc"):
        run(MemoryStore(), "wages", put(tmp_path, "cbs_85517NED_2022_uurloon_brc.csv", WAGES))


@pytest.mark.parametrize("text", ["-1", "1.005", "x", "NaN", "Infinity", "1e400"])
def test_no_amount(text: str) -> None:
    with pytest.raises(ValueError):
        cents_of(text)


def test_competentnl_names_only_where_both_prefer_the_same_name(tmp_path: Path) -> None:
    store = MemoryStore()
    run(store, "esco", as_folder(tmp_path / "esco-1.1.1", esco_tables()))
    summary = run(store, "competentnl-labels", put(tmp_path, "competentnl_occupation_labels.csv", NAMES))
    assert (summary["same preferred name as one ESCO occupation"], summary["names added"]) == (1, 1)
    (names,) = (record for record in store.find(ConceptId(KOK)) if isinstance(record, Names))
    assert [label.text for label in names.labels] == ["Keukenbaas"]
    assert (names.relation, names.evidence[0].kind) == ("close", EvidenceKind.DERIVED)


def test_competentnl_names_need_esco(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match="Load ESCO first"):
        run(MemoryStore(), "competentnl-labels", put(tmp_path, "competentnl_occupation_labels.csv", NAMES))


@pytest.mark.parametrize(
    ("name", "file", "text"),
    [
        ("regions", "arbeidsmarktregio_2021.csv", REGIONS.replace("De Bilt", "=De Bilt")),
        ("regions", "arbeidsmarktregio_2021.csv", REGIONS.splitlines()[0] + "\n"),
        ("brc", "brc2014_beroepsgroep.csv", BRC["brc2014_beroepsgroep.csv"].replace("Kelners", "@SUM(A1)")),
    ],
)
def test_a_refused_file_leaves_the_store_as_it_was(tmp_path: Path, name: str, file: str, text: str) -> None:
    store = MemoryStore()
    as_folder(tmp_path, BRC)
    with pytest.raises(DatasetRejected):
        run(store, name, *([tmp_path] if name == "brc" and put(tmp_path, file, text) else [put(tmp_path, file, text)]))
    assert store.revision() == 0


@pytest.mark.data
def test_the_whole_tables(data_dir: Path) -> None:
    store, folder = MemoryStore(), data_dir / "nl"
    assert run(store, "regions", folder) == {"version": "2026-derived", "regions": 35, "gemeenten": 341}
    assert run(store, "brc", folder)["BRC groups"] == 114
    assert run(store, "wages", folder) == {"year": "2022", "BRC groups": 114, "with wages": 72}
    assert store.revision() == 3
    for name in ("regions", "brc", "wages"):
        run(store, name, folder)
    assert store.revision() == 3
