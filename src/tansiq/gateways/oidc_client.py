"""OpenID Connect from the side that relies on it (Core 1.0, Discovery 1.0): the authorization code flow with PKCE
(RFC 7636), state and nonce. One provider for each party, from a TOML file:

    [relief]
    issuer = "https://login.relief.example"
    client_id = "tansiq"
    client_secret_file = "relief-oidc.secret"      # or client_secret = "..."
    login_claim = "preferred_username"             # or "email", which must then be verified
    make_unknown = ["observer"]                    # roles for people who are not there yet; left out: they are refused
"""

from __future__ import annotations

import asyncio
import time
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import msgspec
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from tansiq.centre.roles import Role

_ALGORITHMS = ["RS256", "PS256", "ES256"]
_WELL_KNOWN = "/.well-known/openid-configuration"
_LEEWAY_S, _FETCH_S, _BELIEVED_S, _REFETCH_S = 60, 5.0, 600.0, 2.0
_MAX_ANSWER = 1 << 20
_UNREADABLE = (JoseError, ValueError, TypeError, KeyError, AttributeError)


class ProviderFailed(Exception):  # noqa: N818  an answer, not a fault
    """The provider cannot be asked, or its answer proves nothing. The message holds nothing that is secret."""


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """How one party signs in."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    login_claim: str = "preferred_username"
    make_unknown: frozenset[Role] = frozenset()
    scopes: str = "openid profile email"


@dataclass(frozen=True, slots=True)
class Named:
    """Whom the provider has named: the pair that never changes, and what the party's settings call the login."""

    issuer: str
    subject: str
    login: str
    name: str
    email: str


class _Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    issuer: str
    client_id: str
    client_secret: str = ""
    client_secret_file: str = ""
    login_claim: str = "preferred_username"
    make_unknown: list[Role] = []
    scopes: str = "openid profile email"


def read_providers(path: Path, *, allow_http: bool) -> dict[str, ProviderSettings]:
    """The providers, by party. Raises `ValueError` with what is wrong, `OSError`."""
    try:
        document = tomllib.loads(path.read_text("utf-8"))
        forms = msgspec.convert(document, dict[str, _Form])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise ValueError(str(error)) from None
    return {party: _checked(path, party, form, allow_http) for party, form in forms.items()}


def _checked(path: Path, party: str, form: _Form, allow_http: bool) -> ProviderSettings:
    url = httpx.URL(form.issuer)
    if not url.host or url.scheme not in (("https", "http") if allow_http else ("https",)):
        raise ValueError(f"{party}: the issuer must be an address that begins with https://")
    if bool(form.client_secret) == bool(form.client_secret_file):
        raise ValueError(f"{party}: give either client_secret or client_secret_file")
    secret = form.client_secret or (path.parent / form.client_secret_file).read_text("utf-8").strip()
    if "openid" not in form.scopes.split():
        raise ValueError(f"{party}: the scopes must hold openid")
    return ProviderSettings(
        form.issuer, form.client_id, secret, form.login_claim, frozenset(form.make_unknown), form.scopes
    )


