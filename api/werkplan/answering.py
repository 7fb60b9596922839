"""Requests that may come twice: the key that each brings, and the answer that is kept for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.werkplan.acting import Actor
from api.werkplan.tables import Answered, Plan
from ontology.errors import KeyReused


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as it is sent, now and when the same request comes again; ``version`` is the plan's."""

    body: str
    version: int | None

    def of(self, plan_id: str) -> Written:
        """The answer with the plan's id put in where that was left out, because the plan was erased."""
        return Written(self.body.replace('"id":""', f'"id":"{plan_id}"', 1), self.version)


@dataclass(frozen=True, slots=True)
class Keyed:
    """A request that may come twice: its key, and what else it says, by a hash."""

    actor: Actor
    key: str
    sha256: str

    @classmethod
    def of(cls, actor: Actor, key: str, path: str, body: Any) -> Keyed:
        """The request with this key, path and body; a receipt may hold any number, also one that 64 bits don't."""
        said = f"{path}\n{json.dumps(body, sort_keys=True)}".encode()
        return cls(actor, key, hashlib.sha256(said).hexdigest())


def earlier(session: Session, request: Keyed) -> Written | None:
    """The answer to a request that was done before; None for a new one.

    Raises:
        KeyReused: the key was used for another request.
    """
    found = session.get(Answered, (request.actor.scope, request.key))
    if found is None:
        return None
    about = plans_in(found.body) if found.plan_id is None else [found.plan_id]
    session.scalars(select(Plan).where(Plan.id.in_(about))).all()  # whom the answer is about, for the log
    if found.request_sha256 != request.sha256:
        raise KeyReused("the key was used before for another request: send a new key with a new request")
    return Written(found.body, found.version)


def keep(session: Session, request: Keyed, sent: Mapping[str, Any], plan: Plan | None, at: datetime) -> Written:
    """Keep an answer with the change that it tells of; ``plan`` is None when it is about several, or about nobody."""
    body = orjson.dumps(sent).decode()
    version = plan.version if plan else None
    session.add(
        Answered(
            scope=request.actor.scope,
            key=request.key,
            plan_id=plan.id if plan else None,
            request_sha256=request.sha256,
            version=version,
            body=body,
            at=at,
        )
    )
    return Written(body, version)


def plans_in(body: str) -> list[str]:
    """The ids of the plans that a kept answer tells of, when it is about several."""
    return [str(line["id"]) for line in orjson.loads(body).get("plans", ())]
