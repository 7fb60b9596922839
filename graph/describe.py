"""Everything the network knows of one concept, and who says so."""

from __future__ import annotations

from typing import Any

from graph.explain import group_named, named
from graph.network import MODES, Network
from graph.tension import tension_lines
from ontology.errors import NotFound


def describe(network: Network, id: str) -> dict[str, Any]:
    """A concept with its names and all that is connected with it.

    Raises:
        NotFound: nothing in the network has this id.
    """
    entry = network.texts.get(id)
    if entry is None:
        raise NotFound(id)
    told: dict[str, Any] = {
        **named(network, id),
        "kind": entry["kind"],
        "names": [{"kind": name[0], "language": name[1], "text": name[2]} for name in entry["names"]],
        "evidence": entry.get("evidence", []),
    }
    match entry["kind"]:
        case "occupation":
            told |= _occupation(network, id, entry)
        case "skill":
            told |= _skill(network, id)
        case "training":
            told |= _training(network, id, entry)
        case "credential":
            told |= _credential(network, id, entry)
        case _:
            told |= {key: value for key, value in entry.items() if key not in ("names", "label", "kind", "evidence")}
    return told


def _skills(network: Network, rows: Any) -> list[dict[str, str]]:
    return [named(network, network.skills.ids[row]) for row in rows]


def _trainings(network: Network, rows: Any) -> list[dict[str, str]]:
    ids = dict.fromkeys(network.trainings.ids[network.training_of[row]] for row in rows)
    return [named(network, id) for id in ids]


def _occupation(network: Network, id: str, entry: dict[str, Any]) -> dict[str, Any]:
    row = network.occupations.row(id)
    return {
        "isco": entry.get("isco"),
        "sector": entry.get("sector"),
        "level": int(network.occupation_level[row]) if network.occupation_level[row] >= 0 else None,
        "essential": _skills(network, network.essential[row]),
        "optional": _skills(network, network.optional[row]),
        "walls": [
            {**wall, "anyOf": [[named(network, id) for id in group] for group in wall["anyOf"]]}
            for wall in entry.get("walls", ())
        ],
        "demandsUnknown": bool(network.demands_unknown[row]),
        "anyGap": bool(network.any_gap[row]),
        "leerbanen": _trainings(network, network.leerbanen[row]),
        "wages": entry.get("wages"),
        "market": int(network.market[row]) or None,
        "tension": tension_lines(network, id, every=True) or None,
    }


def _skill(network: Network, id: str) -> dict[str, Any]:
    row = network.skills.row(id)
    return {
        "neededBy": [named(network, network.occupations.ids[o]) for o in network.needed_by[row]],
        "taughtBy": _trainings(network, network.taught_by[row]),
    }


def _training(network: Network, id: str, entry: dict[str, Any]) -> dict[str, Any]:
    place = network.trainings.row(id)
    rows = [row for row in range(len(network.training_of)) if network.training_of[row] == place]
    row = rows[0]
    return {
        "trainingKind": entry["trainingKind"],
        "mode": MODES[network.mode[row]],
        "weeks": int(network.weeks[row]) if network.weeks_known[row] else None,
        "costEurocent": int(network.cents[row]) if network.cents_known[row] else None,
        "fee": entry["fee"],
        "statutoryFees": [_fee(network, id) for id in entry["statutoryFees"]],
        "load": int(network.load[row]) if network.load[row] >= 0 else None,
        "paid": bool(network.paid[row]),
        "level": entry["level"],
        "code": entry["code"],
        "entryLevel": entry["entryLevel"],
        "entryDutch": entry["entryDutch"],
        "demands": [group_named(network, int(g)) for g in network.training_demands[row]],
        "teaches": _skills(network, network.teaches[row]),
        "gives": [named(network, credential) for credential in entry["gives"]],
        "leadsTo": [named(network, network.occupations.ids[network.job[r]]) for r in rows if network.job[r] >= 0],
        "provider": entry["provider"],
        "starts": entry["starts"],
        "note": entry["note"],
    }


def _fee(network: Network, id: str) -> dict[str, Any]:
    """A fee set by law with its amount in each year that is known; never the cost of another year."""
    entry = network.texts[id]
    return {**named(network, id), **{key: entry[key] for key in ("amounts", "law", "article", "evidence")}}


def _credential(network: Network, id: str, entry: dict[str, Any]) -> dict[str, Any]:
    row = network.credentials.row(id)
    groups = {int(g) for g in network.credential_meets[row]}
    giving = [r for g in groups for r in network.given_by[g]]
    demanding = [o for o in range(len(network.occupations)) if groups & {int(g) for g in network.occupation_demands[o]}]
    return {
        "validFor": entry.get("validFor"),
        "obtained": entry.get("obtained"),
        "givenBy": [item for item in _trainings(network, giving) if id in network.texts[item["id"]]["gives"]],
        "demandedBy": [named(network, network.occupations.ids[o]) for o in demanding],
    }
