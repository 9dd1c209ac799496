"""Lines of scenes about operations, notices, receipts, threads, channels and feeds.

army plans O as aircraft at 0,0 10:00-11:00 [100-500m] [state Activated] [over because ...] [called Falcon]
army changes O to at 5,0 10:00-11:00 [over because ...]       its present version, unless: version 2
army activates O [because ...] / army ends O / army strays O / army loses O / army recovers O
army weighs aircraft at 0,0 10:00-11:00 [instead of O]        what a plan would meet, and changes that meet nothing
relief releases N as site at 0,0 to army:exact uss1:coarse [until 30d] [urgent] [checked by nobody] [called Clinic]
relief changes N to ... (as releases) / relief renews N until 30d / relief withdraws N because ...
relief addresses N to army:exact uss1:coarse                  all that are to have it from now on
army reads N / army acknowledges N [version 1] / army passes N to 2nd wing [at 10:00]
army opens T with relief [under A] [about O of army] [about report R [of relief]] [urgent|distress] saying ...
army says in T [urgent|distress] [as m1] [corrects 1|translates 1 into ar|calls bob 5] saying ...
army acknowledges 2 in T / army closes T because ... / army looks at T
army tests A [as t1] / army looks at channel A
feed of army [after 3]
"""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tansiq.office import channels, giving, notices, operations, receipts, threads
from tansiq.office.feed import Subject, read_feed
from tansiq.office.holding import NoticeView, seen_notice
from tansiq.office.kinds import MessageKind, OperationState, Priority, ThingKind
from tansiq.office.machine import AnyCommand
from tansiq.office.operations import InConflict, OperationChanged
from tansiq.office.picture import Sighted, view
from tansiq.office.planning import Conflict, Plan, outlook
from tansiq.office.refusals import Refusal
from tansiq.office.rules import DAY_US
from tansiq.office.saying import Saying
from tansiq.office.standing import Standing, standing
from tansiq.office.talk import About, PhoneCall, Thread, still_awaited
from tansiq.office.things import Addressee, Card, Content, Given, Notice, Precision
from tansiq.volumes.clearing import Change

if TYPE_CHECKING:
    from tests.office.stage import Stage

_STATES = {
    "activates": OperationState.ACTIVATED,
    "ends": OperationState.ENDED,
    "strays": OperationState.NONCONFORMING,
    "loses": OperationState.CONTINGENT,
    "recovers": OperationState.ACTIVATED,
}
_VERBS = {
    "plans", "changes", "weighs", "activates", "strays", "loses", "recovers", "releases", "renews", "withdraws",
    "addresses", "reads", "acknowledges", "passes", "closes", "tests", "rings",
}  # fmt: skip


def is_about_coordination(stage: Stage, words: list[str]) -> bool:
    verb, rest = (words[1] if len(words) > 1 else ""), words[2:]
    named = stage.made.get(rest[0]) if rest else None
    return (
        verb in _VERBS
        or (verb == "opens" and "saying" in words)
        or (verb == "says" and rest[:1] == ["in"])
        or (verb == "ends" and named == "operation")
    )


def is_a_look(words: list[str]) -> bool:
    return words[:2] == ["feed", "of"] or words[1:2] in (["weighs"], ["reads"]) or words[1:3] == ["looks", "at"]


