"""`tansiq log`: keys that change, and a log that is checked from outside by whoever has only its key."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tansiq.evidence.contradictions import Contradiction, Finding
from tansiq.evidence.notes import PublicKey
from tansiq.evidence.ring import new_ring
from tansiq.gateways.public_log import check
from tests.evidence.test_witness import NEW, OLD, Log
from tests.serving import Identity, running_office
from tests.web.test_log import EVERY_TIME, announce, checkpoint_of, keys_of, size_of
from tests.web.test_witnesses import shorten


def tansiq(*words: str) -> tuple[int, str, str]:
    done = subprocess.run([sys.executable, "-m", "tansiq.cli.main", "log", *words], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def test_keys_are_shown_added_and_retired(tmp_path: Path) -> None:
    ring = new_ring("office.example/log")
    path = tmp_path / "j.log-key"
    ring.write(path)
    (tmp_path / "j.db").touch()
    first = ring.public[0]
    for file in (tmp_path / "j.db", path, f"sqlite:{tmp_path}/j.db"):
        code, said, _ = tansiq("keys", "show", str(file), "--json")
        assert (code, json.loads(said)["keys"]) == (0, [first.written()])
    secret = path.read_text().split("+", 4)[-1].strip()  # base64 has + in it, too
    code, said, _ = tansiq("keys", "add", str(path), "--json")
    assert code == 0
    assert secret not in said
    _, second = map(PublicKey.read, json.loads(said)["keys"])
    assert tansiq("keys", "retire", str(path), "00000000")[0] == 2
    assert tansiq("keys", "retire", str(path), first.id.hex(), "--json")[1].count(second.written()) == 1
    code, _, said = tansiq("keys", "retire", str(path), second.id.hex())
    assert code == 2
    assert "the only key" in said
    path.chmod(0o644)
    assert tansiq("keys", "show", str(path))[0] == 2


@pytest.mark.parametrize("more", [0, 12])
def test_a_log_that_denies_what_it_signed_is_found_out(tmp_path: Path, identity: Identity, more: int) -> None:
    journal, seen = tmp_path / "j.db", tmp_path / "office.checkpoint"
    with running_office(journal, identity.public_file, *EVERY_TIME, "--witness-every-s", "3600") as office:
        announce(office, identity, 6)
        checkpoint_of(office, size_of(office))
        (key,) = keys_of(office)
        asked = ("check", office.url, "--key", key.written(), "--seen", str(seen))
        assert tansiq(*asked)[0] == 0
        announce(office, identity, 3, far=5)
        checkpoint_of(office, size_of(office))
        code, said, _ = tansiq(*asked, "--json")
        assert (code, json.loads(said)["finding"]) == (0, None)
        other = new_ring(key.name).public[0].written()
        assert tansiq("check", office.url, "--key", other, "--seen", str(seen))[0] == 2
        assert tansiq("check", "http://127.0.0.1:9", "--key", key.written(), "--seen", str(seen))[0] not in (0, 3)
    remembered = seen.read_text()
    shorten(journal, 6)
    with running_office(journal, identity.public_file, *EVERY_TIME, "--witness-every-s", "3600") as office:
        announce(office, identity, more, far=20)
        checkpoint_of(office, size_of(office))
        code, said, _ = tansiq("check", office.url, "--key", key.written(), "--seen", str(seen), "--json")
    assert code == 3
    evidence = Contradiction.read(Path(json.loads(said)["evidence"]).read_bytes())
    assert evidence.finding([key]) is (Finding.REWRITTEN if more else Finding.SHORTENED)
    assert seen.read_text() == remembered


def test_evidence_is_checked_without_the_office(tmp_path: Path) -> None:
    honest, liar = Log(9), Log(9, lies_from=2)
    key, strange = OLD.public.written(), NEW.public.written()
    rewritten = Contradiction.between(honest.note(4), liar.note(9), liar.root(4), liar.proof(4, 9))
    shown = {
        "split": Contradiction.between(honest.note(5), liar.note(5)),
        "rewritten": rewritten,
        "shortened": Contradiction.between(honest.note(9), honest.note(4)),
    }
    path = tmp_path / "some.evidence"
    for finding, contradiction in shown.items():
        path.write_bytes(contradiction.written())
        code, said, _ = tansiq("check", str(path), "--key", key, "--json")
        told = json.loads(said)
        assert (code, told["finding"], told["convicts"]) == (3, finding, finding != "shortened")
        assert tansiq("check", str(path), "--key", strange)[0] == 2, "nobody else's key is convicted"
    path.write_bytes(Contradiction.between(honest.note(4), honest.note(4)).written())
    assert tansiq("check", str(path), "--key", key)[0] == 2
    path.write_text("nonsense")
    assert tansiq("check", str(path), "--key", key)[0] == 2
    assert tansiq("check", str(tmp_path / "none"), "--key", key)[0] == 2
    code, _, said = tansiq("check", "http://127.0.0.1:9", "--key", key)
    assert code == 2
    assert "--seen" in said


def test_a_log_that_answers_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "_WHOLE_WITHIN_S", 0.2)

    class Dripping(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            with contextlib.suppress(OSError):
                while not over.wait(0.01):
                    self.wfile.write(b"x")

        def log_message(self, *_: object) -> None:
            pass

    over, server = threading.Event(), ThreadingHTTPServer(("127.0.0.1", 0), Dripping)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        with pytest.raises(ConnectionError, match="no whole answer"):
            check.check_log(f"http://127.0.0.1:{server.server_port}", [OLD.public], None)
    finally:
        over.set()
        server.shutdown()
        server.server_close()


def test_what_is_no_evidence_is_called_so_and_a_receipt_is_sent_to_whoever_reads_it(tmp_path: Path) -> None:
    key = new_ring("office.example/log").public[0].written()
    file = tmp_path / "receipt-1.tlog-proof"
    file.write_text("c2sp.org/tlog-proof@v1\nindex 0\n")
    code, _, said = tansiq("check", str(file), "--key", key)
    assert code == 2
    assert "is a receipt, and no evidence against a log" in said
    assert f"tansiq verify {file}" in said
    file.write_text("office.example/log\n")
    code, _, said = tansiq("check", str(file), "--key", key)
    assert code == 2
    assert "this is no evidence against a log: such evidence is written as JSON" in said
