"""Requests in one party's eyes. The one place that decides it: the asker sees what it was told of each whom it asked;
whoever was asked sees the asker and itself, and nothing of others, not that there are any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import msgspec

from tansiq.office.asked import DONE, Asked, Request, RequestContent, ResponseState, Step
from tansiq.office.erased import Erasable, Erased
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office


@dataclass(frozen=True, slots=True)
class SeenResponse:
    """How a request stands with a party that was asked, in the viewer's eyes. `via`: for the asker alone. `waits`:
    something of it waits for their channel to be in force again; only what the viewer did itself is meant."""

    party: str
    state: ResponseState
    overdue: bool
    at_us: int
    under: str
    via: str
    steps: tuple[Step, ...]
    waits: bool


@dataclass(frozen=True, slots=True)
class SeenRequest:
    """A request as a party sees it. `responses`: of each whom one asked; of what one was asked, one's own alone."""

    id: str
    asker: str
    content: RequestContent
    needed_by_us: int
    made_us: int
    changed_us: int
    withdrawn_us: int
    reason: str
    responses: tuple[SeenResponse, ...]
    own: Request | None = None
    erased: Erased | None = None


def seen_request(state: Office, request_id: str, party: str, now_us: int) -> SeenRequest:
    """The request as the party sees it. Refused: `not-found`."""
    request = state.requests.get(request_id)
    if request is None or not may_see(request, party):
        raise Refusal("not-found", f"no request {request_id}", field="id")
    return _seen(state, request, party, now_us)


def seen_of_own_request(state: Office, request_id: str, asker: str, viewer: str, now_us: int) -> SeenRequest | None:
    """What the viewer sees of a request that is the asker's own, but for what it said itself and the asker was not told
    yet. Refused: `not-found`, where there is no such request, or no such viewer."""
    request = state.requests.get(request_id)
    if request is None or request.asker != asker:
        raise Refusal("not-found", f"no request {request_id} of yours", field="id")
    if viewer not in state.parties:
        raise Refusal("not-found", f"no party {viewer[:60]}", field="party")
    one = request.asked_of(viewer)
    if one is None:
        return None
    known = msgspec.structs.replace(
        one, steps=one.steps[: one.told], changed_us=max(one.at_us, one.told_us, one.withdrawn_us)
    )
    return _with_erasure(state, _seen_by_asked(request, known, now_us))


def these_seen(state: Office, ids: Iterable[str], party: str, now_us: int) -> Iterator[SeenRequest]:
    """Those of these that the party may see, in their order."""
    for request_id in ids:
        request = state.requests.get(request_id)
        if request is not None and may_see(request, party):
            yield _seen(state, request, party, now_us)


def may_see(request: Request, party: str) -> bool:
    """Whether the party asked, or was asked."""
    return request.asker == party or request.asked_of(party) is not None


def _seen(state: Office, request: Request, party: str, now_us: int) -> SeenRequest:
    return _with_erasure(state, _as_seen(request, party, now_us))


def _with_erasure(state: Office, seen: SeenRequest) -> SeenRequest:
    return replace(seen, erased=state.erased.get((Erasable.REQUEST, seen.id)))


def _as_seen(request: Request, party: str, now_us: int) -> SeenRequest:
    if request.asker == party:
        return SeenRequest(
            request.id,
            party,
            request.content,
            request.needed_by_us,
            request.made_us,
            request.changed_us,
            request.withdrawn_us,
            request.reason,
            tuple(_of_another(request, one, now_us) for one in request.asked),
            request,
        )
    one = request.asked_of(party)
    assert one is not None
    return _seen_by_asked(request, one, now_us)


def _seen_by_asked(request: Request, one: Asked, now_us: int) -> SeenRequest:
    own = SeenResponse(
        one.party,
        one.state,
        one.is_overdue(now_us),
        one.at_us,
        one.under,
        "",  # that a coalition was asked would tell of its other members
        one.steps,
        waits=one.told < len(one.steps),
    )
    return SeenRequest(
        request.id,
        request.asker,
        request.content,
        one.needed_by_us,
        one.at_us,
        one.changed_us,
        one.withdrawn_us,
        request.reason if one.withdrawn_us else "",
        (own,),
    )


def _of_another(request: Request, one: Asked, now_us: int) -> SeenResponse:
    """As far as the asker was told; that something was said which it was not told, it does not see either."""
    state = one.state_told
    behind = bool(request.withdrawn_us and not one.withdrawn_us) or one.needed_by_us != request.needed_by_us
    open_in_its_eyes = state not in DONE
    return SeenResponse(
        one.party,
        state,
        request.misses(one, now_us),
        one.at_us,
        one.under,
        one.via,
        one.steps[: one.told],
        waits=behind and open_in_its_eyes,
    )
