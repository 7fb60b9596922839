"""The starter set: our own first content, in YAML files that a curator can read and edit.

The format stands in ``docs/starter-format.md``. The set is taken or refused as a whole.
"""

from __future__ import annotations

from loaders.starter.dataset import Starter, load_starter, read_starter

__all__ = ["Starter", "load_starter", "read_starter"]
