"""What the last entry of a sequence takes by itself: asked once for all sequences that bring the same to it.

Whatever the jobs on the way ask, the target's own gap must be closed. Many pairs of jobs leave the same of it
open; when no set of trainings that closes it could enter the archive, none of them needs a look. What is found
stays true as the archive grows, but for a witness that is beaten: then it is asked again.

A route leaves at least as much to learn as the jobs on the way do when no training is taken for them. So it is
asked with a least share that counts: what leaves less counts as leaving that.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.jit import njit
from graph.pareto import FOUND, shuts_out

SLOTS = 1 << 12  #: places of the table
ROOM = 1 << 19  #: numbers for all keys together
HEAD = 8  #: numbers of a key before its elements, the last of them the least share that counts
NEW, SHUT, OPEN = 0, 1, 2
SHARE = 6  #: where what was found has the share that its witness leaves


@njit()
def empty_endings() -> Any:
    """Room for the keys (where each begins in the pool, and its length), what was found of each, and one key.

    Found: the state, how many had entered the archive then, and the vector, flags and sums of a witness.
    """
    return (
        np.full((SLOTS, 2), -1, np.int32),
        np.empty((SLOTS, 12), np.int64),
        np.empty(ROOM, np.int32),
        np.zeros(1, np.int64),
        np.empty(1 << 12, np.int32),
    )


@njit()
def ending_of(
    net: Any, have_group: Any, seq: Any, k: int, bbl: Any, base: Any, slack: Any, stage_of: Any, thing: Any,
    is_group: Any, key: Any,
) -> Any:  # fmt: skip
    """Write how this sequence ends into ``key``; its first element of the last entry, and the length (−1: no room)."""
    first = stage_of.shape[0]
    while first > 0 and stage_of[first - 1] == k - 1:
        first -= 1
    leerbanen = 0
    for i in range(k):
        leerbanen += bbl[i] >= 0
    key[0], key[1], key[2], key[3] = base[0], base[1], base[3] * 16 + base[4], k * 8 + leerbanen
    key[4], key[5], key[6] = slack[k - 1], stage_of.shape[0] - first, base[2]
    n = HEAD
    if key.shape[0] < n + stage_of.shape[0]:
        return first, -1
    for e in range(first, stage_of.shape[0]):
        key[n] = 2 * thing[e] + is_group[e]
        n += 1
    return first, _granted(net, have_group, seq, k, bbl, key, n)


@njit()
def slot_of(endings: Any, n: int, floor: int) -> int:
    """The place of the ``n`` numbers in the key, for routes that leave this share (tenths) at least; −1: no room."""
    where, found, pool, used, key = endings
    key[HEAD - 1] = floor
    mix = np.uint64(1469598103934665603)
    for i in range(n):
        mix = (mix ^ np.uint64(key[i])) * np.uint64(1099511628211)
    slot = np.int64(mix >> np.uint64(40)) & (SLOTS - 1)
    for _ in range(SLOTS):
        if where[slot, 0] < 0:
            if used[0] + n > ROOM:
                return -1
            where[slot, 0], where[slot, 1] = used[0], n
            for i in range(n):
                pool[used[0] + i] = key[i]
            used[0] += n
            found[slot, 0] = NEW
            return int(slot)
        same = where[slot, 1] == n
        for i in range(n if same else 0):
            same = same and pool[where[slot, 0] + i] == key[i]
        if same:
            return int(slot)
        slot = (slot + 1) & (SLOTS - 1)
    return -1


@njit()
def _granted(net: Any, have_group: Any, seq: Any, k: int, bbl: Any, key: Any, n: int) -> int:
    """Add to the key, in order, the groups that jobs and leerbanen before the last meet; −1 if there is no room."""
    begin = n
    for i in range(k - 1):
        for kind in range(2):
            row = seq[i] if kind == 0 else bbl[i]
            if row < 0:
                continue
            start, items = (net[6], net[7]) if kind == 0 else (net[19], net[20])
            for p in range(start[row], start[row + 1]):
                if have_group[items[p]]:
                    continue
                if n == key.shape[0]:
                    return -1
                at = n
                while at > begin and key[at - 1] > items[p]:
                    key[at] = key[at - 1]
                    at -= 1
                key[at] = items[p]
                n += 1
    return n


@njit()
def known_of(endings: Any, slot: int, archive: Any) -> int:
    """What is known of an ending: ``SHUT``, ``OPEN``, or ``NEW`` when it must be asked (again)."""
    found = endings[1][slot]
    if found[0] == OPEN and found[1] != archive[5][1]:
        if shuts_out(archive, found[2:8], found[8], found[9:12]):
            return NEW
        found[1] = archive[5][1]
    return int(found[0])


@njit()
def note_ending(endings: Any, slot: int, archive: Any, whole: bool) -> int:
    """Keep what a question to the archive found; ``whole``: it was asked to the end. Gives what is known."""
    found = endings[1][slot]
    if archive[5][2] == FOUND:
        found[0], found[1] = OPEN, archive[5][1]
        for i in range(10):
            found[2 + i] = archive[5][3 + i]
        return OPEN
    if whole:
        found[0] = SHUT
        return SHUT
    return NEW
