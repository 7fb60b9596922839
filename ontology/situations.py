"""What can be said of somebody's situation in a menukaart question: closed lists, all of it optional.

A situation is asked, used and forgotten. What nobody told is unknown, and unknown is asked about,
never filled in. Health and a doelgroep registration are nowhere required.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Benefit(NamedTuple):
    """A benefit: its name, the doelgroep code of Dennis it belongs to (None: the list has none), and its law."""

    label: str
    doelgroep: str | None
    law: str
    bwb: str | None


BENEFITS: Final[Mapping[str, Benefit]] = {
    "ww": Benefit("WW-uitkering", "DD05", "Werkloosheidswet", "BWBR0004045"),
    "iow": Benefit("IOW-uitkering", "DD05", "Wet inkomensvoorziening oudere werklozen", None),
    "zw": Benefit("Ziektewet-uitkering", None, "Ziektewet", "BWBR0001888"),
    "wia": Benefit("WIA-uitkering", "DD04", "Wet WIA", "BWBR0019057"),
    "wao": Benefit("WAO-uitkering", "DD04", "WAO", None),
    "waz": Benefit("WAZ-uitkering", "DD04", "WAZ", None),
    "wajong": Benefit("Wajong-uitkering", "DD03", "Wajong", "BWBR0008657"),
    "bijstand": Benefit("bijstandsuitkering", "DD02", "Participatiewet", "BWBR0015703"),
    "ioaw": Benefit("IOAW-uitkering", "DD02", "IOAW", "BWBR0004044"),
    "ioaz": Benefit("IOAZ-uitkering", "DD02", "IOAZ", "BWBR0004163"),
    "anw": Benefit("Anw-uitkering", None, "Anw", None),
}

#: How somebody stands in work; several may hold at once.
WORK: Final[Mapping[str, str]] = {
    "employee": "vast of langer contract",
    "flex": "flexwerk: uitzendwerk, oproepwerk of korte contracten",
    "self-employed": "zelfstandige zonder personeel (zzp)",
    "business": "ondernemer met personeel",
    "threatened": "met ontslag bedreigd",
    "school": "op school",
    "none": "geen werk",
}

#: What only the person, the employer or a party can say; a situation answers with yes or no.
TOPICS: Final[Mapping[str, str]] = {
    "able-to-work": "kan nu werken of een opleiding volgen",
    "accredited-workplace": "het bedrijf is een erkend leerbedrijf",
    "agreed-by-employer": "de werkgever doet mee",
    "agreed-permission": "er is toestemming om de opleiding te volgen",
    "barred-by-earlier-trial": "werkte eerder op proef in dit werk bij deze werkgever",
    "below-minimum-wage": "kan met voltijds werk het minimumloon niet verdienen",
    "below-pension-age": "heeft de AOW-leeftijd nog niet",
    "childcare": "heeft kinderopvang nodig",
    "covered-by-cao": "valt onder een cao of sociaal plan met een scholingsafspraak",
    "debts": "heeft schulden waar hulp bij nodig is",
    "development-path": "de opleiding hoort bij een erkend ontwikkelpad",
    "duty-to-integrate": "moet inburgeren",
    "eigenrisicodrager": "de (laatste) werkgever is eigenrisicodrager",
    "employer-small": "het bedrijf is mkb",
    "enough-service": "werkt ten minste 26 weken bij deze werkgever",
    "far-from-work": "heeft voorlopig weinig kans op gewoon werk",
    "job-prospect": "er is uitzicht op een baan van minstens zes maanden",
    "liability-insured": "de werkgever heeft een aansprakelijkheidsverzekering",
    "lasting-limitation": "heeft een blijvende beperking door ziekte of handicap",
    "needed-for-work": "de opleiding is nodig voor het werk",
    "no-other-payment": "de kosten worden nergens anders vergoed",
    "no-study-grant": "heeft geen recht op gewone studiefinanciering",
    "own-plan": "heeft een plan voor een eigen bedrijf",
    "practice-agreement": "er is een praktijkovereenkomst met de school",
    "recent-declaration": "er is een doelgroepverklaring",
    "redundancy": "het ontslag komt van de werkgever",
    "sheltered-advice": "UWV adviseerde beschut werk",
    "shift-work": "werkt in ploegen of op wisselende tijden",
    "student": "volgt een opleiding met studiefinanciering of een tegemoetkoming voor scholieren",
    "ten-employees": "de werkgever heeft tien of meer mensen in dienst",
    "trouble-with-basics": "vindt lezen, schrijven, rekenen of omgaan met de computer moeilijk",
    "under-27-no-school": "is jonger dan 27 en heeft geen school of werk",
    "wga": "de WIA-uitkering is een WGA-uitkering",
    "work-interest": "wil weten welk werk past",
}
