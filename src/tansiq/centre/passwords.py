"""Passwords: which are taken, and how they are kept (argon2id). Hashing takes a tenth of a second and 64 MiB on
purpose; it is done on two threads of its own, and who waits for them is counted."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import os
import secrets
import threading
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION

from tansiq.centre.refusals import Refusal
from tansiq.journal.errors import Overloaded

T = TypeVar("T")

LEAST, MOST = 15, 256
"""Characters. NIST SP 800-63B-4, 3.1.1.2 asks for 15 where a password may be the only factor."""
TIME_COST, MEMORY_KIB, LANES = 3, 65_536, 1
"""RFC 9106's second recommendation, with one lane: two cores serve two people rather than one."""
_AT_ONCE, _WAITING, _NICE = 2, 64, 10
_LEAST_DIFFERENT, _LEAST_OWN = 5, 8
_COMMON = (
    "password", "passw0rd", "p@ssword", "p@ssw0rd", "passwort", "motdepasse", "contrasena", "letmein", "welcome",
    "iloveyou", "monkey", "dragon", "football", "baseball", "sunshine", "princess", "superman", "trustno1", "master",
    "shadow", "qwertyuiop", "qwertyuio", "qwerty", "asdfghjkl", "asdfgh", "zxcvbnm", "zxcvbn", "1q2w3e4r5t", "1q2w3e4r",
    "1qaz2wsx", "qazwsx", "abcdefghijklmnopqrstuvwxyz", "abcdefgh", "abc123", "0123456789", "1234567890", "123456789",
    "12345678", "123456", "12345", "9876543210", "987654321", "changeme", "default", "secret", "admin", "administrator",
    "tansiq", "coordination", "office", "test",
)  # fmt: skip


def normalised(password: str) -> str:
    """NFKC, so that a keyboard's way of writing a character makes no difference (SP 800-63B-4, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


def check_password(password: str, *about: str) -> str:
    """The password to keep, normalised. `about` are words that belong to the person: login, name, party.

    Refused: `password-refused`, where it is too short or long, or where little is left of it without the words that
    anybody would try first. There are no rules of composition, and it never has to be changed for its age.
    """
    plain = normalised(password)
    if not LEAST <= len(plain) <= MOST:
        raise Refusal(
            "password-refused", f"{LEAST} to {MOST} characters; a few words are easy to keep", field="password"
        )
    left = plain.casefold()
    words = {part for word in about for part in (word.casefold(), *word.casefold().split()) if len(part) > 2}
    for word in sorted({*words, *_COMMON}, key=len, reverse=True):
        left = left.replace(word, "")
    if len(left) < _LEAST_OWN or len(set(left)) < _LEAST_DIFFERENT:
        raise Refusal(
            "password-refused",
            "apart from words that anybody would try first, too little is left; take a few words that go together "
            "for you alone",
            field="password",
        )
    return plain


def _behind_everything_else() -> None:
    """Whoever floods the door with passwords must not slow the office down: this thread runs when nothing else does."""
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)


def _fits_nothing(time_cost: int, memory_kib: int) -> str:
    """What is compared where there is nothing to compare with: drawn, and not hashed, so that a start costs nothing; to
    compare with it costs what it costs with any other."""
    salt, hashed = (base64.b64encode(secrets.token_bytes(length)).decode().rstrip("=") for length in (16, 32))
    return f"$argon2id$v={ARGON2_VERSION}$m={memory_kib},t={time_cost},p={LANES}${salt}${hashed}"


class Passwords:
    """Hashes and compares, off the event loop and a bounded number at once."""

    def __init__(self, *, time_cost: int = TIME_COST, memory_kib: int = MEMORY_KIB) -> None:
        self._hasher = PasswordHasher(time_cost=time_cost, memory_cost=memory_kib, parallelism=LANES, type=Type.ID)
        self._threads = ThreadPoolExecutor(_AT_ONCE, "passwords", _behind_everything_else)
        self._under_way = 0
        self._nobodys = _fits_nothing(time_cost, memory_kib)

    async def hashed(self, password: str) -> str:
        """The hash to keep. Raises `Overloaded`."""
        return await self._off_the_loop(lambda: self._hasher.hash(normalised(password)))

    async def right(self, password: str, kept_hash: str) -> bool:
        """Whether it is the password; False for an empty hash, after the same time. Raises `Overloaded`."""
        return await self._off_the_loop(lambda: self._compare(normalised(password), kept_hash))

    def outdated(self, kept_hash: str) -> bool:
        """Whether the hash was made under other parameters than today's."""
        return self._hasher.check_needs_rehash(kept_hash)

    def close(self) -> None:
        """Ends the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _compare(self, password: str, kept_hash: str) -> bool:
        try:
            return self._hasher.verify(kept_hash or self._nobodys, password) and bool(kept_hash)
        except (VerificationError, InvalidHashError):
            return False

    async def _off_the_loop(self, work: Callable[[], T]) -> T:
        if self._under_way >= _WAITING:
            raise Overloaded(f"{_WAITING} people are signing in already")
        self._under_way += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._under_way -= 1
