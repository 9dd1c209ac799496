"""Many errands of a party's own centre in one request: each is decided in its order, by the route that it names, as if
it had come alone, and each has its own answer.

What takes time is not to decide but to wait for the disk and the network. So some are begun together, their commands
are submitted one after another in their order, and one flush to disk serves many. Only for things that people plan,
notify and say is that possible: nothing that is read before such a command is submitted depends on the command before.
All else waits for the answers to those before it, and is waited for.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Sequence
from typing import Annotated
from urllib.parse import unquote

import msgspec

from tansiq.centre.roles import LINK
from tansiq.gateways.api_v1.errands import UnderWay, under_way
from tansiq.gateways.api_v1.frame import given, needs, read_body
from tansiq.gateways.api_v1.idempotency import HEADER, LONGEST_KEY
from tansiq.gateways.contract import Answer, Call, Problem, Route, missing_scopes, parameters_of, problem_document
from tansiq.gateways.route_table import RouteTable

ROOT = "/api/v1/errands"
MOST = 100
_MOST_PATH, _MOST_PERSON = 8_192, 200
_IN_TURN_S = 3.0
"""After this long none is begun any more that has to wait: its sender waits for the answers, too."""
_FIRST_TOGETHER, _MOST_TOGETHER, _QUICK_S = 8, 64, 0.1
"""So many are under way at a time, more while that takes no longer than this: nobody else waits long for the office."""
_MOST_BYTES = 12 << 20
_FLOWING = tuple(f"/api/v1/{name}" for name in ("operations", "notices", "threads"))


class ErrandForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A request as it would come alone, with its key; `body` is its body as text. `person` and `name`: for whom of the
    party's people the centre speaks."""

    key: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_KEY, pattern=r"^[ -~]+$")]
    method: str
    path: Annotated[str, msgspec.Meta(max_length=_MOST_PATH)]
    body: str = ""
    person: Annotated[str, msgspec.Meta(max_length=_MOST_PERSON)] = ""
    name: Annotated[str, msgspec.Meta(max_length=_MOST_PERSON)] = ""


class BatchForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Errands, in the order in which they were given."""

    errands: Annotated[list[ErrandForm], msgspec.Meta(min_length=1, max_length=MOST)]


class ErrandAnswer(msgspec.Struct, omit_defaults=True):
    """What the errand's own route answers: from status 400 on, `body` is a problem document."""

    status: int
    body: msgspec.Raw
    headers: dict[str, str] = {}


class BatchOut(msgspec.Struct):
    """Answers to the first so many errands, in their order. Those without one are to be sent again: it is not known
    here whether they were done."""

    answers: list[ErrandAnswer]


class Batches:
    """The route of many errands in one request."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._table = RouteTable(tuple(route for route in routes if route.method != "GET" and route.scopes))

    def routes(self) -> tuple[Route, ...]:
        """The one."""
        return (
            Route("POST", ROOT, needs(LINK), self.carry_out, summary="A party's own centre has many things done, each "
                  "once, in this order.", takes=BatchForm, gives=BatchOut),
        )  # fmt: skip

    async def carry_out(self, call: Call) -> Answer:
        """Where the office cannot do one, those after it are not answered; if it is the first, the fault is raised."""
        errands = read_body(call, BatchForm).errands
        if len({errand.key for errand in errands}) != len(errands):
            raise Problem(400, "malformed", "each errand has a key of its own", "errands")
        tasks: list[asyncio.Task[ErrandAnswer]] = []
        try:
            await self._in_order(call, errands, tasks)
            found = await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            for task in tasks:
                task.cancel()
        if isinstance(found[0], BaseException):
            raise found[0]
        answers: list[ErrandAnswer] = []
        size = 0
        for answer in found:
            size += 0 if isinstance(answer, BaseException) else len(bytes(answer.body))
            if isinstance(answer, BaseException) or (answers and size > _MOST_BYTES):
                break
            answers.append(answer)
        return given(200, BatchOut(answers))

    async def _in_order(
        self, call: Call, errands: Sequence[ErrandForm], tasks: list[asyncio.Task[ErrandAnswer]]
    ) -> None:
        until_s, before = time.monotonic() + _IN_TURN_S, None
        began_s, width, begun = 0.0, _FIRST_TOGETHER, 0
        for errand in errands:
            flows = errand.path.startswith(_FLOWING)
            if begun and (begun >= width or not flows):
                await asyncio.wait(tasks)
                now_s = time.monotonic()
                if _failed(tasks) or now_s > until_s:
                    return
                width = min(2 * width, _MOST_TOGETHER) if now_s - began_s < _QUICK_S else max(1, width // 2)
                begun = 0
            began_s = began_s if begun else time.monotonic()
            before = UnderWay(call.party, errand.key, before)
            tasks.append(asyncio.create_task(self._one(call, errand, before)))
            begun = begun + 1 if flows else width

    async def _one(self, call: Call, errand: ErrandForm, state: UnderWay) -> ErrandAnswer:
        """Raises what is no answer of the route: the office's own faults, and a journal that cannot be written."""
        under_way.set(state)
        try:
            answer = await self._asked(call, errand)
        except Problem as problem:
            state.failed = problem.status >= 500
            if state.failed:
                raise
            document = problem_document(problem.status, problem.code, problem.message, problem.field, more=problem.more)
            return ErrandAnswer(problem.status, msgspec.Raw(document))
        except BaseException:
            state.failed = True
            raise
        finally:
            if state.before is not None:
                await state.before.passed.wait()
            state.passed.set()
        headers = {name.decode(): value.decode("latin-1") for name, value in answer.headers}
        return ErrandAnswer(answer.status, msgspec.Raw(answer.body or b"null"), headers)

    async def _asked(self, call: Call, errand: ErrandForm) -> Answer:
        path, _, query = errand.path.partition("?")
        found = self._table.find(unquote(path))
        if found is None:
            raise Problem(404, "no-such-path", "there is nothing at this path; docs/interface.md lists all", "path")
        methods, names = found
        route = methods.get(errand.method)
        if route is None:
            allow = ", ".join(sorted(methods))
            raise Problem(405, "method-not-allowed", f"{errand.method} is not possible here; try {allow}", "method")
        if lacking := missing_scopes(route.scopes, call.scopes):
            raise Problem(403, "scope-missing", lacking)
        if bool(errand.name) > bool(errand.person) or not (errand.person + errand.name + "-").isprintable():
            message = f"1 to {_MOST_PERSON} printable characters; a name belongs to a person"
            raise Problem(400, "person-invalid", message, "person")
        return await route.handler(
            Call(
                party=call.party,
                scopes=call.scopes,
                path=names,
                query=parameters_of(query),
                body=errand.body.encode(),
                person=errand.person,
                headers={HEADER.lower().encode(): errand.key.encode(), b"content-type": b"application/json"},
                name=errand.name or errand.person,
                peer=call.peer,
            )
        )


def _failed(tasks: list[asyncio.Task[ErrandAnswer]]) -> bool:
    return any(task.done() and not task.cancelled() and task.exception() is not None for task in tasks)
