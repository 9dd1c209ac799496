"""The documentation is held true: what exists is described."""

from __future__ import annotations

import re
from pathlib import Path

import typer.main

from tansiq.centre.endpoints import EndpointState
from tansiq.centre.machine import EVENT_KINDS as CENTRE_EVENT_KINDS
from tansiq.centre.refusals import CODES as CENTRE_CODES
from tansiq.centre.roles import SCOPES
from tansiq.centre.rules import Rules
from tansiq.cli.main import application
from tansiq.gateways import api_v1, webhooks
from tansiq.gateways.api_v1 import CSRF_HEADER, SESSION_COOKIE
from tansiq.gateways.api_v1.extents import _DOUBTS_M
from tansiq.gateways.api_v1.idempotency import HEADER, LONGEST_KEY, MOST_KEPT
from tansiq.gateways.api_v1.pages import MOST, USUAL
from tansiq.gateways.centre_v1.following import Following
from tansiq.gateways.centre_v1.outgoing import Outgoing
from tansiq.gateways.f3548_dss import F3548Dss
from tansiq.gateways.geofiles.feature import CODES as FILE_CODES
from tansiq.gateways.geofiles.reading import LANGUAGES as READ
from tansiq.gateways.geofiles.writing import LANGUAGES as WRITTEN
from tansiq.gateways.interuss_aux import InterussAux
from tansiq.gateways.mail import MOST_LINES
from tansiq.gateways.public.routes import Public
from tansiq.gateways.public_log.service import WitnessService
from tansiq.gateways.statuses import CENTRE_STATUS, STATUS
from tansiq.gateways.taxii.server import Taxii
from tansiq.office.feed import KEPT, Subject
from tansiq.office.kinds import Priority
from tansiq.office.machine import EVENT_KINDS
from tansiq.office.refusals import CODES
from tansiq.settings import reference
from tansiq.web.deliverer import Pace

ROOT = Path(__file__).parents[1]
COMMANDS = (ROOT / "docs/commands.md").read_text("utf-8")
INTERFACE = (ROOT / "docs/interface.md").read_text("utf-8")


def test_every_setting_is_described_with_its_default() -> None:
    text = (ROOT / "docs/settings.md").read_text("utf-8")
    for flag, variable, default, meaning in reference():
        row = f"| `{flag}` | `{variable}` | {f'`{default}`' if default else '(none)'} | {meaning} |"
        assert row in text


def test_every_command_is_described_and_has_an_example() -> None:
    def walk(command: object, words: tuple[str, ...]) -> None:
        children = getattr(command, "commands", None)
        if children:
            for name, child in children.items():
                walk(child, (*words, name))
            return
        assert f"`{' '.join(words)}`" in COMMANDS, words
        assert "Example" in (getattr(command, "help", "") or ""), words

    walk(typer.main.get_command(application()), ("tansiq",))


async def _no_witness(key: str) -> None:
    return None


def test_every_route_and_its_scopes_are_described() -> None:
    dss = F3548Dss(None, None).routes()  # type: ignore[arg-type]
    staff, delivering = api_v1.Staff(None), api_v1.Delivering(None)  # type: ignore[arg-type]
    own = api_v1.routes(api_v1.Served(None, None, None, None, staff, delivering))  # type: ignore[arg-type]
    centre = (*Following.__new__(Following).routes(), *Outgoing.__new__(Outgoing).routes())
    reports = (*Taxii(None, None, None, 0).routes(), *Public(None, None, "").routes())  # type: ignore[arg-type]
    witness = (route for several in (True, False) for route in WitnessService(_no_witness, several=several).routes())
    for route in (*dss, *InterussAux.__new__(InterussAux).routes(), *own, *centre, *reports, *witness):
        scopes = " or ".join("`" + " ".join(sorted(scope)) + "`" for scope in route.scopes) or "none"
        assert f"| {route.method} | `{route.template}` | {scopes} |" in INTERFACE


def test_every_error_code_is_described() -> None:
    for code in CODES:
        assert f"| `{code}` | {STATUS[code]} |" in INTERFACE
    for code, meaning in CENTRE_CODES.items():
        assert f"| `{code}` | {CENTRE_STATUS[code]} | {meaning} |" in INTERFACE
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    raised = re.findall(r'(?:Problem\(\s*\d+,|ShapeRefused\(|problem_body\()\s*"([a-z-]+)"', source)
    assert len(raised) > 20
    for code in raised:
        assert f"`{code}`" in INTERFACE + COMMANDS, code


