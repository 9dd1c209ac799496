"""XML from strangers: no document type, no entities, nothing fetched, and bounded in depth and number of elements."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from tansiq.gateways.geofiles.feature import FileRefused
from tansiq.gateways.geofiles.limits import FileLimits

_CHUNK = 1 << 16


@dataclass(slots=True)
class Element:
    """An element by its local name. `text` is what stands directly in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list[Element] = field(default_factory=list)
    line: int = 0

    def child(self, *path: str) -> Element | None:
        """The first element along a path of names."""
        here: Element | None = self
        for tag in path:
            here = next((inner for inner in here.children if inner.tag == tag), None) if here else None
        return here

    def value(self, *path: str) -> str:
        """Its text without spaces around it; "" if there is none."""
        found = self.child(*path)
        return found.text.strip() if found else ""

    def all(self, tag: str) -> list[Element]:
        """The children with that name."""
        return [inner for inner in self.children if inner.tag == tag]


class _Target:
    """What the parser tells; keeps whole only the elements that are wanted."""

    def __init__(self, wanted: frozenset[str], counted: frozenset[str], limits: FileLimits, name: str) -> None:
        self._wanted, self._counted, self._limits, self._name = wanted, counted, limits, name
        self._path: list[str] = []
        self._kept: list[Element] = []
        self._texts: list[list[str]] = []
        self._elements = 0
        self.complete: list[Element] = []
        self.counts: dict[str, int] = {}
        self.root = ""
        self.line_of: Callable[[], int] = lambda: 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition("}")[2]
        self.root = self.root or local
        self._path.append(local)
        self._elements += 1
        if len(self._path) > self._limits.max_depth or self._elements > self._limits.max_elements:
            raise FileRefused(
                "file-too-deep",
                f"more than {self._limits.max_depth} elements within each other, or more than "
                f"{self._limits.max_elements:,} in all",
                f"{self._name}: line {self.line_of()}",
            )
        if self._kept or local in self._wanted:
            element = Element(local, attributes, line=self.line_of())
            if self._kept:
                self._kept[-1].children.append(element)
            self._kept.append(element)
            self._texts.append([])
        elif local in self._counted:
            self.counts[local] = self.counts.get(local, 0) + 1

    def data(self, text: str) -> None:
        if self._texts:
            self._texts[-1].append(text)

    def end(self, tag: str) -> None:
        self._path.pop()
        if self._kept:
            element = self._kept.pop()
            element.text = "".join(self._texts.pop())
            if not self._kept:
                self.complete.append(element)

    def close(self) -> None:
        pass


def elements(
    data: bytes,
    wanted: frozenset[str],
    limits: FileLimits,
    name: str,
    counts: dict[str, int] | None = None,
    counted: frozenset[str] = frozenset(),
) -> Iterator[Element]:
    """The outermost wanted elements, one after the other; `counts` is filled with how many of `counted` stand outside
    them. Raises `FileRefused` (`file-malformed`, `document-type`, `file-too-deep`)."""
    target = _Target(wanted, counted, limits, name)
    target.counts = {} if counts is None else counts
    stream = io.BytesIO(data)
    try:
        parser = XMLParser(target=target, forbid_dtd=True)
        target.line_of = lambda: int(parser.parser.CurrentLineNumber)
        while chunk := stream.read(_CHUNK):
            parser.feed(chunk)
            found, target.complete = target.complete, []
            yield from found
        parser.close()
        yield from target.complete
    except DefusedXmlException:
        message = "it brings a document type or entities of its own, which are not read"
        raise FileRefused("document-type", message, name) from None
    except ParseError as error:
        raise FileRefused("file-malformed", f"not well-formed XML: {error}", name) from None
    except (LookupError, ValueError) as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused("file-malformed", f"XML in an encoding that is not read: {error}", name) from None
