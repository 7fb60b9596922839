"""Every mistake in the files of a starter set is a finding with file and line, and the set is refused."""

from __future__ import annotations

import contextlib
import random
import re
from pathlib import Path

import pytest

from loaders.starter import read_starter
from ontology.concepts import Training
from ontology.errors import DatasetRejected, SourceUnreadable
from ontology.ids import ESCO_ISCO, ESCO_OCCUPATION, own_id, short_of
from ontology.relations import EntryDemands
from tests.kit.starter_files import FILES, edit, write_starter


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_starter(tmp_path)


def test_a_good_set_is_read(folder: Path) -> None:
    found = read_starter(folder)
    assert found.findings == ()
    assert found.summary == {
        "credential": 1, "entry-demands": 1, "fee": 1, "occupation": 2, "path": 1,
        "requirements": 2, "skill": 2, "source": 1, "training": 2,
    }  # fmt: skip


def test_bol_and_bbl_come_from_one_row(folder: Path) -> None:
    bbl, bol = sorted((r for r in read_starter(folder).records if isinstance(r, Training)), key=lambda r: r.mode)
    assert bol.teaches == bbl.teaches
    assert (bol.paid, bbl.paid) == (False, True)
    assert bbl.id.endswith("training/kok-bbl")


def test_demands_are_about_occupations_of_the_set_of_esco_and_whole_units(folder: Path) -> None:
    key = "90f75f67-495d-49fa-ab57-2f320e251d7e"
    edit(folder, "demands.yaml", "- for: [kok]", f"- for: [kok]\n  isco: {{5120: koks}}\n  esco: {{{key}: kok}}")
    found = [record.id for record in read_starter(folder).records if isinstance(record, EntryDemands)]
    assert found == sorted([own_id("occupation", "kok"), ESCO_OCCUPATION + key, ESCO_ISCO + "5120"])


def test_two_rows_about_one_unit_are_refused(folder: Path) -> None:
    row = "- isco: {5120: koks}\n  groups: []\n  basis: law\n"
    edit(folder, "demands.yaml", "- for: [kok]", row * 2 + "- for: [kok]")
    with pytest.raises(DatasetRejected, match=r"says again what demands\.yaml says on line 3"):
        read_starter(folder)


def test_an_offer_refers_to_the_fee_of_its_kind_and_level(folder: Path) -> None:
    fees = {short_of(r.id): r.statutory_fees for r in read_starter(folder).records if isinstance(r, Training)}
    assert fees == {
        "training/kok-bol": frozenset(),
        "training/kok-bbl": frozenset({own_id("fee", "cursusgeld-1-2")}),
    }


def test_an_amount_in_the_table_is_not_the_cost_of_a_training(folder: Path) -> None:
    assert {r.cost for r in read_starter(folder).records if isinstance(r, Training)} == {None}


