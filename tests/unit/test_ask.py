"""A question in ids and everyday units, and the same in rows."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from graph.ask import LIMIT_NAMES, Ask, ask_of, level_of, query_of, ticked_skills
from graph.network import MODES, Network
from ontology.concepts import Mode, TrainingKind
from ontology.errors import ReceiptMismatch, UnknownConcept, UnsupportedCriterion
from tests.kit.small import credential, demands, id_of, job, network, region, training

KOK, CHEF = id_of("occupation", "kok"), id_of("occupation", "chef")


def kitchen(**chef: Any) -> Network:
    return network(
        job("kok", "a b"),
        job("chef", "b c", isco="3434", **chef),
        demands("chef", "x"),
        credential("x"),
        credential("mbo3", level=3),
        training("t", 4, 10, "c"),
        training("u", 4, 10, "c", entry_level=4),
        training("v", 4, 10, "c", entry_dutch="2F"),
        region("oost"),
    )


def asked(net: Network, **more: Any) -> Any:
    return query_of(net, Ask(**{"origins": (KOK,), "target": CHEF, **more}))


def held(net: Network, **more: Any) -> set[str]:
    return {net.group_labels[g].replace(id_of("credential", "x")[:-1], "") for g in asked(net, **more).groups}


def skills(net: Network, names: str) -> frozenset[int]:
    return frozenset(net.skills.row(id_of("skill", name)) for name in names.split())


def test_an_occupation_held_ticks_its_skills() -> None:
    net = kitchen()
    assert asked(net).skills == skills(net, "a b")


def test_a_skill_can_be_unticked() -> None:
    net = kitchen()
    assert asked(net, without_skills=(id_of("skill", "a"),)).skills == skills(net, "b")


def test_a_skill_can_be_added() -> None:
    net = kitchen()
    assert asked(net, skills=(id_of("skill", "c"),)).skills == skills(net, "a b c")


def test_a_ticked_skill_says_from_which_occupation_it_comes() -> None:
    net = kitchen()
    assert set(ticked_skills(net, Ask(origins=(CHEF, KOK))).values()) == {CHEF, KOK}


def test_the_first_occupation_named_is_where_a_shared_skill_comes_from() -> None:
    net = kitchen()
    (b,) = skills(net, "b")
    assert ticked_skills(net, Ask(origins=(KOK, CHEF)))[b] == KOK


def test_a_proof_brings_what_every_training_for_it_teaches() -> None:
    net = network(
        job("kok", "a"),
        job("chef", "b c d"),
        credential("x"),
        training("t", 4, 10, "b c", gives="x"),
        training("u", 4, 10, "c d", gives="x"),
    )
    proof = id_of("credential", "x")
    assert ticked_skills(net, Ask(origins=(KOK,), credentials=(proof,))) == {
        **dict.fromkeys(skills(net, "a"), KOK),
        **dict.fromkeys(skills(net, "c"), proof),
    }
    assert ticked_skills(net, Ask(credentials=(proof,), without_skills=(id_of("skill", "c"),))) == {}


def test_a_proof_meets_its_demand() -> None:
    assert "any:x" in held(kitchen(), credentials=(id_of("credential", "x"),))


def test_nobody_is_taken_to_hold_the_proofs_of_a_job() -> None:
    assert "any:x" not in held(kitchen(), origins=(CHEF,))


@pytest.mark.parametrize(("level", "met"), [(2, False), (3, True), (8, True)])
def test_a_stated_level_meets_what_is_asked_from_one_below(level: int, met: bool) -> None:
    assert ("level:3" in held(kitchen(), level=level)) is met


def test_a_diploma_meets_a_level_without_stating_it() -> None:
    assert "level:3" in held(kitchen(), level=0, credentials=(id_of("credential", "mbo3"),))


def entree() -> Network:
    return network(
        job("kok", "a"),
        job("chef", "a b"),
        credential("mbo2", level=2),
        training("t", 52, 0, "b", training_kind=TrainingKind.MBO, mode=Mode.BOL, level=1),
    )


@pytest.mark.parametrize(("level", "met"), [(None, True), (1, True), (2, False), (4, False)])
def test_an_entree_is_open_below_level_2_only(level: int | None, met: bool) -> None:
    assert ("below:2" in held(entree(), level=level)) is met


def test_a_diploma_of_level_2_closes_an_entree_without_stating_the_level() -> None:
    assert "below:2" not in held(entree(), credentials=(id_of("credential", "mbo2"),))


def test_a_course_of_level_1_asks_no_such_thing() -> None:
    net = network(training("t", 1, 1, "a", level=1))
    assert not any(label.startswith("below:") for label in net.group_labels)


@pytest.mark.parametrize(("dutch", "met"), [(None, True), ("1F", False), ("2F", True), ("4F", True)])
def test_dutch_is_a_wall_only_when_a_lower_level_is_stated(dutch: str | None, met: bool) -> None:
    assert ("dutch:2F" in held(kitchen(), dutch=dutch)) is met


def test_a_stated_level_goes_before_that_of_the_jobs() -> None:
    assert level_of(kitchen(level=4), Ask(origins=(CHEF,), level=1)) == 1


def test_the_level_of_the_jobs_held_counts() -> None:
    assert level_of(kitchen(level=4), Ask(origins=(KOK, CHEF))) == 4


def test_without_a_level_the_lowest_that_fits_the_isco_level_counts() -> None:
    assert level_of(kitchen(), Ask(origins=(KOK,))) == 1


def test_without_anything_the_level_is_unknown() -> None:
    assert level_of(kitchen(), Ask()) is None


def test_the_skill_level_is_that_of_the_highest_job_held() -> None:
    assert asked(kitchen(), origins=(KOK, CHEF)).skill_level == 3


def test_without_a_job_the_skill_level_follows_the_stated_level() -> None:
    assert asked(kitchen(), origins=(), level=2).skill_level == 2


def test_without_anything_no_stepping_stone_is_too_high() -> None:
    assert asked(kitchen(), origins=()).skill_level == 0


def test_months_are_whole_weeks() -> None:
    assert asked(kitchen(), months=7).max_weeks == 30


def test_euros_are_cents() -> None:
    assert asked(kitchen(), euro=7).max_cents == 700


def test_zero_is_a_limit() -> None:
    query = asked(kitchen(), months=0, euro=0, hours=0)
    assert (query.max_weeks, query.max_cents, query.max_hours) == (0, 0, 0)


def test_no_limit_is_none() -> None:
    query = asked(kitchen())
    assert (query.max_weeks, query.max_cents, query.max_hours, query.modes, query.region) == (None,) * 5


def test_a_mode_is_its_place() -> None:
    assert asked(kitchen(), modes=("online",)).modes == {MODES.index(Mode.ONLINE)}


def test_a_region_is_its_row() -> None:
    assert asked(kitchen(), region=id_of("region", "oost")).region == 0


def test_without_takes_trainings_and_jobs_apart() -> None:
    net = kitchen()
    query = asked(net, without=(id_of("training", "t"), KOK))
    assert (query.avoid_trainings, query.avoid_jobs) == ({0}, {net.occupations.row(KOK)})


def test_the_target_itself_cannot_be_avoided() -> None:
    assert asked(kitchen(), without=(CHEF,)).avoid_jobs == frozenset()


def test_must_takes_trainings_and_jobs_apart() -> None:
    net = kitchen()
    query = asked(net, must=(id_of("training", "t"), KOK))
    assert (query.must_trainings, query.must_jobs) == ({0}, {net.occupations.row(KOK)})


@pytest.mark.parametrize(
    "more",
    [
        {"target": "urn:x"},
        {"origins": ("urn:x",)},
        {"skills": ("urn:x",)},
        {"without_skills": ("urn:x",)},
        {"credentials": ("urn:x",)},
        {"region": "urn:x"},
        {"without": ("urn:x",)},
        {"must": ("urn:x",)},
    ],
    ids=lambda more: next(iter(more)),
)
def test_an_unknown_id_is_named(more: dict[str, Any]) -> None:
    with pytest.raises(UnknownConcept) as caught:
        asked(kitchen(), **more)
    assert caught.value.text == "urn:x"


@pytest.mark.parametrize(
    "more",
    [
        {"target": None},
        {"months": -1},
        {"euro": 1_000_001},
        {"hours": -1},
        {"modes": ("avond",)},
        {"reading": "fast"},
        {"dutch": "B1"},
        {"level": 9},
    ],
    ids=lambda more: next(iter(more)),
)
def test_a_value_out_of_range_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises(UnsupportedCriterion):
        asked(kitchen(), **more)


def test_only_what_was_asked_is_written() -> None:
    assert Ask(origins=(KOK,), target=CHEF, months=6).as_json() == {"origins": [KOK], "target": CHEF, "months": 6}


def test_what_is_written_reads_back() -> None:
    ask = Ask(origins=(KOK,), target=CHEF, months=6, modes=("bbl",), paid=True, dutch="2F", theta=80)
    assert ask_of(ask.as_json()) == ask


@pytest.mark.parametrize(
    "values",
    [
        {"age": 50},
        {"months": "6"},
        {"months": True},
        {"paid": 1},
        {"origins": "kok"},
        {"origins": [1]},
        {"reading": None},
        {"theta": 75.5},
    ],
    ids=str,
)
def test_a_question_of_another_kind_is_no_receipt_of_ours(values: dict[str, Any]) -> None:
    with pytest.raises(ReceiptMismatch):
        ask_of(values)


def test_every_limit_is_part_of_the_question() -> None:
    assert set(LIMIT_NAMES) <= {field.name for field in fields(Ask)}
