"""ESCO in both layouts, its traps, and the whole of 1.1.1."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.stores.memory import MemoryStore
from loaders.pipeline import Report, load
from ontology.concepts import Group, LabelKind, Occupation, Skill, SkillKind
from ontology.errors import DatasetRejected, LoopbaanpadError, SourceUnreadable
from ontology.ids import ConceptId
from ontology.relations import Requirements
from tests.kit.sources import (
    CHEF,
    ESCO,
    GROUP,
    KEUKEN,
    KOK,
    KOKEN,
    LEIDEN,
    OCCUPATIONS,
    RELATIONS,
    SKILLS,
    as_folder,
    as_zip,
    csv_text,
    esco_tables,
)


def esco(store: MemoryStore, *paths: Path, **options: str) -> Report:
    return load(store, "esco", list(paths), by="t", reason="r", **options)


def parts(tables: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The tables of the classification zip and those of the relations zip of version 1.1."""
    relations = {name: text for name, text in tables.items() if "elations" in name}
    return {name: text for name, text in tables.items() if name not in relations}, relations


def test_the_layout_of_version_1_1_zipped(tmp_path: Path) -> None:
    classification, relations = parts(esco_tables())
    store = MemoryStore()
    first = as_zip(tmp_path / "ESCO dataset - v1.1.1 - classification - nl - csv.zip", classification)
    second = as_zip(tmp_path / "ESCO dataset - v1.1.1 - relations - csv.zip", relations)
    report = esco(store, first, second)
    assert report.summary["version"] == "1.1.1"
    assert (report.summary["occupations"], report.summary["skills"], report.summary["relations"]) == (2, 3, 4)
    assert report.findings == ()


def test_the_layout_of_version_1_2_with_two_languages(tmp_path: Path) -> None:
    store = MemoryStore()
    for lang in ("nl", "en"):
        tables = esco_tables(lang=lang)
        tables[f"occupationSkillRelations_{lang}.csv"] = tables.pop("occupationSkillRelations.csv")
        tables[f"broaderRelationsSkillPillar_{lang}.csv"] = tables.pop("broaderRelationsSkillPillar.csv")
        as_zip(tmp_path / f"ESCO dataset - v1.2.0 - classification - {lang} - csv.zip", tables)
    report = esco(store, tmp_path)
    assert (report.summary["version"], report.summary["languages"]) == ("1.2.0", "nl, en")
    assert report.summary["relations"] == 4
    assert [finding.severity for finding in report.findings] == ["note", "note"]


def test_zipped_and_unpacked_are_the_same(tmp_path: Path) -> None:
    store = MemoryStore()
    esco(store, as_zip(tmp_path / "ESCO v1.2.0.zip", esco_tables()))
    report = esco(store, as_folder(tmp_path / "esco-1.2.0", esco_tables()))
    assert (report.changed, report.after) == (0, 1)


def test_the_records(tmp_path: Path) -> None:
    store = MemoryStore()
    esco(store, as_folder(tmp_path / "esco-1.1.1", esco_tables()))
    kok, asks = store.find(ConceptId(KOK))
    assert isinstance(kok, Occupation)
    assert isinstance(asks, Requirements)
    assert (kok.isco, kok.regulated, kok.description) == ("5120", False, "kookt")
    assert [(label.kind.value, label.text) for label in kok.labels] == [
        ("alt", "bereider"),
        ("alt", "kokkin"),
        ("pref", "kok"),
    ]
    assert (asks.essential, asks.optional) == ({KOKEN}, {KEUKEN})
    chef = store.find(ConceptId(CHEF))[0]
    assert isinstance(chef, Occupation)
    assert chef.regulated is True
    (koken,) = store.find(ConceptId(KOKEN))
    assert isinstance(koken, Skill)
    assert (koken.skill_kind, koken.reuse, koken.broader) == (SkillKind.SKILL, "cross-sector", {GROUP})
    (unit,) = store.find(ConceptId(ESCO + "isco/C5120"))
    assert isinstance(unit, Group)
    assert (unit.scheme, unit.broader) == ("isco08", {ESCO + "isco/C512"})


