"""The door: hashes under new parameters, what is written down in use, and how much at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from argon2.exceptions import VerifyMismatchError

from tansiq.centre.hosting import Hosted, Hosting
from tansiq.centre.passwords import Passwords
from tansiq.centre.people import Invite, Profile
from tansiq.centre.reception import Reception, digest_of, new_secret, party_of
from tansiq.centre.refusals import Refusal
from tansiq.centre.roles import Role
from tansiq.centre.rules import HOUR_US, MINUTE_US
from tansiq.journal.errors import Overloaded

FULL_WIDTH, PLAIN = "ｃｏｒｒｅｃｔ horse battery staple", "correct horse battery staple"
HERE = ("192.0.2.1", "a browser")


class Clock:
    def __init__(self) -> None:
        self.now_us = 1_700_000_000_000_000

    def __call__(self) -> int:
        return self.now_us


def cheap(time_cost: int = 1) -> Passwords:
    return Passwords(time_cost=time_cost, memory_kib=8)


def test_where_there_is_no_password_the_comparison_is_a_whole_one_and_fails() -> None:
    passwords = cheap(time_cost=2)
    assert not passwords.outdated(passwords._nobodys), "it costs what others do not"
    with pytest.raises(VerifyMismatchError):  # and no other error, which would come sooner
        passwords._hasher.verify(passwords._nobodys, PLAIN)
    assert asyncio.run(passwords.right(PLAIN, "")) is False


async def opened(folder: Path, clock: Clock, passwords: Passwords | None = None) -> tuple[Reception, Hosted]:
    hosting = Hosting.in_folder(folder, clock=clock)
    hosting.open()
    return Reception(hosting, passwords or cheap()), await hosting.make("relief")


async def take_in(reception: Reception, hosted: Hosted, password: str = PLAIN) -> None:
    secret = new_secret("relief")
    profile = Profile("amal", "Amal", frozenset({Role.OBSERVER}))
    await hosted.desk.submit(Invite("", "p1", profile, digest_of(secret)))
    await reception.set_password(secret, password, HERE[0])


async def close(reception: Reception) -> None:
    await reception.close()
    await reception.hosting.close()


def kinds(hosted: Hosted) -> list[str]:
    return [entry.header.kind for entry in hosted.desk.store.read()]


async def settled(question: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not question():
            await asyncio.sleep(0.01)


def test_a_hash_under_older_parameters_is_made_anew_and_still_is_that_password(tmp_path: Path) -> None:
    async def run() -> None:
        clock = Clock()
        reception, hosted = await opened(tmp_path, clock)
        await take_in(reception, hosted, FULL_WIDTH)
        before = hosted.desk.state.credentials["p1"].password_hash
        await close(reception)
        reception, hosted = await opened(tmp_path, clock, cheap(time_cost=2))
        await reception.sign_in("relief", "AMAL", FULL_WIDTH, "", *HERE)
        await settled(lambda: hosted.desk.state.credentials["p1"].password_hash != before)
        assert ",t=2," in hosted.desk.state.credentials["p1"].password_hash
        await reception.sign_in("relief", "amal", PLAIN, "", *HERE)
        assert kinds(hosted).count("credentials.put") == 3, "it was made anew twice"
        await close(reception)

    asyncio.run(run())


def test_use_is_written_down_every_few_minutes_and_not_with_every_request(tmp_path: Path) -> None:
    async def run() -> None:
        clock = Clock()
        reception, hosted = await opened(tmp_path, clock)
        await take_in(reception, hosted)
        token = (await reception.sign_in("relief", "amal", PLAIN, "", *HERE)).token
        written = len(kinds(hosted))
        for _ in range(100):
            clock.now_us += MINUTE_US // 25
            assert reception.caller(token) is not None
        await asyncio.sleep(0)
        assert len(kinds(hosted)) == written
        clock.now_us += 2 * MINUTE_US
        for _ in range(100):
            assert reception.caller(token) is not None
        await settled(lambda: len(kinds(hosted)) == written + 1)
        clock.now_us += 30 * MINUTE_US
        assert reception.caller(token, in_use=False) is not None
        await asyncio.sleep(0)
        assert len(kinds(hosted)) == written + 1, "to be looked at is no use"
        clock.now_us += 31 * MINUTE_US
        assert reception.caller(token) is None
        await close(reception)

    asyncio.run(run())


def test_no_more_passwords_are_compared_than_may_wait(tmp_path: Path) -> None:
    async def run() -> None:
        reception, hosted = await opened(tmp_path, Clock())
        await take_in(reception, hosted)
        tries = (
            reception.sign_in("relief", f"somebody{n}", PLAIN, "", f"198.51.{n // 100}.{n % 100}", "")
            for n in range(300)
        )
        answers = await asyncio.gather(*tries, return_exceptions=True)
        assert {type(answer) for answer in answers} == {Refusal, Overloaded}
        assert sum(isinstance(answer, Refusal) for answer in answers) == 64
        await settled(lambda: kinds(hosted).count("sign-in.noted") == 64)
        await close(reception)

    asyncio.run(run())


def test_of_unknown_logins_only_so_many_an_hour_are_put_on_record(tmp_path: Path) -> None:
    async def run() -> None:
        clock = Clock()
        reception, hosted = await opened(tmp_path, clock)
        for hours in (1, 2):
            for n in range(150):
                with pytest.raises(Refusal):
                    await reception.sign_in("relief", f"somebody{n}", PLAIN, "", f"198.51.{n // 100}.{n % 100}", "")
            await reception.close()
            reception = Reception(reception.hosting, cheap())
            assert kinds(hosted).count("sign-in.noted") == 100 * hours
            clock.now_us += HOUR_US
        assert len(hosted.desk.state.sign_ins) == 200
        await close(reception)

    asyncio.run(run())


def test_what_changes_how_one_signs_in_needs_a_recent_sign_in(tmp_path: Path) -> None:
    async def run() -> None:
        clock = Clock()
        reception, hosted = await opened(tmp_path, clock)
        await take_in(reception, hosted)
        done = await reception.sign_in("relief", "amal", PLAIN, "", *HERE)
        clock.now_us += 15 * MINUTE_US - 1
        await reception.begin_totp(done.caller)
        clock.now_us += 1
        with pytest.raises(Refusal) as refused:
            await reception.begin_totp(done.caller)
        assert refused.value.code == "sign-in-again"
        await close(reception)

    asyncio.run(run())


@pytest.mark.parametrize("party", ["relief", "a.b:c", "فريق", "x" * 256])
def test_a_secret_names_its_party_and_nothing_else_does(party: str) -> None:
    assert party_of(new_secret(party)) == party
    for wrong in ("", ".", "x", "é.x", "AAA", "____.x", "x" * 3_000 + ".y"):
        assert party_of(wrong) in ("", "\xff\xff\xff")
