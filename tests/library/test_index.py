"""Whoever searches finds all that it may see of what it asked for, nothing else, and is told so many."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tansiq.library.asking import After, Box, Narrowing, SearchRefused
from tansiq.library.folding import fold, terms
from tansiq.library.index import Found, Library, LibraryInUse, Shelved, order_of
from tests.thorough import tries

PARTIES = ("un", "north", "south", "relief corps", "un:air")
WORDS = ("طائرة", "الطائرات", "مطار", "المطار", "قرب", "road", "roads", "дорога", "дороги", "мост", "UN-421", "١٢")
DAY_US = 86_400_000_000
LANGUAGES, MARKINGS = ("ar", "ru"), ("TLP:RED", "TLP:AMBER", "TLP:AMBER+STRICT")
NOON_US = 1_760_000_000_000_000


def report(number: int, text: str, seen_by: str = "", **other: object) -> Shelved:
    values: dict[str, object] = {
        "version": 1, "owner": "un", "title": "", "language": "ar", "source_grade": "B", "information_grade": "2",
        "info_time_us": NOON_US + number * 1_000, "place": None,
    }  # fmt: skip
    return Shelved(report_id=f"r{number}", seen_by=frozenset(seen_by.split()), text=text, **{**values, **other})  # type: ignore[arg-type]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library")
    yield opened
    opened.close()


def shelve(library: Library, *reports: Shelved) -> None:
    for one in reports:
        library.put(one)
    library.commit(1)


# The oracle shares the folding of words with what it judges, and nothing else.


def stands(runs: list[list[str]], text: str) -> bool:
    words = " " + " ".join(terms(text)) + " "
    return all(f" {' '.join(run)} " in words for run in runs)


def meets(one: Box, other: Box) -> bool:
    if one.south > other.north or other.south > one.north:
        return False
    pieces = [[(b.west, b.east)] if b.west <= b.east else [(b.west, 180.0), (-180.0, b.east)] for b in (one, other)]
    for first in pieces[0]:
        for second in pieces[1]:
            for turn in (-360.0, 0.0, 360.0):
                if first[0] <= second[1] + turn and second[0] + turn <= first[1]:
                    return True
    return False


def scan(shelf: list[Shelved], reader: str, runs: list[list[str]], narrowing: Narrowing) -> list[str]:
    found = []
    for one in shelf:
        if reader != one.owner and reader not in one.seen_by:
            continue
        if not all(stands([run], one.title) or stands([run], one.text) for run in runs):
            continue
        if narrowing.owners and one.owner not in narrowing.owners:
            continue
        if narrowing.source_grades and one.source_grade not in narrowing.source_grades:
            continue
        if narrowing.information_grades and one.information_grade not in narrowing.information_grades:
            continue
        begins_us = one.info_time_us if one.begins_us is None else one.begins_us
        if narrowing.from_us is not None and one.info_time_us < narrowing.from_us:
            continue
        if narrowing.until_us is not None and begins_us > narrowing.until_us:
            continue
        if narrowing.markings and one.marking not in narrowing.markings:
            continue
        if narrowing.languages and one.language not in narrowing.languages:
            continue
        if narrowing.own is not None and (one.owner == reader) is not narrowing.own:
            continue
        if narrowing.area and not (one.place and meets(one.place, narrowing.area)):
            continue
        found.append(one)
    found.sort(key=lambda one: order_of(one.report_id, one.info_time_us), reverse=True)
    return [one.report_id for one in found]


def drawn_box(chance: random.Random) -> Box:
    west, east = (chance.choice([-180, -179.5, -90, 0, 10, 10.5, 90, 179.5, 180]) for _ in range(2))
    south, north = sorted(chance.choice([-90, -10, 0, 10, 90]) for _ in range(2))
    return Box(west, south, east, north)


def drawn_report(chance: random.Random, number: int) -> Shelved:
    def some(most: int) -> str:
        return " ".join(chance.choices(WORDS, k=chance.randrange(most)))

    ends_us = NOON_US + chance.randrange(6) * DAY_US
    return Shelved(
        f"r{number}", chance.randrange(1, 4), chance.choice(PARTIES),
        frozenset(chance.sample(PARTIES, chance.randrange(len(PARTIES)))), some(4), some(9), chance.choice(LANGUAGES),
        chance.choice("ABCDEF"), chance.choice("123456"), ends_us,
        drawn_box(chance) if chance.random() < 0.7 else None,
        chance.choice(MARKINGS), chance.choice([None, ends_us - 2 * DAY_US]),
    )  # fmt: skip


def drawn_question(chance: random.Random) -> tuple[str, list[list[str]], Narrowing]:
    parts, runs = [], []
    for _ in range(chance.choice([0, 1, 1, 2, 3])):
        words = chance.choices(WORDS, k=chance.choice([1, 1, 2, 3]))
        parts.append(f'"{" ".join(words)}"' if len(words) > 1 else words[0])
        runs.append(terms(" ".join(words)))

    def perhaps(values: str) -> frozenset[str]:
        return frozenset(chance.sample(values, 2)) if chance.random() < 0.2 else frozenset()

    return (
        " ".join(parts),
        runs,
        Narrowing(
            frozenset({chance.choice(PARTIES)}) if chance.random() < 0.2 else frozenset(),
            perhaps("ABCDEF"),
            perhaps("123456"),
            NOON_US + chance.randrange(6) * DAY_US if chance.random() < 0.2 else None,
            NOON_US + chance.randrange(6) * DAY_US if chance.random() < 0.2 else None,
            drawn_box(chance) if chance.random() < 0.3 else None,
            frozenset({chance.choice(MARKINGS)}) if chance.random() < 0.2 else frozenset(),
            frozenset({chance.choice(LANGUAGES)}) if chance.random() < 0.2 else frozenset(),
            chance.choice([None, None, None, True, False]),
        ),
    )


@pytest.mark.parametrize("seed", range(tries(30)))
def test_every_reader_finds_what_a_look_through_all_reports_finds_and_is_told_how_many(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    library = Library.open(tmp_path / "library")
    shelf: dict[str, Shelved] = {}
    for upto in range(1, 4):  # several commits: several segments, with what was taken out of the earlier ones
        for _ in range(chance.randrange(25)):
            one = drawn_report(chance, chance.randrange(40))
            shelf[one.report_id] = one
            library.put(one)
        for report_id in chance.sample(sorted(shelf), min(len(shelf), 3)):
            del shelf[report_id]
            library.take_out(report_id)
        library.commit(upto)
    for _ in range(25):
        query, runs, narrowing = drawn_question(chance)
        for reader in (*PARTIES, "nobody", ""):
            expected = scan(list(shelf.values()), reader, runs, narrowing)
            size = chance.choice([1, 3, 100])
            pages = all_pages(library, reader, query, narrowing, size)
            assert {page.total for page in pages} == {len(expected)}
            assert [hit.report_id for page in pages for hit in page.hits] == expected
            for hit in pages[0].hits:
                held = shelf[hit.report_id]
                title = "".join(part.text for part in hit.title)
                assert (hit.version, hit.owner, title) == (held.version, held.owner, held.title)
    library.close()


def all_pages(library: Library, reader: str, query: str, narrowing: Narrowing | None, size: int) -> list[Found]:
    pages = [library.search(reader, query, narrowing, None, size)]
    while (after := pages[-1].next) is not None:
        pages.append(library.search(reader, query, narrowing, after, size))
    return pages


def test_what_is_hidden_changes_nothing_that_a_reader_is_answered(library: Library) -> None:
    shelve(library, report(1, "الطائرة قرب المطار", "north"), report(2, "road closed", "north", title="Road"))
    asked = ("طائرة", '"طائرة قرب"', "road", "", "مدرسة")
    before = [library.search("north", query) for query in asked]
    shelve(library, *(report(number, "الطائرة قرب المطار road مدرسة " * number) for number in range(3, 40)))
    assert [library.search("north", query) for query in asked] == before
    assert library.search("un", "مدرسة").total == 37


@pytest.mark.parametrize(
    "query",
    ["sees:un", 'x" OR "sees:un', "*", "road* OR", "(road", "words:road", "un", "\x00upto", "|", "-road", "a^2"],
)
def test_no_way_of_asking_leads_past_the_rule(library: Library, query: str) -> None:
    shelve(library, report(1, "road words sees un OR upto a 2 x"), report(2, "something else", "north"))
    if not terms(query):
        with pytest.raises(SearchRefused, match="no word"):
            library.search("north", query)
        return
    assert library.search("north", query).total == 0


@pytest.mark.parametrize("reader", ["", "\x00upto", "*", "no", "north south", "NORTH", "nörth"])
def test_only_the_very_name_of_a_party_sees_what_it_may(library: Library, reader: str) -> None:
    shelve(library, report(1, "road", "north"))
    assert library.search(reader, "road").total == 0
    assert library.search(reader, "").total == 0


def test_a_release_that_is_withdrawn_is_not_found_once_it_is_committed(library: Library) -> None:
    shelve(library, report(1, "road", "north"))
    shelve(library, report(1, "road", "south", version=2))
    assert library.search("north", "road").total == 0
    assert [hit.version for hit in library.search("south", "road").hits] == [2]


def test_each_reader_finds_the_version_that_it_holds_by_its_words_and_by_no_others(library: Library) -> None:
    old = report(1, "the bridge is open", "north", version=1, for_owner=False)
    library.put(old, report(1, "the bridge is mined", "south", version=2))
    library.commit(1)
    for reader, words, versions in (
        ("north", "open", [1]),
        ("north", "mined", []),
        ("south", "mined", [2]),
        ("south", "open", []),
        ("un", "mined", [2]),
        ("un", "open", []),
        ("un", "bridge", [2]),
    ):
        assert [hit.version for hit in library.search(reader, words).hits] == versions, (reader, words)
    library.put(report(1, "the bridge is mined", "north south", version=2))
    library.commit(2)
    assert library.search("north", "open").total == 0


def test_pages_go_on_where_they_were_while_others_add_and_take_out(library: Library) -> None:
    at_once = [report(number, "road", "north", info_time_us=NOON_US) for number in range(9)]
    shelve(library, *at_once, *(report(number, "road", "north") for number in range(10, 20)))
    seen: list[str] = []
    after: After | None = None
    for turn in range(40):
        found = library.search("north", "road", None, after, 3)
        seen += [hit.report_id for hit in found.hits]
        shelve(library, report(100 + turn, "road", "north", info_time_us=NOON_US + DAY_US))
        if turn == 1:
            library.take_out(seen[0])
            library.commit(2)
        if (after := found.next) is None:
            break
    assert len(seen) == len(set(seen)) == 19


def test_pages_of_what_shares_one_place_in_the_order_miss_nothing(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tansiq.library.index.order_of", lambda report_id, info_time_us: 7)
    shelve(library, *(report(number, "road", "north") for number in range(25)))
    pages = all_pages(library, "north", "road", None, 4)
    assert sorted(hit.report_id for page in pages for hit in page.hits) == sorted(f"r{number}" for number in range(25))


def test_what_is_said_beside_the_text_is_found_and_shown(library: Library) -> None:
    shelve(library, report(1, "a text " * 50, more=("the bridge", "Colonel Omar said it")))
    assert library.search("un", '"bridge Colonel"').total == 0
    [hit] = library.search("un", "omar").hits
    assert [part.text for part in hit.snippet.parts if part.found] == ["Omar"]


def test_no_phrase_reaches_from_the_title_into_the_text(library: Library) -> None:
    shelve(library, report(1, "bridge closed", title="The road"))
    assert library.search("un", '"road bridge"').total == 0
    assert library.search("un", '"bridge closed" "the road"').total == 1


def test_what_is_written_together_is_found_as_it_stands(library: Library) -> None:
    shelve(library, report(1, "Call sign UN-421"), report(2, "421 of the UN"))
    assert [hit.report_id for hit in library.search("un", "un-421").hits] == ["r1"]


def test_a_snippet_is_cut_from_the_text_as_it_was_written(library: Library) -> None:
    shelve(library, report(1, "رُصِدَت الطَّائِرَةُ قرب الجسر"))
    [hit] = library.search("un", "طائرات").hits
    assert [part.text for part in hit.snippet.parts if part.found] == ["الطَّائِرَةُ"]
    assert hit.snippet.direction == "rtl"


def test_a_text_with_half_a_letter_in_it_is_kept_as_it_is(library: Library) -> None:
    shelve(library, report(1, "road \ud800 closed", title="\udfff"))
    [hit] = library.search("un", "road").hits
    assert "".join(part.text for part in hit.snippet.parts) == "road \ud800 closed"


@pytest.mark.parametrize(
    ("query", "size", "code"),
    [
        ("x" * 501, 20, "query-too-long"),
        (" ".join(map(str, range(17))), 20, "query-too-long"),
        ('"' + " ".join(map(str, range(33))) + '"', 20, "query-too-long"),
        ("؟!", 20, "no-words"),
        ("road", 101, "limit-invalid"),
        ("road", 0, "limit-invalid"),
    ],
)
def test_what_cannot_be_asked_is_refused_whatever_there_is(library: Library, query: str, size: int, code: str) -> None:
    with pytest.raises(SearchRefused) as refused:
        library.search("un", query, size=size)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("box", "sound"),
    [
        ((170, -5, -170, 5), True),
        ((0, 5, 1, -5), False),
        ((0, 0, 181, 1), False),
        ((0, -91, 1, 1), False),
        ((float("nan"), 0, 1, 1), False),
        ((0, 0, float("inf"), 1), False),
    ],
)
def test_a_box_has_edges_on_the_earth(box: tuple[float, float, float, float], sound: bool) -> None:
    if sound:
        assert Box(*box)
        return
    with pytest.raises(SearchRefused, match="west, south, east, north"):
        Box(*box)


def test_a_grade_that_there_is_not_is_refused() -> None:
    with pytest.raises(SearchRefused, match="A, B, C, D, E, F"):
        Narrowing(source_grades=frozenset({"G"}))
    with pytest.raises(ValueError, match="no such grade"):
        report(1, "x", source_grade="AB")


def test_what_was_committed_is_there_after_a_restart_with_how_far_it_reaches(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library")
    assert library.upto == 0
    library.put(report(1, "road"))
    library.commit(41)
    library.put(report(2, "road"))
    library.close()  # as if it had stopped: what was not committed is read from the journal again
    again = Library.open(tmp_path / "library")
    assert again.upto == 41
    assert [hit.report_id for hit in again.search("un", "road").hits] == ["r1"]
    again.close()
    with pytest.raises(ValueError, match="closed"):
        again.put(report(3, "road"))


@pytest.mark.parametrize("harm", ["format", "meta.json", "*.store", "*.term"])
def test_an_index_that_is_of_old_or_damaged_is_begun_anew(tmp_path: Path, harm: str) -> None:
    folder = tmp_path / "library"
    library = Library.open(folder)
    shelve(library, report(1, "road"))
    library.close()
    for harmed in folder.glob(harm):
        harmed.write_bytes(b"\xff")
    again = Library.open(folder)
    assert again.upto == 0
    assert again.search("un", "road").total == 0
    shelve(again, report(1, "road"))
    assert again.search("un", "road").total == 1
    again.close()


@pytest.mark.parametrize("harm", ["", "format"])
def test_an_index_that_another_holds_is_left_alone_whatever_it_looks_like(tmp_path: Path, harm: str) -> None:
    folder = tmp_path / "library"
    library = Library.open(folder)
    shelve(library, report(1, "road"))
    if harm:
        (folder / harm).write_text("of old", "utf-8")
    with pytest.raises(LibraryInUse):
        Library.open(folder)
    assert library.search("un", "road").total == 1
    library.close()
    Library.open(folder).close()


def test_many_threads_find_the_same_while_more_is_put_in(library: Library) -> None:
    shelve(library, *(report(number, f"flights{number} самолёты طائرة", "north") for number in range(20)))
    fold.cache_clear()

    def ask(number: int) -> int:
        return library.search("north", f"flights{number % 20} самолётов الطائرات").total

    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(ask, number) for number in range(200)]
        for number in range(20, 30):
            shelve(library, report(number, "самолёты طائرة"))
        assert {one.result() for one in asked} == {1}


def test_making_the_index_anew_gives_the_same_as_putting_one_by_one(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library")
    library.put_new(report(number, "road " * number) for number in range(1, 30))
    library.commit(9)
    assert library.search("un", "road").total == 29
    library.close()
