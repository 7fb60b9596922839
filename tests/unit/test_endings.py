"""What the last entry takes by itself: kept for all that end alike, and asked again when its witness is beaten."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.endings import NEW, OPEN, SHARE, SHUT, empty_endings, known_of, note_ending, slot_of
from graph.pareto import ASKED, FOUND, empty_archive, offer

ROUTE = (np.array([3, 0, 2, 1, 2, 0]), 0, np.array([13, 25_000, 0]))


def offered(archive: Any, vector: Any, unknown: int, sums: Any) -> int:
    jobs, trainings = np.array([7, -1, -1]), np.array([4, -1, -1, -1, -1])
    return int(offer(archive, vector, unknown, sums, jobs, trainings))


def asked(archive: Any, vector: Any, unknown: int, sums: Any) -> int:
    archive[5][2] = ASKED
    return offered(archive, vector, unknown, sums)


def key_of(endings: Any, *numbers: int) -> int:
    endings[4][: len(numbers)] = numbers
    return len(numbers)


def test_each_key_and_each_share_has_a_place_of_its_own() -> None:
    endings = empty_endings()
    numbers = [(1, 2, 3, 4, 5, 6, 7, 0, 10, 11), (1, 2, 3, 4, 5, 6, 7, 0, 10, 12), (1, 2, 3, 4, 5, 6, 7, 0, 10)]
    places = {(row, share): slot_of(endings, key_of(endings, *row), share) for row in numbers for share in (0, 1, 4)}
    assert len(set(places.values())) == 9
    again = {(row, share): slot_of(endings, key_of(endings, *row), share) for row, share in places}
    assert again == places
    assert {known_of(endings, place, empty_archive(4)) for place in places.values()} == {NEW}


def test_an_archive_that_is_asked_stays_as_it_is() -> None:
    archive = empty_archive(4)
    assert offered(archive, *ROUTE) == 1
    better = (np.array([2, 0, 2, 1, 2, 0]), 0, np.array([9, 25_000, 0]))
    worse = (np.array([4, 0, 2, 1, 2, 0]), 0, np.array([16, 25_000, 0]))
    assert asked(archive, *worse) == 0
    assert archive[5][2] == ASKED
    assert asked(archive, *better) == -1
    assert archive[5][2] == FOUND
    assert archive[5][:2].tolist() == [1, 1]
    assert archive[0][0].tolist() == ROUTE[0].tolist()
    assert archive[5][3:13].tolist() == [*better[0].tolist(), 0, *better[2].tolist()]


def test_only_drawing_level_is_still_open() -> None:
    archive = empty_archive(4)
    assert offered(archive, *ROUTE) == 1
    assert asked(archive, *ROUTE) == -1, "its jobs may come first"


def test_a_witness_holds_until_it_is_beaten_and_what_is_shut_stays_shut() -> None:
    endings, archive = empty_endings(), empty_archive(4)
    place = slot_of(endings, key_of(endings, 1, 2, 3, 4, 5, 6, 7, 0, 9), 0)
    asked(archive, *ROUTE)
    assert note_ending(endings, place, archive, False) == OPEN
    archive[5][2] = 0
    assert known_of(endings, place, archive) == OPEN
    assert endings[1][place, SHARE] == ROUTE[0][4]
    beside = (np.array([2, 9, 9, 1, 2, 0]), 0, np.array([9, 99_000, 36]))
    assert offered(archive, *beside) == 1
    assert known_of(endings, place, archive) == OPEN
    beats = (np.array([3, 0, 1, 1, 2, 0]), 0, np.array([13, 15_000, 0]))
    assert offered(archive, *beats) == 1
    assert known_of(endings, place, archive) == NEW
    assert asked(archive, *ROUTE) == 0
    assert note_ending(endings, place, archive, True) == SHUT
    archive[5][2] = 0
    assert known_of(endings, place, archive) == SHUT


def test_what_ran_out_of_nodes_is_not_known() -> None:
    endings, archive = empty_endings(), empty_archive(4)
    place = slot_of(endings, key_of(endings, 1, 2, 3, 4, 5, 6, 7, 0, 9), 0)
    archive[5][2] = ASKED
    assert note_ending(endings, place, archive, False) == NEW
    assert known_of(endings, place, archive) == NEW
