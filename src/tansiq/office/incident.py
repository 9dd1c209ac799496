"""An incident as the office keeps it: where and when something went wrong, who takes part, and what each has said, in
the order in which it was said. Never the words: those lie beside the journal, under their digests.

No field of it describes a target, and none may ever.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tansiq.volumes import Volume


class IncidentKind(StrEnum):
    """What went wrong, in words that blame nobody."""

    NEAR_MISS = "near-miss"
    HARM_TO_PEOPLE = "harm-to-people"
    DAMAGE = "damage"
    AIRSPACE_ENTRY = "airspace-entry"
    NOTICE_NOT_HEEDED = "notice-not-heeded"
    COMMUNICATION_FAILURE = "communication-failure"
    OTHER = "other"


class LinkKind(StrEnum):
    """Of what an incident may be linked to."""

    OPERATION = "operation"
    NOTICE = "notice"
    THREAD = "thread"
    REPORT = "report"
    REQUEST = "request"
    QUIET_PERIOD = "quiet-period"


class Link(msgspec.Struct, frozen=True):
    """Something that an incident has to do with."""

    kind: LinkKind
    id: str


class FactStand(StrEnum):
    """What a party says to a fact that was proposed."""

    AGREES = "agrees"
    DISPUTES = "disputes"
    NONE = "none"
    """Nothing any more."""


class SideStand(StrEnum):
    """What a party, other than the one that opened it, says to the incident as a whole."""

    ACKNOWLEDGED = "acknowledged"
    DISPUTED = "disputed"


class Invited(msgspec.Struct, frozen=True, tag="invited", tag_field="step"):
    """These parties take part from now on."""

    parties: tuple[str, ...]


class AccountGiven(msgspec.Struct, frozen=True, tag="account", tag_field="step"):
    """The party's own account, for the first time or brought up to date (`version`)."""

    version: int
    language: str
    body: str


class FactsProposed(msgspec.Struct, frozen=True, tag="facts", tag_field="step"):
    """Short statements; their words stand in the body in the same order. Whoever proposes one agrees to it."""

    ids: tuple[str, ...]
    body: str


class FactStood(msgspec.Struct, frozen=True, omit_defaults=True, tag="fact-stand", tag_field="step"):
    """What the party says to a fact; `body`: what it says instead."""

    fact: str
    stand: FactStand
    body: str = ""


class QuestionsAsked(msgspec.Struct, frozen=True, tag="questions", tag_field="step"):
    """Questions, like facts."""

    ids: tuple[str, ...]
    body: str


class QuestionAnswered(msgspec.Struct, frozen=True, tag="answer", tag_field="step"):
    """An answer. The question stays open until its asker says that it is answered."""

    id: str
    question: str
    body: str


class QuestionSettled(msgspec.Struct, frozen=True, tag="question-settled", tag_field="step"):
    """The asker says whether its question is answered."""

    question: str
    answered: bool


class Linked(msgspec.Struct, frozen=True, omit_defaults=True, tag="linked", tag_field="step"):
    """What it has to do with. `known_to`: of each, who of those that take part could see it when it was linked: things
    are forgotten sooner than incidents."""

    links: tuple[Link, ...]
    known_to: tuple[tuple[str, ...], ...] = ()


class Unlinked(msgspec.Struct, frozen=True, omit_defaults=True, tag="unlinked", tag_field="step"):
    """The party takes back a link of its own. `known_to`: who had been shown it."""

    link: Link
    known_to: tuple[str, ...] = ()


class Stood(msgspec.Struct, frozen=True, omit_defaults=True, tag="stand", tag_field="step"):
    """The party acknowledges that it happened, or disputes it."""

    stand: SideStand
    body: str = ""


class ClosingProposed(msgspec.Struct, frozen=True, tag="closing-proposed", tag_field="step"):
    """A text by which it would be closed, if each of the others agrees. It takes the place of one that stands."""

    id: str
    body: str


class ClosingAnswered(msgspec.Struct, frozen=True, omit_defaults=True, tag="closing-answered", tag_field="step"):
    """A party agrees to a closing that is proposed or does not; of one without agreement, whether it disagrees."""

    closing: str
    agrees: bool
    body: str = ""


class ClosedWithout(msgspec.Struct, frozen=True, tag="closed-without", tag_field="step"):
    """The party that opened it ends it without agreement, with the reason."""

    id: str
    body: str


