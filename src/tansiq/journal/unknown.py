"""What of a journalled event a version of Tansiq does not know, because a newer one wrote it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

_encode = msgspec.json.Encoder().encode


def unknown_in(body: bytes, event: msgspec.Struct) -> str:
    """The path of the first field in an event's JSON that says something and that has no place in what was decoded of
    it; "" if there is none. A null says no more than a field that is not there."""
    if _encode(event) == body:  # this version would write it so itself, as nearly always
        return ""
    return _unknown(msgspec.json.decode(body), event)


def _unknown(written: Any, read: Any) -> str:
    match read:
        case msgspec.Struct():
            fields = dict(zip(read.__struct_encode_fields__, read.__struct_fields__, strict=True))
            tag = read.__struct_config__.tag_field
            for name, value in written.items():
                if name not in fields:
                    if name != tag and value is not None:
                        return str(name)
                elif below := _unknown(value, getattr(read, fields[name])):
                    return f"{name}.{below}"
        case dict():
            return _first(written.values(), read.values())
        case tuple() | list():
            return _first(written, read)
    return ""


def _first(written: Iterable[Any], read: Iterable[Any]) -> str:
    return next(filter(None, map(_unknown, written, read)), "")
