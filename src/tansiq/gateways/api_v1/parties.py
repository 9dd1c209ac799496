"""Parties: who takes part, how one comes in, is objected to, says who it is, joins a coalition, leaves."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated

import msgspec

from tansiq.centre.roles import ADMINISTER, AGREE, READ
from tansiq.gateways.api_v1.frame import given, needs, read_body, read_query, text_id
from tansiq.gateways.api_v1.idempotency import Repeats
from tansiq.gateways.api_v1.pages import PARAMETERS, Page, page_of
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.outlines import moment
from tansiq.office import parties
from tansiq.office.desk import Desk
from tansiq.office.entities import Contact, Party, PartyKind, PartyState, Profile
from tansiq.office.parties import LONGEST_TEXT, MOST_CONTACTS, MOST_KEYS, MOST_LANGUAGES
from tansiq.office.registry import PartyEyes, PartySeen, applications, find_party, standing
from tansiq.office.state import Office

_ROOT = "/api/v1/parties"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@:-]{0,127}", re.ASCII)
_STATES = " or ".join(state.value for state in PartyState)

Text = Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]
Key = Annotated[str, msgspec.Meta(min_length=44, max_length=44)]
Tag = Annotated[str, msgspec.Meta(min_length=2, max_length=35)]
Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_TEXT)]
PartyId = Annotated[str, msgspec.Meta(min_length=1, max_length=256)]


class ContactForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom to reach, in the order in which they are asked. `role` is what escalation ladders name."""

    name: Reason
    role: Reason
    phone: Text = ""
    email: Text = ""
    languages: Annotated[list[Tag], msgspec.Meta(max_length=MOST_LANGUAGES)] = []


class ProfileForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a party says of itself. Languages are BCP 47 tags; keys are Ed25519 public keys (32 bytes, base64)."""

    name: Reason
    kind: PartyKind
    languages: Annotated[list[Tag], msgspec.Meta(max_length=MOST_LANGUAGES)] = msgspec.field(
        default_factory=lambda: ["en"]
    )
    contacts: Annotated[list[ContactForm], msgspec.Meta(max_length=MOST_CONTACTS)] = []
    keys: Annotated[list[Key], msgspec.Meta(max_length=MOST_KEYS)] = []


class FoundForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first party: the one that opens the office."""

    profile: ProfileForm


class ApplyForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`party`: the name that the party's tokens will carry as their `sub`."""

    party: PartyId
    invitation: Annotated[str, msgspec.Meta(max_length=128)]
    secret: Annotated[str, msgspec.Meta(max_length=128)]
    profile: ProfileForm


class StandingForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """With which invitation a party has applied."""

    party: PartyId
    invitation: Annotated[str, msgspec.Meta(max_length=128)]
    secret: Annotated[str, msgspec.Meta(max_length=128)]


class ChangeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole profile as it is to be, and the version of the party that was read."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    profile: ProfileForm


class ReasonForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why; the others can read it."""

    reason: Reason


class MemberForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The party that is asked to join."""

    member: PartyId


class Filters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which parties are asked for."""

    state: PartyState = PartyState.ADMITTED


class ProfileOut(msgspec.Struct, omit_defaults=True):
    """What a party says of itself. `contacts` is not there where the asker may not see them: they are for the party
    itself, and for those with whom an agreement is in force."""

    name: str
    kind: PartyKind
    languages: list[str]
    keys: list[str]
    contacts: list[ContactForm] | None = None


class ObjectionOut(msgspec.Struct):
    """Who is against an accession, since when, and why."""

    by: str
    at: datetime
    reason: str


class PartyOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A party in the asker's eyes. While it applies: until when others may object, how many do, and, for those who take
    part, who and why. A coalition has members; it sees whom it has asked to join, and each of those sees itself."""

    id: str
    version: int
    state: PartyState
    since: datetime
    profile: ProfileOut
    invited_by: str = ""
    objections_until: datetime | None = None
    objecting: int = 0
    objections: list[ObjectionOut] = []
    members: list[str] = []
    asked: list[str] = []


