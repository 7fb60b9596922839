"""Files of moves worked out whole, and the measures that judge them."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from graph.feasibility import measures
from graph.feasibility.batch import feature_names, rank_origins, score_pairs
from graph.feasibility.model import feasibility_of, fitted
from graph.feasibility.origins import Ground
from graph.feasibility.pooled import pooled_units
from graph.feasibility.scorecard import without_known
from graph.network import Network
from ontology.errors import SourceUnreadable
from tests.kit.small import id_of, job, network


def silent(what: str, done: int, of: int) -> None:
    assert 0 <= done <= of, what


def place(net: Network, name: str) -> int:
    return net.occupations.row(id_of("occupation", name))


def kitchen() -> Network:
    return network(
        job("kok", "a b c d", "o p"),
        job("chef", "a b c e", "o q"),
        job("baas", "a x y z", isco="1412"),
        job("leeg", isco="9412"),
    )


def write(path: Path, header: str, *lines: str) -> Path:
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def rows_in(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_file_of_pairs_keeps_its_rows_and_says_what_is_unknown(tmp_path: Path) -> None:
    ground, out = Ground(kitchen()), tmp_path / "out.csv"
    kok, chef = id_of("occupation", "kok"), id_of("occupation", "chef")
    lines = (f"x,{kok},{chef}", f"y,{kok},weg", f"z,{chef},{kok}")
    pairs = write(tmp_path / "in.csv", "note,origin_uri,destination_uri", *lines)
    done = score_pairs(ground, pairs, out, isco=False, progress=silent)
    found = rows_in(out)
    assert (done.rows, done.unknown) == (3, ("weg",))
    assert [row["note"] for row in found] == ["x", "y", "z"]
    assert [bool(row["feasibility"]) for row in found] == [True, False, True]
    assert set(feature_names(ground)) <= set(found[0])
    sums = fitted().sums(ground, ground.occupations([place(ground.network, "kok")]))[0]
    expected = feasibility_of(sums[place(ground.network, "chef")])
    assert float(found[0]["feasibility"]) == pytest.approx(float(expected), abs=1e-5)


def test_a_ranking_leaves_out_the_origin_and_what_is_excluded(tmp_path: Path) -> None:
    ground, out = Ground(kitchen()), tmp_path / "out.csv"
    kok, chef, baas = (id_of("occupation", name) for name in ("kok", "chef", "baas"))
    origins = write(tmp_path / "in.csv", "origin_uri", kok, "weg", kok)
    barred = write(tmp_path / "not.csv", "origin_uri,destination_uri", f"{kok},{baas}")
    done = rank_origins(ground, origins, out, 10, False, None, barred, silent)
    found = rows_in(out)
    assert done.unknown == ("weg",)
    assert [row["rank"] for row in found] == ["1", "2"]
    assert {row["destination_uri"] for row in found} == {chef, id_of("occupation", "leeg")}
    scores = [float(row["feasibility"]) for row in found]
    assert scores == sorted(scores, reverse=True)


def test_only_candidates_are_targets(tmp_path: Path) -> None:
    ground, out = Ground(kitchen()), tmp_path / "out.csv"
    kok, baas = (id_of("occupation", name) for name in ("kok", "baas"))
    origins = write(tmp_path / "in.csv", "origin_uri", kok)
    rank_origins(ground, origins, out, 10, False, write(tmp_path / "c.csv", "destination_uri", baas), None, silent)
    assert [row["destination_uri"] for row in rows_in(out)] == [baas]


def test_units_are_their_occupations_taken_together(tmp_path: Path) -> None:
    ground, out = Ground(kitchen()), tmp_path / "out.csv"
    pairs = write(tmp_path / "in.csv", "origin_isco08,destination_isco08", "5120,1412", "5120,0110")
    done = score_pairs(ground, pairs, out, isco=True, progress=silent)
    units = pooled_units(ground)
    kitchen_, boss = (units.isco_unit.tolist().index(code) for code in (5120, 1412))
    expected = feasibility_of(fitted().sums_between_units(units, units.targets)[kitchen_, boss])
    assert float(rows_in(out)[0]["feasibility"]) == pytest.approx(float(expected), abs=1e-5)
    assert done.unknown == ("0110",)


@pytest.mark.parametrize("text", ["a,b\n1,2\n", ""], ids=["other columns", "empty"])
def test_a_file_without_the_column_says_which(tmp_path: Path, text: str) -> None:
    path = tmp_path / "in.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceUnreadable, match="origin_uri"):
        rank_origins(Ground(kitchen()), path, tmp_path / "out.csv", 5, False, None, None, silent)
    assert not (tmp_path / "out.csv").exists()


def test_recall_leaves_out_what_may_not_be_ranked() -> None:
    scores = np.array([[9.0, 8.0, 7.0, 1.0]])
    relevant = np.array([[False, True, False, True]])
    hidden = np.array([[True, False, False, False]])
    assert measures.recall_at_ten(scores, relevant, hidden).tolist() == [1.0]
    assert np.isnan(measures.recall_at_ten(scores, relevant & False, hidden)).all()


def test_area_is_how_often_a_yes_is_above_a_no() -> None:
    assert measures.area(np.array([3.0, 2.0, 1.0, 0.0]), np.array([True, False, True, False])) == 0.75


def test_an_interval_holds_the_mean() -> None:
    values = np.random.default_rng(0).random(200)
    low, high = measures.interval(values)
    assert low < values.mean() < high


def test_known_pairs_out_of_the_ranking_leave_room_for_the_others() -> None:
    listed = np.triu(np.ones((40, 40), bool), 1)
    listed |= listed.T
    scores = np.where(listed, np.arange(40.0), 0)
    every, without = without_known(scores, listed, draws=5)
    assert 0.3 < every < 0.7
    assert without == 1