class Reopened(msgspec.Struct, frozen=True, tag="reopened", tag_field="step"):
    """Somebody opens it again, with the reason."""

    body: str


class ActionProposed(msgspec.Struct, frozen=True, tag="action-proposed", tag_field="step"):
    """Something is to be done by a party until a time."""

    id: str
    owner: str
    due_us: int
    body: str


class ActionAnswered(msgspec.Struct, frozen=True, omit_defaults=True, tag="action-answered", tag_field="step"):
    """Its owner accepts it, or does not."""

    action: str
    accepts: bool
    body: str = ""


class ActionDone(msgspec.Struct, frozen=True, omit_defaults=True, tag="action-done", tag_field="step"):
    """Its owner has done it."""

    action: str
    body: str = ""


class ActionOverdue(msgspec.Struct, frozen=True, tag="action-overdue", tag_field="step"):
    """The office says once that it should have been done."""

    action: str


Step = (
    Invited
    | AccountGiven
    | FactsProposed
    | FactStood
    | QuestionsAsked
    | QuestionAnswered
    | QuestionSettled
    | Linked
    | Unlinked
    | Stood
    | ClosingProposed
    | ClosingAnswered
    | ClosedWithout
    | Reopened
    | ActionProposed
    | ActionAnswered
    | ActionDone
    | ActionOverdue
)


class Handed(msgspec.Struct, frozen=True, gc=False):
    """A party was given an entry."""

    party: str
    at_us: int


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a party said or did, and who of the others was given it when. `number`: its place among all, told to nobody.
    `by` is empty for the office."""

    number: int
    by: str
    person: str
    at_us: int
    step: Step
    given: tuple[Handed, ...] = ()

    def held_us(self, party: str) -> int | None:
        """Since when a party holds it; None if it does not."""
        if self.by == party:
            return self.at_us
        for one in self.given:
            if one.party == party:
                return one.at_us
        return None

    def tells(self, party: str) -> bool:
        """Whether a party that holds it learns anything from it: of a link to what it may not see, it does not."""
        match self.step:
            case Linked(known_to=known_to):
                return self.by == party or any(party in parties for parties in known_to)
            case Unlinked(known_to=parties):
                return self.by == party or party in parties
        return True


class Incident(msgspec.Struct, frozen=True, omit_defaults=True):
    """An incident. `body`: its title and place in words. `from_us` to `until_us`: when it happened; `extents`: where,
    without times. `parties`: all who take part, the one that opened it first."""

    id: str
    opened_by: str
    person: str
    opened_us: int
    kind: IncidentKind
    from_us: int
    until_us: int
    body: str
    parties: tuple[str, ...]
    extents: tuple[Volume, ...] = ()
    quiet_period: str = ""
    entries: tuple[Entry, ...] = ()

    def changed_us(self, party: str) -> int:
        """When something last came to it in a party's eyes."""
        times = (entry.held_us(party) for entry in self.entries if entry.tells(party))
        first = self.opened_us if party == self.opened_by else 0
        return max((at_us for at_us in times if at_us is not None), default=first)

    def all_changed(self) -> dict[str, int]:
        """The same for all who take part."""
        found = {party: self.opened_us if party == self.opened_by else 0 for party in self.parties}
        for entry in self.entries:
            for party, at_us in ((entry.by, entry.at_us), *((one.party, one.at_us) for one in entry.given)):
                if at_us > found.get(party, at_us) and entry.tells(party):
                    found[party] = at_us
        return found

    def has_from(self, party: str, name: str) -> bool:
        """Whether a party has said something under this identifier."""
        return any(
            entry.by == party and (getattr(entry.step, "id", "") == name or name in getattr(entry.step, "ids", ()))
            for entry in self.entries
        )

    @property
    def next_us(self) -> int | None:
        """When something of it is overdue; None: nothing will be."""
        due: dict[str, int] = {}
        for entry in self.entries:
            match entry.step:
                case ActionProposed(id=action, due_us=due_us):
                    due[action] = due_us
                case ActionAnswered(action=action, accepts=False) | ActionDone(action=action):
                    due.pop(action, None)
                case ActionOverdue(action=action):
                    due.pop(action, None)
        return min(due.values(), default=None)

    @property
    def waits(self) -> bool:
        """Whether somebody who takes part does not hold all that was said."""
        others = len(self.parties) - 1
        return any(len(entry.given) < others for entry in self.entries if entry.by)
