"""What the asker sees, as a file in an outside language."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from tansiq.centre.roles import READ
from tansiq.gateways.api_v1.asking import FILTERS, ThingFilters, area_of, asked_for
from tansiq.gateways.api_v1.frame import needs, read_query
from tansiq.gateways.api_v1.pages import looked_for
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.geofiles.feature import Feature, FeatureKind, FileRefused
from tansiq.gateways.geofiles.writing import LANGUAGES, MEDIA_TYPES, write
from tansiq.office.desk import Desk
from tansiq.office.holding import held_notices
from tansiq.office.kinds import OperationState
from tansiq.office.picture import Sighted, view_with
from tansiq.office.state import Office
from tansiq.office.terms import Sight
from tansiq.office.visibility import Eyes

MOST_EXPORTED = 20_000


class Wishes(ThingFilters, frozen=True, forbid_unknown_fields=True):
    """Which things, in which language."""

    language: Literal["GeoJSON", "KML", "ED-318", "XLSX", "CSV"] = "GeoJSON"


class Exports:
    """The routes of exports."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        parameters = {**FILTERS, "language": f"{', '.join(LANGUAGES)} (GeoJSON)"}
        return (
            Route("GET", "/api/v1/exports/operations", needs(READ), self.operations, summary="Operations and "
                  "constraints that the party may see, as a file.", gives=MEDIA_TYPES,
                  parameters=parameters),
            Route("GET", "/api/v1/exports/notices", needs(READ), self.notices, summary="Notices, one's own and those "
                  "received, as a file.", gives=MEDIA_TYPES, parameters=parameters),
        )  # fmt: skip

    async def operations(self, call: Call) -> Answer:
        """What is seen coarsely is written as cells; what is merely known to exist has no place, and is left out."""

        def look(state: Office, now_us: int, ids: Sequence[str]) -> Iterator[Sighted | None]:
            eyes, there = Eyes(state, call.party, now_us), (state.operations[i] for i in ids if i in state.operations)
            return (view_with(eyes, o) for o in there if o.state is not OperationState.ENDED)

        return await self._file(call, "operations", lambda state: sorted(state.operations), look)

    async def notices(self, call: Call) -> Answer:
        """In the precision in which they were given."""

        def look(state: Office, now_us: int, ids: Sequence[str]) -> Iterator[Sighted]:
            return (held.shown for held in held_notices(state, call.party, now_us, ids))

        return await self._file(call, "notices", lambda state: sorted(state.notices), look)

    async def _file(
        self,
        call: Call,
        name: str,
        ids_of: Callable[[Office], list[str]],
        look: Callable[[Office, int, Sequence[str]], Iterable[Sighted | None]],
    ) -> Answer:
        wishes = read_query(call, Wishes)
        area = area_of(wishes.area) if wishes.area else None

        def wanted(state: Office, now_us: int, ids: Sequence[str]) -> Iterator[Sighted]:
            for thing in look(state, now_us, ids):
                if thing is not None and thing.sight >= Sight.COARSE and asked_for(thing, wishes, area):
                    yield thing

        things = await looked_for(
            self._desk, await self._desk.read(lambda state, _: ids_of(state)), wanted, MOST_EXPORTED
        )
        if len(things) > MOST_EXPORTED:
            message = f"more than {MOST_EXPORTED:,} are there, and no more go into a file: ask for a smaller area"
            raise Problem(413, "too-many-found", message)
        try:
            data, media_type, extension = await asyncio.to_thread(
                lambda: write([_feature(thing) for thing in things], wishes.language)
            )
        except FileRefused as refused:
            raise Problem(400, refused.code, str(refused), "language") from None
        headers = ((b"content-disposition", f'attachment; filename="{name}{extension}"'.encode()),)
        return Answer(200, data, headers, media_type.encode())


def _feature(thing: Sighted) -> Feature:
    coarse = thing.sight is Sight.COARSE
    said = {"id": thing.id, "owner": thing.owner, "kind": thing.kind.value}
    if coarse:
        said["precision"] = f"coarse: cells of a grid, or at most {thing.margin_m:,.0f} m beyond"
    name = thing.title or f"{thing.kind} of {thing.owner}"
    return Feature(name, FeatureKind.AREA, thing.extents, properties=said)
