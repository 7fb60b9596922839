"""A list of titles that people use, mapped to concepts: more names to find a concept by."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graph.stores.base import Snapshot
from loaders import manifest
from loaders.archives import Digest, Place, find_places
from loaders.base import Findings, Loaded, Progress
from loaders.tables import read_rows
from ontology.concepts import Label, LabelKind
from ontology.errors import SourceUnreadable
from ontology.evidence import Evidence, EvidenceKind
from ontology.ids import ConceptId, expand
from ontology.records import CONCEPT_KINDS
from ontology.relations import Names

#: The column with the concept, as files call it.
CONCEPT_COLUMNS = ("concept", "concept_iri", "iri", "uri", "esco_uri")
#: Relation words, seen from the concept: ``narrow`` is a title for part of what the concept covers.
RELATIONS = {"": "exact", "exact": "exact", "close": "close", "narrow": "narrow", "broad": "broad"}


def relation_of(text: str) -> str | None:
    """Our word for a relation: ``skos:exactMatch``, its IRI, ``exactMatch`` or ``exact``; None when unknown."""
    word = text.strip().rsplit("#", 1)[-1].rsplit(":", 1)[-1].removesuffix("Match").lower()
    return RELATIONS.get(word)


def load_synonyms(
    paths: Sequence[Path],
    *,
    snapshot: Snapshot,
    progress: Progress,
    title: str | None = None,
    publisher: str = "eigen lijst",
    licence: str = manifest.UNSTATED,
    version: str | None = None,
    lang: str = "nl",
) -> Loaded:
    """The titles of a CSV with the columns title, concept and relation (empty is exact).

    Each relation is a source of its own, so that a close title never counts as an exact one.
    """
    findings, digest = Findings(), Digest()
    (place,) = _single(find_places(paths))
    known = {key.id for key in snapshot.by_key if key.kind in CONCEPT_KINDS}
    titles: dict[tuple[str, ConceptId], set[str]] = {}
    rows = 0
    for line, cells in read_rows(
        place, ("title",), findings, digest, optional=("relation", *CONCEPT_COLUMNS), labels=("title",)
    ):
        rows += 1
        concept = next((cells[name] for name in CONCEPT_COLUMNS if cells[name].strip()), "")
        id, relation = ConceptId(expand(concept.strip())), relation_of(cells["relation"])
        text = " ".join(cells["title"].split())
        if not text or not concept:
            findings.error(str(place), line, "no title or no concept: the row is left out")
        elif relation is None:
            known_words = ", ".join(word for word in RELATIONS if word)
            findings.error(str(place), line, f"relation {cells['relation']!r}, expected {known_words}: left out")
        elif id not in known:
            findings.error(str(place), line, f"the store has no {id}: the row is left out")
        else:
            titles.setdefault((relation, id), set()).add(text)
    if rows and not titles and not any(finding.message.startswith("relation") for finding in findings.found):
        advice = f"Name its column one of {', '.join(CONCEPT_COLUMNS)}, and load what it names first (ESCO, say)."
        raise SourceUnreadable(str(place), "no row with a concept that the store has", "known concepts", advice)
    publication = manifest.own_publication("synonyms", title or place.path.stem, publisher, licence)
    named = version or digest.hex()[:12]
    sources = {
        relation: manifest.source_of(_part(publication, relation), named, digest.hex())
        for relation in sorted({relation for relation, _ in titles})
    }
    records = [
        Names(
            id=id,
            labels=tuple(Label(LabelKind.ALT, lang, text) for text in texts),
            relation=relation,
            evidence=(Evidence(source=sources[relation].id, kind=EvidenceKind.CURATED),),
        )
        for (relation, id), texts in sorted(titles.items())
    ]
    progress("titles", rows, rows)
    count = {name: sum(len(texts) for (one, _), texts in titles.items() if one == name) for name in sources}
    return Loaded(
        sources=tuple(sources.values()),
        records=tuple(records),
        findings=tuple(findings.found),
        refused=tuple(findings.refused),
        summary={
            "rows": rows,
            "concepts": len({id for _, id in titles}),
            **{f"titles {k}": n for k, n in count.items()},
        },
        families=(manifest.family_id(publication.family),),
    )


def _part(publication: manifest.Publication, relation: str) -> manifest.Publication:
    return manifest.Publication(
        f"{publication.family}/{relation}",
        f"{publication.name} ({relation})",
        publication.publisher,
        publication.licence,
        publication.attribution,
        publication.url,
    )


def _single(places: Sequence[Place]) -> Sequence[Place]:
    if len(places) != 1:
        raise SourceUnreadable(", ".join(map(str, places)), f"{len(places)} tables", "one", "Load them one by one.")
    return places
