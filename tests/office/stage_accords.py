"""Lines of scenes about parties and agreements.

army opens the office as air-force
army invites I objections 48                       hours
uss1 applies with I as drone-service [secret x]
relief objects to uss1 because it is noisy
relief forgives uss1
union asks uss1 / uss1 joins union / uss1 quits union / uss1 leaves
army drafts A with relief level information 09:00-18:00 army>relief:coarse:aircraft [at 0,0 size 20] [version 3]
army proposes A / army retracts A / relief signs A [version 2's digest: signs A as read 2]
army suspends A because ... / army resumes A / army ends A because ...
relief sees aircraft of army at 0,0 10:00-11:00
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from tansiq.office import agreements, invitations, parties
from tansiq.office.entities import Agreement, Invitation, Party, PartyKind, Profile
from tansiq.office.kinds import ThingKind
from tansiq.office.machine import AnyCommand
from tansiq.office.rules import DAY_US, HOUR_US
from tansiq.office.standing import standing
from tansiq.office.state import Office
from tansiq.office.terms import Flow, Level, SeparationRule, Sight, Step, Terms, digest_of
from tansiq.office.visibility import seen
from tansiq.volumes import Volume

VERBS = {
    "opens", "invites", "applies", "objects", "forgives", "asks", "joins", "quits", "leaves", "proposes",
    "retracts", "signs", "suspends", "resumes",
}  # fmt: skip


def is_about_accords(state: Office, words: list[str]) -> bool:
    verb = words[1] if len(words) > 1 else ""
    return verb in VERBS or (verb == "ends" and words[2] in state.agreements)


def command_of(state: Office, words: list[str], now_us: int, area: Volume | None) -> AnyCommand:
    party, verb, *rest = words
    reason = " ".join(words[words.index("because") + 1 :]) if "because" in words else ""
    name = rest[0] if rest else ""
    profile = Profile(f"{party}'s full name", PartyKind(words[words.index("as") + 1])) if "as" in words[:-1] else None
    match verb:
        case "opens" if profile is not None:
            return parties.Found(party, profile)
        case "invites":
            hours = int(words[words.index("objections") + 1])
            digest = parties.secret_digest(f"secret of {name}")
            return invitations.Invite(party, name, digest, "", now_us + 30 * DAY_US, hours * HOUR_US)
        case "applies" if profile is not None:
            secret = words[words.index("secret") + 1] if "secret" in words else f"secret of {rest[1]}"
            return parties.Apply(party, rest[1], secret, profile)
        case "objects":
            return parties.Object(party, rest[1], reason)
        case "forgives":
            return parties.Object(party, name, "")
        case "asks":
            return parties.AskToJoin(party, name)
        case "joins" | "quits":
            return parties.Join(party, name, leave=verb == "quits")
        case "leaves":
            return parties.Leave(party)
        case "proposes":
            return _propose(party, words, area)
        case "signs":
            return agreements.Sign(party, name, f"the {party} delegate", _digest(state, name, words))
        case "suspends" | "resumes":
            return agreements.Suspend(party, name, reason)
        case "ends":
            return agreements.End(party, name, reason)
    return agreements.Retract(party, name)


def _propose(party: str, words: list[str], area: Volume | None) -> agreements.Propose:
    with_whom = words[words.index("with") + 1].split(",")
    window = next(w for w in words if re.fullmatch(r"\d\d:\d\d-\d\d:\d\d(\+\d+d)?", w))
    flows = []
    for flow in (w for w in words if ">" in w):
        who, sight, kinds = flow.split(":")
        giver, receiver = who.split(">")
        flows.append(Flow(giver, receiver, tuple(ThingKind(k) for k in kinds.split(",")), Sight[sight.upper()]))
    from tests.office.stage import clock_at

    start, end = window.split("-")
    terms = Terms(
        title=f"agreement {words[2]}",
        level=Level(words[words.index("level") + 1]),
        start_us=clock_at(start),
        end_us=clock_at(end),
        flows=tuple(flows),
        area=None if area is None else Volume(area.outline, cells=area.cells),
        **_rules(words),
    )
    version = int(words[words.index("version") + 1]) if "version" in words else 0
    return agreements.Propose(party, words[2], version, (party, *with_whom), terms)


def _rules(words: list[str]) -> dict[str, Any]:
    """`rule aircraft+drone 5000 300 10` (m beside, m above, minutes; as often as wanted), `plan-over`, `quietly` (opens
    no threads), `distance 2000`, `grid 7`, `ladder 600:commander 1200:embassy`, `tested 4h`."""
    rules = []
    for i in (i for i, word in enumerate(words) if word == "rule"):
        one, other = words[i + 1].split("+")
        rules.append(SeparationRule((ThingKind(one), ThingKind(other)), *map(float, words[i + 2 : i + 5])))
    steps = [w.split(":") for w in words if re.fullmatch(r"\d+:[a-z]+", w)] if "ladder" in words else []
    made: dict[str, Any] = {
        "separation": tuple(rules),
        "plan_over": "plan-over" in words,
        "opens_threads": "quietly" not in words,
        "ladder": tuple(Step(int(after), role) for after, role in steps),
    }
    if "distance" in words:
        made["notice_distance_m"] = float(words[words.index("distance") + 1])
    if "grid" in words:
        made["coarse_level"] = int(words[words.index("grid") + 1])
    if "tested" in words:
        made["test_every_h"] = float(words[words.index("tested") + 1].removesuffix("h"))
    return made


def _digest(state: Office, name: str, words: list[str]) -> str:
    found = state.agreements.get(name)
    if "unread" in words or found is None or found.offer is None:
        return "the digest of other terms"
    return digest_of(found.offer.terms, found.parties)


def look(state: Office, words: list[str], volume: Volume, now_us: int) -> str:
    """`relief sees aircraft of army at ...`"""
    answer = seen(state, words[0], words[4], ThingKind(words[2]), (volume,), now_us)
    text = answer.sight.name.lower() + (f", under {answer.under}" if answer.under else "")
    if answer.coarse:
        shown = answer.coarse[0]
        text += f": {len(shown.cells)} cells of level {shown.level}, {shown.lower_m:g} to {shown.upper_m:g} m"
        text += f", {_time(shown.start_us)}-{_time(shown.end_us)}"
    return text


def reply(thing: object, now_us: int) -> list[str] | None:
    match thing:
        case Party():
            text = f"party {thing.id}, {thing.profile.kind}, {thing.state}, version {thing.version}"
            if thing.state == "applying":
                text += f", objections until {_time(thing.objections_until_us, days=True)}"
            lines = [f"  objection of {o.by}: {o.reason}" for o in thing.objections]
            lines += [f"  asked: {' '.join(thing.asked)}"] if thing.asked else []
            lines += [f"  members: {' '.join(thing.members)}"] if thing.members else []
            return [text, *lines]
        case Invitation():
            return [f"invitation {thing.id} of {thing.by}" + (", withdrawn" if thing.withdrawn else "")]
        case Agreement():
            return _agreement(thing, now_us)
    return None


def _agreement(thing: Agreement, now_us: int) -> list[str]:
    where = standing(thing, now_us)
    lines = [f"agreement {thing.id} of {' and '.join(thing.parties)}: {where}, version {thing.version}"]
    if thing.offer is not None:
        signed = " ".join(s.party for s in thing.offer.signatures) or "nobody"
        lines.append(f"  proposed by {thing.offer.by}, signed by {signed}")
    if thing.suspension is not None:
        lines.append(f"  suspended by {thing.suspension.by}: {thing.suspension.reason}")
    if thing.ending is not None:
        lines.append(f"  ended by {thing.ending.by}: {thing.ending.reason}")
    return lines


def _time(us: int | None, *, days: bool = False) -> str:
    when = datetime.fromtimestamp((us or 0) / 1e6, UTC)
    return f"{when:%d %H:%M}" if days else f"{when:%H:%M}"


def event_name(event: Any) -> str:
    cause = getattr(event, "cause", None)
    thing = getattr(event, "party", None) or getattr(event, "agreement", None) or getattr(event, "invitation", None)
    return f"{event.__struct_config__.tag} {getattr(thing, 'id', getattr(event, 'id', ''))}" + (
        f" ({cause})" if cause else ""
    )
