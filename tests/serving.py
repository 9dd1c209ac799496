"""A real office in a process of its own, for tests and benchmarks: the command that users run, nothing mocked."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jwt
from joserfc.jwk import ECKey

from tests.forked import Forked

STARTS_WITHIN_S = 60.0
ALL_SCOPES = (
    "utm.strategic_coordination utm.constraint_management utm.constraint_processing "
    "utm.conformance_monitoring_sa utm.availability_arbitration interuss.pool_status.read"
)


@dataclass
class Identity:
    """A key pair that stands for an identity provider."""

    folder: Path
    key: ECKey = field(init=False)

    def __post_init__(self) -> None:
        private = ec.generate_private_key(ec.SECP256R1())
        pem = private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self.key = ECKey.import_key(pem)
        self.public_file.write_bytes(
            private.public_key().public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            )
        )

    @property
    def public_file(self) -> Path:
        return self.folder / "identity.pem"

    def token(self, party: str, scopes: str = ALL_SCOPES, **claims: Any) -> str:
        now = int(time.time())
        whole = {"sub": party, "aud": "localhost", "scope": scopes, "iat": now, "exp": now + 3600, **claims}
        return jwt.encode({"alg": "ES256"}, whole, self.key)


@dataclass
class Office:
    """A served office. `kill` is SIGKILL: nothing is tidied."""

    process: subprocess.Popen[bytes] | Forked
    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def call(
        self,
        method: str,
        path: str,
        token: str | None = None,
        body: Any = None,
        headers: dict[str, str] | None = None,
        within_s: float = 30,
    ) -> tuple[int, Any]:
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        request = Request(self.url + path, data=data, method=method, headers=headers or {})
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        try:
            with urlopen(request, timeout=within_s) as answer:
                return answer.status, _content(answer.read())
        except HTTPError as error:
            return error.code, _content(error.read())

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


def _content(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return raw.decode(errors="replace")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_office(
    journal: Path,
    trust_key: Path,
    *options: str,
    prefix: Sequence[str] = (),
    environment: dict[str, str] | None = None,
    port: int | None = None,
) -> Office:
    """Starts an office and waits until it is ready. Raises `RuntimeError` with its log if it ends instead."""
    port = port or free_port()
    log = journal.with_suffix(".log")
    words = (
        "serve", "--port", str(port), "--journal", f"sqlite:{journal}", "--trust-key", str(trust_key), "--audience",
        "localhost", "--allow-http-urls", *options,
    )  # fmt: skip
    process: subprocess.Popen[bytes] | Forked
    if prefix or environment:
        command = [*prefix, sys.executable, "-m", "tansiq.cli.main", *words]
        surroundings = {**os.environ, **(environment or {})}
        with log.open("ab") as output:
            process = subprocess.Popen(
                command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, env=surroundings
            )
    else:
        process = Forked(words, log)
    office = Office(process, port, log)
    deadline = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the office ended with {process.returncode}: {log.read_text()[-2000:]}")
        with contextlib.suppress(URLError, ConnectionError, TimeoutError):
            if office.call("GET", "/healthz")[0] == 200:
                return office
        time.sleep(0.02)  # a port that does not listen yet can only be asked again
    process.kill()
    raise RuntimeError(f"the office did not start: {log.read_text()[-2000:]}")


@contextlib.contextmanager
def running_office(journal: Path, trust_key: Path, *options: str, **more: Any) -> Iterator[Office]:
    """An office that is stopped at the end."""
    office = start_office(journal, trust_key, *options, **more)
    try:
        yield office
    finally:
        if office.process.poll() is None:
            office.process.terminate()
            try:
                office.process.wait(20)
            except subprocess.TimeoutExpired:
                office.kill()
