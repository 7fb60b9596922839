"""What a training opens, what goes with it, and what nobody teaches."""

from __future__ import annotations

from typing import Any

import pytest

from api.asking import NamesUnclear
from api.courses import CourseAsked, ScopeAsked, impact_of, openings_of
from graph.impact.adding import Course
from graph.impact.answer import impact_answer
from graph.impact.asked import Impact, Openings, Scope
from graph.network import Network
from graph.planner import Planner
from graph.replaying import answer_bytes
from ontology.errors import ReceiptMismatch, UnknownConcept, UnsupportedCriterion
from ontology.relations import Transition
from tests.kit.small import brc, demands, id_of, job, network, region, said_by, starter, training, wages

KOK, CHEF, BAAS = (id_of("occupation", name) for name in ("kok", "chef", "baas"))
SKILL = {name: id_of("skill", name) for name in "abcdefgh"}


def kitchen(*more: Any) -> Network:
    return network(
        job("kok", "a b", isco="5120"),
        job("chef", "a b e f", isco="3434", sector="horeca"),
        job("baas", "a b g h", isco="1412", sector="horeca"),
        training("chefcursus", 40, 2000, "e f"),
        *more,
    )


def course(teaches: str, **more: Any) -> Course:
    return Course(label="nieuw", teaches=tuple(SKILL[one] for one in teaches.split()), **more)


def impact(net: Network, what: Course | str, seconds: float | None = None, **scope: Any) -> dict[str, Any]:
    within = Scope(origins=(KOK,), **scope)
    asked = Impact(gone=what, scope=within) if isinstance(what, str) else Impact(course=what, scope=within)
    return Planner(net).impact(asked, seconds)


def told(answer: dict[str, Any]) -> dict[str, list[str]]:
    return {f"{one['from']['label']} {one['to']['label']}": one["how"] for one in answer["changes"]}


def test_a_route_that_was_not_there_is_opened() -> None:
    found = impact(kitchen(), course("g h", weeks=8, cents=5000))
    assert told(found) == {"kok baas": ["opened"]}
    (change,) = found["changes"]
    assert change["without"] == {"weeks": None, "unpaidWeeks": None, "costEurocent": None, "routes": 0}
    assert (change["with"]["weeks"], change["with"]["costEurocent"]) == (8, 5000)
    assert change["line"] == "kok ~ nieuw 8w €50 ~ baas [8w 8w €50 1]"
    assert found["complete"]


def test_shorter_cheaper_and_without_pay() -> None:
    found = impact(kitchen(), course("e f", weeks=8, cents=10000))
    assert told(found) == {"kok chef": ["shorter", "lessUnpaid", "cheaper"]}
    assert told(impact(kitchen(), course("e f", weeks=60, cents=10000))) == {"kok chef": ["cheaper"]}
    assert told(impact(kitchen(), course("e f", weeks=60, cents=900000, paid=True))) == {"kok chef": ["lessUnpaid"]}


def test_a_course_that_is_worse_in_all_changes_nothing() -> None:
    found = impact(kitchen(), course("e f", weeks=60, cents=900000))
    assert found["changes"] == []
    assert set(found["summary"].values()) == {0}


def test_unknown_figures_are_never_called_shorter_or_cheaper() -> None:
    assert told(impact(kitchen(), course("e f", weeks=8))) == {"kok chef": ["shorter", "lessUnpaid"]}
    assert told(impact(kitchen(), course("e f", cents=100))) == {"kok chef": ["cheaper"]}
    assert told(impact(kitchen(), course("e f"))) == {"kok chef": ["other"]}


def test_a_proof_that_nobody_gave_opens_a_wall() -> None:
    net = kitchen(job("arts", "a b"), demands("arts", "big"))
    made = Course(label="nieuw", gives=(id_of("credential", "big"),), weeks=100)
    assert told(impact(net, made)) == {"kok arts": ["opened"]}


def test_what_must_be_held_first_counts() -> None:
    net = kitchen(job("arts", "a b"), demands("arts", "big"))
    wanted = course("g h", demands=((id_of("credential", "big"),),))
    assert impact(net, wanted)["changes"] == []


