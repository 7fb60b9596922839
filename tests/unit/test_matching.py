"""Free text to concepts: which name counts, what is several, and what is near."""

from __future__ import annotations

import pytest

from graph.matching import KINDS, NameIndex, plain
from ontology.errors import UnknownConcept
from tests.kit.small import (
    ESCO,
    credential,
    fee,
    id_of,
    instrument,
    job,
    named,
    names,
    network,
    occupation,
    region,
    skill,
    training,
)

KOK, CHEF, BAKKER = (id_of("occupation", name) for name in ("kok", "chef", "bakker"))


def index(*records: object) -> NameIndex:
    return NameIndex(network(*records))  # type: ignore[arg-type]


def kitchen() -> NameIndex:
    return index(
        occupation("kok", labels=named("kok", "keukenprinses", hidden=("koock",))),
        occupation("chef", labels=named("chef-kok", "kok", "crêpebakker")),
        occupation("bakker", by=ESCO, labels=named("bakker", "keukenprinses", "broodmaker")),
        skill("kok", labels=named("koken")),
        region("utrecht", gemeenten=(("GM1", "De Bilt"),)),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Crêpe  Bakker", "crepe bakker"), ("ÇA va?", "ca va"), ("C++ / C#", "c++ c#"), ("  ", ""), ("I.G.", "i g")],
)
def test_plain_text_has_no_case_accents_or_marks(text: str, expected: str) -> None:
    assert plain(text) == expected


# One concept


def test_a_preferred_name_goes_before_another_name() -> None:
    assert kitchen().match("kok", "occupation") == KOK


def test_a_curated_other_name_goes_before_the_rest() -> None:
    assert kitchen().match("keukenprinses", "occupation") == KOK


def test_a_curated_preferred_name_goes_before_the_rest() -> None:
    found = index(occupation("kok", labels=named("baas")), occupation("chef", by=ESCO, labels=named("baas")))
    assert found.match("baas", "occupation") == KOK


def test_a_hidden_name_is_enough() -> None:
    assert kitchen().match("koock", "occupation") == KOK


def test_a_wider_name_only_helps_to_find() -> None:
    found = index(
        occupation("kok", labels=named("kok")),
        occupation("chef", labels=named("chef", "baas")),
        names(KOK, "baas", relation="broad"),
    )
    assert found.match("baas", "occupation") == CHEF


def test_a_name_from_another_source_counts() -> None:
    assert index(occupation("kok"), names(KOK, "potsierd")).match("potsierd", "occupation") == KOK


@pytest.mark.parametrize("text", ["CREPEBAKKER", "crêpebakker", " Crepebakker "])
def test_case_accents_and_spaces_do_not_matter(text: str) -> None:
    assert kitchen().match(text, "occupation") == CHEF


@pytest.mark.parametrize("text", [KOK, "occupation/kok", f" {KOK} "])
def test_an_id_is_taken_as_it_is(text: str) -> None:
    assert kitchen().match(text, "occupation") == KOK


def test_an_id_of_another_kind_is_unknown() -> None:
    with pytest.raises(UnknownConcept):
        kitchen().match(KOK, "skill")


def test_a_name_counts_within_its_kind() -> None:
    with pytest.raises(UnknownConcept):
        kitchen().match("koken", "occupation")


def test_several_are_told_apart_from_none() -> None:
    found = index(occupation("kok", labels=named("baas")), occupation("chef", labels=named("baas")))
    with pytest.raises(UnknownConcept) as caught:
        found.match("baas", "occupation")
    assert (caught.value.several, caught.value.suggestions) == (True, ((CHEF, "baas"), (KOK, "baas")))


def test_a_typing_error_is_not_guessed_but_suggested() -> None:
    with pytest.raises(UnknownConcept) as caught:
        kitchen().match("baker", "occupation")
    assert (caught.value.several, caught.value.suggestions) == (False, ((BAKKER, "bakker"),))


