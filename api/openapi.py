"""The OpenAPI document, after the NL API Design Rules: contact, version, problems, headers."""

from __future__ import annotations

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.errors import BROKEN, OTHER, PLAN_TABLE, PROBLEM_JSON, TABLE
from api.headers import REVISION, STORE
from api.identity.document import show_signing_in
from api.settings import Settings
from api.v1.answers import ProblemDetails
from api.version import API_VERSION

SUMMARY: Final = "Side-entry routes on the Dutch labour market, with the training they need."
DESCRIPTION: Final = (
    "From what somebody has to an occupation they want: every route that no other route beats, with its "
    "trainings, time and cost, what is not known, and who says so. Names in a question may be labels or ids. "
    "The answers carry a receipt that can be replayed."
)
_VERSION_HEADER: Final = {
    "API-Version": {
        "description": "The version of this interface.",
        "schema": {"type": "string", "examples": [API_VERSION]},
    }
}
_DATA_HEADERS: Final = {
    REVISION: {
        "description": "The revision of the data that the answer rests on.",
        "schema": {"type": "string", "examples": ["7"]},
    },
    STORE: {
        "description": "`away` while the store can't be reached: the answer rests on what was read before.",
        "schema": {"type": "string", "enum": ["away"]},
    },
}
_RETRY: Final = {"description": "After how many seconds to ask again.", "schema": {"type": "integer", "minimum": 1}}


def build_openapi(app: FastAPI, settings: Settings) -> dict[str, Any]:
    """The document, made once."""
    document = get_openapi(
        title="Loopbaanpad",
        version=API_VERSION,
        openapi_version="3.1.0",
        summary=SUMMARY,
        description=DESCRIPTION,
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        servers=[{"url": "/v1"}],
        routes=app.routes,
    )
    contact = {"name": settings.contact_name, "email": settings.contact_email, "url": settings.contact_url}
    document["info"]["contact"] = contact  # not as an argument: that asks for email-validator, which we do without
    document["paths"] = {
        path.removeprefix("/v1"): item for path, item in document["paths"].items() if path.startswith("/v1/")
    }
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    problem = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas["ProblemDetails"] = problem
    for item in document["paths"].values():
        for operation in item.values():
            _complete(operation)
    show_signing_in(document, settings)
    document["tags"] = [
        {"name": "routes", "description": "Routes, why not, and receipts."},
        {"name": "near", "description": "Occupations that are near, in both directions."},
        {"name": "wide", "description": "A group at once, and what a training would open."},
        {"name": "menukaart", "description": "What can support a step, and who arranges it."},
        {"name": "concepts", "description": "What the graph knows of one thing."},
        {"name": "service", "description": "The service itself."},
    ]
    if settings.werkplan:
        document["tags"].append({"name": "plans", "description": "What one person does, and who arranges it."})
    return document


def _complete(operation: dict[str, Any]) -> None:
    """Document the problems and the version header of one operation."""
    responses = operation["responses"]
    responses.pop("422", None)
    responses["429"] = responses["500"] = {}
    if "requestBody" in operation:
        responses["413"] = {}
    for status in [status for status in responses if status >= "400"]:
        responses[status] = {
            "description": _title(int(status), "plans" in operation["tags"]),
            "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}},
        }
    for status, response in responses.items():
        response["headers"] = {**_VERSION_HEADER, **(_DATA_HEADERS if status < "300" else {})}
        if status in ("429", "503"):
            response["headers"]["Retry-After"] = _RETRY
    operation["responses"] = dict(sorted(responses.items()))


def _title(status: int, plans: bool = False) -> str:
    table = (*TABLE, *PLAN_TABLE) if plans else TABLE
    titles = [problem.title for _, problem in table if problem.status == status]
    if status == BROKEN.status:
        titles.append(BROKEN.title)
    if not titles and status in OTHER:
        titles.append(OTHER[status].title)
    return "; or: ".join(dict.fromkeys(titles)) + "."
