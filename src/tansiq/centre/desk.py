"""One party's centre in service: its journal, opened, and the key file beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from tansiq.centre.endpoints import seal_context
from tansiq.centre.machine import AnyCommand, Event, blueprint
from tansiq.centre.rules import Rules
from tansiq.centre.sealing import Seal
from tansiq.centre.sessions import EndExpired
from tansiq.centre.state import Centre
from tansiq.journal import desk as journal
from tansiq.journal.desk import now_us

CentreDesk: TypeAlias = journal.Desk[Centre, AnyCommand, Event]


def open_desk(
    path: Path,
    rules: Rules | None = None,
    *,
    tail_only: bool = False,
    create: bool = True,
    clock: Callable[[], int] = now_us,
    on_progress: Callable[[str, int, int], None] = lambda what, done, total: None,
) -> CentreDesk:
    """A centre under these rules; see `journal.desk.open_desk`."""
    return journal.open_desk(
        blueprint(rules), path, tail_only=tail_only, create=create, clock=clock, on_progress=on_progress
    )


def open_seal(desk: CentreDesk) -> Seal:
    """The key file beside the journal (`PATH.key`). It is made where nothing is sealed yet. Raises `KeyMissing`, also
    if it is not the one that sealed what is there."""
    path = desk.store.path
    sealed = [
        (credentials.person, credentials.totp.sealed)
        for credentials in desk.state.credentials.values()
        if credentials.totp is not None
    ]
    sealed += [
        (seal_context(endpoint.id), endpoint.sealed) for endpoint in desk.state.endpoints.values() if endpoint.sealed
    ]
    seal = Seal.open(path.with_name(path.name + ".key"), create=not sealed)
    for person, secret in sealed[:1]:
        seal.unseal(secret, person)
    return seal


async def housekeep(desk: CentreDesk) -> int:
    """Ends all that has expired; how many."""
    ended = 0
    while more := await desk.submit(EndExpired()):
        ended += more
    return ended
