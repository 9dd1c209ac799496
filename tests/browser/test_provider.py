"""Signing in with a party's own identity provider, in a real browser: there and back, and when it goes wrong."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import Desk, Staffed, add_person
from tests.browser.test_people import picture
from tests.browser.words import words
from tests.coordination import Speaker
from tests.serving import Identity, free_port, running_office
from tests.thorough import again
from tests.web.provider import SECRET

ROOT = Path(__file__).parents[2]


class Provider:
    """One that is told how to misbehave."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer

    def told(self, how: str = "", **more: Any) -> None:
        httpx.post(f"{self.issuer}/misbehave", json={"how": how, **more}, trust_env=False).raise_for_status()


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.web.provider", str(port)], cwd=ROOT)
    served = Provider(f"http://127.0.0.1:{port}")
    try:
        deadline = time.monotonic() + 60
        while True:
            with contextlib.suppress(httpx.TransportError):
                httpx.get(f"{served.issuer}/keys", trust_env=False)
                break
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)  # a port that does not listen yet can only be asked again
        yield served
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def staffed(browser: Browser, provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    """An office whose party relief signs in with the provider."""
    folder, port = tmp_path_factory.mktemp("oidc"), free_port()
    identity = Identity(folder)
    (folder / "relief.secret").write_text(SECRET + "\n")
    table = f'issuer = "{provider.issuer}"\nclient_id = "tansiq"\nclient_secret_file = "relief.secret"\n'
    (folder / "oidc.toml").write_text(f"[relief]\n{table}")
    options = ("--oidc", str(folder / "oidc.toml"), "--public-url", f"http://localhost:{port}")
    with running_office(folder / "office.db", identity.public_file, *options, port=port) as office:
        relief = Speaker(office, identity, "relief")
        relief.post("/office", {"profile": {"name": "Relief of the valley", "kind": "relief"}})
        add_person(relief, "amal", ("administrator",))
        yield Staffed(office.url, {"relief": relief})


def _at_the_door(desk: Desk, language: str = "en") -> Page:
    page = desk.page(language=language)
    page.goto("/people")
    page.locator("input[autocomplete=organization]").fill("relief")
    page.locator("input[autocomplete=organization]").blur()
    return page


def test_somebody_signs_in_with_the_provider_and_comes_to_where_they_wanted_to_go(
    desk: Desk, provider: Provider
) -> None:
    provider.told()
    page = _at_the_door(desk)
    offered = page.get_by_role("link", name=re.compile("^Sign in with"))
    expect(offered).to_be_visible()
    picture(page, "signin-provider-en-1400")
    offered.click()
    expect(page.locator("[data-line=live]")).to_be_visible(timeout=30_000)
    expect(page).to_have_url(re.compile("/people$"))
    expect(page.locator("details[data-login=amal]")).to_contain_text("you")
    asked = [
        said for said in desk.complaints if not said.startswith(f"asked a third party: {provider.issuer}/authorize")
    ]
    assert not asked


@pytest.mark.parametrize("language", ["en", *again("ar", "ru")])
@pytest.mark.stories
def test_a_provider_that_names_a_stranger_leads_back_to_the_door_with_the_reason(
    desk: Desk, provider: Provider, language: str
) -> None:
    provider.told(user={"sub": "77", "preferred_username": "chen", "name": "Chen"})
    page = _at_the_door(desk, language)
    page.locator("a.button.first").click()
    expect(page).to_have_url(re.compile(r"/signin\?reason=oidc-refused"), timeout=30_000)
    expect(page.get_by_role("status")).to_contain_text(words(language)["problem-oidc-refused"])
    expect(page.locator("input[autocomplete=organization]")).to_have_value("relief")


REASONS = (
    "oidc-refused", "oidc-unknown", "provider-failed", "too-many-tries", "centre-closed", "person-invalid", "too-many",
    "journal-unavailable", "not-now",
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", *again("ar", "ru")])
@pytest.mark.stories
def test_every_reason_for_which_one_is_led_back_has_its_words(desk: Desk, language: str) -> None:
    page, say = desk.page(language=language, width=360), words(language)
    for reason in REASONS:
        page.goto(f"/signin?reason={reason}&party=relief&wait_s=90")
        status = page.get_by_role("status").first
        expect(status).to_contain_text(say[f"problem-{reason}"])
    picture(page, f"signin-reason-{language}-360")
    page.goto("/signin?reason=no-such-reason")
    expect(page.get_by_role("status").first).to_contain_text(say["problem-other"])
    assert not desk.complaints
