"""Witnesses in service: an office that puts its log's checkpoints up, has its hosted parties' centres cosign them, and
pushes them to witnesses outside; a party's own centre that follows its office's log, and compares what others saw."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

import structlog

from tansiq.centre.desk import CentreDesk
from tansiq.centre.hosting import Hosting, file_name
from tansiq.centre.refusals import Refusal
from tansiq.centre.witnessing import WatchLog
from tansiq.evidence.notes import NoteInvalid, PrivateKey, PublicKey
from tansiq.evidence.ring import RingRefused, read_ring, witness_key
from tansiq.gateways.contract import Problem
from tansiq.gateways.office_client import OfficeClient
from tansiq.gateways.public_log.comparing import Comparing, Other
from tansiq.gateways.public_log.follower import LogFollower, WitnessDesk
from tansiq.gateways.public_log.link import LinkSource
from tansiq.gateways.public_log.outside import Named, OutsideWitness, OutsideWitnesses
from tansiq.gateways.public_log.watch import Watch
from tansiq.gateways.public_log.way import Way
from tansiq.gateways.public_log.witnesses import HereSource, LogWitnesses
from tansiq.gateways.webhooks import check_url
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


def outside_named(settings: Settings) -> tuple[Named, ...]:
    """The witnesses outside. Raises `SettingRefused`."""
    found: list[Named] = []
    for written in settings.witness:
        try:
            named = Named.read(
                written, allow_http=settings.allow_http_urls, allow_private=settings.allow_private_webhooks
            )
        except NoteInvalid as invalid:
            raise SettingRefused(f"--witness {written}: {invalid}; the form is 'URL KEY'") from None
        if any(one.key.key == named.key.key for one in found):
            raise SettingRefused(f"--witness {written}: this key is named twice, and would count once")
        found.append(named)
    return tuple(found)


def logs_named(settings: Settings) -> tuple[tuple[str, ...], ...]:
    """The keys of the logs of others that are watched, log by log. Raises `SettingRefused`."""
    keys = []
    for written in settings.watch_log:
        try:
            keys.append(PublicKey.read(written))
        except NoteInvalid as invalid:
            raise SettingRefused(f"--watch-log {written}: {invalid}") from None
    by_log = groupby(sorted(keys, key=lambda key: key.name), key=lambda key: key.name)
    return tuple(tuple(key.written() for key in some) for _, some in by_log)


def outside_of(witnesses: LogWitnesses, named: Iterable[Named], settings: Settings) -> OutsideWitnesses:
    """What pushes to them."""
    allow = settings.allow_private_webhooks
    return OutsideWitnesses([OutsideWitness(one, witnesses, allow_private=allow) for one in named])


async def watch_of_link(desk: CentreDesk, office: OfficeClient, settings: Settings) -> Watch:
    """Of a party's own centre. Raises `SettingRefused`."""
    others = []
    for url in settings.compare_with:
        try:
            check_url(url, "", allow_http=settings.allow_http_urls, allow_private=settings.allow_private_webhooks)
        except Problem as problem:
            raise SettingRefused(f"--compare-with {url}: {problem.message}") from None
        others.append(Other(Way(url, allow_private=settings.allow_private_webhooks)))
    witness = WitnessDesk(desk, key_of(desk, settings))
    await _watch_others(desk, logs_named(settings))
    source = LinkSource(office)
    follower = LogFollower(witness, source, known=settings.office_log_key, party=desk.state.party)
    return Watch(witness, follower, Comparing(witness, source, others))


async def _watch_others(desk: CentreDesk, logs: Iterable[tuple[str, ...]]) -> None:
    for keys in logs:
        try:
            await desk.submit(WatchLog(keys))
        except Refusal as refusal:
            meaning = "its checkpoints are not cosigned by these keys"
            _log.warning("log-not-watched", party=desk.state.party, reason=refusal.message, meaning=meaning)


class OfficeWitnessing:
    """An office's chore."""

    def __init__(self, witnesses: LogWitnesses, hosting: Hosting, settings: Settings, journal: Path) -> None:
        self._witnesses, self._hosting, self._settings = witnesses, hosting, settings
        self._key_file = key_file(settings, journal)
        self._logs = logs_named(settings)
        self._watches: dict[str, Watch] = {}
        self._said: dict[str, str] = {}
        self._said_of_keys: set[tuple[str, str]] = set()

    async def run(self) -> None:
        """Until it is cancelled. What fails is said once, and tried again."""
        while True:
            await self._take_over_keys()
            await self._tried("", self._witnesses.put_up())
            for hosted in self._hosting:
                if self._takes_part(hosted.party):
                    await self._tried(hosted.party, self._follow(hosted.party, hosted.desk))
            await self._tried("", self._witnesses.take_gathered())
            await asyncio.sleep(self._settings.witness_every_s)

    def watch_of(self, party: str) -> Watch | None:
        """The witness that a hosted party's centre is; None before its first round, or where it is not hosted."""
        return self._watches.get(party)

    def by_key(self, key_id: str) -> WitnessDesk | None:
        """The hosted centre that cosigns with the key of this identifier. It is told by its key and not by its party:
        who takes part is nobody's business outside."""
        for party, watch in self._watches.items():
            if watch.witness.key.public.id.hex() == key_id and self._takes_part(party):
                return watch.witness
        return None

    def _takes_part(self, party: str) -> bool:
        known = self._witnesses.desk.state.parties.get(party)
        return known is not None and known.state is PartyState.ADMITTED

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
        watch = self._watches.get(party)
        if watch is None or watch.witness.desk is not desk:
            witness = WitnessDesk(desk, await asyncio.to_thread(key_of, desk, self._settings))
            await _watch_others(desk, self._logs)
            source = HereSource(self._witnesses, party)
            follower = LogFollower(witness, source, party=party, said_of_keys=self._said_of_keys)
            watch = self._watches[party] = Watch(witness, follower)
        await watch.follower.round()

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
