"""Drafts of notices: written by one person, checked by another, released by either. And templates to begin with."""

from __future__ import annotations

import contextlib
from datetime import datetime
from typing import Annotated, Any

import msgspec

from tansiq.centre.drafts import (
    ChangeDraft,
    CheckDrafts,
    ReleasedDrafts,
    ThrowAway,
    WriteDrafts,
    Written,
    known_draft,
    releasable,
)
from tansiq.centre.hosting import Hosted
from tansiq.centre.likeness import Resembled
from tansiq.centre.papers import Draft, DraftState, Template
from tansiq.centre.reception import Reception
from tansiq.centre.refusals import Refusal
from tansiq.centre.roles import OPERATE, READ
from tansiq.centre.shifts import DropTemplate, KeepTemplate
from tansiq.centre.state import Centre
from tansiq.gateways.api_v1.frame import given, needs, person_of, read_body, read_query, refused, text_id
from tansiq.gateways.api_v1.idempotency import Repeats, new_id
from tansiq.gateways.api_v1.notice_forms import NoticeForm, put_of
from tansiq.gateways.api_v1.outside import Outside
from tansiq.gateways.api_v1.pages import PARAMETERS, Page, page_of
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.forms import read_form
from tansiq.gateways.outlines import FormLimits, moment
from tansiq.journal.errors import JournalError, OutcomeUnknown, StoreUnavailable
from tansiq.office.notices import check_next
from tansiq.office.refusals import Refusal as OfficeRefusal

_ROOT, _TEMPLATES = "/api/v1/notice-drafts", "/api/v1/notice-templates"
PROGRAM = "a program"
"""Who has written what no person has."""
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]


