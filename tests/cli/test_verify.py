"""`tansiq verify` as one meets it who has a file, a key, and nobody to ask."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_type_hints

import msgspec
import pytest

from tansiq.cli.proof_text import LANGUAGES
from tansiq.cli.proof_words.form import Label, Shows, ShowsNot, Words
from tansiq.evidence.checkpoints import cosign
from tansiq.evidence.notes import PrivateKey, SignedNote
from tansiq.evidence.shelf import Shelf
from tansiq.evidence.tiles import bundle
from tansiq.evidence.verifying import Fault
from tansiq.office.attested import ReceiptMade, Says
from tansiq.office.feed import Subject
from tests.cli.terminal import Done, tansiq, too_wide
from tests.evidence.people import (
    ARMY,
    AT_US,
    CONTENT,
    NEXT,
    NOTICE,
    OFFICE,
    ORIGIN,
    RELIEF,
    RIVER,
    STRANGER,
    Log,
    log_with,
    opened,
    receipt,
)

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    log = log_with(receipt(said_us=AT_US - 600_000_000, unit="3rd brigade"))
    checkpoint = log.checkpoint((OFFICE,), (RELIEF, ARMY))
    (tmp_path / "receipt.tlog-proof").write_bytes(log.proof(6, checkpoint, CONTENT))
    (tmp_path / "other.tlog-proof").write_bytes(log.proof(2, log.checkpoint()))
    (tmp_path / "checkpoint").write_text(checkpoint.written(), "utf-8")
    (tmp_path / "office.vkey").write_text(f"# the office\n{OFFICE.public.written()}\n")
    (tmp_path / "witnesses.vkey").write_text(f"{RELIEF.public.written()}\n{ARMY.public.written()}\n")
    policy = f"""\
