"""What a centre knows of its people and programs. Frozen; whatever could open a door is kept out of `repr`."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

import msgspec

from tansiq.centre.roles import Role


class PersonState(StrEnum):
    """Whether somebody may sign in."""

    ACTIVE = "active"
    BLOCKED = "blocked"
    LEFT = "left"


class Means(StrEnum):
    """With what somebody signed in."""

    PASSWORD = "password"  # noqa: S105  a word, not a secret
    TOTP = "totp"
    RECOVERY_CODE = "recovery-code"
    OIDC = "oidc"


class Outcome(StrEnum):
    """What came of a sign-in."""

    DONE = "done"
    UNKNOWN_LOGIN = "unknown-login"
    WRONG_PASSWORD = "wrong-password"  # noqa: S105
    NO_PASSWORD = "no-password"  # noqa: S105
    NOT_ACTIVE = "not-active"
    CODE_MISSING = "code-missing"
    WRONG_CODE = "wrong-code"
    OIDC_REFUSED = "oidc-refused"


def login_key(login: str) -> str:
    """Logins with one key are one login: compatibility forms (NFKC) and case make no difference."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", login).casefold())


class Person(msgspec.Struct, frozen=True):
    """Somebody who works for the party. `login` is unique in the party by its `login_key`."""

    id: str
    version: int
    login: str
    name: str
    roles: tuple[Role, ...]
    since_us: int
    state: PersonState = PersonState.ACTIVE
    languages: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""


class Link(msgspec.Struct, frozen=True):
    """A one-time secret with which a person sets a password: its SHA-256, and until when it stands."""

    digest: str
    until_us: int

    def __repr__(self) -> str:
        return f"Link(until_us={self.until_us})"


class Totp(msgspec.Struct, frozen=True):
    """One-time codes (RFC 6238). `sealed` is the secret under the centre's key file; `last_step` the time step of the
    newest code that was taken: no code at or before it is taken again."""

    sealed: str
    since_us: int
    last_step: int

    def __repr__(self) -> str:
        return f"Totp(since_us={self.since_us})"


class Identity(msgspec.Struct, frozen=True):
    """Who a person is to an identity provider: the pair that never changes (OpenID Connect Core, 2)."""

    issuer: str
    subject: str


class Credentials(msgspec.Struct, frozen=True):
    """How a person signs in. `password_hash` is argon2id in PHC form; `pending_totp` a sealed secret that no code has
    confirmed yet; `recovery` the SHA-256 of each code that is left."""

    person: str
    password_hash: str = ""
    password_us: int = 0
    link: Link | None = None
    totp: Totp | None = None
    pending_totp: str = ""
    recovery: tuple[str, ...] = ()
    identity: Identity | None = None

    def __repr__(self) -> str:
        return f"Credentials(person={self.person!r}, password={bool(self.password_hash)}, totp={self.totp is not None})"


class Session(msgspec.Struct, frozen=True):
    """Somebody has signed in. `digest` is the SHA-256 of the token in the cookie; `seen_us` lags behind use by a few
    minutes; `until_us` is the end whatever happens."""

    id: str
    person: str
    digest: str
    made_us: int
    seen_us: int
    until_us: int
    address: str
    agent: str
    means: tuple[Means, ...]

    def __repr__(self) -> str:
        return f"Session(id={self.id!r}, person={self.person!r}, until_us={self.until_us})"


class SignIn(msgspec.Struct, frozen=True):
    """One attempt to sign in. `person` is empty where the login was unknown: what was typed is not kept, for people
    type passwords there."""

    number: int
    at_us: int
    person: str
    address: str
    means: tuple[Means, ...]
    outcome: Outcome


class Program(msgspec.Struct, frozen=True):
    """A program that may ask for tokens in the party's name. Of its 256 random bits a plain SHA-256 is kept."""

    name: str
    version: int
    scopes: tuple[str, ...]
    secret_digest: str
    made_us: int
    secret_us: int
    withdrawn: bool = False

    def __repr__(self) -> str:
        return f"Program(name={self.name!r}, scopes={self.scopes!r}, withdrawn={self.withdrawn})"
