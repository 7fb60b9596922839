"""Profiles of client systems over HTTP: a VUM werkzoekende profile in, proposals out; nothing of it is kept.

It stands with the plans because whoever sends a profile signs in, and because reading one is logged.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import ConfigDict, RootModel

from api.deps import PlannerDep
from api.identity.acting import may
from api.identity.actors import Actor
from api.v1.answers import Passage
from api.v1.operations import documented, json_response
from api.v1.parts import Answer
from api.werkplan.headers import WerkplanDep
from api.werkplan.vum import vum_proposals

router = APIRouter(prefix="/v1/profiles", tags=["plans"])
EXAMPLE_ASK: Final[dict[str, Any]] = {
    "emailadres": ["iemand@voorbeeld.nl"],
    "bemiddelingsberoep": [{"naamBeroepOngecodeerd": "verzorgende"}],
    "mobiliteit": {"bemiddelingspostcode": "3011AA", "maximaleReistijd": 45},
    "arbeidsmarktkwalificatie": {
        "rijbewijs": [{"codeSoortRijbewijs": "B"}],
        "werkervaring": [{"beroep": {"naamBeroepOngecodeerd": "vakkenvuller"}, "naamOrganisatie": "Super"}],
    },
}


class VumProfile(RootModel[dict[str, Any]]):
    """A werkzoekende profile of VUM: version 3 with CompetentNL codes, 1 and 2 with names."""

    model_config = ConfigDict(json_schema_extra={"example": EXAMPLE_ASK})


class VumConcept(Answer):
    """What a profile names."""

    id: str
    kind: Literal["occupation", "skill", "credential", "training"]
    label: str
    lang: str | None = None
    why: str
    words: list[Passage]
    place: str


class VumProposal(VumConcept):
    """A proposal with where in the profile it stood; ``words`` only repeat a name or an id of the graph."""

    mention: Literal["held", "wish"]
    sure: Literal["high", "medium", "low"]
    reason: str | None


class VumTold(Answer):
    """A code or a whole number of the profile, as it was."""

    field: str
    value: str


class VumDropped(Answer):
    """A field that was dropped at the door, how often, and why; its value is nowhere. ``*``: VUM has no such field."""

    field: str
    why: Literal[
        "name", "address", "contact", "number", "birth", "health", "free-text", "postcode", "not-used", "unknown"
    ]
    times: int


class VumFinding(Answer):
    """What could not be read, and where."""

    place: str
    text: str


class VumGemeente(Answer):
    """The gemeente that a postcode lies in (CBS code and name), when that is known, and what to ask when it isn't."""

    known: bool
    code: str | None
    label: str | None
    text: str
    ask: str


class VumAnswer(Answer):
    """What a VUM profile proposes, to be confirmed; wishes stand apart, and what was dropped is named."""

    proposals: list[VumProposal]
    apart: list[VumProposal]
    questions: list[VumConcept]
    told: list[VumTold]
    findings: list[VumFinding]
    dropped: list[VumDropped]
    gemeente: VumGemeente
    notes: list[str]
    revision: int
    digest: str


EXAMPLE: Final[dict[str, Any]] = {
    "proposals": [
        {
            "kind": "credential",
            "id": "https://loopbaanpad.example/id/credential/rijbewijs-b",
            "label": "rijbewijs B",
            "why": "het profiel noemt de code",
            "words": [{"start": 0, "end": 1, "text": "B"}],
            "place": "arbeidsmarktkwalificatie.rijbewijs[0]",
            "mention": "held",
            "sure": "high",
            "reason": None,
        }
    ],
    "apart": [],
    "questions": [],
    "told": [{"field": "mobiliteit.maximaleReistijd", "value": "45"}],
    "findings": [],
    "dropped": [{"field": "emailadres", "why": "contact", "times": 1}],
    "gemeente": {
        "known": False,
        "code": None,
        "label": None,
        "text": "In welke gemeente woont u?",
        "ask": "In welke gemeente woont u?",
    },
    "notes": ["Niets hiervan telt mee voordat u het zelf bevestigt."],
    "revision": 1,
    "digest": "0f" * 32,
}


@router.post("/vum", summary="Take in a VUM profile", **documented(VumAnswer, EXAMPLE, 400, 401, 403, 413))
def propose_from_vum(
    request: Request,
    planner: PlannerDep,
    plans: WerkplanDep,
    actor: Annotated[Actor, Depends(may("caseworker", "client-system"))],
    profile: VumProfile,
) -> Response:
    """What a VUM profile proposes. Who it is about is dropped at the door: fields are named, values never."""
    with plans.database.reading():  # nothing is read, but that this was done is logged before it is answered
        return json_response(vum_proposals(planner, profile.root, request.app.state.postcodes))
