"""The description of `/api/v1` for programs (OpenAPI 3.1), made from the routes themselves."""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from typing import Any

import msgspec

from tansiq.gateways.api_v1.idempotency import HEADER, LONGEST_KEY, Once
from tansiq.gateways.contract import Answer, Call, ProblemDocument, Route

PATH = "/api/v1/openapi.json"
_NAME = re.compile(r"{(\w+)}")
_REF = "#/components/schemas/{name}"
_COOKIE, _CSRF = "session", "csrf"
_ABOUT = """What people's pages and parties' programs speak with the office. What may change within v1 and what will
not, problem documents, pages, idempotency keys, times and altitudes: docs/api.md."""


def description_route(routes: Sequence[Route], version: str, *, cookie: str, csrf_header: str) -> Route:
    """The route that answers with the description of the others, and of itself."""
    body = b""

    async def describe(call: Call) -> Answer:
        return Answer(200, body)

    route = Route("GET", PATH, (), describe, problems=True, summary="This description.", gives=dict[str, Any])
    body = msgspec.json.encode(document((*routes, route), version, cookie=cookie, csrf_header=csrf_header))
    return route


def document(routes: Sequence[Route], version: str, *, cookie: str, csrf_header: str) -> dict[str, Any]:
    """The whole description. `cookie` and `csrf_header` are what a signed-in person's browser sends."""
    forms = [form for route in routes for form in (route.takes, route.gives) if _is_form(form)]
    schemas, components = msgspec.json.schema_components([ProblemDocument, *forms], ref_template=_REF)
    by_form = dict(zip([repr(form) for form in forms], schemas[1:], strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.template, {})[route.method.lower()] = _operation(route, by_form)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tansiq", "version": f"v1 ({version})", "description": _line(_ABOUT)},
        "paths": paths,
        "components": {
            "schemas": _tidied(components),
            "responses": {"Problem": {"description": "What is wrong (RFC 9457).", "content": _problem(schemas[0])}},
            "parameters": {"IdempotencyKey": _KEY},
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                _COOKIE: {"type": "apiKey", "in": "cookie", "name": cookie},
                _CSRF: {"type": "apiKey", "in": "header", "name": csrf_header},
            },
        },
    }


_KEY = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "Names the request: sent again with the same key, it is not done again.",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[ -~]*$"},
}


def _operation(route: Route, by_form: dict[str, Any]) -> dict[str, Any]:
    handler = route.handler.handler if isinstance(route.handler, Once) else route.handler
    words = [word for word in route.template.split("/")[3:] if not word.startswith("{")]
    made: dict[str, Any] = {
        "operationId": "_".join([route.method.lower(), *re.split(r"\W+", "_".join(route.template.split("/")[3:]))]),
        "tags": [words[0].partition(".")[0]],
        "summary": route.summary,
        "responses": {
            str(route.status): _answered(route, by_form),
            "4XX": {"$ref": "#/components/responses/Problem"},
            "5XX": {"$ref": "#/components/responses/Problem"},
        },
        "security": _security(route),
    }
    if text := inspect.getdoc(handler):
        made["description"] = _line(text)
    parameters = _parameters(route)
    if parameters:
        made["parameters"] = parameters
    if route.takes is not None:
        made["requestBody"] = {"required": True, "content": _content(route.takes, by_form)}
    return made


def _parameters(route: Route) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        for name in _NAME.findall(route.template)
    ]
    made += [
        {"name": name, "in": "query", "required": False, "description": text, "schema": {"type": "string"}}
        for name, text in route.parameters.items()
    ]
    if isinstance(route.handler, Once):
        made.append({"$ref": "#/components/parameters/IdempotencyKey"})
    return made


def _answered(route: Route, by_form: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"description": route.summary or "Done."}
    if route.gives is not None:
        made["content"] = _content(route.gives, by_form)
    return made


def _content(form: Any, by_form: dict[str, Any]) -> dict[str, Any]:
    """Of a type, or of media types that are no JSON."""
    if _is_form(form):
        return {"application/json": {"schema": by_form[repr(form)]}}
    return {kind: {} for kind in ((form,) if isinstance(form, str) else form)}


def _problem(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/problem+json": {"schema": schema}}


def _security(route: Route) -> list[dict[str, list[str]]]:
    """Each alternative with a token, or with a session; what changes something needs the header against forgery."""
    made: list[dict[str, list[str]]] = []
    for scopes in route.scopes:
        named = sorted(scopes)
        made.append({"token": named})
        made.append({_COOKIE: named} if route.method == "GET" else {_COOKIE: named, _CSRF: []})
    return made


def _is_form(form: Any) -> bool:
    """Whether it is a type, and not nothing or names of media types."""
    return form is not None and not isinstance(form, str | tuple | list)


def _tidied(components: dict[str, Any]) -> dict[str, Any]:
    """Docstrings on one line each."""
    for schema in components.values():
        if "description" in schema:
            schema["description"] = _line(schema["description"])
    return components


def _line(text: str) -> str:
    return " ".join(text.split())
