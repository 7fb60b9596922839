"""Plain names as a file: read when they are those of this network, made anew where they are not, or damaged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graph.matching import kept_names, names
from graph.matching.finder import Finder
from graph.matching.names import NameIndex
from graph.network import Network
from tests.kit.small import starter


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where names are kept, also the few of the starter set."""
    monkeypatch.setattr(names, "SMALL", 10)
    return tmp_path


def files_of(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def answers(index: NameIndex) -> list[object]:
    return [index.find(text, None, 5) for text in ("kok", "verzorgende", "heftruck", "zorg")]


def unmade(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on nothing can be made, only read."""
    monkeypatch.setattr(NameIndex, "_made", None)


def test_they_are_made_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = answers(Finder(starter(), folder).names)
    assert made == answers(NameIndex(starter()))
    unmade(monkeypatch)
    assert answers(Finder(starter(), folder).names) == made


def test_few_names_are_not_kept(tmp_path: Path) -> None:
    assert answers(NameIndex(starter(), folder=tmp_path))
    assert files_of(tmp_path) == []


def test_those_of_other_content_make_way(folder: Path) -> None:
    NameIndex(starter(), folder=folder)
    first = files_of(folder)
    NameIndex(replace(starter(), digest="another"), folder=folder)
    assert len(files_of(folder)) == 1
    assert files_of(folder) != first


@pytest.mark.parametrize("damage", [b"", b"00000000", b"\xff" * 40])
def test_a_damaged_file_is_made_anew(folder: Path, damage: bytes) -> None:
    made = answers(NameIndex(starter(), folder=folder))
    file = folder / files_of(folder)[0]
    whole = file.read_bytes()
    for content in (damage, whole[:-9], whole.replace(b"kok", b"kak", 1)):
        file.write_bytes(content)
        assert answers(NameIndex(starter(), folder=folder)) == made
        assert file.read_bytes() == whole


def test_another_network_under_the_same_name_is_noticed(folder: Path) -> None:
    network: Network = starter()
    kept_names.keep(network, folder, "\neen\ntwee\n")
    assert answers(NameIndex(network, folder=folder)) == answers(NameIndex(network))


def test_without_a_place_to_write_they_are_made_each_time(folder: Path) -> None:
    nowhere = folder / "away"
    assert answers(NameIndex(starter(), folder=nowhere)) == answers(NameIndex(starter()))
    assert not nowhere.exists()
