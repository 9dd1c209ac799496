"""The limits that a centre sets itself. Part of no event: they bound what is taken in, not what happened."""

from __future__ import annotations

from dataclasses import dataclass

SECOND_US = 1_000_000
MINUTE_US = 60 * SECOND_US
HOUR_US = 60 * MINUTE_US


@dataclass(frozen=True, slots=True)
class Rules:
    """Limits on people, sessions, programs and endpoints. Times of sessions follow NIST SP 800-63B-4 at level 2: signed
    in again after 12 h whatever happens (a shift), and after an hour without a request."""

    max_people: int = 2_000
    max_programs: int = 100
    max_endpoints: int = 20
    max_sessions: int = 20
    """Of one person: the oldest ends when one more begins."""
    idle_us: int = HOUR_US
    session_us: int = 12 * HOUR_US
    renew_us: int = 5 * MINUTE_US
    """How often, at most, a session in use is written down anew."""
    link_us: int = 72 * HOUR_US
    """How long the secret stands with which a person sets a password."""
    recent_us: int = 15 * MINUTE_US
    """How long ago somebody must have signed in to change how they sign in."""
    give_up_us: int = 5 * 24 * HOUR_US
    """How long an endpoint may fail before nothing more is delivered to it."""
    kept_sign_ins: int = 25
    """Of each person, of those that went well and of those that did not; as many times eight of unknown logins."""
