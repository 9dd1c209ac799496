"""Every address of the console: who stands there, what is there to be seen, and what its picture is called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROUTER = Path(__file__).parents[2] / "console" / "src" / "router.ts"


@dataclass(frozen=True)
class Place:
    """A page with content. `shows` is there once the content is."""

    address: str
    picture: str
    shows: str
    path: str = ""
    """Where to go, with the names of what is there in braces; the address itself if there is nothing to fill in."""
    party: str = "north"
    """Whose person stands there; nobody's before the door."""
    presses: str = ""
    """The button that is pressed for the picture of the documents."""
    map: bool = False
    """Whether there is a map, which takes its time."""

    def where(self, ids: dict[str, str]) -> str:
        """The path with what is really there."""
        return (self.path or self.address).format(**ids)


PLACES = (
    Place("/", "watch", "aside ul button", presses="30 min later", map=True),
    Place("/inbox", "inbox", "li[data-key]"),
    Place("/operations", "operations", "td a[href^='/operations/']"),
    Place("/operations/new", "operation-new", "form textarea, form input", map=True),
    Place("/operations/:id", "operation", ".conflict", "/operations/{operation}", map=True),
    Place("/conflicts", "conflicts", "section.meeting"),
    Place(
        "/operations/:id/change",
        "operation-change",
        ".conflict, button.change",
        "/operations/{operation}/change",
        map=True,
    ),
    Place("/reports", "reports", "[data-report]"),
    Place("/reports/new", "report-new", "main form textarea"),
    Place("/reports/take", "report-take", "main form textarea"),
    Place("/reports/:id", "report", "[data-evidence]", "/reports/{report}", map=True),
    Place("/reports/:id/change", "report-change", "[data-related]", "/reports/{denial}/change"),
    Place("/reports/:id/subject", "report-subject", "[data-main]", "/reports/{report}/subject"),
    Place("/requests", "requests", "[data-request]"),
    Place("/requests/new", "request-new", "main form textarea"),
    Place("/requests/figures", "request-figures", "[data-figures]"),
    Place("/requests/:id", "request", "[data-step=partly-answered]", "/requests/{request}"),
    Place("/incidents", "incidents", "[data-incident]"),
    Place("/incidents/new", "incident-new", "main form textarea"),
    Place("/incidents/:id", "incident", "[data-fact]", "/incidents/{incident}", map=True),
    Place("/quiet-periods", "quiet-periods", "[data-figures]"),
    Place("/quiet-periods/new", "quiet-period-new", "main form textarea", map=True),
    Place("/quiet-periods/:id", "quiet-period", "[data-figures]", "/quiet-periods/{quiet}", map=True),
    Place("/threads", "threads", "main li a[href^='/threads/']"),
    Place("/threads/new", "thread-new", "main form textarea"),
    Place("/threads/:id", "thread", "article[data-number='4']", "/threads/{thread}"),
    Place("/agreements", "agreements", "main li a[href^='/agreements/']"),
    Place("/agreements/new", "agreement-new", "main form input"),
    Place("/agreements/:id", "agreement", "[data-term]", "/agreements/{offer}"),
    Place("/agreements/:id/offer", "agreement-offer", "main form input", "/agreements/{agreement}/offer"),
    Place(
        "/agreements/:id/preview", "agreement-preview", "tr[data-sight]", "/agreements/relief-north/preview", map=True
    ),
    Place("/day", "day", "main tbody tr"),
    Place("/hand-over", "hand-over", "article"),
    Place("/day/:day", "day-other", "main h2", "/day/2031-05-01"),
    Place("/parties", "parties", "article[data-party=airbridge]"),
    Place("/parties/:id", "party", "main section", "/parties/{party}"),
    Place("/people", "people", "details[data-login=third]"),
    Place("/programs", "programs", "main li"),
    Place("/deliveries", "deliveries", "[data-endpoint]"),
    Place("/log", "log", "[data-witness]"),
    Place("/me", "me", "main section"),
    Place("*", "nothing-here", "main h1", "/there-is-nothing-here"),
    Place("/notices", "notices", "[data-notice]", party="relief"),
    Place("/notices/new", "notice-new", "[data-kind=movement]", party="relief"),
    Place("/notices/drafts", "drafts", "[data-draft]", party="relief"),
    Place("/notices/drafts/:id", "draft", "[data-draft-state]", "/notices/drafts/{draft}", party="relief", map=True),
    Place("/notices/:id", "notice", "[data-party=north]", "/notices/{notice}", party="relief", map=True),
    Place("/proofs/:number", "proof", "[data-codes]", "/proofs/{proof}", party="relief"),
    Place("/imports", "import", "input[type=file]", party="relief"),
    Place("/signin", "sign-in", "form input", party=""),
    Place("/account", "account", "main h1", "/account#north.secret", party=""),
    Place("/apply", "apply", "form input", "/apply#some.secret", party=""),
)


def addresses() -> list[str]:
    """Those that the router knows."""
    return re.findall(r'^  "([^"]+)":', ROUTER.read_text("utf-8"), re.MULTILINE)
