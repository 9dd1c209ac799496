"""A document is taken in over the API: read apart, proposed, kept as it came; a person releases what is made of it."""

from __future__ import annotations

import asyncio
import hashlib
import http.client
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tansiq.gateways.api_v1 import report_intake
from tansiq.gateways.api_v1.report_intake import AT_ONCE_OF_PARTY, STATUS, ReportIntake
from tansiq.gateways.contract import Call, Problem
from tansiq.gateways.intake.article import CODES, IntakeRefused
from tests.coordination import Speaker, agreed_office, report, upload
from tests.gateways.intake.hostile import CASES, NEVER, Hostile, docx, letter, paragraphs, pdf
from tests.gateways.intake.pages import LANGUAGES, Page, pages
from tests.thorough import again
from tests.web.test_reports import raw

ROOT = Path(__file__).parents[2]
# All are tried in process; over the API, as over the command line, the others by `make stories`.
HARM = [*CASES[1::4], *again(*(one for n, one in enumerate(CASES) if n % 4 != 1))]
PAGES = {page.language: page for page in pages() if page.number == 2}


@pytest.fixture(scope="module")
def parties(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Speaker]]:
    with agreed_office(tmp_path_factory.mktemp("office")) as speakers:
        yield speakers


def take_in(speaker: Speaker, data: bytes, name: str = "", kind: str = "application/octet-stream") -> tuple[int, Any]:
    return upload(speaker, f"/reports/intake?name={quote(name)}", data, content_type=kind)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["page.html", "page.txt", "page.docx", "page.eml", ""])
def test_a_document_is_proposed_and_nothing_is_released(parties: dict[str, Speaker], language: str, form: str) -> None:
    page, relief = PAGES[language], parties["relief"]
    data = _as(page, form)
    status, found = take_in(relief, data, form)
    assert status == 201, found
    assert (found["title"], found["text"], found["language"]) == (page.title, "\n".join(page.article), language)
    for one in found["proposals"]:
        assert found["text"][one["start"] : one["end"]] == one["quote"]
    assert len(found["proposals"]) >= 2
    assert all(one["text"] and one["reason"] for one in found["left_out"])
    assert found["original"]["sha256"] == hashlib.sha256(data).hexdigest()
    assert found["original"]["size"] == len(data)
    assert relief.get("/reports")["items"] == []


def _as(page: Page, form: str) -> bytes:
    match form.rpartition(".")[2]:
        case "html":
            return page.html.encode()
        case "docx":
            return docx(paragraphs(page))
        case "eml":
            return letter(page).as_bytes()
    return page.text.encode()


def test_what_a_person_lets_stand_is_released_with_the_original_as_evidence(parties: dict[str, Speaker]) -> None:
    relief, army = parties["relief"], parties["army"]
    page = PAGES["ar"]
    data = page.html.encode("windows-1256", "xmlcharrefreplace")
    status, found = take_in(relief, data, "../../الجسر.html", "text/html")
    assert status == 201
    evidence = {"sha256": found["original"]["sha256"], "name": found["original"]["name"], "origin": "a saved page"}
    claims = [{"speaker": one["speaker"] or "?", "text": one["quote"]} for one in found["proposals"][:1]]
    form = report(found["title"], ["army"], text=found["text"], outlet=found["outlet"], claims=claims)
    made = relief.post("/reports", {**form, "evidence": [evidence]})
    read = army.get(f"/reports/{made['id']}")
    assert (read["text"], read["outlet"]) == ("\n".join(page.article), "The Gazette")
    assert read["claims"] == claims
    assert read["evidence"][0]["media_type"] == "text/html"
    got, kept = raw(army, f"/reports/{made['id']}/evidence/{evidence['sha256']}")
    assert (got, kept) == (200, data), "byte for byte"
    stolen = report("No", ["relief"], evidence=[evidence])
    assert parties["drones"]("POST", "/reports", stolen)[1]["code"] == "attachment-unknown"
    assert "/" not in evidence["name"]


def test_the_original_is_given_to_be_kept_and_never_shown_as_a_page(parties: dict[str, Speaker]) -> None:
    relief = parties["relief"]
    data = f"<script>alert(1)</script>{PAGES['en'].html}".encode()
    found = take_in(relief, data, "a.html")[1]
    evidence = [{"sha256": found["original"]["sha256"], "name": "a.html"}]
    made = relief.post("/reports", report("With a page", [], evidence=evidence))
    connection = http.client.HTTPConnection("localhost", relief.office.port, timeout=30)
    path = f"/api/v1/reports/{made['id']}/evidence/{evidence[0]['sha256']}"
    connection.request("GET", path, headers={"authorization": f"Bearer {relief.token}"})
    answer = connection.getresponse()
    assert answer.read() == data
    assert answer.getheader("content-type") == "application/octet-stream"
    assert answer.getheader("content-disposition", "").startswith("attachment;")
    assert answer.getheader("x-content-type-options") == "nosniff"
    assert "sandbox" in answer.getheader("content-security-policy", "")
    connection.close()


