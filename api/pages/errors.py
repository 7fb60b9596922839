"""Errors on pages: plain words for people who asked for a page, the problem document for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from api.errors import body_of, response_of
from api.pages.render import page

_TEXT: Final[Mapping[int, tuple[str, str]]] = {
    404: ("Deze pagina is er niet", "Misschien klopt het adres niet, of is de pagina verplaatst."),
    503: ("Even geen gegevens", "Wij kunnen nu niet bij de gegevens. Probeer het over een paar minuten nog een keer."),
    500: ("Er ging iets mis", "Dit ligt aan ons. Probeer het later nog een keer."),
}
_OTHER: Final = ("Dit kan niet", "Ga terug en probeer het op een andere manier.")


def answer_error(scope: Scope, error: Exception) -> Response:
    """A page in plain Dutch for who asks for one outside ``/v1``; else the problem document."""
    body = body_of(error)
    answer = response_of(body, error)
    wants_page = "text/html" in Headers(scope=scope).get("accept", "")
    if scope["path"].startswith("/v1") or not wants_page:
        return answer
    title, text = _TEXT.get(body["status"], _OTHER)
    if body["status"] == 500:
        text = f"{text} ({body['detail']})"
    shown = page("error.html", body["status"], title=title, text=text)
    for name in ("allow", "retry-after"):
        if name in answer.headers:
            shown.headers[name] = answer.headers[name]
    return shown
