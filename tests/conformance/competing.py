"""A process that writes one record at a time against others that do the same, and says who won each time."""

from __future__ import annotations

import sys

from graph.stores import open_store
from graph.stores.base import Put
from ontology.concepts import Label, LabelKind, Skill, SkillKind
from ontology.errors import StaleRevision
from ontology.evidence import Evidence, EvidenceKind
from ontology.ids import BASE, ConceptId
from tests.conformance.killed import SOURCES


def change(name: str, number: int) -> Put:
    """The one thing that this process writes in this try."""
    evidence = (Evidence(source=SOURCES[0].id, kind=EvidenceKind.CURATED),)
    labels = (Label(LabelKind.PREF, "nl", f"van {name}, poging {number}"),)
    id = ConceptId(f"{BASE}skill/{name}-{number}")
    return Put(Skill(id=id, labels=labels, skill_kind=SkillKind.SKILL, evidence=evidence))


def main(url: str, name: str, tries: str) -> None:
    """Try so many times, each on the newest revision that it saw, and never the same thing twice."""
    store = open_store(url)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    expected = store.revision()
    for number in range(int(tries)):
        try:
            expected = store.apply([change(name, number)], expected=expected, by=name, reason=str(number))
            sys.stdout.write(f"won {number} {expected}\n")
        except StaleRevision as error:
            sys.stdout.write(f"stale {number} {error.actual}\n")
            expected = store.revision()
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
