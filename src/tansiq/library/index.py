"""The full-text index of what was reported: a projection, made again from the journal whenever it is missing or of old.

The rule: what a reader may not see is in no hit, no total, no order and no error. So who may see a report is part of
the engine's own query; hits stand newest first, because a ranking by weight would be counted over hidden reports too.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import tantivy

from tansiq.library.asking import (
    INFORMATION_GRADES,
    SOURCE_GRADES,
    After,
    Box,
    Narrowing,
    Wanted,
    check_size,
    understand,
)
from tansiq.library.folding import FOLDING_FORMAT, terms
from tansiq.library.snippets import Part, Snippet, marked, snippet

FORMAT = f"tansiq-library 2, folding {FOLDING_FORMAT}, {version('tantivy')}, {version('PyStemmer')}"
"""An index of any other make is begun anew: another stemmer's words would not be found."""
_BETWEEN = "|"
"""Stands between title, text and what else is said, so that no phrase reaches from one into another; no word folds to
it."""
_MARK = "\x00upto"
"""Identifier of the one document that tells how far the journal has been read; nobody may see it."""
_HEAP_BYTES = 64_000_000
_FARTHEST_US = 8_700_000_000_000_000
"""275 years from 1970: what an order of milliseconds and lots has room for."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A version of a report as it is to be found, by those who hold it: `seen_by`, and, unless not `for_owner`, whoever
    owns it. It speaks of the time from `begins_us`, if that is given, until `info_time_us`. `more`: what is said beside
    title and text."""

    report_id: str
    version: int
    owner: str
    seen_by: frozenset[str]
    title: str
    text: str
    language: str
    source_grade: str
    information_grade: str
    info_time_us: int
    place: Box | None = None
    marking: str = ""
    begins_us: int | None = None
    more: tuple[str, ...] = ()
    for_owner: bool = True

    def __post_init__(self) -> None:
        if not self.report_id or self.report_id == _MARK or not self.owner or "" in self.seen_by:
            raise ValueError("a report has an identifier and an owner, and parties have names")
        if self.source_grade not in SOURCE_GRADES or self.information_grade not in INFORMATION_GRADES:
            raise ValueError(f"no such grade: {self.source_grade}{self.information_grade}")
        if not abs(self.info_time_us) < _FARTHEST_US:
            raise ValueError(f"no time that is reported of: {self.info_time_us}")


@dataclass(frozen=True, slots=True)
class Hit:
    report_id: str
    version: int
    owner: str
    title: tuple[Part, ...]
    language: str
    source_grade: str
    information_grade: str
    info_time_us: int
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Found:
    """One page, newest first; how many the reader could turn to in all: exactly, however many; and after what the next
    page begins, if there is one."""

    hits: tuple[Hit, ...]
    total: int
    next: After | None


