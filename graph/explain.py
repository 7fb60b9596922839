"""Routes as people read them: steps with figures, what is unknown and who knows, in plain values."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import orjson

from graph.network import MODES, UNKNOWN_COST, UNKNOWN_DEMANDS, UNKNOWN_UNPAID, UNKNOWN_WEEKS, Network
from graph.query import Found, Query
from graph.schedule import Entry, entries_of
from ontology.ids import short_of

NOT_MODELLED = (
    "Na elkaar, zonder wachttijd: wachten op een start is niet meegerekend.",
    "Twee opleidingen tegelijk, of studeren naast een tussenbaan, is niet meegerekend.",
    "Vrijstellingen (EVC) zijn niet meegerekend: vraag ernaar bij de opleider.",
)
_UNKNOWN = {
    UNKNOWN_WEEKS: ("weeks", "De duur van een opleiding is niet bekend.", "de opleider"),
    UNKNOWN_UNPAID: ("unpaidWeeks", "Hoe lang u zonder loon bent, is niet bekend.", "de opleider"),
    UNKNOWN_COST: ("cost", "Wat een opleiding u kost, is niet bekend.", "de opleider"),
    UNKNOWN_DEMANDS: (
        "demands",
        "De toelatingseisen van een beroep zijn niet bekend.",
        "de beroepsvereniging, of het Werkcentrum in uw regio",
    ),
}


@dataclass(frozen=True, slots=True)
class Telling:
    """What the telling of a route needs beside the route: whose it is, and which rows the limits leave."""

    network: Network
    query: Query
    usable: Any
    level: int | None = None
    dutch: str | None = None


_IN_A_JOB = "Dit is een leerbaan (bbl): u werkt en leert tegelijk, bij een erkend leerbedrijf."
#: A paid way of learning that is no mbo leerbaan: the police, a school that takes on a zij-instromer.
_IN_SERVICE = "U werkt en leert tegelijk: eerst neemt een werkgever u aan."


def named(network: Network, id: str) -> dict[str, str]:
    """An id with its name, and with the name's language when it isn't Dutch."""
    lang = network.lang(id)
    return {"id": id, "label": network.label(id), **({"lang": lang} if lang else {})}


def group_named(network: Network, group: int) -> dict[str, Any]:
    """A demand as people read it: one of these proofs, a level, or a job held before."""
    kind, _, value = network.group_labels[group].partition(":")
    members = [named(network, id) for id in network.group_credentials(group)]
    if kind == "level":
        label = f"een diploma op niveau {value} (NLQF) of hoger"
    elif kind == "below":
        label = f"nog geen diploma op niveau {value} (NLQF) of hoger"
    elif kind == "dutch":
        label = f"Nederlands op niveau {value}"
    elif kind == "job":
        label = "eerder gewerkt als " + " of ".join(item["label"] for item in members)
    else:
        label = " of ".join(item["label"] for item in members)
    return {"label": label, "anyOf": members}


def route_of(telling: Telling, found: Found, origin: str) -> dict[str, Any]:
    """One route with its steps; the steps' weeks and cents add up to its totals."""
    network, query = telling.network, telling.query
    steps: list[dict[str, Any]] = []
    line = [origin]
    held = set(query.groups)
    entries = entries_of(network, query, found)
    for number, entry in enumerate(entries):
        for row in (*entry.before, *([entry.leerbaan] if entry.leerbaan is not None else [])):
            steps.append(_training_step(telling, entries, row, held))
            held |= {int(g) for g in network.gives[row]}
            line.append(f"{steps[-1]['label']} {_weeks(network, row)} {_euro(network, row)}")
        is_target = number == len(entries) - 1
        steps.append(_job_step(network, query, entry, is_target=is_target, held=held))
        held |= {int(g) for g in network.occupation_grants[entry.job]}
        line.append(steps[-1]["label"])
    weeks, cost = not found.unknown & UNKNOWN_WEEKS, not found.unknown & UNKNOWN_COST
    plus = "" if weeks else "+?"
    unpaid = "" if not found.unknown & UNKNOWN_UNPAID else "+?"
    euro = f"{found.cents // 100}" + ("" if cost else "+?")
    figures = f"{found.weeks}w{plus} {found.unpaid}w{unpaid} €{euro} {found.vector[3]}"
    return {
        "id": _route_id(network, found),
        "line": " ~ ".join(line) + f" [{figures}]",
        "steps": steps,
        "totals": {
            "weeks": found.weeks,
            "weeksKnown": weeks,
            "unpaidWeeks": found.unpaid,
            "costEurocent": found.cents,
            "costKnown": cost,
            "jobs": found.vector[3],
            "leftPercent": found.vector[4] * 10,
            "market": found.vector[5] or None,
        },
        "unknown": [
            {"part": part, "text": text, "who": who}
            for flag, (part, text, who) in _UNKNOWN.items()
            if found.unknown & flag
        ],
        "aside": None,
    }


def _route_id(network: Network, found: Found) -> str:
    parts = [network.occupations.ids[job] for job in found.jobs]
    parts += [f"{network.trainings.ids[network.training_of[row]]}@{network.job[row]}" for row in found.trainings]
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:12]


def _weeks(network: Network, row: int) -> str:
    return f"{network.weeks[row]}w" if network.weeks_known[row] else "?w"


def _euro(network: Network, row: int) -> str:
    return f"€{network.cents[row] // 100}" if network.cents_known[row] else "€?"


