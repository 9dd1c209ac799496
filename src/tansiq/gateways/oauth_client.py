"""OAuth 2 client credentials from the other side (RFC 6749, 4.4): how a party's program gets its token."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

import httpx

from tansiq.gateways.out_of_reach import NoOffice

TOKEN_PATH = "/oauth/token"  # noqa: S105  a path, not a secret


class TokenNotGiven(Exception):  # noqa: N818  an answer, not a fault
    """The token endpoint refused; the message says why."""


class NotAdmitted(Exception):  # noqa: N818  an answer, not a fault
    """The office does not believe the token, or it lacks the scope; the message says why."""


async def fetch_token(
    client: httpx.AsyncClient, client_id: str, secret: str, path: str = TOKEN_PATH, *, scopes: Sequence[str] = ()
) -> str:
    """A token with these scopes, or all of the client's; id and secret are encoded as RFC 6749, 2.3.1 has it. Raises
    `TokenNotGiven`, `ConnectionError`."""
    asked = {"grant_type": "client_credentials"} | ({"scope": " ".join(scopes)} if scopes else {})
    try:
        answer = await client.post(path, data=asked, auth=(quote(client_id, safe=""), quote(secret, safe="")))
    except httpx.TransportError as error:
        raise NoOffice(client.base_url, error) from None
    try:
        document = answer.json()
        token = document.get("access_token")
    except (ValueError, AttributeError):
        document, token = {}, None
    if not isinstance(token, str):
        reason = document.get("error_description") if isinstance(document, dict) else None
        raise TokenNotGiven(
            f"{client.base_url} gives {client_id} no token ({answer.status_code}"
            f"{f': {reason}' if reason else '; is this an office with --keys?'})"
        )
    return token
