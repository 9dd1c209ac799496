"""Real flights, announced through HTTP by the real command's code: the office finds exactly the conflicts that brute
force finds on the same volumes."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import httpx
import pytest
from shapely import STRtree
from shapely.geometry import Polygon as Plane

from tansiq.cli.announce import Flight, announce_all, flights_of, pairs_of
from tansiq.gateways.f3548_client import Announced, DssClient
from tansiq.traffic.corridor import Buffers
from tests.serving import Identity, running_office
from tests.thorough import again
from tests.traffic_sample import sample, wheel


def brute_force(flights: list[Flight], announced: list[Announced]) -> set[frozenset[str]]:
    """All pairs whose volumes overlap, by another way: one flat projection for the whole sample, no S2, no index of
    ours. The plane's error (straight lines for great circles) is under a metre for volumes of 20 km."""
    from pyproj import Transformer  # type: ignore[import-not-found]

    middle = flights[0].volumes[0].outline.latlng()[0]
    to_plane = Transformer.from_crs(
        "EPSG:4326", f"+proj=laea +lat_0={middle[0]} +lon_0={middle[1]} +datum=WGS84", always_xy=True
    )
    volumes = [(i, volume) for i, flight in enumerate(flights) for volume in flight.volumes]
    shapes = []
    for _, volume in volumes:
        latlng = volume.outline.latlng()
        shapes.append(Plane(list(zip(*to_plane.transform(latlng[:, 1], latlng[:, 0]), strict=True))))
    found = set()
    for a, b in STRtree(shapes).query(shapes, predicate="intersects").T:
        (i, one), (j, other) = volumes[a], volumes[b]
        in_time = one.start_us <= other.end_us and other.start_us <= one.end_us
        if i < j and in_time and one.lower_m <= other.upper_m and other.lower_m <= one.upper_m:
            found.add(frozenset((announced[i].id, announced[j].id)))
    return found


@pytest.mark.parametrize(("name", "callsigns"), again(("quickstart", 236), ("switzerland", 1243)))
def test_the_office_finds_the_conflicts_of_real_flights(
    tmp_path: Path, identity: Identity, name: str, callsigns: int
) -> None:
    pytest.importorskip("pyproj", reason="the brute-force oracle projects with pyproj")
    if isinstance(wheel(), str):
        pytest.skip(str(wheel()))
    tracks = sample(name)
    assert len({track.name for track in tracks}) == callsigns
    first_us = int((time.time() + 600) * 1e6)
    flights = flights_of(tracks, Buffers(), first_us)

    async def announce(url: str) -> list[Announced]:
        async with httpx.AsyncClient(base_url=url, timeout=60, trust_env=False) as client:
            dss = DssClient(client, identity.token("uss1"), "https://uss1.example.org")
            return await announce_all(dss, flights, quiet=True)

    with running_office(tmp_path / "j.db", identity.public_file, "--no-access-log") as office:
        announced = asyncio.run(announce(office.url))
    assert [done.problem for done in announced if done.problem] == []
    expected = brute_force(flights, announced)
    assert len(expected) > 50
    assert pairs_of(announced) == expected
