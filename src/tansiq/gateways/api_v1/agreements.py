"""Agreements: proposed, signed, changed, suspended, ended; and what another will see of one's own things."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from tansiq.centre.roles import AGREE, OPERATE, READ
from tansiq.gateways.api_v1.extents import volumes_of
from tansiq.gateways.api_v1.frame import given, needs, person_needed, read_body, read_query, text_id
from tansiq.gateways.api_v1.idempotency import Repeats, made_before, new_id
from tansiq.gateways.api_v1.pages import PARAMETERS, Page, page_of
from tansiq.gateways.api_v1.parties import PartyId, ReasonForm
from tansiq.gateways.api_v1.sight import PreviewForm, SightForm, SightOut, sight_out
from tansiq.gateways.api_v1.terms import TermsForm, TermsOut, terms_of, terms_out
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.outlines import FormLimits, moment
from tansiq.office.agreements import (
    MOST_PARTIES,
    AgreementCommand,
    End,
    Propose,
    Retract,
    Sign,
    Suspend,
    own_agreements,
    seen_by_side,
)
from tansiq.office.desk import Desk
from tansiq.office.entities import Agreement, Offer, Signature
from tansiq.office.parties import LONGEST_NAME
from tansiq.office.standing import Standing, standing
from tansiq.office.state import Office
from tansiq.office.terms import Level, digest_of
from tansiq.office.visibility import Seen, preview, seen_of_own

_ROOT = "/api/v1/agreements"
_STANDINGS = " or ".join(standing.value for standing in Standing)


class ProposeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The sides, the proposer among them, and what they are to sign."""

    parties: Annotated[list[PartyId], msgspec.Meta(min_length=2, max_length=MOST_PARTIES)]
    terms: TermsForm


class OfferForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Other terms, and the version of the agreement that was read."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    terms: TermsForm


class SignForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`digest` is that of the terms that were read. `person`: who signs; for programs, as a person who has signed in is
    known. `version`: if given, only this one is signed."""

    digest: Annotated[str, msgspec.Meta(min_length=64, max_length=64)]
    person: Annotated[str, msgspec.Meta(max_length=LONGEST_NAME)] = ""
    version: Annotated[int, msgspec.Meta(ge=1)] | None = None


class Filters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which agreements are asked for."""

    standing: Standing | None = None
    party: str = ""


class SignatureOut(msgspec.Struct):
    """Who signed for a party, and when."""

    party: str
    person: str
    at: datetime


class OfferOut(msgspec.Struct):
    """Terms that wait for signatures; whoever signs names their digest."""

    by: str
    at: datetime
    digest: str
    terms: TermsOut
    signatures: list[SignatureOut]


class SuspensionOut(msgspec.Struct, omit_defaults=True):
    """Who declared the channel suspended, and why. `used`: how often something has passed since all the same."""

    by: str
    at: datetime
    reason: str
    used: int
    used_at: datetime | None = None


class EndingOut(msgspec.Struct):
    """Who ended it, and why."""

    by: str
    at: datetime
    reason: str


class AgreementLine(msgspec.Struct, omit_defaults=True, kw_only=True):
    """An agreement in a list: by the terms that hold or, before all have signed any, by those that are offered.
    `offer_by`: whose offer waits for signatures. `awaits`: which sides have not signed it. One that was ended before
    all had signed has no terms any more."""

    id: str
    version: int
    parties: list[str]
    standing: Standing
    title: str = ""
    level: Level | None = None
    start: datetime | None = None
    end: datetime | None = None
    offer_by: str = ""
    awaits: list[str] = []


class AgreementOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """An agreement: `terms` are those that all sides have signed; `offer` those that are to take their place."""

    id: str
    version: int
    parties: list[str]
    standing: Standing
    digest: str = ""
    terms: TermsOut | None = None
    signatures: list[SignatureOut] = []
    offer: OfferOut | None = None
    suspension: SuspensionOut | None = None
    ending: EndingOut | None = None


