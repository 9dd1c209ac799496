"""Witnesses in service: an office that puts its log's checkpoints up, has its hosted parties' centres cosign them, and
pushes them to witnesses outside; a party's own centre that follows its office's log, and compares what others saw."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable
from itertools import groupby
from urllib.parse import urlsplit

import structlog

from tansiq.centre.closed import CentreClosed
from tansiq.centre.desk import CentreDesk
from tansiq.centre.hosting import Hosted, Hosting, file_name
from tansiq.centre.kept import WITNESS_KEY
from tansiq.centre.refusals import Refusal
from tansiq.centre.witnessing import WatchLog
from tansiq.evidence.notes import NoteInvalid, PrivateKey, PublicKey
from tansiq.evidence.ring import RingRefused, witness_key
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

_log = structlog.get_logger("witness")


def key_name(party: str, settings: Settings) -> str:
    """What the key is called with which a party's centre cosigns, when it is made."""
    where = urlsplit(settings.public_url).netloc or settings.audience[0]
    return f"{where}/{file_name(party)}/witness"


def key_of(desk: CentreDesk, settings: Settings) -> PrivateKey:
    """The key with which a centre cosigns, beside its journal; made where there is none. Raises `SettingRefused`."""
    path = desk.store.path.with_suffix(WITNESS_KEY)
    try:
        return witness_key(path, key_name(desk.state.party, settings))
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
    """An office's chore; and its hosted witnesses, of which each node has all: what one may cosign is decided in its
    centre's journal, whichever node is asked."""

    def __init__(self, witnesses: LogWitnesses, hosting: Hosting, settings: Settings) -> None:
        self._witnesses, self._hosting, self._settings = witnesses, hosting, settings
        self._logs = logs_named(settings)
        self._watches: dict[str, Watch] = {}
        self._making = asyncio.Lock()
        self._said: dict[str, str] = {}
        self._said_of_keys: set[tuple[str, str]] = set()

    async def run(self) -> None:
        """Until it is cancelled; of an office's nodes at one. What fails is said once, and tried again."""
        while True:
            await self._tried("", self._witnesses.put_up())
            for hosted in self._hosting:
                if self._takes_part(hosted.party):
                    await self._tried(hosted.party, self._follow(hosted))
            await self._tried("", self._witnesses.take_gathered())
            await asyncio.sleep(self._settings.witness_every_s)

    async def watch_of(self, party: str) -> Watch | None:
        """The witness that a hosted party's centre is, with all that it has cosigned at any node; None where it is not
        hosted, or is none now. Raises `StoreUnavailable`."""
        try:
            hosted = await self._hosting.arrive(party)
        except CentreClosed:
            return None
        return None if hosted is None else await self._witness(hosted)

    async def by_key(self, key_id: str) -> WitnessDesk | None:
        """The hosted centre that cosigns with the key of this identifier. It is told by its key and not by its party:
        who takes part is nobody's business outside."""
        for hosted in self._hosting:
            watch = await self._witness(hosted)
            if watch is not None and watch.witness.key.public.id.hex() == key_id:
                return watch.witness
        return None

    def _takes_part(self, party: str) -> bool:
        known = self._witnesses.desk.state.parties.get(party)
        return known is not None and known.state is PartyState.ADMITTED

    async def _follow(self, hosted: Hosted) -> None:
        await (await self._watch(hosted)).follower.round()

    async def _witness(self, hosted: Hosted) -> Watch | None:
        if not self._takes_part(hosted.party):
            return None
        try:
            return await self._watch(hosted)
        except Exception as error:  # noqa: BLE001  a fault of one is no other's
            self._say(hosted.party, str(error) or repr(error), "it is no witness now; it is tried again")
            return None

    async def _watch(self, hosted: Hosted) -> Watch:
        party, desk = hosted.party, hosted.desk
        if (found := self._of(hosted)) is not None:
            return found
        async with self._making:
            if (found := self._of(hosted)) is not None:
                return found
            key = await self._hosting.witness_key(hosted, key_name(party, self._settings))
            witness = WitnessDesk(desk, key)
            await _watch_others(desk, self._logs)
            source = HereSource(self._witnesses, party)
            follower = LogFollower(witness, source, party=party, said_of_keys=self._said_of_keys)
            made = self._watches[party] = Watch(witness, follower)
            return made

    def _of(self, hosted: Hosted) -> Watch | None:
        watch = self._watches.get(hosted.party)
        return watch if watch is not None and watch.witness.desk is hosted.desk else None

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