# as the parties have agreed
log {OFFICE.public.written()}
witness relief {RELIEF.public.written()}
witness army {ARMY.public.written()} https://army.example
witness river {RIVER.public.written()}
group parties 2 relief army river
quorum parties
"""
    (tmp_path / "court.policy").write_text(policy)
    return tmp_path


def verify(folder: Path, *words: object, typed: str = "") -> Done:
    named = [folder / word if isinstance(word, str) and (folder / word).is_file() else word for word in words]
    return tansiq("verify", *named, typed=typed)


def test_a_receipt_is_explained_with_what_it_does_not_prove(folder: Path) -> None:
    done = verify(folder, "receipt.tlog-proof", "--policy", "court.policy", "--language", "en")
    assert (done.returncode, done.stderr) == (0, "")
    said = " ".join(done.stdout.split())
    for words in (
        "holds", "The party acknowledged this:", f"notice {NOTICE}", "version 2", "party relief",
        "said or done by army", "person Lt. K.", "unit 3rd brigade", "2026-11-30 00:53:20 UTC",
        "own word 2026-11-30 00:43:20 UTC", CONTENT, "for army, relief", f"log {ORIGIN}", "entry 6 / 11",
        f"signed by {ORIGIN}+{OFFICE.public.id.hex()}",
        f"relief.example+{RELIEF.public.id.hex()} 2026-11-30 00:53:27 UTC",
        "final yes", "What this proves", "no longer deny it", "is, to the byte",
        "What this does not prove", "That the person read it.", "It is the party's word".lower(),
        "not how long before", "who trusts none of the witnesses", "corrected, renewed or withdrawn",
        "That what was said is true.",
    ):  # fmt: skip
        assert words in said, words
    assert not too_wide(done.stdout.split("\n", 1)[1])


@pytest.mark.parametrize(("language", "says"), [("ar", "ما لا يثبته هذا"), ("ru", "Чего это не доказывает")])
def test_it_is_explained_in_the_readers_language(folder: Path, language: str, says: str) -> None:
    done = verify(folder, "receipt.tlog-proof", "--policy", "court.policy", "--language", language)
    assert done.returncode == 0
    assert says in done.stdout
    assert "This" not in done.stdout
    refused = verify(folder, "office.vkey", "--policy", "court.policy", "--language", language)
    assert refused.returncode == 1
    assert LANGUAGES[language].faults[Fault.MALFORMED] in refused.stderr


def test_the_terminals_language_is_taken_where_none_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for said, expected in (("ar_SY.UTF-8", "ar"), ("ru_RU", "ru"), ("de_DE", "en"), ("", "en")):
        monkeypatch.setenv("LANG", said)
        done = verify(folder, "receipt.tlog-proof", "--key", "office.vkey")
        assert LANGUAGES[expected].shows_not in done.stdout


def test_without_enough_witnesses_it_is_genuine_and_not_final(folder: Path) -> None:
    for asked in (
        ("--policy", "court.policy"),
        ("--key", "office.vkey", "--witness", "witnesses.vkey"),
        ("--key", OFFICE.public.written(), "--witness", RELIEF.public.written(), "--quorum", "1"),
    ):
        done = verify(folder, "other.tlog-proof", *asked)
        assert done.returncode == 1
        assert "genuine, but NOT FINAL" in done.stderr
        assert "Without witnesses it could keep two." in " ".join(done.stdout.split())
    assert verify(folder, "other.tlog-proof", "--key", "office.vkey").returncode == 0
    none = verify(folder, "other.tlog-proof", "--key", "office.vkey", "--witness", "witnesses.vkey", "--quorum", 0)
    assert none.returncode == 0
    assert verify(folder, "receipt.tlog-proof", "--key", "office.vkey", "--witness", "witnesses.vkey").returncode == 0
    third = ("--witness", "witnesses.vkey", "--witness", RIVER.public.written())
    assert verify(folder, "receipt.tlog-proof", "--key", "office.vkey", *third).returncode == 1
    assert verify(folder, "receipt.tlog-proof", "--key", "office.vkey", *third, "--quorum", 2).returncode == 0


def test_several_files_are_each_checked_whatever_another_is(folder: Path) -> None:
    written = (folder / "receipt.tlog-proof").read_text("utf-8")
    (folder / "forged").write_text(written.replace("\n11\n", "\n12\n"), "utf-8")
    done = verify(folder, "forged", "receipt.tlog-proof", "checkpoint", "--key", "office.vkey")
    assert done.returncode == 1
    assert done.stdout.count(": holds") == 2
    assert not done.stdout.startswith("\n")
    assert "signature that is FALSE" in done.stderr
    assert "keep the file as it is" in done.stderr
    gone = verify(folder, folder / "gone", "forged", "receipt.tlog-proof", "--key", "office.vkey", "--json")
    assert gone.returncode == 2
    said = json.loads(gone.stdout)
    assert said["proven"] is False
    assert [one.get("code") for one in said["files"]] == ["not-read", "wrong-signature", None]
    assert "No such file" in gone.stderr


def test_a_program_gets_all_of_it(folder: Path) -> None:
    done = verify(folder, "receipt.tlog-proof", "checkpoint", "--policy", "court.policy", "--json")
    assert done.returncode == 0
    said = json.loads(done.stdout)
    proof, head = said["files"]
    assert (said["proven"], proof["holds"], proof["final"]) == (True, True, True)
    assert proof["signed_by"] == head["signed_by"] == [OFFICE.public.written()]
    assert [one["at"] for one in proof["cosigned_by"]] == ["2026-11-30T00:53:27Z", "2026-11-30T00:53:28Z"]
    assert proof["content"] == CONTENT
    assert json.loads(proof["entry"]["body"])["says"] == "acknowledged"
    assert (proof["entry"]["sequence"], proof["entry"]["time"]) == (6, "2026-11-30T00:53:20.000006Z")
    assert proof["proves"] == ["recorded", "content", "seen"]
    assert "acknowledged" in proof["does_not_prove"]
    assert (head["entries"], "entry" in head) == (11, False)


def test_a_folder_is_a_copy_of_a_log(folder: Path) -> None:
    log = log_with(receipt(), 300)
    copy = folder / "copy"
    shelf = Shelf(copy)
    shelf.grow(log.hashes)
    shelf.publish(log.checkpoint())
    (copy / "tile/entries/001.p").mkdir(parents=True)
    (copy / "tile/entries/001.p/44").write_bytes(bundle([entry.leaf() for entry in log.entries[256:]]))
    done = verify(folder, copy, "--key", "office.vkey")
    said = " ".join(done.stdout.split())
    assert done.returncode == 0
    assert "entries 300" in said
    assert "tiles 3" in said
    assert "bundles of entries 1" in said
    assert "none is missing" in said
    assert json.loads(verify(folder, copy, "--key", "office.vkey", "--json").stdout)["files"][0]["tiles"] == 3
    (copy / "tile/0/000").unlink()
    gone = verify(folder, copy, "--key", "office.vkey")
    assert gone.returncode == 1
    assert "a copy of a log that is not whole, or was changed (tile/0/000 is missing)" in gone.stderr
    assert verify(folder, folder, "--key", NEXT.public.written()).returncode == 1


def test_how_the_log_stood_at_a_moment_is_told_apart_from_how_it_stands(folder: Path) -> None:
    log = log_with(receipt())
    (folder / "moment.log-beginning").write_text(log.beginning(6, log.checkpoint()).written())
    done = verify(folder, "moment.log-beginning", "--key", "office.vkey")
    said = " ".join(done.stdout.split())
    assert done.returncode == 0
    assert "entries 11" in said
    assert "entries then 6" in said
    found = json.loads(verify(folder, "moment.log-beginning", "--key", "office.vkey", "--json").stdout)["files"][0]
    assert (found["entries"], found["then"]["entries"]) == (11, 6)
    assert "moment" in found["does_not_prove"]
    other = log.beginning(7, log.checkpoint()).written().replace("size 7", "size 6")
    (folder / "other.log-beginning").write_text(other)
    refused = verify(folder, "other.log-beginning", "--key", "office.vkey", "--json")
    assert (refused.returncode, json.loads(refused.stdout)["files"][0]["code"]) == (1, "not-the-beginning")


def test_the_input_is_read_for_a_dash(folder: Path) -> None:
    written = (folder / "receipt.tlog-proof").read_text("utf-8")
    assert verify(folder, "-", "--key", "office.vkey", typed=written).stdout.startswith("stdin: holds")
    assert verify(folder, "-", "-", "--key", "office.vkey", typed=written).returncode == 2
    process = subprocess.run(
        [sys.executable, "-m", "tansiq.cli.main", "verify", "-", "--key", folder / "office.vkey"],
        input=written.encode(), capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert process.returncode == 0, process.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "whom do you trust?"),
        (("--key", "gone.vkey"), "neither a key"),
        (("--key", "receipt.tlog-proof"), "line 1"),
        (("--key", RELIEF.public.written()), "of kind 1"),
        (("--key", OFFICE.written()), "--key"),
        (("--key", "office.vkey", "--witness", STRANGER.public.written()), "of kind 4"),
        (("--key", "office.vkey", "--witness", "witnesses.vkey", "--quorum", 3), "3 of 2 witnesses"),
        (("--policy", "court.policy", "--quorum", 1), "give --policy, or"),
        (("--policy", "office.vkey"), "line 2"),
        (("--policy", "gone.policy"), "No such file"),
        (("--key", "a\0b"), "neither a key"),
    ],
)
def test_what_cannot_be_used_to_check_with_is_refused(folder: Path, words: tuple[object, ...], says: str) -> None:
    done = verify(folder, "receipt.tlog-proof", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "PRIVATE+KEY" not in done.stderr or "PRIVATE+KEY" in str(words)


def test_a_policy_without_logs_takes_the_key_from_the_command_line(folder: Path) -> None:
    policy = (folder / "court.policy").read_text()
    (folder / "bare.policy").write_text("".join(line + "\n" for line in policy.splitlines() if line[:3] != "log"))
    assert verify(folder, "receipt.tlog-proof", "--policy", "bare.policy").returncode == 2
    assert verify(folder, "receipt.tlog-proof", "--policy", "bare.policy", "--key", "office.vkey").returncode == 0
    other = verify(folder, "receipt.tlog-proof", "--policy", "bare.policy", "--key", NEXT.public.written())
    assert other.returncode == 1
    assert "no key that was named has signed it" in other.stderr
    elsewhere = PrivateKey.of("elsewhere.example/log", bytes(32)).public.written()
    assert "is of another log" in verify(folder, "receipt.tlog-proof", "--key", elsewhere).stderr


@pytest.mark.parametrize(
    ("language", "says"), [("en", "A notice has been withdrawn."), ("ru", "Уведомление"), ("ar", "إخطار")]
)
def test_what_a_party_was_told_is_said_in_words(folder: Path, language: str, says: str) -> None:
    told = ReceiptMade(Says.TOLD, Subject.NOTICE, NOTICE, "relief", ("relief",), AT_US, why="withdrawn")
    log = log_with(told)
    (folder / "told").write_bytes(log.proof(6, log.checkpoint()))
    done = verify(folder, "told", "--key", "office.vkey", "--language", language)
    (row,) = [line for line in done.stdout.splitlines() if LANGUAGES[language].labels[Label.WHY] + " " in line]
    assert says in row
    assert "withdrawn" in done.stdout


def test_a_witness_s_clock_that_contradicts_the_office_s_is_told(folder: Path) -> None:
    log = log_with(receipt())
    note = log.checkpoint()
    recorded_s = log.entries[5].time_us // 1_000_000
    for at_s, told in ((recorded_s - 1, "clock-contradicted"), (recorded_s, "clock-bound"), (1 << 62, "clock-bound")):
        cosigned = SignedNote(note.text, (*note.signatures, cosign(note, RELIEF, at_s)))
        (folder / "seen").write_bytes(log.proof(6, cosigned))
        done = verify(folder, "seen", "--key", "office.vkey", "--witness", RELIEF.public.written(), "--json")
        (said,) = json.loads(done.stdout)["files"]
        assert told in said["does_not_prove"]
    shown = verify(folder, "seen", "--key", "office.vkey", "--witness", RELIEF.public.written())
    assert str((1 << 62) * 1_000_000) in shown.stdout  # no calendar has it


def test_an_entry_that_this_version_cannot_read_is_shown_as_it_is(folder: Path) -> None:
    newer = b'{"kind":"receipt.made","says":"foreseen","subject":"notice"}'
    log = Log((opened(1, msgspec.Raw(newer)),))
    (folder / "newer").write_bytes(log.proof(1, log.checkpoint()))
    done = verify(folder, "newer", "--key", "office.vkey", "--language", "en")
    assert done.returncode == 0
    assert '"says":"foreseen"' in done.stdout
    assert "It is no receipt but another entry" in " ".join(done.stdout.split())


def test_what_others_wrote_cannot_hide_or_look_like_ours(folder: Path) -> None:
    log = log_with(receipt(unit="3rd\u202e\n\x1b[2Jfinal yes"))
    (folder / "sly").write_bytes(log.proof(6, log.checkpoint()))
    done = verify(folder, "sly", "--key", "office.vkey")
    assert done.returncode == 0
    assert "3rd\\u202e\\n\\x1b[2Jfinal yes" in done.stdout
    long = "x" * 9_000
    log = log_with(receipt(content=long))
    (folder / "long").write_bytes(log.proof(6, log.checkpoint(), long))
    done = verify(folder, "long", "--key", "office.vkey")
    assert 4_000 <= done.stdout.count("x") < 4_100
    assert "--json gives the rest" in done.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_its_words_in_each_language(language: str) -> None:
    words = LANGUAGES[language]
    keys = {"labels": Label, "says": Says, "subjects": Subject, "proves": Shows, "proves_not": ShowsNot,
            "faults": Fault, "hints": Fault}  # fmt: skip
    for name in get_type_hints(Words):
        said = getattr(words, name)
        if name in keys:
            assert set(said) == set(keys[name]), name
        for text in said.values() if isinstance(said, dict) else [said]:
            assert text
            own = {"ar": "\u0600-\u06ff", "ru": "\u0400-\u04ff", "en": "a-z"}[language]
            assert re.search(f"[{own}]", text), text
            assert language == "en" or not re.search("[a-z]{3}", text.replace("json", "")), text


def test_every_reason_is_described() -> None:
    text = (ROOT / "docs/proof.md").read_text("utf-8")
    for code in (*Fault, "not-read"):
        assert f"| `{code}` |" in text


def test_the_program_in_the_documentation_checks_a_receipt(folder: Path) -> None:
    text = (ROOT / "docs/proof.md").read_text("utf-8")
    (folder / "check.py").write_text(text.split("```python\n")[1].split("```")[0], "utf-8")

    def run(name: str, key: PrivateKey = OFFICE) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, folder / "check.py", folder / name, key.public.written()]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    for name in ("receipt.tlog-proof", "other.tlog-proof"):
        assert run(name).stdout.startswith(f"in the log of {ORIGIN}: {{")
    assert "not signed" in run(name, NEXT).stderr
    written = (folder / "receipt.tlog-proof").read_text("utf-8")
    first = written.split("\n")[4]
    for old, new, says in (
        ("\n11\n", "\n12\n", "InvalidSignature"),
        (first, first[::-1][1:] + "=", "not in the log"),
        ("index 5", "index 4", "at another place"),
    ):
        assert old in written
        (folder / "forged").write_text(written.replace(old, new), "utf-8")
        assert says in run("forged").stderr


def test_a_closed_input_is_said_to_be_none(folder: Path) -> None:
    command = [sys.executable, "-m", "tansiq.cli.main", "verify", "-", "--key", str(folder / "office.vkey")]
    done = subprocess.run(["sh", "-c", '"$@" <&-', "sh", *command], capture_output=True, text=True)
    assert (done.returncode, "there is no input" in done.stderr) == (2, True), done.stderr


def test_a_closed_output_changes_no_exit_code(folder: Path) -> None:
    (folder / "forged").write_text("believe me\n")
    for name, code in (("receipt.tlog-proof", 0), ("forged", 1)):
        words = ("verify", str(folder / name), "--key", str(folder / "office.vkey"))
        for more in ((), ("--json",)):
            command = [sys.executable, "-m", "tansiq.cli.main", *words, *more]
            done = subprocess.run(["sh", "-c", '"$@" >&-', "sh", *command], capture_output=True, text=True)
            assert (done.returncode, "fault" in done.stderr) == (code, False), (name, more, done.stderr)


def test_what_would_be_read_for_ever_is_no_part_of_a_copy(folder: Path) -> None:
    copy = folder / "endless"
    copy.mkdir()
    for make in (os.mkfifo, lambda path: path.symlink_to("/dev/zero")):
        make(copy / "checkpoint")
        done = verify(folder, copy, "--key", "office.vkey")
        assert (done.returncode, "is no file" in done.stderr) == (2, True), done.stderr
        (copy / "checkpoint").unlink()
