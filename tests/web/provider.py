"""A small OpenID provider in a process of its own: `python -m tests.web.provider PORT`. It signs real tokens, checks
PKCE and the client's secret, and misbehaves when it is told to.

POST /misbehave {"how": ...} sets what goes wrong from then on; {"how": "rotate"} makes a new signing key.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import sys
import time
from typing import Any
from urllib.parse import parse_qs, urlencode

import uvicorn
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jwt
from joserfc.jwk import ECKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "tansiq", "a secret: with + and %"


def new_key() -> ECKey:
    private = ec.generate_private_key(ec.SECP256R1())
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return ECKey.import_key(pem, {"kid": secrets.token_hex(4), "use": "sig", "alg": "ES256"})


class Provider:
    def __init__(self, issuer: str) -> None:
        self.issuer, self.key, self.stranger = issuer, new_key(), new_key()
        self.how = ""
        self.user: dict[str, Any] = {"sub": "248289", "preferred_username": "amal", "name": "Amal"}
        self.codes: dict[str, dict[str, str]] = {}

    async def discovery(self, request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_basic"],
                "authorization_response_iss_parameter_supported": True,
            }
        )

    async def authorize(self, request: Request) -> Response:
        query = dict(request.query_params)
        assert query["response_type"] == "code"
        assert query["client_id"] == CLIENT
        assert query["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        answer = {"code": code, "state": query["state"], "iss": self.issuer}
        if self.how == "answer-of-another-issuer":
            answer["iss"] = "https://elsewhere.example"
        if self.how == "access-denied":
            answer = {"error": "access_denied", "state": query["state"], "iss": self.issuer}
        return RedirectResponse(f"{query['redirect_uri']}?{urlencode(answer)}", 303)

    async def token(self, request: Request) -> Response:
        form = {name: values[-1] for name, values in parse_qs((await request.body()).decode()).items()}
        asked = self.codes.pop(form.get("code", ""), None)
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        challenge = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if (
            asked is None
            or request.headers.get("authorization") != f"Basic {basic}"
            or base64.urlsafe_b64encode(challenge).decode().rstrip("=") != asked["code_challenge"]
            or form.get("redirect_uri") != asked["redirect_uri"]
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"], **self.user,
        }  # fmt: skip
        key, header = self.key, {"alg": "ES256", "kid": self.key.kid}
        match self.how:
            case "wrong-nonce":
                claims["nonce"] = "another"
            case "no-nonce":
                del claims["nonce"]
            case "wrong-issuer":
                claims["iss"] = "https://elsewhere.example"
            case "wrong-audience":
                claims["aud"] = "another"
            case "expired":
                claims |= {"iat": now - 4_000, "exp": now - 3_600}
            case "signed-by-a-stranger":
                key = self.stranger
            case "unsigned":
                return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": _unsigned(claims)})
            case "no-token":
                return JSONResponse({"access_token": "x", "token_type": "Bearer"})
            case "not-json":
                return Response(b"<html>")
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": jwt.encode(header, claims, key)})

    async def keys(self, request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def misbehave(self, request: Request) -> Response:
        told = await request.json()
        self.how = told.get("how", "")
        self.user = told.get("user", self.user)
        if self.how == "rotate":
            self.key = new_key()
        return JSONResponse({})


def _unsigned(claims: dict[str, Any]) -> str:
    import json

    def part(value: Any) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    return f"{part({'alg': 'none'})}.{part(claims)}."


def main() -> None:
    port = int(sys.argv[1])
    provider = Provider(f"http://127.0.0.1:{port}")
    app = Starlette(
        routes=[
            Route("/.well-known/openid-configuration", provider.discovery),
            Route("/authorize", provider.authorize),
            Route("/token", provider.token, methods=["POST"]),
            Route("/keys", provider.keys),
            Route("/misbehave", provider.misbehave, methods=["POST"]),
        ]
    )
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main()
