"""What a demand asks, over implications, levels, Dutch and jobs held before."""

from __future__ import annotations

import pytest

from graph.groups import Groups, dutch_credential
from ontology.concepts import CredentialKind
from tests.kit.small import credential, id_of


def groups(*credentials: object) -> Groups:
    return Groups({one.id: one for one in credentials})  # type: ignore[attr-defined]


def cred(name: str) -> str:
    return id_of("credential", name)


def test_one_of_several_meets_a_group() -> None:
    register = groups(credential("x"), credential("y"))
    row = register.any_of([cred("x"), cred("y")])
    assert register.met_by([cred("y")]) == [row]


def test_another_proof_does_not_meet_it() -> None:
    register = groups(credential("x"), credential("z"))
    register.any_of([cred("x")])
    assert register.met_by([cred("z")]) == []


def test_the_same_group_has_one_row_in_any_order() -> None:
    register = groups(credential("x"), credential("y"))
    assert register.any_of([cred("x"), cred("y")]) == register.any_of([cred("y"), cred("x"), cred("x")])


def test_implications_count_over_several_steps() -> None:
    register = groups(credential("x"), credential("y", implies="x"), credential("z", implies="y"))
    row = register.any_of([cred("x")])
    assert register.met_by([cred("z")]) == [row]


def test_implications_do_not_count_back() -> None:
    register = groups(credential("x"), credential("y", implies="x"))
    register.any_of([cred("y")])
    assert register.met_by([cred("x")]) == []


def test_implications_in_a_circle_end() -> None:
    register = groups(credential("x", implies="y"), credential("y", implies="x"))
    row = register.any_of([cred("x")])
    assert register.met_by([cred("y")]) == [row]


@pytest.mark.parametrize(("level", "met"), [(2, False), (3, True), (4, True)])
def test_a_diploma_meets_its_own_level_and_lower(level: int, met: bool) -> None:
    register = groups(credential("d", level=level))
    row = register.level(3)
    assert (row in register.met_by([cred("d")])) is met


def test_an_implied_diploma_meets_a_level() -> None:
    register = groups(credential("bevoegd", implies="d"), credential("d", level=4))
    row = register.level(4)
    assert register.met_by([cred("bevoegd")]) == [row]


def test_a_certificate_with_a_level_is_no_diploma() -> None:
    register = groups(credential("c", level=4, credential_kind=CredentialKind.MBO_CERTIFICAAT))
    register.level(3)
    assert register.met_by([cred("c")]) == []


@pytest.mark.parametrize(("held", "met"), [("1F", False), ("2F", True), ("3F", True)])
def test_a_higher_level_of_dutch_meets_a_lower(held: str, met: bool) -> None:
    register = groups()
    row = register.dutch("2F")
    assert (row in register.met_by([dutch_credential(held)])) is met


def test_a_job_held_meets_its_group() -> None:
    register = groups()
    row = register.job([id_of("occupation", "kok"), id_of("occupation", "chef")])
    assert register.met_by_job(id_of("occupation", "chef")) == [row]


def test_a_job_asked_twice_counts_once() -> None:
    register = groups()
    row = register.job(["urn:kok"])
    register.job(["urn:kok"])
    assert register.met_by_job("urn:kok") == [row]


def test_a_job_that_nobody_asks_for_meets_nothing() -> None:
    assert groups().met_by_job("urn:kok") == []


def test_an_unknown_credential_meets_only_itself() -> None:
    register = groups()
    row = register.any_of(["urn:x"])
    assert register.met_by(["urn:x"]) == [row]
