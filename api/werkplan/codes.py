"""The codes that a situation may have: the doelgroepen of the Dennis (DD) and Eva (ED) lists.

Left out on purpose are the ones that state health or origin (ED03, ED04 and ED06): GDPR article 9 forbids to process
these without a ground of their own, and no rule of a plan needs them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

PartyKind = Literal["gemeente", "uwv", "employer", "nobody-obliged"]

#: Code -> its name on the list.
DOELGROEPEN: Final[dict[str, str]] = {
    "DD01": "Geen uitkering",
    "DD02": "Participatiewet (Bijstand, IOAW, IOAZ)",
    "DD03": "Wajong",
    "DD04": "WAO, WIA, WAZ",
    "DD05": "WW, IOW",
    "DD06": "Ondernemer met personeel",
    "DD07": "Zelfstandige ondernemer (ZZP)",
    "DD08": "Met werkloosheid bedreigd",
    "ED01": "Jongeren tot 27 jaar",
    "ED02": "50-plussers",
    "ED05": "Statushouders",
    "ED07": "(Ex) Ondernemers",
    "ED08": "Dak- en thuislozen",
    "ED09": "Laaggeletterden en analfabeten",
    "ED10": "ZZP-er",
    "ED11": "Met werkloosheid bedreigd",
    "ED12": "Banenafspraak (doelgroepregister)",
    "ED13": "NUG-ers",
    "ED14": "Medewerkers",
}
#: What the income situation says of who arranges; source: section 7 of the design, after the Kamerbrief of 2022-10-11.
ARRANGES: Final[dict[str, PartyKind]] = {
    "DD01": "gemeente",
    "DD02": "gemeente",
    "DD03": "uwv",
    "DD04": "uwv",
    "DD05": "uwv",
    "DD06": "nobody-obliged",
    "DD07": "nobody-obliged",
    "DD08": "employer",
    "ED10": "nobody-obliged",
    "ED11": "employer",
    "ED13": "gemeente",
    "ED14": "employer",
}
#: The kind in words, for who reads a list of what must be decided.
KIND_NAMES: Final[dict[PartyKind, str]] = {
    "gemeente": "de gemeente",
    "uwv": "UWV (of een eigenrisicodrager: vraag het na)",
    "employer": "de werkgever, met sociale partners en het sectorfonds",
    "nobody-obliged": "niemand is verplicht; het Werkcentrum wijst de weg, gemeente of UWV kan helpen",
}


def arrangers_of(codes: Iterable[str]) -> tuple[PartyKind, ...]:
    """The kinds of party that a situation points at, each once; empty when its codes say nothing about it."""
    return tuple(dict.fromkeys(ARRANGES[code] for code in sorted(codes) if code in ARRANGES))
