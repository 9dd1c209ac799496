"""Operations for people: what is planned, what it meets, and what would avoid it."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any

from tansiq.cli.erased_text import erased_fact, title_of
from tansiq.cli.extent_text import extent_lines, place, whole_window, wind
from tansiq.cli.output import beginnings, counted, facts, say, table
from tansiq.cli.times import brief_window, minute, second, span, window

Form = dict[str, Any]
_SHOWN = 30


def show_operation(one: Any) -> None:
    """All that the asker sees of it."""
    version = f", version {one['version']}" if one.get("version") else ""
    say(f"Operation {one['id']}: {one['kind']} of {one['owner']}")
    card = one.get("card") or {}
    facts(
        [
            ("state", f"{one['state']}{version}" if one.get("state") else ""),
            erased_fact(one),
            ("title", one.get("title") or card.get("title", "")),
            *((name, card.get(name, "")) for name in ("mark", "contact", "phone", "remarks")),
            ("seen", f"{_SEEN[one['sight']]}, under agreement {one['under']}" if one.get("under") else ""),
            ("when", window(one["start"], one["end"]) if one.get("start") else ""),
            ("beyond", "its planned end; it stays in view" if one.get("beyond_end") else ""),
            ("where", tuple(extent_lines(one)) or "is not told; ask its owner"),
            ("route", route_lines(one)),
            ("planned over", tuple(f"{o['thing']} of {o['owner']}" for o in one.get("planned_over") or ())),
            ("because", one.get("reason", "")),
            ("by", one.get("person", "")),
            ("changed", f"{second(one['changed'])} UTC" if one.get("changed") else ""),
        ]
    )


def operation_table(found: list[Any]) -> None:
    """Many of them, a line for each, the soonest first; those without a time that one may see come last."""
    known = beginnings([one["id"] for one in found])
    found = sorted(found, key=lambda one: (one["sight"] == "exists", whole_window(one)[0] or ""))
    has_states = any("state" in one for one in found)  # what lies inside a quiet period is told without
    heads = ("operation", "of", "kind", *(("state",) if has_states else ()), "when (UTC)", "title")
    table(heads, [(known[one["id"]], *_row(one, has_states)) for one in found])


def _row(one: Any, has_states: bool) -> tuple[object, ...]:
    when = brief_window(*whole_window(one)) if one["sight"] != "exists" else "-"
    title = one.get("title") or _UNTITLED.get(one["sight"]) or title_of("")
    return one["owner"], one["kind"], *((one.get("state", "-"),) if has_states else ()), when, title


_UNTITLED = {"coarse": "(coarsely seen)", "exists": "(ask its owner)"}


def route_lines(one: Any) -> tuple[str, ...]:
    """The places of a thing's route, the first of them if they are many."""
    turns = one.get("route") or ()
    more = (f"and {len(turns) - _SHOWN} more places: --json shows all",) if len(turns) > _SHOWN else ()
    return (*(_turn(turn) for turn in turns[:_SHOWN]), *more)


def show_outlook(found: Any) -> None:
    """What a plan meets, then the suggested changes with their numbers."""
    if found.get("offline"):
        _show_overlaps(found)
        return
    show_met(found)
    suggested = suggestions(found)
    if not suggested:
        if found["conflicts"]:
            say("No small change avoids it: plan another time or place, or talk to them.")
        return
    say("")
    say("What would avoid it (plan it so with --take NUMBER):")
    table(("#", "change", "then"), [(i, *_words(one)) for i, one in enumerate(suggested, 1)])


def _show_overlaps(found: Any) -> None:
    """What a centre finds in its own copy while the office cannot be asked."""
    known = f"{second(found['as_of'])} UTC" if found.get("as_of") else "never"
    say(f"The office cannot be asked. By what was known at {known},")
    say("without the distances that were agreed, and without changes.")
    say("What is not found here may be there all the same.")
    met = found["conflicts"]
    say(f"{counted(len(met), 'overlap')}{':' if met else ''}")
    if met:
        rows = [(_who(one["other"]), brief_window(one["start"], one["end"]), _near(one)) for one in met]
        table(("with", "when (UTC)", "about where"), rows)
    for one in found.get("exists") or ():
        say(f"{one['owner']} has something there ({one['kind']}); ask them")


def show_met(found: Any) -> None:
    """The conflicts, who else has something there, and the quiet periods that it reaches into."""
    conflicts, exists = found["conflicts"], found.get("exists") or ()
    if conflicts:
        binding = sum(one["binding"] for one in conflicts)
        say(f"{counted(len(conflicts), 'conflict')}, {binding or 'none'} to be planned around:")
        heads = ("", "with", "when (UTC)", "about where", "apart", "agreed", "around?")
        table(heads, [(_letter(i), *_conflict_row(one)) for i, one in enumerate(conflicts)])
    else:
        say("No conflicts with anything that you may see.")
    for one in exists:
        say(f"{one['owner']} has something there ({one['kind']}); ask them (agreement {one['under']})")
    for flag in found.get("quiet") or ():
        say(
            f"It reaches into quiet period {flag['id'][:8]} ({flag['title']}), {flag['state']}, "
            f"{window(flag['from'], flag['until'])}: you have committed to suspend this (agreement {flag['under']})"
        )


