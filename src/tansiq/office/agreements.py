"""Agreements: proposed by one side, signed by each, in force, suspended, ended. Their terms are changed in the same
way, while the old ones hold until all have signed the new. Drafts are a centre's own business, and never come here."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from tansiq.journal.command import Command
from tansiq.office import feed
from tansiq.office.entities import Agreement, Ending, Offer, Signature, Suspension
from tansiq.office.feed import Subject, Tell, Untold
from tansiq.office.parties import LONGEST_TEXT, Leave, check_name, everybody_in, speaks_for, taking_part
from tansiq.office.refusals import Refusal
from tansiq.office.rules import DAY_US
from tansiq.office.state import Office
from tansiq.office.terms import Level, Terms, digest_of
from tansiq.volumes import COVERING_LEVELS

MOST_PARTIES, MOST_FLOWS, MOST_RULES, MOST_STEPS = 50, 200, 100, 20
LONGEST_AGREED_TEXT = 100_000
LONGEST_US = 10 * 366 * DAY_US


class AgreementCause(StrEnum):
    """Why an agreement is there in a new version."""

    PROPOSED = "proposed"
    RETRACTED = "retracted"
    SIGNED = "signed"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    USED = "used"
    ENDED = "ended"
    UNDONE = "undone"


class AgreementPut(msgspec.Struct, frozen=True, omit_defaults=True, tag="agreement.put", tag_field="kind"):
    """An agreement is there, or is there in a new version, because of what `by` did."""

    agreement: Agreement
    cause: AgreementCause
    by: str
    tell: tuple[Tell, ...] = ()


class AgreementForgotten(msgspec.Struct, frozen=True, omit_defaults=True, tag="agreement.forgotten", tag_field="kind"):
    """Nothing is known of an agreement any more: its first offer was retracted. Also undoes a first `agreement.put`."""

    id: str
    by: str
    tell: tuple[Tell, ...] = ()


class PlansMet(msgspec.Struct, frozen=True, omit_defaults=True, tag="agreement.met", tag_field="kind"):
    """What was planned before an agreement came into force has been looked at, up to here; None: all of it."""

    id: str
    after: str | None
    party: str = ""


AgreementEvent = AgreementPut | AgreementForgotten | PlansMet


@dataclass(frozen=True, slots=True)
class Propose(Command[Agreement]):
    """Propose an agreement among parties (`version` 0), or other terms for one that is there (`version` as read)."""

    party: str
    id: str
    version: int
    parties: tuple[str, ...]
    terms: Terms


@dataclass(frozen=True, slots=True)
class Retract(Command[Agreement]):
    """Take back an offer that not all have signed."""

    party: str
    id: str


@dataclass(frozen=True, slots=True)
class Sign(Command[Agreement]):
    """Sign the terms proposed. `digest` is that of the terms that the person has read; `version` None: in any version
    in which these are the ones proposed."""

    party: str
    id: str
    person: str
    digest: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Suspend(Command[Agreement]):
    """Declare the channel suspended, with the reason; without one, resume it."""

    party: str
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class End(Command[Agreement]):
    """End an agreement, with the reason. What was shared stays with whom it was shared."""

    party: str
    id: str
    reason: str


AgreementCommand = Propose | Retract | Sign | Suspend | End


def decide(state: Office, command: AgreementCommand, now_us: int) -> tuple[tuple[AgreementEvent, ...], Agreement]:
    """Refused: `not-a-party`, `not-found` (also for whoever is no side of it), `stale-version`, `terms-invalid`,
    `offer-stands` (another side's), `nothing-proposed`, `stale-offer` (the digest is not that of the terms proposed),
    `already-signed`, `has-ended`, `not-in-force`, `not-yours`, `already-exists`."""
    events, agreement = _decide(state, command, now_us)
    return tuple(telling(state, event, now_us, agreement.parties) for event in events), agreement


def _decide(
    state: Office, command: AgreementCommand, now_us: int
) -> tuple[tuple[AgreementPut | AgreementForgotten, ...], Agreement]:
    taking_part(state, command.party)
    if isinstance(command, Propose) and command.id not in state.agreements:
        return _propose_first(state, command, now_us)
    old = seen_by_side(state, command.id, command.party)
    if old.ending is not None:
        raise Refusal("has-ended", f"agreement {old.id} has ended", field="id")
    match command:
        case Propose():
            return _propose_other(old, command, now_us)
        case Retract():
            if old.offer is None or old.offer.by != command.party:
                raise Refusal("nothing-proposed", "no offer of yours stands here", field="id")
            if old.terms is None:
                return (AgreementForgotten(old.id, command.party),), old
            return _put(_next(old, offer=None), AgreementCause.RETRACTED, command.party)
        case Sign():
            return _sign(state, old, command, now_us)
        case Suspend():
            return _suspend(old, command, now_us)
        case End():
            if not 1 <= len(command.reason) <= LONGEST_TEXT:
                raise Refusal("terms-invalid", f"a reason has 1 to {LONGEST_TEXT:,} characters", field="reason")
            ending = Ending(command.party, now_us, command.reason)
            return _put(_next(old, ending=ending, offer=None), AgreementCause.ENDED, command.party)


def seen_by_side(state: Office, agreement_id: str, party: str) -> Agreement:
    """The agreement, for one of its sides. Refused: `not-found`, and nothing more, for everybody else."""
    found = state.agreements.get(agreement_id)
    if found is None or party not in found.parties:
        raise Refusal("not-found", f"no agreement {agreement_id}", field="id")
    return found


def own_agreements(state: Office, party: str) -> list[Agreement]:
    """Those that the party is a side of."""
    return [state.agreements[agreement_id] for agreement_id in state.agreements_of.get(party, ())]


def ended_by_leaving(state: Office, command: Leave, now_us: int) -> tuple[AgreementEvent, ...]:
    """What ends because a party leaves: everything that it is a side of."""
    ending = Ending(command.party, now_us, "the party has left the office")
    found = [state.agreements[i] for i in sorted(state.agreements_of.get(command.party, ()))]
    ended = (
        AgreementPut(_next(old, ending=ending, offer=None), AgreementCause.ENDED, command.party)
        for old in found
        if old.ending is None
    )
    return tuple(telling(state, event, now_us, event.agreement.parties) for event in ended)


def telling(
    state: Office, event: AgreementPut | AgreementForgotten, now_us: int, sides: tuple[str, ...]
) -> AgreementPut | AgreementForgotten:
    """The event, told to its sides, and to the members of coalitions among them."""
    to = tuple(sorted({party for side in sides for party in everybody_in(state, side)}))
    agreement_id, cause = event.id if isinstance(event, AgreementForgotten) else event.agreement.id, "retracted"
    if isinstance(event, AgreementPut):
        cause = event.cause.value
    return msgspec.structs.replace(event, tell=(Tell(to, Subject.AGREEMENT, agreement_id, cause, now_us),))


def used(state: Office, agreement: Agreement, now_us: int) -> tuple[AgreementEvent, ...]:
    """What happens when something passes under an agreement: a suspended channel that is used is shown as such."""
    suspension = agreement.suspension
    if suspension is None:
        return ()
    counted = msgspec.structs.replace(suspension, used=suspension.used + 1, used_us=now_us)
    event = AgreementPut(_next(agreement, suspension=counted), AgreementCause.USED, "")
    return (telling(state, event, now_us, agreement.parties),)


def check_terms(terms: Terms, parties: tuple[str, ...], now_us: int) -> None:
    """Refused: `terms-invalid`, with the field."""
    if not terms.title.strip() or len(terms.title) > LONGEST_TEXT or len(terms.text) > LONGEST_AGREED_TEXT:
        raise _invalid("title", f"a title of 1 to {LONGEST_TEXT:,} characters, a text of {LONGEST_AGREED_TEXT:,}")
    if not terms.start_us < terms.end_us <= terms.start_us + LONGEST_US or terms.end_us <= now_us:
        raise _invalid("end", "it ends after it begins and after now, within ten years")
    if terms.area is not None and not (terms.area.start_us is terms.area.end_us is None and terms.area.cells):
        raise _invalid("area", "an outline and, if wanted, altitudes; the times are those of the agreement")
    if terms.coarse_level not in COVERING_LEVELS:
        raise _invalid("coarse_level", f"one of {', '.join(map(str, COVERING_LEVELS))}")
    if not 1 <= len(terms.flows) <= MOST_FLOWS:
        raise _invalid("flows", f"1 to {MOST_FLOWS} of them: who shows what to whom")
    for i, flow in enumerate(terms.flows):
        if flow.giver not in parties or flow.receiver not in parties or flow.giver == flow.receiver:
            raise _invalid(f"flows[{i}]", "giver and receiver are two of the parties")
        if not flow.kinds:
            raise _invalid(f"flows[{i}].kinds", "at least one kind")
    if terms.level is not Level.NOTIFICATION and {flow.giver for flow in terms.flows} != set(parties):
        raise _invalid("flows", f"at the level {terms.level} each party gives something")
    if len(terms.separation) > MOST_RULES or len(terms.ladder) > MOST_STEPS:
        raise _invalid("separation", f"at most {MOST_RULES} rules, and {MOST_STEPS} steps in the ladder")
    for i, rule in enumerate(terms.separation):
        sizes = (rule.horizontal_m, rule.vertical_m, rule.minutes)
        if not all(math.isfinite(size) and 0 <= size <= 200_000 for size in sizes) or not any(sizes):
            raise _invalid(f"separation[{i}]", "metres and minutes from 0 to 200,000, one of them above 0")
    if terms.separation and terms.level in (Level.NOTIFICATION, Level.INFORMATION):
        raise _invalid("separation", f"the level {terms.level} knows no separation")
    hours = (terms.lead_times.urgent_h, terms.lead_times.standard_h)
    if not 0 <= hours[0] <= hours[1] <= 24 * 60:
        raise _invalid("lead_times", "hours: 0 <= urgent <= standard <= 1,440")
    within = terms.acknowledge_within
    if not 0 < within.distress_s <= within.urgent_s <= within.routine_s <= 30 * 86_400:
        raise _invalid("acknowledge_within", "seconds: 0 < distress <= urgent <= routine <= 30 days")
    if not (terms.test_every_h == 0 or 0.25 <= terms.test_every_h <= 24 * 31):
        raise _invalid("test_every_h", "hours from 0.25 to 744, or 0 for no tests")
    if not 30 <= terms.test_within_s <= 86_400:
        raise _invalid("test_within_s", "seconds from 30 to 86,400")
    if not 0 <= terms.notice_distance_m <= 200_000:
        raise _invalid("notice_distance_m", "metres from 0 to 200,000")
    after = [step.after_s for step in terms.ladder]
    if after != sorted(set(after)) or any(not step.role or step.after_s < 0 for step in terms.ladder):
        raise _invalid("ladder", "steps in order, each later than the one before and with a role")


def evolve(state: Office, event: AgreementEvent) -> None:
    """The state after the event."""
    match event:
        case AgreementPut():
            if _begins_anew(state, event):
                state.to_meet[event.agreement.id] = ""
            state.keep_agreement(event.agreement)
            feed.tell(state, event.tell)
        case AgreementForgotten():
            state.drop_agreement(event.id)
            feed.tell(state, event.tell)
        case PlansMet(after=None):
            state.to_meet.pop(event.id, None)
        case PlansMet():
            state.to_meet[event.id] = event.after or ""


def invert(state: Office, event: AgreementEvent) -> tuple[AgreementEvent | Untold, ...]:
    """What takes the state back to where it is before the event."""
    if isinstance(event, PlansMet):
        return (PlansMet(event.id, state.to_meet.get(event.id)),)
    agreement_id = event.agreement.id if isinstance(event, AgreementPut) else event.id
    old = state.agreements.get(agreement_id)
    back = AgreementForgotten(agreement_id, "") if old is None else AgreementPut(old, AgreementCause.UNDONE, "")
    met = PlansMet(agreement_id, state.to_meet.get(agreement_id))
    again = isinstance(event, AgreementPut) and _begins_anew(state, event)
    return (back, *((met,) if again else ()), *feed.untell(event.tell))


def party_of(event: AgreementEvent) -> str:
    """Whose change it was."""
    return event.party if isinstance(event, PlansMet) else event.by


def _begins_anew(state: Office, event: AgreementPut) -> bool:
    """Whether other terms hold from now on, or the same ones again after a suspension."""
    old, new = state.agreements.get(event.agreement.id), event.agreement
    if event.cause is AgreementCause.UNDONE or new.terms is None or new.ending or new.suspension:
        return False
    return old is None or old.terms != new.terms or old.suspension is not None


def _propose_first(state: Office, command: Propose, now_us: int) -> tuple[tuple[AgreementPut, ...], Agreement]:
    if command.version:
        raise Refusal("not-found", f"no agreement {command.id}", field="id")
    parties = command.parties
    if not 2 <= len(set(parties)) <= MOST_PARTIES or len(set(parties)) != len(parties) or command.party not in parties:
        raise _invalid("parties", f"2 to {MOST_PARTIES} different parties, you among them")
    for party in parties:
        taking_part(state, party)
    if any(speaks_for(state, whole, part) for whole in parties for part in parties if whole != part):
        raise _invalid("parties", "a coalition and its member are not two sides")
    check_terms(command.terms, parties, now_us)
    offer = Offer(command.terms, command.party, now_us)
    return _put(Agreement(command.id, 1, tuple(sorted(parties)), offer), AgreementCause.PROPOSED, command.party)


def _propose_other(old: Agreement, command: Propose, now_us: int) -> tuple[tuple[AgreementPut, ...], Agreement]:
    if command.version != old.version:
        raise Refusal("stale-version", f"the version is {old.version} now; read it again", field="version")
    if old.offer is not None and old.offer.by != command.party:
        raise Refusal("offer-stands", f"{old.offer.by}'s offer stands: sign it, or ask them to retract it", field="id")
    if set(command.parties) != set(old.parties):
        raise _invalid("parties", "the parties of an agreement do not change; propose another one")
    check_terms(command.terms, old.parties, now_us)
    offer = Offer(command.terms, command.party, now_us)
    return _put(_next(old, offer=offer), AgreementCause.PROPOSED, command.party)


def _sign(state: Office, old: Agreement, command: Sign, now_us: int) -> tuple[tuple[AgreementPut, ...], Agreement]:
    offer = old.offer
    if offer is None:
        raise Refusal("nothing-proposed", "there is nothing to sign", field="id")
    if command.version not in (None, old.version):
        raise Refusal("stale-version", f"the version is {old.version} now; read it again", field="version")
    if command.digest != digest_of(offer.terms, old.parties):
        raise Refusal("stale-offer", "these are not the terms that are proposed now; read them again", field="digest")
    if any(signature.party == command.party for signature in offer.signatures):
        raise Refusal("already-signed", f"{command.party} has signed", field="id")
    if not command.person.strip():
        raise Refusal("terms-invalid", "name the person who signs", field="person")
    check_name(command.person, "terms-invalid", "person")
    if offer.terms.end_us <= now_us:
        raise _invalid("end", "the time of these terms is over")
    for party in old.parties:
        taking_part(state, party)
    signatures = (*offer.signatures, Signature(command.party, command.person, now_us, command.digest))
    if {signature.party for signature in signatures} == set(old.parties):
        made = _next(old, terms=offer.terms, signatures=signatures, offer=None)
    else:
        made = _next(old, offer=msgspec.structs.replace(offer, signatures=signatures))
    return _put(made, AgreementCause.SIGNED, command.party)


def _suspend(old: Agreement, command: Suspend, now_us: int) -> tuple[tuple[AgreementPut, ...], Agreement]:
    if old.terms is None or now_us >= old.terms.end_us:
        raise Refusal("not-in-force", f"agreement {old.id} is not in force", field="id")
    if not command.reason:
        if old.suspension is None:
            raise Refusal("not-in-force", "it is not suspended", field="id")
        if old.suspension.by != command.party:
            raise Refusal("not-yours", f"{old.suspension.by} declared it suspended, and resumes it", field="id")
        return _put(_next(old, suspension=None), AgreementCause.RESUMED, command.party)
    if old.suspension is not None:
        raise Refusal("already-exists", f"{old.suspension.by} has declared it suspended", field="id")
    if len(command.reason) > LONGEST_TEXT:
        raise Refusal("terms-invalid", f"at most {LONGEST_TEXT:,} characters", field="reason")
    suspension = Suspension(command.party, now_us, command.reason)
    return _put(_next(old, suspension=suspension), AgreementCause.SUSPENDED, command.party)


def _next(old: Agreement, **changes: object) -> Agreement:
    return msgspec.structs.replace(old, version=old.version + 1, **changes)


def _put(agreement: Agreement, cause: AgreementCause, by: str) -> tuple[tuple[AgreementPut, ...], Agreement]:
    return (AgreementPut(agreement, cause, by),), agreement


def _invalid(field: str, allowed: str) -> Refusal:
    return Refusal("terms-invalid", f"{field}: {allowed}", field="parties" if field == "parties" else f"terms.{field}")
