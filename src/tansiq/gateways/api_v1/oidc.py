"""Signing in with the party's own identity provider: there and back again."""

from __future__ import annotations

import dataclasses
import functools
import secrets
from collections.abc import Mapping
from urllib.parse import quote

import msgspec

from tansiq.centre.closed import CentreClosed
from tansiq.centre.entities import Identity
from tansiq.centre.people import LONGEST_TEXT, Profile
from tansiq.centre.reception import Reception
from tansiq.centre.refusals import Refusal
from tansiq.centre.rules import MINUTE_US
from tansiq.centre.sealing import KeyMissing, Seal
from tansiq.gateways.api_v1.console import HOME, is_page_asked_for, to_sign_in
from tansiq.gateways.api_v1.cookies import Cookies
from tansiq.gateways.api_v1.frame import text_id
from tansiq.gateways.api_v1.sessions import Sessions
from tansiq.gateways.api_v1.staff import NO_STORE, agent_of
from tansiq.gateways.contract import Answer, Call, Handler, Problem, Route
from tansiq.gateways.oidc_client import Named, Provider, ProviderFailed
from tansiq.journal.errors import Overloaded, StoreUnavailable

_ROOT = "/api/v1/session/oidc/{party}"
_COOKIE = "tansiq-oidc"
_WITHIN_S = 600
_LONGEST_CODE = 4_096
_COME_IN = (
    b'<!doctype html><html lang="en"><meta charset="utf-8"><title>Tansiq</title>'
    b'<meta http-equiv="refresh" content="0; url=%s"><p><a href="%s">Signed in; go on</a></p></html>'
    % (HOME.encode(), HOME.encode())
)
"""A page of our own that leads on: a redirect would still count as the provider's link, and the cookie stay behind."""


class _Journey(msgspec.Struct, frozen=True):
    """What the browser carries there and back, sealed: nobody else's answer fits it."""

    party: str
    state: str
    nonce: str
    verifier: str
    until_us: int


