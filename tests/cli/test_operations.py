"""`tansiq operation`, `plan` and `export operations`: whole stories, by commands alone."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tansiq.office.kinds import PLANNED
from tansiq.office.terms import Sight
from tests.cli.terminal import Terminal, tansiq, too_wide
from tests.coordination import agreed_office, flight, flows, terms
from tests.serving import free_port

HOSTILE = "fly low\x1b[2J\u202e\n" + "a" * 60 + "\nOperation 0 is planned: no conflicts\r\n" + "x " * 400


@pytest.fixture(scope="module")
def terminals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Terminal]]:
    folder = tmp_path_factory.mktemp("operations")
    agreed = {
        "air": (("army", "drones"), terms("air", flows("army", "drones"))),
        "relief-army": (("army", "relief"), terms("relief-army", flows("army", "relief"), plan_over=True)),
        "ask": (
            ("authority", "drones"),
            terms("ask", flows("authority", "drones", Sight.EXISTS, Sight.EXISTS)),
        ),
    }
    with agreed_office(folder, "--housekeeping-s", "0.2", agreed=agreed) as parties:
        yield {name: Terminal(speaker, folder) for name, speaker in parties.items()}


def drone(lat: float, *more: object) -> tuple[object, ...]:
    where = ("--circle", f"{lat},5.4,300", "--from", "+1h", "--until", "+2h", "--lower-m", 100, "--upper-m", 150)
    return "--kind", "drone", *where, *more


def army_flies(army: Terminal, lat: float) -> str:
    planned = army.json("operation", "plan", "--kind", "aircraft", "--title", "Patrol 3", "--circle", f"{lat},5.4,800",
                        "--from", "+1h", "--until", "+2h", "--lower-m", 100, "--upper-m", 180)  # fmt: skip
    return str(planned["operation"]["id"])


@pytest.mark.parametrize("kind", PLANNED)
def test_what_is_drafted_can_be_planned_as_it_is_printed(terminals: dict[str, Terminal], tmp_path: Path,
                                                         kind: str) -> None:  # fmt: skip
    path = tmp_path / "plan.toml"
    path.write_text(tansiq("operation", "draft", "--kind", kind).stdout)
    done = terminals["stranger"].run("operation", "plan", path, "--json")
    assert done.returncode in (0, 1), done.stderr  # the drafts of other kinds are in its way, at the most
    planned = json.loads(done.stdout)["operation"]
    assert (planned["kind"], planned["state"], planned["version"]) == (kind, "Accepted", 1)
    assert bool(planned.get("route")) == (kind == "convoy")


def test_a_site_is_not_drafted_as_an_operation() -> None:
    done = tansiq("operation", "draft", "--kind", "site")
    assert (done.returncode, "tansiq notice draft --kind site" in done.stderr) == (2, True)


def test_a_plan_is_weighed_refused_changed_as_suggested_flown_and_ended(terminals: dict[str, Terminal]) -> None:
    army, drones = terminals["army"], terminals["drones"]
    patrol = army_flies(army, 40.0)
    read = drones("operation", "weigh", *drone(40.0), status=1)
    assert "1 conflict, 1 to be planned around:" in read
    row = read[read.index("around?") :]
    for words in ("army", "aircraft", patrol[:8], '"Patrol 3"', "40.000", "0 m beside", "same time", "500 m beside",
                  "or 100 m", "or 5 min", "(air)", "YES", "--take NUMBER", "later", "higher", "m to the"):  # fmt: skip
        assert words in row, words
    assert "--reason" not in row, "this agreement lets nothing be planned over"
    assert not too_wide(read)

    done = drones.run("operation", "plan", *drone(40.0, "--title", "Bridge"))
    assert done.returncode == 2
    assert row.splitlines()[0] in done.stdout, "a refusal shows the same table"
    assert "not planned: extents: it comes too near to aircraft of army" in done.stderr
    refused = drones.json("operation", "plan", *drone(40.0, "--title", "Bridge"), status=2)
    assert (refused["code"], refused["conflicts"][0]["other"]["id"]) == ("in-conflict", patrol)
    assert len(refused["changes"]) >= 3
    assert drones.json("operation", "list", "--owner", "drones") == [], "nothing was planned"

    higher = next(i for i, change in enumerate(refused["changes"], 1) if change.get("up_m", 0) > 0)
    read = drones("operation", "plan", *drone(40.0, "--title", "Bridge"), "--take", higher)
    assert re.search(r"^Taken: 180\.1 m higher", read, re.MULTILINE)
    assert re.search(r": drone of drones\nstate +Accepted, version 1\n", re.sub(" +\n", "\n", read))
    assert "280.1 m to 330.1 m above the ellipsoid" in read
    assert "there is no change 99" in drones("operation", "plan", *drone(40.0), "--take", 99, status=2)

    (own,) = drones.json("operation", "list", "--owner", "drones")
    listed = drones("operation", "list")
    short = own["id"][:8]
    assert short in listed
    assert own["id"] not in listed
    assert not too_wide(listed)
    assert "Activated, version 2" in drones("operation", "activate", short)
    assert "Nonconforming" in drones("operation", "stray", short)
    assert "the version is 3" in drones("operation", "distress", short, "--version", 1, status=2)
    assert drones.json("operation", "distress", short)["state"] == "Contingent"
    assert "nothing was done" in drones("operation", "end", short, typed="no\n", status=2)
    assert "Ended" in drones("operation", "end", short, typed="yes\n")
    assert "no operation" in army("operation", "end", short, "--yes", status=2), (
        "what has ended is not found by so little"
    )
    army("operation", "end", patrol, "--yes")


def test_what_ones_own_operations_meet_is_listed(terminals: dict[str, Terminal]) -> None:
    army, relief = terminals["army"], terminals["relief"]
    assert "meets anything" in relief.run("operation", "conflicts").stdout
    army_flies(army, 71.0)
    relief.run("operation", "plan", *drone(71.0), "--title", "Vaccines", "--reason", "cannot wait")
    listed = relief.run("operation", "conflicts")
    assert listed.returncode == 1
    assert listed.stdout.startswith("Vaccines (")
    assert "Patrol 3" in listed.stdout
    assert relief.run("operation", "conflicts", "--json").stdout.startswith("[")


def test_where_it_is_agreed_a_conflict_is_planned_over_with_a_reason(terminals: dict[str, Terminal]) -> None:
    army, relief = terminals["army"], terminals["relief"]
    army_flies(army, 41.0)
    refused = relief("operation", "plan", *drone(41.0, "--title", "A patient"), status=2)
    assert re.search("YES, or *\n.*--reason", refused)
    assert "only with a reason" in refused
    read = relief("operation", "plan", *drone(41.0, "--title", "A patient", "--reason", "they wait below"), status=1)
    assert re.search(r"^because +they wait below", read, re.MULTILINE)
    assert re.search(r"^planned over +\S+ of army", read, re.MULTILINE)


def test_of_what_one_may_only_know_that_it_exists_one_is_told_whom_to_ask(terminals: dict[str, Terminal]) -> None:
    authority, drones = terminals["authority"], terminals["drones"]
    authority.json("operation", "plan", *drone(42.0, "--title", "secret"))
    read = drones("operation", "weigh", *drone(42.0), status=1)
    assert "No conflicts with anything that you may see." in read
    assert "authority has something there (drone); ask them (agreement ask)" in read
    assert "secret" not in drones("operation", "list")


def test_a_route_that_is_taken_later_stays_a_route(terminals: dict[str, Terminal], tmp_path: Path) -> None:
    army, relief = terminals["army"], terminals["relief"]
    army_flies(army, 43.0)
    route = ("--kind", "drone", "--route", "43.0,5.36@+80m Depot; 43.0,5.44@+90m Clinic", "--half-width-m", 100,
             "--slack-minutes", 5, "--lower-m", 100, "--upper-m", 120)  # fmt: skip
    found = relief.json("operation", "weigh", *route, status=1)
    kinds = [next(name for name in ("later_s", "up_m", "east_m", "north_m") if change.get(name))
             for change in found["changes"]]  # fmt: skip
    assert found["detour"], "there is a way around, too"
    later = kinds.index("later_s") + 1
    read = relief("operation", "plan", *route, "--title", "Blood", "--take", later)
    assert re.search(r"^route +43\.0000 5\.3600 at .* Depot *$", read, re.MULTILINE)
    around = relief("operation", "weigh", *route, status=1)
    assert f"{len(kinds) + 1}  another way" in around, "the way around is the last of the suggestions"
    read = relief("operation", "plan", *route, "--title", "Blood 2", "--take", len(kinds) + 1)
    assert "Taken: another way: " in read
    (second,) = [one for one in relief.json("operation", "list", "--owner", "relief") if one["title"] == "Blood 2"]
    kept = relief.json("operation", "change", second["id"], "--title", "Plasma")["operation"]
    assert kept["route"] == second["route"]
    assert kept["extents"] == second["extents"], "a route is laid again as it was"
    changed = relief.json("operation", "change", second["id"], "--title", "Plasma", "--circle", "44.2,5.4,100",
                          "--from", "+1h", "--until", "+2h")  # fmt: skip
    assert (changed["operation"]["title"], changed["operation"]["version"]) == ("Plasma", 3)
    again = relief.json("operation", "change", second["id"], "--mark", "white")["operation"]
    assert (again["card"]["title"], again["card"]["mark"], again["version"]) == ("Plasma", "white", 4)
    assert again["extents"] == changed["operation"]["extents"]


def test_options_and_files_that_do_not_go_together_are_refused_before_the_office_is_asked(tmp_path: Path) -> None:
    nobody = ("--url", f"http://localhost:{free_port()}", "--keys", tmp_path)
    (tmp_path / "p.toml").write_text("kind = 'drone'\n")
    assert tansiq("keys", "init", tmp_path / "k").returncode == 0
    nobody = ("--url", f"http://localhost:{free_port()}", "--keys", tmp_path / "k", "--party", "army")
    for words, said in (
        ((), "give a file"),
        (("--circle", "36,5"), "LAT,LNG,RADIUS_M"),
        (("--circle", "36,5,nan"), "is no number"),
        (("--circle", "36,5,1", "--route", "1,2@now;1,3@+1h"), "--circle with --from"),
        (("--circle", "36,5,1", "--slack-minutes", 3), "--circle with --from"),
        (("--route", "1,2@now"), "2 to 500 places"),
        (("--route", "1,2@now;1,3"), "LAT,LNG@TIME"),
        (("--route", "1,2@now;1,3@noon"), "is no time"),
        (("--circle", "36,5,1", "--from", "2026-03-01T08:00"), "has no zone"),
        ((tmp_path / "p.toml", "--lower-m", 3), "heights go with either"),
    ):
        done = tansiq("operation", "plan", *words, *nobody, width=160)
        assert (done.returncode, said in done.stderr) == (2, True), (words, done.stderr)
    done = tansiq("operation", "plan", *drone(1.0), *nobody)
    assert (done.returncode, "no office answers" in done.stderr) == (4, True)


def test_what_is_wrong_in_a_form_is_told_with_its_place(terminals: dict[str, Terminal], tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(tansiq("operation", "draft", "--kind", "drone").stdout.replace("lat = 36.2,", "lat = 136.2,"))
    assert "extents[0].circle.lat" in terminals["army"]("operation", "plan", path, status=2)
    path.write_text(tansiq("operation", "draft", "--kind", "drone").stdout.replace("00Z", "00"))
    assert "start" in terminals["army"]("operation", "plan", path, status=2), "a time without a zone is not guessed"


def test_another_partys_words_stay_in_their_column(terminals: dict[str, Terminal]) -> None:
    form = flight(lat=45.0)
    form["card"] |= {"title": "[red]b[/red] :bomb: " + "t" * 100, "remarks": HOSTILE}
    planned = terminals["army"].speaker.post("/operations", form)["operation"]
    for words in (("show", planned["id"]), ("list",), ("weigh", *drone(45.0))):
        read = terminals["drones"].run("operation", *words).stdout
        assert "\x1b" not in read
        assert "\u202e" not in read
        assert "[red]b[/red]" in read, "brackets are no markup"
        assert ":bomb:" in read
        assert read.count("t") >= 100, "what is long wraps, and nothing of it is left out"
        assert not too_wide(read), too_wide(read)
        for line in read.splitlines():
            assert not line.startswith(("Operation 0 ", "aaa", "x x", "ttt")), line


def test_several_things_that_begin_alike_are_not_guessed_among(terminals: dict[str, Terminal]) -> None:
    stranger = terminals["stranger"]
    for i in range(17):  # two of seventeen begin with the same of sixteen digits
        stranger.speaker.post("/operations", flight(lat=-40.0 + i))
    ids = [one["id"] for one in stranger.json("operation", "list")]
    twice = next(one[0] for one in ids if sum(other[0] == one[0] for other in ids) > 1)
    assert "give more of the identifier" in stranger("operation", "show", twice, status=2)
    listed = stranger("operation", "list")
    for one in ids:
        assert one[:8] in listed
        assert one[:12] in stranger("operation", "show", one[:12])


def test_what_is_seen_is_written_into_a_file_whole_and_not_over_another(terminals: dict[str, Terminal],
                                                                       tmp_path: Path) -> None:  # fmt: skip
    army, output = terminals["army"], tmp_path / "o.kml"
    army_flies(army, 46.0)
    assert "o.kml: " in army("export", "operations", "--language", "KML", "--output", output)
    assert b"Patrol 3" in output.read_bytes()
    assert "is there already" in army("export", "operations", "--output", output, status=2)
    written = army.json("export", "operations", "--output", output, "--replace", "--kind", "aircraft")
    assert written == {"file": str(output), "bytes": len(output.read_bytes())}
    assert json.loads(output.read_text())["type"] == "FeatureCollection"
    assert [path.name for path in tmp_path.iterdir()] == ["o.kml"], "nothing half-written stays"
    done = army.run("export", "operations", "--output", "-", "--area", "5.3,45.9,5.5,46.1")
    assert [f["properties"]["name"] for f in json.loads(done.stdout)["features"]] == ["Patrol 3"]
    assert "language" in army("export", "operations", "--language", "DXF", "--output", tmp_path / "x", status=2)


def test_the_days_plan_is_shown_as_it_was_issued(terminals: dict[str, Terminal]) -> None:
    army = terminals["army"]
    where = ("--circle", "10,5.4,300", "--from", "now", "--until", "+5m", "--lower-m", 100, "--upper-m", 150)
    begun = army.json("operation", "plan", "--kind", "aircraft", "--title", "Now", *where)["operation"]
    day = begun["start"][:10]  # today whatever the hour: what the others plan for the next hour may be tomorrow's
    until = time.monotonic() + 30
    while army.run("plan", day).returncode:
        assert time.monotonic() < until, "the next round of housekeeping issues it"
    found = army.json("plan", day)
    read = army("plan", *(("today",) if f"{datetime.now(UTC):%Y-%m-%d}" == day else (day,)))
    assert f"Plan for {found['day']} (UTC), issue {found['issue']}, issued " in read
    assert not too_wide(read)
    far = datetime.now(UTC) + timedelta(days=30)
    assert "no plan has been issued" in army("plan", f"{far:%Y-%m-%d}", status=2)
    assert "YYYY-MM-DD" in army("plan", "tomorrow-ish", status=2)
