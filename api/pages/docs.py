"""The API's documentation as one page, made from the OpenAPI document: no script, nothing from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from api.errors import BROKEN, OTHER, PLAN_TABLE, REFUSED, TABLE, Problem
from api.pages.render import page

_LONGEST: Final = 4_000  #: characters of an example answer on the page


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter or one field of a body or an answer."""

    name: str
    type: str
    needed: bool
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """Everything the page shows of one operation."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Field, ...]
    body: tuple[Field, ...]
    call: str
    answer: str
    answer_fields: tuple[Field, ...]
    responses: tuple[tuple[str, str], ...]


def type_of(schema: Mapping[str, Any]) -> str:
    """A schema as a short readable type."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " or ".join(type_of(item) for item in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(str(item) for item in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if schema.get("type") == "array":
        return f"list of {type_of(schema.get('items', {}))}"
    text = str(schema.get("type", "any"))
    low, high = schema.get("minimum"), schema.get("maximum")
    return f"{text} {low:g} to {high:g}" if low is not None and high is not None else text


def _fields(schema: Mapping[str, Any]) -> tuple[Field, ...]:
    needed = schema.get("required", ())
    return tuple(
        Field(name, type_of(item), name in needed, item.get("description", ""))
        for name, item in schema.get("properties", {}).items()
    )


def operations_of(document: Mapping[str, Any]) -> list[Operation]:
    """The operations of an OpenAPI document, in its order."""
    schemas = document["components"]["schemas"]

    def resolved(schema: Mapping[str, Any]) -> Mapping[str, Any]:
        found: Mapping[str, Any] = schemas[type_of(schema)] if "$ref" in schema else schema
        return found

    found = []
    for path, item in document["paths"].items():
        for method, operation in item.items():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            answer = operation["responses"]["200"]["content"]["application/json"]
            parameters = tuple(
                Field(one["name"], type_of(one["schema"]), bool(one.get("required")), one.get("description", ""))
                for one in operation.get("parameters", ())
            )
            found.append(
                Operation(
                    operation["operationId"],
                    method.upper(),
                    f"/v1{path}",
                    operation.get("summary", ""),
                    operation.get("description", ""),
                    parameters,
                    _fields(resolved(body)),
                    _call(method, path, operation, resolved(body).get("example")),
                    shortened(answer.get("example")),
                    _fields(resolved(answer.get("schema", {}))),
                    tuple((code, response["description"]) for code, response in operation["responses"].items()),
                )
            )
    return found


def _call(method: str, path: str, operation: Mapping[str, Any], example: Any) -> str:
    query = []
    for one in operation.get("parameters", ()):
        values = one.get("examples") or one["schema"].get("examples") or []
        if one["in"] == "path" and values:
            path = path.replace(f"{{{one['name']}}}", str(values[0]))
        elif values:
            query.append(f"{one['name']}={values[0]}")
    url = f"http://127.0.0.1:8000/v1{path}" + (f"?{'&'.join(query)}" if query else "")
    if method == "post":
        return f"curl -H 'Content-Type: application/json' {url} \\\n  -d '{json.dumps(example, ensure_ascii=False)}'"
    return f"curl '{url}'"


def shortened(example: Any) -> str:
    """An example as text, cut off where it gets long."""
    text = json.dumps(example, ensure_ascii=False, indent=2)
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit("\n", 1)[0] + "\n…"


def problems(plans: bool = False) -> list[Problem]:
    """Every kind of problem once, by status; those of plans where there are plans."""
    every = (
        [problem for _, problem in (*TABLE, *(PLAN_TABLE if plans else ()))] + list(OTHER.values()) + [REFUSED, BROKEN]
    )
    return sorted({problem.key: problem for problem in every}.values(), key=lambda problem: problem.status)


def add_docs(app: FastAPI) -> None:
    """Serve the documentation at ``/docs``."""

    def show_docs() -> HTMLResponse:
        document = app.openapi()
        schemas = [
            (name, schema.get("description", ""), _fields(schema))
            for name, schema in document["components"]["schemas"].items()
        ]
        return page(
            "docs.html",
            info=document["info"],
            operations=operations_of(document),
            schemas=schemas,
            problems=problems(app.state.provider is not None),
        )

    app.add_api_route("/docs", show_docs, include_in_schema=False)
