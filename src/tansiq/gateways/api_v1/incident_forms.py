"""What is said about incidents, as `/api/v1` takes it. There is no field for a target."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from tansiq.gateways.api_v1.extents import Aware, VolumeForm
from tansiq.gateways.api_v1.things import Line, PartyName, Text
from tansiq.office.incident import FactStand, IncidentKind, LinkKind, SideStand
from tansiq.office.incident_steps import MOST_AT_ONCE, MOST_PARTIES
from tansiq.office.incidents import MOST_EXTENTS

LONGEST_ACCOUNT = 50_000

Said = Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]
Account = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_ACCOUNT)]
Tongue = Annotated[str, msgspec.Meta(min_length=2, max_length=35)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
Parties = Annotated[list[PartyName], msgspec.Meta(min_length=1, max_length=MOST_PARTIES)]


class FirstAccountForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One's own account, to begin with."""

    text: Account
    language: Tongue


class IncidentForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something went wrong: when (`from`, `until`), where (`extents`, without times; `place` names it), and of which
    kind. `parties`: who is to take part; each under an agreement of the level information or above. `quiet_period`: the
    one that it broke, if it did. `person`: who says so, where a program writes."""

    title: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    kind: IncidentKind
    begins: Aware = msgspec.field(name="from")
    until: Aware
    place: Line = ""
    extents: Annotated[list[VolumeForm], msgspec.Meta(max_length=MOST_EXTENTS)] = []
    parties: Parties
    account: FirstAccountForm | None = None
    quiet_period: Annotated[str, msgspec.Meta(max_length=256)] = ""
    person: Line = ""


class IncidentPartiesForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is to take part, too."""

    parties: Parties
    person: Line = ""


class IncidentAccountForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One's own account. `version`: the one that stands, 0 if there is none yet."""

    text: Account
    language: Tongue
    version: Annotated[int, msgspec.Meta(ge=0)]
    person: Line = ""


class FactsForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Short statements on which all might agree."""

    facts: Annotated[list[Said], msgspec.Meta(min_length=1, max_length=MOST_AT_ONCE)]
    person: Line = ""


class FactStandForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one says to a fact; `instead`: of one that one disputes, how it was."""

    stand: FactStand
    instead: Text = ""
    person: Line = ""


class QuestionsForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Questions to all who take part."""

    questions: Annotated[list[Said], msgspec.Meta(min_length=1, max_length=MOST_AT_ONCE)]
    person: Line = ""


class WordsForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that is said: an answer, a text by which to close, a reason."""

    text: Said
    person: Line = ""


class SettledForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether one's own question is answered."""

    answered: bool
    person: Line = ""


class LinkForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that one sees, and that it has to do with."""

    kind: LinkKind
    id: Name


class LinksForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What it has to do with."""

    links: Annotated[list[LinkForm], msgspec.Meta(min_length=1, max_length=MOST_AT_ONCE)]
    person: Line = ""


class UnlinkForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A link of one's own that one takes back."""

    link: LinkForm
    person: Line = ""


class SideStandForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One's own answer to the whole of it, with or without words."""

    stand: SideStand
    text: Text = ""
    person: Line = ""


class ClosingAnswerForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether one agrees to a closing."""

    agrees: bool
    text: Text = ""
    person: Line = ""


class ActionForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be done, by whom and by when."""

    text: Said
    owner: PartyName
    due: Aware
    person: Line = ""


class ActionStepForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What its owner says to a corrective action: that it takes it on, that it does not, or that it is done."""

    step: Literal["accept", "decline", "done"]
    text: Text = ""
    person: Line = ""
