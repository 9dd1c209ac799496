"""A past office behind the routes of the present: the same handlers, over a desk that stands still."""

from __future__ import annotations

import asyncio
from typing import Any

from tansiq.evidence.beginnings import Beginning
from tansiq.evidence.opening import hash_of
from tansiq.evidence.shelf import TILES, beginning_on_shelf
from tansiq.gateways import api_v1
from tansiq.gateways.api_v1.frame import framed
from tansiq.gateways.api_v1.past import PastAnswered, PastAsked
from tansiq.gateways.contract import Call, Problem
from tansiq.gateways.outlines import FormLimits
from tansiq.journal.blobs import Blobs
from tansiq.office.entities import PartyState
from tansiq.office.past import PastOffice
from tansiq.office.state import Office


class PastRoutes:
    """Answers for one past office, one question after another."""

    def __init__(self, office: PastOffice, files: Blobs, limits: FormLimits) -> None:
        self._office = office
        nothing: Any = None  # what the routes that have no past would need
        served = api_v1.Served(
            office, nothing, limits, files, api_v1.Staff(nothing), nothing, beginnings=self._beginning
        )
        reading = (route for route in api_v1.resources(served) if "at" in route.parameters)
        self._routes = {route.template: route for route in framed(office, reading)}

    async def _beginning(self, size: int) -> Beginning | None:
        """By the log beside the journal, as far as it reaches now."""
        store = self._office.store

        def last() -> bytes:
            (entry,) = store.entries_at((size,))
            return hash_of(entry.header)

        return await asyncio.to_thread(beginning_on_shelf, store.path.with_suffix(TILES), size, last)

    async def answer(self, asked: PastAsked) -> PastAnswered:
        """What the office said, or would have said, at that moment."""
        office = self._office
        office.at_us, office.noted = asked.at_us, []
        sequence = office.sequencer.head.sequence
        route = self._routes.get(asked.template)
        try:
            if route is None:
                raise Problem(400, "only-now", "this is known of now only", "at")
            await office.read(lambda state, _: _took_part(state, asked.party))
            answer = await route.handler(
                Call(asked.party, frozenset(asked.scopes), asked.path, asked.query, b"", asked.person, {}, asked.name)
            )
        except Problem as problem:
            said = problem.code, problem.message, problem.field, problem.more
            return PastAnswered(problem.status, problem=said, sequence=sequence)
        shown = tuple(pair for note in office.noted for pair in note.shown)
        return PastAnswered(
            answer.status, answer.body, answer.headers, answer.media_type, shown=shown, sequence=sequence
        )


def _took_part(state: Office, party_id: str) -> None:
    party = state.parties.get(party_id)
    if party is None or party.state is not PartyState.ADMITTED:
        raise Problem(404, "no-part-then", f"{party_id} did not take part in the office at that moment", "as")
