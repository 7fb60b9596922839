"""Templates with strict undefined names: a page that misses a value fails in a test, not on screen."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api import wording, wording_market


@cache
def environment() -> Environment:
    """The one template environment."""
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals.update(wording=wording, wording_market=wording_market)
    templates.filters["capitalize_first"] = wording.first_upper
    templates.filters["fixed"] = lambda text: text.replace("€ ", "€\u00a0")  # no line break inside an amount
    return templates


def page(template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page as an answer."""
    return HTMLResponse(environment().get_template(template).render(**context), status)
