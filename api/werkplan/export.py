"""What a person takes with them: everything as JSON with its schema, and the same as a page to read."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, StrictUndefined
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.werkplan.codes import DOELGROEPEN
from api.werkplan.logboek import lines_about, log_view
from api.werkplan.tables import Pin, Plan
from api.werkplan.views import events_of, history_view, moment, pin_view
from api.werkplan.wording import ASKED, WORDS
from api.wording import euro

SCHEMA: Final = "/v1/openapi.json#/components/schemas/ExportAnswer"
_ENVIRONMENT: Final = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
_PAGE: Final = _ENVIRONMENT.from_string((Path(__file__).parent / "export.html").read_text("utf-8"))


def export_of(session: Session, plan: Plan, view: dict[str, Any], at: datetime) -> dict[str, Any]:
    """All that is kept: the plan, its history, every route that was pinned, and who looked."""
    pins = session.scalars(select(Pin).where(Pin.plan_id == plan.id).order_by(Pin.pinned_at, Pin.id))
    return {
        "schema": SCHEMA,
        "exportedAt": moment(at),
        "plan": view,
        "history": history_view(plan, events_of(session, plan)),
        "pins": [pin_view(pin) for pin in pins],
        "log": [log_view(line) for line in lines_about(session, plan.person)],
    }


def page_of(exported: dict[str, Any]) -> str:
    """The page."""
    return _PAGE.render(**exported, words=WORDS, asked=ASKED, euro=euro, codes=DOELGROEPEN)
