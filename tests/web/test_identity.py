"""Tokens and keys: what is believed, what is not, and how new keys of an issuer are learnt."""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from tansiq.web.identity import FixedKeys, Forbidden, TokenVerifier, Unauthenticated, UnknownKey, read_keys, require
from tansiq.web.trust import Keys, Trust

NOW = 1_800_000_000.0
RSA, RSA_OTHER = RSAKey.generate_key(2048), RSAKey.generate_key(2048)
EC = ECKey.generate_key("P-256")
CLAIMS = {"sub": "uss1", "aud": "localhost", "exp": NOW + 60, "scope": "a b"}


def token(key: Any = RSA, algorithm: str = "RS256", header: dict[str, Any] | None = None, **changes: Any) -> bytes:
    claims = {name: value for name, value in (CLAIMS | changes).items() if value is not None}
    encoded = jwt.encode({"alg": algorithm, **(header or {})}, claims, key, algorithms=[algorithm])
    return b"Bearer " + encoded.encode()


def by_hand(header: dict[str, Any], claims: Any, signature: bytes = b"") -> bytes:
    parts = [json.dumps(header).encode(), json.dumps(claims).encode(), signature]
    return b"Bearer " + b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)


def public(key: RSAKey | ECKey, **extra: str) -> dict[str, Any]:
    return {**key.as_dict(private=False), **extra}


def verifier(*keys: Any, now: list[float] | None = None, issuers: tuple[str, ...] = ()) -> TokenVerifier:
    moment = now or [NOW]
    return TokenVerifier(FixedKeys(keys or (RSA, EC)), ["localhost", "office"], issuers, clock=lambda: moment[0])


@pytest.mark.parametrize(("key", "algorithm"), [(RSA, "RS256"), (EC, "ES256")])
def test_a_sound_token_names_its_party_and_scopes(key: Any, algorithm: str) -> None:
    caller = verifier().verify(token(key, algorithm))
    assert (caller.party, caller.scopes) == ("uss1", {"a", "b"})


@pytest.mark.parametrize("form", [{"scope": None, "scp": ["a", "b"]}, {"scope": ["a", "b"]}, {"scope": " a  b "}])
def test_scopes_come_as_text_or_list(form: dict[str, Any]) -> None:
    assert verifier().verify(token(**form)).scopes == {"a", "b"}


@pytest.mark.parametrize("audience", ["office", ["elsewhere", "localhost"]])
def test_one_of_several_audiences_is_enough(audience: Any) -> None:
    assert verifier().verify(token(aud=audience)).party == "uss1"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"exp": None}, "'exp' is missing"),
        ({"exp": "soon"}, "'exp' is missing or not a time"),
        ({"exp": True}, "'exp' is missing or not a time"),
        ({"exp": 1e300}, "'exp' is missing or not a time"),
        ({"exp": NOW - 6}, "expired"),
        ({"nbf": NOW + 60}, "not valid yet"),
        ({"iat": NOW + 60}, "not valid yet"),
        ({"aud": None}, "another audience"),
        ({"aud": "elsewhere"}, "another audience"),
        ({"aud": ["elsewhere", 1, None]}, "another audience"),
        ({"aud": {"localhost": 1}}, "another audience"),
        ({"sub": None}, "'sub'"),
        ({"sub": ""}, "'sub'"),
        ({"sub": 7}, "'sub'"),
        ({"sub": "u" * 257}, "'sub'"),
        ({"sub": "uss1\n"}, "'sub'"),
        ({"scope": 5}, "'scope'"),
        ({"scope": ["a", 1]}, "'scope'"),
    ],
)
def test_a_token_that_proves_too_little_is_refused_with_the_reason(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(Unauthenticated, match=reason):
        verifier().verify(token(**changes))


def test_an_issuer_must_be_accepted_where_issuers_are_named() -> None:
    chosen = verifier(issuers=("good",))
    assert chosen.verify(token(iss="good")).party == "uss1"
    for issuer in ("bad", None):
        with pytest.raises(Unauthenticated, match="issuer"):
            chosen.verify(token(iss=issuer))


def test_a_lone_surrogate_is_no_name() -> None:
    header, claims = {"alg": "RS256"}, json.dumps(CLAIMS | {"sub": "\ud800"}).encode()
    signed = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in (json.dumps(header).encode(), claims))
    private = RSA.private_key
    assert private is not None
    signature = base64.urlsafe_b64encode(private.sign(signed, PKCS1v15(), SHA256())).rstrip(b"=")
    with pytest.raises(Unauthenticated, match="'sub'"):
        verifier().verify(b"Bearer " + signed + b"." + signature)


