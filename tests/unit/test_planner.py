"""Answers with their receipts: the same again byte for byte, or refused; and nothing but what was asked."""

from __future__ import annotations

import json
from typing import Any

import pytest

from graph.aside import GROUPS
from graph.ask import Ask
from graph.explain import NOT_MODELLED
from graph.planner import CRITERIA, Planner
from graph.query import LIMITS
from graph.replaying import answer_bytes
from graph.stores.base import Put, Revision
from ontology.errors import ReceiptMismatch
from tests.kit.small import demands, id_of, job, network, skill, starter, store, training

KOK, CHEF = id_of("occupation", "kok"), id_of("occupation", "chef")
RECORDS = (
    job("kok", "a b"),
    job("chef", "b c"),
    demands("chef", "x"),
    training("t", 4, 100, "c", gives="x"),
    training("u", 2, None, "c", gives="x"),
)
ASK = Ask(origins=(KOK,), target=CHEF, months=12, without_skills=(id_of("skill", "a"),))


def planner() -> Planner:
    return Planner(network(*RECORDS))


def questions(asked: Planner) -> dict[str, dict[str, Any]]:
    return {"routes": asked.routes(ASK), "targets": asked.targets(ASK, 3), "sources": asked.sources(ASK, 2)}


def sent(receipt: dict[str, Any]) -> dict[str, Any]:
    """The receipt as it comes back from a file or over HTTP."""
    back: dict[str, Any] = json.loads(json.dumps(receipt))
    return back


# Replay


@pytest.mark.parametrize("question", ["routes", "targets", "sources"])
def test_a_receipt_replays_byte_for_byte(question: str) -> None:
    answer = questions(planner())[question]
    assert answer_bytes(planner().replay(sent(answer["receipt"]))) == answer_bytes(answer)


@pytest.mark.parametrize("place", range(0, 40, 8))
def test_receipts_of_the_starter_set_replay(starter_planner: Planner, place: int) -> None:
    ids = starter().occupations.ids
    answer = starter_planner.routes(Ask(origins=(ids[place],), target=ids[place + 3], euro=5000))
    assert answer_bytes(starter_planner.replay(sent(answer["receipt"]))) == answer_bytes(answer)


def test_the_version_of_the_code_stands_beside_the_receipt() -> None:
    answer = planner().routes(ASK)
    assert answer_bytes(answer) == answer_bytes({**answer, "code": {"version": "another"}})


def test_another_revision_is_refused() -> None:
    receipt = planner().routes(ASK)["receipt"]
    kept = store(*RECORDS)
    kept.apply([Put(skill("new"))], expected=Revision(1), by="test", reason="test")
    with pytest.raises(ReceiptMismatch, match=r"revision 1 .* at 2"):
        Planner.of(kept).replay(receipt)


def test_the_same_revision_of_other_content_is_refused() -> None:
    receipt = planner().routes(ASK)["receipt"]
    with pytest.raises(ReceiptMismatch, match="revision"):
        Planner(network(*RECORDS[:-1])).replay(receipt)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("version", 2),
        ("revision", 7),
        ("digest", "0" * 64),
        ("query", {"origins": [KOK], "target": CHEF}),
        ("query", {"origins": [KOK], "target": "urn:x"}),
        ("query", {"target": CHEF, "months": -1}),
        ("query", {"target": CHEF, "months": "12"}),
        ("query", {"target": CHEF, "age": 50}),
        ("query", None),
        ("query", []),
        ("question", "targets:3"),
        ("question", "targets:-1"),
        ("question", "targets:many"),
        ("question", "routes:3"),
        ("question", "everything"),
        ("question", None),
        ("criteria", ["time"]),
        ("limits", {}),
        ("complete", False),
        ("sources", []),
        ("answer", "0" * 64),
        ("answer", None),
        ("extra", 1),
    ],
    ids=str,
)
def test_a_changed_receipt_is_refused(part: str, value: Any) -> None:
    receipt = sent(planner().routes(ASK)["receipt"])
    with pytest.raises(ReceiptMismatch):
        planner().replay({**receipt, part: value})


