"""`tansiq thread` and `channel`: what parties say to each other, by commands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal, too_wide
from tests.coordination import agreed_office

WHO = ("--person", "Nour")


@pytest.fixture(scope="module")
def terminals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Terminal]]:
    folder = tmp_path_factory.mktemp("threads")
    with agreed_office(folder, "--housekeeping-s", "0.2") as parties:
        yield {name: Terminal(speaker, folder) for name, speaker in parties.items()}


def opened(terminals: dict[str, Terminal], title: str, text: str = "Who flies at noon?", *more: object) -> str:
    made = terminals["relief"].json(
        "thread", "open", text, "--with", "army", "--title", title, "--person", "Lina", *more
    )
    return str(made["id"])


def test_a_question_is_asked_read_answered_corrected_translated_and_closed(terminals: dict[str, Terminal],
                                                                          tmp_path: Path) -> None:  # fmt: skip
    army, relief = terminals["army"], terminals["relief"]
    thread = opened(terminals, "Noon", "Who flies at noon?", "--priority", "urgent")[:8]
    assert re.search(rf"^{thread} .*URGENT .*1 by you", army("thread", "list", "--awaited"), re.MULTILINE)
    done = army.run("thread", "acknowledge", thread, *WHO, typed="\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Who flies at noon?" in done.stderr, "what is acknowledged is shown before"
    assert "Acknowledge 1 message for army as Nour? [y/N]" in done.stderr
    assert "acknowledged by  army (Nour) at" in army("thread", "acknowledge", thread, *WHO, typed="y\n")
    assert "nothing in this thread waits for you" in army("thread", "acknowledge", thread, *WHO, status=2)
    assert army.json("thread", "acknowledge", thread, 1, *WHO)["count"] == 1, "said twice, it was said once"

    plan = tmp_path / "plan.txt"
    plan.write_text("two flights")
    read = army("thread", "say", thread, "Two, at 14:00.", *WHO, "--attach", plan)
    assert "plan.txt (text/plain, 11 bytes)" in read
    army("thread", "say", thread, "At 15:00, not 14:00.", *WHO, "--corrects", 2)
    relief("thread", "say", thread, "Deux, à 15 h.", "--translates", 3, "--language", "fr", "--person", "Lina")
    army("thread", "say", thread, "They wait.", *WHO, "--call", "Lina", "--call-at", "-5m", "--call-minutes", 3)
    read = relief("thread", "show", thread)
    assert "army (Nour), correction of #2" in read
    assert "relief (Lina), translation of #3, in fr" in read
    assert re.search(r"^call +with Lina at .* UTC, 3 min", read, re.MULTILINE)
    assert re.search(r"^to be read +by relief, due ", read, re.MULTILINE)
    assert not too_wide(read), too_wide(read)
    assert "#1 " not in relief("thread", "show", thread, "--last", 2)
    assert "#5 " not in relief("thread", "show", thread, "--before", 3)

    (file,) = relief.json("thread", "show", thread)["messages"][1]["attachments"]
    got = tmp_path / "got.txt"
    relief("thread", "file", thread, file["sha256"][:8], "--output", got)
    assert got.read_bytes() == plan.read_bytes()
    assert "no file here has a digest that begins with zz" in relief(
        "thread", "file", thread, "zz", "--output", got, status=2
    )
    read = relief("thread", "close", thread, "--summary", "They fly later.")
    assert re.search(r"^outcome +They fly later\.", read, re.MULTILINE)
    assert "has closed it" in army("thread", "close", thread, "--summary", "x", status=2)
    assert thread in army("thread", "list", "--closed")
    assert thread not in army("thread", "list", "--open")
    army("thread", "say", thread, "One flew earlier.", *WHO)
    again = relief("thread", "close", thread, "--summary", "They flew.")
    assert re.search(r"^closed before +.* UTC by relief: They fly later\.", again, re.MULTILINE)
    assert re.search(r"^outcome +They flew\.", again, re.MULTILINE)


def test_words_come_from_the_input_and_threads_are_about_things(terminals: dict[str, Terminal]) -> None:
    relief = terminals["relief"]
    done = relief.run("thread", "open", "-", "--with", "army", "--title", "Convoy", "--person", "Lina",
                      "--about", "agreement:relief-army", typed="one\ntwo\n")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert re.search(r"^text +one *\n +two", done.stdout, re.MULTILINE)
    assert re.search(r"^about +agreement relief-army", done.stdout, re.MULTILINE)
    found = relief.json("thread", "list", "--about", "relief-army", "--under", "relief-army")
    assert [one["title"] for one in found] == ["Convoy"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--corrects", 1, "--translates", 1), "not several of them"),
        (("--call", "Lina"), "both --call (with whom) and --call-at (when)"),
        (("--call-at", "now"), "both --call (with whom) and --call-at (when)"),
        (("--translates", 1), "a translation names its language"),
        (("--corrects", 99), "names the number of the message"),
        (("--attach", "program.exe"), "cannot go with a message"),
        (("--attach", "wrong.pdf"), "its bytes are not those of a file"),
    ],
)
def test_what_cannot_be_said_is_refused(terminals: dict[str, Terminal], tmp_path: Path, words: tuple[object, ...],
                                        said: str, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    for name in ("program.exe", "wrong.pdf"):
        (tmp_path / name).write_bytes(b"MZ")
    monkeypatch.chdir(tmp_path)
    thread = opened(terminals, said[:20])
    assert said in terminals["relief"]("thread", "say", thread, "text", "--person", "Lina", *words, status=2)
    assert len(terminals["relief"].json("thread", "show", thread)["messages"]) == 1


def test_a_party_that_does_not_take_part_learns_nothing(terminals: dict[str, Terminal]) -> None:
    thread = opened(terminals, "Between two")
    assert "no thread" in terminals["drones"]("thread", "show", thread, status=2)
    assert "no-agreement" in terminals["stranger"](
        "thread", "open", "x", "--with", "army", "--title", "x", *WHO, status=2
    )


def test_a_message_cannot_look_like_another_one(terminals: dict[str, Terminal]) -> None:
    forged = "well\n\n#2          2026-03-01 08:00:00 UTC  army (Nour), DISTRESS\ntext        help\u202e\x1b[2J\r"
    thread = opened(terminals, "Forged", forged + " " + "w" * 200 + " #3 to be read " * 9)
    read = terminals["army"]("thread", "show", thread) + terminals["army"]("thread", "list")
    assert "\x1b" not in read
    assert "\u202e" not in read
    assert not too_wide(read), too_wide(read)
    assert [line[:3] for line in read.splitlines() if line.startswith("#")] == ["#1 "]
    assert sum(line.startswith(("text", "to be read ")) for line in read.splitlines()) == 3, (
        "two of them of the heading"
    )


def test_the_channel_is_shown_tested_and_used(terminals: dict[str, Terminal]) -> None:
    army, drones = terminals["army"], terminals["drones"]
    assert re.search(r"^last test +none yet", army("channel", "show", "air"), re.MULTILINE)
    read = army("channel", "test", "air")
    assert "the office, test" in read
    assert "by drones, due" in read
    hotline = army.json("channel", "show", "air")["hotline"]
    assert "acknowledged by  drones (Ada)" in drones("thread", "acknowledge", hotline, 1, "--person", "Ada")
    shown = army("channel", "show", "air")
    assert re.search(r"^tests +1\nmissed by +nobody", re.sub(r" +\n", "\n", shown), re.MULTILINE)
    read = drones("channel", "say", "air", "Mayday at the bridge", "--priority", "distress", "--person", "Ada")
    assert "drones (Ada), DISTRESS" in read
    assert "its hotline" in read
    assert "no agreement air" in terminals["relief"]("channel", "show", "air", status=2)
    assert army.json("channel", "show", "relief-a")["agreement"] == "relief-army", "its beginning is enough"
    assert "begin with relief" in terminals["relief"]("channel", "show", "relief", status=2)
