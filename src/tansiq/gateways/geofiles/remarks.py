"""What is remarked on a file, in parts: what is wrong with a feature, what was assumed of one, what was not read. Each
reader's page says it in the reader's language; here it is said in English, for those who read it by other ways."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec


class RemarkCode(StrEnum):
    """What is remarked. The sentences below say what goes with each."""

    # What keeps a feature from being used.
    NOT_A_NUMBER = "not-a-number"
    QUANTITY_TOO_LONG = "quantity-too-long"
    COMMA_AMBIGUOUS = "comma-ambiguous"
    CELL_TOO_LONG = "cell-too-long"
    LENGTH_UNREADABLE = "length-unreadable"
    LATITUDE_UNREADABLE = "latitude-unreadable"
    LONGITUDE_UNREADABLE = "longitude-unreadable"
    LATITUDE_MISPLACED = "latitude-misplaced"
    LONGITUDE_MISPLACED = "longitude-misplaced"
    LATITUDE_OFF_EARTH = "latitude-off-earth"
    LATITUDE_SWAPPED = "latitude-swapped"
    LONGITUDE_OFF_EARTH = "longitude-off-earth"
    MINUTES_TOO_MANY = "minutes-too-many"
    DIRECTION_TWICE = "direction-twice"
    POSITION_UNREADABLE = "position-unreadable"
    POSITION_PARTS = "position-parts"
    POSITIONS_OF_POINT = "positions-of-point"
    LATITUDE_MISSING = "latitude-missing"
    LONGITUDE_MISSING = "longitude-missing"
    GRID_REFERENCE_UNREADABLE = "grid-reference-unreadable"
    ALTITUDE_UNREADABLE = "altitude-unreadable"
    ALTITUDE_IMPOSSIBLE = "altitude-impossible"
    REFERENCE_UNKNOWN = "reference-unknown"
    BOUNDS_REVERSED = "bounds-reversed"
    INSTANT_UNREADABLE = "instant-unreadable"
    INSTANT_OUT_OF_RANGE = "instant-out-of-range"
    INSTANT_NO_TEXT = "instant-no-text"
    START_AFTER_END = "start-after-end"
    TIMES_UNEQUAL = "times-unequal"
    TIMES_WITHOUT_LINE = "times-without-line"
    POINTS_TOO_MANY = "points-too-many"
    LINE_TOO_SHORT = "line-too-short"
    RING_MISSING = "ring-missing"
    CIRCLE_INCOMPLETE = "circle-incomplete"
    SHAPE_MISSING = "shape-missing"
    VOLUMES_TOO_MANY = "volumes-too-many"
    NESTED_TOO_DEEP = "nested-too-deep"
    ARC_AT_CENTRE = "arc-at-centre"
    ARC_RADIUS = "arc-radius"
    ARC_WITHOUT_CENTRE = "arc-without-centre"
    ARC_BY_BEARINGS = "arc-by-bearings"
    ARC_BY_ENDS = "arc-by-ends"
    VARIABLE_UNKNOWN = "variable-unknown"
    ACTIVITY_UNREADABLE = "activity-unreadable"
    # What keeps it from becoming what was asked for.
    RECIPIENTS_MISSING = "recipients-missing"
    RECIPIENT_UNREADABLE = "recipient-unreadable"
    RECIPIENT_NOT_TOLD = "recipient-not-told"
    KIND_NOTIFIED = "kind-notified"
    TEXT_TOO_LONG = "text-too-long"
    TEXT_MISSING = "text-missing"
    WAY_WITHOUT_TIMES = "way-without-times"
    TIMES_OF_SOME = "times-of-some"
    TIMES_MISSING = "times-missing"
    END_MISSING = "end-missing"
    OVER = "over"
    # What somebody should know before it is used.
    ZONE_ASSUMED = "zone-assumed"
    START_OF_DAY = "start-of-day"
    END_OF_DAY = "end-of-day"
    SWAPPED = "swapped"
    HOLES_FILLED = "holes-filled"
    CORNERS_REPEATED = "corners-repeated"
    EDGE_LONG = "edge-long"
    GRID_SQUARE = "grid-square"
    ARC_UNEVEN = "arc-uneven"
    BOUND_OPEN = "bound-open"
    BOUND_ABOVE_SEA = "bound-above-sea"
    BOUND_PRESSURE = "bound-pressure"
    BOUND_UNREFERENCED = "bound-unreferenced"
    BOUND_ABOVE_GROUND = "bound-above-ground"
    POINTS_DOUBTFUL = "points-doubtful"
    POINTS_ABOVE_SEA = "points-above-sea"
    DRAWN_AT_HEIGHT = "drawn-at-height"
    HOURS_IGNORED = "hours-ignored"
    RADIUS_UNIT = "radius-unit"
    OF_ANOTHER = "of-another"
    NOTHING_RESTRICTED = "nothing-restricted"
    ALL_HEIGHTS = "all-heights"
    WHOLE_WAY_HELD = "whole-way-held"
    BAND_AROUND_POINTS = "band-around-points"
    # What was not read.
    OTHER_SHEET = "other-sheet"
    AFTER_EMPTY_ROWS = "after-empty-rows"
    LINE_UNKNOWN = "line-unknown"
    BEFORE_FIRST_AREA = "before-first-area"
    AIRWAY = "airway"
    OTHER_FILE = "other-file"
    ELEMENT = "element"


class Remark(msgspec.Struct, frozen=True, omit_defaults=True):
    """A code, and of the rest what belongs to it. `quoted`: what stands in the file; `bound`: `lower` or `upper`;
    `shift_m`: by how much a bound was raised, or, below 0, lowered."""

    code: RemarkCode
    quoted: str = ""
    bound: str = ""
    degrees: float = 0.0
    length_m: float = 0.0
    shift_m: float = 0.0
    low_m: float = 0.0
    high_m: float = 0.0
    count: int = 0
    of: int = 0
    at: datetime | None = None

    @property
    def sentence(self) -> str:
        """In English."""
        moved = f"{'lowered' if self.shift_m < 0 else 'raised'} by {abs(self.shift_m):g} m"
        return SENTENCES[self.code].format(r=self, moved=moved)


_POSITION = "36.2083 37.1594, 36°12'30\"N 37°09'34\"E or 37SCA1234567890"
_BOUND = "The {r.bound} bound, {r.length_m:g} m, is"
_C = RemarkCode
SENTENCES = {
    _C.NOT_A_NUMBER: "{r.quoted!r} is not a number",
    _C.QUANTITY_TOO_LONG: "{r.quoted!r}... is longer than {r.of} characters",
    _C.COMMA_AMBIGUOUS: "{r.quoted!r} may be read in two ways; write it without a comma, like 1500 or 1.5",
    _C.CELL_TOO_LONG: "{r.count:,} characters; at most {r.of:,} are taken",
    _C.LENGTH_UNREADABLE: "{r.quoted!r} is not a length; write it like 500, 500 m, 5 km or 3 NM",
    _C.LATITUDE_UNREADABLE: "{r.quoted!r} is not a latitude; write it like 36.2083 or 36°12'30\"N",
    _C.LONGITUDE_UNREADABLE: "{r.quoted!r} is not a longitude; write it like 37.1594 or 36°12'30\"E",
    _C.LATITUDE_MISPLACED: "{r.quoted!r} is a latitude, where a longitude belongs",
    _C.LONGITUDE_MISPLACED: "{r.quoted!r} is a longitude, where a latitude belongs",
    _C.LATITUDE_OFF_EARTH: "latitude {r.degrees:g} is not between -90 and 90",
    _C.LATITUDE_SWAPPED: "latitude {r.degrees:g} is not between -90 and 90; are latitude and longitude swapped?",
    _C.LONGITUDE_OFF_EARTH: "longitude {r.degrees:g} is not between -180 and 180",
    _C.MINUTES_TOO_MANY: "{r.quoted!r} has too many minutes, seconds or directions",
    _C.DIRECTION_TWICE: "{r.quoted!r} names one direction twice",
    _C.POSITION_UNREADABLE: f"{{r.quoted!r}} is not a position; write it like {_POSITION}",
    _C.POSITION_PARTS: "a position is longitude, latitude and perhaps metres",
    _C.POSITIONS_OF_POINT: "a point has one position, not {r.count}",
    _C.LATITUDE_MISSING: "no latitude is given, nor an outline or a route",
    _C.LONGITUDE_MISSING: "no longitude is given, nor an outline or a route",
    _C.GRID_REFERENCE_UNREADABLE: "{r.quoted!r} is not an MGRS grid reference; write it like 37SCA1234567890",
    _C.ALTITUDE_UNREADABLE: "{r.quoted!r} is not an altitude; write it like 120 m AGL, 1500 ft AMSL, FL95, 140 m "
    "WGS84, SFC or UNL",
    _C.ALTITUDE_IMPOSSIBLE: "{r.length_m:g} m is not an altitude",
    _C.REFERENCE_UNKNOWN: "{r.quoted!r} is not a reference of altitudes; write AGL, AMSL, STD or WGS84",
    _C.BOUNDS_REVERSED: "the lower bound ({r.low_m:g} m {r.quoted}) must be below the upper ({r.high_m:g} m)",
    _C.INSTANT_UNREADABLE: "{r.quoted!r} is not a date and time; write it like 2026-03-01T14:30Z or 2026-03-01 17:30 "
    "+03:00",
    _C.INSTANT_OUT_OF_RANGE: "the time is not from 1970 to 9999 (UTC)",
    _C.INSTANT_NO_TEXT: "a time is text; write it like 2026-03-01T14:30Z or 2026-03-01 17:30 +03:00",
    _C.START_AFTER_END: "the start must be before the end",
    _C.TIMES_UNEQUAL: "{r.count} times for {r.of} positions",
    _C.TIMES_WITHOUT_LINE: "`times` needs one line with as many points",
    _C.POINTS_TOO_MANY: "{r.count:,} points in one line or ring; at most {r.of:,} are taken",
    _C.LINE_TOO_SHORT: "a line needs at least two points",
    _C.RING_MISSING: "a polygon needs a ring",
    _C.CIRCLE_INCOMPLETE: "a circle needs a centre and a radius",
    _C.SHAPE_MISSING: "it has no area, point or line",
    _C.VOLUMES_TOO_MANY: "{r.count:,} volumes, one for each shape at each time; at most {r.of:,} make one feature",
    _C.NESTED_TOO_DEEP: "collections in collections, more than {r.of} deep",
    _C.ARC_AT_CENTRE: "an arc begins or ends at its own centre",
    _C.ARC_RADIUS: "radius {r.length_m:g} m is not from {r.low_m:,.0f} to {r.high_m:,.0f} m",
    _C.ARC_WITHOUT_CENTRE: "{r.quoted} needs a centre (V X=...) before it",
    _C.ARC_BY_BEARINGS: "DA is a radius (NM) and two bearings, with commas",
    _C.ARC_BY_ENDS: "DB is two positions with a comma between them",
    _C.VARIABLE_UNKNOWN: "{r.quoted!r} sets nothing that is known",
    _C.ACTIVITY_UNREADABLE: "a time of activity is two times with a slash between them, at most {r.of} of them",
    _C.RECIPIENTS_MISSING: "neither the file nor the request says who is to be told",
    _C.RECIPIENT_UNREADABLE: "{r.quoted!r}: a party, or party:exact or party:coarse",
    _C.RECIPIENT_NOT_TOLD: "no agreement in force lets {r.quoted!r} be told of this, or not so precisely",
    _C.KIND_NOTIFIED: "the file says that it is a {r.quoted}, which is notified, not planned",
    _C.TEXT_TOO_LONG: "at most {r.of:,} characters",
    _C.TEXT_MISSING: "at least one character",
    _C.WAY_WITHOUT_TIMES: "each point of a movement's route needs a time",
    _C.TIMES_OF_SOME: "{r.count:,} of {r.of:,} points have a time; all of them need one, or none",
    _C.TIMES_MISSING: "the file says no times; give until, and start if it does not begin now",
    _C.END_MISSING: "the file says no end; give until, and start if it does not begin now",
    _C.OVER: "it was over at {r.at:%Y-%m-%dT%H:%M:%SZ}",
    _C.ZONE_ASSUMED: "A time without a zone was taken as UTC; write Z or +03:00 behind it.",
    _C.START_OF_DAY: "A start without a time of day was taken as 00:00.",
    _C.END_OF_DAY: "An end without a time of day was taken as the end of that day.",
    _C.SWAPPED: "Latitude and longitude seem to be swapped: it lies far from the rest of the file, and would lie near "
    "it swapped.",
    _C.HOLES_FILLED: "The area has holes; they were filled, so that it is larger than in the file.",
    _C.CORNERS_REPEATED: "Corners that stand at the place of the one before were left out.",
    _C.EDGE_LONG: "An edge is so long that the shortest way, which is taken, lies up to {r.length_m:,.0f} m beside the "
    "straight line of a map; more corners make it certain.",
    _C.GRID_SQUARE: "The grid reference names a square of {r.length_m:,g} m; its middle was taken.",
    _C.ARC_UNEVEN: "The ends of an arc lie {r.length_m:,.0f} m more and less far from its centre ({r.quoted}).",
    _C.BOUND_OPEN: "No {r.bound} bound is given; it was left open.",
    _C.BOUND_ABOVE_SEA: f"{_BOUND} given above sea level, which lies up to {{r.high_m:g}} m from the ellipsoid; it was "
    "{moved}.",
    _C.BOUND_PRESSURE: f"{_BOUND} a flight level or pressure altitude, which moves with the weather by up to "
    "{r.high_m:g} m; it was {moved}.",
    _C.BOUND_UNREFERENCED: f"{_BOUND} given without a reference (write AMSL, AGL, FL or WGS84 behind it); up to "
    "{r.high_m:g} m are allowed for it, which is too little if ground is meant; it was {moved}.",
    _C.BOUND_ABOVE_GROUND: f"{_BOUND} given above ground, and of the ground it is only known that it lies between "
    "{r.low_m:g} and {r.high_m:g} m above the ellipsoid; it was {moved}.",
    _C.POINTS_DOUBTFUL: "Heights of points may lie up to {r.length_m:g} m from those above the ellipsoid.",
    _C.POINTS_ABOVE_SEA: "Heights of points are above sea level, which lies up to {r.length_m:g} m from the ellipsoid.",
    _C.DRAWN_AT_HEIGHT: "The outline is drawn at a height; it was taken to reach from the ground up to there.",
    _C.HOURS_IGNORED: "It applies only at some hours within its time; all of that time was taken.",
    _C.RADIUS_UNIT: "The radius was taken in metres; lengths of this zone are in feet, so that it may be smaller.",
    _C.OF_ANOTHER: "The file says that it is {r.quoted}'s.",
    _C.NOTHING_RESTRICTED: "The file says that nothing is restricted there.",
    _C.ALL_HEIGHTS: "The file says nothing of heights: it is planned at all of them.",
    _C.WHOLE_WAY_HELD: "Its points have no times: the whole way is held from the start to the end.",
    _C.BAND_AROUND_POINTS: "Its band reaches {r.length_m:,g} m below and above the heights of its points.",
    _C.OTHER_SHEET: "sheet {r.quoted}",
    _C.AFTER_EMPTY_ROWS: "everything after {r.of:,} empty rows",
    _C.LINE_UNKNOWN: "line of a kind that is not read: {r.quoted}",
    _C.BEFORE_FIRST_AREA: "line before the first area",
    _C.AIRWAY: "airway",
    _C.OTHER_FILE: "other file in the KMZ",
    _C.ELEMENT: "{r.quoted}",
}