def suggestions(found: Any) -> list[Any]:
    """Changes in their order, and the way around as the last."""
    detour = found.get("detour")
    return [*found["changes"], *([{"detour": detour}] if detour else [])]


def taken(form: Form, change: Any) -> Form:
    """The form of a plan with a suggested change. A route stays one where it can: later, or higher."""
    route = form.get("route")
    if "detour" in change:
        return {**form, "route": {**(route or {}), "waypoints": change["detour"]}}
    if route is not None and (later_s := change.get("later_s", 0.0)):
        return {**form, "route": {**route, "waypoints": [_later(turn, later_s) for turn in route["waypoints"]]}}
    if route is not None and (up_m := change.get("up_m", 0.0)):
        heights = {name: route[name] + up_m for name in ("lower_m", "upper_m") if route.get(name) is not None}
        return {**form, "route": {**route, **heights}}
    bare = {name: value for name, value in form.items() if name != "route"}
    return {**bare, "extents": change["extents"]}


def change_words(change: Any) -> str:
    """A suggested change in a few words."""
    return ": ".join(words for words in _words(change) if words)


_SEEN = {"all": "all of it", "coarse": "about where and when it is", "exists": "that it is there"}


def _conflict_row(one: Any) -> tuple[object, ...]:
    other, rule, gap = one["other"], one["rule"], one["gap"]
    when = brief_window(one["start"], one["end"])
    apart = (f"{gap['horizontal_m']:,.0f} m beside", f"{gap['vertical_m']:,.0f} m above", f"{_ago(gap['time_s'])}")
    return _who(other), when, _near(one), apart, (*_rule_lines(rule), *_under(one)), _around(one)


def _who(other: Any) -> tuple[str, ...]:
    title = f'"{other["title"]}"' if other.get("title") else ""
    return tuple(line for line in (other["owner"], f"{other['kind']} {other['id'][:8]}", title) if line)


def _near(one: Any) -> tuple[str, ...]:
    coarse = ("(coarsely)",) if one["other"]["sight"] == "coarse" else ()
    return (f"{one['lat']:.4f}", f"{one['lng']:.4f}", *coarse)


def _letter(i: int) -> str:
    """A to Z, AA to ZZ, and so on: suggestions have the numbers."""
    before, last = divmod(i, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + last)


def _rule_lines(rule: Any) -> tuple[str, ...]:
    sizes = ((rule["horizontal_m"], "m beside"), (rule["vertical_m"], "m above"), (rule["minutes"], "min"))
    lines = [f"{size:,g} {what}" for size, what in sizes if size]
    return tuple(f"or {line}" if i else line for i, line in enumerate(lines)) or ("not to touch",)


def _under(one: Any) -> tuple[str, ...]:
    return (f"({one['under'][:8]})",) if one.get("under") else ("(your own)",)


def _ago(time_s: float) -> str:
    return "same time" if time_s <= 0 else f"{span(time_s)} apart"


def _around(one: Any) -> object:
    if not one["binding"]:
        return "no"
    return ("YES, or", "--reason") if one["may_plan_over"] else "YES"


def _words(change: Any) -> tuple[str, str]:
    if (detour := change.get("detour")) is not None:
        return "another way", f"{len(detour)} places, there at {minute(detour[-1]['at'], end=True)} UTC"
    if later_s := change.get("later_s", 0.0):
        return f"{span(later_s)} {'later' if later_s > 0 else 'earlier'}", window(*whole_window(change))
    if up_m := change.get("up_m", 0.0):
        size = math.ceil(abs(up_m) * 10 - 1e-6) / 10
        return f"{size:,g} m {'higher' if up_m > 0 else 'lower'}", _heights(change)
    east_m, north_m = change.get("east_m", 0.0), change.get("north_m", 0.0)
    size = math.ceil(math.hypot(east_m, north_m))
    return f"{size:,} m to the {wind(east_m, north_m)}", _first_place(change)


def _heights(change: Any) -> str:
    lowest = [volume.get("lower_m") for volume in change["extents"]]
    highest = [volume.get("upper_m") for volume in change["extents"]]
    low = "below" if None in lowest else f"{min(lowest):g} m"
    high = "above" if None in highest else f"{max(highest):g} m"
    return f"{low} to {high} above the ellipsoid"


def _first_place(change: Any) -> str:
    first = change["extents"][0]
    at = first.get("circle") or first["polygon"][0]
    return f"first at {place(at['lat'], at['lng'])}"


def _turn(turn: Any) -> str:
    named = f" {turn['name']}" if turn.get("name") else ""
    return f"{place(turn['lat'], turn['lng'])} at {minute(turn['at'])} UTC{named}"


def _later(turn: Form, later_s: float) -> Form:
    at = turn["at"]
    moment = at if isinstance(at, datetime) else datetime.fromisoformat(at)
    return {**turn, "at": moment + timedelta(seconds=later_s)}
