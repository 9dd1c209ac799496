"""The TAXII 2.1 server (OASIS TAXII 2.1, sections 4 and 5): collections of reports, to be read in pages that miss
nothing, and pushed into. What is sent of another's report is noted first as shown."""

from __future__ import annotations

import uuid
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from tansiq.centre.roles import OPERATE, READ
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.outlines import FormLimits
from tansiq.gateways.report_words import ReportWords
from tansiq.gateways.statuses import STATUS
from tansiq.gateways.taxii import stix
from tansiq.gateways.taxii.asking import MEDIA, cursor_of, read_asked
from tansiq.gateways.taxii.pages import Found, ObjectsPage, Pages
from tansiq.gateways.taxii.pushed import READ_BESIDE, Beside, Pushed, read
from tansiq.gateways.taxii.shelves import Shelf, alias, shelf, shelves_of
from tansiq.gateways.taxii.stix import Stix, version_of, written
from tansiq.office.desk import Desk
from tansiq.office.information import Release, Report, ReportState
from tansiq.office.parties import taking_part
from tansiq.office.refusals import Refusal
from tansiq.office.reported import holds
from tansiq.office.reports import PutReport, WithdrawReport
from tansiq.office.state import Office

ROOT = "/taxii2"
API_ROOT = f"{ROOT}/reports"
STIX_MEDIA = "application/stix+json;version=2.1"
TITLE = "Tansiq"
MOST_PUSHED = 1_000
"""Objects of one envelope that comes in."""
_MOST_STATUSES = 1_000
_TAKEN_BACK = "taken back over TAXII"
_ACCEPTED = frozenset({"application/taxii+json", "application/*", "*/*"})
_NAMESPACE = uuid.UUID("5b2d6f6a-9f1c-5a44-8f0e-0c6f4a7d9b13")
_encode = msgspec.json.Encoder().encode


