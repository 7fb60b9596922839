"""What is known beforehand about the publications that are loaded: who, licence, attribution."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from ontology.evidence import Source
from ontology.ids import ConceptId, own_id


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication over all its versions. ``attribution`` is the line its licence asks for."""

    family: str
    name: str
    publisher: str
    licence: str
    attribution: str
    url: str | None = None


CC_BY = "CC BY 4.0"

ESCO = Publication(
    "esco",
    "ESCO",
    "European Commission",
    "Reuse under Commission Decision 2011/833/EU",
    "This service uses the ESCO classification of the European Commission.",
    "https://esco.ec.europa.eu/",
)
REGIONS = Publication(
    "arbeidsmarktregio",
    "Gemeenten per arbeidsmarktregio (84929NED)",
    "Centraal Bureau voor de Statistiek",
    CC_BY,
    "Bron: CBS, gemeenten per arbeidsmarktregio, CC BY 4.0.",
)
BRC = Publication(
    "brc2014",
    "Beroepenclassificatie ROA-CBS 2014, schakelschema met ISCO-08",
    "Centraal Bureau voor de Statistiek",
    CC_BY,
    "Bron: CBS, schakelschema ISCO-08 en BRC 2014, CC BY 4.0.",
)
WAGES = Publication(
    "uurloon-brc",
    "Uurlonen naar beroep (85517NED)",
    "Centraal Bureau voor de Statistiek",
    CC_BY,
    "Bron: CBS, tabel 85517NED, CC BY 4.0.",
)
CREBO = Publication(
    "crebo",
    "Kwalificaties in de herziene kwalificatiestructuur mbo (Regeling BWBR0036352)",
    "Ministerie van Onderwijs, Cultuur en Wetenschap",
    "Publiek recht (Auteurswet artikel 11)",
    "Bron: Regeling BWBR0036352, codes uit 2015.",
    "https://wetten.overheid.nl/BWBR0036352",
)
COMPETENTNL = Publication(
    "competentnl-labels",
    "CompetentNL, beroepsbenamingen",
    "CompetentNL",
    CC_BY,
    "Bron: CompetentNL, CC BY 4.0.",
    "https://www.competentnl.nl/",
)
KNOWN = (ESCO, REGIONS, BRC, WAGES, CREBO, COMPETENTNL)
UNSTATED = "niet vermeld"  #: a user's own file that states no licence


def slug_of(text: str) -> str:
    """A short readable name for an id: lower case, ASCII, dashes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "naamloos"


def source_of(publication: Publication, version: str, sha256: str, issued: date | None = None) -> Source:
    """The source record of one version; the version is the last part of its id."""
    return Source(
        id=source_id(publication.family, version),
        name=publication.name,
        publisher=publication.publisher,
        version=version,
        licence=publication.licence,
        issued=issued,
        url=publication.url,
        sha256=sha256,
        attribution=publication.attribution,
    )


def source_id(family: str, version: str) -> ConceptId:
    """The id of one version of a publication."""
    local = re.sub(r"[^a-z0-9.-]+", "-", version.lower()).strip("-.")
    return own_id("source", f"{family}/{re.sub(r'[-.]{2,}', '-', local) or 'zonder-versie'}")


def family_id(family: str) -> str:
    """What the ids of every version of a publication begin with."""
    return source_id(family, "x")[:-1]


def own_publication(kind: str, title: str, publisher: str, licence: str) -> Publication:
    """A user's own file (a catalogue, a list of titles) as a publication, told apart by its title."""
    attribution = f"Bron: {title}, {publisher}."
    return Publication(f"{kind}/{slug_of(title)}", title, publisher, licence, attribution)
