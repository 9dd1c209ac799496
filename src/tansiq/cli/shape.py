"""Where, when and how high, from options: a circle, or a route with times."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import typer

from tansiq.cli.output import EXIT_REFUSED, complain
from tansiq.cli.times import when

_TURN = re.compile(r"\s*([^,@\s]+)\s*,\s*([^,@\s]+)\s*@\s*(\S+)\s*(.*?)\s*", re.DOTALL)
_MOST_TURNS = 500
Where = dict[str, Any]


def circle_of(text: str | Where) -> Where:
    """`LAT,LNG,RADIUS_M` as a form."""
    if isinstance(text, dict):
        return text
    parts = text.split(",")
    if len(parts) != 3:
        raise typer.BadParameter(f"{text[:60]!r} is not LAT,LNG,RADIUS_M, like 36.2,5.4,500")
    lat, lng, radius_m = (_number(part) for part in parts)
    return {"lat": lat, "lng": lng, "radius_m": radius_m}


def route_of(text: str | Where) -> Where:
    """`LAT,LNG@TIME NAME; LAT,LNG@TIME; ...` as a form with waypoints; names need not be."""
    if isinstance(text, dict):
        return text
    turns = [part for part in text.split(";") if part.strip()]
    if not 2 <= len(turns) <= _MOST_TURNS:
        raise typer.BadParameter(f"a route has 2 to {_MOST_TURNS} places with semicolons between them")
    found = []
    for number, turn in enumerate(turns, 1):
        parts = _TURN.fullmatch(turn)
        if parts is None:
            raise typer.BadParameter(f"place {number}, {turn.strip()[:60]!r}, is not LAT,LNG@TIME, like 36.2,5.4@+30m")
        name = {"name": parts[4]} if parts[4] else {}
        found.append({"lat": _number(parts[1]), "lng": _number(parts[2]), "at": when(parts[3]), **name})
    return {"waypoints": found}


@dataclass(frozen=True, slots=True)
class Shape:
    """What the options say of where, when and how high; None where they say nothing."""

    circle: Where | None = None
    route: Where | None = None
    start: datetime | None = None
    end: datetime | None = None
    lower_m: float | None = None
    upper_m: float | None = None
    reference: str | None = None
    half_width_m: float | None = None
    slack_minutes: float | None = None

    @property
    def given(self) -> bool:
        """Whether there is a place in it."""
        return self.circle is not None or self.route is not None

    def laid(self, form: Where) -> Where:
        """The form, with this in place of where it was. Ends the command where options do not go together."""
        both = self.circle is not None and self.route is not None
        of_circle = self.start or self.end
        of_route = self.half_width_m is not None or self.slack_minutes is not None
        of_any = of_circle or of_route or self.reference is not None or {self.lower_m, self.upper_m} != {None}
        if both or (of_circle and self.circle is None) or (of_route and self.route is None) or (
            of_any and not self.given
        ):  # fmt: skip
            complain(
                "give --circle with --from and --until, or --route with --half-width-m and --slack-minutes",
                "heights go with either; the times of a route stand in it",
            )
            raise typer.Exit(EXIT_REFUSED)
        if not self.given:
            return form
        heights = {"lower_m": self.lower_m, "upper_m": self.upper_m, "altitude_reference": self.reference}
        bare = {name: value for name, value in form.items() if name not in ("extents", "route")}
        if self.route is not None:
            laid = {"half_width_m": self.half_width_m, "slack_minutes": self.slack_minutes}
            return {**bare, "route": _without_none({**self.route, **laid, **heights})}
        times = {"start": self.start, "end": self.end}
        return {**bare, "extents": [_without_none({"circle": self.circle, **heights, **times})]}


def shape_of(
    circle: Annotated[
        Where | None, typer.Option(parser=circle_of, metavar="LAT,LNG,RADIUS_M", help="Around a place.")
    ] = None,
    route: Annotated[
        Where | None,
        typer.Option(
            parser=route_of, metavar="ROUTE", help='Along a way: "LAT,LNG@TIME; LAT,LNG@TIME", a name after a time.'
        ),
    ] = None,
    start: Annotated[
        datetime | None,
        typer.Option("--from", parser=when, metavar="TIME", help="2026-03-01T08:00Z, now, or +30m (from now)."),
    ] = None,
    end: Annotated[datetime | None, typer.Option("--until", parser=when, metavar="TIME", help="Likewise.")] = None,
    lower_m: Annotated[float | None, typer.Option(help="From this height up.")] = None,
    upper_m: Annotated[float | None, typer.Option(help="Up to this height.")] = None,
    reference: Annotated[
        str | None, typer.Option("--altitude-reference", help="WGS84 (meant if not given), AMSL, AGL, STD, unknown.")
    ] = None,
    half_width_m: Annotated[float | None, typer.Option(help="Of a route: to each side.")] = None,
    slack_minutes: Annotated[float | None, typer.Option(help="Of a route: early or late by so much.")] = None,
) -> Shape:
    """The shape that the options say."""
    return Shape(circle, route, start, end, lower_m, upper_m, reference, half_width_m, slack_minutes)


def _without_none(form: Where) -> Where:
    return {name: value for name, value in form.items() if value is not None}


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not abs(number) < 1e9:
        raise typer.BadParameter(f"{text.strip()[:40]!r} is no number")
    return number
