"""The built-in token endpoint for a first run: OAuth 2 client credentials (RFC 6749, 4.4). Production has its own.

A folder made by `tansiq keys init` holds the signing key, its public half, and the clients with hashed secrets.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import os
import secrets
import time
import tomllib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias
from urllib.parse import parse_qs, unquote_plus

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tansiq.centre import roles
from tansiq.centre.closed import CentreClosed
from tansiq.settings import SettingRefused

NAME = "tansiq"
SIGNING_KEY, PUBLIC_KEY, CLIENTS = "signing-key.pem", "public-key.pem", "clients.toml"
TOKEN_LIFE_S = 3_600
_MAX_FORM = 16_384
_ATTEMPTS, _ATTEMPTS_WINDOW_S, _ATTEMPTS_REMEMBERED = 20, 60.0, 10_000

SCOPES = (
    "utm.strategic_coordination",
    "utm.constraint_management",
    "utm.constraint_processing",
    "utm.conformance_monitoring_sa",
    "utm.availability_arbitration",
    "interuss.pool_status.read",
    "interuss.pool_status.heartbeat.write",
    *roles.SCOPES,
    roles.ERASE,
)
PROGRAM_SCOPES = frozenset(roles.SCOPES) | {
    scope for scope in SCOPES if scope.startswith("utm.") and scope != "utm.availability_arbitration"
}
"""What a party may give its own programs. To say that others are down is the operator's to give."""
_PLANNER = (SCOPES[0], SCOPES[2], SCOPES[3], *roles.SCOPES)
FIRST_CLIENTS = {
    "uss1": _PLANNER,
    "uss2": _PLANNER,
    "relief": _PLANNER,
    "authority": (SCOPES[0], SCOPES[1], SCOPES[2], SCOPES[4], SCOPES[5], *roles.SCOPES),
    "north": roles.SCOPES,
    "south": roles.SCOPES,
}


class KeysRefused(SettingRefused):
    """The folder of keys cannot be made or used; the message says why."""


@dataclass(frozen=True, slots=True)
class Client:
    """A program that may ask for tokens. The secret itself is not kept."""

    id: str
    scopes: tuple[str, ...]
    salt: str = field(repr=False)
    secret_hash: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Admitted:
    """Whose secret was right: the party that its tokens speak for, and the scopes that it may ask for."""

    id: str
    party: str
    scopes: tuple[str, ...]


Programs: TypeAlias = Callable[[str, str], Awaitable[Admitted | None]]
"""Knows parties' own programs by client id and secret."""


async def no_programs(client_id: str, secret: str) -> Admitted | None:
    """Where parties have none."""
    return None


def init_keys(folder: Path) -> dict[str, str]:
    """Makes a folder with a signing key and first clients; the clients' secrets, to be shown once.

    Raises `KeysRefused` if there is one already: its tokens would stop working.
    """
    for name in (SIGNING_KEY, PUBLIC_KEY, CLIENTS):
        if (folder / name).exists():
            raise KeysRefused(f"{folder} already has a {name}; choose another folder, or remove that one yourself")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    private = ec.generate_private_key(ec.SECP256R1())
    write_private(
        folder / SIGNING_KEY,
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
    )
    write_private(
        folder / PUBLIC_KEY,
        private.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo),
    )
    shown = {name: secrets.token_urlsafe(24) for name in FIRST_CLIENTS}
    lines = ["# Clients of the built-in token endpoint. Secrets are scrypt hashes.\n"]
    for name, scopes in FIRST_CLIENTS.items():
        salt = secrets.token_hex(16)
        listed = ", ".join(f'"{scope}"' for scope in scopes)
        lines.append(f'[{name}]\nscopes = [{listed}]\nsalt = "{salt}"\nsecret_hash = "{_hash(shown[name], salt)}"\n')
    write_private(folder / CLIENTS, "\n".join(lines).encode())
    return shown


