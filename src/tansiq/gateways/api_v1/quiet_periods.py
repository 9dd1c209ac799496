"""Quiet periods: proposed, committed to by each party by itself, extended, ended; and what is planned inside one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from operator import itemgetter

import msgspec

from tansiq.centre.roles import AGREE, OPERATE, READ
from tansiq.gateways.api_v1.extents import places_of
from tansiq.gateways.api_v1.frame import given, needs, read_body, read_query, text_id
from tansiq.gateways.api_v1.idempotency import Repeats, made_before, new_id
from tansiq.gateways.api_v1.pages import PARAMETERS, TIME_DIGITS, Page, looked_for, newest_first, page_looked_for
from tansiq.gateways.api_v1.quiet_forms import (
    CommitForm,
    DeclineQuietForm,
    ExtendForm,
    QuietFiguresOut,
    QuietForm,
    QuietPeriodOut,
    QuietWithdrawForm,
    TakeBackForm,
    quiet_figures_out,
    quiet_out,
)
from tansiq.gateways.contract import Answer, Call, Route
from tansiq.gateways.outlines import FormLimits, microseconds
from tansiq.office.desk import Desk
from tansiq.office.erased import Erasable
from tansiq.office.incident_figures import incidents_of, of_incidents
from tansiq.office.quiet import (
    ExtendQuiet,
    QuietCommand,
    SayToQuiet,
    TakeBack,
    WithdrawQuiet,
    seen_quiet,
)
from tansiq.office.quiet_days import Counting
from tansiq.office.quiet_flags import MOST_TOLD, inside, looked_at, names_around, shown
from tansiq.office.quiet_period import QuietPeriod, QuietState, Said
from tansiq.office.quiet_proposing import ProposeQuiet
from tansiq.office.state import Office
from tansiq.volumes import Polygon

_ROOT = "/api/v1/quiet-periods"
_USUAL_NUMBERS = 50
"""In the outline of an ordinary volume."""
_INCIDENTS_AT_ONCE = 10
"""So many are looked at before others are served: each says something of each of its days and parties."""


class QuietFilters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which quiet periods are asked for."""

    state: QuietState | None = None
    under: str = ""
    party: str = ""


