"""From records to the network: whose statement counts, what is a wall, what stays unknown."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from graph.compiling import compile_network
from graph.describe import describe
from graph.network import MODES, Network, Rows
from graph.stores.base import Snapshot
from ontology.concepts import CredentialKind, Mode
from ontology.ids import ConceptId
from ontology.relations import Basis
from tests.kit.small import (
    CNL,
    CURATED,
    ESCO,
    credential,
    demands,
    id_of,
    job,
    named,
    needs,
    network,
    occupation,
    starter,
    store,
    training,
)


def essential(net: Network, name: str) -> set[str]:
    row = net.occupations.row(id_of("occupation", name))
    return {net.skills.ids[s].rpartition("/")[2] for s in net.essential[row]}


def walls(net: Network, name: str) -> set[str]:
    return labels(net, net.occupation_demands[net.occupations.row(id_of("occupation", name))])


def labels(net: Network, groups: Any) -> set[str]:
    base = id_of("credential", "x")[:-1]
    return {net.group_labels[g].replace(base, "").replace(id_of("occupation", "x")[:-1], "") for g in groups}


def rows_of_training(net: Network, name: str) -> list[int]:
    place = net.trainings.row(id_of("training", name))
    return [row for row in range(len(net.training_of)) if net.training_of[row] == place]


def is_unknown(net: Network, name: str) -> bool:
    return bool(net.demands_unknown[net.occupations.row(id_of("occupation", name))])


def same(a: Network, b: Network) -> bool:
    for field in fields(Network):
        x, y = getattr(a, field.name), getattr(b, field.name)
        if isinstance(x, Rows):
            if not (np.array_equal(x.start, y.start) and np.array_equal(x.items, y.items)):
                return False
        elif isinstance(x, np.ndarray):
            if not np.array_equal(x, y):
                return False
        elif x != y:
            return False
    return True


# Whose requirements


@pytest.mark.parametrize(
    ("sources", "expected"),
    [((ESCO, CNL, CURATED), {"curated"}), ((ESCO, CNL), {"competentnl"}), ((ESCO,), {"esco"})],
)
def test_the_preferred_source_gives_the_requirements(sources: tuple[str, ...], expected: set[str]) -> None:
    stated = [needs("kok", source.partition("/")[0], by=source) for source in sources]
    assert essential(network(occupation("kok"), *stated), "kok") == expected


def test_another_preference_can_be_asked() -> None:
    snapshot = store(occupation("kok"), needs("kok", "a", by=CURATED), needs("kok", "b", by=ESCO)).snapshot()
    assert essential(compile_network(snapshot, ("esco", "curated")), "kok") == {"b"}


def test_requirements_of_two_sources_are_never_mixed() -> None:
    net = network(occupation("kok"), needs("kok", "a", by=CNL), needs("kok", "", "b", by=ESCO))
    assert len(net.optional[0]) == 0


def test_of_two_sources_nobody_prefers_the_first_id_counts() -> None:
    net = network(occupation("kok"), needs("kok", "z", by="zebra/1"), needs("kok", "a", by="aap/1"))
    assert essential(net, "kok") == {"a"}


@pytest.mark.parametrize(
    ("field", "value", "read"),
    [("isco", "5120", lambda net: net.isco_unit[0]), ("level", 3, lambda net: net.occupation_level[0])],
)
def test_what_the_preferred_source_lacks_comes_from_the_next(field: str, value: Any, read: Any) -> None:
    net = network(occupation("kok"), occupation("kok", by=ESCO, **{field: value}))
    assert read(net) == int(value)


# Walls


def test_a_demand_of_the_isco_unit_is_a_wall_for_its_occupations() -> None:
    assert walls(network(occupation("kok", isco="5120"), demands("5120", "x")), "kok") == {"any:x"}


def test_a_demand_of_the_occupation_itself_goes_before_its_unit() -> None:
    net = network(occupation("kok", isco="5120"), demands("5120", "x"), demands("kok", "y"))
    assert walls(net, "kok") == {"any:y"}


def test_two_sources_on_one_occupation_are_both_walls() -> None:
    net = network(occupation("kok"), demands("kok", "x"), demands("kok", "y", by=CNL))
    assert walls(net, "kok") == {"any:x", "any:y"}


def test_what_is_customary_is_no_wall() -> None:
    assert walls(network(occupation("kok"), demands("kok", "x", Basis.CUSTOMARY)), "kok") == set()


def test_what_is_customary_is_shown() -> None:
    net = network(occupation("kok"), demands("kok", "x", Basis.CUSTOMARY))
    assert [wall["basis"] for wall in describe(net, id_of("occupation", "kok"))["walls"]] == ["customary"]


def test_what_is_customary_for_the_occupation_leaves_the_law_on_its_unit() -> None:
    net = network(occupation("kok", isco="5120"), demands("5120", "x"), demands("kok", "y", Basis.CUSTOMARY))
    assert walls(net, "kok") == {"any:x"}


def test_law_is_shown_before_custom() -> None:
    net = network(occupation("kok"), demands("kok", "x", Basis.CUSTOMARY, by="a/1"), demands("kok", "y", by="b/1"))
    assert [wall["basis"] for wall in describe(net, id_of("occupation", "kok"))["walls"]] == ["law", "customary"]


def test_an_isco_unit_of_nobody_is_no_wall_for_an_occupation_without_one() -> None:
    assert walls(network(occupation("kok"), demands("5120", "x")), "kok") == set()


# Unknown


@pytest.mark.parametrize(("unit", "unknown"), [("1412", True), ("2221", True), ("3434", True), ("5120", False)])
def test_unstated_demands_are_unknown_for_managers_and_professions(unit: str, unknown: bool) -> None:
    assert is_unknown(network(job("kok", "a", isco=unit)), "kok") is unknown


def test_a_statement_that_nothing_is_demanded_is_knowledge() -> None:
    assert not is_unknown(network(job("chef", "a", isco="3434"), demands("chef", "")), "chef")


def test_custom_is_no_statement_about_the_law() -> None:
    assert is_unknown(network(job("chef", "a", isco="3434"), demands("chef", "x", Basis.CUSTOMARY)), "chef")


def test_an_occupation_without_skills_is_unknown() -> None:
    assert is_unknown(network(occupation("kok", isco="5120")), "kok")


def test_unknown_weeks_and_money_are_flags() -> None:
    net = network(training("t", None, None, "a"))
    assert (net.weeks_known[0], net.cents_known[0]) == (0, 0)


def test_zero_weeks_and_money_are_known() -> None:
    net = network(training("t", 0, 0, "a"))
    assert (net.weeks_known[0], net.cents_known[0]) == (1, 1)


def test_an_unknown_load_is_below_zero() -> None:
    assert network(training("t", 1, 1, "a")).load[0] == -1


# Occupations


@pytest.mark.parametrize(("more", "open_"), [({"isco": "9112"}, 1), ({"open_entry": True}, 1), ({"isco": "5120"}, 0)])
def test_elementary_and_open_work_may_be_entered_with_any_gap(more: dict[str, Any], open_: int) -> None:
    assert network(occupation("kok", **more)).any_gap[0] == open_


def test_an_occupation_without_isco_has_no_level() -> None:
    net = network(occupation("kok"))
    assert (net.isco_major[0], net.skill_level[0], net.isco_unit[0]) == (-1, 0, -1)


# Trainings


def test_a_leerbaan_has_a_row_for_each_occupation() -> None:
    net = network(job("kok"), job("chef"), training("b", 104, 0, "a", bbl="kok chef"))
    assert sorted(net.job[rows_of_training(net, "b")]) == [0, 1]


def test_each_occupation_knows_its_leerbaan() -> None:
    net = network(job("kok"), job("chef"), training("b", 104, 0, "a", bbl="kok"))
    assert [len(net.leerbanen[row]) for row in range(2)] == [0, 1]


def test_other_trainings_belong_to_no_job() -> None:
    assert network(training("t", 1, 1, "a")).job[0] == -1


def test_the_mode_is_a_place_in_the_list() -> None:
    assert MODES[network(training("t", 1, 1, "a", mode=Mode.ONLINE)).mode[0]] == "online"


def test_modes_are_those_of_the_vocabulary() -> None:
    assert set(MODES) == {mode.value for mode in Mode}


@pytest.mark.parametrize(("asked", "group"), [(None, set()), (1, set()), (2, {"level:1"}), (4, {"level:3"})])
def test_an_entry_level_is_a_wall_from_one_below(asked: int | None, group: set[str]) -> None:
    net = network(training("t", 1, 1, "a", entry_level=asked))
    assert labels(net, net.training_demands[0]) == group


def test_a_level_of_dutch_is_asked() -> None:
    net = network(training("t", 1, 1, "a", entry_dutch="2F"))
    assert labels(net, net.training_demands[0]) == {"dutch:2F"}


def test_a_job_held_before_is_asked() -> None:
    net = network(job("kok"), training("t", 1, 1, "a", after_jobs=frozenset({id_of("occupation", "kok")})))
    assert labels(net, net.training_demands[0]) == {"job:kok"}


def test_having_held_that_job_grants_it() -> None:
    net = network(job("kok"), training("t", 1, 1, "a", after_jobs=frozenset({id_of("occupation", "kok")})))
    assert labels(net, net.occupation_grants[0]) == {"job:kok"}


def test_a_diploma_of_a_training_meets_a_level() -> None:
    net = network(
        credential("mbo3", level=3), training("t", 1, 1, gives="mbo3"), training("u", 1, 1, "a", entry_level=4)
    )
    assert labels(net, net.gives[rows_of_training(net, "t")[0]]) == {"level:3"}


def test_what_a_training_gives_meets_what_that_implies() -> None:
    net = network(
        occupation("kok"), demands("kok", "x"), credential("y", implies="x"), training("t", 1, 1, "a", gives="y")
    )
    assert labels(net, net.gives[0]) == {"any:x"}


# The same every time


def test_the_same_records_in_another_order_give_the_same_network() -> None:
    records = (
        job("kok", "a b"),
        job("chef", "b c", "a"),
        demands("5120", "x|y"),
        demands("chef", "z", by=CNL),
        demands("chef", "x", by=ESCO),
        training("t", 1, 1, "a", gives="x"),
        training("b", 104, None, "c", bbl="kok chef"),
    )
    first = store(*records).snapshot()
    second = Snapshot(first.revision, dict(reversed(first.by_key.items())))
    assert same(compile_network(first), compile_network(second))


def test_the_starter_set_compiles_the_same_in_any_order(starter_snapshot: Snapshot) -> None:
    turned = Snapshot(starter_snapshot.revision, dict(reversed(starter_snapshot.by_key.items())))
    assert same(compile_network(turned), starter())


def test_rows_are_in_the_order_of_ids() -> None:
    net = starter()
    assert [list(n.ids) for n in (net.occupations, net.skills, net.trainings)] == [
        sorted(n.ids) for n in (net.occupations, net.skills, net.trainings)
    ]


def test_the_label_is_dutch_before_english() -> None:
    labels = (*named("kok"), *named("cook", lang="en"))
    assert network(occupation("kok", labels=labels)).label(id_of("occupation", "kok")) == "kok"


def test_an_id_without_a_name_is_its_own_label() -> None:
    assert network(job("kok")).label(ConceptId("urn:x")) == "urn:x"


def test_a_declaration_is_no_diploma() -> None:
    vog = credential("vog", level=4, credential_kind=CredentialKind.DECLARATION)
    net = network(vog, training("t", 1, 1, "a", entry_level=3))
    assert len(net.credential_meets[0]) == 0
