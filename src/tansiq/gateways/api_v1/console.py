"""Where the pages for people are, and what of `/api/v1` leads a browser to them. Nothing that is sent decides where it
goes: an address that a stranger could name would lead people wherever the stranger likes."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from tansiq.gateways.contract import Answer

HOME, SIGN_IN, ACCOUNT = "/", "/signin", "/account"
"""The first page; where one signs in; where a one-time secret, behind `#`, sets a password."""


def is_page_asked_for(headers: Mapping[bytes, bytes]) -> bool:
    """Whether a person's browser shows the answer as a page, and no program reads it."""
    mode = headers.get(b"sec-fetch-mode")
    return b"text/html" in headers.get(b"accept", b"") if mode is None else mode == b"navigate"


def to_sign_in(reason: str, party: str = "", wait_s: int = 0) -> Answer:
    """Leads on to the page where one signs in, which is told the problem's code, as whose person one tried, and for how
    long to wait."""
    said = {"reason": reason, **({"party": party} if party else {}), **({"wait_s": str(wait_s)} if wait_s else {})}
    return Answer(
        303, b"", ((b"location", f"{SIGN_IN}?{urlencode(said)}".encode()), (b"referrer-policy", b"no-referrer"))
    )
