"""The web application: JSON under /v1, pages for people, and documentation without outside help."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.staticfiles import StaticFiles

from api.deps import MIN_REVISION
from api.headers import REVISION, STORE, HeadersMiddleware
from api.holding import PlannerHolder
from api.limits import LimitsMiddleware
from api.openapi import build_openapi
from api.pages.docs import add_docs
from api.pages.errors import answer_error
from api.pages.routes import router as pages
from api.rates import RatesMiddleware, parse_rate
from api.settings import Settings
from api.v1.changes import router as changes
from api.v1.operations import json_response
from api.v1.operations import router as v1
from api.v1.wide import router as wide
from api.version import API_VERSION
from ontology.errors import LoopbaanpadError

if TYPE_CHECKING:
    from api.werkplan.keeping import Werkplan
    from graph.planner import Planner
    from graph.stores.base import KnowledgeStore

_HERE = Path(__file__).parent


async def _answer(request: Request, error: Exception) -> Response:
    return answer_error(request.scope, error)


def create_app(
    settings: Settings | None = None,
    planner: Planner | None = None,
    store: KnowledgeStore | None = None,
    werkplan: Werkplan | None = None,
) -> FastAPI:
    """The application; a given planner or store is used as it is, else the store is opened when first needed.

    Plans are there only where the settings say where they are kept; ``werkplan`` is then used as it is.

    Raises:
        ConfigError: the write token is none, or can't be read; plans can't be kept where the setting says; a rate or a
            setting for signing in is none.
    """
    settings = settings or Settings()
    settings.token()
    app = FastAPI(
        title="Loopbaanpad",
        version=API_VERSION,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    app.state.settings = settings
    app.state.provider = None
    app.state.planner = PlannerHolder(
        settings.store,
        planner,
        store=store,
        reload_seconds=settings.reload_seconds,
        follow_seconds=settings.follow_seconds,
        read_only=not settings.may_write(),
        encoder=settings.encoder,
    )
    app.include_router(v1)
    app.include_router(wide)
    app.include_router(changes)
    if settings.werkplan:
        from api.werkplan.mounting import mount

        mount(app, settings.werkplan, werkplan, settings.organisations, settings.postcodes)
    if settings.werkplan or settings.oidc_issuer:
        from api.identity.mounting import mount as mount_identity

        mount_identity(app, settings)
    app.include_router(pages)
    for kind in (LoopbaanpadError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _answer)
    document: dict[str, Any] = {}

    def openapi() -> dict[str, Any]:
        if not document:
            document.update(build_openapi(app, settings))
        return document

    app.openapi = openapi  # type: ignore[method-assign]
    app.add_api_route("/v1/openapi.json", lambda: json_response(openapi()), include_in_schema=False)
    add_docs(app)
    app.mount("/static", StaticFiles(directory=_HERE / "static"))
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(settings.cors_origins),
            allow_methods=["GET", "POST"],
            allow_headers=["Content-Type", MIN_REVISION],
            expose_headers=["API-Version", REVISION, STORE, "ETag", "Retry-After"],
        )
    app.add_middleware(LimitsMiddleware)
    app.add_middleware(
        RatesMiddleware,
        most=parse_rate("LOOPBAANPAD_RATE_LIMIT", settings.rate_limit),
        refused=parse_rate("LOOPBAANPAD_REFUSED_LIMIT", settings.refused_limit),
    )
    app.add_middleware(HeadersMiddleware)
    return app