class Taxii:
    """The routes of the server. `max_bytes`: of one request's body."""

    def __init__(self, desk: Desk, words: ReportWords, limits: FormLimits, max_bytes: int) -> None:
        self._desk, self._words, self._limits = desk, words, limits
        self._pages = Pages(desk, words)
        self._max_bytes = max_bytes
        self._statuses: OrderedDict[tuple[str, str], Stix] = OrderedDict()

    def routes(self) -> tuple[Route, ...]:
        """Every endpoint of the standard."""
        one = f"{API_ROOT}/collections/{{id}}"
        reads, writes = (frozenset({READ}),), (frozenset({OPERATE}),)
        routes = (
            Route("GET", f"{ROOT}/", reads, self.discovery),
            Route("GET", f"{API_ROOT}/", reads, self.api_root),
            Route("GET", f"{API_ROOT}/status/{{id}}/", reads, self.status),
            Route("GET", f"{API_ROOT}/collections/", reads, self.collections),
            Route("GET", f"{one}/", reads, self.collection),
            Route("GET", f"{one}/manifest/", reads, self.manifest),
            Route("GET", f"{one}/objects/", reads, self.objects),
            Route("POST", f"{one}/objects/", writes, self.add),
            Route("GET", f"{one}/objects/{{object}}/", reads, self.one_object),
            Route("DELETE", f"{one}/objects/{{object}}/", writes, self.take_back),
            Route("GET", f"{one}/objects/{{object}}/versions/", reads, self.versions),
        )
        return tuple(replace(route, handler=self._framed(route.handler)) for route in routes)

    def _framed(self, inner: Callable[[Call], Awaitable[Answer]]) -> Callable[[Call], Awaitable[Answer]]:
        async def handler(call: Call) -> Answer:
            try:
                _check_accept(call)
                await self._desk.read(lambda state, now_us: taking_part(state, call.party))
                return await inner(call)
            except Refusal as refusal:
                return _error(STATUS[refusal.code], refusal.code, refusal.message, refusal.field)
            except Problem as problem:
                return _error(problem.status, problem.code, problem.message, problem.field)

        return handler

    async def discovery(self, call: Call) -> Answer:
        """Section 4.1."""
        about = "What parties report to each other. Nothing here describes a target."
        roots = {"default": f"{API_ROOT}/", "api_roots": [f"{API_ROOT}/"]}
        return _answer({"title": TITLE, "description": about, **roots})

    async def api_root(self, call: Call) -> Answer:
        """Section 4.2."""
        about = "A collection for each party that has released something to the asker, or may."
        return _answer(
            {"title": TITLE, "description": about, "versions": [MEDIA], "max_content_length": self._max_bytes}
        )

    async def status(self, call: Call) -> Answer:
        """Section 4.3. It is forgotten when the office is started anew, and after a thousand others."""
        found = self._statuses.get((call.party, call.path[0]))
        if found is None:
            raise Problem(404, "not-found", "no such status, or it is forgotten", "id")
        return _answer(found)

    async def collections(self, call: Call) -> Answer:
        """Section 5.1."""
        found = await self._desk.read(lambda state, now_us: shelves_of(state, call.party, now_us))
        return _answer({"collections": [_collection(one, call) for one in found]})

    async def collection(self, call: Call) -> Answer:
        """Section 5.2."""
        return _answer(_collection(await self._shelf(call), call))

    async def manifest(self, call: Call) -> Answer:
        """Section 5.3. It says nothing of what the objects say: nothing is noted as shown."""
        page = await self._pages.page(call.party, await self._shelf(call), read_asked(call.query))
        return _paged(page, {"objects": [_manifest(each) for each in page.found]})

    async def objects(self, call: Call) -> Answer:
        """Section 5.4."""
        page = await self._pages.shown(call.party, call.name, await self._shelf(call), read_asked(call.query))
        return _paged(page, {"objects": [each.entry.stix for each in page.found]})

    async def one_object(self, call: Call) -> Answer:
        """Section 5.6."""
        asked = read_asked(call.query)
        wanted = [each for each in await self._of_id(call) if asked.wants(each.entry) and each.place > asked.after]
        found = await self._pages.noted(call.party, call.name, wanted)
        return _paged(ObjectsPage(found, None), {"objects": [each.entry.stix for each in found]})

    async def versions(self, call: Call) -> Answer:
        """Section 5.8. What stands is kept here; what one was shown before lies in `/api/v1`."""
        found = await self._of_id(call)
        return _paged(ObjectsPage(found, None), {"versions": [version_of(each.entry.stix) for each in found]})

    async def take_back(self, call: Call) -> Answer:
        """Section 5.7. One's own report is withdrawn, and who holds it is told; nothing vanishes."""
        one, ref = await self._shelf(call), call.path[1]

        def version(state: Office, now_us: int) -> int:
            report = next(filter(None, (state.reports.get(name) for name in stix.reports_meant(ref))), None)
            if report is None or report.owner != one.owner or not holds(report, call.party):
                raise Problem(404, "not-found", "no such object in this collection", "object")
            if report.owner != call.party or ref != stix.report_ref(report.id):
                raise Problem(403, "not-yours", "only reports of one's own can be taken back", "object")
            return 0 if report.state is ReportState.WITHDRAWN else report.version

        if number := await self._desk.read(version):
            await self._desk.submit(WithdrawReport(call.party, ref.partition("--")[2], number, _TAKEN_BACK))
        return _answer({})

    async def add(self, call: Call) -> Answer:
        """Section 5.5. Each object is taken in by itself; the status says which, and why not."""
        _check_content_type(call)
        one = await self._shelf(call)
        if not one.takes:
            raise Problem(403, "not-shared", "no agreement in force lets you release to this party", "id")
        objects = _envelope(call.body)
        requested_us = await self._desk.read(lambda state, now_us: now_us)
        beside = Beside.of(objects)
        reports = sorted((each for each in objects if each.get("type") == "report"), key=_stated)
        latest = {str(each.get("id")): each for each in reports}
        successes, failures = [], []
        for each in objects:
            version = str(each.get("modified", each.get("created", "")))[:40]
            detail = {"id": str(each.get("id", ""))[:200], "version": version}
            try:
                if latest.get(str(each.get("id")), each) is not each:
                    raise Problem(422, "stix-invalid", "a later version of it is beside it", "modified")
                if str(each.get("type")) not in READ_BESIDE:
                    await self._take(call, one, read(each, beside, call.name or call.party, self._limits))
                successes.append(detail)
            except (Problem, Refusal) as refused:
                field = f"{refused.field}: " if refused.field else ""
                failures.append({**detail, "message": f"{field}{refused.message} ({refused.code})"})
        status_id = str(uuid.uuid4())
        status = {
            "id": status_id,
            "status": "complete",
            "request_timestamp": written(requested_us),
            "total_count": len(objects),
            "success_count": len(successes),
            "successes": successes,
            "failure_count": len(failures),
            "failures": failures,
            "pending_count": 0,
            "pendings": [],
        }
        self._statuses[call.party, status_id] = status
        while len(self._statuses) > _MOST_STATUSES:
            self._statuses.popitem(last=False)
        return _answer(status, 202)

    async def _take(self, call: Call, one: Shelf, pushed: Pushed) -> None:
        """Releases it, or another version of it, or takes it back."""

        # What comes from elsewhere has the identifier that it has there, and may be another party's here already.
        ids = (pushed.id, str(uuid.uuid5(_NAMESPACE, f"{call.party} {pushed.id}")))

        def own(state: Office, now_us: int) -> tuple[Report | None, str]:
            known = [report for name in ids if (report := state.reports.get(name)) is not None]
            mine = next((report for report in known if report.owner == call.party), None)
            return mine, ids[1] if known else ids[0]

        old, free = await self._desk.read(own)
        if pushed.is_revoked:
            if old is not None and old.state is not ReportState.WITHDRAWN:
                await self._desk.submit(WithdrawReport(call.party, old.id, old.version, _TAKEN_BACK))
            return
        release = Release() if old is None else old.release
        if one.owner != call.party:
            release = msgspec.structs.replace(release, parties=tuple(dict.fromkeys((*release.parties, one.owner))))
        if old is not None:
            pushed = await self._with_files_of(old, pushed)
        version, report_id = (0, free) if old is None else (old.version, old.id)
        command = PutReport(
            call.party, report_id, version, pushed.content, pushed.areas_m2, release, stated_us=pushed.modified_us
        )
        if old is None or old.state is ReportState.WITHDRAWN or old.stated_us != pushed.modified_us:
            await self._words.put(command, pushed.body)
        elif old.release != release:  # the same version once more, for somebody else
            await self._desk.submit(replace(command, content=old.current))

    async def _with_files_of(self, old: Report, pushed: Pushed) -> Pushed:
        """The same with the evidence of the version that stands: STIX names files and does not bring them, so that what
        comes in can neither add one nor mean that one is to go."""
        files = await self._words.evidence_of(old)
        content = msgspec.structs.replace(pushed.content, evidence=tuple(dict.fromkeys(one.sha256 for one in files)))
        return replace(pushed, content=content, body=msgspec.structs.replace(pushed.body, evidence=files))

    async def _shelf(self, call: Call) -> Shelf:
        return await self._desk.read(lambda state, now_us: shelf(state, call.party, call.path[0], now_us))

    async def _of_id(self, call: Call) -> list[Found]:
        found = await self._pages.of(call.party, await self._shelf(call), call.path[1])
        if not found:
            raise Problem(404, "not-found", "no such object in this collection", "object")
        return found


