"""What the monitor tells: each figure with its definition, in words for who reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. Everybody counts in it once for a half-year, however often it happened.

    ``time``: what the median of weeks beside it is over; None where there is none.
    """

    key: str
    label: str
    definition: str
    time: str | None = None


FIGURES: Final = (
    Figure("plans", "plannen geopend", "Mensen voor wie in dit halfjaar een plan is geopend."),
    Figure(
        "goals",
        "doelen gesteld",
        "Mensen in wier plan in dit halfjaar een doel is gezet.",
        "van het openen van het plan tot het eerste doel van dit halfjaar",
    ),
    Figure(
        "routes",
        "routes gekozen",
        "Mensen voor wie in dit halfjaar een route of een loopbaanpad bij een doel is vastgezet.",
        "van het openen van het plan tot de eerste keuze van dit halfjaar",
    ),
    Figure(
        "stepsFinished",
        "leerstappen afgerond",
        "Mensen die in dit halfjaar een opleiding, praktijkstap of VOG uit hun route hebben afgerond.",
        "van het begin tot het eind van de eerste stap die is afgerond",
    ),
    Figure(
        "moves",
        "stappen naar werk",
        "Mensen die in dit halfjaar een stap naar een beroep uit hun route hebben afgerond, naar de sector van dat "
        "beroep en de regio van de route. Wie er meer zette, telt met de eerste. Niet per partij.",
    ),
    Figure(
        "stepsStopped",
        "stappen gestopt",
        "Mensen die in dit halfjaar met een stap uit hun route zijn gestopt. Was het aanbod er niet, dan telt dat "
        "alleen bij “gevraagd, niet aanwezig”.",
        "van het begin tot het stoppen van de eerste stap die is gestopt",
    ),
    Figure(
        "offersUsed",
        "hulp gebruikt",
        "Mensen bij wie in dit halfjaar een instrument, verwijzing, EVC of diplomawaardering is begonnen.",
        "van het openen van het plan tot het begin van de eerste hulp in dit halfjaar",
    ),
    Figure(
        "offersMissing",
        "gevraagd, niet aanwezig",
        "Mensen voor wie in dit halfjaar is vastgelegd dat een gevraagde opleiding of hulp er niet was.",
        "van het openen van het plan tot de eerste keer dat dit in dit halfjaar is vastgelegd",
    ),
)
FIGURE: Final = {figure.key: figure for figure in FIGURES}
RULES: Final = (
    "Een getal is een aantal mensen: ieder telt per halfjaar en per cijfer één keer.",
    "De regio is die van de route die het laatst is vastgezet, de sector die van het beroep van het nieuwste doel, de "
    "partij is wie aan het eind van het halfjaar coördineert. Wie geen regio of beroep heeft, staat bij “onbekend”.",
    "Een partij staat apart als zij ten minste tien plannen heeft; de andere staan bij elkaar.",
    "Een leeg getal is verborgen: het is onder de tien, of nul, of het zou een getal onder de tien verraden.",
    "De tijd is de middelste waarde, in weken, afgerond op vier; zij staat er alleen als zij van ten minste tien "
    "mensen bekend is.",
    "Van het halfjaar waarin de eerste plannen zijn geopend, staan er alleen de geopende plannen.",
    "Een halfjaar wordt gepubliceerd vanaf een maand na zijn einde. Wat eenmaal is gepubliceerd, verandert niet meer.",
)
