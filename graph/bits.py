"""Sets of small integers as runs of 64-bit words, for compiled code."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.jit import inlined

_1 = np.uint64(1)
_2 = np.uint64(2)
_4 = np.uint64(4)
_56 = np.uint64(56)
_63 = np.uint64(63)
_6 = np.uint64(6)
_M1 = np.uint64(0x5555555555555555)
_M2 = np.uint64(0x3333333333333333)
_M4 = np.uint64(0x0F0F0F0F0F0F0F0F)
_H01 = np.uint64(0x0101010101010101)


@inlined()
def ones(word: Any) -> Any:
    """How many bits of one word are set."""
    x = word - ((word >> _1) & _M1)
    x = (x & _M2) + ((x >> _2) & _M2)
    x = (x + (x >> _4)) & _M4
    return np.int64((x * _H01) >> _56)


@inlined()
def put(words: Any, place: int) -> None:
    """Set one bit."""
    words[place >> 6] |= _1 << np.uint64(place & 63)


@inlined()
def has(words: Any, place: int) -> bool:
    """True if this bit is set."""
    return (words[place >> 6] >> np.uint64(place & 63)) & _1 != np.uint64(0)


@inlined()
def lowest(word: Any) -> int:
    """The place of the lowest set bit of a word that is not zero."""
    return ones((word & (~word + _1)) - _1)


@inlined()
def within(inner: Any, outer: Any) -> bool:
    """True if every bit of the first is in the second."""
    for i in range(inner.shape[0]):
        if inner[i] & ~outer[i]:
            return False
    return True


@inlined()
def words_for(size: int) -> int:
    """How many words hold this many bits; at least one."""
    return max(1, (size + 63) >> 6)
