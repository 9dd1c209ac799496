"""With which HTTP status a refusal of the office, or of a centre, is answered: one for each code, in every language
(utm.yaml, `responses`, where the standard has its say)."""

from __future__ import annotations

from tansiq.centre.refusals import CODES as CENTRE_CODES
from tansiq.office.refusals import CODES

_OTHER_THAN_400 = {
    403: ("no-agreement", "not-a-party", "not-shared", "not-yours", "scope-missing", "second-person-needed"),
    404: ("not-found", "invitation-unknown"),
    409: (
        "already-exists",
        "already-founded",
        "already-signed",
        "channel-suspended",
        "done-before",
        "has-ended",
        "in-conflict",
        "members-bound",
        "not-asked",
        "not-in-force",
        "not-put-up",
        "nothing-awaited",
        "nothing-proposed",
        "objections-closed",
        "offer-stands",
        "stale-offer",
        "stale-version",
        "unseen-conflicts",
        "witness-claim-missing",
        "witness-key-taken",
    ),
    412: ("party-down",),
    413: ("area-too-large", "too-many-found"),
}

STATUS: dict[str, int] = dict.fromkeys(CODES, 400) | {
    code: status for status, codes in _OTHER_THAN_400.items() for code in codes
}

_CENTRE_OTHER_THAN_400 = {
    401: ("code-needed", "code-refused", "sign-in-refused"),
    403: ("draft-own", "oidc-refused", "own-roles", "password-wrong", "sign-in-again"),
    404: (
        "draft-unknown",
        "endpoint-unknown",
        "hand-over-unknown",
        "link-unknown",
        "oidc-unknown",
        "person-unknown",
        "program-unknown",
        "session-unknown",
        "template-unknown",
    ),
    409: (
        "centre-opened",
        "draft-changed",
        "draft-released",
        "draft-unchecked",
        "endpoint-changed",
        "endpoint-exists",
        "errand-settled",
        "feed-broken",
        "keys-not-believed",
        "last-administrator",
        "login-taken",
        "mirror-moved",
        "person-changed",
        "person-inactive",
        "program-exists",
        "too-many",
        "totp-off",
        "totp-on",
    ),
    422: ("key-reused",),
    429: ("too-many-tries",),
    503: ("outbox-full",),
}
CENTRE_STATUS = dict.fromkeys(CENTRE_CODES, 400) | {
    code: status for status, codes in _CENTRE_OTHER_THAN_400.items() for code in codes
}
assert set(CENTRE_STATUS) == set(CENTRE_CODES)
