"""What the network keeps of texts: the fullest statement of a group, whoever else names it."""

from __future__ import annotations

import numpy as np
import pytest

from graph.background import background_of
from graph.feasibility.origins import Ground
from graph.feasibility.vectors import asked_of
from graph.stores.base import Revision, Snapshot
from ontology.concepts import Group, Label, LabelKind, Occupation
from ontology.evidence import Evidence, EvidenceKind
from ontology.ids import ESCO_ISCO, ConceptId, own_id
from ontology.records import key_of
from tests.kit.small import ESCO, id_of, job, needs, network, occupation

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


def test_what_any_source_asks_of_an_occupation_counts_for_nearness() -> None:
    net = network(
        *job("kok", "a b"), needs("kok", "b c", "a d", by=ESCO), *job("chef", "c d", "e"), occupation("chef", by=ESCO)
    )
    rows = {name: net.skills.row(id_of("skill", name)) for name in "abcde"}
    kok, chef = (net.occupations.row(id_of("occupation", name)) for name in ("kok", "chef"))
    assert net.background["asked"] == [(kok, [rows["a"], rows["b"], rows["c"]], [rows["d"]])]
    assert net.essential[kok].tolist() == [rows["a"], rows["b"]]  # a route goes by the curated list alone
    essential, optional = asked_of(net)
    assert (essential[kok].tolist(), optional[kok].tolist()) == ([rows["a"], rows["b"], rows["c"]], [rows["d"]])
    assert (essential[chef].tolist(), optional[chef].tolist()) == ([rows["c"], rows["d"]], [rows["e"]])


def test_what_was_never_ticked_is_not_held_but_may_help() -> None:
    net = network(*job("kok", "a b"), needs("kok", "b c", by=ESCO), *job("chef", "c"))
    a, b, c = (net.skills.row(id_of("skill", name)) for name in "abc")
    person = Ground(net).person(np.array([a]), (net.occupations.row(id_of("occupation", "kok")),))  # b was unticked
    assert person.essential.indices.tolist() == [a]
    assert person.optional.indices.tolist() == [c]
    assert b not in {*person.essential.indices, *person.optional.indices}
