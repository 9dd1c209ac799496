"""Who has signed in, and what a page needs to know of that: name, roles, rights, and how one's sign-in works."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from tansiq.centre.entities import Means
from tansiq.centre.reception import Caller
from tansiq.centre.roles import Role, scopes_at
from tansiq.gateways.api_v1.cookies import csrf_token
from tansiq.gateways.api_v1.people import Name, PersonOut, Tags, Text, person_out
from tansiq.gateways.outlines import moment


class OwnForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All that a person says of themselves, as it is to be, and the version that was read. Languages are BCP 47 tags,
    the best one first."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    name: Name
    languages: Tags = []
    phone: Text = ""
    email: Text = ""


class MeOut(msgspec.Struct, kw_only=True):
    """Who has signed in, and what they may do (`scopes`, of all roles together). `csrf` goes into the header
    `X-CSRF-Token` of what changes something. `until`: when the session ends whatever happens; `idle_until`: when it
    ends without another request; `sure_until`: until when ways to sign in may be changed without signing in again.
    `password`: whether there is one; `totp`: whether one-time codes are asked for; `recovery_codes`: how many are
    left."""

    party: str
    person: PersonOut
    roles: list[Role]
    scopes: list[str]
    csrf: str
    session: str
    means: list[Means]
    until: datetime
    idle_until: datetime
    sure_until: datetime
    password: bool
    totp: bool
    recovery_codes: int

    def __repr__(self) -> str:
        return f"MeOut(party={self.party!r}, person={self.person.id!r})"


class SignInWays(msgspec.Struct):
    """How a party's people sign in. `party` is the one that was asked for or, at a party's own centre, that one;
    `identity_provider` is where to send the browser, from the top of this site; empty without one."""

    party: str
    password: bool
    identity_provider: str


def me_out(caller: Caller, token: str, office_party: str) -> MeOut:
    """As things are at this moment. `token` is the cookie's value; `office_party` as `scopes_at` takes it."""
    state, session = caller.hosted.desk.state, caller.session
    person = state.people[caller.person.id]
    credentials = state.credentials[person.id]
    return MeOut(
        party=caller.hosted.party,
        person=person_out(person),
        roles=list(person.roles),
        scopes=sorted(scopes_at(caller.hosted.party, person.roles, office_party)),
        csrf=csrf_token(token),
        session=session.id,
        means=list(session.means),
        until=moment(session.until_us),
        idle_until=moment(min(session.until_us, session.seen_us + state.rules.idle_us)),
        sure_until=moment(session.made_us + state.rules.recent_us),
        password=bool(credentials.password_hash),
        totp=credentials.totp is not None,
        recovery_codes=len(credentials.recovery),
    )