class Parties:
    """The routes."""

    def __init__(self, desk: Desk, repeats: Repeats) -> None:
        self._desk, self._repeats = desk, repeats

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        one, once = f"{_ROOT}/{{id}}", self._repeats.once
        coalition = "/api/v1/coalitions/{id}/membership"
        return (
            Route("GET", _ROOT, needs(READ), self.list, summary="Who takes part.", gives=Page[PartyOut],
                  parameters={**PARAMETERS, "state": f"{_STATES}; admitted if not given"}),
            Route("GET", one, needs(READ), self.read, summary="One party.", gives=PartyOut),
            Route("PUT", f"{one}/profile", needs(ADMINISTER), self.change, takes=ChangeForm, gives=PartyOut,
                  summary="Say something else of one's own party."),
            Route("POST", "/api/v1/office", needs(ADMINISTER), self.found, takes=FoundForm, gives=PartyOut, status=201,
                  summary="Open the office: be its first party."),
            Route("POST", "/api/v1/departure", needs(ADMINISTER), once("departure", self.leave), gives=PartyOut,
                  summary="Leave the office; agreements end, and what was shared stays with whom it was shared."),
            Route("GET", "/api/v1/applications", needs(READ), self.list_applications, gives=Page[PartyOut],
                  summary="Who has applied; an applicant sees its own application.", parameters=PARAMETERS),
            Route("POST", "/api/v1/applications", (), self.apply, takes=ApplyForm, gives=PartyOut, status=201,
                  summary="Apply with an invitation. No token: who applies has none yet."),
            Route("POST", "/api/v1/applications/standing", (), self.stand, takes=StandingForm, gives=PartyOut,
                  summary="How it stands with an application, for whoever holds its invitation. No token."),
            Route("POST", f"{one}/objection", needs(AGREE), once("objection", self.object), takes=ReasonForm,
                  gives=PartyOut, summary="Be against the accession of an applicant."),
            Route("DELETE", f"{one}/objection", needs(AGREE), self.withdraw_objection, gives=PartyOut,
                  summary="Be against it no longer."),
            Route("POST", f"{one}/members", needs(AGREE), once("members", self.ask), takes=MemberForm, gives=PartyOut,
                  summary="As a coalition, ask a party to join."),
            Route("POST", coalition, needs(AGREE), once("membership", self.join), gives=PartyOut,
                  summary="Join a coalition that has asked."),
            Route("DELETE", coalition, needs(AGREE), self.quit, gives=PartyOut,
                  summary="Be a member of a coalition no longer."),
        )  # fmt: skip

    async def list(self, call: Call) -> Answer:
        """In the order of their identifiers."""
        filters = read_query(call, Filters)

        def question(state: Office, now_us: int) -> Page[PartyOut]:
            eyes = PartyEyes(state, call.party, now_us)
            found = (party for party in state.parties.values() if party.state is filters.state)
            page = page_of(found, lambda party: party.id, call.query)
            return Page([_out(eyes.see(party)) for party in page.items], page.next)

        return given(200, await self._desk.read(question))

    async def read(self, call: Call) -> Answer:
        """Whom to reach there is shown to itself, and to those with whom an agreement is in force."""
        return await self._seen(200, call, text_id(call.path[0], "id"))

    async def change(self, call: Call) -> Answer:
        """The whole profile is given again."""
        if text_id(call.path[0], "id") != call.party:
            raise Problem(403, "not-yours", f"only {call.path[0]} itself says who it is", "id")
        form = read_body(call, ChangeForm)
        return await self._changed(call, parties.ChangeProfile(call.party, form.version, profile_of(form.profile)))

    async def found(self, call: Call) -> Answer:
        """Possible once. Others apply with an invitation."""
        form = read_body(call, FoundForm)
        return await self._changed(call, parties.Found(_new_name(call.party), profile_of(form.profile)), 201)

    async def leave(self, call: Call) -> Answer:
        """What is known of the party stays known."""
        left = await self._desk.submit(parties.Leave(call.party))
        return given(200, _out(PartySeen(left, contacts_shown=True, invited_by="", objecting=0)))

    async def list_applications(self, call: Call) -> Answer:
        """In the order of their identifiers. Who has been admitted meanwhile is found among the parties."""

        def question(state: Office, now_us: int) -> Page[PartySeen]:
            return page_of(applications(state, call.party, now_us), lambda seen: seen.party.id, call.query)

        page = await self._desk.read(question)
        return given(200, Page([_out(seen) for seen in page.items], page.next))

    async def apply(self, call: Call) -> Answer:
        """The others have the time that the invitation names to object; then the office admits the party, unless
        somebody does."""
        form = read_body(call, ApplyForm)
        command = parties.Apply(_new_name(form.party), form.invitation, form.secret, profile_of(form.profile))
        made = await self._desk.submit(command)
        return given(201, _out(PartySeen(made, contacts_shown=True, invited_by="", objecting=0)))

    async def stand(self, call: Call) -> Answer:
        """A POST, so that the secret stands in no address. Who objects, and why, is not said."""
        form = read_body(call, StandingForm)
        seen = await self._desk.read(lambda state, now_us: standing(state, form.party, form.invitation, form.secret))
        return given(200, _out(seen))

    async def object(self, call: Call) -> Answer:
        """Says why. One objection that stands keeps the applicant out. Again, with another reason, takes the first
        one's place."""
        applicant, form = text_id(call.path[0], "id"), read_body(call, ReasonForm)
        return await self._changed(call, parties.Object(call.party, applicant, form.reason))

    async def withdraw_objection(self, call: Call) -> Answer:
        """The other objections stand."""
        return await self._changed(call, parties.Object(call.party, text_id(call.path[0], "id"), ""))

    async def ask(self, call: Call) -> Answer:
        """Nobody is a member before it has joined of its own will."""
        if text_id(call.path[0], "id") != call.party:
            raise Problem(403, "not-yours", f"only {call.path[0]} itself asks parties to join it", "id")
        form = read_body(call, MemberForm)
        return await self._changed(call, parties.AskToJoin(call.party, text_id(form.member, "member")))

    async def join(self, call: Call) -> Answer:
        """What the coalition agrees then holds for the member, too."""
        return await self._changed(call, parties.Join(call.party, text_id(call.path[0], "id")))

    async def quit(self, call: Call) -> Answer:
        """What the coalition has agreed holds for the party no longer."""
        return await self._changed(call, parties.Join(call.party, text_id(call.path[0], "id"), leave=True))

    async def _changed(self, call: Call, command: parties.PartyCommand, status: int = 200) -> Answer:
        changed: Party = await self._desk.submit(command)
        return await self._seen(status, call, changed.id)

    async def _seen(self, status: int, call: Call, party_id: str) -> Answer:
        seen = await self._desk.read(lambda state, now_us: find_party(state, call.party, party_id, now_us))
        return given(status, _out(seen))


