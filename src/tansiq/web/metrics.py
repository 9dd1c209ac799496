"""Figures for Prometheus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from tansiq.centre.desk import CentreDesk
    from tansiq.gateways.office_link import OfficeLink
    from tansiq.office.desk import Desk
    from tansiq.web.chores import Housekeeping

_SECONDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """Counters of one office or centre, with their own registry."""

    def __init__(self, figures: Collector, housekeeping: Housekeeping) -> None:
        self._registry = CollectorRegistry()
        requests = Counter(
            "tansiq_http_requests", "Requests answered", ("method", "route", "status"), registry=self._registry
        )
        seconds = Histogram(
            "tansiq_http_request_seconds",
            "Time to answer",
            ("method", "route"),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._requests, self._seconds = requests, seconds
        self._known: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        self._registry.register(figures)
        self._registry.register(_Postponed(housekeeping))

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """One answered request. `route` is a template, never a path: labels stay few."""
        found = self._known.get((method, route, status))
        if found is None:
            found = self._requests.labels(method, route, str(status)), self._seconds.labels(method, route)
            self._known[method, route, status] = found
        found[0].inc()
        found[1].observe(seconds)

    def render(self) -> bytes:
        """Prometheus' text format."""
        return generate_latest(self._registry)


class _Postponed:
    """How often housekeeping had to wait."""

    def __init__(self, housekeeping: Housekeeping) -> None:
        self._housekeeping = housekeeping

    def collect(self) -> Iterator[CounterMetricFamily]:
        """As Prometheus asks."""
        meaning = "Rounds of ending what has expired that a journal did not take; the log says why"
        yield CounterMetricFamily("tansiq_housekeeping_postponed", meaning, value=self._housekeeping.postponed)


class OfficeFigures:
    """What an office holds, and how its journal is."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """As Prometheus asks."""
        desk = self._desk
        held = GaugeMetricFamily("tansiq_held", "Things that the office holds", labels=("kind",))
        state = desk.state
        for kind, count in (
            ("intents", len(state.intents)),
            ("constraints", len(state.constraints)),
            ("subscriptions", len(state.subscriptions)),
        ):
            held.add_metric((kind,), count)
        yield held
        yield GaugeMetricFamily("tansiq_journal_sequence", "Last durable entry", value=desk.sequencer.head.sequence)
        yield GaugeMetricFamily("tansiq_commands_waiting", "Commands not yet decided", value=desk.sequencer.waiting)
        yield GaugeMetricFamily(
            "tansiq_journal_writable", "1 unless the last append failed", value=float(desk.sequencer.available)
        )


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