def look(stage: Stage, words: list[str]) -> str:
    state, now_us = stage.state, stage.now_us
    if words[0] == "feed":
        page = read_feed(state, words[2], int(_after(words, "after") or 0), 1000)
        return "\n".join(
            f"{told.number}. {_time(told.at_us)} {told.subject} {told.id}: {told.why}"
            + ("" if told.priority is Priority.ROUTINE else f", {told.priority}")
            + (f", step {told.level}" if told.level else "")
            for told in page.items
        ) or "nothing"  # fmt: skip
    if words[1] == "weighs":
        volume, _ = stage.volume_of(words)
        changed = stage.id_of(words[words.index("of") + 1]) if "instead" in words else ""
        found = outlook(state, Plan(words[0], ThingKind(words[2]), (volume,), changed), now_us)
        lines = [line for conflict in found.conflicts for line in _conflict(conflict)]
        lines += [f"{owner} has {kind} of which only that may be known, under {under}: ask them"
                  for owner, kind, under in found.exists]  # fmt: skip
        lines += [f"  free: {_change(change)}" for change in found.changes]
        return "\n".join(lines) or "meets nothing"
    if words[1] == "reads":
        thing_id = stage.id_of(words[2])
        operation = state.operations.get(thing_id)
        if operation is not None:
            seen = view(state, operation, words[0], now_us)
            if seen is None:
                raise Refusal("not-found", f"no operation {thing_id}", field="id")
            return _sighted(seen)
        return "\n".join(_notice_view(seen_notice(state, thing_id, words[0], now_us), words[0]))
    if words[3] == "channel":
        agreement = state.agreements[words[4]]
        known = state.channels.get(agreement.id)
        missed = "".join(f", missed by {party}: {count}" for party, count in known.missed) if known else ""
        where = standing(agreement, now_us)
        used = (
            f" {agreement.suspension.used} times"
            if where is Standing.SUSPENDED_BUT_USED and agreement.suspension
            else ""
        )
        return f"channel {agreement.id}: {where}{used}, tested {known.tests if known else 0} times{missed}"
    thread = threads.thread_of(state, stage.id_of(words[3]), words[0])
    return "\n".join(_thread(stage, thread, words[0]))


def command_of(stage: Stage, words: list[str]) -> AnyCommand:
    party, verb, name = words[0], words[1], words[2]
    reason = " ".join(words[words.index("because") + 1 :]) if "because" in words else ""
    state = stage.state
    if verb in _STATES:
        stage.made.setdefault(name, "operation")
        operation = state.operations.get(stage.id_of(name))
        version = _version(words, operation.version if operation else 0)
        person = f"{party}'s duty officer"
        return operations.SetOperationState(party, stage.id_of(name), version, _STATES[verb], person, reason)
    if verb == "plans" or (verb == "changes" and stage.made.get(name) == "operation"):
        return _plan(stage, words, reason)
    if verb == "releases" or verb == "changes":
        return _release(stage, words)
    if verb in ("renews", "withdraws", "addresses"):
        notice = state.notices.get(stage.id_of(name))
        version = _version(words, notice.version if notice else 0)
        if verb == "renews":
            return notices.RenewNotice(party, stage.id_of(name), version, _until(stage, words))
        if verb == "addresses":
            return notices.ReaddressNotice(party, stage.id_of(name), version, _addressees(words))
        return notices.WithdrawNotice(party, stage.id_of(name), version, reason)
    if verb == "acknowledges" and "in" in words:
        return threads.Acknowledge(party, stage.id_of(words[4]), int(name), f"{party}'s duty officer")
    if verb in ("acknowledges", "passes"):
        held = state.notices.get(stage.id_of(name))
        given = held.given_to(party) if held else None
        version = _version(words, given.version if given else 0)
        if verb == "acknowledges":
            return receipts.AcknowledgeNotice(party, stage.id_of(name), version, f"{party}'s duty officer")
        unit, _, at = " ".join(words[words.index("to") + 1 :]).partition(" at ")
        passed_us = stage.clock(at) if at else stage.now_us
        return receipts.PassOn(party, stage.id_of(name), version, f"{party}'s duty officer", unit, passed_us)
    if verb == "closes":
        return threads.CloseThread(party, stage.id_of(name), reason)
    if verb == "tests":
        return channels.TestChannel(party, name, stage.id_of(_after(words, "as") or f"test {stage.now_us}"))
    if verb == "rings":
        return channels.SayOnHotline(party, name, _saying(stage, words))
    if verb == "opens":
        about = ()
        if "about" in words:
            about = (_about(stage, words[words.index("about") + 1 :]),)
        others = tuple(words[words.index("with") + 1].split(","))
        return threads.OpenThread(
            party,
            stage.id_of(name),
            others,
            f"thread {name}",
            _saying(stage, words),
            about,
            _after(words[: words.index("saying")], "under") or "",
        )
    return threads.Say(party, stage.id_of(words[3]), _saying(stage, words))


