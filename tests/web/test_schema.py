"""schemathesis against the standard's interface file: whatever is sent, the office never answers 5xx, and what it
answers has the form that the file prescribes. Needs `utm.yaml` of F3548-21 beside the checkout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
import yaml
from schemathesis.specs.openapi.checks import response_schema_conformance

from tests.conftest import SHARED
from tests.serving import Identity, Office, running_office
from tests.web.described import operations, send_all

FILE = SHARED / "standards/f3548/utm.yaml"
if not FILE.exists():
    pytest.skip(f"the interface file of F3548-21 is not beside the checkout ({FILE.name})", allow_module_level=True)


def _dss_only(document: dict[str, Any]) -> dict[str, Any]:
    document["paths"] = {path: form for path, form in document["paths"].items() if path.startswith("/dss/")}
    return document


tried = _dss_only(yaml.safe_load(FILE.read_text("utf-8")))
schema = schemathesis.openapi.from_dict(tried)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, identity: Identity) -> Iterator[Office]:
    with running_office(tmp_path_factory.mktemp("office") / "j.db", identity.public_file) as served:
        yield served


@pytest.mark.parametrize("operation", list(operations(tried)))
@pytest.mark.contract
def test_nothing_that_is_sent_is_answered_with_a_fault(operation: str, office: Office, identity: Identity) -> None:
    def send(case: schemathesis.Case) -> None:
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {identity.token('uss1')}"}
        answer = case.call(base_url=office.url)
        assert answer.status_code < 500, answer.text
        if answer.status_code == 400:
            assert answer.json()["message"]
        if case.path == "/dss/v1/reports" and "request_source" not in answer.text:
            return  # the file demands it of reports and describes it nowhere; services do not send it, and are believed
        case.validate_response(answer, checks=[response_schema_conformance])

    send_all(schema, operation, send, examples=60)
