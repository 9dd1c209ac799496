"""The console's files as they are served, without a browser."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import msgspec
import pytest

from tansiq.web.console_pages import BUILT, CONTENT_SECURITY_POLICY, console_routes
from tansiq.web.listening import others

PAGE = {"accept": "text/html,application/xhtml+xml"}


class Client:
    """Asks the routes of a build."""

    def __init__(self, built: Path) -> None:
        self._app = others(list(console_routes(built)))

    def get(self, path: str, headers: dict[str, str] | None = None, method: str = "GET") -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://office") as client:
                return await client.request(method, path, headers=headers)

        return asyncio.run(ask())


@pytest.fixture
def client(tmp_path: Path) -> Client:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>Tansiq</title>")
    (tmp_path / "assets" / "index-abc.js").write_text("export {};" * 100)
    (tmp_path / "assets" / "picture.png").write_bytes(b"\x89PNG")
    return Client(tmp_path)


@pytest.mark.parametrize("path", ["/", "/notices/123", "/signin", "/a/b/c", "/index.html"])
def test_every_address_is_the_page_for_a_browser(client: Client, path: str) -> None:
    answer = client.get(path, headers=PAGE)
    assert (answer.status_code, answer.text) == (200, "<!doctype html><title>Tansiq</title>")
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert answer.headers["cache-control"] == "no-cache"


def test_the_policy_lets_no_script_in_but_the_offices_own() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none'; script-src 'self'")


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/nothing", {}),
        ("/nothing", {"accept": "*/*"}),
        ("/api/v1/nothing", PAGE),
        ("/api", PAGE),
        ("/assets/x.js", {}),
    ],
)
def test_a_program_hears_that_there_is_nothing(client: Client, path: str, headers: dict[str, str]) -> None:
    answer = client.get(path, headers={"accept": "application/json", **headers})
    assert answer.status_code == 404
    assert answer.json()["code"] == "no-such-path"


def test_a_script_asked_for_as_data_in_an_old_page_is_not_the_page(client: Client) -> None:
    answer = client.get("/assets/index-old.js", headers={"accept": "text/html", "sec-fetch-mode": "no-cors"})
    assert answer.status_code == 404


def test_files_of_the_build_are_kept_for_ever_and_packed_where_it_pays(client: Client) -> None:
    script = client.get("/assets/index-abc.js", headers={"accept-encoding": "gzip"})
    assert script.headers["content-encoding"] == "gzip"
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in script.headers["cache-control"]
    assert script.headers["x-content-type-options"] == "nosniff"
    assert script.text == "export {};" * 100
    picture = client.get("/assets/picture.png", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in picture.headers
    assert picture.content == b"\x89PNG"


@pytest.mark.parametrize("accepted", ["identity", "gzip;q=0", "br", ""])
def test_whoever_cannot_unpack_gets_it_plain(client: Client, accepted: str) -> None:
    script = client.get("/assets/index-abc.js", headers={"accept-encoding": accepted})
    assert "content-encoding" not in script.headers


def test_what_the_browser_has_is_not_sent_again(client: Client) -> None:
    first = client.get("/assets/index-abc.js")
    again = client.get("/assets/index-abc.js", headers={"if-none-match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/../pyproject.toml", "/assets/../index.html", "/assets/%2e%2e/%2e%2e/secret", "//x"])
def test_no_path_leads_out_of_the_build(client: Client, path: str) -> None:
    assert client.get(path, headers={"accept": "*/*"}).status_code == 404


def test_only_reading_is_possible(client: Client) -> None:
    assert client.get("/", PAGE, "POST").status_code == 405


def test_without_a_build_the_page_says_what_to_do(tmp_path: Path) -> None:
    answer = Client(tmp_path / "none").get("/", headers=PAGE)
    assert answer.status_code == 503
    assert "make console" in answer.text


def test_the_same_build_has_the_same_tags_each_time(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html>")
    assert len({Client(tmp_path).get("/", headers=PAGE).headers["etag"] for _ in range(2)}) == 1


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("ar", {"القاهرة", "إسطنبول", "دمشق", "حلب", "الموصل", "القدس", "طرابلس", "الرقة", "موسكو", "لندن", "جدة"}),
        ("ru", {"Москва", "Каир", "Стамбул", "Дамаск", "Казань", "Ростов-на-Дону", "Иерусалим", "Лондон", "Алеппо"}),
    ],
)
def test_large_places_have_the_names_that_are_said(language: str, names: set[str]) -> None:
    places = BUILT / "places" / f"{language}.json"
    if not places.is_file():
        pytest.skip("the console is not built (make console)")
    lines = msgspec.json.decode(places.read_bytes(), type=list[tuple[str, float, float, int]])
    assert names - {line[0] for line in lines} == set()
