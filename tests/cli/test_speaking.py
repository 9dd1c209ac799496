"""The commands with which a party speaks to an office: what `tansiq` runs, in this process, against a real office."""

from __future__ import annotations

import io
import json
import re
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tansiq.cli.agreement_text import agreement_lines
from tansiq.cli.main import run
from tansiq.cli.output import plain
from tansiq.settings import Settings
from tests.peopled import people
from tests.serving import Office, free_port, running_office


class Party:
    """A party at the command line."""

    def __init__(self, office: Office, keys: Path, name: str) -> None:
        self.common = ("--url", office.url, "--keys", keys, "--party", name)

    def __call__(self, *words: object, status: int = 0, typed: str = "", plainly: bool = False) -> Any:
        as_json = () if plainly else ("--json",)
        done = tansiq(*words, *self.common, *as_json, typed=typed)
        assert done.returncode == status, done.stdout + done.stderr
        if status:
            return done.stderr
        return done.stdout if plainly else json.loads(done.stdout)


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def tansiq(*words: object, typed: str = "") -> Done:
    out, error = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(error):
        patch.setattr(sys, "argv", ["tansiq", *map(str, words)])
        patch.setattr(sys, "stdin", io.StringIO(typed))
        patch.setenv("COLUMNS", "200")
        with pytest.raises(SystemExit) as ended:
            run()
    return Done(int(ended.value.code or 0), out.getvalue(), error.getvalue())


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys") / "keys"
    assert tansiq("keys", "init", folder).returncode == 0
    return folder


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, keys: Path) -> Iterator[Office]:
    journal = tmp_path_factory.mktemp("office") / "j.db"
    people(journal, "army", "relief", "union", applying=("uss9",))
    with running_office(journal, keys / "public-key.pem") as served:
        yield served


@pytest.fixture(scope="module")
def army(office: Office, keys: Path) -> Party:
    return Party(office, keys, "army")


@pytest.fixture(scope="module")
def relief(office: Office, keys: Path) -> Party:
    return Party(office, keys, "relief")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """As it is drafted."""
    path = tmp_path / "profile.toml"
    path.write_text(tansiq("party", "draft").stdout)
    return path


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    """As they are drafted, with all that stands behind #, in force from now on."""
    path, today = tmp_path / "terms.toml", datetime.now(UTC)
    lines = []
    for line in tansiq("agreement", "draft").stdout.splitlines():
        bare = line.removeprefix("# ")
        lines.append(bare if bare.startswith("[") or " = " in bare.partition("#")[0] else line)
    text = "\n".join(lines).replace('level = "information"', 'level = "deconfliction"')
    text = text.replace("2027-01-01T00:00:00Z", f"{today - timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}")
    path.write_text(text.replace("2027-12-31T00:00:00Z", f"{today + timedelta(days=9):%Y-%m-%dT%H:%M:%SZ}"))
    return path


def test_an_office_is_opened_and_joined_from_the_command_line(tmp_path: Path, keys: Path, profile: Path) -> None:
    with running_office(tmp_path / "j.db", keys / "public-key.pem") as office:
        first, late = Party(office, keys, "first"), Party(office, keys, "late")
        assert "first: Sky Service (drone-service), admitted" in first("party", "open", profile, plainly=True)
        link = first("invitation", "make", "--objection-hours", 1, plainly=True).splitlines()[-1]
        assert link.startswith(f"{office.url}/apply#")
        done = tansiq("party", "apply", "late", profile, "-", "--json", typed=f"{link}\n")
        assert (done.returncode, json.loads(done.stdout)["state"]) == (0, "applying"), done.stderr
        done = tansiq("party", "apply", "late", profile, link)
        assert (done.returncode, "late has applied already (already-exists)" in done.stderr) == (2, True)
        assert tansiq("party", "apply", "late", profile, f"{office.url}/apply").returncode == 2
        assert [one["id"] for one in late("party", "applications")] == ["late"]
        assert "does not take part in this office (not-a-party)" in late("party", "list", status=2)
        assert first("party", "object", "late", "--reason", "who are they?")["objecting"] == 1
        assert "give --reason, or --withdraw" in first("party", "object", "late", status=2)
        assert "objecting" not in first("party", "object", "late", "--withdraw")
        (made,) = first("invitation", "list")
        assert first("invitation", "withdraw", made["id"])["withdrawn"] is True
        assert "withdrawn" in first("invitation", "list", plainly=True)
        assert "nothing was done" in first("party", "leave", status=2, typed="no\n")
        assert first("party", "leave", typed="yes\n")["state"] == "left"