@pytest.mark.parametrize("text", ["", "   ", "?!", "zzzzzz", "\n"])
def test_what_nothing_is_called_has_no_suggestions(text: str) -> None:
    with pytest.raises(UnknownConcept) as caught:
        kitchen().match(text, "occupation")
    assert caught.value.suggestions == ()


def test_a_part_of_a_name_is_no_name() -> None:
    with pytest.raises(UnknownConcept):
        kitchen().match("brood", "occupation")


# Looking for


def found(text: str, *kinds: str, limit: int = 10) -> list[tuple[str, str]]:
    return [(hit["id"], hit["why"]) for hit in kitchen().find(text, kinds or None, limit)]


def test_the_whole_name_comes_first() -> None:
    assert found("kok", "occupation") == [(KOK, "naam"), (CHEF, "andere naam")]


def test_a_start_goes_before_the_middle() -> None:
    records = (job("kok"), occupation("chef", labels=named("souschef")), occupation("baas", labels=named("chefkok")))
    hits = NameIndex(network(*records)).find("chef", None, 5)
    assert [hit["label"] for hit in hits] == ["chefkok", "souschef"]


def test_the_start_of_a_word_goes_before_the_middle() -> None:
    records = (occupation("a", labels=named("bakkerskok")), occupation("b", labels=named("tweede kok")))
    assert [hit["label"] for hit in NameIndex(network(*records)).find("kok", None, 5)] == ["tweede kok", "bakkerskok"]


def test_each_concept_is_found_once() -> None:
    ids = [id for id, _ in found("k")]
    assert len(ids) == len(set(ids))


def test_no_more_than_was_asked() -> None:
    assert len(found("k", limit=2)) == 2


def test_only_the_kinds_that_were_asked() -> None:
    assert {hit["kind"] for hit in kitchen().find("kok", ("skill",), 10)} <= {"skill"}


def test_a_typing_error_is_near() -> None:
    assert found("bakkre", "occupation") == [(BAKKER, "lijkt erop")]


def test_a_gemeente_finds_its_region() -> None:
    assert found("de bilt") == [(id_of("region", "utrecht"), "zoeknaam")]


@pytest.mark.parametrize("text", ["", "   ", "?!"])
def test_nothing_finds_nothing(text: str) -> None:
    assert found(text) == []


def test_a_hit_says_which_name_it_was() -> None:
    (hit,) = kitchen().find("broodmaker", None, 5)
    assert (hit["label"], hit["matched"]) == ("bakker", "broodmaker")


def test_sources_and_groups_are_not_found() -> None:
    assert found("curated") == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_and_the_last_name_are_found(kind: str) -> None:
    records = (
        job("aap"),
        skill("aap"),
        training("aap", 1, 1, "aap"),
        credential("aap"),
        region("aap"),
        fee("aap"),
        instrument("aap"),
    )
    assert NameIndex(network(*records)).match("aap", kind) == id_of(kind, "aap")


@pytest.mark.parametrize(
    "second",
    [
        (),
        ("kok", "bakker"),
        ("aap", "kok", "chef", "bakker"),
        ("kok", "chef", "bakker", "zetter"),
        ("kok", "chef de partie", "chef", "bakker"),
        ("kök", "bakker\nzoon"),
    ],
)
@pytest.mark.parametrize("first", [(), ("kok",), ("kok", "chef", "bakker")])
def test_an_index_made_from_an_earlier_one_is_the_same(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    def jobs(texts: tuple[str, ...]) -> list[object]:
        return [occupation(f"b{at}", labels=named(text)) for at, text in enumerate(texts)]

    before, net = index(*jobs(first)), network(*jobs(second))  # type: ignore[arg-type]
    made, whole = NameIndex(net, before), NameIndex(net)
    assert (made._ids, made._firsts) == (whole._ids, whole._firsts)
    assert (made._text, made._starts) == (whole._text, whole._starts)
