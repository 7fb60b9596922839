"""Fixed answers that show everything an answer can hold."""

from __future__ import annotations

from typing import Any

from ontology.ids import BASE

LABELS = {
    "occupation/verkoper": "verkoper",
    "occupation/helpende": "helpende zorg en welzijn",
    "occupation/verzorgende": "verzorgende",
    "occupation/thuis-1": "thuiszorgmedewerker",
    "occupation/thuis-2": "wijkverzorgende",
    "occupation/arts": "arts",
    "skill/luisteren": "actief luisteren",
    "skill/wassen": "helpen bij het wassen",
    "skill/rapporteren": "rapporteren over zorg",
    "training/verzorgende-ig-bbl": "Verzorgende IG (bbl)",
    "training/helpende-cursus": "Helpende plus",
    "credential/diploma-verzorgende-ig": "mbo-diploma Verzorgende IG",
    "credential/big-arts": "BIG-registratie arts",
    "region/midden-utrecht": "Midden-Utrecht",
    "region/zeeland": "Zeeland",
}
ALTERNATIVES = {"zorg thuis": ("occupation/thuis-1", "occupation/thuis-2")}


def ref(short: str) -> dict[str, str]:
    return {"id": BASE + short, "label": LABELS[short]}


EVIDENCE = [
    {"source": "source/starter/2026", "kind": "curated", "how": None, "check": True},
    {"source": "source/crebo/2015", "kind": "derived", "how": "gelijke voorkeursnaam; code uit 2015", "check": False},
]


def step(kind: str, short: str, **given: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        **ref(short),
        "weeks": None,
        "costEurocent": None,
        "fee": None,
        "paid": False,
        "mode": None,
        "load": None,
        "teaches": [],
        "gives": [],
        "demands": [],
        "ask": None,
        "learnedAtWork": [],
        "demandsUnknown": False,
        "alternatives": [],
        "evidence": EVIDENCE,
        "note": None,
        **given,
    }


def route(id: str, steps: list[dict[str, Any]], unknown: list[dict[str, Any]], **totals: Any) -> dict[str, Any]:
    base = {
        "weeks": 104,
        "weeksKnown": True,
        "unpaidWeeks": 0,
        "costEurocent": 0,
        "costKnown": True,
        "jobs": 1,
        "leftPercent": 12,
        "market": None,
    }
    line = "verkoper ~ " + " ~ ".join(str(item["label"]) for item in steps)
    return {"id": id, "line": line, "steps": steps, "totals": {**base, **totals}, "unknown": unknown, "aside": None}


BBL = step(
    "training",
    "training/verzorgende-ig-bbl",
    weeks=104,
    costEurocent=0,
    paid=True,
    mode="bbl",
    load=8,
    teaches=[ref("skill/wassen"), ref("skill/rapporteren")],
    gives=[ref("credential/diploma-verzorgende-ig")],
    demands=[{"label": "mbo niveau 2", "anyOf": [], "held": False}],
    ask="Vraag de school naar een toelatingsonderzoek.",
    alternatives=[{"id": BASE + "training/elders", "label": "Verzorgende IG avond", "provider": "ROC Elders"}],
    note="U hebt een erkend leerbedrijf nodig.",
)
COURSE = step(
    "training",
    "training/helpende-cursus",
    weeks=20,
    fee="cursusgeld",
    mode="classroom",
    teaches=[ref("skill/wassen")],
)
JOB = step("job", "occupation/helpende", weeks=52, learnedAtWork=[ref("skill/rapporteren")])
TARGET = step("target", "occupation/verzorgende", learnedAtWork=[ref("skill/luisteren")])
DOUBT = step("target", "occupation/verzorgende", demandsUnknown=True)
COST_UNKNOWN = {"part": "cost", "text": "Wat Helpende plus kost, is niet bekend.", "who": "de aanbieder"}

GROUPS = [
    {"key": "known", "label": "Alles bekend", "routes": [route("r1", [BBL, TARGET], [])]},
    {
        "key": "unknown",
        "label": "iets onbekend",
        "routes": [
            route(
                "r2", [COURSE, JOB, TARGET], [COST_UNKNOWN], weeks=72, unpaidWeeks=20, costKnown=False, jobs=2, market=1
            )
        ],
    },
    {
        "key": "demands-unknown",
        "label": "toelatingseisen onbekend",
        "routes": [route("r3", [COURSE, DOUBT], [COST_UNKNOWN], weeks=20, weeksKnown=False)],
    },
]
PATH = {
    "id": BASE + "path/zorg",
    "label": "Ontwikkelpad zorg",
    "sector": "zorg",
    "unknown": "Wat een werkgever vergoedt.",
    "steps": [
        {"kind": "job", **ref("occupation/verkoper"), "condition": None, "note": None},
        {"kind": "training", **ref("training/helpende-cursus"), "condition": "na intake", "note": None},
        {"kind": "job", **ref("occupation/verzorgende"), "condition": None, "note": "Met begeleiding."},
    ],
    "weeks": 20,
    "weeksKnown": True,
    "costEurocent": 0,
    "costKnown": False,
    "evidence": EVIDENCE,
}
NONE = {
    "reason": "Voor arts staat een eis in de wet die u niet haalt met een opleiding die wij kennen.",
    "walls": [
        {
            "label": "BIG-registratie arts",
            "anyOf": [ref("credential/big-arts")],
            "law": "BWBR0006251",
            "article": "artikel 3",
            "since": "1997-12-01",
        }
    ],
    "missing": [ref("skill/rapporteren")],
    "opens": [{"lift": ["months"], "label": "zonder grens aan de tijd", "routes": 2}],
}
