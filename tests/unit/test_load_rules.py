"""The checks across records, one small case each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ontology.concepts import (
    Credential,
    CredentialKind,
    Label,
    LabelKind,
    Mode,
    Skill,
    SkillKind,
    Training,
    TrainingKind,
)
from ontology.evidence import Evidence, EvidenceKind
from ontology.ids import own_id
from ontology.records import Record
from ontology.rules import RULES, check

SOURCE = own_id("source", "kit/1")
EVIDENCE = (Evidence(source=SOURCE, kind=EvidenceKind.CURATED),)
NAMED = (Label(LabelKind.PREF, "nl", "naam"),)
SKILL = Skill(id=own_id("skill", "s"), labels=NAMED, skill_kind=SkillKind.SKILL, evidence=EVIDENCE)
PROOF = Credential(
    id=own_id("credential", "c"), labels=NAMED, credential_kind=CredentialKind.LICENCE, evidence=EVIDENCE
)
OTHER = replace(PROOF, id=own_id("credential", "d"))
TRAINING = Training(
    id=own_id("training", "t"),
    labels=NAMED,
    training_kind=TrainingKind.COURSE,
    mode=Mode.ONLINE,
    duration=None,
    cost=None,
    teaches=frozenset({SKILL.id}),
    evidence=EVIDENCE,
)

CASES: dict[str, tuple[list[Record], list[str]]] = {
    "all is well": ([SKILL, PROOF, TRAINING], []),
    "dangles": ([TRAINING], ["error training training/t: refers to skill/s, which doesn't exist"]),
    "twice": ([SKILL, replace(SKILL)], ["error skill skill/s: stated twice by one source"]),
    "no name": ([replace(SKILL, labels=())], ["error skill skill/s: has no preferred name"]),
    "brings nothing": (
        [replace(TRAINING, teaches=frozenset())],
        ["warning training training/t: teaches nothing and gives nothing: no route can use it"],
    ),
    "asks more than it is": (
        [SKILL, replace(TRAINING, level=2, entry_level=3)],  # type: ignore[arg-type]
        ["warning training training/t: asks level 3 and is itself level 2"],
    ),
    "asks what it gives": (
        [SKILL, PROOF, replace(TRAINING, gives=frozenset({PROOF.id}), demands=(frozenset({PROOF.id}),))],
        ["warning training training/t: asks at the start for what it gives itself"],
    ),
    "a circle": (
        [replace(PROOF, implies=frozenset({OTHER.id})), replace(OTHER, implies=frozenset({PROOF.id}))],
        [
            "error credential credential/c: implies itself by way of others",
            "error credential credential/d: implies itself by way of others",
        ],
    ),
    "a skill where a credential belongs": (
        [SKILL, replace(TRAINING, gives=frozenset({SKILL.id}))],
        ["error training training/t: uses skill/s as a credential, which it is not"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_rule(case: str) -> None:
    records, expected = CASES[case]
    existing = {SOURCE, *(record.id for record in records)}
    found = [f"{finding.severity} {finding.message}" for finding in check(records, existing=existing)]
    assert found == expected


def test_every_rule_says_what_it_guards() -> None:
    assert all((rule.__doc__ or "").strip() for rule in RULES)