class Agreements:
    """The routes."""

    def __init__(self, desk: Desk, limits: FormLimits, repeats: Repeats) -> None:
        self._desk, self._limits, self._repeats = desk, limits, repeats

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        one, once = f"{_ROOT}/{{id}}", self._repeats.once
        filters = {**PARAMETERS, "standing": _STANDINGS, "party": "with this party as a side"}
        return (
            Route("GET", _ROOT, needs(READ), self.list, summary="Agreements that the party is a side of.",
                  gives=Page[AgreementLine], parameters=filters),
            Route("POST", _ROOT, needs(AGREE), once(_ROOT, self.propose), takes=ProposeForm, gives=AgreementOut,
                  status=201, summary="Propose an agreement."),
            Route("GET", one, needs(READ), self.read, summary="One of them.", gives=AgreementOut),
            Route("POST", f"{one}/offer", needs(AGREE), once("offer", self.offer), takes=OfferForm, gives=AgreementOut,
                  summary="Offer other terms; those that hold go on until all sides have signed."),
            Route("DELETE", f"{one}/offer", needs(AGREE), self.retract, gives=AgreementOut,
                  summary="Take back one's own offer."),
            Route("POST", f"{one}/signatures", needs(AGREE), once("signatures", self.sign), takes=SignForm,
                  gives=AgreementOut, summary="Sign the terms that are offered."),
            Route("POST", f"{one}/suspension", needs(OPERATE), once("suspension", self.suspend), takes=ReasonForm,
                  gives=AgreementOut, summary="Declare the channel suspended."),
            Route("DELETE", f"{one}/suspension", needs(OPERATE), self.resume, gives=AgreementOut,
                  summary="Resume the channel, if one has suspended it oneself."),
            Route("POST", f"{one}/end", needs(AGREE), once("end", self.end), takes=ReasonForm, gives=AgreementOut,
                  summary="End an agreement."),
            Route("POST", f"{one}/preview", needs(READ), self.preview, takes=PreviewForm, gives=SightOut,
                  summary="What would another see of one's own thing under this agreement? Changes nothing."),
            Route("POST", "/api/v1/sight", needs(READ), self.sight, takes=SightForm, gives=SightOut,
                  summary="What does another see of one's own thing, as agreed now? Changes nothing."),
        )  # fmt: skip

    async def list(self, call: Call) -> Answer:
        """In the order of their identifiers; what has ended is among them."""
        filters = read_query(call, Filters)

        def question(state: Office, now_us: int) -> Page[AgreementLine]:
            found = (
                agreement
                for agreement in own_agreements(state, call.party)
                if filters.party in ("", *agreement.parties) and filters.standing in (None, standing(agreement, now_us))
            )
            page = page_of(found, lambda agreement: agreement.id, call.query)
            return Page([_line(agreement, now_us) for agreement in page.items], page.next)

        return given(200, await self._desk.read(question))

    async def propose(self, call: Call) -> Answer:
        """The proposer does not sign by proposing. Drafts are a party's own business: what is here, the others see."""
        form, agreement_id = read_body(call, ProposeForm), new_id(call, _ROOT)
        terms = terms_of(form.terms, self._limits)

        def before(state: Office, now_us: int) -> Agreement | None:
            return state.agreements.get(agreement_id)

        if await made_before(call, self._desk, before) is None:
            await self._desk.submit(Propose(call.party, agreement_id, 0, tuple(form.parties), terms))
        return await self._shown(call, agreement_id, 201)

    async def read(self, call: Call) -> Answer:
        """Nobody else learns that there is one."""
        return await self._shown(call, text_id(call.path[0], "id"))

    async def offer(self, call: Call) -> Answer:
        """One offer stands at a time; one's own is replaced by a new one, and has then to be signed anew by all."""
        agreement_id, form = text_id(call.path[0], "id"), read_body(call, OfferForm)
        terms = terms_of(form.terms, self._limits)
        old = await self._desk.read(lambda state, now_us: seen_by_side(state, agreement_id, call.party))
        return await self._changed(call, Propose(call.party, agreement_id, form.version, old.parties, terms))

    async def retract(self, call: Call) -> Answer:
        """A first offer that is taken back leaves nothing behind: the answer is what there was."""
        retracted = await self._desk.submit(Retract(call.party, text_id(call.path[0], "id")))
        return given(200, await self._desk.read(lambda state, now_us: _out(retracted, now_us)))

    async def sign(self, call: Call) -> Answer:
        """When the last side has signed, the terms hold."""
        agreement_id, form = text_id(call.path[0], "id"), read_body(call, SignForm)
        person = call.name or form.person
        if not person.strip():
            raise person_needed("name the person who signs", "person")
        if form.person and call.name and form.person != call.name:
            raise Problem(400, "person-differs", f"{call.name} has signed in, and signs", "person")
        return await self._changed(call, Sign(call.party, agreement_id, person, form.digest, form.version))

    async def suspend(self, call: Call) -> Answer:
        """Nothing more is shown under it; what was shown stays shown. All sides see who suspended it, and why."""
        agreement_id, form = text_id(call.path[0], "id"), read_body(call, ReasonForm)
        return await self._changed(call, Suspend(call.party, agreement_id, form.reason))

    async def resume(self, call: Call) -> Answer:
        """Only who declared it suspended takes that back."""
        return await self._changed(call, Suspend(call.party, text_id(call.path[0], "id"), ""))

    async def end(self, call: Call) -> Answer:
        """For good. What was shared stays with whom it was shared."""
        agreement_id, form = text_id(call.path[0], "id"), read_body(call, ReasonForm)
        return await self._changed(call, End(call.party, agreement_id, form.reason))

    async def preview(self, call: Call) -> Answer:
        """Asks the same function that decides what is shown."""
        agreement_id, form = text_id(call.path[0], "id"), read_body(call, PreviewForm)
        extents, _ = volumes_of(form.extents, self._limits)

        def question(state: Office, now_us: int) -> Seen:
            agreement = seen_by_side(state, agreement_id, call.party)
            return preview(state, agreement, form.by, form.viewer, call.party, form.kind, extents)

        return given(200, sight_out(form.viewer, form.kind, await self._desk.read(question)))

    async def sight(self, call: Call) -> Answer:
        """Asks the same function that decides what is shown."""
        form = read_body(call, SightForm)
        extents, _ = volumes_of(form.extents, self._limits)
        seen = await self._desk.read(
            lambda state, now_us: seen_of_own(state, form.viewer, call.party, form.kind, extents, now_us)
        )
        return given(200, sight_out(form.viewer, form.kind, seen))

    async def _changed(self, call: Call, command: AgreementCommand) -> Answer:
        changed = await self._desk.submit(command)
        return await self._shown(call, changed.id)

    async def _shown(self, call: Call, agreement_id: str, status: int = 200) -> Answer:
        out = await self._desk.read(lambda state, now_us: _out(seen_by_side(state, agreement_id, call.party), now_us))
        return given(status, out)


