"""Mail: what it says, in which language, what it does not say, and what a real server makes of it."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.gateways.contract import Problem
from tansiq.gateways.mail import Letter, Line, Mail, Smtp, check_address, message_id, written
from tansiq.gateways.mail_texts import TEXTS, language_of
from tansiq.gateways.undelivered import Undelivered
from tansiq.office.agreements import AgreementCause
from tansiq.office.asked import ResponseState
from tansiq.office.feed import Subject, Told
from tansiq.office.kinds import Priority
from tansiq.office.notices import NoticeCause
from tansiq.office.operations import OperationCause
from tansiq.office.parties import Cause
from tansiq.office.quiet import QuietCause
from tests.gateways.test_webhooks import certified
from tests.mail_server import Mailbox

NOW = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
T_US = int(NOW.timestamp()) * 1_000_000
CAUSES = (
    {f"party/{cause}" for cause in Cause}
    | {f"agreement/{cause}" for cause in AgreementCause}
    | {f"operation/{cause}" for cause in OperationCause}
    | {f"notice/{cause}" for cause in NoticeCause}
    | {
        f"thread/{why}"
        for why in ("opened", "said", "acknowledged", "overdue", "not acknowledged", "closed", "resolved", "test")
    }
    | {f"request/{why}" for why in (*ResponseState, "asked", "changed", "overdue") if why != "sent"}
    | {f"quiet-period/{cause}" for cause in QuietCause}
    | {f"log/{why}" for why in ("keys", "witness-joined", "witness-key")}
    | {f"log/contested-{finding}" for finding in ("split", "rewritten", "shortened")}
    | {"invitation/made", "invitation/withdrawn", "day-plan/issued", "day-plan/updated"}
) - {f"{subject}/undone" for subject in ("party", "agreement", "operation", "notice", "quiet-period")}


def letter(*items: Told, **more: object) -> Letter:
    usual = {
        "party": "army",
        "address": "duty@example.org",
        "language": "en",
        "lines": tuple(Line(item) for item in items),
        "numbers": (items[0].number, items[-1].number),
        "count": len(items),
    }
    return Letter(**{**usual, **more})  # type: ignore[arg-type]


def test_every_cause_has_a_sentence_in_every_language() -> None:
    office = Path(__file__).parents[2] / "src/tansiq/office"
    said = set(re.findall(r'_tell\((?:thread|made), "([a-z ]+)"', "".join(p.read_text() for p in office.glob("*.py"))))
    assert said <= {cause.partition("/")[2] for cause in CAUSES}
    for language, texts in TEXTS.items():
        assert set(texts.causes) == CAUSES, language
        assert len(set(texts.causes.values())) == len(CAUSES)
        assert not any(re.search("approv|clear", text) for text in texts.causes.values())


def test_a_mail_says_what_happened_to_which_thing_and_by_when() -> None:
    item = Told(7, Subject.THREAD, "t-1", "overdue", T_US, Priority.URGENT, 1)
    mail = written(
        letter(item, lines=(Line(item, T_US + 60_000_000),)), "tansiq@office.example", "https://o.example", NOW
    )
    assert mail["Subject"] == "Tansiq, OVERDUE: You have not acknowledged a message in time."
    text = mail.get_content()
    assert "About: threads/t-1" in text
    assert "Acknowledge by: 2026-11-03 12:01:00 UTC" in text
    assert "https://o.example/threads/t-1" in text
    assert mail["Importance"] == "high"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "text/plain"


@pytest.mark.parametrize(("language", "word"), [("en", "DISTRESS"), ("ar", "استغاثة"), ("ru", "БЕДСТВИЕ")])
def test_a_mail_is_in_its_reader_s_language(language: str, word: str) -> None:
    items = [Told(n, Subject.NOTICE, f"n{n}", "given", T_US, Priority.DISTRESS) for n in (3, 4)]
    mail = written(letter(*items, language=language), "tansiq@office.example", "", NOW)
    assert word in mail["Subject"]
    assert TEXTS[language].causes["notice/given"] in mail.get_content()
    assert mail["Content-Language"] == language


@given(st.text(max_size=50), st.text(max_size=50))
def test_what_parties_chose_adds_no_header_and_no_line(party: str, thing: str) -> None:
    item = Told(1, Subject.AGREEMENT, thing + "\r\nBcc: all@example.org\n\n* Forged", "signed", T_US)
    mail = written(
        letter(item, party=party + "\nBcc: x@example.org"), "tansiq@office.example", "https://o.example", NOW
    )
    assert mail["Bcc"] is None
    raw = mail.as_bytes()
    assert b"\nBcc" not in raw
    assert len(mail.get_content().splitlines()) == len(written(letter(
        Told(1, Subject.AGREEMENT, "plain", "signed", T_US)), "a@b.example", "https://o.example", NOW,
    ).get_content().splitlines())  # fmt: skip


def test_a_repeat_has_the_same_message_id_and_another_reader_another() -> None:
    one = message_id("army", "Duty@example.org", (5, 5), "office.example")
    assert one == message_id("army", "duty@example.org", (5, 5), "office.example")
    others = {
        message_id("army", "chief@example.org", (5, 5), "office.example"),
        message_id("relief", "duty@example.org", (5, 5), "office.example"),
        message_id("army", "duty@example.org", (5, 9), "office.example"),
    }
    assert len({one, *others}) == 4
    assert "army" not in one
    assert "duty" not in one


@pytest.mark.parametrize(
    "address",
    [
        "", "duty", "@example.org", "duty@", "a b@example.org", "Duty <duty@example.org>",
        "duty@example.org\r\nBcc: x@y.z",
        "a@b@c.org", "a..b@example.org", "دوام@example.org", "duty@بريد.example", "x" * 65 + "@example.org",
        "a@example.org,b@example.org", '"a b"@example.org',
    ],
)  # fmt: skip
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(Problem):
        check_address(address, "target")


def test_languages_are_found_in_tags() -> None:
    assert language_of(("fr", "ar-SY")) == "ar"
    assert language_of(("RU",)) == "ru"
    assert language_of(()) == "en"


def sent(smtp: Smtp, **how: object) -> None:
    mail = written(letter(Told(1, Subject.NOTICE, "n", "given", T_US)), smtp.sender, "", NOW)
    asyncio.run(Mail(smtp, **how).send(mail))  # type: ignore[arg-type]


def test_a_server_is_spoken_to_over_tls_with_a_password_or_not_at_all(tmp_path: Path) -> None:
    server, client = certified(tmp_path)
    with Mailbox(tls=server, password="right") as mailbox:
        smtp = Smtp("localhost", mailbox.port, "tansiq@office.example", "starttls", "office", "right")
        with pytest.raises(Undelivered, match="certificate"):
            sent(smtp)
        sent(smtp, tls=client)
        assert len(mailbox.mails) == 1
        wrong = Smtp("localhost", mailbox.port, "tansiq@office.example", "starttls", "office", "wrong")
        with pytest.raises(Undelivered, match="refused the office's user or password"):
            sent(wrong, tls=client)
        assert "right" not in repr(smtp)
    with Mailbox() as plain:
        with pytest.raises(Undelivered):
            sent(Smtp("localhost", plain.port, "tansiq@office.example", "starttls"), tls=client)
        assert plain.mails == []


def test_what_a_server_refuses_for_good_is_told_from_what_it_puts_off() -> None:
    with Mailbox(refuse={"duty@example.org": "550 no such user"}) as mailbox:
        smtp = Smtp("localhost", mailbox.port, "tansiq@office.example", "none")
        with pytest.raises(Undelivered) as refused:
            sent(smtp)
        assert (refused.value.reason, refused.value.final) == ("the mail server refused the address (550)", True)
        mailbox.refuse["duty@example.org"] = "450 later"
        with pytest.raises(Undelivered) as put_off:
            sent(smtp)
        assert not put_off.value.final
        mailbox.refuse.clear()
        mailbox.script.append("554 looks like spam")
        with pytest.raises(Undelivered) as disliked:
            sent(smtp)
        assert disliked.value.final
        port = mailbox.port
    with pytest.raises(Undelivered, match="cannot be reached"):
        sent(Smtp("localhost", port, "tansiq@office.example", "none"))
