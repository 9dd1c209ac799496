"""Invitations: links with which a new party may apply."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from tansiq.centre.roles import AGREE, READ
from tansiq.gateways.api_v1.extents import Aware
from tansiq.gateways.api_v1.frame import given, needs, read_body, text_id
from tansiq.gateways.api_v1.idempotency import Repeats, made_before, new_id
from tansiq.gateways.api_v1.pages import PARAMETERS, Page, page_of
from tansiq.gateways.contract import Answer, Call, Route
from tansiq.gateways.outlines import microseconds, moment
from tansiq.office.desk import Desk
from tansiq.office.entities import Invitation
from tansiq.office.invitations import Invite, WithdrawInvitation, own_invitations
from tansiq.office.parties import LONGEST_TEXT, secret_digest
from tansiq.office.rules import HOUR_US
from tansiq.office.state import Office

_ROOT = "/api/v1/invitations"
_NO_STORE = (b"cache-control", b"no-store")


class InviteForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Until when one may apply with it, and how long the others may then object (hours)."""

    until: Aware
    objection_hours: Annotated[float, msgspec.Meta(gt=0, le=8_784)] = 168.0
    note: Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)] = ""


class InvitationOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """`secret` and `link` are there when it is made, and never again: the secret is not kept. A link's secret stands
    behind `#`, so that it reaches no server's log."""

    id: str
    by: str
    made: datetime
    until: datetime
    objection_hours: float
    note: str = ""
    withdrawn: bool = False
    secret: str = ""
    link: str = ""


class Invitations:
    """The routes."""

    def __init__(self, desk: Desk, repeats: Repeats, public_url: str) -> None:
        self._desk, self._repeats, self._public_url = desk, repeats, public_url.rstrip("/")

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        return (
            Route("GET", _ROOT, needs(READ), self.list, summary="The party's own invitations.",
                  gives=Page[InvitationOut], parameters=PARAMETERS),
            Route("POST", _ROOT, needs(AGREE), self._repeats.once(_ROOT, self.invite), takes=InviteForm,
                  gives=InvitationOut, status=201, summary="Make an invitation; its secret is shown this once."),
            Route("DELETE", f"{_ROOT}/{{id}}", needs(AGREE), self.withdraw, gives=InvitationOut,
                  summary="Let nobody apply with it any more."),
        )  # fmt: skip

    async def list(self, call: Call) -> Answer:
        """In the order of their identifiers; withdrawn and ended ones, too."""
        page = await self._desk.read(
            lambda state, now_us: page_of(own_invitations(state, call.party), lambda one: one.id, call.query)
        )
        return given(200, Page([_out(one) for one in page.items], page.next))

    async def invite(self, call: Call) -> Answer:
        """Whoever has the secret may apply in any name; the others then have their time to object."""
        form, invitation_id = read_body(call, InviteForm), new_id(call, _ROOT)

        def before(state: Office, now_us: int) -> Invitation | None:
            return state.invitations.get(invitation_id)

        made = await made_before(call, self._desk, before)
        if made is not None:
            return given(201, _out(made), _NO_STORE)
        secret = self._desk.fresh.token()
        objection_us = round(form.objection_hours * HOUR_US)
        command = Invite(
            call.party, invitation_id, secret_digest(secret), form.note, microseconds(form.until), objection_us
        )
        out = _out(await self._desk.submit(command))
        out.secret, out.link = secret, f"{self._public_url}/apply#{invitation_id}.{secret}"
        return given(201, out, _NO_STORE)

    async def withdraw(self, call: Call) -> Answer:
        """Who has applied already is not touched."""
        return given(200, _out(await self._desk.submit(WithdrawInvitation(call.party, text_id(call.path[0], "id")))))


def _out(made: Invitation) -> InvitationOut:
    return InvitationOut(
        id=made.id,
        by=made.by,
        made=moment(made.made_us),
        until=moment(made.until_us),
        objection_hours=made.objection_us / HOUR_US,
        note=made.note,
        withdrawn=made.withdrawn,
    )
