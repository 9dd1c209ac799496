"""What may stand between a centre and its office and spoil everything: an HTTP proxy that repeats what is asked, at
once or much later, loses answers, cuts them, delays them, and answers in place of the office."""

from __future__ import annotations

import http.client
import random
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PAGE = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
TRICKS = ("repeat", "repeat later", "lose", "cut", "delay", "page before", "page after")


class Meddler:
    """Does something to every other request that changes anything, and to some of those that read, until it is
    `tame`: each trick once, in an order that is drawn, then all of them again. A stream of events is cut after a
    while."""

    def __init__(self, to_port: int, seed: int) -> None:
        self.to_port, self.tame = to_port, False
        self.done: list[str] = []
        self._bag: list[str] = []
        self._rng, self._lock = random.Random(seed), threading.Lock()
        self._kept: list[tuple[str, str, bytes, dict[str, str]]] = []
        meddler = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _any(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
                with suppress(OSError, http.client.HTTPException):
                    meddler._handle(self, (self.command, self.path, body, headers))

            do_GET = do_POST = do_PUT = do_DELETE = _any  # noqa: N815  the server asks for these names

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _drawn(self, method: str) -> str:
        with self._lock:
            if self.tame:
                return "pass"
            if method == "GET":
                return self._rng.choice(("cut", "delay", "page before")) if self._rng.random() < 0.05 else "pass"
            if not self._bag:
                self._bag = [*TRICKS, *("pass" for _ in TRICKS)]
                self._rng.shuffle(self._bag)
            self.done.append(self._bag.pop())
            return self.done[-1]

    def _handle(self, handler: BaseHTTPRequestHandler, asked: tuple[str, str, bytes, dict[str, str]]) -> None:
        method, path, _, _ = asked
        if path.startswith("/api/v1/events"):
            self._stream(handler, asked)
            return
        trick = "pass" if path.startswith("/oauth") else self._drawn(method)
        if trick == "delay":
            time.sleep(self._rng.random() * 0.3)  # it is slow
        if trick == "page before":
            self._give(handler, 502, "text/html", PAGE)
            return
        if trick == "repeat":
            other = threading.Thread(target=self._quietly, args=(asked,), daemon=True)
            other.start()
        if trick == "repeat later":
            with self._lock:
                self._kept.append(asked)
        answer = self._forward(asked)
        if trick == "repeat later" or self._rng.random() < 0.1:
            with self._lock:
                again = self._kept.pop(0) if len(self._kept) > 2 else None
            if again is not None:
                self._quietly(again)
        match trick:
            case "lose":
                handler.close_connection = True
                handler.connection.close()
            case "cut":
                self._give(handler, *answer, cut=True)
            case "page after":
                self._give(handler, 502, "text/html", PAGE)
            case _:
                self._give(handler, *answer)

    def _quietly(self, asked: tuple[str, str, bytes, dict[str, str]]) -> None:
        with suppress(OSError, http.client.HTTPException):
            self._forward(asked)

    def _forward(self, asked: tuple[str, str, bytes, dict[str, str]]) -> tuple[int, str, bytes]:
        method, path, body, headers = asked
        connection = http.client.HTTPConnection("127.0.0.1", self.to_port, timeout=15)
        try:
            connection.request(method, path, body or None, {**headers, "connection": "close"})
            answer = connection.getresponse()
            return answer.status, answer.getheader("content-type", ""), answer.read()
        finally:
            connection.close()

    def _give(
        self, handler: BaseHTTPRequestHandler, status: int, media_type: str, body: bytes, *, cut: bool = False
    ) -> None:
        handler.send_response_only(status)
        handler.send_header("content-type", media_type)
        handler.send_header("content-length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[: len(body) // 2] if cut else body)
        if cut:
            handler.close_connection = True
            handler.connection.close()

    def _stream(self, handler: BaseHTTPRequestHandler, asked: tuple[str, str, bytes, dict[str, str]]) -> None:
        method, path, _, headers = asked
        connection = http.client.HTTPConnection("127.0.0.1", self.to_port, timeout=20)
        until = time.monotonic() + 0.5 + self._rng.random() * 2
        try:
            connection.request(method, path, None, headers)
            answer = connection.getresponse()
            handler.send_response_only(answer.status)
            handler.send_header("content-type", answer.getheader("content-type", ""))
            handler.send_header("connection", "close")
            handler.end_headers()
            while time.monotonic() < until and (piece := answer.read1(65_536)):
                handler.wfile.write(piece)
        finally:
            handler.close_connection = True
            connection.close()
