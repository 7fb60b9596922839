"""The codes that a situation in a plan may have, and who is to act by them.

Left out on purpose are the doelgroepen that state health or origin: GDPR article 9 forbids to process
these without a ground of their own, and no rule of a plan needs them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from graph.menukaart import Situation, arrangeurs
from ontology.codes import DOELGROEPEN as LISTED

_HEALTH_OR_ORIGIN: Final = frozenset({"ED03", "ED04", "ED06"})
#: Code -> its name, for the doelgroepen of the Dennis (DD) and Eva (ED) lists that a plan may hold.
DOELGROEPEN: Final = {code: name for code, name in LISTED.items() if code not in _HEALTH_OR_ORIGIN}


def arrangers_of(codes: Iterable[str]) -> dict[str | None, str]:
    """Who acts by these codes, by the menukaart's table: party (None: nobody is obliged) -> how it is told."""
    told = Situation(doelgroepen=dict.fromkeys(codes, True))
    return {part["party"]: _told(part["label"], part["unlessAsked"]) for part in arrangeurs().arrange(told)["parts"]}


def _told(label: str, question: str | None) -> str:
    return f"{label} (vraag na: {question})" if question else label