def reply(stage: Stage, thing: object, party: str) -> list[str] | None:
    match thing:
        case OperationChanged():
            made = thing.operation
            lines = [f"operation {made.id} of {made.owner}: {made.kind}, {made.state}, version {made.version}"]
            lines += [f"  planned over {over.owner}'s {over.thing} under {over.under}: {made.reason}"
                      for over in made.planned_over]  # fmt: skip
            lines += [f"  {line}" for conflict in thing.conflicts for line in _conflict(conflict)]
            lines += [f"  {owner} has {kind} of which only that may be known, under {under}: ask them"
                      for owner, kind, under in thing.exists]  # fmt: skip
            return lines
        case Notice():
            return _notice_view(seen_notice(stage.state, thing.id, party, stage.now_us), party)
        case Thread():
            return [f"thread {thing.id}, {len(thing.messages)} messages"]
    return None


def refused(refusal: Refusal) -> list[str]:
    if isinstance(refusal, InConflict):
        return [f"  {line}" for conflict in refusal.conflicts for line in _conflict(conflict)]
    return []


def event_name(event: object) -> str | None:
    """The kind, of what, why, and who is told."""
    kind = str(event.__struct_config__.tag)  # type: ignore[attr-defined]
    thing = next((getattr(event, name) for name in ("operation", "notice", "thread") if hasattr(event, name)), None)
    if not kind.startswith(("operation.", "notice.", "thread.", "channel.")):
        return None
    cause = f" ({event.cause})" if hasattr(event, "cause") else ""
    of = (
        thing if isinstance(thing, str) else getattr(thing, "id", getattr(event, "id", getattr(event, "agreement", "")))
    )
    if isinstance(event, channels.ChannelPut):
        of = event.channel.agreement
    number = f" message {event.message.number}" if isinstance(event, threads.ThreadSaid) else ""
    if isinstance(event, threads.ThreadEscalated):
        number = f" message {event.number}, step {event.level}" + (f", asks for {event.role}" if event.role else "")
    if isinstance(event, channels.ChannelMissed):
        number = f" by {' '.join(event.parties)}"
    told = "; ".join(f"{tell.why} to {' '.join(tell.to)}" for tell in getattr(event, "tell", ()))
    return f"{kind} {of}{number}{cause}" + (f", told: {told}" if told else "")


def _plan(stage: Stage, words: list[str], reason: str) -> operations.PutOperation:
    party, name = words[0], words[2]
    stage.made[name] = "operation"
    thing_id = stage.id_of(name)
    old = stage.state.operations.get(thing_id)
    volume, area_m2 = stage.volume_of(words)
    kind = ThingKind(words[4]) if words[3] == "as" else old.kind if old else ThingKind.AIRCRAFT
    present = old.version if old and words[1] == "changes" else 0
    usual = old.state.value if old else "Accepted"
    return operations.PutOperation(
        party=party,
        id=thing_id,
        version=_version(words, present),
        kind=kind,
        state=OperationState(_after(words, "state") or usual),
        card=Card(_after(words, "called") or name, mark=f"mark of {name}"),
        extents=(volume,),
        areas_m2=(area_m2,),
        person=f"{party}'s planner",
        reason=reason,
    )


def _release(stage: Stage, words: list[str]) -> notices.PutNotice:
    party, name = words[0], words[2]
    stage.made[name] = "notice"
    thing_id = stage.id_of(name)
    old = stage.state.notices.get(thing_id)
    volume, area_m2 = stage.volume_of(words)
    if old is not None and "at" not in words:
        content = old.current
    else:
        content = Content(ThingKind(words[4]), Card(_after(words, "called") or name), (volume,), people="12 doctors")
    author = f"{party}'s author"
    checked = "checked by" in " ".join(words) and words[words.index("checked") + 2]
    return notices.PutNotice(
        party=party,
        id=thing_id,
        version=_version(words, old.version if old and words[1] == "changes" else 0),
        content=content,
        areas_m2=(area_m2,),
        addressees=_addressees(words),
        urgent="urgent" in words,
        valid_until_us=_until(stage, words),
        author=author,
        checked_by={"nobody": "", "itself": author}.get(checked or "", f"{party}'s second"),
    )


