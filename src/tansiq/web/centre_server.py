"""One party's own centre, served on its own machine and linked to an office elsewhere."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from functools import partial
from typing import Any

import structlog

from tansiq.centre.closed import CentreClosed
from tansiq.centre.desk import CentreDesk
from tansiq.centre.hosting import Hosting
from tansiq.centre.reception import Reception
from tansiq.gateways import api_v1, centre_v1
from tansiq.gateways.api_v1.cookies import Cookies
from tansiq.gateways.api_v1.idempotency import Repeats
from tansiq.gateways.api_v1.staff import staffed
from tansiq.gateways.centre_v1.following import Following
from tansiq.gateways.centre_v1.news import MirrorNews
from tansiq.gateways.centre_v1.outside import LinkedOutside
from tansiq.gateways.office_client import OfficeClient
from tansiq.gateways.office_errands import Carrier
from tansiq.gateways.office_link import OfficeLink
from tansiq.gateways.oidc_client import Provider
from tansiq.gateways.public_log.follower import WitnessDesk
from tansiq.gateways.public_log.receipts_got import ReceiptsGot
from tansiq.gateways.public_log.service import WitnessService
from tansiq.gateways.public_log.watch import Watch
from tansiq.journal.blobs import FolderBlobs
from tansiq.office.rules import DAY_US
from tansiq.settings import SettingRefused, Settings
from tansiq.web.app import Application
from tansiq.web.assembling import READ_ONLY, READY, application_of, limits_of, tiles_of
from tansiq.web.centre_eraser import CentreEraser
from tansiq.web.chores import AnyDesk, Housekeeping, write_snapshot, write_snapshots
from tansiq.web.deliverer import Deliverer
from tansiq.web.delivering import centre_rules_of, deliverer_of, smtp_of
from tansiq.web.forgetting import Forgetting
from tansiq.web.issuer import PROGRAM_SCOPES
from tansiq.web.link_settings import LinkSettings, journal_of, secret_in
from tansiq.web.listening import server_of, stop_on_signals
from tansiq.web.metrics import CentreFigures, Metrics
from tansiq.web.providers import providers_of
from tansiq.web.running import Chore, bound, run, say_closed
from tansiq.web.signed_in import SignedIn
from tansiq.web.trust import Trust
from tansiq.web.witnessing import watch_of_link

_PATIENCE = 0.9
"""For how much of a request's time the centre waits for the office, before it says that the change is under way."""
_log = structlog.get_logger("centre")


def application(
    centre: centre_v1.Linked,
    watch: Watch,
    settings: Settings,
    trust: Trust,
    reception: Reception,
    providers: Mapping[str, Provider],
    news: MirrorNews,
    deliverer: Deliverer,
    housekeeping: Housekeeping,
    files: FolderBlobs,
) -> Application:
    """All routes of a centre: its own people's and programs', and what it shows of the office."""

    async def the_watch(party: str) -> Watch:
        return watch

    async def the_witness(key_id: str) -> WitnessDesk:
        return watch.witness

    outside = LinkedOutside(centre.desk, centre.carrier, centre.within_s)
    delivering = api_v1.Delivering(deliverer, settings.allow_private_webhooks)
    staff = api_v1.Staff(reception, settings.public_url, providers, PROGRAM_SCOPES, centre.party, tiles_of(settings))
    own = (
        *api_v1.staff_routes(staff),
        *api_v1.Erasures(centre.desk, Repeats()).routes(),
        *api_v1.LogWatch(the_watch).routes(),
        *api_v1.centre_routes(api_v1.Rooms(outside, reception, centre.limits, files)),
        *api_v1.Deliveries(news, reception, delivering, centre.limits, Repeats()).routes(),
    )
    return application_of(
        (
            *centre_v1.routes(centre, staffed(own)),
            *WitnessService(the_witness, several=False).routes(),
        ),
        settings,
        trust,
        SignedIn(reception, Cookies(settings.public_url)),
        Metrics(CentreFigures(centre.desk, centre.link, deliverer), housekeeping),
        partial(_readiness, centre.desk, centre.following),
    )


