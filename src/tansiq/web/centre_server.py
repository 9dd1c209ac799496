"""One party's own centre, served on its own machine and linked to an office elsewhere."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from prometheus_client.core import GaugeMetricFamily
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route as PlainRoute

from tansiq.centre.desk import CentreDesk, housekeep
from tansiq.centre.hosting import Hosting, file_name
from tansiq.centre.reception import Reception
from tansiq.gateways import api_v1, centre_v1
from tansiq.gateways.api_v1.cookies import Cookies
from tansiq.gateways.api_v1.idempotency import Repeats
from tansiq.gateways.api_v1.staff import staffed
from tansiq.gateways.centre_v1.following import Following
from tansiq.gateways.centre_v1.outside import LinkedOutside
from tansiq.gateways.office_client import OfficeClient
from tansiq.gateways.office_errands import Carrier
from tansiq.gateways.office_link import OfficeLink
from tansiq.gateways.oidc_client import Provider
from tansiq.gateways.outlines import FormLimits
from tansiq.journal.blobs import Blobs
from tansiq.journal.errors import JournalError
from tansiq.settings import SettingRefused, Settings
from tansiq.web.app import Application
from tansiq.web.chores import stop_on_failure, supervise, write_snapshots
from tansiq.web.identity import TokenVerifier
from tansiq.web.issuer import PROGRAM_SCOPES
from tansiq.web.listening import bind, listen, others, server_of, stop_on_signals
from tansiq.web.metrics import Metrics
from tansiq.web.providers import providers_of
from tansiq.web.signed_in import SignedIn
from tansiq.web.trust import Trust

USUAL_JOURNAL = "sqlite:var/tansiq.db"
_OWN = ("office", "party", "client_id", "client_secret_file", "token_url")
_NEEDED = _OWN[:4]
_LONGEST_SECRET = 1_024
_log = structlog.get_logger("centre")


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """Where the office is, and as whom to speak to it."""

    office: str
    party: str
    client_id: str
    token_url: str
    secret: str = field(repr=False)

    @classmethod
    def of(cls, settings: Settings) -> LinkSettings:
        """Raises `SettingRefused` where something is missing or cannot be meant."""
        for name in _NEEDED:
            if not getattr(settings, name):
                raise SettingRefused(f"--{name.replace('_', '-')} is needed with --role centre")
        for name in ("office", "token_url"):
            _check_url(name, getattr(settings, name), settings)
        try:
            secret = Path(settings.client_secret_file).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingRefused(f"--client-secret-file {settings.client_secret_file}: {error}") from None
        if not 1 <= len(secret) <= _LONGEST_SECRET or not secret.isprintable():
            raise SettingRefused(
                f"--client-secret-file {settings.client_secret_file}: it holds the secret, one line, and nothing else"
            )
        return cls(settings.office, settings.party, settings.client_id, settings.token_url, secret)


def check_office(settings: Settings) -> None:
    """Raises `SettingRefused` for settings of a centre that an office has been given."""
    for name in _OWN:
        if getattr(settings, name):
            flag = name.replace("_", "-")
            raise SettingRefused(f"--{flag} is for a party's own centre; an office has none: is --role centre missing?")


def journal_of(settings: Settings) -> Path:
    """The centre's journal: its file is named after the party, as that of a hosted one is, so that one can become the
    other. Raises `SettingRefused`."""
    name = f"{file_name(settings.party)}.db"
    if settings.journal == USUAL_JOURNAL:
        return Path("var/centres") / name
    scheme, _, path = settings.journal.partition(":")
    if scheme != "sqlite" or Path(path).name != name:
        raise SettingRefused(f"--journal {settings.journal}: the journal of {settings.party} is sqlite:FOLDER/{name}")
    return Path(path)


def application(
    desk: CentreDesk,
    settings: Settings,
    trust: Trust,
    link: OfficeLink,
    carrier: Carrier,
    following: Following,
    reception: Reception,
    providers: Mapping[str, Provider],
) -> Application:
    """All routes of a centre: its own people's and programs', and what it shows of the office."""
    signed_in = SignedIn(reception, Cookies(settings.public_url))
    staff = api_v1.Staff(reception, providers, PROGRAM_SCOPES)
    limits = FormLimits(
        max_vertices=settings.max_vertices,
        max_volumes=settings.max_volumes,
        max_total_vertices=settings.max_total_vertices,
    )
    metrics = Metrics(CentreFigures(desk, link))
    within_s = settings.request_timeout_s * 0.9
    outside = LinkedOutside(desk, carrier, within_s)
    files = Blobs(desk.store.path.with_suffix(".files"))
    rooms = api_v1.centre_routes(outside, limits, Repeats(), files, reception)
    routes = centre_v1.routes(
        desk,
        settings.party,
        link,
        carrier,
        following,
        limits,
        within_s,
        staffed((*api_v1.staff_routes(staff, settings.public_url), *rooms)),
    )
    return Application(
        routes,
        TokenVerifier(trust.keys, settings.audience, settings.issuer),
        metrics,
        others([*_health(desk, following, metrics), *trust.routes(signed_in.program)]),
        refetch_keys=trust.refetch,
        max_body_bytes=settings.max_body_bytes,
        request_timeout_s=settings.request_timeout_s,
        access_log=settings.access_log,
        sessions=signed_in,
    )


def _health(desk: CentreDesk, following: Following, metrics: Metrics) -> list[PlainRoute]:
    async def alive(request: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def ready(request: Request) -> Response:
        """A link that is down is said, and no reason to send people elsewhere: there is no other place."""
        writable = desk.sequencer.available and desk.failure is None
        link = following.link_out()
        document = {
            "status": "ready" if writable else "read-only: the journal cannot be written",
            "sequence": desk.sequencer.head.sequence,
            "link": link.link,
            "since": link.since.isoformat(),
            "reason": link.reason,
            "waiting": link.waiting,
        }
        return JSONResponse(document, status_code=200 if writable else 503)

    async def figures(request: Request) -> Response:
        return Response(metrics.render(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return [
        PlainRoute("/healthz", alive, methods=["GET"]),
        PlainRoute("/readyz", ready, methods=["GET"]),
        PlainRoute("/metrics", figures, methods=["GET"]),
    ]


class CentreFigures:
    """How the link and the journal are."""

    def __init__(self, desk: CentreDesk, link: OfficeLink) -> None:
        self._desk, self._link = desk, link

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """As Prometheus asks."""
        state, sequencer = self._desk.state, self._desk.sequencer
        for name, meaning, value in (
            ("tansiq_link_up", "1 while the office is reached and the mirror follows", float(self._link.up)),
            ("tansiq_link_behind", "Items of the office's feed that are still to be read", self._link.behind),
            ("tansiq_outbox_waiting", "Changes that wait for the office", state.outbox.waiting),
            ("tansiq_mirrored", "Documents that are mirrored", state.mirror.count),
            ("tansiq_journal_sequence", "Last durable entry", sequencer.head.sequence),
            ("tansiq_journal_writable", "1 unless the last append failed", float(sequencer.available)),
        ):
            yield GaugeMetricFamily(name, meaning, value=value)


async def serve(settings: Settings) -> int:
    """Serves until SIGTERM or SIGINT. Exit status: 0 after an orderly end, 1 when the centre had to stop.

    Raises `SettingRefused` before the journal is touched, and the journal's errors.
    """
    linked = LinkSettings.of(settings)
    path = journal_of(settings)
    if settings.must_exist and not path.exists():
        raise SettingRefused(f"--must-exist: there is no journal {path}")
    providers = providers_of(settings)
    trust = await Trust.open(settings)
    sockets = [bind(settings.host, port) for port in settings.port]
    hosting = Hosting(path.parent, tail_only=settings.integrity == "tail")
    desk = (await hosting.make(linked.party)).desk
    _log.info("opened", journal=str(path), party=linked.party, sequence=desk.sequencer.head.sequence)
    office = OfficeClient(linked.office, linked.client_id, linked.secret, linked.token_url)
    link = OfficeLink(desk, office)
    carrier, following, reception = Carrier(desk, link), Following(desk, link), Reception(hosting)
    server = server_of(
        application(desk, settings, trust, link, carrier, following, reception, providers), settings
    )  # fmt: skip
    stop_on_signals(server, following.close)
    tasks = [
        asyncio.create_task(supervise("link", link.run)),
        asyncio.create_task(supervise("errands", carrier.run)),
        asyncio.create_task(supervise("housekeeping", partial(_keep_house, desk, settings.housekeeping_s))),
        asyncio.create_task(
            supervise("snapshots", partial(write_snapshots, lambda: [desk], settings.snapshot_entries))
        ),
        asyncio.create_task(stop_on_failure(desk, partial(setattr, server, "should_exit", True))),
    ]
    listen(sockets)
    try:
        await server.serve(sockets=sockets)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await office.close()
        await trust.close()
        await reception.close()
        await hosting.close()
        _log.info("closed", sequence=desk.sequencer.head.sequence)
    return 0 if desk.failure is None else 1


async def _keep_house(desk: CentreDesk, every_s: float) -> None:
    while True:
        await asyncio.sleep(every_s)
        with contextlib.suppress(JournalError):  # the next round may do better; whoever signs in is told
            await housekeep(desk)


def _check_url(name: str, url: str, settings: Settings) -> None:
    flag = f"--{name.replace('_', '-')} {url}"
    if not url:
        return
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise SettingRefused(f"{flag}: the form is https://HOST[:PORT][/PATH]")
    if parts.scheme == "http" and not settings.allow_http_urls:
        raise SettingRefused(f"{flag}: it must begin with https:// (whoever listens on the way gets the secret)")
