"""The console's map in a real browser that draws by software: 5,000 things, from the page's first byte on.

The page is the built one, served by a real office under its own policy; what it asks of `/api/v1` is answered here, so
that nothing has to be planned first.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, Route, sync_playwright
from tests.coordination import found_office
from tests.serving import Identity, running_office

from bench.load import print_table

CHROMIUM = "/usr/bin/chromium"
SOFTWARE = (
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
)
COUNTS = (0, 500, 5_000)
KINDS = ("aircraft", "drone", "convoy", "team", "field-work", "constraint")
STATES = ("Accepted", "Accepted", "Activated", "Activated", "Activated", "Nonconforming")
PAN_S = 3.0

_WATCH_FRAMES = """
() => {
  window.frames_ms = [];
  let before = performance.now();
  const frame = (now) => {
    window.frames_ms.push(now - before);
    before = now;
    window.watching = requestAnimationFrame(frame);
  };
  window.watching = requestAnimationFrame(frame);
}
"""
_WATCH_TASKS = """
window.tasks_ms = [];
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) tasks_ms.push([startTime, duration]);
}).observe({ type: "longtask", buffered: true });
"""
_STEP = """
async () => {
  const begun = performance.now();
  document.querySelector(".slider .row .button:last-of-type").click();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const at = performance.now();
  return { at, took: at - begun };
}
"""
_FRAMES = "() => { cancelAnimationFrame(window.watching); return window.frames_ms.slice(1); }"


def _thing(number: int, lot: random.Random, now: datetime) -> dict[str, Any]:
    lat, lng = 46.2 + lot.uniform(-2.5, 2.5), 7.4 + lot.uniform(-3.5, 3.5)
    begin = now + timedelta(minutes=lot.uniform(-300, 300))
    size_m = lot.uniform(150, 4_000)
    volume: dict[str, Any] = {
        "lower_m": 500 + lot.randrange(2_000),
        "upper_m": 2_600 + lot.randrange(2_000),
        "altitude_reference": "WGS84",
        "start": begin.isoformat(),
        "end": (begin + timedelta(hours=lot.uniform(2, 10))).isoformat(),
    }
    if number % 2:
        volume["circle"] = {"lat": lat, "lng": lng, "radius_m": size_m}
    else:
        corners = [index * math.pi / 4 for index in range(8)]
        reach = size_m / 111_000
        volume["polygon"] = [
            {"lat": lat + reach * math.sin(turn), "lng": lng + 1.4 * reach * math.cos(turn)} for turn in corners
        ]
    return {
        "id": f"{number:08x}-0000-4000-8000-000000000000",
        "owner": ("drones", "army", "relief")[number % 3],
        "kind": KINDS[number % len(KINDS)],
        "sight": "all",
        "title": f"Flight {number}",
        "extents": [volume],
        "state": STATES[number % len(STATES)],
        "version": 1,
        "card": {"title": f"Flight {number}"},
        "start": volume["start"],
        "end": volume["end"],
    }


def _answers(things: list[dict[str, Any]]) -> Any:
    me = {
        "party": "drones",
        "session": "bench",
        "person": {"login": "first", "name": "First", "languages": ["en"], "phone": "", "email": ""},
        "roles": ["duty-officer"],
        "scopes": ["tansiq.read", "tansiq.speak", "tansiq.operate"],
        "csrf": "bench",
    }

    pages = [things[begin : begin + 1_000] for begin in range(0, max(1, len(things)), 1_000)]
    bodies = [
        json.dumps({"items": page, **({"next": str(i + 1)} if i + 1 < len(pages) else {})})
        for i, page in enumerate(pages)
    ]

    def answer(route: Route) -> None:
        asked = urlsplit(route.request.url)
        body: dict[str, Any] = {"items": []}
        if asked.path.endswith("/session"):
            body = me
        elif asked.path.endswith("/feed"):
            body = {"items": [], "last": 0}
        elif asked.path.endswith("/events"):
            return None  # stays open, as it would
        elif asked.path.endswith("/operations"):
            number = int(parse_qs(asked.query).get("cursor", ["0"])[0])
            return route.fulfill(status=200, content_type="application/json", body=bodies[number])
        return route.fulfill(status=200, content_type="application/json", body=json.dumps(body))

    return answer


def _cpu_s(profile: str) -> float:
    """What the browser with this profile has used of all cores: tells more than time where others compute, too."""
    ticks = 0
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if profile in (process / "cmdline").read_text():
                ticks += sum(int(field) for field in (process / "stat").read_text().rpartition(")")[2].split()[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


def _pan(page: Page, x: float, y: float) -> list[float]:
    """Milliseconds of each frame while somebody drags the map to and fro, the shortest first."""
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(_WATCH_FRAMES)
    begun = time.perf_counter()
    while (past_s := time.perf_counter() - begun) < PAN_S:
        page.mouse.move(x + 200 * math.sin(2 * past_s), y + 70 * math.sin(2 * past_s))
    frames: list[float] = page.evaluate(_FRAMES)
    page.mouse.up()
    return sorted(frames)


def _measure(page: Page, url: str, count: int, profile: str) -> tuple[object, ...]:
    begun_s = _cpu_s(profile)
    now = datetime.now(UTC)
    lot = random.Random(count)
    page.route("**/api/v1/**", _answers([_thing(number, lot, now) for number in range(count)]))
    page.add_init_script(_WATCH_TASKS)
    page.goto(url)
    page.wait_for_selector("[data-ready]", timeout=60_000)
    stands = page.evaluate("performance.now()")
    if count:
        page.wait_for_selector("ul button")
    listed = page.evaluate("performance.now()")
    answers = page.evaluate(_STEP)["at"]  # the first thing that somebody does
    page.wait_for_selector("[data-still]", timeout=60_000)
    drawn = page.evaluate("performance.now()")
    longest = page.evaluate(
        "(from) => Math.max(0, ...tasks_ms.filter(([at]) => at > from).map(([, took]) => took))", stands
    )
    used_s = _cpu_s(profile) - begun_s
    box = page.locator(".world").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    begun_s = _cpu_s(profile)
    frames = _pan(page, x, y)
    frame_ms = 1_000 * (_cpu_s(profile) - begun_s) / len(frames)
    page.wait_for_selector("[data-still]", timeout=60_000)
    step = page.evaluate(_STEP)["took"]
    page.unroute_all(behavior="ignoreErrors")
    return (
        count,
        round(stands),
        round(listed),
        round(answers),
        round(longest),
        round(drawn),
        round(used_s, 1),
        round(1_000 * len(frames) / sum(frames), 1),
        round(frame_ms),
        round(step),
    )


def main() -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        identity = Identity(folder)
        found_office(folder / "office.db")
        with (
            running_office(folder / "office.db", identity.public_file, "--no-access-log") as office,
            sync_playwright() as playwright,
        ):
            rows = []
            for number, count in enumerate((0, *COUNTS)):  # the first time warms what the office packs
                profile = folder / f"profile{number}"
                browser = playwright.chromium.launch_persistent_context(
                    profile,
                    executable_path=CHROMIUM,
                    args=list(SOFTWARE),
                    viewport={"width": 1400, "height": 900},
                )
                rows.append(_measure(browser.new_page(), office.url, count, str(profile)))
                browser.close()
    print_table(
        "The map in Chromium, drawn by software, 1400 x 900 (ms since the page was asked for)",
        (
            "things",
            "map stands",
            "listed",
            "answers a click",
            "longest task after",
            "all drawn",
            "CPU s until then",
            "panning, frames/s",
            "CPU ms a frame",
            "slider step ms",
        ),
        rows[1:],
    )


if __name__ == "__main__":
    main()
