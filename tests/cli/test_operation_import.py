"""`tansiq operation import`: a file, from a first look to what was planned and what was not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal, tansiq, too_wide
from tests.coordination import agreed_office, at, flows, terms
from tests.gateways.files_of_plans import applies, area, geojson, zone
from tests.planned_files import army_flies

HEIGHTS = {"lower": "100 m WGS84", "upper": "150 m WGS84"}
DRONE = ("operation", "import", "--kind", "drone")


@pytest.fixture(scope="module")
def terminals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Terminal]]:
    folder = tmp_path_factory.mktemp("imports")
    agreed = {
        "air": (("army", "drones"), terms("air", flows("army", "drones"))),
        "relief-army": (("army", "relief"), terms("relief-army", flows("army", "relief"), plan_over=True)),
    }
    with agreed_office(folder, "--housekeeping-s", "0.2", agreed=agreed) as parties:
        yield {name: Terminal(speaker, folder) for name, speaker in parties.items()}


def file(folder: Path, *features: object, name: str = "areas.json") -> Path:
    path = folder / name
    path.write_bytes(geojson(*features))  # type: ignore[arg-type]
    return path


def test_a_file_is_shown_before_anything_is_planned_and_then_asked_about(
    terminals: dict[str, Terminal], tmp_path: Path
) -> None:
    drones = terminals["drones"]
    times = {"start": at(60), "end": at(120)}
    path = file(
        tmp_path,
        area(10.0, 5.0, name="Bridge", **times, **HEIGHTS),
        area(10.1, 5.0, name="Dam", **times, lower="100 m", upper="150 m"),
        area(110.0, 5.0, name="Nowhere", **times),
        area(10.2, 5.0, name="Whenever"),
    )
    read = drones(*DRONE, path, "--only-look", status=1)
    assert "2 rows can be used, 2 errors" in read
    assert re.search(r"features\[2\] .*latitude", read.replace("\n", " "))
    assert "needs --until" in read
    table = read[read.index("to be planned") :]
    assert re.search(r"features\[0\] +drone .*100 to 150 m +Bridge", table)
    assert re.search(r"features\[1\] +drone .*-350 to 600 m +Dam", table)
    assert "(doubt: 450 m)" in table
    assert "Nowhere" not in table
    assert not too_wide(read), too_wide(read)
    assert drones.json("operation", "list", "--owner", "drones") == []
    assert "nothing was done" in drones(*DRONE, path, typed="no\n", status=2)
    assert drones.json("operation", "list", "--owner", "drones") == []
    read = drones(*DRONE, path, typed="yes\n", status=1)
    assert "2 operations planned, 0 refused" in read
    assert {one["title"] for one in drones.json("operation", "list", "--owner", "drones")} == {"Bridge", "Dam"}
    read = drones(*DRONE, path, "--yes", status=1)
    assert "2 there already" in read
    assert "nothing in it is to be planned" in read
    looked = drones.json(*DRONE, path, "--until", "+5h", "--only-look", status=1)
    assert (looked["results"], looked["import"]["counts"]["good"]) == (None, 3)
    made = drones.json(*DRONE, path, "--from", "+3h", "--until", "+5h", "--yes", status=1)
    assert [one["title"] for one in made["results"]] == ["Whenever"]


def test_one_that_is_refused_is_shown_with_what_it_meets_and_what_would_keep_it_away(
    terminals: dict[str, Terminal], tmp_path: Path
) -> None:
    army, relief = terminals["army"], terminals["relief"]
    patrol = army_flies(army.speaker, 20.0)
    times = {"start": at(60), "end": at(120)}
    path = file(tmp_path, *(area(lat, 5.0, name=f"Lab {lat}", **times, **HEIGHTS) for lat in (19.5, 20.0, 20.5)))
    read = relief(*DRONE, path, "--yes", status=2)
    assert "2 operations planned, 1 refused" in read
    why = " ".join(read[read.index("why not") :].split())
    for words in ("features[1]", "Lab 20.0", "(in-conflict)", f"army, aircraft {patrol[:8]}", "free if", "later",
                  "--only PLACE --reason WHY"):  # fmt: skip
        assert words in why, words
    assert not too_wide(read), too_wide(read)
    (result,) = relief.json(*DRONE, path, "--only", "features[1]", "--yes", status=2)["results"]
    assert result["problem"]["conflicts"][0]["other"]["id"] == patrol
    read = relief(*DRONE, path, "--only", "features[1]", "--reason", "a patient", "--yes", status=1)
    assert "1 operation planned, 0 refused" in read
    assert re.search(r"features\[1\] +[0-9a-f]{8} +army: aircraft +Lab 20.0", read)
    again = relief(*DRONE, path, "--yes", "--without", "near")
    assert "0 operations planned, 0 refused, 3 planned before" in again


def test_zones_are_planned_as_constraints(terminals: dict[str, Terminal], tmp_path: Path) -> None:
    stranger = terminals["stranger"]
    permanent = zone("B", 30.5, 5.0, limitedApplicability=[{"permanent": "YES"}])
    path = file(tmp_path, zone("A", 30.0, 5.0, **applies(at(60), at(600))), permanent, name="zones.json")
    read = stranger("operation", "import", path, "--kind", "constraint", "--until", "+90d", "--yes")
    assert "zones.json (ED-318):" in read
    assert "2 operations planned, 0 refused" in read
    kinds = {one["title"]: one["kind"] for one in stranger.json("operation", "list", "--owner", "stranger")}
    assert kinds == {"Zone A": "constraint", "Zone B": "constraint"}


def test_what_cannot_be_read_or_meant_is_refused(terminals: dict[str, Terminal], tmp_path: Path) -> None:
    army = terminals["army"]
    path = file(tmp_path, area(40.0, 5.0, name="A", start=at(60), end=at(90)))
    broken = tmp_path / "broken.kml"
    broken.write_bytes(b"<kml>")
    assert "broken.kml cannot be read: " in army(*DRONE, broken, status=2)
    assert "tansiq notice import --kind site" in army("operation", "import", path, "--kind", "site", status=2)
    assert "lies in the past" in army(*DRONE, path, "--until", "-5m", status=2)
    assert "has no zone" in army(*DRONE, path, "--until", "2026-03-01T08:00", status=2)
    assert "stands at features[9]" in army(*DRONE, path, "--only", "features[9]", "--yes", status=2)
    empty = file(tmp_path, area(140.0, 5.0, name="A"), name="empty.json")
    assert "nothing in it is to be planned" in army(*DRONE, empty, "--yes", status=2)
    assert tansiq("operation", "import", path).returncode == 2, "of which kind?"
    assert army.json("operation", "list", "--owner", "army", "--area", "4,39,6,41") == []
