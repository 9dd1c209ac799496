"""Why a command is refused: each reason has a code for programs, a sentence for people and the fields that matter. A
centre has a `Refusal` of its own; `tansiq.centre.refusals` says why."""

from __future__ import annotations

CODES = {
    "not-found": "Nothing with this identifier is known, or it has ended.",
    "already-exists": "Something with this identifier exists; a change must name its current version.",
    "not-yours": "It belongs to another party; only that party may change it.",
    "stale-version": "The version named is not the current one.",
    "unseen-conflicts": "The key lacks the OVN of something that is in the way; the answer lists it.",
    "transition-not-allowed": "The state cannot follow the present one.",
    "subscription-needed": "In this state an operational intent needs a subscription.",
    "subscription-unknown": "The subscription named does not exist or belongs to another party.",
    "subscription-too-small": "The subscription does not hold the whole operational intent, in space and in time.",
    "subscription-full": "The implicit subscription serves as many volumes as one may.",
    "subscription-deaf": "The subscription does not notify of operational intents.",
    "subscription-in-use": "Operational intents depend on the subscription.",
    "subscription-implicit": "The office keeps this subscription with its operational intent; change that instead.",
    "nothing-to-notify": "A subscription must ask for operational intents, constraints, or both.",
    "already-founded": "The office has been opened; others apply with an invitation.",
    "not-a-party": "It does not take part in this office.",
    "invitation-unknown": "There is no such invitation, or it has ended.",
    "objection-time-invalid": "The time for objections is too short or too long.",
    "objections-closed": "The time for objections is over.",
    "profile-invalid": "Something that a party says of itself cannot be used; the field says what.",
    "not-a-coalition": "Only a coalition has members, and only parties that are none.",
    "not-asked": "The coalition has not asked this party to join.",
    "members-bound": "The members cannot change while agreements rest on them.",
    "terms-invalid": "Something in the terms cannot be agreed like this; the field says what.",
    "offer-stands": "Another side's offer stands; sign it, or ask them to retract it.",
    "nothing-proposed": "There is nothing to sign, or to retract.",
    "stale-offer": "The digest is not that of the terms proposed now.",
    "already-signed": "The party has signed already.",
    "has-ended": "It has ended, or is closed; nothing more becomes of it.",
    "not-in-force": "The agreement is not in force, or is not suspended.",
    "in-conflict": "It comes nearer to something than was agreed; the answer lists what, and what would avoid it.",
    "kind-fixed": "It is of another kind than this takes, or than it was at first.",
    "card-invalid": "Something in the description cannot be used; the field says what.",
    "second-person-needed": "One person writes a notice, another checks its coordinates.",
    "recipients-invalid": "Recipients are other parties, each named once, and not too many.",
    "adds-and-removes": "Recipients are added or taken away, not both in one request.",
    "not-shared": "No agreement in force lets the recipient see this, or see it so precisely.",
    "validity-invalid": "It ends too early or too late; it can be renewed.",
    "receipt-invalid": "A receipt says who read it, or to which unit it was passed on, and when.",
    "report-invalid": "Something in the report cannot be used; the field says what.",
    "request-invalid": "Something in the request, or in what is said to it, cannot be used; the field says what.",
    "incident-invalid": "Something that is said of the incident cannot be used; the field says what.",
    "quiet-invalid": "Something in the quiet period, or in what is said to it, cannot be used; the field says what.",
    "marking-too-strict": "What is marked so strictly goes to parties that are named, not to a group or an agreement.",
    "channel-suspended": "The channel is suspended: only distress passes.",
    "no-agreement": "No agreement holds for all of these parties: only distress passes.",
    "message-invalid": "Something in the message cannot be used; the field says what.",
    "nothing-awaited": "No acknowledgement is awaited of this party here.",
    "not-put-up": "No such checkpoint waits for witnesses now; fetch the one that does.",
    "witness-claim-missing": "A new key of a witness needs its own word for whose it is.",
    "witness-key-taken": "Another witness cosigns with this key.",
    "scope-missing": "The token lacks the scope for this.",
    "party-down": "The party is marked as down; it may not plan until that is lifted.",
    "done-before": "This was done before, by a request of the party's own centre with the same key.",
    "area-too-large": "The area is larger than the office takes in one volume, or in one request.",
    "too-many-found": "More is there than one answer lists; nothing is ever left out silently.",
    "window-missing": "Start and end times are needed.",
    "band-missing": "Lower and upper altitudes are needed.",
    "window-past": "The end lies in the past.",
    "window-too-far": "The end lies farther ahead than the office keeps.",
    "window-too-long": "The time window is longer than a subscription may last.",
    "ovn-suffix-invalid": "The requested OVN suffix is not a recent version-7 UUID, or has been used already.",
}


class Refusal(Exception):  # noqa: N818  an answer, not a fault
    """A command is not carried out, and nothing changed. One with more to say is a class of its own."""

    def __init__(self, code: str, message: str, *, field: str = "") -> None:
        assert code in CODES, code
        super().__init__(message)
        self.code, self.message, self.field = code, message, field
