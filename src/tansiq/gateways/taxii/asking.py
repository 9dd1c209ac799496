"""What a client wants of a collection (OASIS TAXII 2.1, section 3.5), and where its last page ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, TypeAlias

import msgspec

from tansiq.gateways import cursors
from tansiq.gateways.contract import Problem
from tansiq.gateways.outlines import microseconds
from tansiq.gateways.taxii.stix import SPEC, Entry, version_of

MEDIA = "application/taxii+json;version=2.1"
MOST, USUAL = 1_000, 100
"""Objects of a page: at most, and if nothing is said."""
_MOST_MATCHED = 100
Place: TypeAlias = tuple[int, str, int]
"""Of an object in a collection: when it was added (us), of which report, which of its objects."""
BEGIN: Place = (-(1 << 62), "", -1)
_LAST_NAME, _LAST_PART = chr(0x10FFFF), 1 << 30
_KNOWN = frozenset(
    {"limit", "next", "added_after", "match[id]", "match[type]", "match[version]", "match[spec_version]"}
)
_At = Annotated[int, msgspec.Meta(ge=-(1 << 62), le=1 << 62)]
_Part = Annotated[int, msgspec.Meta(ge=-1, le=_LAST_PART)]


@dataclass(frozen=True, slots=True)
class Asked:
    """`after`: the place after which the page begins. What is empty narrows nothing."""

    limit: int
    after: Place
    types: frozenset[str]
    ids: frozenset[str]
    versions: frozenset[str]
    spec_versions: frozenset[str]

    def wants(self, entry: Entry) -> bool:
        """Whether an object is asked for by its properties. Only what stands is kept: it is the first version and the
        last, and all there are."""
        one = entry.stix
        return (
            (not self.types or one["type"] in self.types)
            and (not self.ids or one["id"] in self.ids)
            and (not self.spec_versions or SPEC in self.spec_versions)
            and (not self.versions or not self.versions.isdisjoint({"first", "last", "all", version_of(one)}))
        )


def read_asked(query: Mapping[str, str]) -> Asked:
    """What a query asks for. Raises `Problem`: `malformed`, `cursor-invalid`."""
    for name in query:
        if name not in _KNOWN:
            raise Problem(400, "malformed", f"known: {', '.join(sorted(_KNOWN))}", name[:60])
    return Asked(
        limit=_limit(query.get("limit", "")),
        after=max(_place(query.get("next", "")), _added_after(query.get("added_after", ""))),
        types=_several(query, "match[type]"),
        ids=_several(query, "match[id]"),
        versions=_several(query, "match[version]"),
        spec_versions=_several(query, "match[spec_version]"),
    )


def cursor_of(place: Place) -> str:
    """The `next` of a page that ends there."""
    return cursors.cursor_of(msgspec.json.encode(place))


def _place(cursor: str) -> Place:
    if not cursor:
        return BEGIN
    try:
        return msgspec.json.decode(cursors.place_in(cursor), type=tuple[_At, str, _Part])
    except (msgspec.MsgspecError, ValueError):
        raise Problem(400, "cursor-invalid", "not the `next` of any page; begin without one", "next") from None


def _limit(text: str) -> int:
    if not text:
        return USUAL
    if not (text.isascii() and text.isdigit() and len(text) <= 12 and int(text) > 0):
        raise Problem(400, "malformed", "a whole number above 0", "limit")
    return min(int(text), MOST)


def _added_after(text: str) -> Place:
    if not text:
        return BEGIN
    try:
        when = datetime.fromisoformat(text)
        return microseconds(when), _LAST_NAME, _LAST_PART
    except (ValueError, TypeError, OverflowError):
        message = "a time with its offset, like 2026-11-01T12:00:00.000000Z"
        raise Problem(400, "malformed", message, "added_after") from None


def _several(query: Mapping[str, str], name: str) -> frozenset[str]:
    wanted = frozenset(part.strip() for part in query.get(name, "").split(",") if part.strip())
    if len(wanted) > _MOST_MATCHED:
        raise Problem(400, "malformed", f"at most {_MOST_MATCHED}", name)
    return wanted
