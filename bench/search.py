"""Full-text search over reports that are released to some of forty parties: tantivy against SQLite FTS5.

`COUNT=1000000 make bench BENCH=search`; `ENGINES=tantivy` measures one of the two, `EACH` is how many questions
of a kind are asked, `PAGE` how many hits each gets. Pinned to one core (`CORE`, 1 unless told). The folder with both
indexes is temporary, unless `KEEP` names one: then what lies there is measured again.
"""

from __future__ import annotations

import json
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import apsw

from bench.load import print_table, stay_on
from bench.report_texts import BEGIN_US, PARTIES, SPAN_US, VOCABULARIES, reports
from tansiq.library.asking import Box, Narrowing, understand
from tansiq.library.folding import terms
from tansiq.library.index import Library, Shelved
from tansiq.library.snippets import snippet

COUNT = int(os.environ.get("COUNT", "100000"))
EACH = int(os.environ.get("EACH", "100"))
PAGE = int(os.environ.get("PAGE", "20"))
MANY = 1_000
_DAY_US = 86_400_000_000

Question = tuple[str, str, Narrowing]


class Fts5:
    """The best that we found to say to FTS5.

    Rows stand in the order of time, so that the newest come without sorting; who may see a report, its owner and its
    grades are words of a second column.
    """

    def __init__(self, path: Path) -> None:
        self.connection = apsw.Connection(str(path))
        self.connection.execute("PRAGMA journal_mode = WAL; PRAGMA cache_size = -400000; PRAGMA mmap_size = 8000000000")

    def build(self, given: Iterable[Shelved]) -> None:
        self.connection.execute(
            "CREATE VIRTUAL TABLE found USING fts5(words, marks, content='', tokenize='unicode61 remove_diacritics 0');"
            "CREATE TABLE reports (number INTEGER PRIMARY KEY, id TEXT, title TEXT, text TEXT, time_us INTEGER,"
            " west REAL, south REAL, east REAL, north REAL) STRICT;"
        )
        with self.connection:
            for number, one in enumerate(given):
                marks = [f"r{PARTIES.index(party)}" for party in one.seen_by]
                marks += [f"o{PARTIES.index(one.owner)}", f"s{one.source_grade}", f"i{one.information_grade}"]
                place = one.place
                self.connection.execute(
                    "INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (number, one.report_id, one.title, one.text, one.info_time_us,
                     *((place.west, place.south, place.east, place.north) if place else (None,) * 4)),
                )  # fmt: skip
                self.connection.execute(
                    "INSERT INTO found(rowid, words, marks) VALUES (?, ?, ?)",
                    (number, " ".join(terms(one.title) + terms(one.text)), " ".join(marks)),
                )
        self.connection.execute("CREATE INDEX by_time ON reports(time_us)")
        self.connection.execute("INSERT INTO found(found) VALUES ('optimize')")
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _where(self, question: Question) -> tuple[str, str, list[object]]:
        reader, query, narrowing = question
        match = [f'marks : "r{PARTIES.index(reader)}"']
        match += ['words : "' + " ".join(run) + '"' for run in understand(query).runs]
        for letter, values in (
            ("o", [str(PARTIES.index(owner)) for owner in narrowing.owners]),
            ("s", sorted(narrowing.source_grades)),
            ("i", sorted(narrowing.information_grades)),
        ):
            if values:
                match.append("marks : (" + " OR ".join(f'"{letter}{value}"' for value in values) + ")")
        where, values_of, joined = "found MATCH ?", [" AND ".join(match)], ""
        if narrowing.from_us is not None and narrowing.until_us is not None:
            where += (
                " AND found.rowid >= (SELECT number FROM reports WHERE time_us >= ? ORDER BY time_us LIMIT 1)"
                " AND found.rowid <= (SELECT number FROM reports WHERE time_us <= ? ORDER BY time_us DESC LIMIT 1)"
            )
            values_of += [narrowing.from_us, narrowing.until_us]
        if narrowing.area is not None:
            joined = " JOIN reports ON number = found.rowid"
            where += " AND west <= ? AND east >= ? AND south <= ? AND north >= ?"
            values_of += [narrowing.area.east, narrowing.area.west, narrowing.area.north, narrowing.area.south]
        return joined, where, values_of

    def search(self, question: Question, most: int | None = None) -> int:
        joined, where, values = self._where(question)
        rows = self.connection.execute(
            f"SELECT found.rowid FROM found{joined} WHERE {where} ORDER BY found.rowid DESC LIMIT {PAGE}", values
        ).fetchall()
        runs = understand(question[1]).runs
        for (number,) in rows:
            [(_, text)] = self.connection.execute(
                "SELECT title, text FROM reports WHERE number = ?", (number,)
            ).fetchall()
            snippet(text, runs)
        inner = f"SELECT 1 FROM found{joined} WHERE {where}" + (f" LIMIT {most + 1}" if most else "")
        [(total,)] = self.connection.execute(f"SELECT count(*) FROM ({inner})", values).fetchall()
        return int(total)


