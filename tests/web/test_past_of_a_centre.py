"""A party's own centre has no past of the office: it asks the office for it, or says that it cannot."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.coordination import eventually, site
from tests.linked import PARTY, linked


def test_a_centre_passes_what_is_asked_of_the_past_on_to_the_office(tmp_path: Path) -> None:
    with linked(tmp_path) as link:
        link.wait_up()
        army = link.speakers["army"]
        notice = army.post("/notices", site(recipients=(PARTY,)))
        then = quote(datetime.now(UTC).isoformat())
        army.post(f"/notices/{notice['id']}/withdrawal", {"version": notice["version"], "reason": "closed"})
        link.wait_up()

        def past(path: str) -> Any:
            status, found = link.here("GET", f"{path}?at={then}")
            return None if status in (429, 503) else (status, found)

        status, found = eventually(lambda: past("/notices"), 90)
        assert (status, [one["state"] for one in found["items"]]) == (200, ["in force"])
        assert link.here.get(f"/notices/{notice['id']}")["state"] == "withdrawn", "the mirror is of the present"
        status, problem = link.here("POST", f"/notices/{notice['id']}/acknowledgement?at={then}", {"version": 1})
        assert (status, problem["code"]) == (409, "past-unchangeable")
        assert link.here.get("/outbox")["items"] == []
        assert link.here("GET", f"/people?at={then}")[1]["code"] == "only-now"
        link.wire.cut()
        link.wait_until(lambda: link.link()["link"] == "down")
        status, problem = link.here("GET", f"/notices?at={then}")
        assert (status, problem["code"]) == (503, "office-unreachable")
