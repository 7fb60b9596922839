"""How rules are weighed, written and read; and learning with a benefit."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.situations import parse_situation
from graph.menukaart import Situation, StepAsked, may_learn
from graph.menukaart.learning import fits_of
from graph.menukaart.rules import ASK, NO, YES, Answer, all_of, any_of, not_of, weigh
from ontology.errors import InvalidRecord, UnsupportedCriterion
from ontology.instruments import Rule, RuleKind
from ontology.rule_lines import line_of, parse_rule
from tests.conformance.draws import rules


def test_may_learn_with_a_benefit() -> None:
    step = StepAsked(kind="training")
    (ww,) = may_learn(parse_situation(["ww"]), step)
    assert (ww["answer"], ww["article"], ww["bwb"]) == ("ask", "76", "BWBR0004045")
    (ww,) = may_learn(parse_situation(["ww", "decision:uwv"]), step)
    assert ww["answer"] == "yes"
    (ww,) = may_learn(parse_situation(["ww", "not:decision:uwv", "not:agreed-permission"]), step)
    assert ww["answer"] == "no"
    (pw,) = may_learn(parse_situation(["bijstand", "age=24", "not:decision:gemeente"]), step)
    assert (pw["answer"], pw["conditions"][0]["article"]) == ("no", "7 lid 3 onder a")
    (anw,) = may_learn(parse_situation(["anw"]), step)
    assert (anw["answer"], anw["article"]) == ("ask", None)
    assert may_learn(parse_situation(["no-benefit"]), step) == []
    assert may_learn(parse_situation(["ww"]), StepAsked(kind="work")) == []
    assert [one["benefit"] for one in may_learn(parse_situation(["DD05"]), step)] == ["iow", "ww"]


def test_hours_childcare_and_shifts() -> None:
    told = parse_situation(["hours=16", "childcare", "shift-work"])
    for hours, answer in ((12, "yes"), (20, "no"), (None, "ask")):
        found = fits_of(told, StepAsked(kind="training", hours=hours))
        assert [(one["limit"], one["answer"]) for one in found] == [
            ("hours", answer),
            ("childcare", "ask"),
            ("shift-work", "ask"),
        ]
    assert fits_of(told, StepAsked(kind="work")) == []


values = st.sampled_from(list(Answer))


@given(st.lists(values, max_size=5))
def test_three_values_keep_de_morgan(found: list[Answer]) -> None:
    assert not_of(all_of(found)) == any_of(map(not_of, found))
    assert not_of(any_of(found)) == all_of(map(not_of, found))


@given(values, st.lists(values, max_size=4))
def test_learning_more_never_turns_a_yes_or_no_around(known: Answer, rest: list[Answer]) -> None:
    for combine in (all_of, any_of):
        before = combine([ASK, *rest])
        after = combine([known, *rest])
        assert before is ASK or after is before


@given(rules())
def test_a_rule_is_written_and_read(rule: Rule) -> None:
    assert parse_rule(line_of(rule)) == rule


@given(rules())
def test_what_is_not_told_is_asked(rule: Rule) -> None:
    step = StepAsked(kind="training")
    assert weigh(rule, Situation(), step) is ASK


@pytest.mark.parametrize(
    "line", [{}, {"benefit": ["aow"]}, {"age": {}}, {"age": [1]}, {"hair": ["red"]}, {"age": {"least": 9, "most": 3}}]
)
def test_what_is_no_rule_is_refused(line: dict[str, Any]) -> None:
    with pytest.raises(InvalidRecord):
        parse_rule(line)


@pytest.mark.parametrize("word", ["aow", "age=x", "not:ww", "DD99", "decision:burgemeester", "gemeente=Utrecht"])
def test_a_word_that_is_no_situation_is_named(word: str) -> None:
    with pytest.raises(UnsupportedCriterion, match="expected"):
        parse_situation([word])


def test_a_doelgroep_tells_a_benefit_only_when_it_is_certain() -> None:
    step = StepAsked(kind="work")

    def answer(codes: set[str], **told: Any) -> Answer:
        return weigh(Rule(rule_kind=RuleKind.BENEFIT, codes=frozenset(codes)), Situation(**told), step)

    assert answer({"ww", "iow"}, doelgroepen={"DD05": True}) is YES
    assert answer({"ww"}, doelgroepen={"DD05": True}) is ASK
    assert answer({"ww"}, doelgroepen={"DD05": False}) is NO
    assert answer({"ww"}, doelgroepen={"DD01": True}) is NO
