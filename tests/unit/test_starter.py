"""The starter set as it comes with the product: enough of it, whole, and making sense."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any, TypeVar

import pytest

from graph.stores.base import Put, Revision
from graph.stores.memory import MemoryStore
from loaders.pipeline import load
from loaders.starter import read_starter
from loaders.starter.spans import has_span, problem_of
from ontology.concepts import Credential, CredentialKind, LabelKind, Occupation, Skill, Training
from ontology.evidence import EvidenceKind, Source
from ontology.ids import own_id, short_of
from ontology.relations import Basis, EntryDemands, Path, Region, Requirements

T = TypeVar("T")


@cache
def of(cls: type[T]) -> tuple[T, ...]:
    return tuple(record for record in read_starter().records if isinstance(record, cls))


@cache
def essential() -> dict[str, frozenset[Any]]:
    return {record.id: record.essential for record in of(Requirements)}


def occupations_called(text: str, *kinds: LabelKind) -> list[Occupation]:
    """The occupations with exactly this name."""
    wanted = kinds or (LabelKind.PREF, LabelKind.ALT)
    return [
        record
        for record in of(Occupation)
        if any(label.kind in wanted and label.text.lower() == text.lower() for label in record.labels)
    ]


def test_it_reads_without_findings() -> None:
    assert read_starter().findings == ()


def test_every_reference_resolves() -> None:
    store = MemoryStore()
    revision = store.apply(
        [Put(record) for record in read_starter().records], expected=Revision(0), by="test", reason="starter set"
    )
    assert revision == Revision(1)


@pytest.mark.parametrize(
    ("kind", "least"),
    [("occupation", 150), ("skill", 500), ("training", 180), ("credential", 80), ("entry-demands", 80), ("path", 20)],
)
def test_there_is_enough_of_each(kind: str, least: int) -> None:
    assert read_starter().summary[kind] >= least


def test_all_thirty_five_regions_are_there_with_their_gemeenten() -> None:
    assert len(of(Region)) == 35
    assert all(record.gemeenten for record in of(Region))
    assert own_id("region", "am01") in {record.id for record in of(Region)}


def test_no_gemeente_lies_in_two_regions() -> None:
    counts = Counter(code for record in of(Region) for code, _ in record.gemeenten)
    assert [code for code, count in counts.items() if count > 1] == []


def test_one_source_states_it_all() -> None:
    (source,) = of(Source)
    assert (source.name, source.version, source.licence) == ("Startset loopbaanpad", "2026.1", "EUPL-1.2")
    others = [record for record in read_starter().records if not isinstance(record, Source)]
    assert {item.source for record in others for item in record.evidence} == {source.id}


def test_every_row_says_what_it_rests_on() -> None:
    for record in read_starter().records:
        for item in getattr(record, "evidence", ()):
            assert item.kind is EvidenceKind.CURATED
            assert item.stated
            assert item.how


@pytest.mark.parametrize("name", ["verkoper", "verzorgende", "verpleegkundige", "kok", "schoonmaker", "beveiliger"])
def test_an_everyday_name_leads_to_one_occupation(name: str) -> None:
    assert len(occupations_called(name)) == 1


def test_verzorgende_is_verzorgende_ig() -> None:
    assert short_of(occupations_called("verzorgende")[0].id) == "occupation/verzorgende-ig"


def test_no_name_leads_to_two_occupations() -> None:
    counts = Counter(text for record in of(Occupation) for text in {label.text.lower() for label in record.labels})
    assert [text for text, count in counts.items() if count > 1] == []


def test_every_occupation_has_three_everyday_names() -> None:
    for record in of(Occupation):
        assert sum(label.kind is LabelKind.ALT for label in record.labels) >= 3, record.id


def test_every_occupation_asks_for_8_to_18_skills() -> None:
    assert {id: len(skills) for id, skills in essential().items() if not 8 <= len(skills) <= 18} == {}


def test_every_skill_has_one_sentence() -> None:
    for record in of(Skill):
        assert record.description
        assert record.description.endswith(".")
        assert record.description.count(". ") == 0


def test_no_skill_name_comes_twice() -> None:
    counts = Counter(label.text.lower() for record in of(Skill) for label in record.labels)
    assert [text for text, count in counts.items() if count > 1] == []


def test_no_orphan_skill() -> None:
    needed = frozenset().union(*(record.essential | record.optional for record in of(Requirements)))
    assert {record.id for record in of(Skill)} - needed == set()


def test_durations_are_within_the_legal_span() -> None:
    for record in of(Training):
        weeks = None if record.duration is None else int(record.duration)
        assert problem_of(record.training_kind, record.mode, record.level, weeks) is None, record.id


def test_the_duration_of_a_whole_programme_is_known() -> None:
    whole = [one for one in of(Training) if has_span(one.training_kind, one.mode)]
    assert [short_of(one.id) for one in whole if one.duration is None] == []


def test_every_way_of_following_one_qualification_teaches_and_gives_the_same() -> None:
    by_code: dict[str, set[tuple[frozenset[Any], frozenset[Any]]]] = {}
    for record in of(Training):
        if record.code:
            by_code.setdefault(record.code, set()).add((record.teaches, record.gives))
    assert {code: len(ways) for code, ways in by_code.items() if len(ways) > 1} == {}


def test_a_cost_is_known_or_the_fee_is_named() -> None:
    assert [record.id for record in of(Training) if record.cost is None and not record.fee] == []


def test_customary_demands_name_no_law_as_their_basis_and_law_demands_do() -> None:
    for record in of(EntryDemands):
        if record.basis is not Basis.CUSTOMARY and record.groups:
            assert record.law, record.id


def test_what_a_wall_demands_can_be_got() -> None:
    given = frozenset().union(*(record.gives for record in of(Training)))
    told = {record.id for record in of(Credential) if record.obtained}
    for record in of(EntryDemands):
        for group in record.groups:
            assert group & (given | told), record.id


def test_diplomas_carry_their_level() -> None:
    diplomas = [record for record in of(Credential) if record.credential_kind is CredentialKind.DIPLOMA]
    assert [record.id for record in diplomas if record.level is None] == []


def test_a_higher_licence_implies_the_lower() -> None:
    implies = {short_of(record.id): {short_of(id) for id in record.implies} for record in of(Credential)}
    assert implies["credential/vca-vol"] == {"credential/vca-basis"}
    assert implies["credential/rijbewijs-ce"] == {"credential/rijbewijs-c"}
    assert implies["credential/rijbewijs-c"] == {"credential/rijbewijs-b"}


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("groepshulp", "pedagogisch medewerker"),
        ("helpende", "verpleegkundige"),
        ("verkoper", "verzorgende"),
        ("magazijnmedewerker", "monteur zonnepanelen"),
        ("vakkenvuller", "teamleider winkel"),
        ("productiemedewerker", "operator"),
    ],
)
def test_a_path_goes_from_here_to_there_and_says_what_is_not_known(start: str, end: str) -> None:
    first, last = occupations_called(start)[0].id, occupations_called(end)[0].id
    (path,) = [p for p in of(Path) if (p.steps[0].occupation, p.steps[-1].occupation) == (first, last)]
    assert path.unknown
    assert path.sector


def test_the_pipeline_loads_it_once_and_a_second_time_changes_nothing() -> None:
    store = MemoryStore()
    first = load(store, "starter", [], by="test", reason="first")
    second = load(store, "starter", [], by="test", reason="again")
    assert (first.after, second.after) == (Revision(1), Revision(1))
    assert second.changed == 0