def test_a_leerbaan_opens_its_own_job() -> None:
    found = impact(kitchen(), course("g h", mode="bbl", leads_to=(BAAS,), weeks=52))
    assert told(found) == {"kok baas": ["opened"]}
    assert found["changes"][0]["with"]["unpaidWeeks"] == 0


def test_a_course_elsewhere_does_nothing_here() -> None:
    net = kitchen(region("oost"), region("west"))
    made = course("g h", regions=(id_of("region", "oost"),))
    assert told(impact(net, made, region=id_of("region", "oost"))) == {"kok baas": ["opened"]}
    assert told(impact(net, made, region=id_of("region", "west"))) == {}


def test_a_training_that_goes_is_told_by_what_it_gave() -> None:
    found = impact(kitchen(), id_of("training", "chefcursus"))
    assert found["change"] == "gone"
    assert told(found) == {"kok chef": ["opened"]}
    assert found["changes"][0]["without"]["routes"] == 0


def test_for_how_many_people_where_that_is_loaded() -> None:
    counted = Transition(
        id=id_of("transition", "t"), origin=KOK, target=BAAS, count=120, period="2024", evidence=said_by("uwv/1")
    )
    groups = (brc("1111", "Koks"), wages("1111", 2022, 1, 2, 3))
    net = network(
        job("kok", "a b", brc=frozenset({"1111"})), job("baas", "a b g h"), *groups, counted, training("x", 1, 1, "a")
    )
    found = impact(net, course("g h"))
    assert found["changes"][0]["moves"] == [
        {"count": 120, "period": "2024", "region": None, "source": "source/uwv/1", "kind": "official"}
    ]
    assert found["origins"][0]["people"] is None  # the wages came without a number of employees
    assert impact(kitchen(), course("g h"))["changes"][0]["moves"] is None


def test_only_to_a_sector_by_name_or_isco() -> None:
    for sector, targets in (("Horeca", {"kok baas"}), ("14", {"kok baas"}), ("34", set())):
        assert set(told(impact(kitchen(), course("g h"), sector=sector))) == targets
    with pytest.raises(UnsupportedCriterion, match="sector"):
        impact(kitchen(), course("g h"), sector="visserij")


def test_what_was_not_looked_at_is_told_and_replays() -> None:
    net = kitchen(job("x", "a b g"), job("y", "a b h g"))
    found = impact(net, course("g h"), pairs=2)
    assert found["looked"]["pairs"] == 2
    assert found["looked"]["notLooked"] == 1
    assert not found["complete"]
    assert answer_bytes(Planner(net).replay(found["receipt"])) == answer_bytes(found)


def test_the_time_ends_the_looking_and_the_receipt_says_where() -> None:
    net = kitchen(job("x", "a b g"), job("y", "a b h g"))
    ticks = iter(range(0, 1000, 10))
    asked = Impact(course=course("g h"), scope=Scope(origins=(KOK,)))
    again, found = impact_answer(net, asked, 15.0, clock=lambda: float(next(ticks)))
    assert found["looked"]["pairs"] == again.looked == 2
    assert impact_answer(net, again, None)[1] == found


def test_nearest_origins_are_taken_where_none_are_named() -> None:
    found = Planner(kitchen()).impact(Impact(course=course("g h", weeks=8)))
    assert "kok baas" in told(found)


def test_what_nobody_teaches_is_ranked_by_what_it_opens() -> None:
    ids = tuple(id_of("occupation", name) for name in "pqr")
    shut = network(job("kok", "a"), job("p", "a e f"), job("q", "a e g"), job("r", "a h b c"))
    found = Planner(shut).openings(Openings(scope=Scope(origins=(KOK,), targets=ids)))
    assert found["pairs"] == {"withRoute": 0, "closed": 3, "behindWalls": 0, "lackingTaught": 3}
    assert [(one["skill"]["label"], one["lackedBy"], one["opens"]) for one in found["skills"][:1]] == [("e", 2, 0)]
    steps = [(step["skill"]["label"], step["opens"]) for step in found["together"]]
    assert steps == [("e", 0), ("f", 1), ("g", 2), ("b", 2), ("c", 3)]
    assert Planner(shut).replay(found["receipt"]) == found


