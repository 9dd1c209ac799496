"""The exercise's office on a quiet morning: somebody waits for something on every page, and nothing moves by itself."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tansiq.cli.exercise.cast import PLACES, ROAD, members
from tansiq.cli.exercise.founding import found_office
from tests.browser.people import PASSWORD, Staffed
from tests.coordination import Speaker, at, circle, eventually, upload
from tests.serving import Identity, running_office

OFFICERS = {
    "north": {"first": "Capt. Vera Orlova", "second": "Lt. Ivan Beck"},
    "relief": {"first": "Lina Haddad", "second": "Samir Roth"},
}
"""Who has a password: the first one administers, too."""
_ROLES = {"first": ["administrator", "duty-officer"], "second": ["duty-officer"]}
_VERA, _SAMIR = OFFICERS["north"]["first"], OFFICERS["relief"]["second"]


@dataclass(frozen=True)
class Valley:
    """The office, and the identifiers of what the pages show."""

    office: Staffed
    ids: dict[str, str]


@contextmanager
def valley_office(folder: Path) -> Iterator[Valley]:
    """Serves it, with the content."""
    with ThreadPoolExecutor(1) as apart:  # whoever drives a browser has a loop running here already
        apart.submit(found_office, folder / "office.db").result()
    identity = Identity(folder)
    often = ("--housekeeping-s", "0.5", "--witness-every-s", "3")
    with running_office(folder / "office.db", identity.public_file, *often) as served:
        speak = {member.id: Speaker(served, identity, member.id) for member in members()}
        for party, people in OFFICERS.items():
            for login, name in people.items():
                made = speak[party].post("/people", {"login": login, "name": name, "roles": _ROLES[login]})
                speak[party].post("/accounts", {"secret": made["secret"], "password": PASSWORD})
        ids = {**_planned(speak), **_notified(speak), **_said(speak), **_agreed(speak), **_administered(speak)}
        ids |= _reported(speak)
        ids |= _asked(speak)
        ids |= _went_wrong(speak)
        ids |= _kept_quiet(speak)
        for party in ("north", "relief", "authority"):
            _answer_tests(speak[party])
        ids |= _handed_over(served.url)
        eventually(lambda: speak["north"]("GET", f"/day-plans/{at(0)[:10]}")[0] == 200)
        yield Valley(Staffed(served.url, speak), ids)


def _planned(speak: dict[str, Speaker]) -> dict[str, str]:
    """Drones, an aircraft that comes too near to one of them, a convoy, and a slope that is blasted."""
    lat, lng = PLACES["Sion"]
    speak["uss1"].post("/operations", _flying("drone", "Roof survey", lat + 0.01, lng, 400, (500, 700), 0.02, 65))
    speak["uss2"].post("/operations", _flying("drone", "Parcel 7", lat - 0.03, lng + 0.05, 250, (550, 650), 0.02, 40))
    near = _flying("aircraft", "Approach to Sion", lat + 0.01, lng + 0.012, 600, (650, 900), 10, 25)
    reason = "The pilot has the drone in sight, and its pilot has been told."
    approach = speak["north"].post("/operations", {**near, "reason": reason})["operation"]["id"]
    way = [{"lat": 46.35, "lng": 7.15, "at": at(30)}, {"lat": 46.12, "lng": 7.45, "at": at(36)}]
    route = {"waypoints": way, "half_width_m": 1_500, "slack_minutes": 2, "lower_m": 3_200, "upper_m": 3_800}
    speak["north"].post("/operations", {"kind": "aircraft", "card": {"title": "Patrol"}, "route": route})
    slope = PLACES["Derborence"]
    closed = _flying("constraint", "Avalanche blasting", *slope, 1_800, (1_000, 2_500), 0.02, 55)
    speak["authority"].post("/operations", closed)
    return {"operation": approach}


def _flying(
    kind: str, title: str, lat: float, lng: float, radius_m: float, band_m: tuple[int, int], begins: float, lasts: float
) -> dict[str, Any]:
    volume = circle(lat, lng, radius_m, lower_m=band_m[0], upper_m=band_m[1], start=at(begins), end=at(begins + lasts))
    return {
        "kind": kind,
        "card": {"title": title, "contact": "on duty", "phone": "+41 27 000 00 04"},
        "extents": [volume],
    }


def _notified(speak: dict[str, Speaker]) -> dict[str, str]:
    """A clinic that has been read and passed on, a convoy that nobody has read, and two drafts."""
    relief, north, authority = speak["relief"], speak["north"], speak["authority"]
    made = relief.post("/notices", {**_clinic("Sion", "60 beds"), "author": "Lina Haddad", "checked_by": "Samir Roth"})
    for reader, person in ((north, _VERA), (authority, "M. Rey")):
        reader.post(f"/notices/{made['id']}/acknowledgement", {"version": made["version"], "person": person})
    told = {"version": made["version"], "unit": "3rd squadron", "passed_at": at(0), "person": _VERA}
    north.post(f"/notices/{made['id']}/passing-on", told)
    step = 60 / (len(ROAD) - 1)
    stops = [
        {"lat": PLACES[name][0], "lng": PLACES[name][1], "at": at(30 + i * step), "name": name}
        for i, name in enumerate(ROAD)
    ]
    convoy = {
        "kind": "movement",
        "card": {"title": "Medicine, convoy 3", "mark": "4 white lorries, plates VS 100-103", "contact": "Samir Roth",
                 "phone": "+41 27 000 00 03"},
        "route": {"waypoints": stops, "half_width_m": 150, "slack_minutes": 5},
        "recipients": [{"party": party} for party in ("north", "authority", "south")],
        "valid_until": at(120),
        "vehicles": "4 lorries, 1 car",
    }  # fmt: skip
    relief.post("/notices", {**convoy, "author": "Samir Roth", "checked_by": "Lina Haddad"})
    draft = relief.post("/notice-drafts", _clinic("Evolene", "12 beds"))
    relief.post("/notice-drafts", _clinic("Saxon", "a maternity ward"))
    (proof,) = (
        one["number"]
        for one in relief.get(f"/receipts?subject=notice&id={made['id']}")["items"]
        if (one["says"], one["party"]) == ("passed on", "north")
    )
    return {"notice": made["id"], "draft": draft["id"], "proof": str(proof)}


def _clinic(place: str, people: str) -> dict[str, Any]:
    lat, lng = PLACES[place]
    recipients = (("north", "exact"), ("authority", "exact"), ("south", "coarse"))
    return {
        "kind": "site",
        "card": {"title": f"Clinic of {place}", "mark": "red crescent and cross on the roof", "contact": "Lina Haddad",
                 "phone": "+41 27 000 00 03"},
        "extents": [circle(lat + 0.004, lng + 0.006, 150)],
        "recipients": [{"party": party, "precision": precision} for party, precision in recipients],
        "valid_until": at(60 * 24 * 90),
        "people": people,
        "category": "medical",
    }  # fmt: skip


def _said(speak: dict[str, Speaker]) -> dict[str, str]:
    """A thread with a correction and a question that is open, and one in which all is said."""
    relief, north = speak["relief"], speak["north"]
    first = {
        "text": "The bridge at Riddes is closed for lorries. Is the north side free of work?",
        "person": _SAMIR,
    }
    bridge = relief.post("/threads", {"parties": ["north"], "title": "The bridge at Riddes", "message": first})["id"]
    path = f"/threads/{bridge}/messages"
    north.post(f"{path}/1/acknowledgement", {"person": _VERA})
    north.post(path, {"text": "Free until 16:00.", "person": _VERA})
    wrong = {"text": "Until 15:00, I am sorry.", "kind": "correction", "refers_to": 2, "person": _VERA}
    north.post(path, wrong)
    relief.post(path, {"text": "Thank you. May we come back on the same road?", "person": _SAMIR})
    asked = {"text": "Who signs for the fuel?", "person": "M. Rey"}
    fuel = speak["authority"].post("/threads", {"parties": ["north"], "title": "Fuel", "message": asked})["id"]
    north.post(f"/threads/{fuel}/messages/1/acknowledgement", {"person": _VERA})
    speak["authority"].post(f"/threads/{fuel}/closing", {"summary": "The depot at Sion signs."})
    return {"thread": bridge}


def _reported(speak: dict[str, Speaker]) -> dict[str, str]:
    """A bridge is said to be open, which the north denies, which the authority denies; the first one changed a word."""
    relief, north, authority = speak["relief"], speak["north"], speak["authority"]
    lat, lng = PLACES["Riddes"]
    note = b"Kilometre 14, 09:20: planks are laid.\n"
    put_in = upload(relief, "/attachments?name=bridge.txt", note, Content_Type="text/plain")[1]
    file = {
        "sha256": put_in["sha256"],
        "name": "bridge.txt",
        "origin": "A driver's note, copied by hand",
        "custody": [{"at": at(-190), "who": "Samir Roth", "what": "took it over at Riddes"}],
    }
    claims = [{"speaker": "The driver of the second lorry", "text": "We went over at walking pace, one by one."}]
    first = {
        **_report("The bridge at Riddes carries lorries again", _OPEN, ("B", 2), "TLP:AMBER", (-240, -180)),
        "source": "Drivers of convoy 3",
        "place": "Bridge over the Rhône at Riddes",
        "extents": [circle(lat, lng, 120)],
        "claims": claims,
        "evidence": [file],
        "release": {"parties": ["north", "south"]},
        "author": "Lina Haddad",
    }
    made = relief.post("/reports", first)
    denied = {
        **_report("Nothing may cross at Riddes", _DENIED, ("A", 3), "TLP:AMBER+STRICT", (-200, -150)),
        "source": "Our patrol at the bridge",
        "relations": [{"kind": "contradicts", "report": made["id"], "version": 1}],
        "release": {"parties": ["authority", "relief"]},
        "author": _VERA,
    }
    denial = north.post("/reports", denied)
    changed = {**first, "text": _OPEN.replace("ten tonnes", "eight tonnes"), "version": made["change"]}
    north.get(f"/reports/{made['id']}")
    relief.put(f"/reports/{made['id']}", changed)
    driven = {
        **_report("جسر ريد: عبرت سيارتان صغيرتان", _DRIVEN, ("C", 3), "TLP:GREEN", (-100, -90)),
        "language": "ar",
        "relations": [{"kind": "contradicts", "report": denial["id"], "version": 1}],
        "release": {"parties": ["north"]},
        "author": "M. Rey",
    }
    authority.post("/reports", driven)
    return {"report": made["id"], "denial": denial["id"]}


def _asked(speak: dict[str, Speaker]) -> dict[str, str]:
    """The north asks two parties, of whom one has answered in part; and it is asked for two lorries."""
    wanted = {
        "kind": "information",
        "title": "Which roads are free of snow tonight?",
        "text": "We need to know it for the ambulances from Sion: the valley road and the pass.",
        "language": "en",
        "priority": "urgent",
        "marking": "TLP:AMBER",
        "needed_by": at(180),
        "to": {"parties": ["authority", "relief"]},
        "person": _VERA,
    }
    made = speak["north"].post("/requests", wanted)
    partly = {"text": "The valley road is free.", "language": "en", "partly": True, "person": _SAMIR}
    speak["relief"].post(f"/requests/{made['id']}/answer", partly)
    lorries = {**wanted, "kind": "support", "title": "شاحنتان إلى جسر ريد", "language": "ar", "priority": "routine"}
    lorries |= {"text": "نحتاج شاحنتين غدًا صباحًا.", "to": {"parties": ["north"]}, "person": _SAMIR}
    speak["relief"].post("/requests", lorries)
    return {"request": made["id"]}


def _went_wrong(speak: dict[str, Speaker]) -> dict[str, str]:
    """An aircraft came low over a convoy: accounts, facts of every state, a question, and what is to be done."""
    relief, north = speak["relief"], speak["north"]
    lat, lng = PLACES["Riddes"]
    seen = (
        "Two lorries of convoy 3 stood before the bridge when an aircraft came along the valley from the east, so low "
        "that the drivers lay down. Nobody is hurt."
    )
    made = relief.post("/incidents", {
        "title": "Aircraft low over convoy 3",
        "kind": "near-miss",
        "from": at(-300),
        "until": at(-295),
        "place": "Bridge over the Rhône at Riddes",
        "extents": [circle(lat, lng, 400)],
        "parties": ["north"],
        "account": {"text": seen, "language": "en"},
        "person": _SAMIR,
    })  # fmt: skip
    path = f"/incidents/{made['id']}"
    north.post(f"{path}/parties", {"parties": ["authority"], "person": _VERA})
    facts = ["It was five minutes past the hour.", "It was below 150 m.", "The lorries bore their marks."]
    first, second, _ = (one["id"] for one in relief.post(f"{path}/facts", {"facts": facts, "person": _SAMIR})["facts"])
    north.put(f"{path}/account", {"text": "Our patrol flew there, not below 300 m.", "language": "en", "version": 0,
                                  "person": _VERA})  # fmt: skip
    for who, person in (("north", _VERA), ("authority", "M. Rey")):
        speak[who].put(f"{path}/facts/{first}/stand", {"stand": "agrees", "person": person})
    denied = {"stand": "disputes", "instead": "It was at 300 m, by its own record.", "person": _VERA}
    north.put(f"{path}/facts/{second}/stand", denied)
    speak["authority"].put(f"{path}/stand", {"stand": "acknowledged", "person": "M. Rey"})
    relief.post(f"{path}/questions", {"questions": ["Had the crew been told of the convoy?"], "person": _SAMIR})
    brief = {"text": "Brief crews on convoys of the day before each patrol.", "owner": "north", "due": at(60 * 48)}
    relief.post(f"{path}/actions", {**brief, "person": _SAMIR})
    lost = {
        "title": "انقطع الخط الساخن نصف ساعة",
        "kind": "communication-failure",
        "from": at(-1_500),
        "until": at(-1_470),
    }
    north.post("/incidents", {**lost, "place": "سيون", "parties": ["relief"], "person": _VERA})
    return {"incident": made["id"]}


def _kept_quiet(speak: dict[str, Speaker]) -> dict[str, str]:
    """A harvest in force, with a flight inside, a later end that waits for the north and an incident; and an inspection
    that is only proposed."""
    relief, north = speak["relief"], speak["north"]
    corners = ((46.222, 7.235), (46.262, 7.255), (46.252, 7.325), (46.226, 7.318))
    harvest = {
        "under": "relief-north",
        "title": "Grape harvest above Conthey",
        "text": "Some two hundred people are in the terraces from dawn to dusk, with no cover and no radios.",
        "kinds": ["aircraft", "drone"],
        "area": [{"polygon": [{"lat": lat, "lng": lng} for lat, lng in corners]}],
        "from": at(-2),
        "until": at(60 * 9),
        "person": _SAMIR,
    }
    made = relief.post("/quiet-periods", harvest)
    path = f"/quiet-periods/{made['id']}"
    for who, person in ((north, _VERA), (relief, _SAMIR)):
        who.post(f"{path}/commitment", {"until": made["until"], "person": person})
    later = relief.post(f"{path}/extension", {"until": at(60 * 33), "person": _SAMIR})["extension"]["until"]
    relief.post(f"{path}/commitment", {"until": later, "person": _SAMIR})
    relief.post("/incidents", {
        "title": "Drone over the terraces",
        "kind": "airspace-entry",
        "from": at(-1.5),
        "until": at(-1),
        "place": "Above Conthey",
        "quiet_period": made["id"],
        "parties": ["north"],
        "account": {"text": "A drone stood over the upper terraces for about a minute.", "language": "en"},
        "person": _SAMIR,
    })  # fmt: skip
    inspection = {
        **harvest,
        "title": "معاينة السد",
        "text": "يصل ثلاثة مهندسين إلى السد عند الظهر.",
        "area": [circle(*PLACES["Evolene"], 3_000)],
        "from": at(60 * 26),
        "until": at(60 * 30),
    }
    asked = north.post("/quiet-periods", {**inspection, "person": _VERA})
    north.post(f"/quiet-periods/{asked['id']}/commitment", {"until": asked["until"], "person": _VERA})
    return {"quiet": made["id"]}


_OPEN = (
    "Planks were laid over the damaged span this morning. Three lorries of up to ten tonnes went over one by one, at "
    "walking pace, with nobody on the footway.\n\nThe eastern ramp is narrow: "
    "whoever comes from Sion waits at the chapel."
)
_DENIED = "The planks are not fastened. Our engineers close the bridge to everything until they have looked at it."
_DRIVEN = "عبرت سيارتان صغيرتان الجسر من جهة الشرق قبل ساعتين. ولم يحاول أحد العبور بشاحنة منذ ذلك الوقت."


def _report(
    title: str, text: str, grade: tuple[str, int], marking: str, of_minutes: tuple[float, float]
) -> dict[str, Any]:
    return {
        "title": title,
        "text": text,
        "language": "en",
        "source_grade": grade[0],
        "information_grade": grade[1],
        "marking": marking,
        "from": at(of_minutes[0]),
        "until": at(of_minutes[1]),
    }


def _answer_tests(speaker: Speaker) -> None:
    """The office has tested the channels since they were agreed on; whoever is on duty has answered."""
    for line in speaker.get("/threads?awaited=true&limit=100")["items"]:
        if line.get("hotline"):
            for message in speaker.get(f"/threads/{line['id']}")["messages"]:
                if speaker.party in message.get("awaited", ()):
                    path = f"/threads/{line['id']}/messages/{message['number']}/acknowledgement"
                    speaker.post(path, {"person": f"On duty for {speaker.party}"})


def _agreed(speak: dict[str, Speaker]) -> dict[str, str]:
    """Beside what is in force: an offer that waits for the north."""
    relief = speak["relief"]
    terms = {
        "title": "Medical flights at night",
        "level": "deconfliction",
        "start": at(-5),
        "end": at(60 * 24 * 30),
        "flows": [
            {"giver": "relief", "receiver": "north", "kinds": ["aircraft", "drone"], "sight": "all"},
            {"giver": "north", "receiver": "relief", "kinds": ["aircraft"], "sight": "coarse"},
        ],
        "separation": [{"kinds": ["aircraft", "drone"], "horizontal_m": 500, "vertical_m": 60, "minutes": 5}],
        "ladder": [{"after_s": 300, "role": "duty officer"}],
    }
    made = relief.post("/agreements", {"parties": ["north", "relief"], "terms": terms})
    return {"offer": made["id"], "agreement": "drones", "seen": "relief-north"}


def _administered(speak: dict[str, Speaker]) -> dict[str, str]:
    """Programs, deliveries, somebody who has not begun yet, and a party that would like to take part."""
    north = speak["north"]
    north.post("/programs", {"name": "radar", "scopes": ["tansiq.read", "tansiq.operate"]})
    north.post("/deliveries", {"kind": "webhook", "name": "Wall display", "target": "https://wall.invalid/tansiq"})
    north.post("/people", {"login": "third", "name": "Sgt. Olga Frei", "roles": ["observer"]})
    invited = speak["authority"].post("/invitations", {"objection_hours": 48, "until": at(60 * 24 * 7)})
    bridge = {
        "name": "Medical Air Bridge",
        "kind": "relief",
        "languages": ["en"],
        "contacts": [
            {"name": "Duty desk", "role": "duty", "phone": "+41 27 000 00 09", "email": "", "languages": ["en"]}
        ],
    }
    form = {"party": "airbridge", "invitation": invited["id"], "secret": invited["secret"], "profile": bridge}
    speak["authority"].post("/applications", form)
    return {"party": "relief"}


def _handed_over(url: str) -> dict[str, str]:
    """Said by a person: programs do not stand watches."""
    with httpx.Client(base_url=url, trust_env=False) as client:
        client.post(
            "/api/v1/session", json={"party": "north", "login": "second", "password": PASSWORD}
        ).raise_for_status()
        headers = {"X-CSRF-Token": client.get("/api/v1/session").json()["csrf"]}
        said = "A quiet night. Relief still asks about the road at Riddes. The hotline to the south is suspended."
        client.post("/api/v1/hand-overs", json={"summary": said}, headers=headers).raise_for_status()
        client.delete("/api/v1/session", headers=headers)
    return {}