def _collection(one: Shelf, call: Call) -> Stix:
    return {
        "id": one.id,
        "title": one.title,
        "description": one.description,
        "alias": alias(one, call.party),
        "can_read": True,
        "can_write": one.takes and OPERATE in call.scopes,
        "media_types": [STIX_MEDIA],
    }


def _manifest(each: Found) -> Stix:
    made = each.entry.stix
    added = written(each.entry.at_us)
    return {"id": made["id"], "date_added": added, "version": version_of(made), "media_type": STIX_MEDIA}


def _paged(page: ObjectsPage, envelope: dict[str, Any]) -> Answer:
    if page.end is not None:
        envelope |= {"more": True, "next": cursor_of(page.end)}
    if not page.found:
        return _answer({name: value for name, value in envelope.items() if value})
    first, last = (written(each.entry.at_us).encode() for each in (page.found[0], page.found[-1]))
    return _answer(envelope, 200, (b"x-taxii-date-added-first", first), (b"x-taxii-date-added-last", last))


def _envelope(body: bytes) -> Sequence[Stix]:
    try:
        objects = msgspec.json.decode(body, type=dict[str, Any]).get("objects", [])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Problem(400, "not-json", f"the body is no envelope in JSON: {error}") from None
    if not isinstance(objects, list) or not all(isinstance(each, dict) for each in objects):
        raise Problem(400, "malformed", "a list of STIX objects", "objects")
    if not 1 <= len(objects) <= MOST_PUSHED:
        raise Problem(422 if not objects else 413, "malformed", f"1 to {MOST_PUSHED:,} objects at once", "objects")
    return objects


def _stated(report: Stix) -> str:
    """What orders its versions: RFC 3339 in UTC, with as many digits of a second as there are."""
    return str(report.get("modified", "")).rstrip("Zz")


def _check_accept(call: Call) -> None:
    """Section 1.6.8.1: what an answer is must be wanted."""
    wanted = call.headers.get(b"accept", b"*/*").decode("latin-1")
    for each in wanted.split(","):
        media, *parameters = (part.strip().lower() for part in each.split(";"))
        if media in _ACCEPTED and not any(one.startswith("version=") and one != "version=2.1" for one in parameters):
            return
    raise Problem(406, "not-acceptable", f"answers here are {MEDIA}", "Accept")


def _check_content_type(call: Call) -> None:
    given = call.headers.get(b"content-type", b"").decode("latin-1").lower().replace(" ", "")
    if given not in (MEDIA, MEDIA.partition(";")[0]):
        raise Problem(415, "media-type-unknown", f"send {MEDIA}", "Content-Type")


def _answer(body: Any, status: int = 200, *headers: tuple[bytes, bytes]) -> Answer:
    return Answer(status, _encode(body), headers, MEDIA.encode())


def _error(status: int, code: str, message: str, field: str) -> Answer:
    """Section 3.6.1."""
    error = {
        "title": code.replace("-", " ").capitalize(),
        "description": f"{field}: {message}" if field else message,
        "error_code": code,
        "http_status": str(status),
    }
    return _answer(error, status)
