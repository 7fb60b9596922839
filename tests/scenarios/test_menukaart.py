"""The worked cases of the menukaart: instruments, and who arranges; written by hand, each with its article."""

from __future__ import annotations

import itertools

import pytest

from api.situations import parse_situation
from graph.menukaart import Situation, arrangeurs
from graph.menukaart.rules import ASK, NO, YES, all_of, weigh, weigh_condition
from loaders.starter.dataset import read_starter
from ontology.codes import DOELGROEPEN
from ontology.instruments import Instrument, RuleKind
from ontology.situations import BENEFITS, WORK
from tests.kit.menus import rows_of, step_of

CASES = list(rows_of("cases.md"))
ROWS = list(rows_of("arrangeurs.md"))
INSTRUMENTS = {
    record.id.rsplit("/", 1)[1]: record for record in read_starter().records if isinstance(record, Instrument)
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['instrument']}: {case['situation']}")
def test_a_worked_case(case: dict[str, str]) -> None:
    record = INSTRUMENTS[case["instrument"]]
    told, step = parse_situation(case["situation"].split()), step_of(case["step"])
    assert step.kinds & record.supports, "the instrument doesn't support this kind of step"
    answers = [weigh_condition(condition, told, step) for condition in record.conditions]
    assert all_of(answers).value == case["answer"]
    if case["because"] == "all":
        assert set(answers) == {YES}
    else:
        number, answer = case["because"].split()
        assert answers[int(number) - 1].value == answer


def test_there_are_enough_cases_and_none_twice() -> None:
    assert len(CASES) >= 60
    keys = [(case["instrument"], case["step"], case["situation"]) for case in CASES]
    assert len(keys) == len(set(keys))
    assert all(case["article"] for case in CASES)


def test_no_kind_of_rule_and_no_rule_is_without_a_case() -> None:
    decided: set[tuple[str, int, int]] = set()
    kinds: dict[RuleKind, set[str]] = {}
    for case in CASES:
        record, told = INSTRUMENTS[case["instrument"]], parse_situation(case["situation"].split())
        for place, condition in enumerate(record.conditions):
            for number, rule in enumerate(condition.any_of):
                answer = weigh(rule, told, step_of(case["step"]))
                kinds.setdefault(rule.rule_kind, set()).add(answer.value)
                if answer is not ASK:
                    decided.add((case["instrument"], place, number))
    wanted = {
        (name, place, number)
        for name, record in INSTRUMENTS.items()
        for place, condition in enumerate(record.conditions)
        for number in range(len(condition.any_of))
    }
    assert wanted - decided == set()
    assert {kind: kinds.get(kind) for kind in RuleKind if kinds.get(kind) != {"yes", "no", "ask"}} == {}


def test_no_age_is_asked_without_an_article() -> None:
    asking = [
        condition
        for record in INSTRUMENTS.values()
        for condition in record.conditions
        if any(rule.rule_kind is RuleKind.AGE for rule in condition.any_of)
    ]
    assert len(asking) >= 5
    assert all(condition.article for condition in asking)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["situation"] or "nothing told")
def test_who_arranges(row: dict[str, str]) -> None:
    found = arrangeurs().arrange(parse_situation(row["situation"].split()), "Rijnmond")
    first = found["parts"][0]
    assert (found["party"] or "-") == row["party"]
    assert [part["party"] or "-" for part in found["parts"][1:]] == row["with"].split()
    assert f"{first['basis']['law']} {first['basis']['article'] or ''}".strip() == row["ground"]
    assert row["desk"] in first["desk"]
    assert row["next"] in found["next"]
    assert ("yes" if found["asks"] else "no") == row["asks"]


def test_there_are_enough_rows() -> None:
    assert len(ROWS) >= 60
    assert len({row["situation"] for row in ROWS}) == len(ROWS)


def is_helped(told: Situation) -> bool:
    """Whether the answer names what to do, where, on which ground, and the door; never nobody at all."""
    found = arrangeurs().arrange(told, None)
    parts = found["parts"]
    said = all(part["desk"] and part["next"] and part["carries"] and part["basis"]["law"] for part in parts)
    return bool(said and found["next"] and found["door"]["text"] and (found["obliged"] or found["mayHelp"]))


def test_no_combination_of_codes_is_without_somebody() -> None:
    """The codes that the table looks at, in every combination; the others change nothing (next test)."""
    looked_at = sorted(
        {code for row in arrangeurs().rows for rule in row.when for code in rule.codes} & set(DOELGROEPEN)
    )
    assert len(looked_at) >= 11
    for size in range(len(looked_at) + 1):
        for codes in itertools.combinations([*looked_at, "DD01"], size):
            assert is_helped(Situation(doelgroepen=dict.fromkeys(codes, True))), codes


def test_other_codes_change_nothing() -> None:
    looked_at = {code for row in arrangeurs().rows for rule in row.when for code in rule.codes} | {"DD01"}
    for code in set(DOELGROEPEN) - looked_at:
        for other in (None, *sorted(looked_at & set(DOELGROEPEN))):
            bare = {other: True} if other else {}
            plain = arrangeurs().arrange(Situation(doelgroepen=bare))
            assert arrangeurs().arrange(Situation(doelgroepen={**bare, code: True})) == plain


def test_no_combination_of_benefits_and_work_is_without_somebody() -> None:
    names = sorted(BENEFITS)
    benefits = [set(some) for size in range(4) for some in itertools.combinations(names, size)]
    works = [set(some) for size in range(4) for some in itertools.combinations(sorted(WORK), size)]
    for got, work in itertools.product([None, *benefits], [None, *works]):
        told = Situation(
            benefits=None if got is None else frozenset(got), work=None if work is None else frozenset(work)
        )
        assert is_helped(told), (got, work)


def test_zzp_and_flex_without_a_claim_are_told_so() -> None:
    for work in ("self-employed", "flex"):
        found = arrangeurs().arrange(Situation(benefits=frozenset(), work=frozenset({work})))
        assert found["obliged"] is False
        assert "niemand is verplicht" in found["label"]
        assert "gemeente" in {one["party"] for one in found["mayHelp"]}


def test_one_of_several_coordinates() -> None:
    found = arrangeurs().arrange(Situation(benefits=frozenset({"ww", "bijstand"})))
    assert found["coordinates"]
    assert arrangeurs().arrange(Situation(benefits=frozenset({"ww"})))["coordinates"] is None


def test_kleene() -> None:
    assert (all_of([YES, ASK, NO]), all_of([YES, ASK]), all_of([])) == (NO, ASK, YES)
