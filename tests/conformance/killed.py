"""The process that ``test_kill`` kills: it writes batch after batch and says when each begins and is done."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from graph.stores import open_store
from graph.stores.base import Change, Put, Revision
from ontology.concepts import Label, LabelKind, Skill, SkillKind
from ontology.evidence import Evidence, EvidenceKind, Source
from ontology.ids import BASE, ConceptId

MANY = 2_200  #: above ``graph_writes.BULK``, so that a new generation is loaded in bulk
SOURCES = tuple(
    Source(id=ConceptId(f"{BASE}source/{name}"), name=name, publisher="p", version="1", licence="l")
    for name in ("klein", "groot")
)


def batch(revision: int) -> Sequence[Change]:
    """What makes this revision: small ones and big ones by turns, some with both at once."""
    if revision == 1:
        return [*map(Put, SOURCES), *(_skill(0, number, revision) for number in range(40))]
    small = [_skill(0, (revision * 7 + number) % 60, revision) for number in range(5)]
    big = [_skill(1, number, revision) for number in range(MANY)]
    return small if revision % 2 else big + small if revision % 4 else big


def _skill(source: int, number: int, revision: int) -> Put:
    evidence = (Evidence(source=SOURCES[source].id, kind=EvidenceKind.CURATED),)
    labels = (Label(LabelKind.PREF, "nl", f"vaardigheid {number} van {revision}"),)
    id = ConceptId(f"{BASE}skill/{source}-{number}")
    return Put(Skill(id=id, labels=labels, skill_kind=SkillKind.SKILL, evidence=evidence))


def main(url: str) -> None:
    """Write until killed."""
    store = open_store(url)
    while True:
        revision = store.revision()
        sys.stdout.write(f"begin {revision + 1}\n")
        sys.stdout.flush()
        store.apply(batch(revision + 1), expected=Revision(revision), by="kind", reason="tot het einde")
        sys.stdout.write(f"done {revision + 1}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
