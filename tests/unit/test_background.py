"""What the network keeps of texts: the fullest statement of a group, whoever else names it."""

from __future__ import annotations

import pytest

from graph.background import background_of
from graph.stores.base import Revision, Snapshot
from ontology.concepts import Group, Label, LabelKind, Occupation
from ontology.evidence import Evidence, EvidenceKind
from ontology.ids import ESCO_ISCO, ConceptId, own_id
from ontology.records import key_of

UNIT = ConceptId(f"{ESCO_ISCO}5321")


def group(source: str, description: str | None) -> Group:
    return Group(
        id=UNIT,
        scheme="isco08",
        code="5321",
        labels=(Label(LabelKind.PREF, "en", f"Care assistants of {source}"),),
        description=description,
        evidence=(Evidence(source=own_id("source", source), kind=EvidenceKind.OFFICIAL),),
    )


@pytest.mark.parametrize("order", [1, -1])
def test_a_unit_keeps_the_text_of_who_describes_it(order: int) -> None:
    told = [group("esco/1", "They help people wash."), group("brc/2014", None), group("a/1", None)][::order]
    evidence = (Evidence(source=own_id("source", "esco/1"), kind=EvidenceKind.OFFICIAL),)
    job = Occupation(
        id=own_id("occupation", "x"), labels=(Label(LabelKind.PREF, "en", "x"),), isco="5321", evidence=evidence
    )
    snapshot = Snapshot(Revision(1), {key_of(record): record for record in (*told, job)})
    units = background_of(snapshot, {job.id: job}, ())["units"]
    assert units == {"5321": ["Care assistants of esco/1", "", "They help people wash."]}
