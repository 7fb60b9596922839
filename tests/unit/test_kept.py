"""Matrices of nearness as files: the same as those made now, made anew where they are of other texts or damaged."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import sparse

from graph import cache
from graph.feasibility import kept
from graph.feasibility.kept import keep, kept_vectors
from graph.feasibility.origins import Ground
from graph.feasibility.vectors import Vectors, vectors_of
from graph.network import Network
from tests.kit.small import starter


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the network of the starter set, which is big enough here."""
    monkeypatch.setattr(kept, "SMALL", 10)
    cache.save(starter(), tmp_path)
    return tmp_path


def dense(value: Any) -> Any:
    return value.toarray() if sparse.issparse(value) else value


def are_same(one: Vectors, other: Vectors) -> bool:
    return all(np.array_equal(dense(getattr(one, f.name)), dense(getattr(other, f.name))) for f in fields(Vectors))


def is_mapped(array: Any) -> bool:
    """Whether an array lies in a file."""
    return isinstance(array.base, np.memmap)


def made_of(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("near-*"))


def test_they_are_made_by_a_process_of_its_own_and_then_only_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "vectors_of", None)  # not in this process
    found = kept_vectors(starter(), folder)
    assert is_mapped(found.texts)
    assert are_same(found, vectors_of(starter()))
    monkeypatch.setattr(kept, "_make_aside", None)
    assert are_same(kept_vectors(starter(), folder), found)


def test_a_move_scores_the_same_from_files(folder: Path) -> None:
    read, made = Ground(starter(), folder), Ground(starter())
    assert is_mapped(read.vectors.word_space)
    assert np.array_equal(read.targets.sides, made.targets.sides)


def other() -> Network:
    """The starter set with other texts."""
    network = starter()
    return replace(network, background={**network.background, "regulated": [1] * len(network.occupations)})


def test_another_revision_with_the_same_texts_and_skills_uses_the_same_files(folder: Path) -> None:
    keep(starter(), folder)
    assert is_mapped(kept_vectors(replace(starter(), revision=99, digest="-"), folder).texts)


def test_those_of_other_texts_make_way(folder: Path) -> None:
    keep(starter(), folder)
    first = made_of(folder)
    keep(other(), folder)
    assert len(made_of(folder)) == 1
    assert made_of(folder) != first


@pytest.mark.parametrize("name", ["plain.json", "texts.npy", "skill_words.indptr.npy"])
@pytest.mark.parametrize("content", [None, b"", b"nonsense"])
def test_what_is_damaged_is_made_anew(folder: Path, name: str, content: bytes | None) -> None:
    keep(starter(), folder)
    path = folder / made_of(folder)[0] / name
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    assert are_same(kept_vectors(starter(), folder), vectors_of(starter()))


def test_where_nothing_can_be_kept_they_are_made_here(folder: Path) -> None:
    cache.cache_path(folder, starter().revision).unlink()
    assert not is_mapped(kept_vectors(starter(), folder).texts)
    assert made_of(folder) == []


def test_half_a_folder_is_never_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(kept.np, "save", full)
    with pytest.raises(OSError, match="no space"):
        keep(starter(), folder)
    assert made_of(folder) == []