def test_no_signature_and_a_signature_with_the_public_key_as_secret_are_refused() -> None:
    with pytest.raises(Unauthenticated, match="signed RS256 or ES256"):
        verifier().verify(by_hand({"alg": "none"}, CLAIMS))
    signed = by_hand({"alg": "HS256"}, CLAIMS).removeprefix(b"Bearer ").removesuffix(b".")
    forged = hmac.digest(RSA.as_pem(private=False), signed, "sha256")
    with pytest.raises(Unauthenticated, match="signed RS256 or ES256"):
        verifier().verify(by_hand({"alg": "HS256"}, CLAIMS, forged))
    with pytest.raises(UnknownKey):
        verifier().verify(by_hand({"alg": "RS256"}, CLAIMS, b"x" * 256))
    with pytest.raises(UnknownKey):  # an ES256 signature must not be looked at with the RSA key, and the other way
        verifier(RSA).verify(token(EC, "ES256"))


@pytest.mark.parametrize(
    "header",
    [
        None,
        b"",
        b"Bearer",
        b"Bearer  ",
        b"Basic dTpw",
        b"Bearer \xff\xfe",
        b"Bearer a.b",
        b"Bearer a.b.c",
        b"Bearer " + b"x" * 9_000,
        by_hand({"alg": ["RS256"]}, CLAIMS),
        by_hand({"alg": "RS256", "crit": ["x"], "x": 1}, CLAIMS),
    ],
)
def test_what_is_not_a_token_is_refused(header: bytes | None) -> None:
    with pytest.raises(Unauthenticated):
        verifier().verify(header)


def test_a_remembered_token_ends_when_it_expires_and_when_its_key_is_given_up() -> None:
    now = [NOW]
    chosen, bearer = verifier(now=now), token()
    assert chosen.verify(bearer) is chosen.verify(bearer)
    now[0] = NOW + 66
    with pytest.raises(Unauthenticated, match="expired"):
        chosen.verify(bearer)
    keys = Keys([])
    keys.replace("u", json.dumps({"keys": [public(RSA)]}).encode())
    chosen = TokenVerifier(keys, ["localhost"], clock=lambda: NOW)
    assert chosen.verify(bearer).party == "uss1"
    keys.replace("u", json.dumps({"keys": [public(RSA_OTHER)]}).encode())
    with pytest.raises(UnknownKey):
        chosen.verify(bearer)


def test_a_key_id_chooses_the_key() -> None:
    one, two = read_keys(json.dumps({"keys": [public(RSA, kid="1"), public(RSA_OTHER, kid="2")]}).encode())
    assert verifier(one, two).verify(token(RSA_OTHER, header={"kid": "2"})).party == "uss1"
    for kid in ("1", "3"):
        with pytest.raises(UnknownKey):
            verifier(one, two).verify(token(RSA_OTHER, header={"kid": kid}))


def test_a_scope_that_is_missing_is_named() -> None:
    caller = verifier().verify(token())
    require(caller, (frozenset({"a"}),))
    with pytest.raises(Forbidden, match="needs the scope c or d with e; the token has a b"):
        require(caller, (frozenset({"c"}), frozenset({"d", "e"})))


