"""Dutch words for codes, parties and rules, as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ontology.codes import DOELGROEPEN, KLANTKENMERKEN, TEGELS, UITVOERINGSVORMEN
from ontology.instruments import Party, Rule, RuleKind
from ontology.situations import BENEFITS, TOPICS, WORK

PARTY_WORDS: Mapping[Party, str] = {
    Party.UWV: "UWV",
    Party.GEMEENTE: "de gemeente",
    Party.EMPLOYER: "de werkgever",
    Party.EIGENRISICODRAGER: "de (laatste) werkgever als eigenrisicodrager",
    Party.SOCIAL_PARTNERS: "werkgever en vakbonden (cao of sociaal plan)",
    Party.SECTOR_FUND: "het sectorfonds (O&O-fonds)",
    Party.WERKCENTRUM: "het Werkcentrum of leerwerkloket in de regio",
    Party.DUO: "DUO",
    Party.BELASTINGDIENST: "de Belastingdienst",
    Party.TOESLAGEN: "Dienst Toeslagen",
    Party.RVO: "RVO",
    Party.SZW: "het ministerie van SZW",
    Party.SCHOOL: "de school",
    Party.PERSON: "u zelf",
}
DECIDER: Mapping[Party, dict[str, str]] = {
    party: {"party": party.value, "label": words} for party, words in PARTY_WORDS.items()
}
_CODES: Mapping[str, str] = {**DOELGROEPEN, **KLANTKENMERKEN, **UITVOERINGSVORMEN, **TEGELS}
KIND_WORDS: Mapping[RuleKind, str] = {
    RuleKind.BENEFIT: "uitkering",
    RuleKind.WORK: "werk",
    RuleKind.DOELGROEP: "doelgroep",
    RuleKind.AGE: "leeftijd",
    RuleKind.LEVEL: "niveau (NLQF)",
    RuleKind.DUTCH: "Nederlands",
    RuleKind.BENEFIT_MONTHS: "maanden uitkering",
    RuleKind.MODE: "vorm van de opleiding",
    RuleKind.TRAINING_KIND: "soort opleiding",
    RuleKind.WEEKS: "weken",
    RuleKind.HOURS: "uren per week",
    RuleKind.TOPIC: "vraag",
    RuleKind.DECISION: "besluit",
}


def code_words(codes: Iterable[str]) -> list[dict[str, str]]:
    """Codes of the Dennis and Eva lists with their names, in order."""
    return [{"code": code, "label": _CODES[code]} for code in sorted(codes)]


def rule_words(rule: Rule) -> dict[str, Any]:
    """A rule as people read it: what it looks at, and what it asks there."""
    bounds = [f"minstens {rule.least}"] if rule.least is not None else []
    bounds += [f"hoogstens {rule.most}"] if rule.most is not None else []
    asked = " en ".join(bounds) if bounds else " of ".join(_word(rule.rule_kind, code) for code in sorted(rule.codes))
    text = f"{KIND_WORDS[rule.rule_kind]}: {'niet ' if rule.negated else ''}{asked}"
    return {"kind": rule.rule_kind.value, "text": text}


def _word(kind: RuleKind, code: str) -> str:
    if kind is RuleKind.BENEFIT:
        return BENEFITS[code].label
    if kind is RuleKind.WORK:
        return WORK[code]
    if kind is RuleKind.TOPIC:
        return TOPICS[code]
    if kind is RuleKind.DECISION:
        return PARTY_WORDS[Party(code)]
    return _CODES.get(code, code)
