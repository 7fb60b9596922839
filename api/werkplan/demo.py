"""A demo plan, so that the demo users have something to look at; made once, with nobody real in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.identity.demo import DEMO_PERSON, DEMO_USERS
from api.werkplan import doing_activities, doing_plans
from api.werkplan.answering import Keyed
from api.werkplan.keeping import Werkplan
from api.werkplan.tables import Plan

_KEY: Final = "demo-plan"
_BY_ROLE: Final = {user.actor.role: user.actor for user in DEMO_USERS}


def prepare_demo(plans: Werkplan) -> str | None:
    """Open the demo plan where there is none yet, and give its id; ``None`` when it was erased."""

    def do(session: Session, at: datetime) -> tuple[dict[str, Any], Plan]:
        ids = iter((plans.new_id(), DEMO_PERSON))
        change = doing_plans.open_plan(session, _BY_ROLE["caseworker"], at, lambda: next(ids, "") or plans.new_id())
        employer = str(_BY_ROLE["employer"].organisation)
        doing_activities.add_activity(change, "practice", "proefplaatsing (voorbeeld)", employer, None, None, None)
        return {"id": change.plan.id}, change.plan

    plans.create(Keyed.of(_BY_ROLE["caseworker"], _KEY, "/demo", {}), do)
    with plans.database.reading() as session:
        found: str | None = session.scalar(select(Plan.id).where(Plan.person == DEMO_PERSON))
        return found
