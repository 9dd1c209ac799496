"""Why a centre refuses: each reason has a code for programs, a sentence for people and the field that matters.

The office has a `Refusal` of its own. They are two on purpose: each room owns its codes, says more in its own way (here
how long to wait, there what is in the way), and a refusal of the one can never be taken for the other's, which would be
answered with another status, in another language's form.
"""

from __future__ import annotations

CODES = {
    "centre-opened": "The centre has been opened already.",
    "sign-in-refused": "Login or password is wrong, or this person may not sign in. Which of these is not said.",
    "code-needed": "The password is right; a one-time code is needed, too.",
    "code-refused": "The one-time code is wrong, or has been used.",
    "too-many-tries": "There were too many wrong tries; the answer says how long to wait.",
    "sign-in-again": "To give rights, or give or take a way to sign in, one must have signed in within 15 minutes.",
    "link-unknown": "There is no such one-time secret, or it has been used, replaced, or has ended.",
    "password-refused": "The password is too short, too long, or among the first that anybody would try.",
    "password-wrong": "The present password is another.",
    "login-taken": "Somebody at this party has this login.",
    "person-unknown": "The party has no such person.",
    "person-invalid": "Something that is said of a person cannot be used; the field says what.",
    "person-changed": "The version named is not the current one.",
    "person-inactive": "The person is blocked or has left.",
    "own-roles": "Nobody gives themselves more rights; another administrator does.",
    "last-administrator": "Somebody must be left who can administer the party.",
    "totp-on": "One-time codes are asked for already.",
    "totp-off": "No one-time codes are asked for, or none is being set up.",
    "session-unknown": "There is no such session, or it has ended.",
    "program-unknown": "The party has no such program, or it has been withdrawn.",
    "program-exists": "The party has, or had, a program of this name.",
    "program-invalid": "Something that is said of a program cannot be used; the field says what.",
    "endpoint-unknown": "The party has no such endpoint.",
    "endpoint-exists": "Something is delivered there already.",
    "endpoint-invalid": "Something that is said of an endpoint cannot be used; the field says what.",
    "endpoint-changed": "The version named is not the current one.",
    "oidc-unknown": "The party does not sign in with an identity provider here.",
    "oidc-refused": "The identity provider's answer proves nothing, or names nobody who may sign in.",
    "mirror-moved": "What the office showed goes on from another place than where the mirror stands.",
    "feed-broken": "Items of the office's feed are missing, or came out of order.",
    "outbox-full": "As many changes wait for the office as the centre can keep.",
    "key-reused": "The key was sent with another request; nothing was done.",
    "errand-settled": "Another errand is the one that waits for its answer.",
    "draft-unknown": "There is no such draft.",
    "draft-changed": "The version or digest named is not the current one.",
    "draft-invalid": "The draft cannot be kept, or not be released as it is.",
    "draft-own": "Whoever has written in a draft does not check it.",
    "draft-released": "It has been released as a notice; change that.",
    "draft-unchecked": "Nobody else has checked it yet.",
    "hand-over-unknown": "There is no such hand-over.",
    "hand-over-invalid": "Something in the hand-over cannot be used; the field says what.",
    "template-unknown": "There is no such template.",
    "template-invalid": "Something in the template cannot be used; the field says what.",
    "keys-not-believed": "What is said to be a log's keys is not vouched for by a key that is believed.",
    "contradiction-invalid": "What is said to be evidence against a log shows nothing, or is of another log.",
    "too-many": "The party has as many as one may have.",
}


class Refusal(Exception):  # noqa: N818  an answer, not a fault
    """A command is not carried out, and nothing changed. `wait_s`: how long until another try is looked at."""

    def __init__(self, code: str, message: str, *, field: str = "", wait_s: int = 0) -> None:
        assert code in CODES, code
        super().__init__(message)
        self.code, self.message, self.field, self.wait_s = code, message, field, wait_s