def write_private(path: Path, data: bytes) -> None:
    """A new file that only its owner may read."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)


def _hash(secret: str, salt: str) -> str:
    return hashlib.scrypt(secret.encode(), salt=bytes.fromhex(salt), n=2**14, r=8, p=1, dklen=32).hex()


class Issuer:
    """Signs tokens (ES256) for known clients."""

    def __init__(self, private_pem: bytes, clients: dict[str, Client], audiences: Sequence[str]) -> None:
        self._key = ECKey.import_key(private_pem)
        if not self._key.is_private or self._key.curve_name != "P-256":
            raise ValueError(f"{SIGNING_KEY} must be a private key on P-256")
        self._key.ensure_kid()
        public = self._key.as_pem(private=False)
        self.public_key = ECKey.import_key(public, {"kid": self._key.kid or ""})
        self.clients, self._audiences = clients, tuple(audiences)

    @classmethod
    def open(cls, folder: Path, audiences: Sequence[str]) -> Issuer:
        """Raises `KeysRefused`."""
        try:
            private = (folder / SIGNING_KEY).read_bytes()
            listed = tomllib.loads((folder / CLIENTS).read_text("utf-8"))
            clients = {
                name: Client(name, _scopes(form["scopes"]), str(form["salt"]), str(form["secret_hash"]))
                for name, form in listed.items()
            }
            return cls(private, clients, audiences)
        except FileNotFoundError:
            raise KeysRefused(
                f"{folder} holds no keys; give the folder that the office was started with, "
                f"or make new ones for a new office: tansiq keys init {folder}"
            ) from None
        except (OSError, ValueError, KeyError, TypeError, JoseError) as error:
            raise KeysRefused(f"{folder} cannot be used: {error}") from None

    def mint(
        self, party: str, scopes: Sequence[str], audience: str, life_s: float = TOKEN_LIFE_S, *, client_id: str = ""
    ) -> str:
        """A signed token for a party; `client_id` names the program (RFC 9068, 2.2)."""
        now = int(time.time())
        claims = {
            "iss": NAME,
            "sub": party,
            "client_id": client_id or party,
            "aud": audience,
            "scope": " ".join(scopes),
            "iat": now,
            "exp": now + int(life_s),
            "jti": secrets.token_hex(8),
        }
        return jwt.encode({"alg": "ES256", "kid": self._key.kid}, claims, self._key)

    def audience(self, asked: str | None) -> str | None:
        """The audience to make a token out to; None if the one asked for is not this office."""
        if asked is None:
            return self._audiences[0] if self._audiences else None
        return asked if asked in self._audiences else None

    def knows(self, client_id: str, secret: str) -> Admitted | None:
        """The client, if the secret is right. Takes as long for unknown ones."""
        client = self.clients.get(client_id)
        salt, expected = (client.salt, client.secret_hash) if client else ("00" * 16, "")
        right = hmac.compare_digest(_hash(secret, salt), expected)
        return Admitted(client.id, client.id, client.scopes) if client is not None and right else None

    def jwks(self) -> dict[str, object]:
        """The public key as a JWK set (RFC 7517)."""
        return {"keys": [self._key.as_dict(private=False, use="sig", alg="ES256")]}


def _scopes(listed: object) -> tuple[str, ...]:
    if not isinstance(listed, list) or not all(isinstance(scope, str) for scope in listed):
        raise ValueError(f"in {CLIENTS}, scopes are a list of names")
    return tuple(listed)


class _Attempts:
    """Bounds wrong secrets, per address and client, in a minute. Each try counts as wrong until it proves right, so
    that many at once are bounded, too."""

    def __init__(self) -> None:
        self._tries: dict[str, list[float]] = {}

    def begin(self, who: str) -> bool:
        """Whether another try is allowed."""
        horizon = time.monotonic() - _ATTEMPTS_WINDOW_S
        if len(self._tries) > _ATTEMPTS_REMEMBERED:
            self._tries = {name: moments for name, moments in self._tries.items() if moments[-1] > horizon}
        recent = [moment for moment in self._tries.get(who, ()) if moment > horizon]
        allowed = len(recent) < _ATTEMPTS and len(self._tries) <= 2 * _ATTEMPTS_REMEMBERED
        if allowed:
            recent.append(time.monotonic())
            self._tries[who] = recent
        return allowed

    def right(self, who: str) -> None:
        """The secret was right after all."""
        self._tries.pop(who, None)


def issuer_routes(issuer: Issuer, public_url: str = "", programs: Programs = no_programs) -> list[Route]:
    """Token endpoint, key set, and the metadata that names both (RFC 8414). `programs`: parties' own, beside the
    clients of the folder; their ids are `PARTY:NAME`."""
    attempts = _Attempts()

    async def token(request: Request) -> Response:
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > _MAX_FORM:
                return _refused("invalid_request", "the form is too long", 413)
        form = {name: values[-1] for name, values in parse_qs(body.decode("latin-1")).items()}
        if form.get("grant_type") != "client_credentials":
            return _refused("unsupported_grant_type", "grant_type must be client_credentials")
        client_id, secret = _credentials(request, form)
        peer = f"{request.client.host if request.client else ''} {client_id}"
        if not attempts.begin(peer):
            return _refused("slow_down", "too many wrong secrets from here; wait a minute", 429, {"retry-after": "60"})
        try:
            client = await programs(client_id, secret)
        except CentreClosed as closed:
            return _refused("temporarily_unavailable", str(closed), 503)
        if client is None:
            client = await asyncio.get_running_loop().run_in_executor(None, issuer.knows, client_id, secret)
        if client is not None:
            attempts.right(peer)
        else:
            return _refused(
                "invalid_client", "unknown client or wrong secret", 401, {"www-authenticate": 'Basic realm="tansiq"'}
            )
        scopes = form["scope"].split() if form.get("scope") else list(client.scopes)
        if not set(scopes) <= set(client.scopes):
            return _refused("invalid_scope", f"{client.id} may ask for: {' '.join(client.scopes)}")
        audience = issuer.audience(form.get("audience") or form.get("resource"))
        if audience is None:
            return _refused("invalid_target", "the audience is not this office")
        return JSONResponse(
            {
                "access_token": issuer.mint(client.party, scopes, audience, client_id=client.id),
                "token_type": "Bearer",
                "expires_in": TOKEN_LIFE_S,
                "scope": " ".join(scopes),
            },
            headers={"cache-control": "no-store"},
        )

    async def key_set(request: Request) -> Response:
        return JSONResponse(issuer.jwks())

    async def metadata(request: Request) -> Response:
        base = public_url.rstrip("/") or str(request.base_url).rstrip("/")
        return JSONResponse(
            {
                "issuer": NAME,
                "token_endpoint": f"{base}/oauth/token",
                "jwks_uri": f"{base}/.well-known/jwks.json",
                "grant_types_supported": ["client_credentials"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
                "scopes_supported": list(SCOPES),
            }
        )

    return [
        Route("/oauth/token", token, methods=["POST"]),
        Route("/.well-known/jwks.json", key_set, methods=["GET"]),
        Route("/.well-known/oauth-authorization-server", metadata, methods=["GET"]),
    ]


def _credentials(request: Request, form: dict[str, str]) -> tuple[str, str]:
    scheme, _, packed = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            # The last colon parts them: in a secret of ours there is none, in a program's id there is one.
            client_id, _, secret = base64.b64decode(packed, validate=True).decode("utf-8").rpartition(":")
        except ValueError:
            return "", ""
        return unquote_plus(client_id), unquote_plus(secret)
    return form.get("client_id", ""), form.get("client_secret", "")


def _refused(error: str, text: str, status: int = 400, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse(
        {"error": error, "error_description": text},
        status_code=status,
        headers={"cache-control": "no-store", **(headers or {})},
    )
