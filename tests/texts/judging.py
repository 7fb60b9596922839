"""What a text should propose, against what it does propose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from graph.planner import Planner
from graph.proposals import Proposer

HERE = Path(__file__).parent
KIND = {"o": "occupation", "s": "skill", "c": "credential"}


def texts_of(name: str) -> list[dict[str, Any]]:
    return yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))["texts"]


def short_ids(planner: Planner) -> dict[str, str]:
    """o/kok, s/lassen-basis: the ids of the set by their row's name; the planner's ids may be those of ESCO."""
    from loaders.starter import read_starter

    found = {}
    for key, row in read_starter().row_by_key.items():
        if key.kind in KIND.values() and isinstance(row.values.get("id"), str):
            found[key.id] = f"{key.kind[0]}/{row.values['id']}"
    return found


def told(proposer: Proposer, text: str, short: Mapping[str, str]) -> dict[str, set[str]]:
    """The short ids by kind of mention."""
    answer = proposer.proposals_of(text, questions=False)
    found: dict[str, set[str]] = {}
    for item in (*answer["proposals"], *answer["apart"]):
        found.setdefault(item["mention"], set()).add(short.get(item["id"], item["id"]))
    return found


def faults_of(row: Mapping[str, Any], found: Mapping[str, set[str]]) -> list[str]:
    """What is missing, what was proposed too much, and what must never be."""
    held, every = found.get("held", set()), set().union(*found.values())
    faults = [f"missing {id}" for id in row.get("held", ()) if id not in held]
    if "held" in row:
        faults += [f"extra {id}" for id in sorted(held - set(row["held"]) - set(row.get("may", ())))]
    for mention, ids in row.get("apart", {}).items():
        faults += [f"not {mention}: {id}" for id in ids if id not in found.get(mention, set())]
    return faults + [f"never {id}" for id in row.get("never", ()) if id in every]


def measured(proposer: Proposer, rows: Sequence[Mapping[str, Any]], short: Mapping[str, str]) -> dict[str, float]:
    """Precision and recall of what is ticked to confirm, and how much of what belongs apart stands there."""
    hit = wanted = given = right = apart = apart_found = 0
    for row in rows:
        found = told(proposer, row["text"], short)
        held = found.get("held", set())
        if "held" in row:
            wanted += len(row["held"])
            hit += len(held & set(row["held"]))
            given += len(held)
            right += len(held & {*row["held"], *row.get("may", ())})
        for mention, ids in row.get("apart", {}).items():
            apart += len(ids)
            apart_found += len(set(ids) & found.get(mention, set()))
    return {
        "precision": right / given,
        "recall": hit / wanted,
        "apart": apart_found / apart,
        "given": given,
        "wanted": wanted,
    }
