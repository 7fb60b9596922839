"""Identifiers: IRIs that stay as their publisher wrote them, and ours under one base."""

from __future__ import annotations

import re
from typing import NewType

from ontology.errors import InvalidRecord

ConceptId = NewType("ConceptId", str)

BASE = "https://loopbaanpad.example/id/"  #: the default base of our own ids; a setting
ONTOLOGY = "https://loopbaanpad.example/ontology#"
ESCO = "http://data.europa.eu/esco/"
ESCO_OCCUPATION = ESCO + "occupation/"
ESCO_SKILL = ESCO + "skill/"
ESCO_ISCO = ESCO + "isco/C"
COMPETENTNL = "https://linkeddata.competentnl.nl/"

_IRI = re.compile(r"^[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+$", re.IGNORECASE)
_LOCAL = re.compile(r"^[a-z0-9]+(?:[-./][a-z0-9]+)*$")


def parse_id(text: str) -> ConceptId:
    """Turn text into an id, or say why it is none.

    Raises:
        InvalidRecord: the text is no absolute IRI.
    """
    text = text.strip()
    if not _IRI.match(text):
        raise InvalidRecord(text or "(empty)", "an id must be an absolute IRI, such as " + BASE + "occupation/kok")
    return ConceptId(text)


def own_id(kind: str, local: str) -> ConceptId:
    """Our own id for a thing of ``kind``, from a short readable name (``occupation/kok``).

    Raises:
        InvalidRecord: the name is more than lower-case letters, digits, dashes, dots and slashes.
    """
    if not _LOCAL.match(local):
        raise InvalidRecord(local or "(empty)", "a local name has lower-case letters, digits and dashes only")
    return ConceptId(f"{BASE}{kind}/{local}")


def short_of(id: str) -> str:
    """The id as people read it: our base and the ESCO base left off."""
    for base, prefix in ((BASE, ""), (ESCO, "esco:"), (COMPETENTNL, "cnl:")):
        if id.startswith(base):
            return prefix + id[len(base) :]
    return id


def expand(text: str) -> str:
    """The whole IRI of a short id; anything else comes back unchanged."""
    for base, prefix in ((ESCO, "esco:"), (COMPETENTNL, "cnl:")):
        if text.startswith(prefix):
            return base + text[len(prefix) :]
    if re.match(r"^(occupation|skill|training|credential|path|region|fee|instrument|source)/", text):
        return BASE + text
    return text
