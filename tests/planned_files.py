"""Files of operations, from sending one to what was planned of it; and somebody in the way."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from tests.coordination import Speaker, at, circle, eventually, upload
from tests.gateways.files_of_plans import area, geojson


def look_through(speaker: Speaker, data: bytes, **wishes: str) -> dict[str, Any]:
    query = urlencode({"for": "operations", **wishes})
    status, job = upload(speaker, f"/imports?{query}", data, content_type="application/octet-stream")
    assert status == 202, job

    def done() -> Any:
        now = speaker.get(f"/imports/{job['id']}?limit=1000")
        return now if now["state"] != "reading" else None

    return dict(eventually(done, 60))


def plan(speaker: Speaker, job: dict[str, Any], **form: Any) -> list[dict[str, Any]]:
    """All of it, page by page."""
    results: list[dict[str, Any]] = []
    cursor = ""
    while True:
        answer = speaker.post(f"/imports/{job['id']}/operations?limit=1000{cursor}", form, 200)
        results += answer["results"]
        if answer["next"] is None:
            return results
        cursor = f"&cursor={answer['next']}"


def drone_areas(*lats: float, lng: float = 5.0, **more: Any) -> bytes:
    times = {"start": at(60), "end": at(120)}
    heights = {"lower": "100 m WGS84", "upper": "150 m WGS84"}
    return geojson(*(area(lat, lng, name=f"Survey {lat}", **{**times, **heights, **more}) for lat in lats))


def army_flies(army: Speaker, lat: float, lng: float = 5.0, **more: Any) -> str:
    volume = circle(lat + 0.005, lng + 0.005, 200.0, **{"lower_m": 100, "upper_m": 150, **more})
    volume |= {"start": at(60), "end": at(120)}
    form = {"kind": "aircraft", "card": {"title": "Patrol 3"}, "extents": [volume]}
    return str(army.post("/operations", form, 201)["operation"]["id"])


def own(speaker: Speaker) -> list[dict[str, Any]]:
    return list(speaker.get(f"/operations?owner={speaker.party}&limit=1000")["items"])
