"""Lines of scenes about requests.

relief requests R information to army,uss1 [groups union] [under A] needed 10:00 [urgent] [marked TLP:RED] saying ...
army notes request R                                  also: army ponders request R
army answers request R [in part] [with S,T] [saying ...]
army declines request R [because ...]
relief needs request R by 11:00
relief withdraws request R because ...
army lists requests
relief tallies A                                      how each party of the agreement answers
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from tansiq.office.asked import Request, RequestContent, RequestKind, ResponseState
from tansiq.office.information import Marking, Release
from tansiq.office.kinds import Priority
from tansiq.office.machine import AnyCommand
from tansiq.office.requested import SeenRequest, SeenResponse, seen_request, these_seen
from tansiq.office.requests import MakeRequest, NeedBy, RequestMoved, RequestPut, Respond, WithdrawRequest
from tansiq.office.responses import ResponseRecord, response_records

if TYPE_CHECKING:
    from tests.office.stage import Stage

_STATES = {"notes": ResponseState.RECEIVED, "ponders": ResponseState.CONSIDERED, "declines": ResponseState.DECLINED}


def is_about_requests(words: list[str]) -> bool:
    return words[1:2] == ["requests"] or words[2:3] == ["request"]


def is_a_look_at_requests(words: list[str]) -> bool:
    return words[1:] == ["lists", "requests"] or words[1:2] == ["tallies"]


def command_of(stage: Stage, words: list[str]) -> AnyCommand:
    party, verb = words[:2]
    if verb == "requests":
        return _made(stage, words)
    request_id = stage.id_of(words[3])
    known = stage.state.requests.get(request_id)
    version = 1 if known is None else known.version
    match verb:
        case "needs":
            return NeedBy(party, request_id, version, stage.clock(_after(words, "by")))
        case "withdraws":
            return WithdrawRequest(party, request_id, version, _rest(words, "because"))
    state = _STATES.get(verb) or (ResponseState.PARTLY_ANSWERED if "part" in words else ResponseState.ANSWERED)
    said = _rest(words, "saying")
    with_reports = _after(words, "with")
    return Respond(
        party,
        request_id,
        state,
        f"officer of {party}",
        _rest(words, "because"),
        _digest(said) if said else "",
        "en" if said else "",
        reports=tuple(map(stage.id_of, with_reports.split(","))) if with_reports else (),
    )


def look(stage: Stage, words: list[str]) -> str:
    state, party = stage.state, words[0]
    if words[1] == "tallies":
        records = response_records(state, stage.id_of(words[2]) if words[2] not in state.agreements else words[2],
                                   party, stage.now_us)  # fmt: skip
        return "\n".join(map(_record, records))
    newest = (request_id for _, request_id in state.requests.times_for(party))
    return "\n".join(map(_lines, these_seen(state, newest, party, stage.now_us))) or "nothing"


def reply(stage: Stage, answer: object, party: str) -> list[str] | None:
    if isinstance(answer, Request):
        return _lines(seen_request(stage.state, answer.id, party, stage.now_us)).split("\n")
    return None


def event_name(event: object) -> str | None:
    if isinstance(event, RequestPut | RequestMoved):
        told = "; ".join(f"{' '.join(tell.to)}: {tell.why}" for tell in event.tell)
        name = f"request.put {event.request.id}" if isinstance(event, RequestPut) else f"request.moved {event.id}"
        return f"{name} ({event.cause}) tells {told or 'nobody'}"
    return None


def _made(stage: Stage, words: list[str]) -> MakeRequest:
    def names(word: str) -> tuple[str, ...]:
        return tuple(_after(words[: words.index("saying")], word).split(",")) if word in words else ()

    content = RequestContent(
        body=_digest(_rest(words, "saying")),
        language="en",
        kind=RequestKind(words[3]),
        priority=next((Priority(word) for word in words if word in ("urgent", "distress")), Priority.ROUTINE),
        marking=Marking(_after(words, "marked") or "TLP:AMBER"),
        person=f"officer of {words[0]}",
    )
    to = Release(names("to"), names("groups"), names("under"))
    return MakeRequest(words[0], stage.id_of(words[2]), content, (), to, stage.clock(_after(words, "needed")))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _after(words: list[str], word: str) -> str:
    return words[words.index(word) + 1] if word in words[:-1] else ""


def _rest(words: list[str], word: str) -> str:
    return " ".join(words[words.index(word) + 1 :]) if word in words else ""


def _lines(seen: SeenRequest) -> str:
    withdrawn = f", withdrawn: {seen.reason}" if seen.withdrawn_us else ""
    priority = f" {seen.content.priority}" if seen.content.priority is not Priority.ROUTINE else ""
    head = f"request {seen.id} of {seen.asker}:{priority} {seen.content.kind}{withdrawn}"
    return "\n".join([head, *map(_response, seen.responses)])


def _response(one: SeenResponse) -> str:
    said = ""
    if one.steps:
        last = one.steps[-1]
        said = f" by {last.person}" + (f": {last.reason}" if last.reason else "")
        said += "".join(f", with {held.report}#{held.version}" for held in last.reports)
    return (
        f"  {one.party}: {one.state}{said}{', overdue' if one.overdue else ''}, under {one.under}"
        f"{', waits for the channel' if one.waits else ''}"
    )


def _record(one: ResponseRecord) -> str:
    silent = f" ({one.unexplained} without a reason)" if one.unexplained else ""
    took = "" if one.median_us is None else f", in {one.median_us // 60_000_000} min"
    return (
        f"{one.party}: asked {one.asked}, open {one.open}, answered {one.answered}, partly {one.partly}, declined "
        f"{one.declined}{silent}, withdrawn {one.withdrawn}, overdue {one.overdue}{took}"
    )
