"""A party's own programs: client credentials for the office's token endpoint."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from tansiq.centre.entities import Program
from tansiq.centre.programs import MakeProgram, RenewSecret, WithdrawProgram
from tansiq.centre.reception import Reception, digest_of, new_secret
from tansiq.centre.roles import ADMINISTER
from tansiq.centre.state import Centre
from tansiq.gateways.api_v1.cookies import Cookies
from tansiq.gateways.api_v1.frame import given, needs, read_body, text_id
from tansiq.gateways.api_v1.pages import PARAMETERS, Page, page_of
from tansiq.gateways.api_v1.staff import centre_of, check_recent
from tansiq.gateways.contract import Answer, Call, Route
from tansiq.gateways.outlines import moment

_ROOT = "/api/v1/programs"


class ProgramForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A program to be, and what it may ask tokens for."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    scopes: Annotated[list[Annotated[str, msgspec.Meta(max_length=100)]], msgspec.Meta(min_length=1, max_length=50)]


class ProgramOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A program. `secret` is there when it is given, and never again: only its digest is kept."""

    name: str
    client_id: str
    version: int
    scopes: list[str]
    made: datetime
    secret_since: datetime
    withdrawn: bool = False
    secret: str = ""

    def __repr__(self) -> str:
        return f"ProgramOut(client_id={self.client_id!r})"


class Programs:
    """The routes. `scopes`: those that a program may have beside what a party's people have."""

    def __init__(self, reception: Reception, scopes: frozenset[str], cookies: Cookies) -> None:
        self._reception, self._scopes, self._cookies = reception, scopes, cookies

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        one = f"{_ROOT}/{{name}}"
        return (
            Route("GET", _ROOT, needs(ADMINISTER), self.list, gives=Page[ProgramOut], parameters=PARAMETERS,
                  summary="The party's programs."),
            Route("POST", _ROOT, needs(ADMINISTER), self.make, takes=ProgramForm, gives=ProgramOut, status=201,
                  summary="Make a program; its secret is shown this once."),
            Route("DELETE", one, needs(ADMINISTER), self.withdraw, gives=ProgramOut,
                  summary="Give a program no more tokens. Those that it has end within the hour."),
            Route("POST", f"{one}/secret", needs(ADMINISTER), self.renew, gives=ProgramOut, status=201,
                  summary="Give a program another secret; the old one ends at once."),
        )  # fmt: skip

    async def list(self, call: Call) -> Answer:
        """In the order of their names; withdrawn ones, too."""
        hosted = self._reception.hosting.find(call.party)
        if hosted is None:
            return given(200, Page[ProgramOut]([]))

        def question(state: Centre, now_us: int) -> Page[ProgramOut]:
            page = page_of(state.programs.values(), lambda program: program.name, call.query)
            return Page([_out(program, call.party) for program in page.items], page.next)

        return given(200, await hosted.desk.read(question))

    async def make(self, call: Call) -> Answer:
        """At the token endpoint it is `PARTY:NAME`; its tokens speak for the party."""
        check_recent(self._reception, self._cookies, call)
        form = read_body(call, ProgramForm)
        hosted = await self._reception.hosting.make(call.party)
        secret = new_secret(call.party)
        command = MakeProgram(call.person, form.name, frozenset(form.scopes), self._scopes, digest_of(secret))
        return given(201, _out(await hosted.desk.submit(command), call.party, secret))

    async def withdraw(self, call: Call) -> Answer:
        """Its name is not given again: it stands in records."""
        name, hosted = text_id(call.path[0], "name"), centre_of(self._reception, call)
        return given(200, _out(await hosted.desk.submit(WithdrawProgram(call.person, name)), call.party))

    async def renew(self, call: Call) -> Answer:
        """For when a secret has got about."""
        check_recent(self._reception, self._cookies, call)
        name, hosted = text_id(call.path[0], "name"), centre_of(self._reception, call)
        secret = new_secret(call.party)
        command = RenewSecret(call.person, name, digest_of(secret))
        return given(201, _out(await hosted.desk.submit(command), call.party, secret))


def _out(program: Program, party: str, secret: str = "") -> ProgramOut:
    return ProgramOut(
        name=program.name,
        client_id=f"{party}:{program.name}",
        version=program.version,
        scopes=list(program.scopes),
        made=moment(program.made_us),
        secret_since=moment(program.secret_us),
        withdrawn=program.withdrawn,
        secret=secret,
    )
