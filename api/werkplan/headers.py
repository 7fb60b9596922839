"""The two headers of every change: the version it was made for, and the key by which it is done once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Header, HTTPException, Path, Request, Response
from pydantic.json_schema import SkipJsonSchema

from api.v1.asks import Body
from api.werkplan.acting import ID, ActorDep
from api.werkplan.answering import Keyed, Written
from api.werkplan.keeping import Change, Werkplan
from api.werkplan.tables import Plan


def expected_version(
    if_match: Annotated[
        str | SkipJsonSchema[None],
        Header(
            alias="If-Match",
            description="The version of the plan that the change was made for, in quotes, as its ETag has it.",
            examples=['"7"'],
        ),
    ] = None,
) -> int:
    """The version that a change was made for."""
    found = re.fullmatch(r'\s*"(\d{1,9})"\s*', if_match or "")
    if found is None:
        raise HTTPException(428, 'Send If-Match with the version that the change was made for, such as "7".')
    return int(found[1])


def idempotency_key(
    key: Annotated[
        str,
        Header(
            alias="Idempotency-Key",
            min_length=8,
            max_length=200,
            pattern=r"^[A-Za-z0-9._:-]+$",
            description="A key of your own for this request; sent again with the same key, it is done once.",
            examples=["0b6f3f0e-8f7e-4d9b-9d0a-3f1f4d7c5a11"],
        ),
    ],
) -> str:
    """The key of a request."""
    return key


def werkplan_of(request: Request) -> Werkplan:
    """The plans of this service."""
    found: Werkplan = request.app.state.werkplan
    return found


VersionDep = Annotated[int, Depends(expected_version)]
KeyDep = Annotated[str, Depends(idempotency_key)]
WerkplanDep = Annotated[Werkplan, Depends(werkplan_of)]
PlanId = Annotated[str, Path(alias="planId", pattern=ID, description="The plan's id.", examples=["0" * 32])]


def keyed(request: Request, actor: ActorDep, key: str, body: Body) -> Keyed:
    """A request with its key, to be done once."""
    return Keyed.of(actor, key, request.url.path, body.model_dump(mode="json"))


def answer_written(written: Written) -> Response:
    """The answer to a change, with the plan's new version as its ETag."""
    headers = {} if written.version is None else {"ETag": f'"{written.version}"'}
    return Response(written.body, media_type="application/json", headers=headers)


class Changing:
    """What every change to a plan is asked with: who, which plan, which version, and the key."""

    def __init__(
        self,
        request: Request,
        plans: WerkplanDep,
        actor: ActorDep,
        key: KeyDep,
        version: VersionDep,
        plan_id: PlanId,
    ) -> None:
        self.request, self.plans, self.actor = request, plans, actor
        self.key, self.version, self.plan_id = key, version, plan_id

    def answered(self, body: Body) -> Response | None:
        """The answer to a request that was done before; None for a new one, which may now be got ready."""
        found = self.plans.answered(keyed(self.request, self.actor, self.key, body))
        return None if found is None else answer_written(found.of(self.plan_id))

    def check(self, body: Body, may: Callable[[Plan], object]) -> None:
        """Refuse at once who may not, or comes too late, before anything costly is done for them."""
        asked = keyed(self.request, self.actor, self.key, body)
        self.plans.check(asked, self.plan_id, self.version, may)

    def do(self, body: Body, command: Callable[[Change], None], closed: bool = False) -> Response:
        """Carry a command out, once for the key, and answer with the new version; in a closed plan only if it may."""
        asked = keyed(self.request, self.actor, self.key, body)
        return answer_written(self.plans.change(asked, self.plan_id, self.version, command, closed))


ChangingDep = Annotated[Changing, Depends(Changing)]
