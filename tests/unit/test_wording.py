"""Figures and laws in plain Dutch."""

from __future__ import annotations

import pytest

from api import wording


@pytest.mark.parametrize(
    ("law", "article", "since", "told"),
    [
        ("BWBR1", "3", "2015-01-01", "BWBR1, artikel 3, sinds 1 januari 2015"),
        ("BWBR1", "1.50, derde lid", None, "BWBR1, artikel 1.50, derde lid, sinds onbekend"),
        ("Verordening (EU) 1", "bijlage I", None, "Verordening (EU) 1, bijlage I, sinds onbekend"),
        ("cao Zorg", None, "2022-08-01", "cao Zorg, sinds 1 augustus 2022"),
        (None, None, None, ""),
    ],
)
def test_a_demand_tells_what_it_rests_on_and_since_when(
    law: str | None, article: str | None, since: str | None, told: str
) -> None:
    assert wording.law({"law": law, "article": article, "since": since}) == told
