"""A seeded made-up catalogue of trainings on the skills of a real graph, for measuring only."""

from __future__ import annotations

import random
from collections import Counter, defaultdict

from graph.stores.base import Snapshot
from ontology.concepts import Credential, CredentialKind, Label, LabelKind, Mode, Training, TrainingKind
from ontology.evidence import Evidence, EvidenceKind, Source
from ontology.ids import ConceptId, own_id
from ontology.quantities import EuroCent, WeeklyHours, Weeks
from ontology.records import Record
from ontology.relations import Requirements

TAUGHT_PERCENT = 75  #: of all essential skills that something teaches
SOURCE = own_id("source", "bench/made-up")


def made_up(snapshot: Snapshot, count: int, seed: int) -> list[Record]:
    """``count`` trainings of 3 to 25 skills, mostly of one skill group.

    A fifth has an unknown cost, a fifth is a leerbaan, a tenth demands a credential.
    """
    dice = random.Random(seed)
    evidence = (Evidence(source=SOURCE, kind=EvidenceKind.DERIVED, how=f"made up for measuring, seed {seed}"),)
    source = Source(id=SOURCE, name="Made-up catalogue", publisher="bench", version=str(seed), licence="EUPL-1.2")
    needs = {r.id: sorted(r.essential) for r in snapshot.iter_kind("requirements") if isinstance(r, Requirements)}
    essential = sorted({skill for skills in needs.values() for skill in skills})
    wanted = Counter(skill for skills in needs.values() for skill in skills)
    lots = sorted(essential, key=lambda skill: dice.random() ** (1 / wanted[skill]), reverse=True)
    taught = sorted(lots[: len(essential) * TAUGHT_PERCENT // 100])  # what more jobs ask is rather taught
    by_group: dict[str, list[ConceptId]] = defaultdict(list)
    group_of: dict[str, str] = {}
    known: set[str] = {record.id for record in snapshot.iter_kind("group")}
    broader: dict[str, list[str]] = {
        record.id: sorted(getattr(record, "broader", ())) for record in snapshot.iter_kind("skill")
    }
    for skill in snapshot.iter_kind("skill"):
        group_of[skill.id] = _group(skill.id, broader, known)
    for id in taught:
        by_group[group_of.get(id, "none")].append(id)
    groups = sorted(by_group, key=lambda group: (-len(by_group[group]), group))
    taught_set = set(taught)
    jobs = sorted(id for id, skills in needs.items() if len(taught_set.intersection(skills)) >= 3)
    credentials = [
        Credential(
            id=own_id("credential", f"bench/c{n}"),
            labels=(Label(LabelKind.PREF, "en", f"credential {n}"),),
            credential_kind=CredentialKind.LICENCE,
            evidence=evidence,
        )
        for n in range(60)
    ]
    plans: list[tuple[str | None, set[ConceptId]]] = []
    for n in range(count):
        size = dice.randint(3, 25)
        if n % 5 == 0:
            job = dice.choice(jobs)
            pool = sorted(taught_set.intersection(needs[job]))
            plans.append((job, set(dice.sample(pool, min(size, len(pool))))))
            continue
        group = dice.choices(groups, weights=[len(by_group[g]) for g in groups])[0]
        own = by_group[group]
        skills = set(dice.sample(own, min(max(1, size * 4 // 5), len(own))))
        while len(skills) < size:
            skills.add(dice.choice(own if dice.random() < 0.3 and len(own) > size else taught))
        plans.append((None, skills))
    _cover_rest(plans, taught, group_of, dice)
    out: list[Record] = [source, *credentials]
    for n, (leerbaan, skills) in enumerate(plans):
        weeks = dice.choice((1, 2, 4, 6, 8, 12, 16, 20, 26, 40, 52, 78, 104))
        out.append(
            Training(
                id=own_id("training", f"bench/t{n:05d}"),
                labels=(Label(LabelKind.PREF, "en", f"training {n}"),),
                training_kind=TrainingKind.COURSE,
                mode=Mode.BBL if leerbaan else dice.choice((Mode.CLASSROOM, Mode.ONLINE, Mode.BOL)),
                duration=Weeks(max(weeks, 26) if leerbaan else weeks),
                cost=None if dice.random() < 0.2 else EuroCent(weeks * dice.randrange(4_000, 24_000, 500)),
                load=WeeklyHours(dice.choice((4, 8, 16, 24, 32))),
                paid=leerbaan is not None,
                teaches=frozenset(skills),
                gives=frozenset([dice.choice(credentials).id]) if dice.random() < 0.2 else frozenset(),
                demands=(frozenset([dice.choice(credentials).id]),) if dice.random() < 0.1 else (),
                leads_to=frozenset([ConceptId(leerbaan)]) if leerbaan else frozenset(),
                national=True,
                evidence=evidence,
            )
        )
    return out


def _group(id: str, broader: dict[str, list[str]], groups: set[str]) -> str:
    """The first skill group above a skill, however many skills lie between."""
    todo, seen = [id], {id}
    while todo:
        for parent in broader.get(todo.pop(0), ()):
            if parent in groups:
                return parent
            if parent not in seen:
                seen.add(parent)
                todo.append(parent)
    return "none"


def _cover_rest(
    plans: list[tuple[str | None, set[ConceptId]]],
    taught: list[ConceptId],
    group_of: dict[str, str],
    dice: random.Random,
) -> None:
    """Put every skill that nothing teaches yet into a training of its own group, or any with room."""
    covered = {skill for job, skills in plans if job is None for skill in skills}
    by_group: dict[str, list[int]] = defaultdict(list)
    roomy = [n for n, (job, skills) in enumerate(plans) if job is None and len(skills) < 25]
    for n in roomy:
        by_group[group_of.get(min(plans[n][1]), "none")].append(n)
    for skill in taught:
        if skill in covered:
            continue
        choices = [n for n in by_group[group_of.get(skill, "none")] if len(plans[n][1]) < 25]
        choices = choices or [n for n in dice.sample(roomy, min(200, len(roomy))) if len(plans[n][1]) < 25]
        if choices:
            plans[dice.choice(choices)][1].add(skill)