class Provider:
    """One party's identity provider. What it publishes is believed for ten minutes; its keys are fetched anew when a
    token comes that none of them has signed."""

    def __init__(self, settings: ProviderSettings, *, allow_http: bool = False) -> None:
        self.settings, self._allow_http = settings, allow_http
        self.journey_key = _journey_key(settings)
        """For what a browser carries there and back: any process with these settings can read it, and nobody else."""
        self._metadata: dict[str, Any] = {}
        self._metadata_until = 0.0
        self._keys: KeySet | None = None
        self._keys_at = 0.0

    async def begin(self, redirect_uri: str, state: str, nonce: str, verifier: str) -> str:
        """The address to which the browser is sent. Raises `ProviderFailed`."""
        async with _client() as client:
            metadata = await self._discover(client)
        return str(
            prepare_grant_uri(
                self._endpoint(metadata, "authorization_endpoint"),
                client_id=self.settings.client_id,
                response_type="code",
                redirect_uri=redirect_uri,
                scope=self.settings.scopes,
                state=state,
                nonce=nonce,
                code_challenge=create_s256_code_challenge(verifier),
                code_challenge_method="S256",
            )
        )

    async def finish(self, code: str, redirect_uri: str, nonce: str, verifier: str, iss: str | None) -> Named:
        """Whom the provider names for this code. `iss` is what came with it (RFC 9207). Raises `ProviderFailed`."""
        try:
            async with asyncio.timeout(_FETCH_S), _client() as client:
                metadata = await self._discover(client)
                must_name = metadata.get("authorization_response_iss_parameter_supported") is True
                if (iss is not None or must_name) and iss != self.settings.issuer:
                    raise ProviderFailed("the answer comes from another issuer")
                tokens = await self._exchange(client, metadata, code, redirect_uri, verifier)
                claims = await self._verified(client, metadata, tokens, nonce)
        except TimeoutError:
            raise ProviderFailed(f"the identity provider does not answer within {_FETCH_S:g} s") from None
        return self._named(claims)

    async def _discover(self, client: httpx.AsyncClient) -> dict[str, Any]:
        if time.monotonic() >= self._metadata_until:
            found = await _fetch(client, "GET", self.settings.issuer.rstrip("/") + _WELL_KNOWN)
            if found.get("issuer") != self.settings.issuer:
                raise ProviderFailed("the identity provider calls itself by another name than the settings do")
            self._metadata, self._metadata_until = found, time.monotonic() + _BELIEVED_S
        return self._metadata

    def _endpoint(self, metadata: Mapping[str, Any], name: str) -> str:
        url = metadata.get(name)
        schemes = ("https://", "http://") if self._allow_http else ("https://",)
        if not isinstance(url, str) or not url.startswith(schemes):
            raise ProviderFailed(f"the identity provider publishes no usable {name}")
        return url

    async def _exchange(
        self, client: httpx.AsyncClient, metadata: Mapping[str, Any], code: str, redirect_uri: str, verifier: str
    ) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
            "client_id": self.settings.client_id,
        }
        methods = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        auth: httpx.BasicAuth | None = None
        if "client_secret_basic" in methods:
            auth = httpx.BasicAuth(self.settings.client_id, self.settings.client_secret)
        else:
            form["client_secret"] = self.settings.client_secret
        url = self._endpoint(metadata, "token_endpoint")
        return await _fetch(client, "POST", url, data=form, auth=auth)

    async def _verified(
        self, client: httpx.AsyncClient, metadata: Mapping[str, Any], tokens: Mapping[str, Any], nonce: str
    ) -> dict[str, Any]:
        """The claims of the ID token (Core, 3.1.3.7)."""
        raw = tokens.get("id_token")
        if not isinstance(raw, str):
            raise ProviderFailed("the identity provider gives no ID token")
        token = await self._decoded(client, metadata, raw)
        claims = CodeIDToken(
            token.claims,
            token.header,
            options={
                "iss": {"essential": True, "value": self.settings.issuer},
                "aud": {"essential": True, "value": self.settings.client_id},
                "exp": {"essential": True},
                "nonce": {"essential": True, "value": nonce},
            },
            params={
                "nonce": nonce,
                "client_id": self.settings.client_id,
                "access_token": tokens.get("access_token"),
            },
        )
        try:
            claims.validate(int(time.time()), _LEEWAY_S)
        except JoseError as error:
            raise ProviderFailed(f"the ID token does not hold: {error}") from None
        return dict(claims)

    async def _decoded(self, client: httpx.AsyncClient, metadata: Mapping[str, Any], raw: str) -> jwt.Token:
        uri = self._endpoint(metadata, "jwks_uri")
        try:
            return jwt.decode(raw, await self._signing_keys(client, uri, _BELIEVED_S), algorithms=_ALGORITHMS)
        except _UNREADABLE:  # a key that is not known yet may have signed it: look again, but not again and again
            keys = await self._signing_keys(client, uri, _REFETCH_S)
        try:
            return jwt.decode(raw, keys, algorithms=_ALGORITHMS)
        except _UNREADABLE:
            raise ProviderFailed("the ID token was not signed by the identity provider") from None

    async def _signing_keys(self, client: httpx.AsyncClient, uri: str, not_older_s: float) -> KeySet:
        if self._keys is None or time.monotonic() >= self._keys_at + not_older_s:
            self._keys = _key_set(await _fetch(client, "GET", uri))
            self._keys_at = time.monotonic()
        return self._keys

    def _named(self, claims: Mapping[str, Any]) -> Named:
        settings = self.settings
        subject, login = claims.get("sub"), claims.get(settings.login_claim)
        if not isinstance(subject, str) or not 1 <= len(subject) <= 255:
            raise ProviderFailed("the ID token names nobody ('sub')")
        if not isinstance(login, str) or not login:
            raise ProviderFailed(f"the ID token has no {settings.login_claim!r}, which the settings name as the login")
        if settings.login_claim == "email" and claims.get("email_verified") is not True:
            raise ProviderFailed("the identity provider has not verified this e-mail address")
        name, email = claims.get("name"), claims.get("email")
        return Named(
            settings.issuer,
            subject,
            login,
            name if isinstance(name, str) and name else login,
            email if isinstance(email, str) else "",
        )


def _client() -> httpx.AsyncClient:
    return httpx.AsyncClient(follow_redirects=False, timeout=_FETCH_S, trust_env=False)


def _key_set(document: dict[str, Any]) -> KeySet:
    try:
        return KeySet.import_key_set(document)  # type: ignore[arg-type]
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        raise ProviderFailed("the identity provider's keys cannot be read") from None


async def _fetch(client: httpx.AsyncClient, method: str, url: str, **how: Any) -> dict[str, Any]:
    """A JSON object. Raises `ProviderFailed`."""
    body = b""
    try:
        async with client.stream(method, url, **{name: value for name, value in how.items() if value}) as answer:
            async for piece in answer.aiter_bytes():
                body += piece
                if len(body) > _MAX_ANSWER:
                    raise ProviderFailed("the identity provider's answer is too long")
            status = answer.status_code
    except httpx.HTTPError as error:
        raise ProviderFailed(f"the identity provider cannot be reached ({type(error).__name__})") from None
    if status != 200:
        raise ProviderFailed(f"the identity provider refuses ({status})")
    try:
        document = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise ProviderFailed("the identity provider's answer is not a JSON object")
    return document


def _journey_key(settings: ProviderSettings) -> bytes:
    """Follows from the client's secret, so that it is the same after a restart and in another process. Slowly: what a
    browser carries must be no help to whoever guesses secrets."""
    salt = f"tansiq journey {settings.issuer} {settings.client_id}".encode()
    return Scrypt(salt=salt, length=32, n=1 << 14, r=8, p=1).derive(settings.client_secret.encode())
