"""Names that are the same but for their endings, found by hash; two texts with one hash are still told apart."""

from __future__ import annotations

import numpy as np

from graph.matching.same import SameNames
from graph.matching.words import plains_of

TEXTS = ("Kapper", "bakker", "kapster", "Kappers", "kok")


def names() -> SameNames:
    return SameNames(TEXTS, plains_of(TEXTS))


def test_endings_do_not_count() -> None:
    assert names().rows("kapster") == [0, 2, 3]
    assert names().rows("Bakkers") == [1]


def test_what_is_no_name_is_not_found() -> None:
    assert names().rows("slager") == []
    assert names().rows("") == []
    assert SameNames((), ()).rows("kok") == []


def test_one_hash_for_two_texts_mixes_nothing_up() -> None:
    found = names()
    found._keys = np.full(len(TEXTS), hash("kok"), np.int64)
    assert found.rows("kok") == [4]
