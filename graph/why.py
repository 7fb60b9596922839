"""Why there is no route, what would open one, what a proof would save, and why a choice is not in the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from graph.ask import LIMIT_NAMES, Ask, query_of
from graph.explain import group_named, named
from graph.network import MODES, UNKNOWN_COST, UNKNOWN_WEEKS, Network
from graph.query import Found, Query, RouteSet
from graph.search import find_routes, usable_rows
from ontology.errors import UnknownConcept

LIMIT_LABELS = {
    "months": "de tijd",
    "euro": "het bedrag",
    "hours": "de uren studie per week",
    "modes": "de manier van leren",
    "paid": "alleen met loon",
    "region": "de regio",
    "without": "wat u niet wilt",
}
_ASKED_AT_MOST = 6


def lifted(ask: Ask, names: Sequence[str]) -> Ask:
    """The same question without some of its limits."""
    blank = Ask()
    changes: dict[str, Any] = {name: getattr(blank, name) for name in names}
    if "region" in names:
        changes = {**changes, "region": ask.region, "other_regions": True}
    return replace(ask, **changes)


def limits_set(ask: Ask) -> list[str]:
    """The limits that this question sets."""
    blank = Ask()
    found = [name for name in LIMIT_NAMES if getattr(ask, name) != getattr(blank, name)]
    return [name for name in found if name != "region" or not ask.other_regions]


def no_route(network: Network, ask: Ask, query: Query) -> dict[str, Any]:
    """The wall or the gap that stands, and the smallest sets of limits that open routes when lifted."""
    usable = usable_rows(network, query)
    target = query.target
    walls = [int(g) for g in network.occupation_demands[target] if int(g) not in query.groups]
    closed = [g for g in walls if not any(usable[row] for row in network.given_by[g])]
    missing = [int(s) for s in network.essential[target] if int(s) not in query.skills]
    untaught = [s for s in missing if not any(usable[row] for row in network.taught_by[s])]
    size = len(network.essential[target])
    slack = size if network.any_gap[target] else size - -(-size * query.theta // 100)
    if closed and not all(len(network.given_by[g]) for g in closed):
        reason = (
            "Een toelatingseis houdt dit tegen: in de gegevens staat geen opleiding die het gevraagde bewijs geeft."
        )
    elif closed:
        reason = "Een toelatingseis houdt dit tegen: wat het gevraagde bewijs geeft, past niet binnen wat u vraagt."
    elif len(untaught) > slack:
        reason = (
            f"Er ontbreken {len(missing)} van de {size} vaardigheden. Voor {len(untaught)} daarvan staat in de "
            f"gegevens geen opleiding die past; er mogen er {slack} open blijven om op het werk te leren."
        )
    else:
        reason = (
            f"Er ontbreken {len(missing)} van de {size} vaardigheden. Met ten hoogste vijf opleidingen en twee "
            "tussenbanen, binnen wat u vraagt, is geen route gevonden."
        )
    return {
        "reason": reason,
        "walls": [{**group_named(network, g), **_law(network, target, g)} for g in walls],
        "missing": [named(network, network.skills.ids[s]) for s in (untaught or missing)],
        "opens": opens(network, ask),
    }


def opens(network: Network, ask: Ask) -> list[dict[str, Any]]:
    """The smallest sets of limits that, when lifted, open routes; empty when none does."""
    limits = limits_set(ask)
    for size in range(1, len(limits) + 1):
        found = []
        for names in combinations(limits, size):
            count = len(find_routes(network, query_of(network, lifted(ask, names))).routes)
            if count:
                label = "zonder grens aan " + " en ".join(LIMIT_LABELS[name] for name in names)
                found.append({"lift": list(names), "label": label, "routes": count})
        if found:
            return found
    return []


def _law(network: Network, target: int, group: int) -> dict[str, Any]:
    members = sorted(network.group_credentials(group))
    for wall in network.texts.get(network.occupations.ids[target], {}).get("walls", ()):
        if members in wall["anyOf"]:
            return {"law": wall["law"], "article": wall["article"], "since": wall["since"]}
    return {"law": None, "article": None, "since": None}


def asks_of(network: Network, query: Query, routes: RouteSet) -> list[dict[str, Any]]:
    """Proofs that were not mentioned and would shorten the way: which, and by how many weeks."""
    wanted = {int(g) for g in network.occupation_demands[query.target]}
    for found in routes.routes:
        for row in found.trainings:
            wanted |= {int(g) for g in network.training_demands[row]}
    wanted = {g for g in wanted - query.groups if network.group_labels[g].startswith("any:")}
    now, known = _least_weeks(routes), set(routes.routes)
    asks = []
    for g in sorted(wanted, key=lambda g: network.group_labels[g])[:_ASKED_AT_MOST]:
        opened = find_routes(network, replace(query, groups=query.groups | {g}))
        then = _least_weeks(opened)
        saves = None if now is None or then is None else now - then
        if not known and opened.routes:
            said = "Dan is er wel een route."
        elif saves is not None and saves > 0:
            said = f"Dan is de kortste weg {saves} weken korter."
        elif set(opened.routes) - known:
            said = "Dan kan het met een opleiding minder."
        else:
            continue
        label = group_named(network, g)["label"]
        text = f"Hebt u al: {label}? {said}"
        credential = network.group_credentials(g)[0]
        asks.append({"credential": named(network, credential), "text": text, "savesWeeks": saves})
    return asks


def _least_weeks(routes: RouteSet) -> int | None:
    return min((found.weeks for found in routes.routes if not found.unknown & UNKNOWN_WEEKS), default=None)


Tell = Callable[[Found], dict[str, Any]]


def why_not(network: Network, ask: Ask, choice: str, tell: Tell) -> dict[str, Any]:
    """Why a training, a job or a limit is not in the answer: from a search with it forced or lifted.

    Raises:
        UnknownConcept: the choice is no training, job or limit that is known.
    """
    if choice in LIMIT_NAMES:
        return _why_limit(network, ask, choice, tell)
    if choice not in network.trainings.row_by_id and choice not in network.occupations.row_by_id:
        raise UnknownConcept(choice, ())
    answer = find_routes(network, query_of(network, ask))
    label = network.label(choice)
    there = [found for found in answer.routes if _has(network, found, choice)]
    if there:
        line = tell(there[0])["line"]
        return _said(choice, label, "in-answer", [f"Dit staat in het antwoord: {line}."], tell(there[0]))
    forced_ask = replace(ask, must=(*ask.must, choice))
    forced = find_routes(network, query_of(network, forced_ask))
    if forced.routes:
        best = forced.routes[0]
        by = next((found for found in answer.routes if _beats(found, best)), None)
        return _said(choice, label, "beaten", _beaten(best, by, tell), tell(best))
    free = limits_set(ask)
    open_ask = lifted(forced_ask, free)
    opened = find_routes(network, query_of(network, open_ask)) if free else forced
    if opened.routes:
        best = opened.routes[0]
        return _said(choice, label, "over-limit", _over(network, ask, best, choice), tell(best))
    return _said(choice, label, "not-possible", _blocked(network, ask, choice), None)


def _said(choice: str, label: str, verdict: str, reasons: list[str], route: dict[str, Any] | None) -> dict[str, Any]:
    return {"choice": {"id": choice, "label": label}, "verdict": verdict, "reasons": reasons, "route": route}


def _why_limit(network: Network, ask: Ask, name: str, tell: Tell) -> dict[str, Any]:
    label = LIMIT_LABELS[name]
    if name not in limits_set(ask):
        return _said(name, label, "not-set", ["Deze grens is niet gesteld."], None)
    now = set(find_routes(network, query_of(network, ask)).routes)
    then = find_routes(network, query_of(network, lifted(ask, [name])))
    new = [found for found in then.routes if found not in now]
    if not new:
        return _said(name, label, "no-difference", ["Zonder deze grens is het antwoord hetzelfde."], None)
    return _said(name, label, "opens", [f"Zonder deze grens komen er {len(new)} routes bij."], tell(new[0]))


def _beats(found: Found, other: Found) -> bool:
    return not found.unknown & ~other.unknown and all(a <= b for a, b in zip(found.vector, other.vector, strict=True))


def _has(network: Network, found: Found, choice: str) -> bool:
    """Whether a training or job is on a route."""
    trainings = {network.trainings.ids[network.training_of[row]] for row in found.trainings}
    return choice in trainings or network.occupations.row_by_id.get(choice) in found.jobs


def _beaten(best: Found, by: Found | None, tell: Tell) -> list[str]:
    """By which route of the answer the best with this choice is beaten, and what is worse about it."""
    if by is None:
        return ["Een route met deze keuze kan, maar komt niet in het antwoord: de zoektocht stopte eerder."]
    said = []
    if best.weeks > by.weeks:
        said.append(f"{best.weeks - by.weeks} weken langer.")
    if best.cents > by.cents:
        said.append(f"€ {(best.cents - by.cents) // 100} duurder.")
    if best.unpaid > by.unpaid:
        said.append(f"{best.unpaid - by.unpaid} weken langer zonder loon.")
    if best.vector[3] > by.vector[3]:
        said.append(f"{best.vector[3] - by.vector[3]} baan meer onderweg.")
    if best.vector[4] > by.vector[4]:
        said.append("Er blijft meer over om op het werk te leren.")
    if best.vector[5] > by.vector[5]:
        said.append("Er is minder vraag naar een baan op deze weg.")
    if best.unknown & ~by.unknown:
        said.append("Er is meer van onbekend.")
    how = "nergens beter, en ergens slechter" if said else "in alles gelijk, en staat er daarom niet dubbel bij"
    return [f"Een route met deze keuze kan. Naast deze route is die {how}: {tell(by)['line']}.", *said]


def _over(network: Network, ask: Ask, best: Found, choice: str) -> list[str]:
    query = query_of(network, ask)
    said = []
    if query.max_weeks is not None and best.weeks > query.max_weeks:
        said.append(f"{best.weeks - query.max_weeks} weken over uw grens van {query.max_weeks} weken.")
    if query.max_cents is not None and best.cents > query.max_cents:
        said.append(f"€ {-(-(best.cents - query.max_cents) // 100)} over uw grens van € {query.max_cents // 100}.")
    usable = usable_rows(network, query)
    for row in best.trainings:
        if usable[row]:
            continue
        label = network.label(network.trainings.ids[network.training_of[row]])
        if query.modes is not None and int(network.mode[row]) not in query.modes:
            said.append(f"{label} is {MODES[network.mode[row]]}, en dat vroeg u niet.")
        if query.paid_only and not network.paid[row]:
            said.append(f"{label} is zonder loon.")
        if query.max_hours is not None and network.load[row] > query.max_hours:
            said.append(f"{label} vraagt {network.load[row]} uur per week, u wilt ten hoogste {query.max_hours}.")
        if int(network.training_of[row]) in query.avoid_trainings:
            said.append(f"U vroeg om een route zonder {label}.")
        if _is_elsewhere(network, query, row):
            said.append(f"{label} staat voor deze regio niet in de gegevens.")
    if any(network.occupations.row_by_id.get(id) in best.jobs for id in ask.without):
        said.append("U vroeg om een route zonder deze baan.")
    if best.unknown & UNKNOWN_COST:
        said.append("Wat het kost, is niet bekend.")
    return said or ["Dit kan alleen buiten uw grenzen."]


def _is_elsewhere(network: Network, query: Query, row: int) -> bool:
    regions = [int(region) for region in network.training_regions[row]]
    wanted = query.region is not None and not query.other_regions
    return wanted and bool(regions) and query.region not in regions and not network.national[row]


def _blocked(network: Network, ask: Ask, choice: str) -> list[str]:
    query = query_of(network, ask)
    said = []
    if choice in network.trainings.row_by_id:
        place = network.trainings.row_by_id[choice]
        rows = [row for row in range(len(network.training_of)) if network.training_of[row] == place]
        lacking = {int(s) for s in network.essential[query.target]} - query.skills
        teaches = {int(s) for row in rows for s in network.teaches[row]}
        for row in rows[:1]:
            for g in network.training_demands[row]:
                if int(g) not in query.groups:
                    said.append(f"Deze opleiding vraagt eerst: {group_named(network, int(g))['label']}.")
        if not teaches & lacking:
            said.append("Deze opleiding geeft niets wat voor dit beroep nog ontbreekt.")
    else:
        row = network.occupations.row_by_id[choice]
        needs = {int(s) for s in network.essential[row]}
        held = len(needs & query.skills)
        said.append(f"U hebt {held} van de {len(needs)} vaardigheden van deze baan.")
        for g in network.occupation_demands[row]:
            if int(g) not in query.groups:
                said.append(f"Deze baan vraagt: {group_named(network, int(g))['label']}.")
        lacking = {int(s) for s in network.essential[query.target]} - query.skills
        if not needs & lacking:
            said.append("Deze baan geeft niets wat voor het doel nog ontbreekt.")
    return said or ["Met deze keuze is geen route gevonden, ook niet zonder uw grenzen."]