def order_of(report_id: str, info_time_us: int) -> int:
    """Newest first by the millisecond; within one, an order that is the same on every machine."""
    lot = int.from_bytes(hashlib.blake2b(report_id.encode(), digest_size=3).digest()) >> 4
    return (info_time_us // 1000 << 20) | lot


class LibraryInUse(Exception):  # noqa: N818
    """Another process has this index open."""


def _hold(path: Path) -> int:
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise LibraryInUse(f"{path} is held by another process") from None
    return lock


class Library:
    """An open index. Changes come from one thread; searches from any. A change is found once `commit` has returned.

    So whoever withdraws a release commits before it answers that the release is withdrawn.
    """

    def __init__(self, folder: Path, lock: int, fresh: bool) -> None:
        self._folder = folder
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, str(folder), reuse=not fresh)
        self._index.register_tokenizer("folded", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        self._upto, self._chain = self._read_mark()
        self._writer: tantivy.IndexWriter | None = self._index.writer(_HEAP_BYTES, 1)
        self._changing = threading.Lock()
        self._lock = lock

    @classmethod
    def open(cls, folder: Path) -> Library:
        """What lies there; or an empty one with `upto` 0, if it was made by another format or cannot be read.

        Beside FOLDER lies `FOLDER.lock`. Refused (`LibraryInUse`) while another holds it: what cannot be read is
        thrown away, and must not be another's that is being written.
        """
        folder.parent.mkdir(parents=True, exist_ok=True)
        lock = _hold(folder.with_name(folder.name + ".lock"))
        try:
            label = folder / "format"
            if label.is_file() and label.read_bytes() == FORMAT.encode():
                with contextlib.suppress(ValueError, OSError):  # damaged: it holds nothing that the journal does not
                    return cls(folder, lock, fresh=False)
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            library = cls(folder, lock, fresh=True)
            label.write_text(FORMAT, "utf-8")
        except BaseException:
            os.close(lock)
            raise
        return library

    @property
    def upto(self) -> int:
        """How far into the journal what is found reaches."""
        return self._upto

    @property
    def chain(self) -> str:
        """What was given with it: it says of which journal that is so."""
        return self._chain

    @property
    def there(self) -> bool:
        """Whether its folder has not been thrown away meanwhile."""
        return (self._folder / "format").is_file()

    def put(self, *versions: Shelved) -> None:
        """Shelve the versions of one report that somebody holds, in the place of all that were shelved of it."""
        (report_id,) = {version.report_id for version in versions}
        with self._changing:
            writer = self._open_writer()
            writer.delete_documents_by_term("report", report_id)
            for version in versions:
                writer.add_document(_document(version))

    def put_new(self, reports: Iterable[Shelved]) -> None:
        """Shelve what is certainly not there yet: for making the index anew."""
        with self._changing:
            writer = self._open_writer()
            for report in reports:
                writer.add_document(_document(report))

    def take_out(self, report_id: str) -> None:
        with self._changing:
            self._open_writer().delete_documents_by_term("report", report_id)

    def commit(self, upto: int, chain: str = "") -> None:
        """Make all changes durable and findable at once, with the place in the journal that they reach, and what the
        journal is known by there."""
        with self._changing:
            writer = self._open_writer()
            writer.delete_documents_by_term("report", _MARK)
            mark = tantivy.Document.from_dict({"report": _MARK, "upto": upto, "chain": chain}, self._schema)
            writer.add_document(mark)
            writer.commit()
            self._index.reload()
            self._upto, self._chain = upto, chain

    def close(self) -> None:
        """Changes that were not committed are forgotten; the journal has them."""
        with self._changing:
            writer, self._writer = self._writer, None
            if writer is None:
                return
            try:
                with contextlib.suppress(ValueError, OSError):  # its folder may have been thrown away meanwhile
                    writer.rollback()
                    writer.wait_merging_threads()
            finally:
                os.close(self._lock)

    def search(
        self,
        reader: str,
        query: str,
        narrowing: Narrowing | None = None,
        after: After | None = None,
        size: int = 20,
    ) -> Found:
        """What the reader may see of what was asked for, the page after a place. Refused (`SearchRefused`) by the
        question's form alone."""
        wanted = understand(query)
        check_size(size)
        searcher = self._index.searcher()
        question = self._question(reader, wanted, narrowing or Narrowing())
        given = () if after is None else after.given
        page = question if after is None else _all([question, self._not_before(after)])
        # What shares the place with the last of the page before comes once more, and is known by its name.
        result = searcher.search(page, limit=size + 1 + len(given), count=after is None, order_by_field="order")
        rows: list[tuple[int, tantivy.Document]] = []
        for order, address in result.hits:
            document = searcher.doc(address)
            if _name(document, "report") not in given:
                rows.append((int(order), document))
        shown = rows[:size]
        counted = result if after is None else searcher.search(question, limit=1, count=True)
        total: int = counted.count  # type: ignore[attr-defined]  # in the engine, not in its stubs
        following = None if len(rows) <= size else _after(shown, after)
        return Found(tuple(_hit(document, wanted) for _, document in shown), total, following)

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise ValueError("the library is closed")
        return self._writer

    def _read_mark(self) -> tuple[int, str]:
        searcher = self._index.searcher()
        hits = searcher.search(self._term("report", _MARK), limit=1).hits
        if not hits:
            return 0, ""
        mark = searcher.doc(hits[0][1])
        return _number(mark, "upto"), _name(mark, "chain")

    def _question(self, reader: str, wanted: Wanted, narrowing: Narrowing) -> tantivy.Query:
        must = [self._term("sees", reader)]
        for run in wanted.runs:
            must.append(
                self._term("words", run[0])
                if len(run) == 1
                else tantivy.Query.phrase_query(self._schema, "words", list(run))
            )
        for field, values in (
            ("owner", narrowing.owners),
            ("source", narrowing.source_grades),
            ("information", narrowing.information_grades),
            ("marking", narrowing.markings),
            ("language", narrowing.languages),
        ):
            if values:
                must.append(_any([self._term(field, value) for value in sorted(values)]))
        if narrowing.from_us is not None:
            must.append(self._within("time", tantivy.FieldType.Integer, narrowing.from_us, None))
        if narrowing.until_us is not None:
            must.append(self._within("begins", tantivy.FieldType.Integer, None, narrowing.until_us))
        if narrowing.area is not None:
            must.append(self._meets(narrowing.area))
        if narrowing.own is True:
            must.append(self._term("owner", reader))
        if narrowing.own is False:
            return tantivy.Query.boolean_query(
                [*((tantivy.Occur.Must, query) for query in must), (tantivy.Occur.MustNot, self._term("owner", reader))]
            )
        return _all(must)

    def _not_before(self, after: After) -> tantivy.Query:
        return self._within("order", tantivy.FieldType.Integer, None, after.order)

    def _term(self, field: str, value: str) -> tantivy.Query:
        return tantivy.Query.const_score_query(
            tantivy.Query.term_query(self._schema, field, value, index_option="basic"), 1.0
        )

    def _within(self, field: str, kind: tantivy.FieldType, low: float | None, high: float | None) -> tantivy.Query:
        return tantivy.Query.range_query(self._schema, field, kind, low, high)

    def _meets(self, area: Box) -> tantivy.Query:
        """Boxes that share a point with this one, edges included, on whichever side of the 180th meridian."""
        real = tantivy.FieldType.Float
        west, east = area.span
        turns = []
        for turn in (-360.0, 0.0, 360.0):
            if east + turn >= -180.0:
                turns.append(
                    _all(
                        [
                            self._within("west", real, None, east + turn),
                            self._within("east", real, west + turn, None),
                        ]
                    )
                )
        upright = [self._within("south", real, None, area.north), self._within("north", real, area.south, None)]
        return _all([*upright, _any(turns)])


def _all(queries: list[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])


def _any(queries: list[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("report", "owner", "source", "information", "marking", "language", "chain"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("sees", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="folded", index_option="position")
    for name in ("title", "text", "more"):  # bytes, since a text field cannot be kept without being indexed, too
        builder.add_bytes_field(name, stored=True)
    for name in ("version", "upto"):
        builder.add_unsigned_field(name, stored=True)
    builder.add_integer_field("time", stored=True, indexed=True, fast=True)
    builder.add_integer_field("begins", indexed=True, fast=True)
    builder.add_integer_field("order", fast=True)
    for name in ("west", "south", "east", "north"):
        builder.add_float_field(name, fast=True, indexed=True)
    return builder.build()


def _document(report: Shelved) -> tantivy.Document:
    document = tantivy.Document()
    add = document.add_text
    add("report", report.report_id)
    add("owner", report.owner)
    for party in {report.owner, *report.seen_by} if report.for_owner else report.seen_by:
        add("sees", party)
    add("source", report.source_grade)
    add("information", report.information_grade)
    add("marking", report.marking)
    add("language", report.language)
    words = [*terms(report.title), _BETWEEN, *terms(report.text)]
    for passage in report.more:
        words += [_BETWEEN, *terms(passage)]
    add("words", " ".join(words))
    for name, value in (("title", report.title), ("text", report.text), ("more", "\n".join(report.more))):
        document.add_bytes(name, value.encode("utf-8", "surrogatepass"))
    document.add_unsigned("version", report.version)
    document.add_integer("time", report.info_time_us)
    document.add_integer("begins", report.info_time_us if report.begins_us is None else report.begins_us)
    document.add_integer("order", order_of(report.report_id, report.info_time_us))
    if report.place is not None:
        west, east = report.place.span
        document.add_float("west", west)
        document.add_float("south", report.place.south)
        document.add_float("east", east)
        document.add_float("north", report.place.north)
    return document


def _hit(document: tantivy.Document, wanted: Wanted) -> Hit:
    title = marked(_text(document, "title"), wanted.runs)
    shown = snippet(_text(document, "text"), wanted.runs)
    more = _text(document, "more")
    if more and not any(part.found for part in (*title, *shown.parts)):  # it was found by what is said beside them
        beside = snippet(more, wanted.runs)
        shown = beside if any(part.found for part in beside.parts) else shown
    return Hit(
        _name(document, "report"),
        _number(document, "version"),
        _name(document, "owner"),
        title,
        _name(document, "language"),
        _name(document, "source"),
        _name(document, "information"),
        _number(document, "time"),
        shown,
    )


def _after(shown: list[tuple[int, tantivy.Document]], before: After | None) -> After:
    """The place after the last of a page, with the names of all that were given and share it."""
    last = shown[-1][0]
    given = tuple(_name(document, "report") for order, document in shown if order == last)
    return After(last, (*before.given, *given) if before is not None and before.order == last else given)


def _name(document: tantivy.Document, field: str) -> str:
    return str(document.get_first(field))


def _number(document: tantivy.Document, field: str) -> int:
    value: int = document.get_first(field) or 0
    return value


def _text(document: tantivy.Document, field: str) -> str:
    value: bytes = document.get_first(field) or b""
    return bytes(value).decode("utf-8", "surrogatepass")
