"""One-time codes by time (RFC 6238: six digits, SHA-1, 30 s, as authenticator apps expect) and recovery codes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from urllib.parse import quote

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

STEP_S, DIGITS, SECRET_BYTES = 30, 6, 20
RECOVERY_CODES, _RECOVERY_BYTES = 10, 10
EITHER_SIDE = 1
"""Steps that a phone's clock may be off."""


def new_secret() -> bytes:
    """160 random bits, as RFC 4226, 4 recommends."""
    return os.urandom(SECRET_BYTES)


def code_at(secret: bytes, step: int) -> str:
    """The code of a time step."""
    return TOTP(secret, DIGITS, SHA1(), STEP_S).generate(step * STEP_S).decode()  # noqa: S303  RFC 6238's own


def step_at(now_us: int) -> int:
    """The time step that a moment is in."""
    return now_us // 1_000_000 // STEP_S


def step_of(secret: bytes, code: str, now_us: int) -> int | None:
    """The time step that a code belongs to, the newest first; None if it is wrong, or too old or new."""
    now = step_at(now_us)
    for step in range(now + EITHER_SIDE, now - EITHER_SIDE - 1, -1):
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode()):
            return step
    return None


def as_base32(secret: bytes) -> str:
    """The secret as authenticator apps take it by hand."""
    return base64.b32encode(secret).decode().rstrip("=")


def enrolment_uri(secret: bytes, party: str, login: str) -> str:
    """What a QR code for an authenticator app holds."""
    label = quote(f"Tansiq {party}:{login}", safe=":")
    return f"otpauth://totp/{label}?secret={as_base32(secret)}&issuer={quote(f'Tansiq {party}')}"


def new_recovery_codes() -> tuple[str, ...]:
    """Ten codes of 80 random bits, in groups of four."""
    return tuple(
        _grouped(base64.b32encode(os.urandom(_RECOVERY_BYTES)).decode().lower()) for _ in range(RECOVERY_CODES)
    )


def recovery_digest(code: str) -> str:
    """What is kept of a recovery code; spaces, hyphens and case make no difference."""
    plain = "".join(mark for mark in code.lower() if mark not in " -")
    return hashlib.sha256(plain.encode()).hexdigest()


def _grouped(code: str) -> str:
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))
