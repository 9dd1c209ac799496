"""`tansiq incident`: what went wrong, by commands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.cli.terminal import Terminal, too_wide
from tests.coordination import agreed_office, site

WHO = ("--person", "Nour")
WHEN = ("--from", "-2h", "--until", "-1h")


@pytest.fixture(scope="module")
def terminals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Terminal]]:
    folder = tmp_path_factory.mktemp("incidents")
    with agreed_office(folder, "--housekeeping-s", "0.2") as parties:
        yield {name: Terminal(speaker, folder) for name, speaker in parties.items()}


def test_an_incident_is_told_disputed_answered_and_closed(terminals: dict[str, Terminal]) -> None:
    army, relief, drones = terminals["army"], terminals["relief"], terminals["drones"]
    opened = ("incident", "open", "A jet over the convoy", "--kind", "near-miss", "--with", "army", *WHEN, *WHO)
    made = relief.json(*opened, "--account", "At ten past eight.\nThe driver saw it.", "--circle", "36.2,5.4,500")
    short = made["id"][:8]
    listed = army("incident", "list", "--stand", "unanswered")
    assert re.search(rf"^{short} +relief +near-miss", listed, re.MULTILINE), listed
    assert "unanswered" in listed.replace("\n", "")
    army("incident", "account", short, "At 3,000 m.", *WHO)
    done = army.run("incident", "account", short, "-", *WHO, typed="At 2,000 m.\n")
    assert done.returncode == 0, done.stderr
    versions = relief("incident", "account", short, "--of", "army")
    assert re.findall(r"At \d,000 m\.", versions) == ["At 3,000 m.", "At 2,000 m."]
    said = relief.json("incident", "fact", short, "It was low.", "It was loud.", *WHO)
    fact = said["facts"][0]["id"][:10]
    army("incident", "stand", short, "disputes", "--fact", fact, "--saying", "It was high.", *WHO)
    shown = army("incident", "stand", short, "acknowledged", "--saying", "it was ours", *WHO)
    assert f"Incident {made['id']}: near-miss, acknowledged" in shown.replace("\n", " ")
    assert re.search(r"^  army +disputes: It was high\. *$", shown, re.MULTILINE), shown
    assert re.search(r"^ +The driver saw it\. *$", shown, re.MULTILINE)
    assert not too_wide(shown), too_wide(shown)
    relief("incident", "invite", short, "drones", *WHO)
    asked = drones.json("incident", "question", short, "Who read the notice?", *WHO)["questions"][0]["id"][:10]
    army("incident", "answer", short, asked, "The watch did.", *WHO)
    assert re.search(rf"^{asked[:8]} +answered", drones("incident", "answer", short, asked, "--settled"), re.MULTILINE)
    todo = ("incident", "action", short, "Brief the crews.", "--owner", "army", "--due", "+7d", *WHO)
    action = relief.json(*todo)["actions"][0]["id"]
    army("incident", "action", short, "--accept", action[:8], *WHO)
    shown = army("incident", "action", short, "This morning.", "--done", action[:8], *WHO)
    assert re.search(rf"^{action[:8]} +done; army by", shown, re.MULTILINE), shown
    relief("incident", "close", short, "The crews were briefed.", *WHO)
    army("incident", "close", short, "--agree", *WHO)
    assert "closed by agreement" in drones("incident", "close", short, "--agree", *WHO)
    assert "open it again first" in army("incident", "fact", short, "More.", *WHO, status=2).replace("\n", " ")
    army("incident", "reopen", short, "There is a recording.", *WHO)
    ended = relief("incident", "close", short, "We leave it there.", "--without-agreement", *WHO)
    assert "closed without agreement" in ended
    assert re.search(r"^  opened again +army \(Nour\)", ended, re.MULTILINE), ended
    assert relief.json("incident", "list", "--state", "closed without agreement")[0]["id"] == made["id"]


def test_links_and_what_had_been_told_are_shown_to_each_for_itself(terminals: dict[str, Terminal]) -> None:
    army, relief = terminals["army"], terminals["relief"]
    notice = relief.speaker.post("/notices", site(37.0, 7.0, recipients=("army",)))
    opened = ("incident", "open", "Over the clinic", "--kind", "other", *WHEN, "--circle", "37.0,7.0,500", *WHO)
    made = relief.json(*opened, "--with", "army", "--with", "drones")
    linked = relief("incident", "link", made["id"], f"notice:{notice['id'][:8]}", *WHO)
    assert re.search(rf"^notice +{notice['id']} +relief", linked, re.MULTILINE), linked
    assert notice["id"] in army("incident", "show", made["id"])
    assert notice["id"] not in terminals["drones"]("incident", "show", made["id"])
    told = army("incident", "told", made["id"])
    assert re.search(r"^army +.* told, version 1  LATER", told, re.MULTILINE), told
    assert not too_wide(told), too_wide(told)
    assert re.search(r"^linked +.*:.*:", relief("incident", "sight", made["id"], "army"), re.MULTILINE)
    assert "takes no part" in relief("incident", "sight", made["id"], "stranger")
    assert notice["id"] not in relief("incident", "link", made["id"], "--remove", f"notice:{notice['id'][:8]}", *WHO)
    assert "nothing that you see" in terminals["drones"]("incident", "told", made["id"])


def test_what_does_not_go_together_is_refused_before_anything_is_said(terminals: dict[str, Terminal]) -> None:
    relief = terminals["relief"]
    made = relief.json("incident", "open", "Refused", "--kind", "other", "--with", "army", *WHEN, *WHO)["id"]
    for words, complaint in (
        (("account", made), "give a text"),
        (("answer", made, "q"), "give an answer"),
        (("link", made), "give things as KIND:ID"),
        (("link", made, "target:x"), "is not KIND:ID"),
        (("close", made), "give a text"),
        (("close", made, "--agree"), "no closing stands"),
        (("action", made, "x", "--owner", "army"), "a new one has a text"),
        (("action", made, "--done", "x"), "none of its actions begins with x"),
        (("stand", made, "agrees"), "stand"),
        (("stand", made, "acknowledged"), "you opened it"),
    ):
        assert complaint in relief("incident", *words, status=2).replace("\n", " "), words
    assert "no incident" in terminals["stranger"]("incident", "show", made, status=2)