def test_an_offer_of_another_level_has_no_such_fee(folder: Path) -> None:
    edit(folder, "fees.yaml", "  levels: [1, 2]", "  levels: [3, 4]")
    assert {r.statutory_fees for r in read_starter(folder).records if isinstance(r, Training)} == {frozenset()}


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("occupations/horeca.yaml", "  level: 2", "  nivo: 2", "unknown key 'nivo'"),
        ("occupations/horeca.yaml", "  essential: [koken]", "  essential: [kokken]", "did you mean koken?"),
        ("occupations/horeca.yaml", "  level: 2", "  level: 9", "whole number from 0 to 8"),
        ("occupations/horeca.yaml", "  level: 2", "  level: twee", "whole number from 0 to 8"),
        ("occupations/horeca.yaml", '  isco: "5120"', "  isco: 5120", "expected text"),
        (
            "occupations/horeca.yaml",
            "  names: [kokkin, keukenbaas, restaurantkok]",
            "  names: kokkin",
            "must be a list",
        ),
        ("occupations/horeca.yaml", "  names: [kokkin, keukenbaas, restaurantkok]", "  label: kokkin", "stands twice"),
        ("occupations/horeca.yaml", "  description: Kookt.", "  open_entry: misschien", "expected true or false"),
        ("skills/basis.yaml", "- id: opruimen", "- id: koken", "already used in skills/basis.yaml on line 3"),
        ("skills/basis.yaml", "- id: opruimen", "- id: Op ruimen", "lower-case letters"),
        ("skills/basis.yaml", "- id: opruimen", "- name: opruimen", "'id' is missing"),
        ("credentials.yaml", "  kind: diploma", "  kind: papier", "expected one of diploma"),
        ("credentials.yaml", "  level: 2", "  implies: [diploma-kok]", "implies itself"),
        ("trainings.yaml", "    weeks: 104", "    weeks: 30", "outside the legal span"),
        ("trainings.yaml", "    fee: lesgeld", "    load: 31", "name the fee"),
        ("trainings.yaml", "    leads_to: [kok]", "    load: 8", "say for which occupation"),
        ("trainings.yaml", "  - mode: bol", "  - mode: avond", "expected one of bol"),
        ("demands.yaml", "  groups: [[diploma-kok]]", "  groups: [diploma-kok]", "list of lists"),
        ("demands.yaml", "  groups: [[diploma-kok]]", "  groups: [[]]", "list of lists"),
        ("demands.yaml", "  basis: customary", "  basis: law", "names it ('law')"),
        ("demands.yaml", "- for: [kok]", "- isco: {512: koks}", "an ISCO-08 unit of four digits"),
        ("demands.yaml", "- for: [kok]", "- esco: {kok: kok}", "the 36 characters at the end of the ESCO address"),
        ("demands.yaml", "- for: [kok]", "- esco: [kok]", "must be codes with names"),
        ("demands.yaml", "- for: [kok]", "- since: 2026-01-31", "say for which occupations"),
        ("fees.yaml", "  kinds: [mbo]", "  kinds: [school]", "expected some of mbo"),
        ("fees.yaml", "  kinds: [mbo]", "  note: x", "'kinds' is empty"),
        ("fees.yaml", "  levels: [1, 2]", "  levels: [9]", "whole numbers from 0 to 8"),
        ("fees.yaml", "year: 2024-2025", 'year: "2024"', "found school year '2024'"),
        ("fees.yaml", "euro: 295", "euro: 29.5", "expected a whole number"),
        ("fees.yaml", "  law: Les- en cursusgeldwet", "  article: x", "'law' is missing"),
        ("paths.yaml", "  - training: kok-bbl", "  - training: kok", "no id among the trainings"),
        ("paths.yaml", "  unknown: niets", "  owner: ik", "'unknown' is missing"),
    ],
)
def test_a_mistake_is_named_and_the_set_refused(folder: Path, name: str, old: str, new: str, message: str) -> None:
    edit(folder, name, old, new)
    with pytest.raises(DatasetRejected) as caught:
        read_starter(folder)
    assert [finding for finding in caught.value.findings if finding.file == name and message in finding.message]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("occupations/horeca.yaml", "  level: 2", "  nivo: 2"),
        ("occupations/horeca.yaml", "  essential: [koken]", "  essential: [kokken]"),
        ("trainings.yaml", "    weeks: 104", "    weeks: 30"),
        ("demands.yaml", "  basis: customary", "  basis: zomaar"),
    ],
)
def test_a_finding_carries_the_line(folder: Path, name: str, old: str, new: str) -> None:
    line = edit(folder, name, old, new)
    with pytest.raises(DatasetRejected) as caught:
        read_starter(folder)
    assert (name, line) in {(finding.file, finding.line) for finding in caught.value.findings}


def test_a_row_without_evidence_is_refused(folder: Path) -> None:
    edit(folder, "credentials.yaml", "evidence: {stated: 2026-01-31, how: test}\n", "")
    with pytest.raises(DatasetRejected, match="no evidence"):
        read_starter(folder)