def _line(agreement: Agreement, now_us: int) -> AgreementLine:
    offer = agreement.offer
    terms = agreement.terms or (offer.terms if offer else None)
    signed = {signature.party for signature in offer.signatures} if offer else set()
    return AgreementLine(
        id=agreement.id,
        version=agreement.version,
        parties=list(agreement.parties),
        standing=standing(agreement, now_us),
        title=terms.title if terms else "",
        level=terms.level if terms else None,
        start=moment(terms.start_us) if terms else None,
        end=moment(terms.end_us) if terms else None,
        offer_by=offer.by if offer else "",
        awaits=[party for party in agreement.parties if party not in signed] if offer else [],
    )


def _out(agreement: Agreement, now_us: int) -> AgreementOut:
    suspension, ending, terms = agreement.suspension, agreement.ending, agreement.terms
    return AgreementOut(
        id=agreement.id,
        version=agreement.version,
        parties=list(agreement.parties),
        standing=standing(agreement, now_us),
        digest=agreement.signatures[0].digest if agreement.signatures else "",
        terms=None if terms is None else terms_out(terms),
        signatures=_signatures(agreement.signatures),
        offer=None if agreement.offer is None else _offer(agreement.offer, agreement.parties),
        suspension=None
        if suspension is None
        else SuspensionOut(
            suspension.by,
            moment(suspension.at_us),
            suspension.reason,
            suspension.used,
            moment(suspension.used_us) if suspension.used else None,
        ),
        ending=None if ending is None else EndingOut(ending.by, moment(ending.at_us), ending.reason),
    )


def _offer(offer: Offer, parties: tuple[str, ...]) -> OfferOut:
    digest = digest_of(offer.terms, parties)
    return OfferOut(offer.by, moment(offer.at_us), digest, terms_out(offer.terms), _signatures(offer.signatures))


def _signatures(signatures: tuple[Signature, ...]) -> list[SignatureOut]:
    return [SignatureOut(one.party, one.person, moment(one.at_us)) for one in signatures]
