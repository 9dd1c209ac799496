"""From one party's change to what another's open pages show: a few pages in a real browser, and beside them so many
that ask of the office just what a page asks: its stream with a beat each second, and the thing that an item is about.

Two hundred real browsers compute on two hundred desks. Here the few share two cores with the office and the others.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, sync_playwright
from tests.browser.people import PASSWORD, staffed_office
from tests.coordination import Speaker, flight

from bench.console_map import CHROMIUM
from bench.load import Connection, print_table

PAGES = 4
OTHERS = (0, 96, 196)
CHANGES = 60
PER_SECOND = 2.0

_WATCH = """() => {
  window.shown = {};
  const look = () => {
    const found = document.body.innerText.match(/Change \\d+/);
    if (found && !(found[0] in window.shown)) window.shown[found[0]] = performance.timeOrigin + performance.now();
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def _open(context: BrowserContext, login: str) -> Page:
    form = {"party": "army", "login": login, "password": PASSWORD}
    headers = {"content-type": "application/json"}
    answer = context.request.post("/api/v1/session", data=json.dumps(form), headers=headers)
    assert answer.ok, answer.text()
    page = context.new_page()
    page.goto("/operations")
    page.wait_for_selector("[data-line=live]")
    page.get_by_text("Change 0").first.wait_for()
    page.evaluate(_WATCH)
    return page


async def _like_a_page(port: int, token: str, ready: asyncio.Semaphore, seen: list[tuple[str, float]]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"GET /api/v1/events?beat=1 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
    )
    await reader.readuntil(b"retry: 1000\n\n")
    asking = await Connection.open(port, token)
    ready.release()
    while True:
        line = await reader.readline()
        if not line.startswith(b"data: {"):
            continue
        item = json.loads(line[6:])
        if item.get("subject") != "operation":
            continue
        status, body = await asking.send(("GET", f"/api/v1/operations/{item['id']}", b""))
        assert status == 200, body
        seen.append((json.loads(body)["card"]["title"], time.time() * 1_000))


async def _stand_by(port: int, token: str, others: int, drones: Speaker) -> tuple[dict[str, float], list[Any]]:
    """Makes the changes. Gives when each was sent, and what the others had when."""
    ready, seen = asyncio.Semaphore(0), list[tuple[str, float]]()
    tasks = [asyncio.create_task(_like_a_page(port, token, ready, seen)) for _ in range(others)]
    for _ in tasks:
        await ready.acquire()
    [plan] = [one for one in drones.get("/operations")["items"] if one["owner"] == "drones"]
    planner = await Connection.open(port, drones.token)
    sent: dict[str, float] = {}
    version, began = plan["version"], time.perf_counter()
    for number in range(1, CHANGES + 1):
        await asyncio.sleep(max(0.0, began + number / PER_SECOND - time.perf_counter()))
        form = flight(45.0, 5.4, begins=60, card={"title": f"Change {number}"}, version=version)
        sent[f"Change {number}"] = time.time() * 1_000
        status, body = await planner.send(("PUT", f"/api/v1/operations/{plan['id']}", json.dumps(form).encode()))
        assert status == 200, body
        version = json.loads(body)["operation"]["version"]
    await asyncio.sleep(2)
    for task in tasks:
        task.cancel()
    planner.close()
    return sent, seen


def _row(others: int) -> tuple[object, ...]:
    with tempfile.TemporaryDirectory() as name, staffed_office(Path(name)) as office, sync_playwright() as playwright:
        drones, army = office.speak["drones"], office.speak["army"]
        drones.post("/operations", flight(45.0, 5.4, begins=60, card={"title": "Change 0"}))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(base_url=office.url, viewport={"width": 1400, "height": 900})
        pages = [_open(context, "duty") for _ in range(PAGES)]
        port = int(office.url.rpartition(":")[2])
        # The browser's driver has a loop of its own in this thread.
        with ThreadPoolExecutor(1) as beside:
            sent, seen = beside.submit(asyncio.run, _stand_by(port, army.token, others, drones)).result()
        shown = [page.evaluate("window.shown") for page in pages]
        browser.close()
    on_pages = [moments[title] - at for moments in shown for title, at in sent.items() if title in moments]
    at_others = [at - sent[title] for title, at in seen if title in sent]
    missed = PAGES * CHANGES - len(on_pages)
    return (PAGES, others, *_spread(on_pages), missed, *_spread(at_others))


def _spread(values: list[float]) -> tuple[object, ...]:
    if not values:
        return ("-", "-", "-")
    ordered = sorted(values)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)], ordered[-1]


def main() -> None:
    """Prints the table."""
    print_table(
        f"A change on others' open pages, {PER_SECOND:g} a second (ms from sending it)",
        ("pages", "like pages", "shown p50", "p95", "max", "passed over", "read by those p50", "p95", "max"),
        [_row(others) for others in OTHERS],
    )
