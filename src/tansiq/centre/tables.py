"""What a snapshot of a centre holds: the tables of its state, and how each row is put back."""

from __future__ import annotations

from collections.abc import Iterator

from tansiq.centre import mirror, outbox
from tansiq.centre.endpoints import Endpoint
from tansiq.centre.entities import Credentials, Person, Program, Session, SignIn
from tansiq.centre.papers import Draft, HandOver, Reading, Template
from tansiq.centre.state import Centre
from tansiq.centre.watched import WatchedLog
from tansiq.journal.tables import Table
from tansiq.office.erasure_orders import ErasureOrder

SNAPSHOT_FORMAT = 6


def _parties(state: Centre) -> Iterator[str]:
    if state.party:
        yield state.party


def _keep_party(state: Centre, party: str) -> None:
    state.party = party


def _watched(state: Centre) -> Iterator[WatchedLog]:
    """In the order in which they were met."""
    return iter(state.watched.values())


def _keep_reading(state: Centre, reading: Reading) -> None:
    state.readings[reading.person, reading.subject, reading.id] = reading


TABLES: tuple[Table[Centre], ...] = (
    Table("party", str, _keep_party, _parties),
    Table("people", Person, Centre.keep_person),
    Table("credentials", Credentials, Centre.keep_credentials),
    Table("sessions", Session, Centre.keep_session),
    Table("sign_ins", SignIn, Centre.keep_sign_in),
    Table("programs", Program, lambda state, program: state.programs.update({program.name: program})),
    Table("drafts", Draft, lambda state, draft: state.drafts.update({draft.id: draft})),
    Table("templates", Template, lambda state, template: state.templates.update({template.name: template})),
    Table("hand_overs", HandOver, lambda state, given: state.hand_overs.update({given.number: given})),
    Table("readings", Reading, _keep_reading),
    Table("endpoints", Endpoint, lambda state, endpoint: state.endpoints.update({endpoint.id: endpoint})),
    Table("erasures", ErasureOrder, lambda state, order: state.erasures.update({order.id: order})),
    Table("watched", WatchedLog, lambda state, log: state.watched.update({log.log: log}), _watched),
    Table("mirror", mirror.MirrorHead, mirror.keep_head, mirror.heads),
    Table("documents", tuple[str, str, bytes, int], mirror.keep_document, mirror.documents, at_once=2_000),
    Table("outbox", outbox.OutboxHead, outbox.keep_head, outbox.heads),
    Table("errands", outbox.Errand, outbox.keep_errand, lambda state: state.outbox.errands.values(), at_once=1_000),
)
