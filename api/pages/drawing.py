"""A route as a line with stops, in SVG of our own: from top to bottom, so that it fits a narrow screen."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape

from markupsafe import Markup

from api.wording import KIND, stop_facts

WIDTH: Final = 262
_CHARS: Final = 21  #: of a label on one line
_CHARS_SMALL: Final = 33
_LINE: Final = 18
_LINE_SMALL: Final = 16
_X: Final = 16
_TEXT_X: Final = 40


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop: its shape, what is written large, and what is written small."""

    shape: str
    label: str
    small: str


def stops_of(origins: Sequence[Mapping[str, Any]], steps: Sequence[Mapping[str, Any]]) -> list[Stop]:
    """The stops of a route, the start included."""
    start = " / ".join(str(origin["label"]) for origin in origins) or "Uw start"
    stops = [Stop("start", start, "start")]
    for step in steps:
        stops.append(Stop(step["kind"], step["label"], " · ".join([KIND[step["kind"]], *stop_facts(step)])))
    return stops


def draw(number: str, title: str, description: str, stops: Sequence[Stop]) -> Markup:
    """The drawing; ``number`` makes its ids its own on the page."""
    rows: list[str] = []
    y = 20
    places: list[int] = []
    for stop in stops:
        places.append(y)
        rows.append(_shape(stop.shape, y))
        for text in textwrap.wrap(stop.label, _CHARS) or [""]:
            rows.append(f'<text class="stop" x="{_TEXT_X}" y="{y + 5}">{escape(text)}</text>')
            y += _LINE
        for text in textwrap.wrap(stop.small.replace("€ ", "€\u00a0"), _CHARS_SMALL):
            rows.append(f'<text class="small" x="{_TEXT_X}" y="{y + 4}">{escape(text)}</text>')
            y += _LINE_SMALL
        y += 22
    height = y - 14
    line = f'<path class="line" d="M{_X} {places[0]}V{places[-1]}"/>'
    head = (
        f'<svg class="route" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'aria-labelledby="title-{number} desc-{number}">'
        f'<title id="title-{number}">{escape(title)}</title><desc id="desc-{number}">{escape(description)}</desc>'
    )
    return Markup(head + line + "".join(rows) + "</svg>")


def _shape(shape: str, y: int) -> str:
    match shape:
        case "training":
            return f'<rect class="training" x="{_X - 7}" y="{y - 7}" width="14" height="14" rx="2"/>'
        case "target":
            return f'<circle class="target" cx="{_X}" cy="{y}" r="10"/><circle class="core" cx="{_X}" cy="{y}" r="4"/>'
        case _:
            return f'<circle class="{shape}" cx="{_X}" cy="{y}" r="9"/>'
