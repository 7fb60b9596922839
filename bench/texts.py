"""Proposals from a page of CV text: the words alone, and with the questions that the encoder asks."""

from __future__ import annotations

import time

import numpy as np

from bench.table import Line, shown, under
from graph.network import Network
from graph.proposals import Proposer

_JOBS = ("Magazijnmedewerker", "Verkoopster", "Kok", "Schoonmaker", "Pakketbezorger", "Thuishulp")
_DID = (
    "Orders verzameld, vrachtwagens geladen en gelost en de voorraad geteld.",
    "Klanten geholpen aan de kassa, planken gevuld en klachten afgehandeld.",
    "Maaltijden bereid voor zestig gasten en de keuken schoongemaakt.",
    "Vloeren gedweild, ramen gezeemd en toiletten schoongemaakt in een groot kantoor.",
    "Elke dag pakketten rondgebracht in de wijk, ook op zaterdag en bij slecht weer.",
    "Ouderen gewassen en aangekleed, boodschappen gedaan en naar hun verhalen geluisterd.",
)
_ABOUT = (
    "Ik heb geen rijbewijs, maar wel VCA. Mijn man is bakker. Ik wil graag leren lassen. In mijn vrije tijd repareer "
    "ik fietsen. Ik ben stipt, werk graag met anderen en houd het hoofd koel als het druk wordt."
)


def page() -> str:
    """A full page of CV text, made up."""
    years = range(2004, 2026, 2)
    jobs = (
        f"{year} - {year + 2} {_JOBS[n % 6]}, bedrijf {n + 1}\n- {_DID[n % 6]}\n- {_DID[(n + 3) % 6]}"
        for n, year in enumerate(years)
    )
    return "\n".join(["Profiel", _ABOUT, "", "Werkervaring", *jobs, "", "Opleiding", "2002 - 2004 mbo Kok, diploma"])


def measure(network: Network, times: int) -> list[Line]:
    """Processor time for one page; the lexicon and the vectors of all skills are made before, and told."""
    text, proposer = page(), Proposer(network)
    begin = time.process_time()
    answer = proposer.proposals_of(text)
    first = time.process_time() - begin
    size = f"{len(text)} characters, {len(answer['proposals'])} proposals"
    lines = []
    for name, questions in (("with questions", True), ("words alone", False)):
        took = []
        for _ in range(times):
            begin = time.process_time()
            proposer.proposals_of(text, questions=questions)
            took.append((time.process_time() - begin) * 1e3)
        lines.append(
            under("texts", f"a page of CV text ({size}), {name}: p50", float(np.percentile(took, 50)), 300, "ms")
        )
    return [*lines, Line("texts", "the first page of a process, indexes made on the way", f"{shown(first)} s")]
