"""OpenAir: areas as glider pilots exchange them, with the extensions that carry names, types and times."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tansiq.gateways.geofiles import instants
from tansiq.gateways.geofiles.attributes import Said, Window
from tansiq.gateways.geofiles.building import Shapes, build
from tansiq.gateways.geofiles.coordinates import read_position
from tansiq.gateways.geofiles.feature import FeatureFault, FeatureKind, FileRefused
from tansiq.gateways.geofiles.heights import FOOT_M, Datum, Height, band, read_height
from tansiq.gateways.geofiles.limits import Ledger
from tansiq.gateways.geofiles.numerals import read_number
from tansiq.gateways.geofiles.outlines import LatLng, arc, arc_between, ring
from tansiq.gateways.geofiles.remarks import Remark, RemarkCode
from tansiq.volumes import Circle
from tansiq.volumes.earth import geodesic_m

_NAUTICAL_MILE_M = 1852.0
_UNEQUAL_M, _UNEQUAL_SHARE = 200.0, 0.02
_COMMAND = re.compile(r"(A[A-Z]|D[PABCY]|T[OCP]|S[PB]|V)(?:\s+|(?<=V)|$)(.*)", re.ASCII)
_VARIABLE = re.compile(r"\s*([DXWZT])\s*=\s*(.*)", re.ASCII)
_PROPERTIES = {"AC": "class", "AY": "type", "AI": "identifier", "AF": "frequency", "AG": "station", "AX": "transponder",
               "TP": "transponder"}  # fmt: skip
_IGNORED = frozenset({"AT", "SP", "SB", "TO", "TC"})
_MAX_WINDOWS = 100


@dataclass(slots=True)
class _Area:
    """One area while its lines are read. `fault` is the first thing wrong with it; later lines do not count."""

    line: int
    said: Said = field(default_factory=Said)
    lower: Height | None = None
    upper: Height | None = None
    limits: set[str] = field(default_factory=set)
    corners: list[LatLng] = field(default_factory=list)
    circles: list[Circle] = field(default_factory=list)
    windows: list[Window] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    airway: bool = False
    fault: FeatureFault | None = None


@dataclass(slots=True)
class _Variables:
    """What `V` lines set for those that follow."""

    centre: LatLng | None = None
    clockwise: bool = True


def looks_like(text: str) -> bool:
    """Whether a text is OpenAir: its first line that is no comment begins an area, and there is some geometry."""
    lines = (line.strip() for line in text.splitlines())
    first = next((line for line in lines if line and not line.startswith("*")), "")
    return bool(re.match(r"(AC|AN|AY|AI)\s", first)) and bool(re.search(r"(?m)^[ \t]*(DP|DA|DB|DC|DY|V)[ \t]", text))


def read(text: str, ledger: Ledger) -> None:
    """Enters the areas of an OpenAir text; airways (`DY`) are counted, not read. Raises `FileRefused`."""
    area: _Area | None = None
    variables = _Variables()
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.split("*", 1)[0].strip()
        if not line:
            continue
        match = _COMMAND.fullmatch(line)
        if match is None:
            ledger.leave_out(Remark(RemarkCode.LINE_UNKNOWN, quoted=line.split()[0][:10]))
            if len(ledger.left_out) > ledger.limits.max_columns:
                raise FileRefused(
                    "file-malformed", "too many lines that are no OpenAir", f"{ledger.name}: line {number}"
                )
            continue
        command, rest = match[1], match[2].strip()
        if command == "AC":
            _enter(area, ledger)
            ledger.begin(f"line {number}")
            area, variables.clockwise = _Area(number), True
        if area is None:
            if command not in {"AN", "AY", "AI"}:
                ledger.leave_out(Remark(RemarkCode.BEFORE_FIRST_AREA))
                continue
            ledger.begin(f"line {number}")
            area = _Area(number)
        if area.fault is not None:
            continue
        try:
            _take(area, variables, command, rest, f"line {number}", ledger)
        except FeatureFault as fault:
            area.fault = fault
    _enter(area, ledger)


def _take(area: _Area, variables: _Variables, command: str, rest: str, place: str, ledger: Ledger) -> None:
    """One line of an area."""
    if command == "AN":
        area.said.name = rest
    elif command in _PROPERTIES:
        area.said.properties[_PROPERTIES[command]] = rest
    elif command in {"AL", "AH"}:
        height = read_height(rest, place, unit_m=FOOT_M, datum=Datum.SEA_LEVEL)
        area.limits.add(command)
        if command == "AL":
            area.lower = height
        else:
            area.upper = height
    elif command == "AA":
        _add_window(area, rest, place)
    elif command == "V":
        _set(variables, rest, place)
    elif command == "DY":
        area.airway = True
    elif command not in _IGNORED:
        _draw(area, variables, command, rest, place)
        if len(area.corners) > ledger.limits.max_vertices:
            ledger.count_points(len(area.corners), place)


def _draw(area: _Area, variables: _Variables, command: str, rest: str, place: str) -> None:
    if command == "DP":
        area.corners.append(read_position(rest, place, area.warnings))
        return
    centre = variables.centre
    if centre is None:
        raise FeatureFault("feature-malformed", Remark(RemarkCode.ARC_WITHOUT_CENTRE, quoted=command), place)
    if command == "DC":
        area.circles.append(Circle(*centre, read_number(rest, place, "length-malformed") * _NAUTICAL_MILE_M))
    elif command == "DA":
        numbers = [read_number(part, place, "length-malformed") for part in rest.split(",")]
        if len(numbers) != 3:
            raise FeatureFault("feature-malformed", Remark(RemarkCode.ARC_BY_BEARINGS), place)
        radius_m = numbers[0] * _NAUTICAL_MILE_M
        area.corners += arc_between(
            centre, radius_m, numbers[1], numbers[2], clockwise=variables.clockwise, field=place
        )
    else:
        parts = rest.split(",")
        if len(parts) != 2:
            raise FeatureFault("feature-malformed", Remark(RemarkCode.ARC_BY_ENDS), place)
        start, end = (read_position(part, place, area.warnings) for part in parts)
        lengths_m = [geodesic_m(centre, end_point) for end_point in (start, end)]
        apart_m = abs(lengths_m[0] - lengths_m[1])
        if apart_m > max(_UNEQUAL_M, _UNEQUAL_SHARE * max(lengths_m)):
            area.warnings.append(Remark(RemarkCode.ARC_UNEVEN, length_m=apart_m, quoted=place))
        area.corners += arc(centre, start, end, clockwise=variables.clockwise, field=place)


def _set(variables: _Variables, rest: str, place: str) -> None:
    match = _VARIABLE.fullmatch(rest)
    if match is None:
        raise FeatureFault("feature-malformed", Remark(RemarkCode.VARIABLE_UNKNOWN, quoted=rest[:40]), place)
    if match[1] == "X":
        variables.centre = read_position(match[2], place, [])
    elif match[1] == "D":
        variables.clockwise = match[2].strip() != "-"


def _add_window(area: _Area, rest: str, place: str) -> None:
    if rest.upper() in {"NONE", "H24", ""}:
        return
    parts = rest.split("/")
    if len(parts) != 2 or len(area.windows) >= _MAX_WINDOWS:
        raise FeatureFault("instant-malformed", Remark(RemarkCode.ACTIVITY_UNREADABLE, of=_MAX_WINDOWS), place)
    start, end = (
        None if part.strip().upper() == "NONE"
        else instants.read_instant(part, place, area.warnings, is_end=is_end)
        for part, is_end in zip(parts, (False, True), strict=True)
    )  # fmt: skip
    area.windows.append((start, end))


def _enter(area: _Area | None, ledger: Ledger) -> None:
    """Enters an area whose lines have all been read."""
    if area is None:
        return
    where = f"line {area.line}"
    try:
        if area.fault is not None:
            raise area.fault
        if area.airway and not area.corners and not area.circles:
            ledger.leave_out(Remark(RemarkCode.AIRWAY))
            return
        for side, command in (("upper", "AH"), ("lower", "AL")):
            if command not in area.limits:
                area.warnings.append(Remark(RemarkCode.BOUND_OPEN, bound=side))
        said = area.said
        said.band = band(area.lower, area.upper, ledger.ground)
        said.kind = FeatureKind.AREA
        said.warnings += [*area.warnings, *said.band.warnings]
        shapes = Shapes(outlines=[(circle, where, None) for circle in area.circles])
        if area.corners:
            shapes.outlines.append((ring(ledger, area.corners, where, said.warnings), where, None))
        said.windows = tuple(area.windows)
        ledger.features += build(ledger, where, said, shapes)
    except FeatureFault as fault:
        ledger.fail(where, FeatureFault(fault.code, fault.why, fault.field or area.said.name))