def _training_step(telling: Telling, entries: tuple[Entry, ...], row: int, held: set[int]) -> dict[str, Any]:
    network, query = telling.network, telling.query
    id = network.trainings.ids[network.training_of[row]]
    text = network.texts.get(id, {})
    known = set(query.skills)
    wanted: set[int] = set()
    for entry in entries:
        wanted |= {int(s) for s in network.essential[entry.job]} - known
    taught = [int(s) for s in network.teaches[row] if int(s) in wanted]
    demands = [int(g) for g in network.training_demands[row]]
    notes = [text.get("note")] if text.get("note") else []
    if network.job[row] >= 0:
        notes.append(_IN_A_JOB if text.get("trainingKind") == "mbo" else _IN_SERVICE)
    if query.max_hours is not None and network.load[row] < 0:
        notes.append("Hoeveel uur studie per week dit vraagt, is niet bekend.")
    somewhere = network.national[row] or len(network.training_regions[row])
    if query.region is not None and not somewhere:
        notes.append("In welke regio dit te volgen is, is niet bekend.")
    return {
        "kind": "training",
        **named(network, id),
        "weeks": int(network.weeks[row]) if network.weeks_known[row] else None,
        "costEurocent": int(network.cents[row]) if network.cents_known[row] else None,
        "fee": text.get("fee"),
        "paid": bool(network.paid[row]),
        "mode": MODES[network.mode[row]],
        "load": int(network.load[row]) if network.load[row] >= 0 else None,
        "teaches": [named(network, network.skills.ids[s]) for s in taught],
        "gives": [named(network, credential) for credential in text.get("gives", ())],
        "demands": [{**group_named(network, g), "held": g in held} for g in demands],
        "ask": _ask(telling, held, text),
        "learnedAtWork": [],
        "demandsUnknown": False,
        "alternatives": _alternatives(telling, row, set(taught)),
        "evidence": text.get("evidence", []),
        "note": " ".join(notes) or None,
    }


def _ask(telling: Telling, held: set[int], text: dict[str, Any]) -> str | None:
    """What to ask the provider about entry: a level just below, or a level of Dutch that was not mentioned."""
    level, dutch = text.get("entryLevel"), text.get("entryDutch")
    labels = {telling.network.group_labels[g] for g in held}
    asks = []
    if level and (telling.level is None or telling.level < level) and f"level:{level}" not in labels:
        asks.append(f"Vraag naar een toelatingsonderzoek: de opleiding vraagt niveau {level}.")
    if dutch and telling.dutch is None:
        asks.append(f"Vraag of uw Nederlands genoeg is: de opleiding vraagt niveau {dutch}.")
    return " ".join(asks) or None


def _alternatives(telling: Telling, row: int, taught: set[int]) -> list[dict[str, Any]]:
    """Other trainings that do the same for the same weeks and money: provider, evening, online."""
    network, usable = telling.network, telling.usable
    if network.job[row] >= 0 or not taught:
        return []
    first = min(taught)
    gives = {int(g) for g in network.gives[row]}
    demands = {int(g) for g in network.training_demands[row]} | telling.query.groups
    same = []
    for other in network.taught_by[first]:
        if other == row or not usable[other] or network.job[other] >= 0:
            continue
        figures = (network.weeks, network.weeks_known, network.cents, network.cents_known, network.paid)
        if any(values[other] != values[row] for values in figures):
            continue
        enough = taught <= {int(s) for s in network.teaches[other]} and gives <= {int(g) for g in network.gives[other]}
        if enough and {int(g) for g in network.training_demands[other]} <= demands:
            id = network.trainings.ids[network.training_of[other]]
            same.append({**named(network, id), "provider": network.texts.get(id, {}).get("provider")})
    return sorted(same, key=lambda item: item["id"])[:5]


def _job_step(network: Network, query: Query, entry: Entry, *, is_target: bool, held: set[int]) -> dict[str, Any]:
    id = network.occupations.ids[entry.job]
    bbl_weeks = int(network.weeks[entry.leerbaan]) if entry.leerbaan is not None else 0
    dwell = 0 if is_target or not query.elapsed else max(query.dwell - bbl_weeks, 0)
    return {
        "kind": "target" if is_target else "job",
        **named(network, id),
        "weeks": dwell,
        "costEurocent": 0,
        "fee": None,
        "paid": True,
        "mode": None,
        "load": None,
        "teaches": [],
        "gives": [],
        "demands": [
            {**group_named(network, int(g)), "held": int(g) in held} for g in network.occupation_demands[entry.job]
        ],
        "ask": None,
        "learnedAtWork": [named(network, network.skills.ids[s]) for s in entry.missing],
        "demandsUnknown": bool(network.demands_unknown[entry.job]),
        "alternatives": [],
        "evidence": network.texts.get(id, {}).get("evidence", []),
        "note": None,
    }


def receipt_of(
    network: Network, ask: dict[str, Any], criteria: dict[str, Any], answer: dict[str, Any], complete: bool
) -> dict[str, Any]:
    """What is needed to get the same answer again: data, question, rules, and the answer's hash."""
    return {
        "version": 1,
        "revision": network.revision,
        "digest": network.digest,
        "query": ask,
        **criteria,
        "complete": complete,
        "sources": [short_of(source["id"]) for source in network.about.get("sources", ())],
        "answer": hashlib.sha256(orjson.dumps(answer, option=orjson.OPT_SORT_KEYS)).hexdigest(),
    }
