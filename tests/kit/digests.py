"""A digest of everything in a compiled network, to see that two are one and the same."""

from __future__ import annotations

import hashlib
from dataclasses import fields

import numpy as np
import orjson

from graph.network import Names, Network, Rows


def network_digest(network: Network) -> str:
    """SHA-256 over every array with its type, every name and every text."""
    digest = hashlib.sha256()
    for field in fields(network):
        value = getattr(network, field.name)
        arrays = [value.start, value.items] if isinstance(value, Rows) else [value]
        for one in arrays:
            digest.update(field.name.encode())
            if isinstance(one, np.ndarray):
                digest.update(f"{one.dtype}{one.shape}".encode() + one.tobytes())
            else:
                plain = one.ids if isinstance(one, Names) else one
                digest.update(orjson.dumps(plain, option=orjson.OPT_SORT_KEYS))
    return digest.hexdigest()
