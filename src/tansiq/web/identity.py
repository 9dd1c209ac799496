"""Who asks: bearer tokens (RFC 6750, RFC 7519), signed RS256 or ES256, verified once and remembered until they end."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from cryptography.exceptions import UnsupportedAlgorithm
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from joserfc.jws import extract_compact

from tansiq.gateways.contract import missing_scopes

Key = RSAKey | ECKey
ALGORITHMS = ("RS256", "ES256")
_MAX_TOKEN = 8_192
_MAX_SUBJECT = 256
_PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth"})


class Unauthenticated(Exception):  # noqa: N818
    """401: no token, or one that proves nothing. The message never contains the token."""


class UnknownKey(Unauthenticated):
    """No trusted key signed the token; newer keys may have."""


class NoUsableKey(ValueError):  # noqa: N818
    """A JWK set that is sound, but holds no key that could sign a token for this office."""


class Forbidden(Exception):  # noqa: N818
    """403: the token is sound, but lacks a scope."""

    def __init__(self, needs: tuple[frozenset[str], ...], has: frozenset[str]) -> None:
        super().__init__(missing_scopes(needs, has))
        self.needs, self.has = needs, has


@dataclass(frozen=True, slots=True)
class Caller:
    """A party (`sub`), what its token lets it do, and until when (Unix seconds); `person` is who has signed in and
    `name` how others are told of that person, both "" for a program."""

    party: str
    scopes: frozenset[str]
    expires_at: float
    person: str = ""
    name: str = ""


NOBODY = Caller("", frozenset(), float("inf"))


class KeySource(Protocol):
    """Where trusted public keys come from."""

    @property
    def generation(self) -> int:
        """Grows whenever the keys change."""

    def candidates(self, kid: str | None) -> Sequence[Key]:
        """The keys that may have signed a token with this key id."""


class TokenVerifier:
    """Verifies `Authorization: Bearer` headers."""

    def __init__(
        self,
        keys: KeySource,
        audiences: Sequence[str],
        issuers: Sequence[str] = (),
        *,
        clock: Callable[[], float] = time.time,
        leeway_s: float = 5.0,
        remembered: int = 10_000,
    ) -> None:
        if not audiences:
            raise ValueError("at least one audience is needed: a token for somebody else must not open this office")
        self._keys, self._clock, self._leeway_s = keys, clock, leeway_s
        self._audiences, self._issuers = frozenset(audiences), frozenset(issuers)
        self._remembered: dict[bytes, Caller] = {}
        self._limit = remembered
        self._generation = keys.generation

    def verify(self, authorization: bytes | None) -> Caller:
        """The caller. Raises `Unauthenticated` with the reason."""
        if authorization is None:
            raise Unauthenticated("no token: send the header 'Authorization: Bearer ...'")
        now = self._clock()
        if self._generation != self._keys.generation:
            self._remembered.clear()
            self._generation = self._keys.generation
        fingerprint = hashlib.blake2b(authorization, digest_size=24).digest()
        known = self._remembered.get(fingerprint)
        if known is not None:
            if now < known.expires_at:
                return known
            del self._remembered[fingerprint]
            raise Unauthenticated("the token has expired")
        caller = self._examine(authorization, now)
        if len(self._remembered) >= self._limit:
            del self._remembered[next(iter(self._remembered))]
        self._remembered[fingerprint] = caller
        return caller

    def _examine(self, authorization: bytes, now: float) -> Caller:
        scheme, _, raw = authorization.partition(b" ")
        if scheme.lower() != b"bearer" or not raw.strip():
            raise Unauthenticated("the Authorization header must have the form 'Bearer TOKEN'")
        if len(raw) > _MAX_TOKEN:
            raise Unauthenticated(f"the token is longer than {_MAX_TOKEN} bytes")
        try:
            token = raw.strip().decode("ascii")
        except UnicodeDecodeError:
            raise Unauthenticated("the token is not ASCII") from None
        claims = self._claims(token)
        expires_at = self._check_times(claims, now)
        self._check_names(claims)
        return Caller(_subject(claims), _scopes(claims), expires_at)

    def _claims(self, token: str) -> dict[str, Any]:
        header = _header(token)
        algorithm, kid = header.get("alg"), header.get("kid")
        if algorithm not in ALGORITHMS:
            raise Unauthenticated(f"tokens must be signed {' or '.join(ALGORITHMS)}")
        if "crit" in header:
            raise Unauthenticated("the token uses critical header extensions, which are not understood here")
        wanted = RSAKey if algorithm == "RS256" else ECKey
        candidates = [k for k in self._keys.candidates(kid if isinstance(kid, str) else None) if isinstance(k, wanted)]
        for key in candidates:
            try:
                decoded = jwt.decode(token, key, algorithms=[algorithm])
            except (JoseError, ValueError, TypeError, KeyError, RecursionError):
                continue
            return decoded.claims
        if not self._keys.candidates(None):
            raise UnknownKey("the office has no key to believe any token by at the moment; its operator must see to it")
        raise UnknownKey("the token is not signed by a key that this office trusts")

    def _check_times(self, claims: dict[str, Any], now: float) -> float:
        moments: dict[str, float] = {}
        for name in ("exp", "nbf", "iat"):
            value = claims.get(name)
            if value is None and name != "exp":
                continue
            if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e12:
                raise Unauthenticated(f"the token's {name!r} is missing or not a time")
            moments[name] = float(value)
        expires_at = moments["exp"] + self._leeway_s
        if now >= expires_at:
            raise Unauthenticated("the token has expired")
        for name in ("nbf", "iat"):
            if moments.get(name, now) > now + self._leeway_s:
                raise Unauthenticated(f"the token is not valid yet ({name!r} lies in the future)")
        return expires_at

    def _check_names(self, claims: dict[str, Any]) -> None:
        audience = claims.get("aud")
        named = {audience} if isinstance(audience, str) else set()
        if isinstance(audience, list):
            named = {name for name in audience if isinstance(name, str)}
        if not named & self._audiences:
            raise Unauthenticated("the token is meant for another audience")
        if self._issuers and claims.get("iss") not in self._issuers:
            raise Unauthenticated("the token comes from an issuer that this office does not accept")


def require(caller: Caller, alternatives: tuple[frozenset[str], ...]) -> None:
    """Raises `Forbidden` unless the caller holds one of the alternatives completely."""
    if missing_scopes(alternatives, caller.scopes):
        raise Forbidden(alternatives, caller.scopes)


def _header(token: str) -> dict[str, Any]:
    try:
        return dict(extract_compact(token.encode()).headers())
    except (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Unauthenticated("the token cannot be read as a JWT") from None


def _subject(claims: dict[str, Any]) -> str:
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 1 <= len(subject) <= _MAX_SUBJECT or not subject.isprintable():
        raise Unauthenticated(f"the token's 'sub' must be 1 to {_MAX_SUBJECT} printable characters")
    return subject


def _scopes(claims: dict[str, Any]) -> frozenset[str]:
    scope = claims.get("scope", claims.get("scp", ""))
    if isinstance(scope, str):
        scope = scope.split()
    if isinstance(scope, list) and all(isinstance(name, str) and name.isascii() for name in scope):
        return frozenset(scope)
    raise Unauthenticated("the token's 'scope' must be ASCII names separated by spaces (RFC 6749, 3.3)")


def read_keys(data: bytes) -> list[Key]:
    """Public keys from PEM (one or several) or a JWK set (RFC 7517). Raises `ValueError`, with the reason.

    Every PEM key must be usable. Of a JWK set, keys for other uses are left out, as RFC 7517, 5 asks; one must remain.
    """
    if data.lstrip().startswith(b"{"):
        return _from_jwks(data)
    end = b"-----END PUBLIC KEY-----"
    blocks = [block + end for block in data.split(end)[:-1]]
    if not blocks and b"PRIVATE KEY-----" in data:
        raise ValueError("this is a private key; its public half is wanted: openssl pkey -in FILE -pubout")
    if not blocks:
        raise ValueError("no public key in PEM form ('-----BEGIN PUBLIC KEY-----') in it")
    return [_sound(_from_pem(block.strip())) for block in blocks]


def _from_jwks(data: bytes) -> list[Key]:
    document = json.loads(data)
    if not isinstance(document, dict):
        raise ValueError("a JWK set must be an object")
    members = document.get("keys", [document])
    if not isinstance(members, list):
        raise ValueError("'keys' must be a list of JWKs")
    usable: list[Key] = []
    reasons: list[str] = []
    for member in members:
        try:
            usable.append(_sound(_from_jwk(member)))
        except ValueError as error:
            reasons.append(str(error))
    if not usable:
        raise NoUsableKey(f"no usable key in the JWK set ({'; '.join(dict.fromkeys(reasons)) or 'it is empty'})")
    return usable


def _from_jwk(member: object) -> Key:
    if not isinstance(member, dict):
        raise ValueError("a JWK must be an object")
    if member.get("use", "sig") != "sig":
        raise ValueError(f"a key for {member['use']!r} signs nothing")
    kinds: dict[str, type[Key]] = {"RSA": RSAKey, "EC": ECKey}
    kind = kinds.get(str(member.get("kty")))
    if kind is None:
        raise ValueError(f"a key of the type {member.get('kty')!r} is not for {' or '.join(ALGORITHMS)}")
    return _imported(kind, {name: value for name, value in member.items() if name not in _PRIVATE})


def _from_pem(block: bytes) -> Key:
    try:
        return _imported(RSAKey, block)
    except ValueError:
        return _imported(ECKey, block)


def _imported(kind: type[Key], form: Any) -> Key:
    try:
        key = kind.import_key(form)
        key.raw_value  # noqa: B018  reads the key, which a JWK otherwise puts off until it is used
    except (JoseError, ValueError, TypeError, KeyError, UnsupportedAlgorithm) as error:
        raise ValueError(f"a key cannot be read ({error})") from None
    return key


def _sound(key: Key) -> Key:
    if isinstance(key, RSAKey) and key.raw_value.key_size < 2048:
        raise ValueError("an RSA key must have at least 2048 bits")
    if isinstance(key, ECKey) and key.curve_name != "P-256":
        raise ValueError("an elliptic-curve key must be on P-256")
    return key


class FixedKeys:
    """Keys that do not change while the office runs."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self._keys = tuple(keys)
        self.generation = 0

    def candidates(self, kid: str | None) -> Sequence[Key]:
        """Those of this id, and those that have none."""
        return [key for key in self._keys if kid is None or key.kid is None or key.kid == kid]