def test_parties_are_listed_and_shown(army: Party, relief: Party, profile: Path) -> None:
    assert [one["id"] for one in army("party", "list")] == ["army", "relief", "union"]
    assert "uss9" in army("party", "list", "--state", "applying", plainly=True)
    assert "state: Invalid enum value 'gone'" in army("party", "list", "--state", "gone", status=2)
    shown = army("party", "show", "relief", plainly=True)
    assert "shown where an agreement is in force" in shown
    assert "no party nobody (not-found)" in army("party", "show", "nobody", status=2)
    profile.write_text(profile.read_text().replace("phone", "fone"))
    assert "did you mean phone" in relief("party", "profile", profile, status=2)
    profile.write_text(profile.read_text().replace("fone", "phone"))
    assert relief("party", "profile", profile)["profile"]["name"] == "Sky Service"
    assert "the version is" in relief("party", "profile", profile, "--version", 1, status=2)


def test_a_coalition_gathers_members(office: Office, keys: Path, relief: Party) -> None:
    union = Party(office, keys, "union")
    assert union("party", "ask", "relief")["asked"] == ["relief"]
    assert relief("party", "join", "union")["members"] == ["relief"]
    assert "members: relief" in union("party", "show", "union", plainly=True)
    assert "members" not in relief("party", "quit", "union")


def test_the_draft_is_proposed_signed_used_and_ended(army: Party, relief: Party, terms: Path, tmp_path: Path) -> None:
    made = army("agreement", "propose", terms)
    name = made["id"]
    assert "nothing was done" in army("agreement", "sign", name, "--person", "A", status=2)
    done = army("agreement", "sign", name, "--person", "A. Adler", typed="y\n", plainly=True)
    assert "signed for army by A. Adler" in done
    assert "not signed yet: relief" in done
    assert "(stale-offer)" in relief("agreement", "sign", name, "--person", "R", "--digest", "0" * 64, status=2)
    signed = relief("agreement", "sign", name, "--person", "R. Roth", "--digest", made["offer"]["digest"])
    assert signed["standing"] == "in force"
    assert "no terms are offered" in relief("agreement", "sign", name, "--person", "R", status=2)
    assert army("agreement", "list", "--standing", "in force", "--with", "relief")[0]["id"] == name
    assert "in force" in army("agreement", "list", plainly=True)

    plan = tmp_path / "plan.json"
    volume = {"circle": {"lat": 36.2, "lng": 5.3, "radius_m": 100}}
    plan.write_text(json.dumps({"extents": [{**volume, "lower_m": 0, "upper_m": 100}]}))
    assert army("agreement", "sight", "relief", "drone", plan)["sight"] == "coarse"
    assert army("agreement", "sight", "relief", "drone", plan, "--agreement", name)["under"] == name
    assert "about where and when" in army("agreement", "sight", "relief", "drone", plan, plainly=True)
    assert "sees nothing of it" in army("agreement", "sight", "union", "drone", plan, plainly=True)
    assert "relief sees" not in army("agreement", "sight", "relief", "dron", plan, status=2)

    assert army("agreement", "offer", name, terms)["offer"]["by"] == "army"
    assert "taken back" in army("agreement", "retract", name, plainly=True)
    suspended = relief("agreement", "suspend", name, "--reason", "shots were heard", plainly=True)
    assert "suspended by relief" in suspended
    assert "declared it suspended" in army("agreement", "resume", name, status=2)
    assert relief("agreement", "resume", name)["standing"] == "in force"
    assert "nothing was done" in army("agreement", "end", name, "--reason", "over", status=2)
    assert army("agreement", "end", name, "--reason", "over", "--yes")["standing"] == "ended"


def test_a_person_is_shown_every_member_of_the_terms(army: Party, terms: Path) -> None:
    made = army("agreement", "propose", terms)
    told = made["offer"]["terms"]
    told |= {"title": "another title", "text": "another text", "coarse_level": 7, "notice_distance_m": 4_321}
    changes: list[tuple[str, Any]] = [
        ("level", "coordination"), ("start", "2031-01-01T00:00:00Z"), ("end", "2039-01-01T00:00:00Z"), ("area", None),
        ("flows", told["flows"][:1]), ("separation", []), ("lead_times", {"standard_h": 7, "urgent_h": 3}),
        ("acknowledge_within", {"routine_s": 9, "urgent_s": 8, "distress_s": 7}), ("ladder", []), ("plan_over", True),
        ("opens_threads", False), ("test_every_h", 4), ("test_within_s", 77), ("title", "x"), ("text", "y"),
        ("coarse_level", 13), ("notice_distance_m", 1),
    ]  # fmt: skip
    assert {member for member, _ in changes} == set(told)
    told["test_every_h"] = 0.25
    told["acknowledge_within"] = {"routine_s": 14_400, "urgent_s": 5_401, "distress_s": 60}
    read = "\n".join(agreement_lines(made))
    assert "acknowledged within 4 h\n    1 h 30 min 1 s if urgent, 1 min in distress" in read
    assert "tested every 15 min" in read
    for member, other in changes:
        changed = {**made, "offer": {**made["offer"], "terms": {**told, member: other}}}
        assert "\n".join(agreement_lines(changed)) != "\n".join(agreement_lines(made)), member


