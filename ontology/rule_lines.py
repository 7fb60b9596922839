"""Rules as they are written in data: one key for the kind, with ``not-`` before it to turn it around."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ontology.errors import InvalidRecord
from ontology.instruments import CODES_BY_KIND, Rule, RuleKind

_KINDS = ", ".join(kind.value for kind in RuleKind)


def parse_rule(line: Mapping[str, Any]) -> Rule:
    """``{benefit: [ww]}``, ``{age: {least: 27}}`` or ``{not-work: [employee]}`` as a rule.

    Raises:
        InvalidRecord: no rule, a kind that is none, or a code that its list doesn't have.
    """
    if len(line) != 1:
        raise InvalidRecord(str(dict(line)), "a rule has one key: its kind, such as benefit: [ww]")
    ((key, value),) = line.items()
    negated = key.startswith("not-")
    name = key.removeprefix("not-")
    if name not in set(RuleKind):
        raise InvalidRecord(key, f"expected a kind of rule: {_KINDS}, with or without not- before it")
    kind = RuleKind(name)
    if CODES_BY_KIND[kind] is None:
        bounds = _bounds(key, value)
        rule = Rule(rule_kind=kind, negated=negated, least=bounds.get("least"), most=bounds.get("most"))
    elif isinstance(value, list) and all(isinstance(code, str) for code in value):
        rule = Rule(rule_kind=kind, codes=frozenset(value), negated=negated)
    else:
        raise InvalidRecord(key, f"found {value!r}, expected a list of codes")
    problem = rule.problem()
    if problem:
        raise InvalidRecord(key, problem)
    return rule


def _bounds(key: str, value: Any) -> dict[str, int]:
    if not isinstance(value, Mapping) or not set(value) <= {"least", "most"}:
        raise InvalidRecord(key, f"found {value!r}, expected least and most")
    if any(type(bound) is not int for bound in value.values()):
        raise InvalidRecord(key, f"found {value!r}, expected whole numbers")
    return dict(value)


def line_of(rule: Rule) -> dict[str, Any]:
    """The rule as it is written in data; ``parse_rule`` gives it back."""
    key = ("not-" if rule.negated else "") + rule.rule_kind.value
    if CODES_BY_KIND[rule.rule_kind] is not None:
        return {key: sorted(rule.codes)}
    bounds = {"least": rule.least, "most": rule.most}
    return {key: {name: value for name, value in bounds.items() if value is not None}}
