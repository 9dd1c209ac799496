"""What the asker sees, as a file in an outside language."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Literal

from tansiq.centre.roles import READ
from tansiq.gateways.api_v1.asking import FILTERS, ThingFilters, area_of, asked_for
from tansiq.gateways.api_v1.frame import needs, read_query
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.geofiles.feature import Feature, FeatureKind, FileRefused
from tansiq.gateways.geofiles.writing import LANGUAGES, MEDIA_TYPES, write
from tansiq.office.desk import Desk
from tansiq.office.notices import held_notices
from tansiq.office.picture import Sighted, view
from tansiq.office.state import Office
from tansiq.office.terms import Sight
from tansiq.office.things import OperationState

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

        def seen(state: Office, now_us: int) -> list[Sighted]:
            there = (o for o in state.operations.values() if o.state is not OperationState.ENDED)
            views = (view(state, operation, call.party, now_us) for operation in there)
            return [thing for thing in views if thing is not None]

        return await self._file(call, "operations", seen)

    async def notices(self, call: Call) -> Answer:
        """In the precision in which they were given."""
        return await self._file(
            call, "notices", lambda state, now_us: [v.shown for v in held_notices(state, call.party, now_us)]
        )

    async def _file(self, call: Call, name: str, question: Callable[[Office, int], list[Sighted]]) -> Answer:
        wishes = read_query(call, Wishes)
        area = area_of(wishes.area) if wishes.area else None
        things = [
            thing
            for thing in await self._desk.read(question)
            if thing.sight >= Sight.COARSE and asked_for(thing, wishes, area)
        ]
        if len(things) > MOST_EXPORTED:
            message = f"{len(things):,} are there; at most {MOST_EXPORTED:,} go into a file: ask for a smaller area"
            raise Problem(413, "too-many-found", message)
        features = [_feature(thing) for thing in sorted(things, key=lambda thing: thing.id)]
        try:
            data, media_type, extension = await asyncio.to_thread(write, features, wishes.language)
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