def test_the_promise_of_the_api_names_every_rule_that_it_rests_on() -> None:
    text = " ".join((ROOT / "docs/api.md").read_text("utf-8").split())
    rules = [
        "application/problem+json", "`type`", "`title`", "`status`", "`detail`", "`code`", "`field`", "`instance`",
        "`items`", "`next`", "`cursor`", "`limit`", f"{MOST:,}", f"{USUAL} if not given", HEADER,
        f"1 to {LONGEST_KEY} ",
        "24 hours", "idempotency-key-reused", f"{MOST_KEPT:,}", "`not-now`", "`outcome-unknown`", "`version`",
        "`stale-version`", "ISO 8601", "microsecond", "`Z`", "metres above the WGS84 ellipsoid", "Fields may be added",
        "ignore what they do not know", "must not be passed over", "12 months", "`Deprecation`", "`Sunset`",
        "may grow", "`not-a-party`", SESSION_COOKIE, CSRF_HEADER, "/api/v1/openapi.json",
    ]  # fmt: skip
    doubts = [f"`{name}`" for name in _DOUBTS_M] + [f"{m:g} m" for pair in _DOUBTS_M.values() for m in pair]
    scopes = [f"| `{scope}` |" for scope in SCOPES]
    for rule in (*rules, *doubts, *scopes):
        assert rule in text, rule


def test_every_code_of_a_file_is_described_and_used() -> None:
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "src/tansiq/gateways/geofiles").rglob("*.py"))
    for code, meaning in FILE_CODES.items():
        assert f"| `{code}` | {meaning} |" in INTERFACE
        assert source.count(f'"{code}"') > 1, code
    raised = re.findall(r'(?:FileRefused|FeatureFault)\(\s*"([a-z-]+)"', source)
    assert len(raised) > 40
    for code in raised:
        assert f"`{code}`" in INTERFACE, code


def test_every_language_of_files_is_described() -> None:
    text = (ROOT / "docs/files.md").read_text("utf-8")
    for language in (*READ, *WRITTEN):
        assert language in text


def test_every_event_kind_is_described() -> None:
    for kind in (*EVENT_KINDS, *CENTRE_EVENT_KINDS):
        assert f"| `{kind}` |" in INTERFACE


def test_the_page_on_delivery_holds_what_is_promised() -> None:
    text = (ROOT / "docs/delivery.md").read_text("utf-8")
    words = [f"`{word}`" for kind in (Subject, Priority, EndpointState) for word in kind]
    rules = [
        "webhook-id", "webhook-timestamp", "webhook-signature", "`whsec_`", "`gap`", "`test`", "Standard Webhooks",
        f"within {webhooks.TIMEOUT_S:g} seconds", f"{webhooks.LONGEST_ANSWER // 1024} KiB",
        f"at most {MOST_LINES} things",
        f"every {Pace().note_every_s:g} seconds", f"at least\n  {KEPT:,} items", "not a safe channel",
        f"at most {Rules().max_endpoints} endpoints", "English, Arabic, Russian",
    ]  # fmt: skip
    for rule in (*words, *rules):
        assert rule in text, rule


def test_every_page_has_its_picture_and_its_place() -> None:
    _, *sections = (ROOT / "docs/pages.md").read_text("utf-8").split("\n### ")
    form = re.compile(r"[^\n]+\n\n`([^`]+)`\n\n[^\n]{40,}(?:\n[^\n]+)*\n\n!\[[^\]]+\]\(pictures/([a-z-]+\.png)\)\n")
    described = [found.groups() for section in sections if (found := form.match(section + "\n"))]
    known = re.findall(r'^  "([^"]+)":', (ROOT / "console/src/router.ts").read_text("utf-8"), re.MULTILINE)
    assert sorted(address for address, _ in described) == sorted(known)
    made = sorted(path.name for path in (ROOT / "docs/pictures").iterdir())
    assert sorted(picture for _, picture in described) == made
    assert sum(path.stat().st_size for path in (ROOT / "docs/pictures").iterdir()) < 2_500_000


def test_a_backup_of_an_office_on_nodes_takes_every_file_that_they_share_and_the_database_does_not_hold() -> None:
    text = (ROOT / "docs/high-availability.md").read_text("utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| no\b[^|]* \|$", text, re.MULTILINE)
    shared = {flag for what, where in rows if "file" in where for flag in re.findall(r"`(--[a-z-]+)", what)}
    assert shared >= {"--log-key", "--seal-key"}
    backup = text.partition("\n## Back up\n")[2].partition("\n## ")[0]
    assert {flag for flag in shared if f"`{flag}`" not in backup} == set()


def test_links_in_the_documentation_lead_somewhere() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_whatever_is_said_to_be_made_has_a_rule_that_does_something() -> None:
    made = (ROOT / "Makefile").read_text("utf-8")
    rules = set(re.findall(r"^([a-z]+):.*\n(?=\t)", made, re.MULTILINE)) | {"console", "setup"}
    announced = re.search(r"^\.PHONY: (.+)$", made, re.MULTILINE)
    assert announced is not None
    assert set(announced[1].split()) <= rules
    for name in (
        "README.md",
        "CONTRIBUTING.md",
        ".ci/run",
        *(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")),
    ):
        said = re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)
        assert set(said) <= rules, name
