"""An office whose parties have people, and how one of them sits down before a page."""

from __future__ import annotations

import asyncio
import atexit
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tansiq.centre.hosting import Hosting
from tansiq.centre.passwords import Passwords
from tansiq.centre.people import Invite, Profile
from tansiq.centre.reception import Reception, digest_of, new_secret
from tansiq.centre.roles import Role
from tests.coordination import Speaker, agreed_office

PASSWORD = "quiet lamps over the northern valley"
STAFFED = ("army", "relief", "drones")
PEOPLE = {
    "duty": ("duty-officer",),
    "second": ("duty-officer",),
    "chief": ("administrator", "duty-officer"),
    "liaison": ("liaison",),
    "observer": ("observer",),
}
_HINTS_READ = 'localStorage.setItem("tansiq.hints.WHO", "all")'
NAMES = {"duty": "Dana Duty", "second": "Sami Second", "chief": "Chris Chief", "liaison": "Lee", "observer": "Ola"}


@dataclass
class Staffed:
    """A served office. `speak[party]` is a party's program, for what happens elsewhere."""

    url: str
    speak: dict[str, Speaker]


@contextmanager
def staffed_office(folder: Path, *, options: Sequence[str] = (), **more: Any) -> Iterator[Staffed]:
    """An office in which army, relief and drones have people, whose logins are those of `PEOPLE`."""
    shutil.copytree(_centres(), folder / "centres")
    with agreed_office(folder, *options, **more) as speak:
        yield Staffed(next(iter(speak.values())).office.url, speak)


@cache
def _centres() -> Path:
    """Journals of centres in which everybody has begun, with one password, which takes long and is hashed once."""
    folder = Path(tempfile.mkdtemp(prefix="centres-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with ThreadPoolExecutor(1) as apart:  # whoever drives a browser has a loop running here already
        apart.submit(asyncio.run, _take_everybody_in(folder)).result()
    return folder


async def _take_everybody_in(folder: Path) -> None:
    hosting = Hosting.in_folder(folder)
    hosting.open()
    reception = Reception(hosting, _HashedOnce())
    for party in STAFFED:
        hosted = await hosting.make(party)
        for login, roles in PEOPLE.items():
            secret, profile = (
                new_secret(party),
                Profile(login, f"{NAMES[login]} of {party}", frozenset(map(Role, roles))),
            )
            await hosted.desk.submit(Invite("", str(uuid4()), profile, digest_of(secret)))
            await reception.set_password(secret, PASSWORD, "192.0.2.1")
    await reception.close()
    await hosting.close()


class _HashedOnce(Passwords):
    """For many who have the same one."""

    kept_hash = ""

    async def hashed(self, password: str) -> str:
        """What it was hashed to the first time."""
        self.kept_hash = self.kept_hash or await super().hashed(password)
        return self.kept_hash


def add_person(speaker: Speaker, login: str, roles: tuple[str, ...]) -> None:
    """Takes a person in, who sets the password of all people here."""
    form = {"login": login, "name": f"{NAMES.get(login, login)} of {speaker.party}", "roles": list(roles)}
    made = speaker.post("/people", form)
    speaker.post("/accounts", {"secret": made["secret"], "password": PASSWORD})


@dataclass
class Desk:
    """A place before a screen. Whatever the page complains of is kept in `complaints`, and must stay empty."""

    browser: Browser
    office: Staffed
    open_page: Callable[[BrowserContext], Page]
    complaints: list[str] = field(default_factory=list)

    def page(
        self,
        *,
        language: str = "en",
        width: int = 1400,
        height: int = 900,
        dark: bool = False,
        zone: str = "Asia/Baghdad",
    ) -> Page:
        """A page of somebody who has not signed in."""
        context = self.browser.new_context(
            base_url=self.office.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale={"en": "en-GB", "ar": "ar", "ru": "ru-RU"}[language],
            timezone_id=zone,
            reduced_motion="reduce",
        )
        page = self.open_page(context)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._see)
        return page

    def __call__(self, party: str, login: str = "duty", path: str = "/", *, hints: bool = False, **how: Any) -> Page:
        """A page of somebody who has signed in as people do and stands at `path`; who knows the pages, unless
        it is wanted that they show their hints."""
        page = self.page(**how)
        form = {"party": party, "login": login, "password": PASSWORD}
        answer = page.request.post(
            "/api/v1/session", data=json.dumps(form), headers={"content-type": "application/json"}
        )
        assert answer.ok, (answer.status, answer.text())
        if not hints:
            page.add_init_script(_HINTS_READ.replace("WHO", f"{party}.{answer.json()['person']['id']}"))
        page.goto(path)
        expect(page.locator("[data-line=live]")).to_be_visible()
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        """Refusals are answers; the browser calls them failures."""
        expected = ("Failed to load resource", "GPU stall")
        if message.type in ("error", "warning") and not any(text in message.text for text in expected):
            self.complaints.append(message.text)

    def _see(self, request: Any) -> None:
        if not request.url.startswith((self.office.url, "blob:", "data:")):
            self.complaints.append(f"asked a third party: {request.url}")


@contextmanager
def desk_at(office: Staffed, browser: Browser) -> Iterator[Desk]:
    """What is opened there is closed with the test."""
    opened: list[BrowserContext] = []

    def open_page(context: BrowserContext) -> Page:
        opened.append(context)
        context.set_default_timeout(30_000)
        return context.new_page()

    yield Desk(browser, office, open_page)
    for context in opened:
        context.close()
