"""The one operation that writes: a batch of records, by somebody, for a reason, on a named revision."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Header, HTTPException, Request, Response, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from api.holding import PlannerHolder
from api.identity.actors import Actor, Role
from api.settings import Settings
from api.v1 import examples
from api.v1.answers import ChangesAnswer
from api.v1.asks import Body
from api.v1.operations import documented, json_response
from graph.stores.base import Change, Put, Retract, Revision
from ontology.errors import DatasetRejected, NotAllowed
from ontology.exact import exact_record
from ontology.ids import ConceptId
from ontology.records import RecordKey, references_of
from ontology.relations import Path
from ontology.rules import check

router = APIRouter(prefix="/v1")
WRITERS: Final[tuple[Role, ...]] = ("publisher", "administrator")
MOST = 2_000  #: changes in one batch; whole sources are loaded with the command
Text = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00-\x1f]*$")]
_bearer = HTTPBearer(auto_error=False, description="The write token of this service.", scheme_name="WriteToken")


class Key(Body):
    """What a record is found by."""

    kind: Text
    id: Text
    source: Text


class PutChange(Body):
    """Add a record, or replace the one with the same key."""

    put: dict[str, Any] = Field(description="The record in canonical form, its `kind` among its fields.")


class RetractChange(Body):
    """Take a record away; refused while others refer to its subject."""

    retract: Key = Field(description="The key of the record.")


class ChangesAsk(Body):
    """A batch of changes: all of it is written, as one revision, or nothing."""

    model_config = ConfigDict(json_schema_extra={"example": examples.CHANGES_ASK})

    by: Text = Field(description="Who wants the change, for the history.")
    reason: Text = Field(description="Why, for the history.")
    changes: Annotated[list[PutChange | RetractChange], Field(min_length=1, max_length=MOST)]

    def read(self) -> list[Change]:
        """The changes as the store takes them.

        Raises:
            InvalidRecord: a record is none; the message says which.
            DatasetRejected: the records break a rule together.
        """
        changes: list[Change] = []
        for place, change in enumerate(self.changes):
            if isinstance(change, RetractChange):
                key = change.retract
                changes.append(Retract(RecordKey(key.kind, ConceptId(key.id), ConceptId(key.source))))
            else:
                changes.append(Put(exact_record(change.put, f"changes.{place}.put")))
        records = [change.record for change in changes if isinstance(change, Put)]
        existing = {id for record in records for id in references_of(record)}  # what dangles, the store tells
        if errors := [finding for finding in check(records, existing=existing) if finding.severity == "error"]:
            raise DatasetRejected("changes", errors)
        return changes


def may_write(
    request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]
) -> Actor | None:
    """Let only the holder of the write token through (``None``), or who signed in as somebody who may."""
    settings: Settings = request.app.state.settings
    if not settings.may_write():
        raise HTTPException(403, "This service takes no changes over HTTP; its administrator can set a write token.")
    token = settings.token().encode()
    if token and given is not None and hmac.compare_digest(given.credentials.encode(), token):
        return None
    if settings.oidc_issuer is None:
        raise HTTPException(401, "Send the write token as Authorization: Bearer.", {"WWW-Authenticate": "Bearer"})
    actor: Actor = request.app.state.provider(request)
    if actor.role not in WRITERS:
        raise NotAllowed(actor.role, "write to the graph", f"the role {' or '.join(WRITERS)}")
    return actor


def sector_key(sector: str) -> str:
    """A sector as roles are bound to it: welzijn-en-kinderopvang."""
    return re.sub(r"[^a-z0-9]+", "-", sector.lower()).strip("-")


def check_sector(actor: Actor, changes: Sequence[Change], texts: Mapping[str, Any]) -> None:
    """Keep a publisher to paths of the own sector; an administrator and the write token may change all.

    ``texts`` tells what there is by now: a path of another sector isn't taken over.

    Raises:
        NotAllowed: a change is something else.
    """
    if actor.role != "publisher":
        return
    for change in changes:
        record = change.record if isinstance(change, Put) else None
        before = texts.get(record.id) if isinstance(record, Path) else None
        sectors = {sector_key(one or "") for one in (getattr(record, "sector", None), *_sector_of(before))}
        if not isinstance(record, Path) or sectors != {actor.sector}:
            raise NotAllowed(
                actor.role, "change something else than a path of the own sector", "an administrator for such a change"
            )


def _sector_of(before: Mapping[str, Any] | None) -> list[str | None]:
    return [] if before is None else [before.get("sector")]


def expected_revision(
    if_match: Annotated[
        str | SkipJsonSchema[None],
        Header(
            alias="If-Match",
            description="The revision that the change was made for, in quotes, as ETag of /v1/status has it.",
            examples=['"7"'],
        ),
    ] = None,
) -> Revision:
    """The revision that a change was made for."""
    found = re.fullmatch(r'\s*"?(\d{1,15})"?\s*', if_match or "")
    if found is None:
        raise HTTPException(428, 'Send If-Match with the revision that the change was made for, such as "7".')
    return Revision(int(found[1]))


@router.post(
    "/changes",
    tags=["service"],
    summary="Write a revision",
    **documented(ChangesAnswer, examples.CHANGES, 401, 403, 409, 428),
)
def write_changes(
    request: Request,
    actor: Annotated[Actor | None, Depends(may_write)],
    body: ChangesAsk,
    expected: Annotated[Revision, Depends(expected_revision)],
) -> Response:
    """Write a batch of records as one revision and answer from it; the same batch again changes nothing."""
    holder: PlannerHolder = request.app.state.planner
    changes = body.read()
    if actor is not None:
        check_sector(actor, changes, holder.at_least(int(expected)).network.texts)
    revision = holder.write(changes, expected=expected, by=body.by, reason=body.reason)
    request.state.revision = int(revision)
    answer = json_response({"revision": int(revision), "written": revision != expected})
    answer.headers["ETag"] = f'"{revision}"'
    return answer
