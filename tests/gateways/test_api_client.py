"""What a client of the office's own interface sends again, and what it does not: against a server that says so."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import httpx
import pytest

from tansiq.gateways import api_client
from tansiq.gateways.api_client import ATTEMPTS, LONGEST_WAIT_S, ApiClient, ApiRefused


@dataclass
class Script:
    """What is answered, one after the other (the last one for ever), and what was asked."""

    answers: list[tuple[int, Any, dict[str, str]] | None]
    asked: list[tuple[str, str, str | None]] = field(default_factory=list)
    waited_s: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.waited_s.append(seconds)


@contextmanager
def serving(script: Script) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            script.asked.append((self.command, self.path, self.headers.get("idempotency-key")))
            self.rfile.read(int(self.headers.get("content-length") or 0))
            said = script.answers[0] if len(script.answers) == 1 else script.answers.pop(0)
            if said is None:  # the connection ends without an answer
                self.close_connection = True
                return
            status, document, headers = said
            body = document if isinstance(document, bytes) else json.dumps(document).encode()
            self.send_response(status)
            for name, value in {**headers, "content-length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def problem(code: str, status: int = 503, **headers: str) -> tuple[int, Any, dict[str, str]]:
    return status, {"code": code, "detail": "why", "field": "terms.end", "other": 3}, headers


def ask(script: Script, talk: Callable[[ApiClient], Any]) -> Any:
    async def whole() -> Any:
        with serving(script) as url:
            async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
                return await talk(ApiClient(client, "token", sleep=script.sleep))

    return asyncio.run(whole())


OK = (200, {"done": True}, {})


@pytest.mark.parametrize(
    ("method", "first", "again"),
    [
        ("get", problem("not-now"), True),
        ("put", problem("not-now"), True),
        ("delete", problem("journal-unavailable"), True),
        ("post", problem("outcome-unknown"), True),
        ("post", problem("too-slow", 504), True),
        ("post", None, True),
        ("get", None, True),
        ("put", problem("outcome-unknown"), False),
        ("delete", problem("too-slow", 504), False),
        ("put", None, False),
        ("post", problem("stale-version", 409), False),
        ("get", (502, b"<html>", {}), False),
    ],
)
def test_only_what_may_be_repeated_is_sent_again(method: str, first: Any, again: bool) -> None:
    script = Script([first, OK])
    body = ({},) if method in ("post", "put") else ()

    def talk(api: ApiClient) -> Any:
        return getattr(api, method)("things", *body)

    if again:
        assert ask(script, talk) == {"done": True}
    else:
        with pytest.raises((ApiRefused, ConnectionError)):
            ask(script, talk)
    assert len(script.asked) == 1 + again
    keys = {key for _, _, key in script.asked}
    assert len(keys) == 1
    assert (keys == {None}) == (method != "post")


def test_a_refusal_is_one_line_with_its_place_and_code() -> None:
    with pytest.raises(ApiRefused) as caught:
        ask(Script([problem("terms-invalid", 400)]), lambda api: api.post("agreements", {}))
    assert str(caught.value) == "terms.end: why (terms-invalid)"
    assert (caught.value.status, caught.value.field, caught.value.more) == (400, "terms.end", {"other": 3})


def test_it_gives_up_after_a_while_and_waits_as_long_as_it_is_told_but_not_for_ever() -> None:
    script = Script([problem("not-now"), problem("not-now", **{"retry-after": "1"}),
                     problem("not-now", **{"retry-after": "999999"})])  # fmt: skip
    with pytest.raises(ApiRefused, match="not-now"):
        ask(script, lambda api: api.get("things"))
    assert len(script.asked) == ATTEMPTS
    assert script.waited_s == [0.2, 1.0, LONGEST_WAIT_S, LONGEST_WAIT_S]


def test_lists_are_read_page_by_page() -> None:
    pages = [(200, {"items": [1, 2], "next": "a b"}, {}), (200, {"items": [3], "next": None}, {})]
    script = Script(pages)

    async def talk(api: ApiClient) -> list[Any]:
        return [item async for item in api.pages("things", {"state": "x"})]

    assert ask(script, talk) == [1, 2, 3]
    assert [path for _, path, _ in script.asked] == ["/api/v1/things?state=x", "/api/v1/things?state=x&cursor=a+b"]


def test_an_answer_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api_client, "MOST_BYTES", 10_000)
    with pytest.raises(ConnectionError, match="more than 10,000 bytes"):
        ask(Script([(200, b"1" * 10_001, {})]), lambda api: api.get("things"))


def test_no_office_is_a_connection_error() -> None:
    async def whole() -> None:
        async with httpx.AsyncClient(base_url="http://127.0.0.1:1", trust_env=False) as client:
            await ApiClient(client, None).get("things")

    with pytest.raises(ConnectionError, match="no office answers"):
        asyncio.run(whole())
