"""Witnesses that are pushed to (C2SP tlog-witness): centres before logs of all kinds, and an office before witnesses of
all kinds."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import apsw
import httpx
import pytest

from tansiq.evidence.asking import LONGEST, Request
from tansiq.evidence.checkpoints import Checkpoint, cosign, cosigners, trusted_checkpoint
from tansiq.evidence.contradictions import Contradiction, Finding
from tansiq.evidence.notes import (
    COSIGNATURE,
    PrivateKey,
    PublicKey,
    Signature,
    SignedNote,
    read_note,
    read_signature,
)
from tansiq.evidence.ring import new_ring
from tests.coordination import Speaker, flight, found_office
from tests.evidence.test_witness import NEW, OLD, ORIGIN, Log
from tests.linked import Linked, linked
from tests.serving import Identity, Office, running_office
from tests.thorough import again
from tests.web.rights import take_people_in

OFTEN = ("--witness-every-s", "0.1")
PUSHED = (*OFTEN, "--checkpoint-s", "0.05", "--allow-private-webhooks")
HONEST = Log(60)
STRANGER = PrivateKey.of("elsewhere.example/log", bytes(32))


@dataclass
class Prefix:
    """A witness by the address before `/add-checkpoint`."""

    url: str

    def post(self, body: bytes) -> httpx.Response:
        return httpx.post(f"{self.url}/add-checkpoint", content=body, trust_env=False, timeout=30)

    def push(self, old: int, size: int, log: Log = HONEST) -> httpx.Response:
        proof = log.proof(old, size) if 0 < old < size else ()
        return self.post(Request(old, proof, log.note(size).written()).written())

    def shown(self) -> dict[str, Any]:
        answer = httpx.get(f"{self.url}/evidence", trust_env=False, timeout=30)
        assert answer.status_code == 200
        return dict(answer.json())

    @property
    def key(self) -> PublicKey:
        return PublicKey.read(self.shown()["witness"])

    def log(self, name: str = ORIGIN) -> dict[str, Any]:
        return next(dict(one) for one in self.shown()["logs"] if one["log"] == name)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Linked]:
    """A party's own centre that watches a log that is not its office's."""
    with linked(tmp_path, *OFTEN, "--watch-log", OLD.public.written(), found=False) as whole:
        yield whole


def of_centre(link: Linked) -> Prefix:
    assert link.centre is not None
    return Prefix(f"{link.centre.url}/witness")


def test_a_centre_cosigns_what_continues_and_answers_all_else_as_the_standard_says(own: Linked) -> None:
    witness = of_centre(own)
    first = witness.push(0, 10)
    assert (first.status_code, first.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    note = SignedNote(HONEST.note(10).text, (read_signature(first.text.removesuffix("\n")),))
    assert [one.key for one in cosigners(note, [witness.key])] == [witness.key]
    assert witness.push(10, 10).status_code == 200, "the cosignature may have been lost on the way"
    for old in (0, 7):
        other = witness.push(old, 12)
        assert (other.status_code, other.text, other.headers["content-type"]) == (409, "10\n", "text/x.tlog.size")
    liar = Log(60, lies_from=5)
    proof = liar.proof(10, 14)
    assert witness.post(Request(10, proof, liar.note(14).written()).written()).status_code == 422
    assert witness.post(Request(10, (), HONEST.note(14).written()).written()).status_code == 422
    assert witness.post(Request(10, (bytes(32),), HONEST.note(10).written()).written()).status_code == 422
    assert witness.post(Request(12, (), HONEST.note(10).written()).written()).status_code == 400
    assert witness.post(Request(0, (), HONEST.note(8).written()).written()).text == "10\n"
    assert witness.push(10, 14, Log(60, keys=(NEW,))).status_code == 403
    elsewhere = STRANGER.public.name
    text = Checkpoint(elsewhere, 1, bytes(32)).text()
    stranger = SignedNote(text, ()).written() + HONEST.note(10).signatures[0].line
    assert witness.post(Request(0, (), stranger).written()).status_code == 404
    for body in (b"", b"old 10\n\n", b"\xff\xfe", HONEST.note(10).written().encode()):
        assert witness.post(body).status_code == 400
    assert witness.post(b"x" * (LONGEST + 1)).status_code == 413
    assert httpx.get(f"{witness.url}/add-checkpoint", trust_env=False).status_code == 405
    assert Checkpoint.read(read_note(witness.log()["checkpoint"]).text).size == 10
    assert witness.push(10, 20).status_code == 200


def test_what_was_cosigned_outlives_a_kill_and_a_lie_is_kept_and_ends_the_cosigning(own: Linked) -> None:
    assert of_centre(own).push(0, 10).status_code == 200
    assert own.centre is not None
    own.centre.kill()
    own.start_centre()
    witness = of_centre(own)
    assert witness.push(0, 12).text == "10\n"
    assert witness.push(10, 10, Log(60, lies_from=3)).status_code == 409
    (contest,) = witness.log()["contests"]
    assert contest["finding"] == "split"
    evidence = Contradiction(**{name: contest["contradiction"][name] for name in ("first", "second")})
    assert evidence.finding([OLD.public]) is Finding.SPLIT
    assert witness.push(10, 12).status_code == 422, "a log that was shown to have two pasts is not cosigned again"


def padded(note: SignedNote) -> SignedNote:
    """With as many lines below it as a request has room for, as anybody can write them."""
    name = note.signatures[0].name
    lines = tuple(Signature(name, bytes((9, 9, 9, n)), bytes(900)) for n in range(40))
    return SignedNote(note.text, (*lines, *note.signatures, note.signatures[0]))


def test_what_a_witness_found_can_be_read_whatever_was_written_below_the_checkpoints(own: Linked) -> None:
    """Nobody can have it show more than those who compare read of it: a liar would never be found."""
    witness, liar = of_centre(own), Log(60, lies_from=3)
    assert witness.post(Request(0, (), padded(HONEST.note(10)).written()).written()).status_code == 200
    assert witness.log()["checkpoint"] == HONEST.note(10).written()
    assert witness.post(Request(10, (), padded(liar.note(10)).written()).written()).status_code == 409
    (contest,) = witness.log()["contests"]
    assert contest["contradiction"] == {"first": HONEST.note(10).written(), "second": liar.note(10).written()}


def test_of_many_that_push_at_once_one_past_is_cosigned(own: Linked) -> None:
    witness = of_centre(own)
    assert witness.push(0, 5).status_code == 200
    liar = Log(60, lies_from=4)
    with ThreadPoolExecutor(16) as many:
        asked = [(5, size, log) for size in range(6, 30) for log in (HONEST, liar)]
        answers = list(many.map(lambda one: (one, witness.push(*one)), asked))
    taken = [(size, log) for (_, size, log), answer in answers if answer.status_code == 200]
    assert len(taken) == 1
    ((size, log),) = taken
    assert log is HONEST
    assert {answer.status_code for _, answer in answers} <= {200, 409, 422}
    assert {answer.text for (_, _, log), answer in answers if answer.status_code == 409} == {f"{size}\n"}
    assert Checkpoint.read(read_note(witness.log()["checkpoint"]).text).size == size


def test_a_hosted_centre_is_found_by_its_key_and_not_by_its_party(tmp_path: Path, identity: Identity) -> None:
    found_office(tmp_path / "office.db")
    for party in ("army", "relief"):
        take_people_in(tmp_path / "centres", party)
    watch = ("--watch-log", OLD.public.written(), *OFTEN)
    with running_office(tmp_path / "office.db", identity.public_file, *watch) as office:
        army = Speaker(office, identity, "army")
        keys = {one["party"]: one["key"] for one in wait_for(lambda: two_of(army.get("/log")["witnesses"]))}
        witnesses = {
            party: Prefix(f"{office.url}/witness/{PublicKey.read(key).id.hex()}") for party, key in keys.items()
        }
        assert witnesses["army"].push(0, 10).status_code == 200
        assert witnesses["relief"].push(10, 12).text == "0\n"
        assert witnesses["relief"].key.written() == keys["relief"]
        for nobody in ("army", "00000000", ""):
            assert Prefix(f"{office.url}/witness/{nobody}").push(0, 10).status_code == 404
        seen = army.get("/log/watch")
        assert (seen["witness"], seen["unbelieved"]) == (keys["army"], [])
        assert {(one["log"], one["own_office"]) for one in seen["logs"]} == {(ORIGIN, False), ("localhost/log", True)}
        said = office.log.read_text()
        assert said.count('"log-keys"') == 1, "what is true of all hosted centres is said once"


def two_of(witnesses: list[Any]) -> list[Any] | None:
    return witnesses if len(witnesses) == 2 else None


def wait_for(question: Callable[[], Any]) -> Any:
    for _ in range(2_000):
        if found := question():
            return found
        threading.Event().wait(0.02)  # what another process does can only be asked for
    raise AssertionError("nothing came")


def test_cosignatures_of_all_hosted_centres_are_one_entry_a_round(tmp_path: Path, identity: Identity) -> None:
    found_office(tmp_path / "office.db")
    parties = ("army", "drones", "relief")
    for party in parties:
        take_people_in(tmp_path / "centres", party)
    with running_office(tmp_path / "office.db", identity.public_file, "--witness-every-s", "3600") as office:
        army = Speaker(office, identity, "army")
        wait_for(lambda: len((army.get("/log")["put_up"] or {}).get("cosigned", ())) == len(parties))
    connection = apsw.Connection(f"file:{tmp_path / 'office.db'}?mode=ro", apsw.SQLITE_OPEN_READONLY | 0x40)
    entries = connection.execute(
        "SELECT body FROM bodies JOIN entries USING (sequence) WHERE kind = 'checkpoint.cosigned'"
    ).fetchall()
    connection.close()
    assert [{one["party"] for one in json.loads(body)["cosigned"]} for (body,) in entries] == [set(parties)]


@dataclass
class Pretender:
    """A witness that answers by a script: functions of the request, the last of them again and again."""

    script: deque[Callable[[Request], tuple[int, str, str]]] = field(default_factory=deque)
    asked: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        pretender = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                request = Request.read(self.rfile.read(int(self.headers["content-length"])))
                pretender.asked.append(request)
                script = pretender.script
                status, kind, text = (script.popleft() if len(script) > 1 else script[0])(request)
                body = text.encode()
                self.send_response(status)
                self.send_header("content-type", kind)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/w"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


PRETENDED, OTHER = (PrivateKey.of("witness.example/w1", bytes([n]) * 32, COSIGNATURE) for n in (7, 8))


def cosigns(*keys: PrivateKey) -> Callable[[Request], tuple[int, str, str]]:
    return lambda asked: (
        200,
        "text/plain",
        "".join(cosign(read_note(asked.note), key, 1_700_000_000).line for key in keys),
    )


def answers(status: int, text: str = "", kind: str = "text/plain") -> Callable[[Request], tuple[int, str, str]]:
    return lambda asked: (status, kind, text)


def has_seen(size: int) -> Callable[[Request], tuple[int, str, str]]:
    return answers(409, f"{size}\n", "text/x.tlog.size")


def size_asked(request: Request) -> int:
    return Checkpoint.read(read_note(request.note).text).size


@pytest.fixture
def pretender() -> Iterator[Pretender]:
    made = Pretender()
    yield made
    made.close()


@dataclass
class Pushing:
    office: Office
    speaker: Speaker

    def log(self) -> dict[str, Any]:
        return dict(self.speaker.get("/log"))

    def standing(self, wanted: str) -> dict[str, Any]:
        def found() -> dict[str, Any] | None:
            (one,) = self.log()["outside"]
            return one if one["standing"] == wanted else None

        return dict(wait_for(found))

    def plan(self, number: int) -> None:
        self.speaker.post("/operations", flight(10.0 + number / 10, 5.0, kind="convoy"))


@pytest.fixture
def pushing(tmp_path: Path, identity: Identity, pretender: Pretender) -> Iterator[Callable[..., Pushing]]:
    running: list[Any] = []

    def start(*script: Callable[[Request], tuple[int, str, str]], options: tuple[str, ...] = PUSHED) -> Pushing:
        pretender.script.extend(script)
        found_office(tmp_path / "office.db")
        named = ("--witness", f"{pretender.url} {PRETENDED.public.written()}")
        context = running_office(tmp_path / "office.db", identity.public_file, *named, *options)
        office = context.__enter__()
        running.append(context)
        return Pushing(office, Speaker(office, identity, "relief"))

    yield start
    for context in running:
        context.__exit__(None, None, None)


def test_a_cosignature_from_outside_makes_a_checkpoint_final(
    pushing: Callable[..., Pushing], pretender: Pretender
) -> None:
    there = pushing(cosigns(OTHER, PRETENDED))
    final = wait_for(lambda: there.log()["final"])
    assert (final["independent"], [one["key"] for one in final["cosigned"]]) == (1, [PRETENDED.public.written()])
    assert [one.key for one in cosigners(read_note(final["note"]), [PRETENDED.public])] == [PRETENDED.public]
    assert there.standing("cosigns")["size"] == final["size"]
    there.plan(1)
    later = wait_for(lambda: (one := there.log()["final"])["size"] > final["size"] and one)
    assert pretender.asked[-1].old_size > 0
    assert pretender.asked[-1].proof
    assert len(cosigners(read_note(later["note"]), [PRETENDED.public])) == 1


def test_an_office_proves_from_the_size_that_the_witness_remembers(
    pushing: Callable[..., Pushing], pretender: Pretender
) -> None:
    there = pushing(has_seen(3), cosigns(PRETENDED))
    wait_for(lambda: there.log()["final"])
    assert [one.old_size for one in pretender.asked[:2]] == [0, 3]
    assert pretender.asked[1].proof


@pytest.mark.parametrize(
    ("script", "standing"),
    [
        ((answers(404),), "unknown-log"),
        ((answers(422),), "not-consistent"),
        ((cosigns(OTHER),), "wrong-answer"),
        ((answers(200, "x" * 20_000),), "unreachable"),
        ((lambda asked: has_seen(size_asked(asked))(asked),), "seen-other"),
        *again(
            ((answers(403),), "key-unknown"),
            ((has_seen(10_000_000),), "seen-longer"),
            ((has_seen(0),), "wrong-answer"),
            ((answers(409, "3\n"),), "wrong-answer"),
            ((answers(409, "three", "text/x.tlog.size"),), "wrong-answer"),
            ((answers(200, "nonsense\n"),), "wrong-answer"),
            ((answers(302),), "wrong-answer"),
            ((answers(500),), "wrong-answer"),
            ((lambda asked: cosigns(PRETENDED)(Request(0, (), HONEST.note(5).written())),), "wrong-answer"),
        ),
    ],
)  # fmt: skip
def test_what_is_no_cosignature_counts_for_nothing_and_is_shown(
    pushing: Callable[..., Pushing], script: tuple[Callable[[Request], tuple[int, str, str]], ...], standing: str
) -> None:
    there = pushing(*script)
    there.standing(standing)
    assert there.log()["final"] is None
    assert there.log()["put_up"]["cosigned"] == []


@pytest.mark.stories
def test_no_private_address_is_gone_to_unless_the_operator_allows_those(
    tmp_path: Path, identity: Identity, pretender: Pretender
) -> None:
    found_office(tmp_path / "office.db")
    pretender.script.append(cosigns(PRETENDED))
    by_name = pretender.url.replace("127.0.0.1", "localhost")
    named = ("--witness", f"{by_name} {PRETENDED.public.written()}", *OFTEN)
    with running_office(tmp_path / "office.db", identity.public_file, *named) as office:
        there = Pushing(office, Speaker(office, identity, "relief"))
        there.standing("address-refused")
    assert not pretender.asked
    for refused in (pretender.url, "ftp://witness.example", "https://witness.example#x"):
        with (
            pytest.raises(RuntimeError, match="--witness"),
            running_office(
                tmp_path / "office.db", identity.public_file, "--witness", f"{refused} {PRETENDED.public.written()}"
            ),
        ):
            pass


@pytest.mark.stories
def test_an_office_and_a_centre_of_another_office_by_push(own: Linked, tmp_path: Path, identity: Identity) -> None:
    """The centre knows the office's log by its key alone, and never fetches from it."""
    assert own.centre is not None
    ring = new_ring("pushing.example/log")
    folder = tmp_path / "pushing"
    folder.mkdir()
    ring.write(folder / "office.log-key")
    found_office(folder / "office.db")
    own.centre.stop()
    own.options = (*OFTEN, "--watch-log", OLD.public.written(), "--watch-log", ring.public[0].written())
    own.start_centre()
    witness = of_centre(own)
    named = ("--witness", f"{witness.url} {witness.key.written()}")
    with running_office(folder / "office.db", identity.public_file, *named, *PUSHED) as office:
        there = Pushing(office, Speaker(office, identity, "relief"))
        size = 0
        for number in range(3):
            before = size
            final = wait_for(lambda before=before: (one := there.log()["final"]) and one["size"] > before and one)
            size = final["size"]
            trusted_checkpoint(read_note(final["note"]), ring.public)
            assert len(cosigners(read_note(final["note"]), [witness.key])) == 1
            there.plan(number)
        joined = [one for one in there.log()["witnesses"] if not one["party"]]
        assert [one["key"] for one in joined] == [witness.key.written()]
    assert Checkpoint.read(read_note(witness.log("pushing.example/log")["checkpoint"]).text).size >= size