def test_what_others_wrote_cannot_hide_anything_on_the_terminal() -> None:
    assert plain("a\x1b[8mb\u202ec\nd") == "a\\x1b[8mb\\u202ec\\nd"
    assert plain("تنسيق می\u200cخواهم") == "تنسيق می\u200cخواهم"


def test_files_that_cannot_be_read_and_offices_that_do_not_answer(army: Party, tmp_path: Path, keys: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    for text in ("= 3", "{", "\udcff"):
        wrong.write_bytes(text.encode("utf-8", "surrogateescape"))
        assert "neither TOML nor JSON" in army("agreement", "propose", wrong, status=2)
    words = ("party", "list", "--url", f"http://localhost:{free_port()}", "--keys", keys, "--party", "army")
    done = tansiq(*words)
    assert (done.returncode, "no office answers" in done.stderr) == (4, True)
    assert "is it running? --url or TANSIQ_URL says where" in done.stderr
    nobody = tansiq("party", "list", "--url", "http://localhost:1").stderr
    assert "who are you?" in nobody
    assert "TANSIQ_KEYS" in nobody


def test_what_does_not_go_together_is_told(army: Party, office: Office, keys: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert tansiq("keys", "init", other).returncode == 0
    common = ("--party", "army", "--keys")
    theirs = tansiq("party", "list", "--url", office.url, *common, other).stderr
    assert "an office and its keys go together: TANSIQ_URL and TANSIQ_KEYS" in theirs
    missing = tansiq("party", "list", "--url", office.url, *common, tmp_path / "mistyped").stderr
    assert "give the folder that the office was started with" in missing
    below = tansiq("party", "list", "--url", f"{office.url}/api", *common, keys).stderr
    assert "an office's address ends with the host or the port" in below
    encrypted = tansiq("party", "list", "--url", office.url.replace("http:", "https:"), *common, keys)
    assert (encrypted.returncode, "is http:// meant?" in encrypted.stderr) == (4, True)


def test_whoever_speaks_at_the_command_line_is_not_taken_for_a_centre(army: Party, office: Office) -> None:
    army("follow", "--after", "0", "--count", "1", plainly=True)
    assert army("party", "list")
    assert "tansiq_centre_connected" not in re.sub(r"(?m)^#.*$", "", figures(office))


def figures(office: Office) -> str:
    with urllib.request.urlopen(f"{office.url}/metrics") as answer:
        return str(answer.read().decode())


def test_a_token_from_elsewhere_says_itself_whose_it_is(office: Office, keys: Path, profile: Path,
                                                       tmp_path: Path) -> None:  # fmt: skip
    token = tmp_path / "token.txt"
    made = tansiq("token", "relief", "--keys", keys)
    token.write_text(made.stdout)
    done = tansiq("party", "profile", profile, "--url", office.url, "--token-file", token, "--json")
    assert (done.returncode, json.loads(done.stdout or "{}").get("id")) == (0, "relief"), done.stderr


def test_the_environment_says_to_which_office_and_as_whom(
    office: Office, keys: Path, army: Party, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = tansiq("party", "list", "--keys", keys, "--url", office.url)
    assert (silent.returncode, "as whom?" in silent.stderr) == (2, True)
    monkeypatch.setenv("TANSIQ_KEYS", str(keys))
    monkeypatch.setenv("TANSIQ_URL", office.url)
    monkeypatch.setenv("TANSIQ_AS", "army")
    assert "army" in tansiq("party", "list").stdout
    assert Settings.load({}, {"TANSIQ_URL": office.url, "TANSIQ_AS": "army"}) == Settings()


def test_operations_are_listed_the_soonest_first(army: Party) -> None:
    hours = (5, 3, 4, 2, 6)
    for hour in hours:
        where = ("--circle", f"4{hour}.2,5.4,300", "--lower-m", "0", "--upper-m", "100")
        when = ("--from", f"+{hour}h", "--until", f"+{hour}h30m")
        title = ("--kind", "drone", "--title", f"In {hour} hours")
        army("operation", "weigh", *title, *where, *when)
        army("operation", "plan", *title, *where, *when)
    listed = army("operation", "list", plainly=True)
    places = [listed.index(f"In {hour} hours") for hour in sorted(hours)]
    assert places == sorted(places)


def test_what_is_shown_once_stands_on_a_line_of_its_own(army: Party) -> None:
    made = army("invitation", "make", plainly=True)
    assert "\\n" not in made
    assert re.search(r"^http\S+/apply#\S+$", made, re.MULTILINE)
