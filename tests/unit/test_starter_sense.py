"""What must hold between the records of a starter set: each rule finds what it is for, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from loaders.starter.sense import RULES, iter_sense
from loaders.starter.spans import problem_of
from ontology.concepts import Label, LabelKind, Mode, TrainingKind
from ontology.records import Record
from ontology.relations import Basis
from tests.kit.small import credential, demands, job, named, skill, training

NAMES = named("kok", "kokkin", "keukenbaas", "restaurantkok")
KOK = job("kok", "koken", labels=NAMES, level=2)
KOKEN = skill("koken", description="Je maakt eten klaar.")
COURSE = training("kookcursus", 10, 100, teaches="koken")


def said(*given: Record | tuple[Record, ...]) -> list[tuple[str, str, str]]:
    """Kind of record, severity and message of everything that the rules say."""
    records: Sequence[Record] = [record for one in given for record in (one if isinstance(one, tuple) else (one,))]
    return [(key.kind, severity, message) for key, severity, message in iter_sense(records)]


def test_a_sensible_set_gives_nothing_to_say() -> None:
    assert said(KOK, KOKEN, COURSE) == []


def test_a_skill_that_nobody_asks_for() -> None:
    found = said(KOK, KOKEN, COURSE, skill("zingen", description="Je zingt."))
    assert found == [("skill", "error", "no occupation asks for this skill")]


def test_a_training_that_brings_nothing_needed() -> None:
    ((kind, severity, message),) = said(KOK, KOKEN, COURSE, training("zangles", 1, 1, teaches="zingen"))
    assert (kind, severity) == ("training", "error")
    assert "nothing that an occupation needs" in message


def test_a_demanded_proof_that_comes_from_nowhere() -> None:
    wall = demands("kok", "vog", law="BWBR1")
    ((kind, severity, message),) = said(KOK, KOKEN, COURSE, wall, credential("vog"))
    assert (kind, severity) == ("entry-demands", "error")
    assert "credential/vog" in message
    assert said(KOK, KOKEN, COURSE, wall, credential("vog", obtained="bij Justis")) == []
    assert said(KOK, KOKEN, COURSE, wall, credential("vog"), training("vog", 1, 1, gives="vog")) == []


def test_proofs_that_imply_each_other() -> None:
    found = said(KOK, KOKEN, COURSE, credential("a", "b"), credential("b", "a"))
    assert found == [("credential", "error", "implies itself by way of others")] * 2


NO_WAY = ("requirements", "warning", "five trainings together teach 0 % of what is essential, expected 75 %")


def test_an_occupation_without_a_way_in() -> None:
    assert said(KOK, KOKEN) == [NO_WAY]


def test_open_entry_and_elementary_work_are_a_way_in() -> None:
    assert said(job("kok", "koken", labels=NAMES, level=2, open_entry=True), KOKEN) == []
    assert said(job("kok", "koken", labels=NAMES, level=1, isco="9412"), KOKEN) == []


def test_a_wall_that_is_stated_is_a_way_in_and_custom_is_not() -> None:
    diploma = credential("diploma", obtained="bij de opleider")
    assert said(KOK, KOKEN, diploma, demands("kok", "diploma", law="BWBR1")) == []
    assert said(KOK, KOKEN, diploma, demands("kok", "diploma", Basis.CUSTOMARY)) == [NO_WAY]
    assert said(KOK, KOKEN, diploma, demands("kok", "")) == [NO_WAY]


def test_a_diploma_of_another_level_than_its_training() -> None:
    course = training("mbo-kok", 104, 0, teaches="koken", gives="diploma", level=2)
    ((kind, severity, message),) = said(KOK, KOKEN, course, credential("diploma", level=3))
    assert (kind, severity, message) == (
        "training",
        "error",
        "is level 2 and gives credential/diploma, which is level 3",
    )
    assert said(KOK, KOKEN, course, credential("diploma", level=2)) == []


def test_a_job_far_from_the_levels_of_its_isco_unit() -> None:
    ((kind, severity, message),) = said(job("kok", "koken", labels=NAMES, level=6), KOKEN, COURSE)
    assert (kind, severity) == ("occupation", "warning")
    assert message == "is level 6; ISCO unit 5120 goes with level 1 to 4"


def test_a_leerbaan_far_from_the_level_of_its_job() -> None:
    leerbaan = training("mbo-kok", 104, 0, teaches="koken", bbl="kok", level=4)
    ((kind, severity, message),) = said(KOK, KOKEN, leerbaan)
    assert (kind, severity) == ("training", "warning")
    assert "leads to occupation/kok, which is level 2" in message


def test_too_few_everyday_names() -> None:
    found = said(job("kok", "koken", labels=named("kok", "kokkin"), level=2), KOKEN, COURSE)
    assert found == [("occupation", "warning", "has 1 other names, expected at least 3")]


def test_a_name_of_two_occupations() -> None:
    other = job("chef", "koken", labels=named("chef", "Kokkin", "keukenchef", "chef de cuisine"), level=2)
    ((kind, severity, message),) = said(KOK, other, KOKEN, COURSE)
    assert (kind, severity) == ("occupation", "warning")
    assert "'kokkin'" in message


@pytest.mark.parametrize("text", ["Je kookt", "Je kookt. Het is warm.", "", "Je kookt! En bakt."])
def test_a_skill_without_one_sentence(text: str) -> None:
    ((kind, severity, message),) = said(KOK, skill("koken", description=text), COURSE)
    assert (kind, severity) == ("skill", "warning")
    assert "one sentence" in message


def test_a_skill_without_a_dutch_label() -> None:
    english = skill("koken", labels=named("cooking", lang="en"), description="Je kookt.")
    assert {label.kind for label in english.labels} == {LabelKind.PREF}
    assert said(KOK, english, COURSE) == [("skill", "warning", "has no preferred label in Dutch")]


def five_sectors() -> list[Record | tuple[Record, ...]]:
    """A job in each of five sectors that asks for working together, beside what is its own."""
    jobs = [job(f"baan-{n}", f"samenwerken eigen-{n}", labels=labels_of(n), level=2, sector=f"s{n}") for n in range(5)]
    own = [skill(f"eigen-{n}", description="Je doet het werk.") for n in range(5)]
    return [*jobs, *own, skill("samenwerken", description="Je werkt samen.")]


def labels_of(n: int) -> tuple[Label, ...]:
    return named(f"baan {n}", *(f"naam {n}{letter}" for letter in "abc"))


def test_a_short_training_that_teaches_basics_beside_its_field() -> None:
    whole = five_sectors()
    all_ways = [training(f"les-{n}", 1, 1, teaches=f"eigen-{n}") for n in range(5)]
    basics = training("samen", 1, 1, teaches="samenwerken")
    assert said(*whole, *all_ways, basics) == []
    ((kind, severity, message),) = said(*whole, *all_ways, basics, training("les", 1, 1, teaches="eigen-1 samenwerken"))
    assert (kind, severity) == ("training", "warning")
    assert message.endswith("5 or more sectors ask for: samenwerken")
    programme = training("mbo", 104, 1, teaches="eigen-1 samenwerken", training_kind=TrainingKind.MBO, level=2)
    assert said(*whole, *all_ways, basics, programme) == []


def test_every_rule_says_what_it_guards() -> None:
    assert all((rule.__doc__ or "").strip().endswith(".") for rule in RULES)


MBO, BOL, BBL = TrainingKind.MBO, Mode.BOL, Mode.BBL


@pytest.mark.parametrize(
    ("kind", "mode", "level", "weeks"),
    [
        (MBO, BOL, 1, 52), (MBO, BBL, 1, 26), (MBO, BOL, 2, 52), (MBO, BOL, 2, 104), (MBO, BBL, 3, 104),
        (MBO, BBL, 3, 156), (MBO, BOL, 4, 52), (MBO, BOL, 4, 156), (MBO, BOL, 4, 208), (MBO, BOL, 4, None),
        (MBO, Mode.DERDE_LEERWEG, 3, 30), (TrainingKind.AD, Mode.CLASSROOM, 5, 104),
        (TrainingKind.HBO, Mode.CLASSROOM, 6, 208), (TrainingKind.MBO_CERTIFICAAT, Mode.DERDE_LEERWEG, 3, 20),
        (TrainingKind.PRAKTIJKVERKLARING, Mode.PRACTICE, None, 3), (TrainingKind.COURSE, Mode.ONLINE, None, 500),
    ],
)  # fmt: skip
def test_durations_that_the_law_allows(kind: TrainingKind, mode: Mode, level: int | None, weeks: int | None) -> None:
    assert problem_of(kind, mode, level, weeks) is None


@pytest.mark.parametrize(
    ("kind", "mode", "level", "weeks", "key", "message"),
    [
        (MBO, BOL, 1, 53, "weeks", "0 to 52"),
        (MBO, BOL, 2, 51, "weeks", "52 to 104"),
        (MBO, BBL, 3, 157, "weeks", "104 to 156"),
        (MBO, BOL, 4, 104, "weeks", "52 or 156 or 208"),
        (MBO, BOL, 5, 104, "level", "expected 1 or 2 or 3 or 4"),
        (MBO, BOL, None, 104, "level", "expected 1 or 2 or 3 or 4"),
        (TrainingKind.AD, Mode.CLASSROOM, 5, 156, "weeks", "104"),
        (TrainingKind.HBO, Mode.CLASSROOM, 6, 156, "weeks", "208"),
        (TrainingKind.HBO, Mode.CLASSROOM, 5, 208, "level", "expected 6 or 7"),
    ],
)
def test_durations_and_levels_that_it_does_not(
    kind: TrainingKind, mode: Mode, level: int | None, weeks: int | None, key: str, message: str
) -> None:
    found = problem_of(kind, mode, level, weeks)
    assert found is not None
    assert found[0] == key
    assert message in found[1]
