"""What ISCO-08 units are about: their own texts, what their occupations ask, and which units they name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy import sparse

from graph.feasibility.words import leading, unit_rows, weighted_words

UNIT_SIZE = 80  #: directions kept of the texts of ISCO units
PROFILE = 40  #: so many skills, the most telling ones, stand in the profile of a unit
_CODE = re.compile(r"(?<!\d)\d{4}(?!\d)")


class Units:
    """The units that the occupations (n) of a network are in, and what is known of each.

    ``told``: code -> name, other names, description; ``names`` are those of the occupations.
    """

    def __init__(self, isco_unit: Any, told: Mapping[str, Sequence[str]], names: Sequence[str]) -> None:
        self._of = [str(int(unit)).zfill(4) if unit >= 0 else "" for unit in isco_unit]
        self.codes = sorted({code for code in self._of if code})
        self._told, self._names = told, names
        place = {code: number for number, code in enumerate(self.codes)}
        rows = [row for row, code in enumerate(self._of) if code]
        columns = [place[code] for code in self._of if code]
        shape = (len(self._of), len(self.codes))
        self.picks = sparse.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=shape)

    def texts(self) -> list[str]:
        """The text of each unit, its name three times; empty where nothing is told."""
        told = self._told
        return [" ".join([told[code][0]] * 3 + list(told[code][1:])) if code in told else "" for code in self.codes]

    def words(self) -> Any:
        """(n, words): the words of the text of each occupation's unit."""
        return (self.picks @ weighted_words(self.texts())).tocsr()

    def directions(self) -> Any:
        """(n, size): the same in its leading directions."""
        return np.asarray(self.picks @ unit_rows(leading(weighted_words(self.texts()), UNIT_SIZE)))

    def profiles(self, asked: Any, skills: Sequence[str]) -> Any:
        """(n, size): the text with the names of the unit's occupations and of what they ask most tellingly.

        ``asked``: (n, m), how tellingly each occupation asks each skill.
        """
        share = sparse.diags(1 / np.asarray(self.picks.sum(axis=0)).ravel().clip(1)) @ self.picks.T @ asked
        members = self.picks.tocsc()
        texts = []
        for number, text in enumerate(self.texts()):
            own = np.asarray(share[[number]].todense()).ravel()
            best = [skills[s] for s in np.argsort(-own, kind="stable")[:PROFILE] if own[s] > 0]
            rows = members.indices[members.indptr[number] : members.indptr[number + 1]]
            texts.append(" ".join([text, *(self._names[row] for row in rows), *best]))
        return np.asarray(self.picks @ unit_rows(leading(weighted_words(texts), UNIT_SIZE)))

    def named(self) -> Any:
        """(n, n) CSR: 1 where the text of one unit names the other, as related work classified elsewhere."""
        place = {code: number for number, code in enumerate(self.codes)}
        found = np.zeros((len(place), len(place)), np.float32)
        for code, number in place.items():
            for other in _CODE.findall(" ".join(self._told.get(code, ()))):
                if other != code and other in place:
                    found[number, place[other]] = found[place[other], number] = 1
        return (self.picks @ sparse.csr_matrix(found) @ self.picks.T).tocsr()
