"""Reading JSON into a form, and saying what is wrong with it: which field, what was found, what is allowed."""

from __future__ import annotations

import difflib
import re
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from tansiq.gateways.contract import Problem

T = TypeVar("T")
_MISSING = re.compile(r"^Object missing required field `(\w+)`$")
_SAID = re.compile(r"^(.*?)(?: - at `(\$[^`]*)`)?$", re.DOTALL)
_UNKNOWN = re.compile(r"^Object contains unknown field `(.*)`$", re.DOTALL)
_BOUND = re.compile(r"^Expected `(?:float|int)` (<=|>=|<|>) (-?\d[\d.e+]*)$")
_LENGTH = re.compile(r"^Expected `str` of length (<=|>=) (\d+)$")
_BOUNDS = {"<=": "at most", ">=": "at least", "<": "less than", ">": "more than"}
_STEPS = re.compile(r"\.([A-Za-z_]\w*)|\[")


def read_form(body: bytes, form: type[T]) -> T:
    """The form. Raises `Problem` (`malformed`, `not-json`)."""
    try:
        decoded: T = _decoder_of(form).decode(body)  # type: ignore[arg-type]  # types are hashable
    except msgspec.ValidationError as error:
        raise malformed(error, form) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Problem(400, "not-json", f"the body is not JSON in UTF-8: {error}") from None
    return decoded


def malformed(error: msgspec.ValidationError, form: type[Any]) -> Problem:
    """Why something has not the form, as a person can read it, and where."""
    said = _SAID.match(str(error))
    message, path = (said[1], said[2] or "") if said else (str(error), "")
    if unknown := _UNKNOWN.match(message):
        return _unknown_member(unknown[1], form, path)
    message = _MISSING.sub(r"\1 is missing", message)
    if bound := _BOUND.match(message):
        message = f"it must be {_BOUNDS[bound[1]]} {float(bound[2]):,.12g}"
    if length := _LENGTH.match(message):
        most = int(length[2])
        message = f"write {_BOUNDS[length[1]]} {most:,} character{'' if most == 1 else 's'}"
    if choices := _choices(form, path):
        message += f"; allowed: {', '.join(choices)}"
    return Problem(400, "malformed", message, path.removeprefix("$.").removeprefix("$"))


def read_json_text(raw: bytes, field: str) -> str:
    """A piece of a body that is kept as it came. Raises `Problem` (`not-json`) unless it is sound to its depth."""
    try:
        msgspec.json.decode(raw)
        return raw.decode()
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Problem(400, "not-json", f"not JSON in UTF-8, or nested too deeply: {error}", field) from None


def _unknown_member(name: str, form: type[Any], path: str) -> Problem:
    """A member that the form does not know must not be passed over: it may be a misspelt one that matters."""
    known = _members(form, path)
    near = difflib.get_close_matches(name, known, 3)
    hint = f"did you mean {' or '.join(near)}?" if near else f"known are {', '.join(known)}"
    field = f"{path}.{name[:60]}".removeprefix("$.").removeprefix(".")
    return Problem(400, "malformed", f"there is no member {name[:60]!r} here; {hint}", field)


@cache
def _decoder_of(form: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(form)


def _choices(form: type[Any], path: str) -> list[str]:
    """The words that may stand at a place like `$.extents[0].volume.altitude_upper.units`; none if any may."""
    for option in _options(_at(form, path)):
        if isinstance(option, inspect.LiteralType):
            return [str(value) for value in option.values]
        if isinstance(option, inspect.EnumType):
            return [str(member.value) for member in option.cls]
    return []


def _members(form: type[Any], path: str) -> list[str]:
    """The members that an object at a place may have."""
    options = _options(_at(form, path))
    return [
        field.encode_name for option in options if isinstance(option, inspect.StructType) for field in option.fields
    ]


def _at(form: type[Any], path: str) -> inspect.Type | None:
    here: inspect.Type | None = inspect.type_info(form)
    for name in _STEPS.findall(path):
        here = _step(here, name)
    return here


def _step(here: inspect.Type | None, name: str) -> inspect.Type | None:
    """Into a struct's field, or, with no name, into a list's items."""
    for option in _options(here):
        if name and isinstance(option, inspect.StructType):
            return next((field.type for field in option.fields if field.encode_name == name), None)
        if not name and isinstance(option, inspect.ListType):
            return option.item_type
    return None


def _options(here: inspect.Type | None) -> tuple[inspect.Type, ...]:
    if isinstance(here, inspect.Metadata):
        return _options(here.type)
    if isinstance(here, inspect.UnionType):
        return tuple(inner for option in here.types for inner in _options(option))
    return () if here is None else (here,)
