"""Public reports as an Atom feed."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from tansiq.gateways.outlines import moment
from tansiq.gateways.public.shown import PublicPage, PublicReport
from tansiq.office.information import ReportState

_ATOM, _GONE, _XML = (
    "http://www.w3.org/2005/Atom",
    "http://purl.org/atompub/tombstones/1.0",
    "http://www.w3.org/XML/1998/namespace",
)
_UNSOUND = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no characters for."""
FEED_ID = "urn:tansiq:public-reports"

register_namespace("", _ATOM)
register_namespace("at", _GONE)


def feed_of(page: PublicPage, address: str, feed: str, html: str) -> bytes:
    """The document. `address`: of the office, "" if it is not known; `feed`, `html`: the paths of feed and page."""
    root = Element(f"{{{_ATOM}}}feed")
    _text(root, "title", "Tansiq: TLP:CLEAR")
    _text(root, "id", f"{address}{feed}" if address else FEED_ID)
    latest_us = max((one.report.public_us for one in page.reports), default=0)
    _text(root, "updated", _written(latest_us))
    _link(root, "self", f"{address}{feed}", "application/atom+xml")
    _link(root, "alternate", f"{address}{html}", "text/html")
    if page.older:
        _link(root, "next", f"{address}{feed}?before={page.older}", "application/atom+xml")
    for one in page.reports:
        if one.report.state is ReportState.WITHDRAWN:
            _gone(root, one)
        else:
            _entry(root, one)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _entry(root: Element, one: PublicReport) -> None:
    report, content = one.report, one.report.current
    entry = SubElement(root, f"{{{_ATOM}}}entry", {f"{{{_XML}}}lang": _sound(content.language)})
    _text(entry, "id", _name(report.id))
    _text(entry, "title", one.words.title if one.words else "-")
    _text(entry, "published", _written(report.published_us))
    _text(entry, "updated", _written(report.public_us))
    _text(SubElement(entry, f"{{{_ATOM}}}author"), "name", one.party)
    for term, scheme in (
        (content.marking.value, "https://www.first.org/tlp/"),
        (f"{content.source.value}{content.information.value}", "urn:tansiq:admiralty"),
    ):
        SubElement(entry, f"{{{_ATOM}}}category", {"term": term, "scheme": scheme})
    for kind, other in one.answers:
        SubElement(entry, f"{{{_ATOM}}}link", {"rel": "related", "href": _name(other), "title": kind})
    if one.words is not None:
        _text(entry, "content", one.words.text).set("type", "text")


def _gone(root: Element, one: PublicReport) -> None:
    names = {"ref": _name(one.report.id), "when": _written(one.report.public_us)}
    gone = SubElement(root, f"{{{_GONE}}}deleted-entry", names)
    SubElement(gone, f"{{{_GONE}}}comment").text = _sound(one.report.reason)


def _name(report_id: str) -> str:
    return f"urn:uuid:{_sound(report_id)}"


def _text(parent: Element, name: str, text: str) -> Element:
    child = SubElement(parent, f"{{{_ATOM}}}{name}")
    child.text = _sound(text)
    return child


def _link(parent: Element, rel: str, href: str, media: str) -> None:
    SubElement(parent, f"{{{_ATOM}}}link", {"rel": rel, "href": href, "type": media})


def _written(at_us: int) -> str:
    return moment(at_us).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _sound(text: str) -> str:
    return _UNSOUND.sub("\ufffd", text)
