"""How near two jobs are: features that mean what they say, one sum over them, and files of moves."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
from scipy import sparse

from graph.feasibility.features import PAIRS
from graph.feasibility.model import FAMILIES, FITTED, feasibility_of, fitted
from graph.feasibility.origins import Ground
from graph.feasibility.persons import FEATURES, ground_of, moves_of, moves_to, shared, words_of
from graph.feasibility.sides import SIDES, side_keys
from graph.feasibility.units import Units
from graph.feasibility.words import leading, stems, unit_rows, weighted_words
from graph.network import Network
from tests.kit.small import demands, id_of, job, network, starter

#: What a person is, and never what a move is.
PERSONS = re.compile(
    r"\b(sex|genders?|man|men|woman|women|males?|females?|age|aged|ages|young|old|elderly|births?|nationality|ethnic"
    r"|migrants?|health|sick|illness|disabled|handicap|pregnant|geslacht|vrouw|leeftijd|jong|oud|afkomst|gezondheid"
    r"|ziek)\b",
    re.IGNORECASE,
)


def values_of(net: Network, key: str) -> np.ndarray:
    ground = Ground(net)
    return PAIRS[key].make(ground, ground.targets)


def place(net: Network, name: str) -> int:
    return net.occupations.row(id_of("occupation", name))


def value(net: Network, key: str, origin: str, target: str) -> float:
    return float(values_of(net, key)[place(net, origin), place(net, target)])


def kitchen() -> Network:
    return network(
        job("kok", "a b c d", "o p"),
        job("chef", "a b c e", "o q"),
        job("baas", "a x y z", isco="1412"),
        job("leeg", isco="9412"),
    )


@pytest.mark.parametrize("key", PAIRS)
def test_every_feature_says_what_it_means(key: str) -> None:
    assert len(PAIRS[key].meaning) > 15
    assert PAIRS[key].family in {family.key for family in FAMILIES}


@pytest.mark.parametrize("key", PAIRS)
def test_every_feature_has_a_number_for_every_pair(key: str) -> None:
    for net in (kitchen(), starter()):
        found = values_of(net, key)
        assert found.shape == (len(net.occupations),) * 2
        assert np.isfinite(found).all()


COMMON = ("skills", "optional", "groups", "near")
SHARES = [key for key in PAIRS if PAIRS[key].family in COMMON and not key.startswith(("shared", "about"))]


@pytest.mark.parametrize("key", SHARES)
def test_shares_lie_between_nought_and_one(key: str) -> None:
    found = values_of(starter(), key)
    assert found.min() >= -1e-5
    assert found.max() <= 1 + 1e-5


ALIKE = ["alike", "alike-essential", "alike-doing", "about-words", "about-uses", "groups", "texts", "unit-texts"]


@pytest.mark.parametrize("key", [*ALIKE, "unit-skills", "unit-named"])
def test_likeness_is_the_same_both_ways(key: str) -> None:
    found = values_of(starter(), key)
    np.testing.assert_allclose(found, found.T, atol=1e-5)


def test_essential_is_the_share_of_what_the_target_needs() -> None:
    net = network(job("van", "a b"), job("alles", "a b"), job("half", "a c"), job("niets", "c d"), job("ook", "d"))
    assert value(net, "essential", "van", "alles") == pytest.approx(1)
    assert 0 < value(net, "essential", "van", "half") < 1
    assert value(net, "essential", "van", "niets") == 0


def test_used_is_essential_the_other_way_round() -> None:
    net = starter()
    np.testing.assert_allclose(values_of(net, "used"), values_of(net, "essential").T, atol=1e-5)


def test_an_optional_skill_of_the_origin_counts_as_held_in_the_wide_share() -> None:
    net = network(job("van", "a", "b"), job("naar", "b c"), job("ook", "c"))
    assert value(net, "essential", "van", "naar") == 0
    assert value(net, "essential-wide", "van", "naar") > 0


def test_an_occupation_without_skills_shares_nothing() -> None:
    assert value(kitchen(), "essential", "kok", "leeg") == 0


def test_a_skill_counts_for_its_near_ones() -> None:
    near = [job(f"j{n}", "s0 t0") for n in range(3)] + [job(f"k{n}", f"x{n} y{n}") for n in range(5)]
    net = network(job("van", "s0"), job("naar", "t0"), *near)
    assert value(net, "essential", "van", "naar") == 0
    assert value(net, "near-uses", "van", "naar") > 0


@pytest.mark.parametrize(
    ("unit", "alike"), [("5120", 4), ("5129", 3), ("5199", 2), ("5220", 1), ("1412", 0), (None, 0)]
)
def test_alike_codes_are_the_same_kind_of_work(unit: str | None, alike: int) -> None:
    net = network(job("kok", "a", isco="5120"), job("naar", "b", isco=unit))
    keys = ("same-unit", "same-minor", "same-sub-major", "same-major")
    assert sum(value(net, key, "kok", "naar") for key in keys) == alike


def test_codes_stand_in_where_units_have_no_texts() -> None:
    net = network(job("kok", "a"), job("chef", "b"), job("baas", "c", isco="1412"))
    assert value(net, "unit-texts", "kok", "chef") == 1
    assert value(net, "unit-texts", "kok", "baas") == 0


def test_a_unit_that_the_text_of_another_names_is_related_both_ways() -> None:
    told = {"5120": ["cooks", "", "Some related occupations classified elsewhere:\n- Chef - 3434"], "3434": ["chefs"]}
    units = Units(np.array([5120, 3434, 9412, -1]), told, ["kok", "chef", "hulp", "iets"])
    named = np.asarray(units.named().todense())
    assert np.argwhere(named).tolist() == [[0, 1], [1, 0]]


def test_units_are_alike_by_what_their_occupations_ask() -> None:
    asked = sparse.csr_matrix(np.array([[2.0, 1.0, 0.0], [1.0, 2.0, 0.0], [0.0, 0.0, 1.0]], np.float32))
    units = Units(np.array([5120, 3434, 9412]), {}, ["kok", "kok", "hulp"])
    rows = units.profiles(asked, ["soep koken", "saus roeren", "vloer dweilen"])
    assert rows[0] @ rows[1] > 0.9
    assert abs(rows[0] @ rows[2]) < 0.1


@pytest.mark.parametrize(
    ("origin", "target", "up", "far", "apart"),
    [("5120", "9412", 0, 0, 1), ("5120", "3434", 1, 0, 1), ("5120", "2221", 2, 1, 2), ("9412", "2221", 3, 2, 3)],
)
def test_level_has_a_direction(origin: str, target: str, up: int, far: int, apart: int) -> None:
    net = network(job("van", "a", isco=origin), job("naar", "b", isco=target))
    assert [value(net, key, "van", "naar") for key in ("up", "far-up", "level-apart")] == [up, far, apart]


def test_a_person_who_holds_what_the_job_asks_is_that_job() -> None:
    net = starter()
    ground = ground_of(net)
    for row in range(0, len(net.occupations), 40):
        person = ground.person(net.essential[row].astype(np.int64), (row,))
        np.testing.assert_allclose(
            fitted().sums(ground, person)[0], fitted().sums(ground, ground.occupations([row]))[0], atol=1e-3
        )


def test_there_and_to_are_the_same_moves() -> None:
    net = starter()
    from_three = moves_of(net, net.essential[3].astype(np.int64), frozenset(), (3,))
    assert moves_to(net, [3], 8).parts[0] == pytest.approx(from_three.parts[8], abs=1e-3)


def test_the_score_is_what_the_parts_come_to() -> None:
    net = starter()
    moves = moves_of(net, net.essential[5].astype(np.int64), frozenset(), (5,))
    assert moves.parts.shape == (len(net.occupations), len(FEATURES))
    np.testing.assert_allclose(moves.points, 100 * feasibility_of(moves.parts.sum(axis=1)), atol=0.501)


def test_more_in_common_never_lowers_a_score() -> None:
    for key, curve in fitted().curves.items():
        assert all(slope <= 0 if PAIRS[key].family == "level" else slope >= 0 for slope in curve.slopes), key


def test_a_skill_more_never_lowers_the_share_that_is_held() -> None:
    net = kitchen()
    ground = Ground(net)
    few = ground.person(np.array([0]), (place(net, "kok"),))
    more = ground.person(np.array([0, 1, 2]), (place(net, "kok"),))
    assert (PAIRS["essential"].make(ground, more) >= PAIRS["essential"].make(ground, few) - 1e-6).all()


def test_a_wall_lowers_a_score_and_proof_lifts_it() -> None:
    net = network(job("kok", "a"), job("chef", "a"), demands("chef", "x"))
    row, held = place(net, "kok"), net.essential[0].astype(np.int64)
    met = frozenset(int(g) for o in range(2) for g in net.occupation_demands[o])
    walls = [key.key for key in FEATURES].index("walls")
    chef = place(net, "chef")
    assert moves_of(net, held, frozenset(), (row,)).parts[chef, walls] < 0
    assert moves_of(net, held, met, (row,)).parts[chef, walls] == 0


def test_shared_counts_essential_skills() -> None:
    net = network(job("a", "x y"), job("b", "y z"), job("c", "z"))
    assert shared(net, net.essential[0].astype(np.int64)).tolist() == [2, 1, 0]


def test_words_say_why() -> None:
    net = network(job("kok", "a b", isco="5120"), job("chef", "a c", isco="3434"))
    said = words_of(net, (place(net, "kok"),), place(net, "chef"), 1, ["diploma"])
    assert said == ["1 van 2 vaardigheden", "één niveau hoger", "eis vooraf: diploma"]


def test_no_feature_label_or_weight_is_about_persons() -> None:
    content = json.loads(FITTED.read_text(encoding="utf-8"))
    names = [*PAIRS, *(one.meaning for one in PAIRS.values()), *(f"{key} {told}" for key, told in SIDES)]
    names += [f"{one.key} {one.label} {one.meaning}" for one in FEATURES]
    names += [*content["pairs"], *content["difference"], *content["target"]]
    assert [name for name in names if PERSONS.search(name)] == []


def test_the_fitted_file_knows_the_features_and_nothing_else() -> None:
    content = json.loads(FITTED.read_text(encoding="utf-8"))
    sides = {key for key, _ in SIDES}
    assert set(content["pairs"]) == set(PAIRS)
    assert {key for key in content["difference"] if not key.startswith("group:")} == sides
    assert set(content["target"]) == sides
    assert not re.search(r"esco/occupation/|isco/C\d", json.dumps(content)), "a model describes moves, not lists"


def test_stems_leave_endings_off() -> None:
    assert stems("The cleaners cleaning the machine") == ["clean", "clean", "machine"]


def test_leading_directions_keep_likeness() -> None:
    rows = unit_rows(weighted_words(["rood groen blauw", "rood groen geel", "koken bakken", "koken braden"], least=1))
    small = unit_rows(leading(rows, 4))
    np.testing.assert_allclose(small @ small.T, np.asarray((rows @ rows.T).todense()), atol=1e-3)


def test_side_keys_are_as_many_as_columns() -> None:
    ground = Ground(starter())
    assert ground.targets.sides.shape == (len(starter().occupations), len(side_keys(ground.vectors)))