class Oidc:
    """The routes. Who is under way is kept by their browsers, not here: nobody can crowd out anybody."""

    def __init__(
        self, reception: Reception, cookies: Cookies, sessions: Sessions, providers: Mapping[str, Provider]
    ) -> None:
        self._reception, self._cookies, self._sessions, self._providers = reception, cookies, sessions, providers
        self._seals = {party: Seal(provider.journey_key) for party, provider in providers.items()}

    def routes(self) -> tuple[Route, ...]:
        """Both of them."""
        return (
            Route("GET", _ROOT, (), self._or_sign_in_page(self.begin), status=303,
                  summary="Sign in with the party's identity provider."),
            Route("GET", f"{_ROOT}/callback", (), self._or_sign_in_page(self.finish), gives="text/html",
                  parameters={"code": "the provider's", "state": "ours", "iss": "the provider's name",
                              "error": "why it names nobody"},
                  summary="Where the identity provider sends the browser back to."),
        )  # fmt: skip

    async def begin(self, call: Call) -> Answer:
        """Sends the browser there."""
        party, provider = self._provider(call)
        journey = _Journey(
            party,
            secrets.token_urlsafe(32),
            secrets.token_urlsafe(32),
            secrets.token_urlsafe(48),
            self._reception.hosting.clock() + _WITHIN_S * 1_000_000,
        )
        try:
            url = await provider.begin(self._callback(party), journey.state, journey.nonce, journey.verifier)
        except ProviderFailed as failed:
            raise Problem(502, "provider-failed", str(failed)) from None
        sealed = self._seals[party].seal(msgspec.json.encode(journey), _COOKIE)
        cookie = self._cookies.put(sealed, _WITHIN_S, _COOKIE, lax=True)
        return Answer(303, b"", ((b"location", url.encode()), cookie, NO_STORE))

    async def finish(self, call: Call) -> Answer:
        """Refused as `oidc-refused` unless the answer belongs to the question that this browser carries."""
        party, provider = self._provider(call)
        with self._reception.trying(party, "oidc", call.peer):
            named = await self._asked(call, party, provider)
        make = None
        if provider.settings.make_unknown:
            make = Profile(
                named.login,
                named.name[:LONGEST_TEXT].strip(),
                provider.settings.make_unknown,
                email=named.email if len(named.email) <= LONGEST_TEXT else "",
            )
        done = await self._reception.sign_in_by_identity(
            party, Identity(named.issuer, named.subject), named.login, make, call.peer, agent_of(call.headers)
        )
        await self._sessions.leave(call)
        headers = (
            self._sessions.cookie(done.caller.session, done.token),
            self._cookies.clear(_COOKIE),
            (b"referrer-policy", b"no-referrer"),
            NO_STORE,
        )
        return Answer(200, _COME_IN, headers, b"text/html; charset=utf-8")

    def _or_sign_in_page(self, handler: Handler) -> Handler:
        """What a person's browser shows does not end with a problem document, but with the page where one signs in.
        What failed cannot be tried again with the same answer: the journey's cookie is taken away."""

        @functools.wraps(handler)
        async def answer(call: Call) -> Answer:
            try:
                return await handler(call)
            except (Refusal, Problem, CentreClosed, Overloaded, StoreUnavailable) as error:
                if not is_page_asked_for(call.headers):
                    raise
                reason, wait_s = _reason(error)
                party = call.path[0] if call.path[0] in self._providers else ""
                page = to_sign_in(reason, party, wait_s)
                return dataclasses.replace(page, headers=(*page.headers, self._cookies.clear(_COOKIE), NO_STORE))

        return answer

    async def _asked(self, call: Call, party: str, provider: Provider) -> Named:
        """Whom the provider names. Refused: `oidc-refused`, which is put on record."""
        try:
            journey = self._journey(call, party)
            if journey.party != party or not secrets.compare_digest(
                call.query.get("state", "").encode(), journey.state.encode()
            ):
                raise ProviderFailed("the answer is to another question than this browser's; begin again")
            if "error" in call.query:
                raise ProviderFailed("the identity provider says that it signed nobody in")
            code = call.query.get("code", "")
            if not 1 <= len(code) <= _LONGEST_CODE:
                raise ProviderFailed("the answer holds no code")
            return await provider.finish(
                code, self._callback(party), journey.nonce, journey.verifier, call.query.get("iss")
            )
        except ProviderFailed as failed:
            self._reception.note_identity_refused(party, call.peer)
            raise Refusal("oidc-refused", str(failed)) from None

    def _journey(self, call: Call, party: str) -> _Journey:
        try:
            sealed = self._cookies.value(call.headers, _COOKIE)
            journey = msgspec.json.decode(self._seals[party].unseal(sealed, _COOKIE), type=_Journey)
        except (KeyMissing, ValueError):
            raise ProviderFailed("this browser has not begun to sign in, or too long ago; begin again") from None
        if self._reception.hosting.clock() >= journey.until_us:
            raise ProviderFailed(f"that took longer than {_WITHIN_S * 1_000_000 // MINUTE_US} min; begin again")
        return journey

    def _provider(self, call: Call) -> tuple[str, Provider]:
        party = text_id(call.path[0], "party")
        provider = self._providers.get(party)
        if provider is None:
            raise Refusal("oidc-unknown", "this party does not sign in with an identity provider here", field="party")
        return party, provider

    def _callback(self, party: str) -> str:
        return f"{self._cookies.public_url.rstrip('/')}/api/v1/session/oidc/{quote(party, safe='')}/callback"


def _reason(error: Exception) -> tuple[str, int]:
    """The code that a problem document would have, and how many seconds to wait."""
    match error:
        case Refusal():
            return error.code, error.wait_s
        case Problem():
            return error.code, 0
        case CentreClosed():
            return "centre-closed", 0
        case StoreUnavailable():
            return "journal-unavailable", 1
    return "not-now", 1