def test_a_skill_without_a_dutch_name_keeps_the_english_one(tmp_path: Path) -> None:
    english = esco_tables(lang="en")
    tables = esco_tables(skills=SKILLS[:1])
    tables |= {name: english[name] for name in ("occupations_en.csv", "skills_en.csv")}
    store = MemoryStore()
    report = esco(store, as_folder(tmp_path / "esco-1.1.1", tables))
    leiden = store.find(ConceptId(LEIDEN))[0]
    assert isinstance(leiden, Skill)
    assert [label.lang for label in leiden.labels] == ["en"]
    assert report.summary["skills with a Dutch label"] == 1
    assert report.summary["share of skills with a Dutch label (%)"] == 33.3


def test_language_skills_come_from_their_collection(tmp_path: Path) -> None:
    tables = esco_tables()
    tables["languageSkillsCollection_nl.csv"] = csv_text("conceptUri", [{"conceptUri": KEUKEN}])
    store = MemoryStore()
    esco(store, as_folder(tmp_path / "esco-1.1.1", tables))
    skill = store.find(ConceptId(KEUKEN))[0]
    assert isinstance(skill, Skill)
    assert skill.skill_kind is SkillKind.LANGUAGE


def test_a_relation_that_nobody_knows_is_a_finding(tmp_path: Path) -> None:
    strange = [
        {"occupationUri": ESCO + "occupation/weg", "relationType": "essential", "skillUri": KOKEN},
        {"occupationUri": ESCO + "occupation/weg", "relationType": "optional", "skillUri": LEIDEN},
        {"occupationUri": KOK, "relationType": "essential", "skillUri": ESCO + "skill/weg"},
        {"occupationUri": KOK, "relationType": "handy", "skillUri": KOKEN},
    ]
    report = esco(MemoryStore(), as_folder(tmp_path / "esco-1.1.1", esco_tables(relations=[*RELATIONS, *strange])))
    assert [(f.severity, f.line) for f in report.findings] == [("error", 9), ("warning", 6), ("warning", 8)]
    assert "2 relations left out" in report.findings[1].message
    assert report.summary["relations"] == 4


def test_groups_that_no_file_has_are_one_finding(tmp_path: Path) -> None:
    broader = [{"conceptUri": uri, "broaderUri": ESCO + "skill/weg"} for uri in (KOKEN, LEIDEN)]
    report = esco(MemoryStore(), as_folder(tmp_path / "esco-1.1.1", esco_tables(broader=broader)))
    assert [(finding.severity, finding.line) for finding in report.findings] == [("warning", 2)]
    assert "2 relations name 1 concepts" in report.findings[0].message


def test_groups_that_only_the_hierarchy_names(tmp_path: Path) -> None:
    columns = [f"Level {level} {what}" for what in ("URI", "preferred term", "code") for level in range(4)]
    tables = esco_tables(broader=[{"conceptUri": KOKEN, "broaderUri": ESCO + "skill/tak"}])
    row = {"Level 0 URI": ESCO + "skill/tak", "Level 0 preferred term": "houdingen", "Level 0 code": "A"}
    tables["skillsHierarchy_nl.csv"] = csv_text(",".join(columns), [row]).rstrip(",\n") + "\n"
    store = MemoryStore()
    report = esco(store, as_folder(tmp_path / "esco-1.0.9", tables))
    assert report.findings == ()
    koken = store.find(ConceptId(KOKEN))[0]
    assert isinstance(koken, Skill)
    assert koken.skill_kind is SkillKind.ATTITUDE


def test_the_relations_to_groups_may_be_away(tmp_path: Path) -> None:
    tables = esco_tables()
    del tables["broaderRelationsSkillPillar.csv"]
    report = esco(MemoryStore(), as_folder(tmp_path / "esco-1.1.1", tables))
    assert [finding.severity for finding in report.findings] == ["note"]


def test_a_newer_version_is_one_revision(tmp_path: Path) -> None:
    store = MemoryStore()
    esco(store, as_folder(tmp_path / "esco-1.1.1", esco_tables()))
    less = esco_tables(occupations=OCCUPATIONS[:1], relations=RELATIONS[:2])
    report = esco(store, as_folder(tmp_path / "esco-1.2.0", less))
    assert report.after == 2
    assert store.find(ConceptId(CHEF)) == ()
    assert {record.version for record in store.snapshot().iter_kind("source")} == {"1.2.0"}  # type: ignore[union-attr]


