"""One party's centre in service: its journal, opened, and the key file beside it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from tansiq.centre.endpoints import seal_context
from tansiq.centre.machine import AnyCommand, Event, blueprint
from tansiq.centre.rules import Rules
from tansiq.centre.sealing import KeyMissing, Seal
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
    seal = Seal.open(path.with_name(path.name + ".key"), create=not any(_sealed(desk.state)))
    check_seal(desk.state, seal)
    return seal


def check_seal(state: Centre, seal: Seal | None) -> None:
    """Raises `KeyMissing` if it is not the one that sealed what is there; None: there is none."""
    for context, secret in itertools.islice(_sealed(state), 1):
        if seal is None:
            raise KeyMissing("the key that sealed what is there is gone: restore it")
        seal.unseal(secret, context)


def _sealed(state: Centre) -> Iterator[tuple[str, str]]:
    """What is sealed, each with its context."""
    for credentials in state.credentials.values():
        if credentials.totp is not None:
            yield credentials.person, credentials.totp.sealed
    for endpoint in state.endpoints.values():
        if endpoint.sealed:
            yield seal_context(endpoint.id), endpoint.sealed


async def housekeep(desk: CentreDesk) -> int:
    """Ends all that has expired; how many."""
    ended = 0
    while more := await desk.submit(EndExpired()):
        ended += more
    return ended
