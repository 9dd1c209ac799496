"""What webhooks are posted to in tests: a real server, which fails when it is told to."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import json
import ssl
import threading
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Delivery:
    """One request, and how it was answered."""

    path: str
    headers: dict[str, str]
    body: bytes
    answered: str

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def number(self) -> int:
        return int(self.id.rpartition(".")[2])

    @property
    def told(self) -> Any:
        return json.loads(self.body)


def signed(delivery: Delivery, secret: str) -> bool:
    """Whether the signature is that of Standard Webhooks 1.0.0, by its text alone."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{delivery.headers['webhook-id']}.{delivery.headers['webhook-timestamp']}.{delivery.body.decode()}"
    mac = hmac.new(key, content.encode(), hashlib.sha256).digest()
    return delivery.headers["webhook-signature"].split(" ") == [f"v1,{base64.b64encode(mac).decode()}"]


@dataclass
class Receiver:
    """Answers each request by the next word of `script`, and with `always` when there is none: a status, `stall` (no
    answer until `released`), `cut` (ends the connection in the middle of the answer), `drip` (an answer without end),
    or `302`, which leads to `elsewhere`."""

    port: int = 0
    tls: ssl.SSLContext | None = None
    script: deque[str] = field(default_factory=deque)
    always: str = "204"
    deliveries: list[Delivery] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    connections: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)

    def __enter__(self) -> Receiver:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                receiver.connections += 1
                super().setup()

            def do_POST(self) -> None:
                wanted = int(self.headers["content-length"])
                body = self.rfile.read(wanted)
                if len(body) < wanted:
                    return  # whoever sent it was killed in the midst of it
                how = receiver.script.popleft() if receiver.script else receiver.always
                headers = {name.lower(): value for name, value in self.headers.items()}
                with receiver.changed:
                    receiver.deliveries.append(Delivery(self.path, headers, body, how))
                    receiver.changed.notify_all()
                self._answer(how)

            do_GET = do_POST  # noqa: N815

            def _answer(self, how: str) -> None:
                if how == "stall":
                    receiver.released.wait(60)
                    how = "204"
                if how == "cut":
                    self.wfile.write(b"HTTP/1.1 200 OK\r\nconte")
                    self.close_connection = True
                    return
                if how == "drip":
                    self.wfile.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
                    while not receiver.released.wait(0.01):
                        self.wfile.write(b"400\r\n" + b"x" * 0x400 + b"\r\n")
                    self.close_connection = True
                    return
                self.send_response(int(how))
                if how.startswith("3"):
                    self.send_header("location", f"http://127.0.0.1:{receiver.port}/elsewhere")
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

            def handle(self) -> None:
                with contextlib.suppress(OSError):  # whoever asked has gone away
                    super().handle()

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        if self.tls is not None:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        scheme = "http" if self.tls is None else "https"
        return f"{scheme}://localhost:{self.port}/hook"

    def taken(self) -> list[Delivery]:
        """What was answered with 2xx."""
        return [delivery for delivery in self.deliveries if delivery.answered.startswith("2")]

    def wait_for(self, what: Any, within_s: float = 20.0) -> None:
        """Until `what(self)` holds."""
        with self.changed:
            assert self.changed.wait_for(lambda: what(self), within_s), [d.id for d in self.deliveries]
