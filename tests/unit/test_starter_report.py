"""``docs/starter.md`` fits the set, the set is what it is held to, and answers to judge are drawn from it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from api.cli import main
from graph.network import Network
from loaders.starter import read_starter
from loaders.starter.figures import bases_of, evidence_kinds, rows_of_kind, to_check_of
from loaders.starter.reach import (
    GOAL_ACROSS,
    GOAL_STONES,
    GOAL_WITHIN,
    Reach,
    Stones,
    network_of,
    pairs_of,
    percent,
    reach_of,
    sample_of,
    sectors_of,
    stones_of,
)
from loaders.starter.reporting import FILE, PAIRS, READ, WALLS, measured_in, reach_text, report_text, text, walls_text
from loaders.starter.walls import walls_on_esco
from ontology.evidence import EvidenceKind
from ontology.ids import ConceptId, own_id
from tests.kit.mdtables import rows_of
from tests.kit.sources import as_folder, esco_tables
from tests.kit.starter_files import edit, write_starter

SAMPLE, WHOLE, SEED = 400, 40, 4


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_starter(tmp_path)


@cache
def sectors() -> dict[ConceptId, str]:
    """The occupations of the set that comes along."""
    return sectors_of(read_starter())


@cache
def network() -> Network:
    return network_of(read_starter())


@cache
def reach(within: bool) -> Reach:
    """How a sample of the pairs of the set that comes along turns out."""
    return reach_of(network(), sample_of(pairs_of(sectors(), within=within), SAMPLE, SEED))


def test_the_report_says_what_the_set_holds() -> None:
    assert FILE.read_text(encoding="utf-8") == text(), "make golden writes it"


def test_the_report_was_measured_on_all_pairs_of_this_set() -> None:
    count = len(sectors())
    part = measured_in(FILE.read_text(encoding="utf-8"))[PAIRS]
    assert f"alle {count * (count - 1)} paren van {count} beroepen" in part, "loopbaanpad report starter --pairs"


def test_the_walls_on_all_of_esco_were_measured() -> None:
    assert "Gemeten op" in measured_in(FILE.read_text(encoding="utf-8"))[WALLS]


def test_within_a_sector_most_pairs_have_a_route_or_a_stated_wall() -> None:
    assert reach(True).reached_percent >= GOAL_WITHIN


def test_across_sectors_enough_pairs_have_a_route_or_a_stated_wall() -> None:
    assert reach(False).reached_percent >= GOAL_ACROSS


def test_stepping_stones_appear() -> None:
    pairs = [*pairs_of(sectors(), within=True), *pairs_of(sectors(), within=False)]
    found = stones_of(network(), sample_of(pairs, WHOLE, SEED))
    assert found.answers == WHOLE
    assert found.with_stone_percent >= GOAL_STONES


def test_every_pair_is_counted_once() -> None:
    for one in (reach(True), reach(False)):
        assert one.pairs == SAMPLE == one.route + one.unknown + one.wall + one.nothing


def test_the_four_ways_an_answer_can_turn_out(folder: Path) -> None:
    edit(folder, "demands.yaml", "  basis: customary", "  basis: law\n  law: BWBR1")
    found = read_starter(folder)
    kok, hulp = own_id("occupation", "kok"), own_id("occupation", "keukenhulp")
    assert reach_of(network_of(found), [(hulp, kok), (kok, hulp)]) == Reach(pairs=2, route=2)
    edit(folder, "trainings.yaml", "  gives: [diploma-kok]", "  teaches: [opruimen]")
    edit(folder, "credentials.yaml", "  level: 2", "  level: 2\n  obtained: bij de opleider")
    assert reach_of(network_of(read_starter(folder)), [(hulp, kok)]) == Reach(pairs=1, wall=1)


def test_pairs_within_and_across_are_all_pairs() -> None:
    few = {own_id("occupation", name): sector for name, sector in (("a", "x"), ("b", "x"), ("c", "y"))}
    within, across = pairs_of(few, within=True), pairs_of(few, within=False)
    assert (len(within), len(across), len({*within, *across})) == (2, 4, 6)
    assert sample_of(across, 3, 1) == sample_of(across, 3, 1)
    assert len(sample_of(across, 9, 1)) == 4


def test_shares_are_rounded_down() -> None:
    assert (percent(699, 1000), percent(0, 0)) == (69, 0)


def test_what_rows_rest_on_and_what_is_to_be_checked(folder: Path) -> None:
    edit(folder, "occupations/horeca.yaml", "  description: Helpt.", "  description: Helpt.\n  how: gok\n  check: true")
    edit(folder, "paths.yaml", "{stated: 2026-01-31, how: test}", "{stated: 2026-01-31, how: anders, check: true}")
    found = read_starter(folder)
    assert [(one.how, one.rows, one.to_check) for one in bases_of(found)] == [("test", 8, 1), ("anders", 1, 1)]
    assert bases_of(found)[1].places == ("paths",)
    assert [tuple(one) for one in to_check_of(found)] == [
        ("occupations/horeca.yaml", 1, 2, ("keukenhulp",)),
        ("paths.yaml", 1, 1, ()),
    ]
    assert rows_of_kind(found)["training"] == 1
    assert evidence_kinds(found)[EvidenceKind.CURATED] == len(found.records) - 1


def test_measured_parts_are_kept_and_the_rest_is_made_anew(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "report.md"
    assert main(["report", "starter", str(folder), "--output", str(output), "--pairs"]) == 0
    first = output.read_text(encoding="utf-8")
    assert "alle 2 paren van 2 beroepen" in measured_in(first)[PAIRS]
    assert "| beroepen | 2 | 2 |" in first
    edit(folder, "skills/basis.yaml", "how: test", "how: elders")
    assert main(["report", "starter", str(folder), "--output", str(output)]) == 0
    again = output.read_text(encoding="utf-8")
    assert measured_in(again)[PAIRS] == measured_in(first)[PAIRS]
    assert "| elders | skills | 2 | 0 |" in again


def test_what_was_never_measured_says_so(folder: Path) -> None:
    told = measured_in(report_text(read_starter(folder), {}))
    assert told == {PAIRS: "Nog niet gemeten.\n", WALLS: "Nog niet gemeten.\n", READ: "Nog niet gelezen.\n"}


def test_twenty_answers_were_read_and_each_has_a_judgement() -> None:
    read = rows_of(FILE, "Antwoorden, een voor een gelezen")
    assert len(read) == 20
    assert {row[3] for row in read} <= {"goed", "vreemd", "fout"}
    assert all(row[4] for row in read)


def test_the_shares_stand_beside_their_goals() -> None:
    told = reach_text(Reach(10, 5, 1, 1, 3), Reach(20, 5, 0, 5, 10), Stones(30, 3, 2), 6, date(2026, 1, 31))
    assert "| binnen een sector | 10 | 5 | 1 | 1 | 3 | 70 % | 70 % |" in told
    assert "| tussen sectoren | 20 | 5 | 0 | 5 | 10 | 50 % | 40 % |" in told
    assert "steekproef van 30 hele antwoorden komt in 3 een tussenbaan voor: 10 % (doel 5 %)" in told
    assert "In 2 daarvan stopte" in told


def test_walls_are_counted_on_esco_with_the_set(folder: Path, tmp_path: Path) -> None:
    esco = as_folder(tmp_path / "esco-1.1.1", esco_tables())
    walls = walls_on_esco(read_starter(folder), [esco])
    told = walls_text(walls, date(2026, 1, 31))
    assert "Gemeten op 2026-01-31 op ESCO 1.1.1" in told
    assert sum(row.occupations for row in walls.rows) > 2
    assert sum(row.walls for row in walls.rows) == 0
    edit(folder, "demands.yaml", "  basis: customary", "  basis: law\n  law: BWBR1")
    assert sum(row.walls for row in walls_on_esco(read_starter(folder), [esco]).rows) == 1


@pytest.mark.data
def test_the_walls_in_the_report_are_those_of_this_set(data_dir: Path) -> None:
    kept = measured_in(FILE.read_text(encoding="utf-8"))[WALLS]
    on = date.fromisoformat(kept.removeprefix("Gemeten op ")[:10])
    assert kept == walls_text(walls_on_esco(read_starter(), [data_dir / "esco-1.1.1"]), on)


def test_answers_to_judge_are_the_same_for_the_same_seed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def drawn(seed: str) -> str:
        assert main(["report", "starter", str(folder), "--answers", "2", "--seed", seed]) == 0
        return capsys.readouterr().out

    first = drawn("1")
    assert first == drawn("1")
    assert "1 van 2" in first
    assert {line for line in first.splitlines() if line.startswith("Van ")} == {
        "Van keukenhulp naar kok",
        "Van kok naar keukenhulp",
    }
