"""What answers searches right after a revision: the index of the one before, and names for what is new."""

from __future__ import annotations

import pytest

from graph.matching.finder import Finder
from graph.matching.matcher import Matcher
from graph.network import Network
from tests.kit.small import job, named, network, skill

OLD = (job("kok", "koken", labels=named("kok")), job("bakker", "bakken", labels=named("bakker")))


def followed(*records: object, old: tuple[object, ...] = OLD) -> Finder:
    """The finder of a revision with these records, right after one with the old ones."""
    before = Finder(network(*old))  # type: ignore[arg-type]
    before.matcher()
    after = Finder(network(*records))  # type: ignore[arg-type]
    after.waits = False
    after.follow(before)
    return after


def labels(finder: Finder, text: str) -> list[str]:
    return [hit["label"] for hit in finder.find(text, ["occupation"])]


def test_what_stayed_is_found_by_the_earlier_index(monkeypatch: pytest.MonkeyPatch) -> None:
    finder = followed(*OLD, skill("nieuw"))
    monkeypatch.setattr(Finder, "matcher", None)  # nobody waits for an index
    assert finder.has_earlier
    assert labels(finder, "bakster")[0] == "bakker"
    answer = finder.search("kok", ["occupation"])
    assert (answer["encoder"] is not None, answer["message"]) == (True, None)


def test_what_is_new_is_found_by_name() -> None:
    assert labels(followed(*OLD, job("chef", "koken", labels=named("chef-kok"))), "chef-kok")[0] == "chef-kok"


def test_a_new_name_counts_and_the_old_one_doesnt() -> None:
    finder = followed(job("kok", "koken", labels=named("keukenmeester")), OLD[1])
    assert labels(finder, "keukenmeester") == ["keukenmeester"]
    assert "kok" not in labels(finder, "kok")


def test_what_went_is_not_found() -> None:
    assert "bakker" not in labels(followed(OLD[0]), "bakker")


def test_the_own_index_takes_over(monkeypatch: pytest.MonkeyPatch) -> None:
    finder = followed(*OLD, job("chef", "koken", labels=named("chef-kok")))
    finder.matcher()
    assert not finder.has_earlier
    asked: list[Network] = []
    find = Matcher.find
    monkeypatch.setattr(Matcher, "find", lambda self, *a, **k: (asked.append(self.network), find(self, *a, **k))[1])
    assert "chef-kok" in labels(finder, "chef-kok")
    assert asked == [finder.network]


def test_an_index_two_revisions_back_still_answers() -> None:
    middle = followed(*OLD)
    last = Finder(middle.network)
    last.waits = False
    last.follow(middle)
    assert labels(last, "bakster")[0] == "bakker"
