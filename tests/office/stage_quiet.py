"""Lines of scenes about quiet periods.

army proposes quiet Q under A [among army,relief] at 0,0 [size 5] [0-120m] 12:00-14:00 [of drone,aircraft]
army commits quiet Q [until 15:00]                    to the end that stands, or to this one
relief declines quiet Q [until 15:00] because ...
army breaks quiet Q because ...                       takes back its commitment
army extends quiet Q until 15:00
army withdraws quiet Q [because ...]
army lists quiet                                      those in which it takes part
army probes quiet Q                                   what it sees inside
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from tansiq.office.kinds import ThingKind
from tansiq.office.machine import AnyCommand
from tansiq.office.operations import OperationChanged
from tansiq.office.quiet import ExtendQuiet, QuietPut, SayToQuiet, TakeBack, WithdrawQuiet, seen_quiet
from tansiq.office.quiet_flags import Inside, inside, looked_at, names_around, shown
from tansiq.office.quiet_period import QuietPeriod, Said
from tansiq.office.quiet_proposing import ProposeQuiet
from tansiq.office.state import Office

if TYPE_CHECKING:
    from tests.office.stage import Stage


def all_inside(state: Office, period: QuietPeriod, party: str, now_us: int) -> Inside:
    """All that the party is told of, looked at in one go."""
    names, (most, _) = names_around(state, period, party, now_us), looked_at(period)
    return shown(list(inside(state, period, party, now_us, names[:most])), not_all=len(names) > most)


def is_about_quiet(words: list[str]) -> bool:
    return words[2:3] == ["quiet"]


def is_a_look_at_quiet(words: list[str]) -> bool:
    return words[1:] == ["lists", "quiet"] or words[1:3] == ["probes", "quiet"]


def command_of(stage: Stage, words: list[str]) -> AnyCommand:
    party, verb, period_id = words[0], words[1], stage.id_of(words[3])
    person, why = f"officer of {party}", _rest(words, "because")
    if verb == "proposes":
        volume, area_m2 = stage.volume_of(words)
        area = msgspec.structs.replace(volume, start_us=None, end_us=None)
        assert volume.start_us is not None
        assert volume.end_us is not None
        return ProposeQuiet(
            party,
            period_id,
            person,
            _after(words, "under"),
            _names(words, "among"),
            words[3],
            "",
            tuple(map(ThingKind, _names(words, "of"))),
            (area,),
            (area_m2,),
            volume.start_us,
            volume.end_us,
        )
    known = stage.state.quiet.get(period_id)
    until_us = stage.clock(_after(words, "until")) if "until" in words else 0
    match verb:
        case "commits" | "declines":
            said = Said.COMMITTED if verb == "commits" else Said.DECLINED
            stands_us = 0 if known is None else known.until_us
            return SayToQuiet(party, period_id, person, said, until_us or stands_us, why)
        case "breaks":
            return TakeBack(party, period_id, person, why)
        case "extends":
            return ExtendQuiet(party, period_id, person, until_us)
    return WithdrawQuiet(party, period_id, person, why)


def look(stage: Stage, words: list[str]) -> str:
    state, party = stage.state, words[0]
    if words[1] == "probes":
        period = seen_quiet(state, stage.id_of(words[3]), party)
        found = all_inside(state, period, party, stage.now_us)
        lines = [f"inside: {one.kind} {one.id} of {one.owner}, {one.sight.name.lower()}" for one in found.things]
        return "\n".join(lines) or "nothing inside"
    newest = (seen_quiet(state, period_id, party) for _, period_id in state.quiet.times_for(party))
    return "\n".join(line for one in newest for line in _lines(stage, one)) or "nothing"


def reply(stage: Stage, answer: object) -> list[str] | None:
    return _lines(stage, answer) if isinstance(answer, QuietPeriod) else None


def flags(answer: object) -> list[str]:
    """What a planner is told besides."""
    found = answer.quiet if isinstance(answer, OperationChanged) else ()
    return [f"  inside quiet period {one.id}, {one.state}" for one in found]


def event_name(event: object) -> str | None:
    if isinstance(event, QuietPut):
        told = "; ".join(f"{' '.join(tell.to)}: {tell.why}" for tell in event.tell)
        return f"quiet-period.put {event.period.id} ({event.cause}) tells {told}"
    return None


def _lines(stage: Stage, one: QuietPeriod) -> list[str]:
    window = f"{_clock(one.from_us)}-{_clock(one.until_us)}"
    lines = [
        f"quiet period {one.id} of {' '.join(one.parties)}: {one.state(stage.now_us)}, {window}, under {one.under}"
    ]
    for word in one.words:
        lines.append(f"  {word.party}: {word.said}{f': {word.reason}' if word.reason else ''}")
    if one.extension is not None:
        said = ", ".join(f"{word.party} {word.said}" for word in one.extension.words) or "nobody yet"
        lines.append(f"  until {_clock(one.extension.until_us)} proposed by {one.extension.by}: {said}")
    if one.ending is not None:
        by = f" by {one.ending.by}: {one.ending.reason}" if one.ending.by else ""
        lines.append(f"  ended at {_clock(one.ending.at_us)}: {one.ending.why}{by}")
    return lines


def _clock(us: int) -> str:
    return f"{datetime.fromtimestamp(us / 1e6, UTC):%H:%M}"


def _after(words: list[str], word: str) -> str:
    return words[words.index(word) + 1] if word in words[:-1] else ""


def _names(words: list[str], word: str) -> tuple[str, ...]:
    return tuple(_after(words, word).split(",")) if word in words else ()


def _rest(words: list[str], word: str) -> str:
    return " ".join(words[words.index(word) + 1 :]) if word in words else ""
