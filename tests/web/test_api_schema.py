"""schemathesis against the office's own description: it is sound OpenAPI, whatever is sent is never answered 5xx, and
what is answered has the form that it prescribes."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tansiq.gateways.api_v1 import (
    CSRF_HEADER,
    SESSION_COOKIE,
    Delivering,
    Rooms,
    Served,
    Staff,
    centre_routes,
    offered,
    routes,
    staff_routes,
)
from tansiq.gateways.api_v1.deliveries import Deliveries
from tansiq.gateways.api_v1.idempotency import Repeats
from tansiq.gateways.api_v1.openapi import document
from tansiq.gateways.outlines import FormLimits
from tests.peopled import ALL, people
from tests.serving import Identity, Office, running_office
from tests.web.described import operations, send_all

_STREAMS = "/api/v1/events"
every = (
    *offered(),
    *centre_routes(Rooms(None, None, FormLimits(), None)),  # type: ignore[arg-type]
    *staff_routes(Staff(None)),  # type: ignore[arg-type]
    *Deliveries(None, None, Delivering(None), FormLimits(), Repeats()).routes(),  # type: ignore[arg-type]
)
description = json.loads(json.dumps(document(every, "test", cookie=SESSION_COOKIE, csrf_header=CSRF_HEADER)))
tried = {
    **description,
    "paths": {p: form for p, form in description["paths"].items() if p not in (_STREAMS, "/api/v1/departure")},
}
schema = schemathesis.openapi.from_dict(tried)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, identity: Identity) -> Iterator[Office]:
    journal = tmp_path_factory.mktemp("office") / "j.db"
    people(journal, "army", "relief", "union", applying=("uss9",))
    with running_office(journal, identity.public_file) as served:
        yield served


def test_the_description_is_sound_and_names_every_route(office: Office) -> None:
    status, served = office.call("GET", "/api/v1/openapi.json")
    assert status == 200
    schemathesis.openapi.from_dict(served).validate()
    served_here = Served(None, None, FormLimits(), None, Staff(None), Delivering(None))  # type: ignore[arg-type]
    named = {(method.upper(), path) for path, form in served["paths"].items() for method in form}
    assert named == {(route.method, route.template) for route in routes(served_here)}
    operations = [form for path in served["paths"].values() for form in path.values()]
    assert all(operation["summary"] for operation in operations)
    assert len({operation["operationId"] for operation in operations}) == len(operations)


@pytest.mark.parametrize("operation", list(operations(tried)))
@pytest.mark.contract
def test_nothing_that_is_sent_is_answered_with_a_fault(operation: str, office: Office, identity: Identity) -> None:
    def send(case: schemathesis.Case) -> None:
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {identity.token('army', ALL)}"}
        answer = case.call(base_url=office.url)
        case.validate_response(
            answer,
            checks=[
                not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
            ],
        )  # fmt: skip
        if answer.status_code >= 400:
            assert answer.json()["detail"]

    send_all(schema, operation, send, examples=12)
