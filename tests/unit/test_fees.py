"""The fee table: kept with its years, shown beside a training, never its cost."""

from __future__ import annotations

import pytest

from graph.describe import describe
from graph.matching import NameIndex
from loaders.starter import read_starter
from ontology.concepts import Mode, Training, TrainingKind
from ontology.errors import DanglingReference, InvalidRecord
from ontology.ids import own_id
from tests.kit.small import fee, network, skill, starter, store, training

COURSE = training("les", 10, None, "a", fee="lesgeld", statutory_fees=frozenset({own_id("fee", "lesgeld")}))


def test_years_stand_in_order() -> None:
    assert [item.year for item in fee("lesgeld", ("2024-2025", 2), ("2023-2024", 1)).amounts] == [
        "2023-2024",
        "2024-2025",
    ]


@pytest.mark.parametrize("year", ["2024", "2024/2025", "2024-2026", "2025-2024", "٢٠٢٤-٢٠٢٥", "2024-2025 "])
def test_an_odd_school_year_is_refused(year: str) -> None:
    with pytest.raises(InvalidRecord, match="school year"):
        fee("lesgeld", (year, 1))


def test_a_training_shows_the_fee_with_its_years_and_source() -> None:
    net = network(skill("a"), fee("lesgeld", ("2024-2025", 1_419_00)), COURSE)
    told = describe(net, COURSE.id)
    assert (told["fee"], told["costEurocent"]) == ("lesgeld", None)
    (one,) = told["statutoryFees"]
    assert (one["label"], one["amounts"], one["law"]) == (
        "lesgeld",
        [{"year": "2024-2025", "amountEurocent": 141900}],
        "L",
    )
    assert one["evidence"][0]["source"] == "source/curated/1"


def test_the_cost_of_a_training_stays_unknown() -> None:
    net = network(skill("a"), fee("lesgeld", ("2024-2025", 1_419_00)), COURSE)
    assert (net.cents_known.tolist(), net.cents.tolist()) == ([0], [0])


def test_a_fee_is_found_by_its_name_and_shown() -> None:
    net = network(skill("a"), fee("lesgeld", ("2024-2025", 1_419_00)), COURSE)
    assert NameIndex(net).match("lesgeld", "fee") == own_id("fee", "lesgeld")
    assert describe(net, own_id("fee", "lesgeld"))["amounts"] == [{"year": "2024-2025", "amountEurocent": 141900}]


def test_a_fee_that_isnt_there_is_refused() -> None:
    with pytest.raises(DanglingReference):
        store(skill("a"), COURSE)


def fees_of(kind: TrainingKind, mode: Mode, level: int | None) -> set[tuple[str, ...]]:
    """Which fees the starter set's trainings of this kind refer to."""
    found = (r for r in read_starter().records if isinstance(r, Training))
    return {
        tuple(sorted(id.rpartition("/")[2] for id in r.statutory_fees))
        for r in found
        if (r.training_kind, r.mode, r.level) == (kind, mode, level) and (r.fee or "").split()[0].endswith("geld")
    }


@pytest.mark.parametrize(
    ("mode", "level", "name"),
    [
        (Mode.BOL, 2, "lesgeld"),
        (Mode.BOL, 4, "lesgeld"),
        (Mode.BBL, 2, "cursusgeld-niveau-1-2"),
        (Mode.BBL, 3, "cursusgeld-niveau-3-4"),
    ],
)
def test_the_mbo_trainings_of_the_starter_set_refer_to_their_fee(mode: Mode, level: int, name: str) -> None:
    assert fees_of(TrainingKind.MBO, mode, level) == {(name,)}


def test_a_short_course_refers_to_none() -> None:
    net = starter()
    courses = [id for id in net.trainings.ids if net.texts[id]["trainingKind"] in ("course", "licence")]
    assert [id for id in courses if net.texts[id]["statutoryFees"]] == []


@pytest.mark.parametrize(
    ("name", "year", "euro"),
    [
        ("lesgeld", "2023-2024", 1357),
        ("lesgeld", "2024-2025", 1419),
        ("cursusgeld-niveau-1-2", "2024-2025", 295),
        ("cursusgeld-niveau-3-4", "2024-2025", 715),
        ("collegegeld", "2023-2024", 2314),
        ("collegegeld", "2024-2025", 2530),
        ("collegegeld", "2025-2026", 2601),
    ],
)
def test_the_amounts_that_the_government_made_known(name: str, year: str, euro: int) -> None:
    amounts = describe(starter(), own_id("fee", name))["amounts"]
    assert {"year": year, "amountEurocent": euro * 100} in amounts