def _readiness(desk: CentreDesk, following: Following) -> dict[str, Any]:
    """A link that is down is said, and no reason to send people elsewhere: there is no other place."""
    link = following.link_out()
    return {
        "status": READY if desk.sequencer.available and desk.failure is None else READ_ONLY,
        "sequence": desk.sequencer.head.sequence,
        "link": link.link,
        "since": link.since.isoformat(),
        "reason": link.reason,
        "as_of": None if link.as_of is None else link.as_of.isoformat(),
        "behind": link.behind,
        "waiting": link.waiting,
    }


async def _hold_nothing(desk: AnyDesk) -> None:
    """A centre has nothing in memory but its state: of the past the office is asked."""


def _close_all(*streams: Following | MirrorNews) -> None:
    for stream in streams:
        stream.close()


async def serve(settings: Settings) -> int:
    """Serves until SIGTERM or SIGINT. Exit status: 0 after an orderly end, 1 when the centre had to stop.

    Raises `SettingRefused` before the journal is touched, and the journal's errors.
    """
    linked = LinkSettings.of(settings)
    path = journal_of(settings)
    if settings.must_exist and not path.exists():
        raise SettingRefused(f"--must-exist: there is no journal {path}")
    providers = providers_of(settings)
    smtp = smtp_of(settings)
    tiles_of(settings)  # a file that cannot be used is told of before a journal is opened
    async with contextlib.AsyncExitStack() as ending:
        trust = await Trust.open(settings)
        ending.push_async_callback(trust.close)
        sockets = bound(settings, ending)
        hosting = Hosting.in_folder(path.parent, centre_rules_of(settings), tail_only=settings.integrity == "tail")
        try:
            desk = (await hosting.make(linked.party)).desk
        except CentreClosed as closed:
            raise closed.__cause__ or closed from None
        ending.callback(say_closed, desk)
        ending.push_async_callback(hosting.close)
        _log.info("opened", journal=str(path), party=linked.party, sequence=desk.sequencer.head.sequence)
        office = OfficeClient(
            linked.office,
            linked.client_id,
            linked.secret,
            linked.token_url,
            secret_now=partial(secret_in, settings.client_secret_file),
        )
        ending.push_async_callback(office.close)
        watch = await watch_of_link(desk, office, settings)
        ending.push_async_callback(watch.close)
        link = OfficeLink(desk, office, any_office=settings.any_office)
        carrier, following, reception = Carrier(desk, link), Following(desk, link), Reception(hosting)
        ending.push_async_callback(reception.close)
        centre = centre_v1.Linked(
            linked.party,
            settings.public_url,
            desk,
            link,
            carrier,
            following,
            limits_of(settings),
            settings.request_timeout_s * _PATIENCE,
        )
        got = ReceiptsGot(office, desk.store.path.with_suffix(".receipts"))
        housekeeping = Housekeeping()
        news = MirrorNews(desk)
        deliverer = deliverer_of(news, hosting, settings, smtp)
        ending.push_async_callback(deliverer.close)
        files = FolderBlobs(desk.store.path.with_suffix(".files"))
        files.sweep()
        app = application(centre, watch, settings, trust, reception, providers, news, deliverer, housekeeping, files)
        eraser = CentreEraser(desk, round(settings.retention_days * DAY_US))
        forgetting = Forgetting(lambda: [desk], write_snapshot, _hold_nothing)
        server = server_of(app, settings)
        stop_on_signals(server, partial(_close_all, following, news))
        chores: dict[str, Chore] = {
            "link": link.run,
            "errands": carrier.run,
            "witness": partial(watch.follower.run, settings.witness_every_s),
            "comparing": partial(watch.compare, settings.witness_every_s),
            "receipts": partial(got.run, settings.housekeeping_s),
            "deliveries": deliverer.run,
            "erasing": eraser.run,
            "forgetting": forgetting.run,
            "housekeeping": partial(housekeeping.centre, desk, settings.housekeeping_s),
            "snapshots": partial(write_snapshots, lambda: [desk], settings.snapshot_entries),
        }
        return await run(server, sockets, desk, chores)
