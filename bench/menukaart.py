"""The menukaart: a thousand instruments for one situation, and one question over HTTP beside an empty path."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import orjson

from bench.load_generator import Connection
from bench.service import _connected, _serving
from bench.table import Line, shown, under
from bench.timing import at, timed
from graph.compiling import compile_network
from graph.menukaart import Menu, Situation, StepAsked
from graph.network import Network
from graph.planner import Planner
from graph.stores.base import Put
from graph.stores.memory import MemoryStore
from loaders.starter.dataset import read_starter
from ontology.ids import ConceptId
from ontology.instruments import CODES_BY_KIND, Condition, Instrument, Rule, RuleKind, Step

COUNT = 1_000
TODAY = date(2026, 11, 25)
BODY = orjson.dumps({"kind": "training", "situation": {"benefits": ["ww"], "age": 40}})


def made_up(seed: int, count: int = COUNT) -> list[Instrument]:
    """Instruments with two to five conditions of one or two seeded rules, of every kind there is."""
    draw = random.Random(seed)
    patterns = [one for one in read_starter().records if isinstance(one, Instrument) and not one.valid_until]
    found = []
    for number in range(count):
        pattern = draw.choice(patterns)
        found.append(
            replace(
                pattern,
                id=ConceptId(f"{pattern.id}-{number}"),
                supports=frozenset(Step),
                conditions=tuple(_condition(draw, n) for n in range(draw.randint(2, 5))),
            )
        )
    return found


def _condition(draw: random.Random, number: int) -> Condition:
    rules = tuple(_rule(draw) for _ in range(draw.randint(1, 2)))
    return Condition(text=f"Voorwaarde {number}.", question=f"Vraag {number}?", any_of=rules, article="1")


def _rule(draw: random.Random) -> Rule:
    kind = draw.choice(list(RuleKind))
    known = CODES_BY_KIND[kind]
    if known is None:
        low = draw.randint(0, 40)
        return Rule(rule_kind=kind, least=low, most=low + draw.randint(0, 40), negated=draw.random() < 0.2)
    codes = frozenset(draw.sample(sorted(known), draw.randint(1, min(3, len(known)))))
    return Rule(rule_kind=kind, codes=codes, negated=draw.random() < 0.2)


def network_of(instruments: Sequence[Instrument]) -> Network:
    """A network that holds the starter set's regions and these instruments."""
    store = MemoryStore()
    kept = [one for one in read_starter().records if getattr(one, "kind", "source") in ("source", "region")]
    store.apply([Put(one) for one in (*kept, *instruments)], expected=store.revision(), by="bench", reason="bench")
    return compile_network(store.snapshot())


def measure(folder: Path, times: int, seed: int) -> list[Line]:
    """Both, each in the same run on the same machine."""
    menu = Menu(network_of(made_up(seed)))
    step = StepAsked(kind="training", mode="bbl", training_kind="mbo", weeks=52)
    told = Situation(benefits=frozenset({"ww"}), work=frozenset({"none"}), age=40, level=2)
    menu.offers(step, told, region=None, on=TODAY)
    took = []
    for _ in range(max(times, 20)):
        begin = time.thread_time()
        menu.offers(step, told, region=None, on=TODAY)
        took.append((time.thread_time() - begin) * 1e3)
    what = f"{COUNT} instruments × one situation, p50 of {len(took)}"
    return [
        under("menukaart", what, at(took, 50), 20, "ms", f" (p95 {shown(at(took, 95))})"),
        *_over_http(folder, times),
    ]


def _over_http(folder: Path, times: int) -> list[Line]:
    """One question to a service that runs, against a path that does nothing (404), one after the other."""
    from graph.keeping import cache_folder
    from graph.stores import open_store
    from loaders.pipeline import load

    url = f"oxigraph:{folder / 'menukaart'}"
    store = open_store(url)
    load(store, "starter", [], by="bench", reason="bench")
    store.close()
    Planner.open(url)
    assert cache_folder(url)
    with _serving(url) as (port, _):
        connection = _connected(port)
        try:
            empty = timed(lambda: connection.post("/v1/nothing", BODY), times)
            full = timed(lambda: _asked(connection), times)
            again = timed(lambda: connection.post("/v1/nothing", BODY), times)
        finally:
            connection.close()
    base = (at(empty, 50) + at(again, 50)) / 2
    what = f"POST /v1/menukaart on the starter set, p50 of {times}, ÷ a path that does nothing"
    return [under("menukaart", what, at(full, 50) / base, 5, "×", f" ({shown(at(full, 50))} ÷ {shown(base)} ms)")]


def _asked(connection: Connection) -> None:
    status, answer = connection.post("/v1/menukaart", BODY)
    if status != 200:
        raise SystemExit(f"the service answered {status}: {answer[:300]!r}")