def test_a_row_adds_to_what_the_file_rests_on(folder: Path) -> None:
    edit(folder, "credentials.yaml", "  level: 2", "  level: 2\n  how: nagezocht\n  check: true")
    (record,) = [r for r in read_starter(folder).records if getattr(r, "kind", "") == "credential"]
    assert (record.evidence[0].how, record.evidence[0].check) == ("test; nagezocht", True)


def test_a_skill_that_nobody_asks_for_is_refused(folder: Path) -> None:
    edit(
        folder,
        "skills/basis.yaml",
        "- id: opruimen",
        "- id: dansen\n  label: dansen\n  description: Je danst.\n- id: opruimen",
    )
    with pytest.raises(DatasetRejected, match="no occupation asks for this skill"):
        read_starter(folder)


def test_a_demand_that_nothing_meets_is_refused(folder: Path) -> None:
    edit(folder, "trainings.yaml", "  gives: [diploma-kok]\n", "")
    with pytest.raises(DatasetRejected, match="which no training gives"):
        read_starter(folder)


def test_an_occupation_without_a_way_in_is_a_warning(folder: Path) -> None:
    edit(folder, "occupations/horeca.yaml", '  isco: "9412"', '  isco: "5120"')
    (finding,) = read_starter(folder).findings
    assert (finding.severity, finding.file, finding.line) == ("warning", "occupations/horeca.yaml", 11)


def test_all_mistakes_come_at_once(folder: Path) -> None:
    edit(folder, "occupations/horeca.yaml", "  level: 2", "  nivo: 2")
    edit(folder, "paths.yaml", "  - training: kok-bbl", "  - training: kok")
    with pytest.raises(DatasetRejected) as caught:
        read_starter(folder)
    assert {finding.file for finding in caught.value.findings} >= {"occupations/horeca.yaml", "paths.yaml"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"skills: [", "YAML"),
        (b"", "no mapping"),
        (b"- 1\n", "no mapping"),
        (b"\xff\xfe", "UTF-8"),
        (b"a: !!x 1", "YAML"),
    ],
)
def test_a_file_that_is_no_yaml_is_named(folder: Path, content: bytes, message: str) -> None:
    (folder / "paths.yaml").write_bytes(content)
    with pytest.raises(SourceUnreadable, match=message) as caught:
        read_starter(folder)
    assert caught.value.path.startswith("paths.yaml")


def test_a_folder_without_a_set_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match=r"no \.yaml files"):
        read_starter(tmp_path)


def test_the_documentation_names_every_key_that_a_file_may_have() -> None:
    root = Path(__file__).parents[2]
    code = "".join(path.read_text(encoding="utf-8") for path in sorted((root / "loaders/starter").glob("*.py")))
    keys = set(re.findall(r"reader\.(?:text|texts|numbers?|flag|day|rows|pairs|refs?|groups)\(\s*\"(\w+)\"", code))
    text = (root / "docs/starter-format.md").read_text(encoding="utf-8")
    assert len(keys) > 40
    assert {key for key in keys if f"`{key}`" not in text} == set()


JUNK = (
    "[",
    "{a: 1}",
    "[[x], 3]",
    "-5",
    "null",
    "2026-01-31",
    '""',
    "true",
    "1e9",
    "*x",
    "naïef",
    "&a [b]",
    "- -",
    ": :",
)


def test_whatever_stands_in_a_value_is_refused_or_read_and_never_breaks(folder: Path) -> None:
    chance = random.Random(20260104)
    for _ in range(400):
        name = chance.choice(sorted(FILES))
        lines = FILES[name].splitlines()
        at = chance.randrange(len(lines))
        key, colon, _ = lines[at].partition(":")
        lines[at] = f"{key}{colon} {chance.choice(JUNK)}" if chance.random() < 0.8 else ""
        (folder / name).write_text("\n".join(lines), encoding="utf-8")
        with contextlib.suppress(DatasetRejected, SourceUnreadable):
            read_starter(folder)
        (folder / name).write_text(FILES[name], encoding="utf-8")
