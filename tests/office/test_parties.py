"""What a party may say of itself, and what is kept of an invitation's secret."""

from __future__ import annotations

import base64

import msgspec
import pytest

from tansiq.office.entities import Contact, PartyKind, Profile
from tansiq.office.invitations import Invite, WithdrawInvitation
from tansiq.office.machine import Machine, blueprint
from tansiq.office.parties import Apply, Found, check_profile, secret_digest
from tansiq.office.refusals import Refusal
from tansiq.office.rules import DAY_US, HOUR_US
from tests.office.commands import NOW_US

KEY = base64.b64encode(bytes(32)).decode()
SOUND = Profile(
    "قيادة الدفاع", PartyKind.AIR_FORCE, ("ar", "en"), (Contact("A", "duty", "+1", "a@b.c", ("ar",)),), (KEY,)
)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "profile.name"),
        ({"name": "a\nb"}, "profile.name"),
        ({"name": "x" * 2_001}, "profile.name"),
        ({"languages": ("e",)}, "profile.languages"),
        ({"languages": ("en",) * 21}, "profile.languages"),
        ({"contacts": (Contact("", "duty"),)}, "profile.contacts[0].name"),
        ({"contacts": (Contact("A", ""),)}, "profile.contacts[0].role"),
        ({"contacts": (Contact("A", "duty", phone="\x00"),)}, "profile.contacts[0].phone"),
        ({"contacts": (Contact("A", "duty"),) * 51}, "profile.contacts"),
        ({"keys": ("AAAA",)}, "profile.keys[0]"),
        ({"keys": (KEY, "not base64!")}, "profile.keys[1]"),
        ({"keys": (KEY,) * 11}, "profile.keys"),
    ],
)
def test_a_profile_that_cannot_be_used_is_refused_with_its_field(changes: dict[str, object], field: str) -> None:
    check_profile(SOUND)
    with pytest.raises(Refusal) as caught:
        check_profile(msgspec.structs.replace(SOUND, **changes))
    assert (caught.value.code, caught.value.field) == ("profile-invalid", field)


def invited() -> tuple[Machine, list[bytes]]:
    machine, written = blueprint().begin(), []
    for command in (
        Found("army", SOUND),
        Invite("army", "I", secret_digest("the secret"), "for all", NOW_US + DAY_US, HOUR_US),
    ):
        for event in machine.decide(command, NOW_US)[0]:
            machine.evolve(event)
            written.append(machine.draft(event, NOW_US)[2])
    return machine, written


def test_the_journal_does_not_hold_an_invitations_secret() -> None:
    _, written = invited()
    assert not any(b"the secret" in body for body in written)


@pytest.mark.parametrize(
    ("invitation", "secret", "later_us"), [("I", "wrong", 0), ("J", "the secret", 0), ("I", "the secret", DAY_US)]
)
def test_whatever_is_wrong_with_an_invitation_is_told_in_the_same_words(
    invitation: str, secret: str, later_us: int
) -> None:
    machine, _ = invited()
    with pytest.raises(Refusal) as caught:
        machine.decide(Apply("uss1", invitation, secret, SOUND), NOW_US + later_us)
    assert (caught.value.code, caught.value.message) == (
        "invitation-unknown",
        "there is no such invitation, or it has ended",
    )


def test_an_invitation_is_withdrawn_by_its_maker_alone_and_then_opens_nothing() -> None:
    machine, _ = invited()
    with pytest.raises(Refusal, match="does not take part"):
        machine.decide(WithdrawInvitation("uss1", "I"), NOW_US)
    for event in machine.decide(WithdrawInvitation("army", "I"), NOW_US)[0]:
        machine.evolve(event)
    with pytest.raises(Refusal, match="no such invitation"):
        machine.decide(Apply("uss1", "I", "the secret", SOUND), NOW_US)


@pytest.mark.parametrize(
    ("until_us", "objection_us", "code"),
    [
        (NOW_US, HOUR_US, "window-past"),
        (NOW_US + 400 * DAY_US, HOUR_US, "window-too-far"),
        (NOW_US + DAY_US, HOUR_US - 1, "objection-time-invalid"),
        (NOW_US + DAY_US, 61 * DAY_US, "objection-time-invalid"),
    ],
)
def test_an_invitation_has_bounds(until_us: int, objection_us: int, code: str) -> None:
    machine, _ = invited()
    with pytest.raises(Refusal) as caught:
        machine.decide(Invite("army", "J", "", "", until_us, objection_us), NOW_US)
    assert caught.value.code == code


def test_an_invitation_is_not_made_again_in_anothers_place() -> None:
    machine, _ = invited()
    with pytest.raises(Refusal) as caught:
        machine.decide(Invite("army", "I", secret_digest("other"), "", NOW_US + DAY_US, HOUR_US), NOW_US)
    assert caught.value.code == "already-exists"
