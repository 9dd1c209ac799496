"""An incident as a bundle: all that its reader sees, nothing else; read with nothing installed."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tansiq.evidence.policy import Policy, read_keys
from tansiq.evidence.verifying import Stood, check
from tansiq.gateways.bundle.words import WORDS
from tansiq.office.terms import Level
from tests.coordination import ALL, Speaker, at, eventually, flows, found_office, incident, report, site, terms
from tests.serving import Identity, Office, running_office

HOSTILE = "<script>alert(\"x\")</script>\u202e & 'quoted'"
HIDDEN = "The well behind the school"


@dataclass
class Place:
    office: Office
    identity: Identity
    journal: Path
    speak: dict[str, Speaker]

    def bundle(self, party: str, incident_id: str, query: str = "") -> dict[str, bytes]:
        request = Request(f"{self.office.url}/api/v1/incidents/{incident_id}/bundle{query}")
        request.add_header("Authorization", f"Bearer {self.identity.token(party, ALL)}")
        with urlopen(request, timeout=60) as answer:
            assert answer.headers["content-type"] == "application/zip"
            return unpacked(answer.read())


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, identity: Identity) -> Iterator[Place]:
    journal = tmp_path_factory.mktemp("bundle") / "office.db"
    information = {"level": Level.INFORMATION, "separation": ()}
    agreed = {
        "relief-army": (("army", "relief"), terms("one", flows("army", "relief"), **information)),
        "relief-drones": (("drones", "relief"), terms("two", flows("drones", "relief"), **information)),
    }
    found_office(journal, agreed)
    with running_office(journal, identity.public_file, "--housekeeping-s", "0.2") as office:
        speak = {name: Speaker(office, identity, name).only(ALL) for name in ("army", "relief", "drones")}
        yield Place(office, identity, journal, speak)


@pytest.fixture(scope="module")
def told(place: Place) -> dict[str, Any]:
    """Relief records an incident with the army, links a notice to the army and one to drones alone."""
    relief, army = place.speak["relief"], place.speak["army"]
    shared = relief.post("/notices", site(recipients=("army",)))
    hidden = relief.post("/notices", site(36.3, recipients=("drones",), card={"title": HIDDEN, "contact": "x"}))
    made = relief.post("/incidents", incident("Over the convoy", ["army"]))
    at = f"/incidents/{made['id']}"
    links = [{"kind": "notice", "id": one["id"]} for one in (shared, hidden)]
    relief.post(f"{at}/links", {"links": links, "person": "Amal"})
    army.put(f"{at}/account", {"text": HOSTILE, "language": "en", "version": 0, "person": "Lt Haddad"})
    relief.post(f"{at}/facts", {"facts": ["It flew at 14:32"], "person": "Amal"})
    paper = relief.post("/reports", report("The road is cut", ["army"]))
    relief.post(f"{at}/links", {"links": [{"kind": "report", "id": paper["id"]}], "person": "Amal"})
    return {"id": made["id"], "shared": shared["id"], "hidden": hidden["id"], "report": paper["id"]}


def test_each_file_is_as_the_manifest_says_and_what_the_reader_is_answered(place: Place, told: dict[str, Any]) -> None:
    files = eventually(
        lambda: (
            found if int(json.loads((found := place.bundle("army", told["id"]))["manifest.json"])["receipts"]) else None
        )
    )
    manifest = json.loads(files["manifest.json"])
    listed = {one["path"]: one for one in manifest["files"]}
    assert set(listed) == set(files) - {"manifest.json"}
    for path, one in listed.items():
        assert (len(files[path]), hashlib.sha256(files[path]).hexdigest()) == (one["bytes"], one["sha256"]), path
    army = place.speak["army"]
    assert json.loads(files["incident.json"]) == army.get(f"/incidents/{told['id']}")
    assert json.loads(files[f"things/notice-{told['shared']}.json"])["id"] == told["shared"]
    assert json.loads(files[f"things/report-{told['report']}.json"])["title"] == "The road is cut"
    assert manifest["party"] == "army"
    held = place.speak["relief"].get(f"/reports/{told['report']}")["given"]
    assert held[0]["shown"], "that the words of a report went into a bundle is noted"


def test_nothing_in_it_tells_of_what_the_reader_may_not_see(place: Place, told: dict[str, Any]) -> None:
    files = place.bundle("army", told["id"])
    for path, body in files.items():
        for secret in (told["hidden"], HIDDEN, "drones"):
            assert secret.encode() not in body, (path, secret)
            assert secret not in path
    own = b"".join(place.bundle("relief", told["id"]).values())
    assert told["hidden"].encode() in own
    token = place.identity.token("drones", ALL)
    status, problem = place.office.call("GET", f"/api/v1/incidents/{told['id']}/bundle", token)
    assert (status, problem["code"]) == (404, "not-found")


def test_the_page_needs_nothing_and_runs_nothing(place: Place, told: dict[str, Any]) -> None:
    files = place.bundle("army", told["id"], "?language=ar")
    assert {"index.html", "index.en.html", "index.ru.html"} <= set(files)
    for name, language in (("index.html", "ar"), ("index.en.html", "en"), ("index.ru.html", "ru")):
        page = files[name].decode()
        assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page
        assert "<script" not in page
        assert "src=" not in page
        assert "http://" not in page
        assert "https://" not in page
        assert "&lt;script&gt;alert(&quot;x&quot;)" in page
        assert "It flew at 14:32" in page
        assert WORDS[language]["accounts"] in page
        assert "{" not in page.partition("</style>")[2], "a word was left unfilled"


def test_the_languages_say_the_same_things() -> None:
    assert set(WORDS["en"]) == set(WORDS["ar"]) == set(WORDS["ru"])
    for name, text in WORDS["en"].items():
        for language in ("ar", "ru"):
            assert text.count("{") == WORDS[language][name].count("{"), (language, name)


def test_the_command_writes_the_same_from_an_office_and_all_but_proofs_from_a_file(
    place: Place, told: dict[str, Any], tmp_path: Path
) -> None:
    token = tmp_path / "token"
    token.write_text(place.identity.token("army", ALL))

    def run(name: str, *options: str) -> dict[str, bytes]:
        command = [sys.executable, "-m", "tansiq.cli.main", "bundle", told["id"][:8], "--output", str(tmp_path / name)]
        done = subprocess.run([*command, *options], capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return unpacked((tmp_path / name).read_bytes())

    online = run("online.zip", "--url", place.office.url, "--token-file", str(token))
    offline = run("offline.zip", "--journal", str(place.journal), "--party", "army")
    assert "index.html" in run("then.zip", "--url", place.office.url, "--token-file", str(token), "--at", at(0))
    answers = {path for path in online if path.endswith(".json") and path != "manifest.json"}
    assert answers == {path for path in offline if path.endswith(".json") and path != "manifest.json"}
    assert {path: offline[path] for path in answers} == {path: online[path] for path in answers}
    assert {path for path in offline if path.startswith("proofs/")} <= {"proofs/moment.log-beginning"}
    policy = Policy.of(read_keys(online["proofs/log-key.txt"]), [], 0)
    said = json.loads(online["manifest.json"])
    found = check(online["proofs/moment.log-beginning"], policy)
    assert isinstance(found, Stood)
    assert (found.size, base64.b64encode(found.root).decode()) == (said["sequence"], said["root"])
    assert said["root"] in online["index.html"].decode()
    refused = subprocess.run(
        [sys.executable, "-m", "tansiq.cli.main", "bundle", told["id"], "--output", str(tmp_path / "x.zip"),
         "--journal", str(place.journal), "--party", "drones"], capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert refused.returncode == 2
    assert not (tmp_path / "x.zip").exists()
