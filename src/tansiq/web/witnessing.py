"""Witnesses in service: an office that puts its log's checkpoints up and has its hosted parties' centres cosign them; a
party's own centre that follows its office's log."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from pathlib import Path
from urllib.parse import urlsplit

import structlog

from tansiq.centre.desk import CentreDesk
from tansiq.centre.hosting import Hosting, file_name
from tansiq.evidence.notes import PrivateKey
from tansiq.evidence.ring import RingRefused, read_ring, witness_key
from tansiq.gateways.office_client import OfficeClient
from tansiq.gateways.public_log.follower import LogFollower, WitnessDesk
from tansiq.gateways.public_log.link import LinkSource
from tansiq.gateways.public_log.witnesses import HereSource, LogWitnesses
from tansiq.office.entities import PartyState
from tansiq.settings import SettingRefused, Settings
from tansiq.web.log_keeping import key_file

_KEY = ".witness-key"
_log = structlog.get_logger("witness")


def key_of(desk: CentreDesk, settings: Settings) -> PrivateKey:
    """The key with which a centre cosigns, beside its journal; made where there is none. Raises `SettingRefused`."""
    path = desk.store.path.with_suffix(_KEY)
    where = urlsplit(settings.public_url).netloc or settings.audience[0]
    name = f"{where}/{file_name(desk.state.party)}/witness"
    try:
        return witness_key(path, name)
    except RingRefused as refused:
        raise SettingRefused(str(refused)) from None
    except OSError as error:
        raise SettingRefused(f"{path}: {error.strerror}") from None


def follower_of_link(desk: CentreDesk, office: OfficeClient, settings: Settings) -> LogFollower:
    """Of a party's own centre. Raises `SettingRefused`."""
    witness = WitnessDesk(desk, key_of(desk, settings))
    return LogFollower(witness, LinkSource(office), known=settings.office_log_key, party=desk.state.party)


class OfficeWitnessing:
    """An office's chore."""

    def __init__(self, witnesses: LogWitnesses, hosting: Hosting, settings: Settings, journal: Path) -> None:
        self._witnesses, self._hosting, self._settings = witnesses, hosting, settings
        self._key_file = key_file(settings, journal)
        self._followers: dict[str, LogFollower] = {}
        self._said: dict[str, str] = {}

    async def run(self) -> None:
        """Until it is cancelled. What fails is said once, and tried again."""
        while True:
            await self._take_over_keys()
            await self._tried("", self._witnesses.put_up())
            desk = self._witnesses.desk
            for hosted in self._hosting:
                party = desk.state.parties.get(hosted.party)
                if party is not None and party.state is PartyState.ADMITTED:
                    await self._tried(hosted.party, self._follow(hosted.party, hosted.desk))
            await asyncio.sleep(self._settings.witness_every_s)

    async def _take_over_keys(self) -> None:
        try:
            ring = await asyncio.to_thread(read_ring, self._key_file)
            if ring.origin != self._witnesses.log.keeper.ring.origin:
                raise RingRefused(f"{self._key_file} has keys of another log; that needs a start")
        except (RingRefused, OSError) as error:
            self._say("", str(error), "the keys that are in use go on signing")
        else:
            self._witnesses.take_over(ring)

    async def _follow(self, party: str, desk: CentreDesk) -> None:
        follower = self._followers.get(party)
        if follower is None:
            key = await asyncio.to_thread(key_of, desk, self._settings)
            follower = LogFollower(WitnessDesk(desk, key), HereSource(self._witnesses, party), party=party)
            self._followers[party] = follower
        await follower.round()

    async def _tried(self, party: str, what: Awaitable[None]) -> None:
        try:
            await what
        except Exception as error:  # noqa: BLE001  a fault of one is no other's
            self._say(party, str(error) or repr(error), "not cosigned now; it is tried again")
        else:
            self._said.pop(party, None)

    def _say(self, party: str, reason: str, meaning: str) -> None:
        if self._said.get(party) != reason:
            self._said[party] = reason
            _log.warning("witnessing", party=party, reason=reason, meaning=meaning)