class QuietPeriods:
    """The routes of quiet periods. To whoever takes no part in one there is none."""

    def __init__(self, desk: Desk, limits: FormLimits, repeats: Repeats) -> None:
        self._desk, self._limits, self._repeats = desk, limits, repeats

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        one = f"{_ROOT}/{{id}}"
        once = self._repeats.once
        filters = {"state": f"in this state: {', '.join(QuietState)}", "under": "under this agreement",
                   "party": "in which this party takes part, too"}  # fmt: skip
        return (
            Route("GET", _ROOT, needs(READ), self.listed, summary="Quiet periods in which one takes part, what changed "
                  "last first.", gives=Page[QuietPeriodOut], parameters={**PARAMETERS, **filters}),
            Route("POST", _ROOT, needs(AGREE), once(_ROOT, self.propose), summary="Propose a quiet period. Who "
                  "proposes does not commit by that.", takes=QuietForm, gives=QuietPeriodOut, status=201),
            Route("GET", f"{_ROOT}/figures", needs(READ), self.every_figure, summary="All in which one takes part, in "
                  "figures, what changed last first.", gives=Page[QuietFiguresOut],
                  parameters={**PARAMETERS, **filters}),
            Route("GET", one, needs(READ), self.read, summary="One of them, with the operations inside it that one "
                  "sees.", gives=QuietPeriodOut),
            Route("POST", f"{one}/commitment", needs(AGREE), once(f"{one}/commitment", self.commit), summary="Commit "
                  "to what is proposed: the quiet period, or a later end of it.", takes=CommitForm,
                  gives=QuietPeriodOut),
            Route("POST", f"{one}/decline", needs(AGREE), once(f"{one}/decline", self.decline), summary="Decline it, "
                  "with the reason.", takes=DeclineQuietForm, gives=QuietPeriodOut),
            Route("POST", f"{one}/taking-back", needs(OPERATE), once(f"{one}/taking-back", self.take_back),
                  summary="Take back one's commitment, with the reason: all are told at once, and what all had "
                  "committed to ends.", takes=TakeBackForm, gives=QuietPeriodOut),
            Route("POST", f"{one}/extension", needs(AGREE), once(f"{one}/extension", self.extend), summary="Propose a "
                  "later end.", takes=ExtendForm, gives=QuietPeriodOut),
            Route("POST", f"{one}/withdrawal", needs(AGREE), once(f"{one}/withdrawal", self.withdraw), summary="Take "
                  "back what one has proposed and not all have committed to.", takes=QuietWithdrawForm,
                  gives=QuietPeriodOut),
            Route("GET", f"{one}/figures", needs(READ), self.figures, summary="Days in force, and of each party's own "
                  "record days kept and incidents by state.", gives=QuietFiguresOut),
        )  # fmt: skip

    async def listed(self, call: Call) -> Answer:
        """Without the operations inside them."""
        page, now_us = await self._page(call)
        erased = await self._desk.read(
            lambda state, _: [state.erased.get((Erasable.QUIET_PERIOD, period.id)) for period in page.items]
        )
        shown = [quiet_out(period, now_us, erased=one) for period, one in zip(page.items, erased, strict=True)]
        return given(200, Page(shown, page.next))

    async def every_figure(self, call: Call) -> Answer:
        """A page of them to be shown, and read again."""
        page, _ = await self._page(call)
        return given(200, Page([await self._figures(period, call.party) for period in page.items], page.next))

    async def read(self, call: Call) -> Answer:
        """What one sees inside is what one sees anyway."""
        return await self._shown(call, text_id(call.path[0], "id"))

    async def propose(self, call: Call) -> Answer:
        """Under an agreement in force, of the level information or above."""
        form = read_body(call, QuietForm)
        area, areas_m2 = places_of(form.area, self._limits, "`from` and `until` say", "area")
        period_id = new_id(call, _ROOT)
        if not await made_before(call, self._desk, lambda state, now_us: state.quiet.get(period_id)):
            await self._desk.submit(
                ProposeQuiet(
                    party=call.party,
                    id=period_id,
                    person=call.name or form.person,
                    under=form.under,
                    parties=tuple(form.parties),
                    title=form.title,
                    text=form.text,
                    kinds=tuple(form.kinds),
                    area=area,
                    areas_m2=areas_m2,
                    from_us=microseconds(form.begins),
                    until_us=microseconds(form.until),
                )
            )
        return await self._shown(call, period_id, 201)

    async def commit(self, call: Call) -> Answer:
        """Said twice, it was said once."""
        form, period_id = read_body(call, CommitForm), text_id(call.path[0], "id")
        person, until_us = call.name or form.person, microseconds(form.until)
        return await self._done(call, SayToQuiet(call.party, period_id, person, Said.COMMITTED, until_us))

    async def decline(self, call: Call) -> Answer:
        """Whoever has declined may still commit."""
        form, period_id = read_body(call, DeclineQuietForm), text_id(call.path[0], "id")
        person, until_us = call.name or form.person, microseconds(form.until)
        return await self._done(call, SayToQuiet(call.party, period_id, person, Said.DECLINED, until_us, form.reason))

    async def take_back(self, call: Call) -> Answer:
        """Whatever becomes of the channel."""
        form, period_id = read_body(call, TakeBackForm), text_id(call.path[0], "id")
        return await self._done(call, TakeBack(call.party, period_id, call.name or form.person, form.reason))

    async def extend(self, call: Call) -> Answer:
        """One at a time; one's own is replaced by another."""
        form, period_id = read_body(call, ExtendForm), text_id(call.path[0], "id")
        person, until_us = call.name or form.person, microseconds(form.until)
        return await self._done(call, ExtendQuiet(call.party, period_id, person, until_us))

    async def withdraw(self, call: Call) -> Answer:
        """What all have committed to is not withdrawn, but taken back."""
        form, period_id = read_body(call, QuietWithdrawForm), text_id(call.path[0], "id")
        return await self._done(call, WithdrawQuiet(call.party, period_id, call.name or form.person, form.reason))

    async def figures(self, call: Call) -> Answer:
        """Each side's own count beside the other's."""
        period_id = text_id(call.path[0], "id")
        period = await self._desk.read(lambda state, now_us: seen_quiet(state, period_id, call.party))
        return given(200, await self._figures(period, call.party))

    async def _figures(self, period: QuietPeriod, party: str) -> QuietFiguresOut:
        """As far as the party was told of others' records. Incidents are gone through some at a time: whoever has very
        many keeps nobody waiting."""
        counting = Counting(period)
        ids = await self._desk.read(lambda state, now_us: incidents_of(state, period.id, party))
        for first in range(0, len(ids), _INCIDENTS_AT_ONCE):
            some = ids[first : first + _INCIDENTS_AT_ONCE]
            await self._desk.read(
                lambda state, now_us, some=some: counting.take(of_incidents(state, some, party, now_us))  # type: ignore[misc]
            )
            await asyncio.sleep(0)  # the others
        now_us = await self._desk.read(lambda state, now_us: now_us)
        return quiet_figures_out(period, counting.figures(now_us), now_us)

    async def _page(self, call: Call) -> tuple[Page[QuietPeriod], int]:
        """Some are looked at at a time, and with large areas a page is shorter."""
        filters, party = read_query(call, QuietFilters), call.party

        def look(state: Office, now_us: int, keys: Sequence[str]) -> list[tuple[str, QuietPeriod]]:
            every = ((key, seen_quiet(state, key[TIME_DIGITS:], party)) for key in keys)
            return [(key, one) for key, one in every if _asked_for(one, filters, now_us)]

        keys, now_us = await self._desk.read(
            lambda state, now_us: ([newest_first(*one) for one in state.quiet.times_for(party)], now_us)
        )
        page = await page_looked_for(self._desk, keys, look, itemgetter(0), lambda pair: _weight(pair[1]), call.query)
        return Page([period for _, period in page.items], page.next), now_us

    async def _done(self, call: Call, command: QuietCommand) -> Answer:
        period = await self._desk.submit(command)
        return await self._shown(call, period.id)

    async def _shown(self, call: Call, period_id: str, status: int = 200) -> Answer:
        """What is inside is looked for some at a time: however much is planned there, nobody is kept waiting."""
        party = call.party
        period, names, erased, now_us = await self._desk.read(
            lambda state, now_us: (
                found := seen_quiet(state, period_id, party),
                names_around(state, found, party, now_us),
                state.erased.get((Erasable.QUIET_PERIOD, period_id)),
                now_us,
            )
        )
        if not period.committed_us or period.state(now_us) is QuietState.ENDED:
            return given(status, quiet_out(period, now_us, erased=erased))
        most, at_once = looked_at(period)
        things = await looked_for(
            self._desk,
            names[:most],
            lambda state, now_us, some: inside(state, period, party, now_us, some),
            MOST_TOLD,
            at_once,
        )
        return given(status, quiet_out(period, now_us, shown(things, not_all=len(names) > most), erased))


def _weight(period: QuietPeriod) -> int:
    """How many ordinary volumes it weighs as much as."""
    numbers = sum(len(one.outline.vertices) for one in period.area if isinstance(one.outline, Polygon))
    return len(period.area) + numbers // _USUAL_NUMBERS


def _asked_for(one: QuietPeriod, filters: QuietFilters, now_us: int) -> bool:
    return (
        filters.state in (None, one.state(now_us))
        and filters.under in ("", one.under)
        and (not filters.party or filters.party in one.parties)
    )
