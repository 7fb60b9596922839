"""The codes in the starter set are those of the public sources (needs the data folder beside the project)."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from loaders.regions import ALIASES
from loaders.starter import read_starter
from loaders.starter.lines import Row
from ontology.concepts import Occupation, Skill, Training, TrainingKind
from ontology.ids import ESCO, ESCO_OCCUPATION
from ontology.relations import Region

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DATA.is_dir(), reason="the data folder is not beside the project"),
]

RECORDS = read_starter().records


@cache
def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_an_esco_occupation_exists_and_has_the_isco_unit_given_here() -> None:
    unit_by_iri = {row["conceptUri"]: row["iscoGroup"] for row in table("esco-1.1.1/nl/occupations_nl.csv")}
    ours = {r.id: r.isco for r in RECORDS if isinstance(r, Occupation) and r.id.startswith(ESCO)}
    assert {id: isco for id, isco in ours.items() if unit_by_iri.get(id) != isco} == {}


def test_an_esco_skill_exists() -> None:
    known = {row["conceptUri"] for row in table("esco-1.1.1/nl/skills_nl.csv")}
    ours = {r.id for r in RECORDS if isinstance(r, Skill) and r.id.startswith(ESCO)}
    assert ours - known == set()


def rows_about(key: str) -> dict[str, str]:
    """What entry demands name beside the set's own occupations: code and name, as the files have them."""
    named: dict[str, str] = {}
    for record_key, row in read_starter().row_by_key.items():
        value = row.values.get(key)
        if record_key.kind == "entry-demands" and isinstance(value, Row):
            named.update(value.values)
    return named


def test_an_esco_occupation_with_demands_exists_and_has_the_name_given_here() -> None:
    name_by_iri = {row["conceptUri"]: row["preferredLabel"] for row in table("esco-1.1.1/nl/occupations_nl.csv")}
    named = rows_about("esco")
    assert len(named) > 150
    assert {key: name for key, name in named.items() if name_by_iri.get(ESCO_OCCUPATION + key) != name} == {}


def test_an_isco_unit_with_demands_has_occupations_in_esco() -> None:
    units = {row["iscoGroup"] for row in table("esco-1.1.1/nl/occupations_nl.csv")}
    named = rows_about("isco")
    assert len(named) > 10
    assert set(named) - units == set()


def test_every_spelling_of_a_region_in_public_lists_leads_to_it() -> None:
    codes_by_name: dict[str, set[str]] = {}
    for record in RECORDS:
        if isinstance(record, Region):
            for label in record.labels:
                codes_by_name.setdefault(label.text.casefold(), set()).add(record.code)
    assert {name: codes for name, codes in codes_by_name.items() if len(codes) > 1} == {}
    listed = [
        row for row in table("nl/codelijsten_eva_dennis_sgr.csv") if "rbeidsmarktregio" in next(iter(row.values()))
    ]
    assert len(listed) == 35
    assert [row for row in listed if list(row.values())[2].casefold() not in codes_by_name] == []
    aliases = {(name.casefold(), code) for code, names in ALIASES.items() for name in names}
    assert {(name, code) for name, code in aliases if codes_by_name.get(name) != {code}} == set()


def test_the_brc_groups_follow_the_cbs_table() -> None:
    groups: dict[str, set[str]] = {}
    for row in table("nl/isco08_to_brc2014.csv"):
        groups.setdefault(row["isco08_unit"], set()).add(row["brc_group"])
    ours = {r.id: r for r in RECORDS if isinstance(r, Occupation)}
    assert {id: r.brc for id, r in ours.items() if not r.brc or not r.brc <= groups[r.isco or ""]} == {}


def test_crebo_codes_are_in_the_table_of_2015_with_the_same_level() -> None:
    level_by_code = {row["crebo"]: row["niveau"] for row in table("nl/crebo_hks_2015.csv")}
    ours = {r.code: str(r.level) for r in RECORDS if isinstance(r, Training) and r.code}
    assert {code: level for code, level in ours.items() if level_by_code.get(code) != level} == {}


def test_every_mbo_programme_with_a_code_says_that_it_is_of_2015() -> None:
    ours = [r for r in RECORDS if isinstance(r, Training) and r.training_kind is TrainingKind.MBO]
    assert [r.id for r in ours if "2015" not in str(r.evidence[0].how) or not r.evidence[0].check] == []


def test_the_regions_hold_the_gemeenten_of_the_table() -> None:
    expected: dict[str, set[tuple[str, str]]] = {}
    for row in table("nl/gemeente_arbeidsmarktregio_2026_derived.csv"):
        expected.setdefault(row["amr_cbs_code"], set()).add((row["gemeente_code"], row["gemeente"]))
    assert {r.code: set(r.gemeenten) for r in RECORDS if isinstance(r, Region)} == expected
