"""The folder of centres: one journal for each party, whatever it is called; a damaged one stops nobody else."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.centre.credentials import BeginTotp, ConfirmTotp, SetPassword
from tansiq.centre.desk import open_desk
from tansiq.centre.entities import Credentials, Totp
from tansiq.centre.hosting import CentreClosed, Hosting, file_name
from tansiq.centre.people import Invite, Profile
from tansiq.centre.roles import Role
from tansiq.centre.sealing import KeyMissing, Seal
from tansiq.journal.errors import Overloaded
from tests.serving import Identity, running_office
from tests.web.browsing import GOOD, Browser, administrator_token, browser_of, invite, person

PROFILE = Profile("amal", "Amal", frozenset({Role.ADMINISTRATOR}))
names = st.text(min_size=1, max_size=256)


@given(names, names)
def test_every_party_has_a_safe_name_of_its_own(one: str, other: str) -> None:
    made = file_name(one)
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_%~")
    assert len(made) <= 200
    assert (made == file_name(other)) == (one == other)


@pytest.mark.parametrize("party", ["..", ".", "/etc/passwd", "a/b", "a%2Fb", "a.db", "x" * 256, "فريق", "~", "\0"])
def test_a_centre_is_found_again_under_any_name(tmp_path: Path, party: str) -> None:
    async def run() -> None:
        hosting = Hosting.in_folder(tmp_path / "centres")
        made = await hosting.make(party)
        await made.desk.submit(Invite("", "p1", PROFILE, "digest"))
        await hosting.close()
        again = Hosting.in_folder(tmp_path / "centres")
        again.open()
        assert not again.closed
        found = again.find(party)
        assert found is not None
        assert (found.party, list(found.desk.state.people)) == (party, ["p1"])
        await again.close()

    asyncio.run(run())
    assert {path.parent for path in tmp_path.rglob("*.db")} == {tmp_path / "centres"}


def test_a_damaged_centre_stops_neither_the_others_nor_the_office(tmp_path: Path, identity: Identity) -> None:
    journal = tmp_path / "office.db"
    with running_office(journal, identity.public_file) as office:
        person(office, identity, "sound", "amal")
        person(office, identity, "damaged", "amal")
        kept = browser_of(office, "damaged", "amal")
    path = tmp_path / "centres" / "damaged.db"
    content = bytearray(path.read_bytes())
    place = content.index(b'"login":"amal"')
    content[place : place + 14] = b'"login":"evil"'
    path.write_bytes(content)
    with running_office(journal, identity.public_file) as office:
        assert browser_of(office, "sound", "amal")
        assert office.call("GET", "/readyz")[0] == 200
        for status, document in (
            Browser(office).sign_in("damaged", "amal"),
            office.call("POST", "/api/v1/people", administrator_token(identity, "damaged"), {
                "login": "x", "name": "X", "roles": ["observer"],
            }),
        ):  # fmt: skip
            assert (status, document["code"]) == (503, "centre-closed")
            assert "operator" in document["detail"]
        kept.http.base_url = office.url
        assert kept.ask("GET", "/api/v1/session")[1]["code"] == "centre-closed"
    log = (tmp_path / "office.log").read_text()
    assert '"event":"centre-closed"' in log
    assert "is damaged at sequence" in log


def test_a_journal_under_another_partys_name_is_not_used(tmp_path: Path) -> None:
    async def run() -> None:
        hosting = Hosting.in_folder(tmp_path)
        await hosting.make("relief")
        await hosting.close()
        for path in list(tmp_path.glob("relief.db*")):
            path.rename(path.with_name(path.name.replace("relief", "army")))
        again = Hosting.in_folder(tmp_path)
        again.open()
        with pytest.raises(CentreClosed):
            again.find("army")
        assert "under another party's name" in again.closed["army"]
        await again.close()

    asyncio.run(run())


def test_without_its_key_file_a_centre_with_codes_stays_closed_and_says_so(tmp_path: Path) -> None:
    async def run() -> None:
        hosting = Hosting.in_folder(tmp_path)
        made = await hosting.make("relief")
        await made.desk.submit(Invite("", "p1", PROFILE, "digest"))
        await made.desk.submit(SetPassword("digest", "hash"))
        sealed = made.seal.seal(b"secret", "p1")
        await made.desk.submit(BeginTotp("p1", sealed))
        await made.desk.submit(ConfirmTotp("p1", "", sealed, 1, ()))
        await hosting.close()
        key = tmp_path / "relief.db.key"
        kept = key.read_bytes()
        for wrong, said in (
            (None, "is not there: restore it"),
            (b"short", "holds no key"),
            (_other_key(tmp_path), "is not the one"),
        ):
            key.unlink(missing_ok=True)
            if wrong is not None:
                key.write_bytes(wrong)
            again = Hosting.in_folder(tmp_path)
            again.open()
            assert said in again.closed["relief"], again.closed
            with pytest.raises(CentreClosed):
                again.find("relief")
            await again.close()
        key.write_bytes(kept)
        again = Hosting.in_folder(tmp_path)
        again.open()
        found = again.find("relief")
        assert found is not None
        totp = found.desk.state.credentials["p1"].totp
        assert totp is not None
        assert found.seal.unseal(totp.sealed, "p1") == b"secret"
        with pytest.raises(KeyMissing):
            found.seal.unseal(totp.sealed, "p2")
        await again.close()

    asyncio.run(run())


def _other_key(folder: Path) -> bytes:
    path = folder / "other.key"
    path.unlink(missing_ok=True)
    Seal.open(path, create=True)
    return path.read_bytes()


def test_there_are_no_more_centres_than_may_be(tmp_path: Path) -> None:
    async def run() -> None:
        hosting = Hosting.in_folder(tmp_path, most=2)
        await hosting.make("one")
        await hosting.make("two")
        assert await hosting.make("one") is hosting.find("one")
        with pytest.raises(Overloaded):
            await hosting.make("three")
        await hosting.close()

    asyncio.run(run())


def test_two_that_ask_at_once_get_one_centre(tmp_path: Path) -> None:
    async def run() -> None:
        hosting = Hosting.in_folder(tmp_path)
        made = await asyncio.gather(*(hosting.make("relief") for _ in range(5)))
        assert len({id(one) for one in made}) == 1
        await hosting.close()

    asyncio.run(run())


def test_a_centre_that_was_cut_off_before_its_first_entry_is_made_again(tmp_path: Path) -> None:
    open_desk(tmp_path / "relief.db").store.close()

    async def run() -> None:
        hosting = Hosting.in_folder(tmp_path)
        hosting.open()
        assert hosting.find("relief") is None
        assert not hosting.closed
        assert (await hosting.make("relief")).party == "relief"
        await hosting.close()

    asyncio.run(run())


def test_what_could_open_a_door_is_in_no_repr() -> None:
    shown = repr(Credentials("p1", "$argon2id$hash", totp=Totp("sealedsecret", 1, 2), recovery=("digest",)))
    assert "argon2id" not in shown
    assert "sealedsecret" not in shown
    assert "digest" not in shown
    assert "secretdigest" not in repr(SetPassword("secretdigest", "hash"))


@pytest.mark.stories
def test_a_replay_and_a_snapshot_of_a_centre_are_checked_by_the_same_command(
    tmp_path: Path, identity: Identity
) -> None:
    import subprocess
    import sys

    with running_office(tmp_path / "office.db", identity.public_file) as office:
        made = invite(office, administrator_token(identity, "relief"), "amal")
        office.call("POST", "/api/v1/accounts", None, {"secret": made["secret"], "password": GOOD})
    journal = str(tmp_path / "centres" / "relief.db")
    for command in (["snapshot", journal], ["verify", journal, "--replay"]):
        done = subprocess.run(
            [sys.executable, "-m", "tansiq.cli.main", "journal", *command], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert "holds the same state" in " ".join(done.stdout.split())
