"""The crebo table: a diploma for each qualification, trainings for clear matches, proposals for the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.stores.memory import MemoryStore
from loaders.pipeline import Report, load
from ontology.concepts import Credential, Mode, Training
from ontology.errors import SourceUnreadable
from ontology.evidence import EvidenceKind
from ontology.ids import own_id
from ontology.relations import Proposal
from tests.kit.sources import CHEF, KOK, KOKEN, as_folder, esco_tables

CREBO = (
    "crebo,kwalificatie,niveau,soort_opleiding,beroepsvereisten,leerweg\n"
    "25180,Kok,2,basisberoepsopleiding,VWS,BOL/BBL\n"
    "25181,Kok,3,vakopleiding,---,BBL\n"
    "25182,Kok,2,basisberoepsopleiding,---,BOL/BBL\n"
    "25183,Chef-kok,2,basisberoepsopleiding,---,BOL/BBL\n"
    "25184,Bakker,4,middenkaderopleiding,---,BOL\n"
    "25185,Allround kok,3,vakopleiding,---,BOL/BBL\n"
)
MATCHES = (
    "crebo,kwalificatie,niveau,scheme,occupation_uri,occupation_label,match,label_type\n"
    f"25180,Kok,2,esco,{KOK},kok,exact,pref\n"
    f"25181,Kok,3,esco,{KOK},kok,exact,pref\n"
    f"25182,Kok,2,esco,{KOK},kok,exact,pref\n"
    f"25183,Chef-kok,2,esco,{CHEF},chef-kok,exact,pref\n"
    f"25184,Bakker,4,esco,{KOK},bereider,exact,alt\n"
    "25184,Bakker,4,competentnl,https://linkeddata.competentnl.nl/uwv/id/occupation/AB12,Bakker,exact,prefLabel\n"
    f"25185,Allround kok,3,esco,{KOK},kok,stripped,pref\n"
)


def crebo(tmp_path: Path, store: MemoryStore, table: str = CREBO, matches: str | None = MATCHES) -> Report:
    if store.revision() == 0:
        load(store, "esco", [as_folder(tmp_path / "esco-1.1.1", esco_tables())], by="t", reason="r")
    tables = {"crebo_hks_2015.csv": table}
    if matches is not None:
        tables["derived_crebo_occupation_label_match.csv"] = matches
    as_folder(tmp_path / "nl", tables)
    return load(store, "crebo", [tmp_path / "nl" / "crebo_hks_2015.csv"], by="t", reason="r")


def trainings(store: MemoryStore) -> dict[str, Training]:
    found = (record for record in store.snapshot().iter_kind("training") if isinstance(record, Training))
    return {record.id.rsplit("/", 1)[1]: record for record in found}


def test_only_clear_matches_become_trainings_one_a_level(tmp_path: Path) -> None:
    store = MemoryStore()
    report = crebo(tmp_path, store)
    assert sorted(trainings(store)) == ["crebo-25180-bbl", "crebo-25180-bol", "crebo-25181-bbl"]
    assert report.summary == {
        "diplomas": 6,
        "matches": 7,
        "accepted matches": 2,
        "trainings (bol and bbl)": 3,
        "proposals": 5,
        "proposal: equal to another name": 1,
        "proposal: level doesn't fit": 1,
        "proposal: name not equal": 1,
        "proposal: only in CompetentNL": 1,
        "proposal: second of its level": 1,
    }


def test_what_such_a_training_says(tmp_path: Path) -> None:
    store = MemoryStore()
    crebo(tmp_path, store)
    bol, bbl = trainings(store)["crebo-25180-bol"], trainings(store)["crebo-25180-bbl"]
    for one in (bol, bbl):
        assert (one.teaches, one.gives) == ({KOKEN}, {own_id("credential", "crebo-25180")})
        assert (one.duration, one.level, one.entry_level, one.cost, one.code) == (104, 2, 1, None, "25180")
        assert one.evidence[0].kind is EvidenceKind.DERIVED
        assert "code uit 2015, kan vervangen zijn" in (one.evidence[0].how or "")
        assert "wettelijke beroepsvereisten (VWS)" in (one.note or "")
        assert (one.provider, one.starts) == (None, ())
    assert (bol.mode, bol.paid, bol.load, bol.leads_to) == (Mode.BOL, False, 31, frozenset())
    assert (bbl.mode, bbl.paid, bbl.load, bbl.leads_to) == (Mode.BBL, True, None, {KOK})
    assert "erkend leerbedrijf" in (bbl.note or "")


def test_a_proposal_says_why_in_words(tmp_path: Path) -> None:
    store = MemoryStore()
    crebo(tmp_path, store)
    found = [record for record in store.snapshot().iter_kind("proposal") if isinstance(record, Proposal)]
    reasons = {(one.subject, one.target): one.reason for one in found}
    assert reasons[CHEF, own_id("credential", "crebo-25183")] == (
        "Chef-kok (crebo 25183, niveau 2) ~ chef-kok: niveau 2 past niet bij de ISCO-groep (4 tot 6)"
    )


def test_a_row_that_contradicts_itself_is_left_out(tmp_path: Path) -> None:
    report = crebo(tmp_path, MemoryStore(), CREBO.replace("Bakker,4,", "Bakker,2,"))
    assert [(f.severity, f.file, f.line) for f in report.findings] == [
        ("error", "crebo_hks_2015.csv", 6),
        ("error", "derived_crebo_occupation_label_match.csv", 6),
        ("error", "derived_crebo_occupation_label_match.csv", 7),
    ]


def test_without_the_match_table_there_are_diplomas_only(tmp_path: Path) -> None:
    store = MemoryStore()
    report = crebo(tmp_path, store, matches=None)
    assert (report.summary["diplomas"], report.summary["matches"]) == (6, 0)
    assert report.count("warning") == 1


def test_esco_must_be_there_first(tmp_path: Path) -> None:
    store = MemoryStore()
    as_folder(tmp_path, {"crebo_hks_2015.csv": CREBO, "derived_crebo_occupation_label_match.csv": MATCHES})
    with pytest.raises(SourceUnreadable, match="Load ESCO first"):
        load(store, "crebo", [tmp_path], by="t", reason="r")
    assert store.revision() == 0


@pytest.mark.data
def test_the_whole_table_on_full_esco(data_dir: Path) -> None:
    store = MemoryStore()
    load(store, "esco", [data_dir / "esco-1.1.1"], by="t", reason="r")
    report = load(store, "crebo", [data_dir / "nl" / "crebo_hks_2015.csv"], by="t", reason="r")
    assert (report.summary["diplomas"], report.summary["matches"]) == (470, 244)
    assert (report.summary["accepted matches"], report.summary["trainings (bol and bbl)"]) == (35, 70)
    assert report.summary["proposals"] == 244 - 35
    assert sum(isinstance(record, Credential) for record in store.snapshot().iter_kind("credential")) == 470
    names = {label.text for one in trainings(store).values() for label in one.labels}
    assert "Kok (mbo niveau 2, bbl)" in names
    assert load(store, "crebo", [data_dir / "nl"], by="t", reason="r").changed == 0
