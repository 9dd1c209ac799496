"""An office served over HTTP: opens the desk, listens at every port, keeps house, closes without losing anything."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from typing import Any

import structlog

from tansiq.centre.desk import CentreDesk
from tansiq.centre.hosting import Hosting
from tansiq.centre.reception import Reception
from tansiq.gateways import api_v1
from tansiq.gateways.api_v1.cookies import Cookies
from tansiq.gateways.api_v1.outside import HereOutside
from tansiq.gateways.f3548_dss import F3548Dss
from tansiq.gateways.interuss_aux import AuxInfo, InterussAux
from tansiq.gateways.news import OfficeNews
from tansiq.gateways.oidc_client import Provider
from tansiq.gateways.public.routes import Public
from tansiq.gateways.public_log.log import PublicLog
from tansiq.gateways.public_log.service import WitnessService
from tansiq.gateways.public_log.tlog import TransparencyLog
from tansiq.gateways.public_log.witnesses import LogWitnesses
from tansiq.gateways.report_library import ReportLibrary
from tansiq.gateways.report_words import ReportWords
from tansiq.gateways.taxii.server import Taxii
from tansiq.gateways.words import Words
from tansiq.journal.errors import JournalError
from tansiq.journal.node import Node
from tansiq.office.desk import Desk
from tansiq.office.rules import DAY_US
from tansiq.office.tidings import Tidings
from tansiq.settings import Settings
from tansiq.web import centre_server
from tansiq.web.app import Application
from tansiq.web.assembling import READ_ONLY, READY, application_of, limits_of, tiles_of
from tansiq.web.chores import (
    AnyDesk,
    Housekeeping,
    note_released,
    once,
    write_snapshot,
    write_snapshots,
)
from tansiq.web.delivering import deliverer_of, smtp_of
from tansiq.web.eraser import Eraser
from tansiq.web.forgetting import Forgetting
from tansiq.web.issuer import PROGRAM_SCOPES
from tansiq.web.link_settings import check_office
from tansiq.web.listening import server_of, stop_on_signals
from tansiq.web.log_keeping import check_common_keys, open_log
from tansiq.web.metrics import Metrics, OfficeFigures
from tansiq.web.opening import Opened, journal_of, open_office, rules_of
from tansiq.web.pasts import PastOffices
from tansiq.web.providers import providers_of
from tansiq.web.running import Chore, bound, run, say_closed
from tansiq.web.signed_in import SignedIn
from tansiq.web.trust import Trust
from tansiq.web.witnessing import OfficeWitnessing, logs_named, outside_named, outside_of

_log = structlog.get_logger("office")


def application(
    served: api_v1.Served,
    log: PublicLog,
    witnessing: OfficeWitnessing,
    settings: Settings,
    trust: Trust,
    housekeeping: Housekeeping,
    node: Node | None = None,
) -> Application:
    """All routes of an office."""
    desk, reception = served.desk, served.staff.reception
    info = AuxInfo(version("tansiq"), settings.dar_id, "tansiq-1", settings.public_url, datetime.now(UTC))
    return application_of(
        (
            *F3548Dss(desk, served.limits).routes(),
            *InterussAux(info).routes(),
            *Taxii(desk, ReportWords(desk, Words(served.files)), served.limits, settings.max_body_bytes).routes(),
            *TransparencyLog(log.keeper, log.keys).routes(),
            *WitnessService(witnessing.by_key, several=True).routes(),
            *Public(desk, Words(served.files), settings.public_url.rstrip("/")).routes(),
            *api_v1.routes(served),
        ),
        settings,
        trust,
        SignedIn(reception, Cookies(settings.public_url), settings.office_party),
        Metrics(OfficeFigures(desk, served.centres), housekeeping),
        partial(_readiness, desk, trust, node),
    )


def _staff(reception: Reception, settings: Settings, providers: Mapping[str, Provider]) -> api_v1.Staff:
    return api_v1.Staff(
        reception,
        settings.public_url,
        providers,
        PROGRAM_SCOPES,
        tiles=tiles_of(settings),
        office_party=settings.office_party,
    )


def _readiness(desk: Desk, trust: Trust, node: Node | None) -> dict[str, Any]:
    status = READY
    following = desk.sequencer.following
    if following is not None and not following.reachable:
        status = "closed: the database cannot be reached"
    elif following is not None and following.blind:
        status = f"closed: {following.blind}"
    elif node is not None and node.outdated:
        status = f"read-only: {node.outdated}"
    elif desk.failure is not None or (following is None and not desk.sequencer.available):
        status = READ_ONLY
    elif not trust.keys.any:
        status = "closed: no key to believe tokens by; the log says why the JWK set cannot be read"
    return {"status": status, "sequence": desk.sequencer.head.sequence}


async def serve(settings: Settings, when_listening: Callable[[], Awaitable[None]] | None = None) -> int:
    """Serves until SIGTERM or SIGINT. Exit status: 0 after an orderly end, 1 when the office had to stop.

    Raises `SettingRefused` (keys, audience, ports) before the journal is touched, and the journal's errors.
    """
    if settings.role == "centre":
        return await centre_server.serve(settings)
    check_office(settings)
    journal_of(settings)
    providers = providers_of(settings)
    smtp = smtp_of(settings)
    tiles_of(settings)  # a file that cannot be used is told of before a journal is opened
    named, _ = outside_named(settings), logs_named(settings)
    async with contextlib.AsyncExitStack() as ending:
        trust = await Trust.open(settings)
        ending.push_async_callback(trust.close)
        sockets = bound(settings, ending)
        opened, log = _open(settings, ending)
        desk, hosting, alone, node = opened.desk, opened.hosting, opened.alone, opened.node
        desk.open()
        api_v1.dress(desk)
        await once("drafts", partial(note_released, HereOutside(desk, limits_of(settings)), hosting))
        reception = Reception(hosting)
        ending.push_async_callback(reception.close)
        tidings = Tidings(desk)
        deliverer = deliverer_of(OfficeNews(desk, tidings), hosting, settings, smtp)
        ending.push_async_callback(deliverer.close)
        housekeeping = Housekeeping()
        library = ReportLibrary(desk, opened.files, desk.store.path.with_suffix(".library"))
        pasts = PastOffices(desk.source, rules_of(settings), limits_of(settings), settings.request_timeout_s)
        ending.push_async_callback(pasts.close)
        witnesses = LogWitnesses(desk, log)
        if node is not None:
            await check_common_keys(log)
        witnessing = OfficeWitnessing(witnesses, hosting, settings)
        outside = outside_of(witnesses, named, settings)
        ending.push_async_callback(outside.close)
        served = api_v1.Served(
            desk,
            tidings,
            limits_of(settings),
            opened.files,
            _staff(reception, settings, providers),
            api_v1.Delivering(deliverer, settings.allow_private_webhooks),
            library=library,
            log=log,
            beginnings=log.beginning,
            witnesses=witnesses,
            witness_quorum=settings.witness_quorum,
            outside=outside,
            watch_of=witnessing.watch_of,
            pasts=pasts,
        )
        server = server_of(application(served, log, witnessing, settings, trust, housekeeping, node), settings)
        stop_on_signals(server, tidings.close)
        centres = partial(_centres, hosting)
        eraser = Eraser(desk, opened.files, round(settings.retention_days * DAY_US), centres)
        desks = partial(_desks, desk, hosting)
        forgetting = Forgetting(desks, write_snapshot, partial(_let_go, desk, pasts))
        by_one: dict[str, Chore] = {
            "housekeeping": partial(housekeeping.office, desk, settings.housekeeping_s),
            "centres": partial(housekeeping.centres, hosting, settings.housekeeping_s),
            "deliveries": deliverer.run,
            "erasing": eraser.run,
            "witnesses": witnessing.run,
            "outside": partial(outside.run, settings.witness_every_s),
        }
        chores: dict[str, Chore] = {
            "lease": alone.run,
            "library": library.run,
            "forgetting": forgetting.run,
            "pasts": pasts.end_idle,
            "log": partial(log.run, settings.checkpoint_s),
            "snapshots": partial(write_snapshots, desks, settings.snapshot_entries),
            **{name: partial(alone.while_held, chore) for name, chore in by_one.items()},
        }
        if node is not None:
            chores["following"] = node.follow
        begun = () if when_listening is None else (once("exercise", when_listening),)
        return await run(server, sockets, desk, chores, *begun)


def _open(settings: Settings, ending: contextlib.AsyncExitStack) -> tuple[Opened, PublicLog]:
    """The office's journals and its log, with what ends them. Raises the journal's errors and `SettingRefused`."""
    gc.disable()
    try:
        opened = open_office(settings)
        ending.callback(say_closed, opened.desk)
        if opened.node is not None:
            ending.callback(opened.node.close)
        ending.push_async_callback(_close, opened.desk)
        ending.push_async_callback(opened.hosting.close)
        log = open_log(opened.desk, settings, shared=opened.node is not None)
        ending.push_async_callback(log.close)
        opened.hosting.open()
        opened.hosting.on_closed = _report_closed
    finally:
        gc.freeze()  # what was loaded stays; the collector need not look at it again
        gc.set_threshold(50_000, 20, 100)
        gc.enable()
    _report_start(opened.desk, opened.hosting)
    return opened, log


async def _close(desk: Desk) -> None:
    with contextlib.suppress(JournalError):
        await desk.close()


def _centres(hosting: Hosting) -> list[CentreDesk]:
    return [hosted.desk for hosted in hosting]


def _desks(desk: Desk, hosting: Hosting) -> list[AnyDesk]:
    return [desk, *_centres(hosting)]


async def _let_go(office: Desk, pasts: PastOffices, erased_from: AnyDesk) -> None:
    if erased_from is office:
        await pasts.close()


def _report_closed(name: str, reason: str) -> None:
    meaning = "this party's people cannot sign in; everybody else is served"
    _log.error("centre-closed", centre=name, reason=reason, meaning=meaning)


def _report_start(desk: Desk, hosting: Hosting) -> None:
    for name, reason in hosting.closed.items():
        _report_closed(name, reason)
    start, opening = desk.start, desk.start.opening
    for skipped in start.skipped:
        _log.warning("snapshot-skipped", path=skipped.path.name, reason=skipped.reason)
    if opening.torn_bytes_cut:
        _log.warning("torn-tail-cut", bytes=opening.torn_bytes_cut, meaning="an append that was never acknowledged")
    if not opening.entries and opening.marked is None:
        _log.warning("journal-new", journal=str(desk.source), meaning="this office knows of nothing yet")
    _log.info(
        "opened",
        journal=str(desk.source),
        entries=opening.entries,
        verified=opening.verified,
        snapshot=start.snapshot.sequence if start.snapshot else 0,
        replayed=start.replayed,
        intents=len(desk.state.intents),
        centres=len(hosting),
        seconds=round(start.seconds, 2),
    )
