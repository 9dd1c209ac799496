"""Shifts: hand-overs with a summary, templates to begin with, and who on the staff has read what."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from tansiq.centre.papers import HandOver, Reading, Template
from tansiq.centre.refusals import Refusal
from tansiq.centre.state import Centre
from tansiq.journal.command import Command

LONGEST_SUMMARY, MOST_WAITING, MOST_HANDOVERS = 10_000, 1_000, 1_000
MOST_TEMPLATES, LONGEST_FORM, LONGEST_NAME = 200, 65_536, 100
MOST_READINGS = 200_000
"""Kept in memory; the journal keeps all."""


class HandOverPut(msgspec.Struct, frozen=True, tag="hand-over.put", tag_field="kind"):
    """A shift was handed over, or the next one has said that it was understood."""

    hand_over: HandOver


class HandOverForgotten(msgspec.Struct, frozen=True, tag="hand-over.forgotten", tag_field="kind"):
    """A hand-over is too old to be kept in memory. Also undoes a first `hand-over.put`."""

    number: int


class TemplatePut(msgspec.Struct, frozen=True, tag="template.put", tag_field="kind"):
    """A template is there, or is there anew."""

    template: Template


class TemplateForgotten(msgspec.Struct, frozen=True, tag="template.forgotten", tag_field="kind"):
    """A template has been thrown away. Also undoes a first `template.put`."""

    name: str
    by: str


class ReadingNoted(msgspec.Struct, frozen=True, tag="reading.noted", tag_field="kind"):
    """A person has looked at a version of something for the first time."""

    reading: Reading


class ReadingForgotten(msgspec.Struct, frozen=True, tag="reading.forgotten", tag_field="kind"):
    """A reading is too old to be kept in memory. Also undoes a `reading.noted`."""

    person: str
    subject: str
    id: str


ShiftEvent = HandOverPut | HandOverForgotten | TemplatePut | TemplateForgotten | ReadingNoted | ReadingForgotten


@dataclass(frozen=True, slots=True)
class GiveOver(Command[HandOver]):
    """Hand over to whoever comes next, with what waits. With the same `ref` again, it is the same."""

    person: str
    summary: str
    threads: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    ref: str = ""


@dataclass(frozen=True, slots=True)
class TakeOver(Command[HandOver]):
    """Say that one has understood the last hand-over, and is on duty."""

    person: str
    number: int


@dataclass(frozen=True, slots=True)
class KeepTemplate(Command[Template]):
    """Keep a form to begin with; of the same name there is one."""

    person: str
    name: str
    form: str


@dataclass(frozen=True, slots=True)
class DropTemplate(Command[bool]):
    """Throw a template away."""

    person: str
    name: str


@dataclass(frozen=True, slots=True)
class NoteReading(Command[bool]):
    """A person looks at something; only the first look at a version is noted."""

    person: str
    subject: str
    id: str
    version: int


ShiftCommand = GiveOver | TakeOver | KeepTemplate | DropTemplate | NoteReading


def decide(
    state: Centre, command: ShiftCommand, now_us: int
) -> tuple[tuple[ShiftEvent, ...], HandOver | Template | bool]:
    """Refused: `hand-over-invalid`, `hand-over-unknown`, `template-invalid`, `template-unknown`, `too-many`."""
    match command:
        case GiveOver():
            same = (one for one in state.hand_overs.values() if command.ref and one.ref == command.ref)
            if (given := next(same, None)) is not None:
                return (), given
            if not 1 <= len(command.summary.strip()) <= LONGEST_SUMMARY:
                message = f"how things stand: 1 to {LONGEST_SUMMARY:,} characters"
                raise Refusal("hand-over-invalid", message, field="summary")
            if max(len(command.threads), len(command.notices)) > MOST_WAITING:
                raise Refusal("hand-over-invalid", f"at most {MOST_WAITING:,} things that wait", field="threads")
            number = max(state.hand_overs, default=0) + 1
            made = HandOver(
                number, command.person, now_us, command.summary, command.threads, command.notices, ref=command.ref
            )
            old = (HandOverForgotten(min(state.hand_overs)),) if len(state.hand_overs) >= MOST_HANDOVERS else ()
            return (HandOverPut(made), *old), made
        case TakeOver():
            given = state.hand_overs.get(command.number)
            if given is None:
                raise Refusal("hand-over-unknown", f"there is no hand-over {command.number}", field="number")
            if given.by == command.person:
                raise Refusal("hand-over-invalid", "whoever hands over does not take over", field="number")
            if given.taken_us:
                return (), given
            made = msgspec.structs.replace(given, taken_by=command.person, taken_us=now_us)
            return (HandOverPut(made),), made
        case KeepTemplate():
            return _keep(state, command, now_us)
        case DropTemplate():
            if command.name not in state.templates:
                raise Refusal("template-unknown", "there is no template of this name", field="name")
            return (TemplateForgotten(command.name, command.person),), True
        case NoteReading():
            known = state.readings.get((command.person, command.subject, command.id))
            if known is not None and known.version >= command.version:
                return (), False
            reading = Reading(command.person, command.subject, command.id, command.version, now_us)
            full = known is None and len(state.readings) >= MOST_READINGS
            oldest = min(state.readings, key=lambda key: (state.readings[key].at_us, key)) if full else None
            return (*(() if oldest is None else (ReadingForgotten(*oldest),)), ReadingNoted(reading)), True


def evolve(state: Centre, event: ShiftEvent) -> None:
    """The state after the event."""
    match event:
        case HandOverPut():
            state.hand_overs[event.hand_over.number] = event.hand_over
        case HandOverForgotten():
            del state.hand_overs[event.number]
        case TemplatePut():
            state.templates[event.template.name] = event.template
        case TemplateForgotten():
            del state.templates[event.name]
        case ReadingNoted():
            reading = event.reading
            state.readings[reading.person, reading.subject, reading.id] = reading
        case ReadingForgotten():
            del state.readings[event.person, event.subject, event.id]


def invert(state: Centre, event: ShiftEvent) -> tuple[ShiftEvent, ...]:
    """What takes the state back to where it is before the event."""
    match event:
        case HandOverPut() | HandOverForgotten():
            number = event.hand_over.number if isinstance(event, HandOverPut) else event.number
            given = state.hand_overs.get(number)
            return (HandOverForgotten(number) if given is None else HandOverPut(given),)
        case TemplatePut() | TemplateForgotten():
            name = event.template.name if isinstance(event, TemplatePut) else event.name
            template = state.templates.get(name)
            return (TemplateForgotten(name, "") if template is None else TemplatePut(template),)
        case ReadingNoted():
            key = event.reading.person, event.reading.subject, event.reading.id
        case ReadingForgotten():
            key = event.person, event.subject, event.id
    reading = state.readings.get(key)
    return (ReadingForgotten(*key) if reading is None else ReadingNoted(reading),)


def _keep(state: Centre, command: KeepTemplate, now_us: int) -> tuple[tuple[TemplatePut, ...], Template]:
    if not 1 <= len(command.name.strip()) <= LONGEST_NAME or not command.name.isprintable():
        raise Refusal("template-invalid", f"a name of 1 to {LONGEST_NAME} printable characters", field="name")
    if not 2 <= len(command.form) <= LONGEST_FORM:
        raise Refusal("template-invalid", f"a form has at most {LONGEST_FORM:,} characters", field="form")
    if len(state.templates) >= MOST_TEMPLATES and command.name not in state.templates:
        raise Refusal("too-many", f"at most {MOST_TEMPLATES} templates")
    made = Template(command.name, command.form, command.person, now_us)
    return (TemplatePut(made),), made