class DraftForm(NoticeForm, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A notice to be; or, with `changes`, the next version of that notice of one's own: `version` is then the one that
    was read, and goes on being told."""

    changes: Annotated[str, msgspec.Meta(max_length=64)] = ""


class ChangeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Another form of a draft, and the version that was read."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    form: NoticeForm


class SeenForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A draft, and the digest of the form that was looked at."""

    id: Id
    digest: Annotated[str, msgspec.Meta(min_length=64, max_length=64)]


class ChecksForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The coordinates of these have been compared with their source."""

    seen: Annotated[list[SeenForm], msgspec.Meta(min_length=1, max_length=1_000)]


class IdsForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Drafts by their ids."""

    ids: Annotated[list[Id], msgspec.Meta(min_length=1, max_length=1_000)]


class DraftOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A draft. `authors` and `checked_by` are people of the party, by their ids. `likeness`: what it resembles,
    in English; `resembles`: the same in parts.
    `changes`: the notice that it changes, in the version that its form names."""

    id: str
    version: int
    state: DraftState
    digest: str
    authors: list[str]
    made: datetime
    changed: datetime
    checked_by: str = ""
    checked: datetime | None = None
    batch: str = ""
    where: str = ""
    likeness: str = ""
    resembles: Resembled | None = None
    changes: str = ""
    form: NoticeForm


class ReleaseOut(msgspec.Struct, omit_defaults=True):
    """What became of one draft: released as a notice of the same id, or as the next version of `notice`; or why not."""

    id: str
    released: bool
    code: str = ""
    detail: str = ""
    field: str = ""
    notice: str = ""


class ReleasesOut(msgspec.Struct):
    """What became of each."""

    results: list[ReleaseOut]


class RemovedOut(msgspec.Struct):
    """How many have been thrown away."""

    removed: int


class DraftsOut(msgspec.Struct):
    """The drafts as they are now."""

    drafts: list[DraftOut]


class TemplateForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """As much of a notice's form as is always the same."""

    form: dict[str, Any]


class TemplateOut(msgspec.Struct):
    """A form to begin with."""

    name: str
    form: dict[str, Any]
    changed: datetime


class Filters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which drafts are asked for."""

    state: DraftState | None = None
    batch: str = ""


class Drafts:
    """The routes of drafts and templates."""

    def __init__(self, outside: Outside, reception: Reception, limits: FormLimits, repeats: Repeats) -> None:
        self._outside, self._reception, self._limits, self._repeats = outside, reception, limits, repeats

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        one, template = f"{_ROOT}/{{id}}", f"{_TEMPLATES}/{{name}}"
        return (
            Route("GET", _ROOT, needs(READ), self.list, summary="The party's drafts of notices.", gives=Page[DraftOut],
                  parameters={**PARAMETERS, "state": "written, checked or released; without it, those not released",
                  "batch": "of this import"}),
            Route("POST", _ROOT, needs(OPERATE), self._repeats.once(_ROOT, self.write), summary="Write a draft.",
                  takes=DraftForm, gives=DraftOut, status=201),
            Route("GET", one, needs(READ), self.read, summary="A draft.", gives=DraftOut),
            Route("PUT", one, needs(OPERATE), self.change, summary="Write in a draft; it has to be checked again.",
                  takes=ChangeForm, gives=DraftOut),
            Route("POST", f"{_ROOT}/checks", needs(OPERATE), self.check, summary="Say that one has compared the "
                  "coordinates with their source.", takes=ChecksForm, gives=DraftsOut),
            Route("POST", f"{_ROOT}/releases", needs(OPERATE), self.release, summary="Release what somebody else has "
                  "checked.", takes=IdsForm, gives=ReleasesOut),
            Route("POST", f"{_ROOT}/removals", needs(OPERATE), self.throw_away, summary="Throw drafts away.",
                  takes=IdsForm, gives=RemovedOut),
            Route("GET", _TEMPLATES, needs(READ), self.templates, summary="Forms to begin with.",
                  gives=Page[TemplateOut], parameters=PARAMETERS),
            Route("PUT", template, needs(OPERATE), self.keep_template, summary="Keep a form to begin with.",
                  takes=TemplateForm, gives=TemplateOut),
            Route("DELETE", template, needs(OPERATE), self.drop_template, summary="Throw a template away.",
                  status=204),
        )  # fmt: skip

    async def list(self, call: Call) -> Answer:
        """In the order of their identifiers."""
        filters, hosted = read_query(call, Filters), await self._centre(call)

        def found(state: Centre, now_us: int) -> Page[DraftOut]:
            wanted = (
                draft
                for draft in state.drafts.values()
                if (draft.state is filters.state if filters.state else draft.state is not DraftState.RELEASED)
                and filters.batch in ("", draft.batch)
            )
            page = page_of(wanted, lambda draft: draft.id, call.query)
            return Page([draft_out(draft) for draft in page.items], page.next)

        return given(200, await hosted.desk.read(found))

    async def write(self, call: Call) -> Answer:
        """`author` and `checked_by` are left empty: they follow from who writes and who checks."""
        form = read_body(call, DraftForm)
        put_of(call.party, "draft", form, self._limits)  # what could never be released is refused now
        hosted, draft_id = await self._centre(call), new_id(call, _ROOT)
        if form.changes and not await hosted.desk.read(lambda state, now_us: draft_id in state.drafts):
            await self._check_change(call.party, form.changes, form)
        written = Written(draft_id, form_text(form, changes=form.changes), changes=form.changes)
        await hosted.desk.submit(WriteDrafts(_author(call), (written,)))
        return await self._shown(hosted, draft_id, 201)

    async def read(self, call: Call) -> Answer:
        """For its own party's people and programs."""
        return await self._shown(await self._centre(call), text_id(call.path[0], "id"))

    async def change(self, call: Call) -> Answer:
        """Whoever writes in it cannot check it any more."""
        form, draft_id = read_body(call, ChangeForm), text_id(call.path[0], "id")
        put_of(call.party, "draft", form.form, self._limits)
        hosted = await self._centre(call)
        changes = await hosted.desk.read(lambda state, now_us: known_draft(state, draft_id).changes)
        if changes:
            await self._check_change(call.party, changes, form.form)
        text = form_text(form.form, changes=changes)
        await hosted.desk.submit(ChangeDraft(_author(call), draft_id, form.version, text))
        return await self._shown(hosted, draft_id)

    async def check(self, call: Call) -> Answer:
        """All of them or none; by a person, and not by one who has written in them."""
        form = read_body(call, ChecksForm)
        person = person_of(call, "a person compares coordinates with their source; sign in")
        hosted = await self._centre(call)
        checked = await hosted.desk.submit(CheckDrafts(person, tuple((one.id, one.digest) for one in form.seen)))
        return given(200, DraftsOut([draft_out(draft) for draft in checked]))

    async def release(self, call: Call) -> Answer:
        """Each on its own: one that the office refuses keeps none of the others back. Sent again, it does no harm."""
        form, hosted = read_body(call, IdsForm), await self._centre(call)
        results: list[ReleaseOut] = []
        taken_in: dict[str, str] = {}
        try:
            for draft_id in form.ids:
                results.append(await self._release(call, hosted, draft_id, taken_in))
        finally:  # also when the time is up: the notices are out
            if taken_in:
                with contextlib.suppress(JournalError):  # to release them again, or the next start, notes it
                    await hosted.desk.submit(ReleasedDrafts(_author(call), tuple(taken_in.items())))
        return given(200, ReleasesOut(results))

    async def throw_away(self, call: Call) -> Answer:
        """Those that are there."""
        form, hosted = read_body(call, IdsForm), await self._centre(call)
        return given(200, RemovedOut(await hosted.desk.submit(ThrowAway(_author(call), tuple(form.ids)))))

    async def templates(self, call: Call) -> Answer:
        """By their names."""
        hosted = await self._centre(call)

        def found(state: Centre, now_us: int) -> Page[TemplateOut]:
            page = page_of(state.templates.values(), lambda template: template.name, call.query)
            return Page([_template_out(template) for template in page.items], page.next)

        return given(200, await hosted.desk.read(found))

    async def keep_template(self, call: Call) -> Answer:
        """Of the same name there is one."""
        form, hosted = read_body(call, TemplateForm), await self._centre(call)
        text = msgspec.json.encode(form.form).decode()
        command = KeepTemplate(_author(call), text_id(call.path[0], "name", 100), text)
        return given(200, _template_out(await hosted.desk.submit(command)))

    async def drop_template(self, call: Call) -> Answer:
        """Drafts that began with it stay."""
        hosted = await self._centre(call)
        await hosted.desk.submit(DropTemplate(_author(call), text_id(call.path[0], "name", 100)))
        return Answer(204, b"")

    async def _centre(self, call: Call) -> Hosted:
        return await self._reception.hosting.make(call.party)

    async def _check_change(self, party: str, notice_id: str, form: NoticeForm) -> None:
        """What the office would refuse when it is released. Raises `Problem`."""
        known = await self._outside.own_notice(party, notice_id)
        if known is None:
            raise Problem(404, "not-found", f"no notice {notice_id} of yours is in force", "changes")
        if not form.version:
            raise Problem(400, "malformed", "name the version of the notice that you have read", "version")
        try:
            check_next(form.version, {one.party for one in form.recipients}, known.version, known.recipients)
        except OfficeRefusal as refusal:
            raise refused(refusal) from None

    async def _shown(self, hosted: Hosted, draft_id: str, status: int = 200) -> Answer:
        def found(state: Centre, now_us: int) -> DraftOut:
            draft = state.drafts.get(draft_id)
            if draft is None:
                raise Refusal("draft-unknown", "there is no such draft", field="id")
            return draft_out(draft)

        return given(status, await hosted.desk.read(found))

    async def _release(self, call: Call, hosted: Hosted, draft_id: str, taken_in: dict[str, str]) -> ReleaseOut:
        try:
            may_go = await hosted.desk.read(lambda state, now_us: releasable(state, draft_id))
            if may_go.draft.state is not DraftState.RELEASED:
                form = msgspec.structs.replace(
                    read_form(may_go.draft.form.encode(), NoticeForm),
                    author=may_go.author,
                    checked_by=may_go.checked_by,
                )
                await self._outside.release(call.party, may_go.draft.changes or draft_id, form)
                taken_in[draft_id] = may_go.draft.digest
        except Refusal as refusal:
            return ReleaseOut(draft_id, False, refusal.code, refusal.message, refusal.field)
        except OfficeRefusal as refusal:
            return ReleaseOut(draft_id, False, refusal.code, refusal.message, refusal.field)
        except Problem as problem:
            return ReleaseOut(draft_id, False, problem.code, problem.message, problem.field)
        except OutcomeUnknown as unknown:
            return ReleaseOut(draft_id, False, "outcome-unknown", f"{unknown}; release it again when it is up again")
        except JournalError as error:  # others may be released already: the answer has to say which
            code = "journal-unavailable" if isinstance(error, StoreUnavailable) else "not-now"
            return ReleaseOut(draft_id, False, code, "the office cannot take it in now; release it again later")
        return ReleaseOut(draft_id, True, notice=may_go.draft.changes)


def draft_out(draft: Draft) -> DraftOut:
    """As it is answered."""
    return DraftOut(
        id=draft.id,
        version=draft.version,
        state=draft.state,
        digest=draft.digest,
        authors=list(draft.authors),
        made=moment(draft.made_us),
        changed=moment(draft.changed_us),
        checked_by=draft.checked_by,
        checked=moment(draft.checked_us) if draft.checked_us else None,
        batch=draft.batch,
        where=draft.where,
        likeness=draft.likeness if draft.resembles is None else draft.resembles.sentence,
        resembles=draft.resembles,
        changes=draft.changes,
        form=msgspec.json.decode(draft.form, type=NoticeForm),
    )


def form_text(form: NoticeForm, *, changes: str = "") -> str:
    """A form as a draft keeps it: without the two persons, in the one order of its fields. The version is told where it
    is that of a notice which it changes."""
    said = {name: getattr(form, name) for name in NoticeForm.__struct_fields__}
    said |= {"author": "", "checked_by": "", "version": form.version if changes else 0}
    return msgspec.json.encode(NoticeForm(**said)).decode()


def _author(call: Call) -> str:
    return call.person or PROGRAM


def _template_out(template: Template) -> TemplateOut:
    return TemplateOut(template.name, msgspec.json.decode(template.form), moment(template.changed_us))
