"""The code lists that instruments and situations are written on: Dennis (D…) and Eva (E…), with SGR.

Source: the lists of VNG's Dennis and Eva (MIT); the codes are theirs, the Dutch names beside them
are what people read here.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Audience(StrEnum):
    """Whom an instrument serves: the list *InstrumentType* of Dennis."""

    PERSON = "IT01"
    EMPLOYER = "IT02"


DOELGROEPEN: Final[Mapping[str, str]] = {
    "DD01": "Geen uitkering",
    "DD02": "Participatiewet (bijstand, IOAW, IOAZ)",
    "DD03": "Wajong",
    "DD04": "WAO, WIA of WAZ",
    "DD05": "WW of IOW",
    "DD06": "Ondernemer met personeel",
    "DD07": "Zelfstandige zonder personeel (zzp)",
    "DD08": "Met werkloosheid bedreigd",
    "ED01": "Jongeren tot 27 jaar",
    "ED02": "50-plussers",
    "ED03": "(Vermoedelijk) verstandelijke beperking",
    "ED04": "(Vermoedelijk) arbeidsbeperkt",
    "ED05": "Statushouders",
    "ED06": "Migranten",
    "ED07": "(Ex-)ondernemers",
    "ED08": "Dak- en thuislozen",
    "ED09": "Moeite met lezen, schrijven of rekenen",
    "ED10": "Zzp'er",
    "ED11": "Met werkloosheid bedreigd",
    "ED12": "Banenafspraak (doelgroepregister)",
    "ED13": "Niet-uitkeringsgerechtigden (nug)",
    "ED14": "Medewerkers",
}
KLANTKENMERKEN: Final[Mapping[str, str]] = {
    "KK01": "Psychosociale aandachtspunten",
    "KK02": "Lichamelijke aandachtspunten",
    "KK03": "Praktische aandachtspunten",
    "KK04": "Sociale en culturele vaardigheden",
    "KK05": "Basisvaardigheden",
    "KK06": "Basis werknemersvaardigheden",
    "KK07": "Toekomstige werknemersvaardigheden",
    "KK08": "Sollicitatievaardigheden",
    "KK09": "Diploma, certificaat en praktijkverklaring",
    "KK10": "Werkervaring",
    "KK11": "Beroepskeuze en oriëntatie",
    "KK12": "Willen en geloven in eigen kunnen",
    "KK13": "Zelfregie",
    "KK14": "Sociale steun en netwerk",
}
UITVOERINGSVORMEN: Final[Mapping[str, str]] = {
    "UV01": "(Bij)scholing",
    "UV02": "Opleiding",
    "UV03": "Leerwerktraject",
    "UV04": "(Vrijwilligers)werk",
    "UV05": "Vragenlijst",
    "UV06": "Onderzoek",
    "UV07": "Coaching",
    "UV08": "Subsidie of voucher",
    "UV09": "Tolken en vertalen",
    "UV10": "Verwijzing",
    "UV11": "Materiële ondersteuning",
}
TEGELS: Final[Mapping[str, str]] = {
    "DW01": "Voorzorg",
    "DW02": "Contact met de werkgever",
    "DW03": "Oriëntatie",
    "DW04": "Opleiden",
    "DW05": "Kandidaat fit",
    "DW06": "Werkprofiel opstellen",
    "DW07": "Werving en selectie",
    "DW08": "Bemiddeling",
    "DW09": "Plaatsing",
    "DW10": "Nazorg",
    "EW01": "Melding",
    "EW02": "Diagnostiek",
    "EW03": "Maatschappelijk fit",
    "EW04": "Werkfit",
    "EW05": "Oriëntatie",
    "EW06": "Opleiden",
    "EW07": "Bemiddeling",
    "EW08": "Plaatsing",
    "EW09": "Nazorg",
}