def test_pem_files_may_hold_several_keys() -> None:
    assert len(read_keys(RSA.as_pem(private=False) + b"\n" + EC.as_pem(private=False))) == 2


def test_of_a_key_set_what_cannot_be_used_here_is_left_out() -> None:
    others: list[Any] = [
        OctKey.generate_key(256).as_dict(),
        public(RSA_OTHER, use="enc"),
        public(ECKey.generate_key("P-384")),
        public(RSAKey.generate_key(1024, auto_kid=False)),
        {"kty": "RSA"},
        {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
        {"kty": 3},
        "text",
    ]
    (only,) = read_keys(json.dumps({"keys": [*others, public(EC)]}).encode())
    assert only.as_dict(private=False)["x"] == EC.as_dict(private=False)["x"]
    for other in others:
        with pytest.raises(ValueError, match="no usable key"):
            read_keys(json.dumps({"keys": [other]}).encode())


@pytest.mark.parametrize("data", [b"", b"hello", b"{", b'{"keys": 3}', b'{"keys": []}', b"{}", b"\xff{"])
def test_what_holds_no_key_says_so(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_keys(data)


@contextmanager
def key_server(document: dict[str, bytes]) -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(document["now"])

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/jwks", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_new_key_is_fetched_once_for_all_who_wait_and_not_again_soon() -> None:
    document = {"now": json.dumps({"keys": [public(RSA)]}).encode()}
    moment = [0.0]

    async def story(url: str, asked: list[str]) -> None:
        trust = Trust(Keys([]), urls=[url], clock=lambda: moment[0])
        chosen = TokenVerifier(trust.keys, ["localhost"], clock=lambda: NOW)
        await asyncio.gather(*(trust.refetch() for _ in range(50)))
        assert len(asked) == 1
        assert chosen.verify(token()).party == "uss1"
        document["now"] = json.dumps({"keys": [public(RSA_OTHER)]}).encode()
        moment[0] = 29.0
        await trust.refetch()
        assert len(asked) == 1
        moment[0] = 31.0
        await trust.refetch()
        assert len(asked) == 2
        assert chosen.verify(token(RSA_OTHER)).party == "uss1"
        document["now"] = b'{"keys": [' + b" " * (1 << 20) + b"]}"  # too long: the old keys stay
        moment[0] = 62.0
        await trust.refetch()
        assert chosen.verify(token(RSA_OTHER)).party == "uss1"
        document["now"] = b'{"keys": []}'  # withdrawn: nobody is believed any more
        moment[0] = 93.0
        await trust.refetch()
        with pytest.raises(UnknownKey, match="no key"):
            chosen.verify(token(RSA_OTHER))
        await trust.close()

    with key_server(document) as (url, asked):
        asyncio.run(story(url, asked))


def test_an_issuer_that_is_silent_for_a_day_is_no_longer_believed() -> None:
    document = {"now": json.dumps({"keys": [public(RSA)]}).encode()}
    moment = [0.0]

    async def story(url: str) -> None:
        trust = Trust(Keys([]), urls=[url], clock=lambda: moment[0])
        chosen = TokenVerifier(trust.keys, ["localhost"], clock=lambda: NOW)
        await trust.refetch()
        document["now"] = b"[" * 100_000  # whatever it sends, the refreshing goes on
        for moment[0], believed in ((3_600.0, True), (86_000.0, True), (86_401.0, False)):
            await trust.refetch()
            if believed:
                assert chosen.verify(token()).party == "uss1"
            else:
                with pytest.raises(UnknownKey):
                    chosen.verify(token())
        document["now"] = json.dumps({"keys": [public(RSA)]}).encode()
        moment[0] = 90_000.0
        await trust.refetch()
        assert chosen.verify(token()).party == "uss1"
        await trust.close()

    with key_server(document) as (url, _):
        asyncio.run(story(url))
