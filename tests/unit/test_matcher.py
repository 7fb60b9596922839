"""What people type to what there is: endings, compounds, slips of the keys, beginnings, meaning, and nothing."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.matching.associations import SORTS, Associations, Counts
from graph.matching.compounds import Compounds
from graph.matching.encoders.base import Vectors
from graph.matching.evaluation import hit_rates, score_titles, titles_of
from graph.matching.fitting import counts_of, samples_of
from graph.matching.matcher import Matcher
from graph.matching.ranker import fitted
from graph.matching.signals import SIGNALS
from graph.matching.vectors import vectors_of
from graph.matching.words import neutral, plain, same_name, stems
from tests.kit.small import id_of, named, names, network, occupation, region, skill, training

JOBS = {
    "schoonmaker": ("schoonmaker", "interieurverzorger"),
    "vakkenvuller": ("vakkenvuller", "medewerker supermarkt"),
    "loodgieter": ("loodgieter", "installateur sanitair"),
    "magazijn": ("magazijnmedewerker", "medewerker magazijn"),
    "ict": ("ict-medewerker", "helpdeskmedewerker ict"),
    "kinderen": ("pedagogisch medewerker kinderopvang", "begeleider kinderen"),
    "leraar": ("leraar basisonderwijs", "docent basisschool"),
    "chauffeur": ("vrachtwagenchauffeur", "chauffeur vrachtwagen"),
}


def everything(*more: object) -> Matcher:
    records = [occupation(name, labels=named(*labels)) for name, labels in JOBS.items()]
    return Matcher(network(*records, *more))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return everything(
        skill("lassen", labels=named("lassen", "metaal verbinden")),
        training("vca", 1, 1, "lassen"),
        region("utrecht", gemeenten=(("GM1", "De Bilt"),)),
    )


def first(matcher: Matcher, text: str, *kinds: str, **how: Any) -> str | None:
    hits = matcher.find(text, kinds or None, 5, **how)
    return hits[0]["id"].rsplit("/", 1)[-1] if hits else None


@pytest.mark.parametrize("kinds", [(), ("occupation",)], ids=["all kinds", "occupations alone"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("schoonmaakster", "schoonmaker"),
        ("Schoonmaaksters", "schoonmaker"),
        ("vakkenvuller appie", "vakkenvuller"),
        ("loodgietr", "loodgieter"),
        ("magazijn", "magazijn"),
        ("ict'er", "ict"),
        ("iets met kinderen", "kinderen"),
        ("lerares", "leraar"),
        ("vrachtwagen", "chauffeur"),
        ("appie", "vakkenvuller"),
    ],
)
def test_what_people_type(matcher: Matcher, text: str, expected: str, kinds: tuple[str, ...]) -> None:
    assert first(matcher, text, *kinds) == expected


@pytest.mark.parametrize("text", ["asdfgh", "qqq", "xyzzy plugh", "", "  ", "?!", "iets met", "12345"])
@pytest.mark.parametrize("typing", [False, True])
def test_what_means_nothing_finds_nothing(matcher: Matcher, text: str, typing: bool) -> None:
    assert matcher.find(text, None, 5, typing=typing) == []
    assert matcher.find(text, ("occupation",), 5, typing=typing) == []


@pytest.mark.parametrize(
    ("feminine", "masculine"),
    [
        ("schoonmaakster", "schoonmaker"),
        ("lerares", "leraar"),
        ("verkoopster", "verkoper"),
        ("kapster", "kapper"),
        ("directrice", "directeur"),
        ("monteuse", "monteur"),
        ("secretaresse", "secretaris"),
        ("actrice", "acteur"),
        ("docente", "docent"),
        ("boerin", "boer"),
        ("psychologe", "psycholoog"),
        ("verpleegster", "verpleger"),
        ("ambtenares", "ambtenaar"),
        ("kokkin", "kok"),
    ],
)
def test_feminine_and_masculine_names_are_one(feminine: str, masculine: str) -> None:
    assert neutral(feminine) == neutral(masculine)
    assert stems(feminine) == stems(masculine)
    assert same_name(f"{feminine} in dienst") == same_name(f"{masculine} in dienst")


@pytest.mark.parametrize("kinds", [None, ("occupation",)])
@pytest.mark.parametrize(("one", "other"), [("schoonmaakster", "schoonmaker"), ("lerares", "leraar")])
def test_feminine_and_masculine_names_rank_the_same(
    matcher: Matcher, one: str, other: str, kinds: tuple[str, ...] | None
) -> None:
    assert [hit["id"] for hit in matcher.find(one, kinds, 8)] == [hit["id"] for hit in matcher.find(other, kinds, 8)]


@pytest.mark.parametrize(("word", "other"), [("docenten", "docent"), ("kinderen", "kind"), ("huisje", "huis")])
def test_a_plural_or_small_one_has_the_same_stem(word: str, other: str) -> None:
    assert stems(word) == stems(other)


def test_a_feminine_compound_has_the_parts_of_the_masculine(matcher: Matcher) -> None:
    parts = matcher.index.lexicon.parts
    assert parts("magazijnschoonmaakster") == ("magazijn", "schoonmaker")
    assert parts("magazijnmeester") == ()


def test_kinds_of_something_are_no_children() -> None:
    found = everything(skill("hout", labels=named("kennis van houtsoorten", "kinds of wood")))
    hits = found.find("iets met kinderen", None, 5, typing=True)
    assert hits
    assert "kennis van houtsoorten" not in [hit["label"] for hit in hits]


def test_a_compound_is_split_into_used_words() -> None:
    split = Compounds({"magazijn": 5, "medewerker": 50, "scheeps": 3, "kok": 9, "vracht": 2, "wagen": 4}).parts
    assert split("magazijnmedewerker") == ("magazijn", "medewerker")
    assert split("scheepskok") == ("scheeps", "kok")
    assert split("vrachtwagenmedewerker") == ("vracht", "wagen", "medewerker")
    assert split("medewerker") == split("onbekend") == ()


def test_a_beginning_is_enough_while_typing(matcher: Matcher) -> None:
    for size in range(4, len("schoonmaker") + 1):
        assert first(matcher, "schoonmaker"[:size], typing=True) == "schoonmaker"


def test_a_finished_beginning_is_found_too(matcher: Matcher) -> None:
    assert first(matcher, "schoonm", "occupation") == "schoonmaker"


def test_other_kinds_in_the_same_box(matcher: Matcher) -> None:
    assert first(matcher, "de bilt") == "utrecht"
    assert first(matcher, "metaal verbinden") == "lassen"
    assert {hit["kind"] for hit in matcher.find("lassen", ("training",), 5)} <= {"training"}


def test_each_hit_says_why(matcher: Matcher) -> None:
    why = {text: matcher.find(text, None, 1)[0]["why"] for text in ("loodgieter", "docent basisschool", "loodgietr")}
    assert why == {"loodgieter": "naam", "docent basisschool": "andere naam", "loodgietr": "lijkt erop"}


def test_a_hit_has_all_its_parts(matcher: Matcher) -> None:
    (hit,) = matcher.find("loodgieter", None, 1)
    assert set(hit) == {"id", "label", "lang", "kind", "matched", "why", "score"}
    assert (hit["lang"], hit["score"]) == ("nl", 1.0)


def test_an_english_label_is_marked() -> None:
    from ontology.concepts import Label, LabelKind

    found = everything(skill("welding", labels=(Label(LabelKind.PREF, "en", "welding"),)))
    assert [hit["lang"] for hit in found.find("welding", None, 1)] == ["en"]


def test_the_same_question_gives_the_same_answer() -> None:
    asked = ["medewerker", "kinderen", "docent", "ict"]
    one, other = everything(), everything()
    assert [one.find(text, None, 8) for text in asked] == [other.find(text, None, 8) for text in asked]


class Nearby:
    """An encoder with a word for each direction."""

    name, dimension, digest = "nearby", 3, "ab" * 32

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.array([self._row(text) for text in texts], np.float32).reshape(-1, 3)

    def _row(self, text: str) -> tuple[float, float, float]:
        return (1, 0, 0) if "water" in text else (0, 1, 0) if "klerk" in text or "loodgieter" in text else (0, 0, 1)


def test_meaning_finds_what_no_name_has() -> None:
    records = [occupation("agent", labels=named("waterman")), occupation("kok", labels=named("klerk"))]
    found = Matcher(network(*records, names(id_of("occupation", "kok"), "loodgieter")), Nearby())
    hits = found.find("loodgieter", None, 5)
    assert hits[0]["id"] == id_of("occupation", "kok")
    assert found.encoder is not None
    assert found.encoder.name == "nearby"


def test_vectors_are_made_once_and_new_names_alone(tmp_path: Path) -> None:
    encoder = Nearby()
    made = vectors_of(["water", "klerk"], encoder, tmp_path)
    assert np.array_equal(vectors_of(["water", "klerk"], encoder, tmp_path), made)
    assert encoder.asked == ["water", "klerk"]
    more = vectors_of(["klerk", "anders", "water"], encoder, tmp_path)
    assert encoder.asked == ["water", "klerk", "anders"]
    assert np.array_equal(more, encoder.encode(["klerk", "anders", "water"]))
    assert len(list(tmp_path.glob("*.npy"))) == 1


def test_damaged_vectors_are_made_anew(tmp_path: Path) -> None:
    encoder = Nearby()
    made = np.array(vectors_of(["water"], encoder, tmp_path))
    for path in tmp_path.iterdir():
        path.write_bytes(b"damaged")
    assert np.array_equal(vectors_of(["water"], encoder, tmp_path), made)


def test_plain_text_stays_what_it_was() -> None:
    assert plain("Crêpe  Bakker") == "crepe bakker"


# The ranker


def test_the_fitted_file_has_a_weight_for_every_signal_and_says_where_it_comes_from() -> None:
    found = fitted()
    assert list(found["weights"]) == list(SIGNALS)
    assert {"fitted", "titles", "network", "encoder", "hit@5"} <= set(found)


def test_what_was_learned_is_words_that_several_titles_share() -> None:
    learned = fitted()["learned"]
    assert all(" " not in word for word in learned["words"])
    assert min(titles for titles, _ in learned["words"].values()) >= 3


ROWS = [
    {"title_id": id, "title": title, "esco_uri": id_of("occupation", name), "relation": f"skos:{relation}Match"}
    for id, title, name, relation in (
        ("1", "schoonmaakster", "schoonmaker", "exact"),
        ("1", "schoonmaakster", "ict", "broad"),
        ("2", "asdfgh", "ict", "broad"),
    )
]


def test_titles_are_scored_by_their_near_matches_when_they_have_any(matcher: Matcher) -> None:
    scored = score_titles(matcher, ROWS)
    assert [(one.title.is_near, one.rank) for one in scored] == [(True, 1), (False, None)]
    assert hit_rates(scored) == {"near": 1.0, "other": 0.0}


def test_words_count_once_three_titles_have_them(matcher: Matcher) -> None:
    titles = titles_of([{**ROWS[0], "title_id": str(at)} for at in range(3)])
    jobs = matcher.occupations
    counts = counts_of(matcher, titles)
    assert counts.titles["schoonmak"] == 3
    found = Associations(counts, jobs.targets).scores(["schoonmak"])
    assert set(found) == {*SORTS, "job"}
    assert found["word"].max() > 0
    assert found["job"].max() == pytest.approx(3 / 5)
    two = Associations(counts_of(matcher, titles[:2]), jobs.targets).scores(["schoonmak"])
    assert all(one.max() == 0 for one in two.values())


def test_what_is_kept_of_counts_gives_the_same_scores(matcher: Matcher) -> None:
    counts = counts_of(matcher, titles_of([{**ROWS[0], "title_id": str(at)} for at in range(3)]))
    targets = matcher.occupations.targets
    kept = Associations(Counts.from_json(counts.as_json()), targets).scores(["schoonmak"])
    for sort, scores in Associations(counts, targets).scores(["schoonmak"]).items():
        assert kept[sort] == pytest.approx(scores, abs=1e-3)


def test_no_title_is_among_those_that_its_signals_were_learned_from(matcher: Matcher) -> None:
    titles = titles_of([{**ROWS[0], "title_id": str(at)} for at in range(30)])
    samples = samples_of(matcher, titles)
    learned = list(SIGNALS).index("learned-job")
    for without, sample in enumerate(samples.without):
        first = sample.signals[:, :, learned].max(axis=1)
        for own in range(5):
            others = int(((samples.fold != without) & (samples.fold != own)).sum())
            assert first[samples.fold == own] == pytest.approx(others / (others + 2), abs=1e-6)


@pytest.mark.data
def test_most_titles_of_the_set_are_known_to_it(eval_dir: Path) -> None:
    with (eval_dir / "uwv_titles_dev.csv").open(encoding="utf-8", newline="") as stream:
        titles = titles_of(csv.DictReader(stream))
    assert (len(titles), sum(title.is_near for title in titles)) == (1114, 364)
