"""Who has signed in, as the application asks it of every request with a session's cookie; and parties' programs, as the
token endpoint asks it."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

from tansiq.centre.closed import CentreClosed
from tansiq.centre.reception import Reception, party_of
from tansiq.centre.roles import scopes_at
from tansiq.gateways.api_v1.cookies import Cookies
from tansiq.gateways.api_v1.staff import closed_problem
from tansiq.web.identity import Caller, Unauthenticated
from tansiq.web.issuer import Admitted


class SignedIn:
    """The `Sessions` of the application, and the `Programs` of the token endpoint."""

    def __init__(self, reception: Reception, cookies: Cookies, office_party: str = "") -> None:
        self._reception, self._cookies, self._office_party = reception, cookies, office_party

    async def arrive(self, headers: Mapping[bytes, bytes], party: str = "") -> None:
        """See `Sessions`."""
        party = party or party_of(self._cookies.value(headers))
        if party:
            with contextlib.suppress(CentreClosed):  # that is told where it matters
                await self._reception.hosting.arrive(party)

    def caller(self, headers: Mapping[bytes, bytes], method: str, *, in_use: bool = True) -> Caller | None:
        """Whose session the request's cookie names; None without such a cookie. Raises `Unauthenticated`, and `Problem`
        (`csrf-refused`, `centre-closed`)."""
        token = self._cookies.value(headers)
        if not token:
            return None
        try:
            found = self._reception.caller(token, in_use=in_use)
        except CentreClosed as closed:
            raise closed_problem(closed) from None
        if found is None:
            raise Unauthenticated("the session has ended; sign in again")
        self._cookies.check_forgery(headers, method, token)
        if self._cookies.is_anothers_page(headers, token):
            raise Unauthenticated("the page is of another session than this browser's; look who has signed in")
        scopes = scopes_at(found.hosted.party, found.person.roles, self._office_party)
        return Caller(found.hosted.party, scopes, found.session.until_us / 1e6, found.person.id, found.person.name)

    async def program(self, client_id: str, secret: str) -> Admitted | None:
        """The party's program `PARTY:NAME`, if the secret is right and it is not withdrawn. Raises `CentreClosed`,
        `StoreUnavailable`."""
        party, _, name = client_id.rpartition(":")
        if party:
            await self._reception.hosting.arrive(party)
        program = self._reception.program(party, name, secret) if party else None
        return Admitted(client_id, party, program.scopes) if program is not None else None
