"""Programs of a party: made, given another secret, withdrawn."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import msgspec

from tansiq.centre.entities import Program
from tansiq.centre.refusals import Refusal
from tansiq.centre.state import Centre
from tansiq.journal.command import Command

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class ProgramPut(msgspec.Struct, frozen=True, tag="program.put", tag_field="kind"):
    """A program is there, or is there with another secret, or has been withdrawn, because of what `by` did; `by` is
    empty for another program."""

    program: Program
    by: str


class ProgramForgotten(msgspec.Struct, frozen=True, tag="program.forgotten", tag_field="kind"):
    """Nothing is known of a program any more. Only undoes a first `program.put`."""

    name: str


ProgramEvent = ProgramPut | ProgramForgotten


@dataclass(frozen=True, slots=True)
class MakeProgram(Command[Program]):
    """A new program. `allowed` are the scopes that one may have here."""

    by: str
    name: str
    scopes: frozenset[str]
    allowed: frozenset[str]
    secret_digest: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RenewSecret(Command[Program]):
    """Another secret; the old one ends at once."""

    by: str
    name: str
    secret_digest: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class WithdrawProgram(Command[Program]):
    """The program gets no more tokens. Its name is not given again: it stands in records."""

    by: str
    name: str


ProgramCommand = MakeProgram | RenewSecret | WithdrawProgram


def decide(state: Centre, command: ProgramCommand, now_us: int) -> tuple[tuple[ProgramPut], Program]:
    """Refused: `program-unknown`, `program-exists`, `program-invalid`, `too-many`."""
    if isinstance(command, MakeProgram):
        made = _new(state, command, now_us)
        return (ProgramPut(made, command.by),), made
    old = state.programs.get(command.name)
    if old is None or old.withdrawn:
        raise Refusal("program-unknown", "the party has no such program, or it has been withdrawn", field="name")
    if isinstance(command, RenewSecret):
        made = msgspec.structs.replace(
            old, version=old.version + 1, secret_digest=command.secret_digest, secret_us=now_us
        )
    else:
        made = msgspec.structs.replace(old, version=old.version + 1, secret_digest="", withdrawn=True)
    return (ProgramPut(made, command.by),), made


def _new(state: Centre, command: MakeProgram, now_us: int) -> Program:
    if not _NAME.fullmatch(command.name):
        raise Refusal("program-invalid", "1 to 64 of a-z 0-9 . _ -, beginning with a letter or digit", field="name")
    if command.name in state.programs:
        raise Refusal("program-exists", "the party has, or had, a program of this name", field="name")
    if len(state.programs) >= state.rules.max_programs:
        raise Refusal("too-many", f"a party has at most {state.rules.max_programs} programs")
    if not command.scopes or not command.scopes <= command.allowed:
        beyond = ", ".join(sorted(command.scopes - command.allowed))
        wrong = f"not possible: {beyond}; " if beyond else ""
        raise Refusal("program-invalid", f"{wrong}allowed: {', '.join(sorted(command.allowed))}", field="scopes")
    return Program(command.name, 1, tuple(sorted(command.scopes)), command.secret_digest, now_us, now_us)


def evolve(state: Centre, event: ProgramEvent) -> None:
    """The state after the event."""
    match event:
        case ProgramPut():
            state.programs[event.program.name] = event.program
        case ProgramForgotten():
            del state.programs[event.name]


def invert(state: Centre, event: ProgramEvent) -> tuple[ProgramEvent, ...]:
    """What takes the state back to where it is before the event."""
    name = event.program.name if isinstance(event, ProgramPut) else event.name
    old = state.programs.get(name)
    return (ProgramForgotten(name) if old is None else ProgramPut(old, ""),)