def _addressees(words: list[str]) -> tuple[Addressee, ...]:
    to = [w.split(":") for w in words if re.fullmatch(r"[a-z0-9]+:(exact|coarse)", w)]
    return tuple(Addressee(who, Precision(how)) for who, how in to)


def _saying(stage: Stage, words: list[str]) -> Saying:
    cut = words.index("saying")
    before, text = words[:cut], " ".join(words[cut + 1 :])
    kind, refers_to, language, call = MessageKind.MESSAGE, 0, "", None
    if "corrects" in before:
        kind, refers_to = MessageKind.CORRECTION, int(_after(before, "corrects") or 0)
    elif "translates" in before:
        kind, refers_to = MessageKind.TRANSLATION, int(_after(before, "translates") or 0)
        language = _after(before, "into") or ""
    elif "calls" in before:
        i = before.index("calls")
        kind, call = MessageKind.CALL, PhoneCall(before[i + 1], stage.now_us, int(before[i + 2]))
    priority = next((Priority(w) for w in before if w in ("urgent", "distress")), Priority.ROUTINE)
    said = _after(before, "as") or uuid.uuid5(uuid.NAMESPACE_URL, " ".join(words) + str(stage.now_us))
    return Saying(str(said), text, f"{words[0]}'s duty officer", kind, priority, language, refers_to, (), call)


def _version(words: list[str], usual: int) -> int:
    return int(_after(words, "version") or usual)


def _until(stage: Stage, words: list[str]) -> int:
    text = _after(words, "until") or "30d"
    return stage.now_us + int(text[:-1]) * DAY_US if text.endswith("d") and "+" not in text else stage.clock(text)


def _conflict(conflict: Conflict) -> list[str]:
    other, rule, gap = conflict.other, conflict.rule, conflict.gap
    name = f" ({other.title})" if other.title else ""
    bind = "binds" if conflict.binding else "does not bind"
    if conflict.binding and conflict.may_plan_over:
        bind += ", may be planned over with a reason"
    lower = "" if not rule.vertical_m else f" or {rule.vertical_m:g} m above"
    minutes = "" if not rule.minutes else f" or {rule.minutes:g} minutes"
    sight = "" if other.sight.name == "ALL" else f", seen {other.sight.name.lower()}"
    return [
        f"conflict with {other.kind} {other.id} of {other.owner}{name}{sight}: {bind}",
        f"  {_time(conflict.start_us)} to {_time(conflict.end_us)} near {_place(conflict.lat, conflict.lng)}",
        (
            f"  apart {gap.horizontal_m:.0f} m, {gap.vertical_m:g} m above, {gap.time_s / 60:g} minutes; rule"
            f"{f' of {conflict.under}' if conflict.under else ''}: {rule.horizontal_m:g} m{lower}{minutes}"
        ),
    ]


def _place(lat: float, lng: float) -> str:
    return f"{(lng - 2) * 74.4:.1f},{(lat - 48) * 111.2:.1f}"


def _change(change: Change) -> str:
    if change.later_s:
        return f"{abs(change.later_s) / 60:.2f} minutes {'later' if change.later_s > 0 else 'earlier'}"
    if change.up_m:
        return f"{abs(change.up_m):.1f} m {'higher' if change.up_m > 0 else 'lower'}"
    return f"beside, {change.east_m:.0f} m east and {change.north_m:.0f} m north"


def _sighted(seen: Sighted) -> str:
    text = f"{seen.kind} of {seen.owner}, {seen.sight.name.lower()}" + (f" under {seen.under}" if seen.under else "")
    if seen.coarse:
        shown = seen.coarse[0]
        text += f", {len(shown.cells)} cells of level {shown.level}, {shown.lower_m:g} to {shown.upper_m:g} m"
    if seen.beyond_end:
        text += f", beyond its planned end, held open until {_time(max(v.end_us or 0 for v in seen.extents))}"
    return text + (f": {seen.title}" if seen.title else "")