def profile_of(form: ProfileForm) -> Profile:
    """Ours."""
    contacts = tuple(Contact(c.name, c.role, c.phone, c.email, tuple(c.languages)) for c in form.contacts)
    return Profile(form.name, form.kind, tuple(form.languages), contacts, tuple(form.keys))


def _new_name(name: str) -> str:
    """A name that can stand in paths, logs and on the telephone without doubt."""
    if _NAME.fullmatch(name) is None:
        message = "a party's name is 1 to 128 letters, digits and . _ @ : - (ASCII), and begins with a letter or digit"
        raise Problem(400, "identifier-invalid", message, "party")
    return name


def _out(seen: PartySeen) -> PartyOut:
    party, profile = seen.party, seen.party.profile
    contacts = [ContactForm(c.name, c.role, c.phone, c.email, list(c.languages)) for c in profile.contacts]
    applying = party.state is PartyState.APPLYING
    return PartyOut(
        id=party.id,
        version=party.version,
        state=party.state,
        since=moment(party.since_us),
        profile=ProfileOut(
            profile.name,
            profile.kind,
            list(profile.languages),
            list(profile.keys),
            contacts if seen.contacts_shown else None,
        ),
        invited_by=seen.invited_by,
        objections_until=moment(party.objections_until_us) if applying else None,
        objecting=seen.objecting,
        objections=[ObjectionOut(o.by, moment(o.at_us), o.reason) for o in party.objections],
        members=list(party.members),
        asked=list(party.asked),
    )
