"""What occupations pay: hourly wage quartiles of the BRC groups that an occupation is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.stores.base import Snapshot
from graph.texts import label_of
from ontology.concepts import Group, Occupation
from ontology.ids import ESCO_ISCO, short_of
from ontology.records import key_of
from ontology.relations import Wages

COUNTRY = "Nederland"  #: where the wages that are loaded hold: CBS 85517NED is about the whole country


def wages_of(snapshot: Snapshot, occupations: Mapping[str, Occupation]) -> dict[str, list[dict[str, Any]]]:
    """Per occupation the quartiles of each of its groups, in the order of the groups' codes.

    A group counts that the occupation's own statement names; else those that its ISCO unit maps to.
    A group without any quartile says nothing, and an occupation without wages is not in the result.
    Units: euro cents an hour.
    """
    groups: dict[str, Group] = {}
    mapped: dict[str, set[str]] = {}  # an ISCO unit's BRC groups, whoever states them
    for record in sorted((r for r in snapshot.iter_kind("group") if isinstance(r, Group)), key=key_of):
        groups.setdefault(record.id, record)
        mapped.setdefault(record.id, set()).update(record.maps_to)
    brc_by_code = {group.code: group for group in groups.values() if group.scheme == "brc2014"}
    newest = _newest(record for record in snapshot.iter_kind("wages") if isinstance(record, Wages))
    told: dict[str, list[dict[str, Any]]] = {}
    for id, occupation in occupations.items():
        own = {brc_by_code[code].id for code in occupation.brc if code in brc_by_code}
        of = own or mapped.get(f"{ESCO_ISCO}{occupation.isco}", set())
        lines = [_line(groups[group], newest[group]) for group in sorted(of) if group in newest and group in groups]
        if lines:
            told[id] = lines
    return told


def _newest(records: Iterable[Wages]) -> dict[str, Wages]:
    """Per group the newest year that has a quartile; of two in one year the first source."""
    stated = [record for record in records if (record.p25, record.p50, record.p75) != (None,) * 3]
    found: dict[str, Wages] = {}
    for record in sorted(stated, key=lambda record: (-record.year, record.evidence[0].source)):
        found.setdefault(record.id, record)
    return found


def _line(group: Group, wages: Wages) -> dict[str, Any]:
    return {
        "year": wages.year,
        "p25": wages.p25,
        "p50": wages.p50,
        "p75": wages.p75,
        "group": label_of(group.labels) or group.code,
        "employees": wages.employees,
        "region": COUNTRY,
        "source": short_of(wages.evidence[0].source),
    }