def _notice_view(found: NoticeView, party: str) -> list[str]:
    notice = found.notice
    until = _time(notice.valid_until_us, days=True)
    urgent = ", urgent" if notice.urgent else ""
    lines = [f"notice {notice.id} of {notice.owner}: {notice.state}, version {notice.version}{urgent}, until {until}"]
    lines.append(f"  {_sighted(found.shown)}")
    if notice.reason:
        lines.append(f"  withdrawn because {notice.reason}")
    lines += [f"  {line}" for given in notice.given for line in _given(given)]
    if notice.owner == party:
        lacking = [a.party for a in notice.addressees if notice.given_to(a.party) is None]
        lines += [f"  not yet given to {' '.join(lacking)}"] if lacking else []
        lines += ["  waits for a channel"] if giving.waits(notice) else []
    return lines


def _given(given: Given) -> list[str]:
    text = f"given to {given.party} {_time(given.at_us)}, {given.precision}, version {given.version}"
    text += ", late" if given.late else ""
    text += ", taken away" if given.taken_away else ", withdrawn" if given.withdrawn else ""
    if given.acknowledged is not None:
        text += f", acknowledged {_time(given.acknowledged.at_us)} by {given.acknowledged.person}"
    elif not given.withdrawn:
        text += f", to be acknowledged by {_time(given.due_us)}" + (f", step {given.level}" if given.level else "")
    return [text, *(f"  passed on to {p.unit} {_time(p.passed_us)}" for p in given.passed_on)]


def _about(stage: Stage, words: list[str]) -> About:
    named = words[0] in set(Subject)
    made = Subject.NOTICE if stage.made.get(words[0]) == "notice" else Subject.OPERATION
    subject, name, *rest = words if named else [made, *words]
    return About(Subject(subject), stage.id_of(name), rest[1] if rest[:1] == ["of"] else "")


def _thread(stage: Stage, thread: Thread, party: str) -> list[str]:
    under = f", under {thread.under}" if thread.under else ", under no agreement"
    lines = [f"thread {thread.id}, {thread.title}, {' and '.join(thread.parties)}{under}"]
    about = threads.about_seen(stage.state, thread, party, stage.now_us)
    lines += [f"  about {one.subject} {one.id}" + (f" of {one.owner}" if one.owner else "") for one in about]
    for message in thread.messages:
        what = "" if message.kind is MessageKind.MESSAGE else f" ({message.kind})"
        of = f" of {message.refers_to}" if message.refers_to else ""
        into = f" into {message.language}" if message.language else ""
        call = f" with {message.call.with_whom}, {message.call.minutes} minutes" if message.call else ""
        high = "" if message.priority is Priority.ROUTINE else f" {message.priority.upper()}"
        head = f"  {message.number}. {_time(message.at_us)} {message.by or 'the office'}{what}{of}{into}{call}{high}"
        lines.append(f"{head}: {message.text}")
        lines += [f"     read by {r.person} of {r.party} {_time(r.at_us)}" for r in message.receipts]
        if waiting := still_awaited(message):
            step = f", step {message.level}" if message.level else ""
            lines.append(f"     awaited of {' '.join(waiting)} by {_time(message.due_us)}{step}")
    lines += [f"  had been closed by {c.by} {_time(c.at_us)}: {c.summary}" for c in thread.closings]
    if thread.closed_by:
        lines.append(f"  closed by {thread.closed_by} {_time(thread.closed_us)}: {thread.summary}")
    return lines


def _after(words: list[str], word: str) -> str | None:
    return words[words.index(word) + 1] if word in words[:-1] else None


def _time(us: int, *, days: bool = False) -> str:
    when = datetime.fromtimestamp(us / 1e6, UTC)
    return (
        f"{when:%d.%m. %H:%M}" if days else f"{when:%H:%M}" if when.day == 1 and when.month == 3 else f"{when:%d %H:%M}"
    )
