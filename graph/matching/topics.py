"""What a title is about, apart from the sort of function: *bedrijfsleider leerlooierij* is about *leerlooierij*."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.matching.words import STOP

_FUNCTIONS: Final = """
    medewerker medewerkster operator hoofd monteur docent leraar leerkracht groepsleerkracht ingenieur assistent manager
    directeur officier adviseur specialist technicus chef verkoper verkoopster bediener afdelingsmanager afdelingschef
    bedrijfsleider bedrijfsleidster coordinator hoogleraar leidinggevende teamleider opzichter inspecteur
    vertegenwoordiger ondernemer eigenaar zelfstandige voorman voorvrouw uitvoerder productieleider praktijkopleider
    opleider trainer instructeur clustermanager hoofdoperator hoofdmonteur verkoopmedewerker verkoopspecialist
    verkoopadviseur universitair hoofddocent onderzoeker wetenschappelijk consulent deskundige planner beheerder hulp
    arbeider hulparbeider vakkracht vakman baas meester keurmeester controleur begeleider beleidsmedewerker eerste
    tweede senior junior graads 1e 2e niveau"""
#: Words that say what sort of function a job is, on what level, but not in what field.
FUNCTIONS: Final = frozenset(_FUNCTIONS.split())


def topic_of(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a title that say its field; all that say something when it names a function alone."""
    said = [word for word in words if word not in STOP]
    return tuple(word for word in said if word not in FUNCTIONS) or tuple(said) or tuple(words)
