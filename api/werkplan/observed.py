"""Back to the graph: the moves of a published half-year as observed transitions, counts of ten people or more.

They are cells of the monitor's published figures, so that what is hidden there isn't told here either.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import select, update

from api.werkplan.halfyears import HalfYear
from api.werkplan.keeping import Werkplan
from api.werkplan.releasing import OBSERVED, releases_of
from api.werkplan.tables import Outbox
from api.werkplan.tables_monitor import Release
from graph.network import Network
from graph.stores.base import KnowledgeStore, Put, Revision
from ontology.evidence import Evidence, EvidenceKind, Source
from ontology.ids import BASE, ConceptId
from ontology.relations import Transition

REASON: Final = "counted from finished steps in plans, published by the monitor"
BY: Final = "loopbaanpad observed"
_HOW: Final = (
    "mensen die in dit halfjaar een stap naar dit beroep uit hun route afrondden, ieder één keer; ten minste tien, en "
    "niet getoond waar het getal een ander zou verraden"
)


def waiting(plans: Werkplan, network: Network) -> list[Release]:
    """The published half-years of which the graph hasn't got the moves; what is over and settled is published first."""
    with plans.database.reading() as session:
        asked = select(Outbox.data).where(Outbox.kind == "finished-step", Outbox.taken_by.is_(None))
        told = {str(data["halfYear"]) for data in session.scalars(asked)}
    newest = HalfYear.settled(plans.now().date())
    releases_of(plans, network, sorted(one for one in map(HalfYear.parse, told) if one <= newest))
    with plans.database.reading() as session:
        rows = session.scalars(select(Outbox.data).where(Outbox.kind == OBSERVED, Outbox.taken_by.is_(None)))
        wanted = sorted({HalfYear.parse(str(data["halfYear"])) for data in rows})
    return releases_of(plans, network, wanted)


def records_of(release: Release) -> list[Source | Transition]:
    """The source and the transitions of a half-year, the same each time."""
    source = ConceptId(f"{BASE}source/observed/{release.half_year}")
    stated: date = release.published_at.date()
    told = Source(
        id=source,
        name="Stappen in plannen",
        publisher="Loopbaanpad",
        version=release.half_year,
        licence="CC0-1.0",
        issued=stated,
    )
    evidence = (Evidence(source=source, kind=EvidenceKind.OBSERVED, stated=stated, how=_HOW),)
    found: list[Source | Transition] = [told]
    for region, split, value, people, _ in release.figures["cells"]["moves"]:
        if split == "pair":
            origin, target = value.split(" ")
            names = "-".join(part.rsplit("/", 1)[-1] for part in (origin, target, region, release.half_year))
            found.append(
                Transition(
                    id=ConceptId(f"{BASE}transition/observed-{names}"),
                    origin=ConceptId(origin),
                    target=ConceptId(target),
                    count=people,
                    period=release.half_year,
                    region=ConceptId(region),
                    evidence=evidence,
                )
            )
    return found


def proposed(releases: Sequence[Release]) -> dict[str, Any]:
    """The body of ``POST /v1/changes`` with which somebody who may publishes it."""
    import orjson

    from ontology.records import canonical_bytes

    records = [record for release in releases for record in records_of(release)]
    return {"by": BY, "reason": REASON, "changes": [{"put": orjson.loads(canonical_bytes(one))} for one in records]}


def publish(plans: Werkplan, store: KnowledgeStore, releases: Sequence[Release]) -> Revision:
    """Write them into the graph, each half-year once: its row of the outbox is taken when the graph has it.

    Should it end in between, the same records are put once more, which changes nothing.

    Raises:
        StaleRevision: somebody wrote to the graph meanwhile.
        DanglingReference: an occupation or region isn't in the graph any more.
    """
    revision = store.revision()
    for release in releases:
        changes = [Put(record) for record in records_of(release)]
        revision = store.apply(changes, expected=revision, by=BY, reason=f"{REASON}: {release.half_year}")
        with plans.database.writing() as session:
            rows = session.scalars(select(Outbox).where(Outbox.kind == OBSERVED, Outbox.taken_by.is_(None))).all()
            ids = [row.id for row in rows if row.data["halfYear"] == release.half_year]
            session.execute(update(Outbox).where(Outbox.id.in_(ids)).values(taken_by=f"revision {revision}"))
    return revision