@pytest.mark.parametrize("part", ["version", "revision", "digest", "query", "question", "criteria", "answer"])
def test_a_receipt_with_a_part_left_out_is_refused(part: str) -> None:
    receipt = {key: value for key, value in planner().routes(ASK)["receipt"].items() if key != part}
    with pytest.raises(ReceiptMismatch):
        planner().replay(receipt)


@pytest.mark.parametrize("receipt", [{}, [], None, "receipt", 3], ids=str)
def test_what_is_no_receipt_is_refused(receipt: Any) -> None:
    with pytest.raises(ReceiptMismatch):
        planner().replay(receipt)


# What a receipt holds


def test_a_receipt_holds_only_what_was_asked() -> None:
    assert planner().routes(ASK)["receipt"]["query"] == {
        "origins": [KOK],
        "target": CHEF,
        "without_skills": [id_of("skill", "a")],
        "months": 12,
    }


def test_a_receipt_has_no_time_and_no_place() -> None:
    assert set(planner().routes(ASK)["receipt"]) == {
        "version",
        "revision",
        "digest",
        "query",
        "question",
        "criteria",
        "limits",
        "complete",
        "sources",
        "answer",
    }


def test_a_receipt_names_the_rules() -> None:
    receipt = planner().routes(ASK)["receipt"]
    assert (receipt["criteria"], receipt["limits"]) == (list(CRITERIA), dict(LIMITS))


def test_asking_leaves_nothing_behind() -> None:
    asked = planner()
    first = answer_bytes(asked.routes(ASK))
    asked.routes(Ask(origins=(CHEF,), target=KOK, level=4))
    assert answer_bytes(asked.routes(ASK)) == first


# What an answer holds


def test_routes_stand_in_groups_by_what_is_known() -> None:
    groups = {group["key"]: len(group["routes"]) for group in planner().routes(ASK)["groups"]}
    assert groups == {"known": 1, "unknown": 1, "demands-unknown": 0}


def test_every_group_is_there_when_empty() -> None:
    answer = planner().routes(Ask(origins=(CHEF,), target=KOK, months=0))
    assert [(group["key"], group["label"]) for group in answer["groups"]] == list(GROUPS)


def test_a_job_that_is_held_needs_no_route() -> None:
    answer = planner().routes(Ask(origins=(CHEF,), target=CHEF))
    assert (answer["held"], answer["none"], sum(len(group["routes"]) for group in answer["groups"])) == (True, None, 0)


def test_a_job_that_is_held_without_its_proof_says_so() -> None:
    lapsed = planner().routes(Ask(origins=(CHEF,), target=CHEF))["lapsed"]
    assert [item["label"] for item in lapsed] == ["x"]


def test_with_the_proof_nothing_has_lapsed() -> None:
    ask = Ask(origins=(CHEF,), target=CHEF, credentials=(id_of("credential", "x"),))
    assert planner().routes(ask)["lapsed"] == []


def test_suggested_skills_leave_out_what_was_unticked() -> None:
    assert [item["label"] for item in planner().routes(ASK)["suggested"]] == ["b"]


def test_a_suggested_skill_says_which_job_it_comes_from() -> None:
    assert {item["from"] for item in planner().routes(ASK)["suggested"]} == {KOK}


def test_an_answer_says_what_is_not_modelled() -> None:
    assert planner().routes(ASK)["notModelled"] == list(NOT_MODELLED)


def test_a_whole_answer_is_complete() -> None:
    answer = planner().routes(ASK)
    assert (answer["complete"], answer["bounds"]) == (True, [])


def test_an_answer_is_plain_json() -> None:
    answer = planner().routes(ASK)
    assert sent(answer) == answer
