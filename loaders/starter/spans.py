"""How long a programme nominally lasts by law: by kind of training and level, in whole weeks."""

from __future__ import annotations

from collections.abc import Mapping

from ontology.concepts import Mode, TrainingKind
from ontology.quantities import WEEKS_PER_YEAR

Span = tuple[int, int]  #: at least and at most so many weeks

_YEAR = WEEKS_PER_YEAR

#: Spans that the law allows for a level; several where nothing between them is allowed.
#: Source mbo: WEB (BWBR0007625) art. 7.2.4a: entree at most one year, basisberoepsopleiding one to two, vakopleiding
#: two to three, middenkaderopleiding three, or four where the regulation says so, specialistenopleiding one.
#: Source ad, hbo and wo: WHW (BWBR0005682) art. 7.4 and following; 60 study points are a year.
SPANS: Mapping[TrainingKind, Mapping[int, tuple[Span, ...]]] = {
    TrainingKind.MBO: {
        1: ((0, _YEAR),),
        2: ((_YEAR, 2 * _YEAR),),
        3: ((2 * _YEAR, 3 * _YEAR),),
        4: ((_YEAR, _YEAR), (3 * _YEAR, 3 * _YEAR), (4 * _YEAR, 4 * _YEAR)),
    },
    TrainingKind.AD: {5: ((2 * _YEAR, 2 * _YEAR),)},
    TrainingKind.HBO: {6: ((4 * _YEAR, 4 * _YEAR),), 7: ((_YEAR, 2 * _YEAR),)},
    TrainingKind.WO: {6: ((3 * _YEAR, 3 * _YEAR),), 7: ((_YEAR, 3 * _YEAR),)},
}


def has_span(kind: TrainingKind, mode: Mode) -> bool:
    """Whether the law sets a span: for bol and bbl, ad, hbo and wo.

    Not for the derde leerweg, an mbo-certificaat, a praktijkverklaring or a course.
    """
    return mode in (Mode.BOL, Mode.BBL) if kind is TrainingKind.MBO else kind in SPANS


def problem_of(kind: TrainingKind, mode: Mode, level: int | None, weeks: int | None) -> tuple[str, str] | None:
    """What is wrong with level or duration, as the key and a message; None when nothing is."""
    if not has_span(kind, mode):
        return None
    spans = SPANS[kind].get(-1 if level is None else level)
    if spans is None:
        return "level", f"found level {level} for {kind}, expected {' or '.join(map(str, SPANS[kind]))}"
    if weeks is None or any(low <= weeks <= high for low, high in spans):
        return None
    told = " or ".join(str(low) if low == high else f"{low} to {high}" for low, high in spans)
    return "weeks", f"{weeks} weeks is outside the legal span of {kind} level {level}: {told}"