def questions() -> dict[str, list[Question]]:
    """By kind. Half of the words are Arabic, as half of the reports are."""
    chance = random.Random(11)

    def word(low: int, high: int) -> str:
        words = VOCABULARIES[chance.choice(["ar", "ar", "ru", "en"])].words
        return words[chance.randrange(low, high)]

    def pair(low: int, high: int, other: int) -> str:
        words = VOCABULARIES[chance.choice(["ar", "ar", "ru", "en"])].words
        return f"{words[chance.randrange(low)]} {words[chance.randrange(high, other)]}"

    def month() -> tuple[int, int]:
        begins = BEGIN_US + chance.randrange(SPAN_US - 30 * _DAY_US)
        return begins, begins + 30 * _DAY_US

    def box() -> Box:
        west, south = chance.uniform(30, 47), chance.uniform(25, 39)
        return Box(west, south, west + 1, south + 1)

    nothing = Narrowing()
    owner: Callable[[], frozenset[str]] = lambda: frozenset({chance.choice(PARTIES)})  # noqa: E731
    kinds: dict[str, Callable[[], tuple[str, Narrowing]]] = {
        "rare word": lambda: (word(2_000, 10_000), nothing),
        "usual word": lambda: (word(25, 125), nothing),
        "commonest words (of, in, on)": lambda: (word(0, 6), nothing),
        "two words": lambda: (pair(125, 25, 125), nothing),
        "two of the commonest": lambda: (pair(6, 6, 24), nothing),
        "phrase": lambda: ('"' + pair(125, 25, 125) + '"', nothing),
        "phrase of the commonest": lambda: ('"' + pair(6, 6, 24) + '"', nothing),
        "usual word, owner": lambda: (word(25, 125), Narrowing(owners=owner())),
        "usual word, grades A-B, 1-2": lambda: (
            word(25, 125),
            Narrowing(source_grades=frozenset("AB"), information_grades=frozenset("12")),
        ),
        "usual word, a month": lambda: (word(25, 125), Narrowing(frozenset(), frozenset(), frozenset(), *month())),
        "usual word, a degree": lambda: (word(25, 125), Narrowing(area=box())),
        "everything, a month and a degree": lambda: (
            "",
            Narrowing(frozenset(), frozenset(), frozenset(), *month(), box()),
        ),
        "everything": lambda: ("", nothing),
    }
    return {kind: [(chance.choice(PARTIES), *make()) for _ in range(EACH)] for kind, make in kinds.items()}


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds by the clock and of the processor, and how many reports were counted."""

    clock_ms: float
    processor_ms: float
    total: int


def measure(search: Callable[[Question], int], asked: dict[str, list[Question]]) -> dict[str, list[Taken]]:
    """Each kind's questions, asked in a mixed order after a few to warm up."""
    mixed = [(kind, question) for kind, several in asked.items() for question in several]
    random.Random(5).shuffle(mixed)
    taken: dict[str, list[Taken]] = {kind: [] for kind in asked}
    for _, question in mixed[:50]:
        search(question)
    for kind, question in mixed:
        clock, processor = time.perf_counter(), time.thread_time()
        total = search(question)
        taken[kind].append(Taken((time.perf_counter() - clock) * 1000, (time.thread_time() - processor) * 1000, total))
    return taken


def rows(name: str, found: dict[str, list[Taken]]) -> list[tuple[object, ...]]:
    made: list[tuple[object, ...]] = []
    for kind, several in [*found.items(), ("all together", [one for some in found.values() for one in some])]:
        clock = sorted(one.clock_ms for one in several)
        processor = sorted(one.processor_ms for one in several)
        total = sum(one.total for one in several) // len(several)
        shown = [f"{times[int(len(times) * share)]:.1f}" for times in (clock, processor) for share in (0.5, 0.95, 0.99)]
        made.append((name, kind, f"{total:,}", *shown))
    return made


def size_mb(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 1_000_000


def engine(
    name: str, folder: Path, asked: dict[str, list[Question]]
) -> tuple[list[tuple[object, ...]], tuple[object, ...]]:
    there = folder / f"{name}.built"
    home = folder / name
    home.mkdir(parents=True, exist_ok=True)
    library = Library.open(home / "library") if name == "tantivy" else None
    tables = None if library else Fts5(home / "fts5.db")
    if not there.exists():
        begun = time.perf_counter()
        if library:
            library.put_new(reports(COUNT))
            library.commit(COUNT)
            library.close()  # waits until what is merged behind the writer's back is merged
            library = Library.open(home / "library")
        elif tables:
            tables.build(reports(COUNT))
        there.write_text(json.dumps(time.perf_counter() - begun))
    built_s = json.loads(there.read_text())
    found: list[tuple[object, ...]] = []
    if library:
        exact = measure(lambda question: library.search(*question, size=PAGE).total, asked)
        found = rows("tantivy", exact)
        library.close()
    elif tables:
        found = rows("FTS5", measure(tables.search, asked))
        found += rows("FTS5, total to 1,000", measure(lambda question: tables.search(question, MANY), asked))
    return found, (name, f"{COUNT:,}", f"{built_s:.0f} s", f"{size_mb(home):,} MB")


def main() -> None:
    stay_on(int(os.environ.get("CORE", "1")))
    print(f"tantivy {version('tantivy')}, SQLite {apsw.sqlite_lib_version()}")
    begun = time.perf_counter()
    words = sum(len(terms(report.title)) + len(terms(report.text)) for report in reports(10_000))
    print(
        f"drawing and folding alone: {(time.perf_counter() - begun) * 100:.0f} us a report of {words // 10_000} words"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(os.environ.get("KEEP", name)) / str(COUNT)
        measured = [engine(one, folder, questions()) for one in os.environ.get("ENGINES", "tantivy fts5").split()]
    print_table(
        "Built, drawing of the texts included",
        ("engine", "reports", "built in", "on disk"),
        [m[1] for m in measured],
    )
    print_table(
        f"A page of {PAGE} with its snippets and the exact total, ms",
        ("engine", "kind", "total (mean)", "p50", "p95", "p99", "cpu p50", "cpu p95", "cpu p99"),
        [row for table, _ in measured for row in table],
    )


if __name__ == "__main__":
    main()