def test_one_skill_that_is_enough_is_verified() -> None:
    net = network(job("kok", "a b c"), job("p", "a b c e f"), job("q", "a b c e g"), training("x", 1, 1, "c"))
    ids = tuple(id_of("occupation", name) for name in "pq")
    found = Planner(net).openings(Openings(scope=Scope(origins=(KOK,), targets=ids)))
    first = found["skills"][0]
    assert (first["skill"]["label"], first["lackedBy"], first["opens"]) == ("e", 2, 2)
    assert [pair["to"]["label"] for pair in first["routes"]] == ["p", "q"]


def test_a_wall_that_no_training_opens_is_told_and_no_skill_is_said_to_open_it() -> None:
    net = network(job("kok", "a"), job("arts", "a e f"), demands("arts", "big"))
    found = Planner(net).openings(Openings(scope=Scope(origins=(KOK,), targets=(id_of("occupation", "arts"),))))
    assert [(wall["label"], wall["pairs"]) for wall in found["walls"]] == [("big", 1)]
    assert found["skills"] == []


def test_a_changed_receipt_is_refused() -> None:
    net = kitchen()
    receipt = impact(net, course("g h"))["receipt"]
    for change in (
        {"course": None},
        {"gone": "x"},
        {"scope": {}},
        {"looked": "x"},
        {"looked": None},
        {"course": {"label": 3}},
    ):
        with pytest.raises(ReceiptMismatch):
            Planner(net).replay({**receipt, "query": {**receipt["query"], **change}})


def test_names_are_matched_and_problems_come_together() -> None:
    planner = Planner(kitchen())
    made = impact_of(planner, CourseAsked(teaches=("g", "g"), euro=50), None, ScopeAsked(targets=("baas",)))
    assert made.course is not None
    assert (made.course.teaches, made.course.cents, made.scope.targets) == ((SKILL["g"],), 5000, (BAAS,))
    assert impact_of(planner, None, "chefcursus", ScopeAsked()).gone == id_of("training", "chefcursus")
    with pytest.raises(NamesUnclear) as caught:
        impact_of(planner, CourseAsked(teaches=("vliegen",), gives=("vleugels",)), None, ScopeAsked(region="maan"))
    assert sorted(field for field, _ in caught.value.problems) == ["gives", "region", "teaches"]


@pytest.mark.parametrize(
    "asked",
    [
        CourseAsked(),
        CourseAsked(teaches=("g",), mode="bbl"),
        CourseAsked(teaches=("g",), leads_to=("baas",)),
        CourseAsked(teaches=("g",), weeks=-1),
        CourseAsked(teaches=("g",), mode="magic"),
        CourseAsked(teaches=("g",), entry_dutch="9F"),
        CourseAsked(teaches=("g",), demands=((),)),
        None,
    ],
)
def test_what_is_no_course_is_said(asked: CourseAsked | None) -> None:
    with pytest.raises(UnsupportedCriterion):
        impact_of(Planner(kitchen()), asked, None, ScopeAsked())


def test_openings_need_a_sector_or_a_target() -> None:
    planner = Planner(kitchen())
    with pytest.raises(UnsupportedCriterion):
        openings_of(planner, ScopeAsked(), 5)
    with pytest.raises(UnsupportedCriterion):
        openings_of(planner, ScopeAsked(sector="horeca"), 0)
    assert openings_of(planner, ScopeAsked(sector="horeca", pairs=3), 5).scope.pairs == 3
    with pytest.raises(UnsupportedCriterion):
        openings_of(planner, ScopeAsked(sector="horeca", pairs=0), 5)


def test_a_training_that_is_not_there_is_said() -> None:
    with pytest.raises(UnknownConcept):
        impact(kitchen(), id_of("training", "geen"))


def test_on_the_starter_set_a_leerbaan_that_goes_costs_pay() -> None:
    net = starter()
    ids = {net.label(id): id for id in net.occupations.ids}
    gone = id_of("training", "verzorgende-ig-bbl")
    scope = Scope(origins=(ids["verkoper"],), targets=(ids["verzorgende IG"],))
    found = Planner(net).impact(Impact(gone=gone, scope=scope))
    (change,) = found["changes"]
    assert change["sure"]
    assert "mbo Verzorgende IG (bbl)" in change["line"]
    assert change["without"]["routes"] == 0 or change["without"]["unpaidWeeks"] > change["with"]["unpaidWeeks"]