@pytest.mark.parametrize("case", HARM, ids=str)
def test_what_means_harm_is_refused_with_a_code_or_tamed(parties: dict[str, Speaker], case: Hostile) -> None:
    status, found = take_in(parties["relief"], case.made(), case.name)
    if case.code:
        assert (status, found["code"]) == (STATUS[case.code], case.code), found
        assert found["detail"]
        return
    assert status == 201, found
    assert found["title"] == case.kept
    assert NEVER not in found["title"] + found["text"]


def test_a_file_of_200_mb_is_refused_before_it_is_sent(parties: dict[str, Speaker]) -> None:
    relief = parties["relief"]
    connection = http.client.HTTPConnection("localhost", relief.office.port, timeout=30)
    connection.putrequest("POST", "/api/v1/reports/intake?name=a.pdf")
    connection.putheader("authorization", f"Bearer {relief.token}")
    connection.putheader("content-length", str(200 << 20))
    connection.endheaders(b"%PDF-1.7\n")
    answer = connection.getresponse()
    assert answer.status == 413
    assert b"body-too-long" in answer.read()
    connection.close()


def test_whoever_may_only_read_takes_nothing_in_and_wrong_wishes_are_told(parties: dict[str, Speaker]) -> None:
    assert take_in(parties["relief"].only("tansiq.read tansiq.speak"), b"words", "a.txt")[0] == 403
    status, found = upload(parties["relief"], "/reports/intake?nam=a", b"words")
    assert (status, found["code"]) == (400, "malformed")


def test_a_party_has_a_few_documents_read_at_once_and_the_office_answers_meanwhile(
    parties: dict[str, Speaker],
) -> None:
    slow = b"<html><body>" + b"<p>" + "«раз два три» сказал он ".encode() * 9_000
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(take_in, parties["relief"], slow, "a.html") for _ in range(8)]
        assert parties["army"].get("/reports?limit=1") is not None
        answers = [one.result() for one in asked]
    assert {status for status, _ in answers} <= {201, 400, 429}
    assert 429 in {status for status, _ in answers}
    assert {found["code"] for status, found in answers if status == 429} == {"too-many-intakes"}
    assert take_in(parties["relief"], PAGES["en"].text.encode(), "a.txt")[0] == 201


def test_places_are_given_back_and_none_is_taken_from_another_party(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_intake, "FREE_WITHIN_S", 0.05)

    async def story() -> None:
        go_on = asyncio.Event()

        async def slow(*asked: object) -> None:
            await go_on.wait()
            raise IntakeRefused("document-empty", "nothing")

        monkeypatch.setattr(report_intake, "read_beside", slow)
        intake = ReportIntake(None)  # type: ignore[arg-type]

        def call(party: str) -> Call:
            return Call(party, frozenset(), (), {}, b"words")

        async def code(party: str) -> str:
            with pytest.raises(Problem) as refused:
                await intake.take(call(party))
            return f"{refused.value.status} {refused.value.code}"

        first = [asyncio.create_task(code("relief")) for _ in range(AT_ONCE_OF_PARTY)]
        await asyncio.sleep(0)
        assert await code("relief") == "429 too-many-intakes"
        second = asyncio.create_task(code("army"))
        await asyncio.sleep(0)
        assert await code("drones") == "503 too-many-intakes"
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)
        third = asyncio.create_task(code("drones"))
        await asyncio.sleep(0)
        go_on.set()
        assert set(await asyncio.gather(*first, third)) == {"400 document-empty"}

    asyncio.run(story())


def test_every_code_of_a_document_has_a_status_that_is_described() -> None:
    described = (ROOT / "docs/documents.md").read_text("utf-8")
    assert set(STATUS) == set(CODES)
    for code, status in STATUS.items():
        assert f"| `{code}` | {status} |" in described, code


def test_of_a_pdf_the_article_is_proposed_too(parties: dict[str, Speaker]) -> None:
    page = PAGES["en"]
    lines = [line.replace("“", '"').replace("”", '"') for line in page.text.split("\n") if line]
    status, found = take_in(parties["relief"], pdf(lines), "a.pdf")
    assert (status, found["title"], found["original"]["media_type"]) == (201, page.title, "application/pdf")
