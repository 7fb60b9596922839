"""How much there is, what it rests on and where it comes from: of a compiled network, and of a whole snapshot."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from graph.texts import about_of
from graph.version import program_version

if TYPE_CHECKING:
    from graph.network import Network
    from graph.stores.base import Snapshot


def network_status(network: Network, away_since: datetime | None = None) -> dict[str, Any]:
    """Revision, digest and counts of what routes are found on, what its records rest on, and if the store is there."""
    return {
        "revision": network.revision,
        "digest": network.digest,
        "version": program_version(),
        "store": {
            "reachable": away_since is None,
            "awaySince": None if away_since is None else away_since.isoformat(timespec="seconds"),
        },
        "counts": {
            "occupations": len(network.occupations),
            "skills": len(network.skills),
            "trainings": len(network.trainings),
            "credentials": len(network.credentials),
            "regions": len(network.regions),
        },
        "evidence": network.about["evidence"],
        "toCheck": network.about["toCheck"],
        "withoutDutch": network.about.get("withoutDutch"),  # a network compiled by older code doesn't know
    }


def snapshot_status(snapshot: Snapshot) -> dict[str, Any]:
    """Records by kind, by kind of evidence and to be checked, and every source with version and licence."""
    about = about_of(snapshot)
    return {
        "revision": int(snapshot.revision),
        "digest": snapshot.digest,
        "version": program_version(),
        "records": about["records"],
        "evidence": about["evidence"],
        "toCheck": about["toCheck"],
        "withoutDutch": about["withoutDutch"],
        "sources": [source_line(source) for source in sorted(snapshot.iter_kind("source"), key=lambda item: item.id)],
    }


def source_line(source: Any) -> dict[str, Any]:
    """One source as people need it for attribution."""
    return {
        "id": source.id,
        "name": source.name,
        "publisher": source.publisher,
        "version": source.version,
        "licence": source.licence,
        "url": source.url,
        "attribution": source.attribution,
    }