def broken(tables: dict[str, str], name: str, old: str, new: str) -> dict[str, str]:
    assert old in tables[name]
    return {**tables, name: tables[name].replace(old, new, 1)}


def without(tables: dict[str, str], name: str) -> dict[str, str]:
    return {one: text for one, text in tables.items() if one != name}


BAD: dict[str, tuple[dict[str, str], type[LoopbaanpadError], str]] = {
    "wrong columns": (
        broken(esco_tables(), "skills_nl.csv", "skillType", "soort"), SourceUnreadable, "Missing: skillType"),
    "no relations": (
        without(esco_tables(), "occupationSkillRelations.csv"), SourceUnreadable, "give both paths at once"),
    "no skills": (without(esco_tables(), "skills_nl.csv"), SourceUnreadable, "no skills_<language>.csv"),
    "a formula": (
        broken(esco_tables(), "occupations_nl.csv", "kokkin", "=cmd|calc"), DatasetRejected, "occupations_nl.csv:2"),
    "an absurdly long row": (
        broken(esco_tables(), "occupations_nl.csv", "kookt", "k" * (1 << 21)), SourceUnreadable, "absurdly long"),
    "cut off": (
        broken(esco_tables(), "occupations_nl.csv", "kokkin\nbereider\"", "kokkin\nbereider"), SourceUnreadable,
        "broken CSV"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_leaves_the_store_as_it_was(tmp_path: Path, case: str) -> None:
    store = MemoryStore()
    esco(store, as_folder(tmp_path / "esco-1.1.1", esco_tables()))
    before = store.snapshot()
    tables, error, message = BAD[case]
    with pytest.raises(error, match=message):
        esco(store, as_folder(tmp_path / "esco-1.2.0", tables))
    assert store.snapshot() is before


def test_a_wrong_encoding_and_a_cut_off_zip_leave_the_store_as_it_was(tmp_path: Path) -> None:
    store = MemoryStore()
    folder = as_folder(tmp_path / "esco-1.1.1", esco_tables())
    path = folder / "occupations_nl.csv"
    path.write_bytes(path.read_bytes().replace(b"kookt", b"k\xf6kt"))
    with pytest.raises(SourceUnreadable, match="no UTF-8 in line 3"):
        esco(store, folder)
    zipped = as_zip(tmp_path / "ESCO v1.1.1.zip", esco_tables())
    zipped.write_bytes(zipped.read_bytes()[:-200])
    with pytest.raises(SourceUnreadable, match="cut-off zip"):
        esco(store, zipped)
    assert store.revision() == 0


def test_the_version_must_be_one(tmp_path: Path) -> None:
    folder = as_folder(tmp_path / "map", esco_tables())
    with pytest.raises(SourceUnreadable, match="--version"):
        esco(MemoryStore(), folder)
    assert esco(MemoryStore(), folder, version="1.2.0").summary["version"] == "1.2.0"


@pytest.mark.data
def test_the_whole_of_version_1_1_1(data_dir: Path) -> None:
    store, folder, heard = MemoryStore(), data_dir / "esco-1.1.1", []
    report = load(store, "esco", [folder], by="t", reason="r", progress=lambda *what: heard.append(what))
    summary = report.summary
    assert (summary["occupations"], summary["skills"], summary["languages"]) == (3007, 13896, "nl, en")
    assert (summary["relations"], summary["relations essential"]) == (123855 - 67, 64891)
    assert (summary["skills with a Dutch label"], summary["skills of kind language"]) == (7099, 346)
    assert [finding.message.split(" is in no ")[1] for finding in report.findings if "a9e54177" in finding.message] == [
        "occupation file: 67 relations left out"
    ]
    assert report.count("error") == 0
    assert {stage for stage, _, _ in heard} == {
        *("occupations", "skills", "groups", "hierarchy", "relations", "records"),
        *("check", "write"),
    }
    regulated = [
        one for one in store.snapshot().iter_kind("occupation") if isinstance(one, Occupation) and one.regulated
    ]
    assert len(regulated) == 15
    dutch = [label for one in regulated for label in one.labels if label.lang == "nl" and label.kind is LabelKind.PREF]
    assert len(dutch) == 15
    zips = sorted(folder.glob("*.zip"))
    again = load(store, "esco", [*zips, folder / "nl"], by="t", reason="r")
    assert (again.changed, again.after) == (0, 1)
