"""What the headings of tables, and the names of properties, mean: in English, Arabic, Russian and French."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tansiq.gateways.geofiles.heights import FOOT_M, Datum, datum_named
from tansiq.gateways.geofiles.numerals import plain


@dataclass(frozen=True, slots=True)
class ColumnKind:
    """A column that is known: what a user is told of it, an example, and its other names."""

    meaning: str
    example: str
    synonyms: tuple[str, ...]


COLUMNS = {
    "name": ColumnKind(
        "What it is called.", "Clinic 4",
        ("title", "site", "site name", "label", "designation", "اسم", "الاسم", "اسم الموقع", "الموقع",
         "название", "имя", "наименование", "объект", "nom", "intitulé", "désignation", "nom du site"),
    ),
    "kind": ColumnKind(
        "area, place or route. May be left out: the columns that are filled say it.", "place",
        ("feature kind", "نوع المعلم", "вид", "genre"),
    ),
    "latitude": ColumnKind(
        "Degrees north, decimal or with minutes and seconds.", "36°12'30\"N",
        ("lat", "y", "خط العرض", "العرض", "широта", "шир"),
    ),
    "longitude": ColumnKind(
        "Degrees east, decimal or with minutes and seconds.", "37.1594",
        ("lng", "lon", "long", "x", "خط الطول", "الطول", "долгота", "долг"),
    ),
    "position": ColumnKind(
        "Latitude and longitude in one cell, or an MGRS grid reference; instead of the two columns.",
        "37SCA1234567890",
        ("coordinates", "coordinate", "coords", "location", "mgrs", "grid", "grid reference", "gps", "lat lng",
         "lat lon",
         "إحداثيات", "الإحداثيات", "احداثيات", "الاحداثيات", "координаты", "coordonnées", "coordonnees"),
    ),
    "radius": ColumnKind(
        "How far it reaches around its position: metres, or with a unit.", "500 m",
        ("rayon", "نصف القطر", "نصف قطر", "радиус"),
    ),
    "outline": ColumnKind(
        "The corners of an area, each latitude and longitude, with semicolons between them.",
        "36.20 37.10; 36.30 37.10; 36.25 37.20",
        ("polygon", "corners", "boundary", "contour", "polygone", "контур", "граница", "полигон", "المضلع", "حدود"),
    ),
    "route": ColumnKind(
        "The points of a way: latitude and longitude, then, if known, altitude and time, with semicolons between them.",
        "36.20 37.10; 36.30 37.12; 36.35 37.20",
        ("waypoints", "way", "itinéraire", "itineraire", "маршрут", "المسار", "الطريق"),
    ),
    "lower": ColumnKind(
        "The lower bound, with what it is measured from: SFC, 120 m AGL, 1500 ft AMSL, FL95 or 140 m WGS84.",
        "SFC",
        ("lower limit", "lower altitude", "altitude lower", "floor", "from altitude", "min altitude",
         "minimum altitude", "lowerlimit",
         "الحد الأدنى", "нижняя граница", "нижний предел", "plancher", "limite inférieure"),
    ),
    "upper": ColumnKind(
        "The upper bound, likewise; UNL if there is none.", "1500 ft AMSL",
        ("upper limit", "upper altitude", "altitude upper", "ceiling", "to altitude", "max altitude",
         "maximum altitude", "upperlimit",
         "الحد الأعلى", "верхняя граница", "верхний предел", "plafond", "limite supérieure"),
    ),
    "altitude reference": ColumnKind(
        "What both bounds are measured from, if they do not say it themselves: AGL, AMSL, STD or WGS84.", "AMSL",
        ("datum", "vertical datum", "vertical reference", "reference", "référence", "المرجع", "отсчёт", "отсчет"),
    ),
    "start": ColumnKind(
        "From when on, with its zone.", "2026-03-01T06:00Z",
        ("start time", "time start", "starts", "begin", "begins", "from", "valid from", "begin time", "startdatetime",
         "بداية", "البداية", "من", "начало", "с", "début", "debut", "de"),
    ),
    "end": ColumnKind(
        "Until when, with its zone.", "2026-03-01 18:00 +03:00",
        ("end time", "time end", "ends", "until", "to", "till", "valid to", "valid until", "enddatetime",
         "نهاية", "النهاية", "إلى", "конец", "окончание", "до", "fin", "à"),
    ),
    "contact": ColumnKind("Whom to ask.", "Duty officer",
        ("contact name", "contact person", "focal point", "جهة الاتصال", "контакт", "контактное лицо", "point focal")),
    "phone": ColumnKind("Where they answer.", "+963 11 000 0000",
        ("telephone", "phone number", "tel", "mobile", "هاتف", "الهاتف", "телефон", "téléphone")),
    "email": ColumnKind("Where they read.", "duty@example.org",
        ("e-mail", "mail", "بريد إلكتروني", "البريد الإلكتروني", "почта", "электронная почта", "courriel")),
    "remarks": ColumnKind("Anything else.", "Marked roof",
        ("remark", "notes", "note", "comment", "comments", "description", "ملاحظات", "примечания", "примечание",
         "remarques", "commentaire", "commentaires")),
    "recipients": ColumnKind("Who is to be told.", "",
        ("recipient", "notify", "المستلمون", "получатели", "destinataires")),
    "urgent": ColumnKind("Whether it cannot wait.", "no", ("urgency", "عاجل", "срочно", "urgence")),
    "vehicles": ColumnKind("How many, and which.", "2 white cars",
        ("vehicle", "مركبات", "المركبات", "транспорт", "машины", "véhicules", "vehicules")),
    "markings": ColumnKind("How it can be told from the air.", "Red cross on roof",
        ("marking", "علامات", "العلامات", "маркировка", "marquages", "marquage")),
}  # fmt: skip
"""The known columns by the name that is used in `Row.cells` and as a property's name."""

_UNITS_M = {"m": 1.0, "metres": 1.0, "meters": 1.0, "м": 1.0, "م": 1.0, "km": 1000.0, "км": 1000.0, "كم": 1000.0,
            "ft": FOOT_M, "feet": FOOT_M, "фт": FOOT_M, "nm": 1852.0}  # fmt: skip
_LONGEST, _PART_DIGITS = 100, 3
_TABLES_ONLY = frozenset({
    "from", "to", "till", "until", "begin", "begins", "starts", "ends", "de", "à", "с", "до", "من", "إلى", "reference",
    "datum", "fin", "floor", "ceiling", "notify", "mobile",
})  # fmt: skip
_PLACE_ITSELF = frozenset({"latitude", "longitude", "position", "outline", "route"})
_SPLIT = re.compile(r"[\s_\-()\[\]/.,:*]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A known column, and what its heading says of its values besides. `part`: of several columns that belong together
    (`outline 2`), which."""

    column: str
    unit_m: float = 1.0
    datum: Datum = Datum.UNKNOWN
    part: int = 1


def recognise(heading: str) -> Heading | None:
    """What a heading means: `Upper limit (ft AMSL)`, `radius_km`, `Широта`; None if nothing is known of it."""
    return None if len(heading) > _LONGEST else _recognise(heading)


def recognise_property(name: str) -> Heading | None:
    """The same for the name of a property, which is no heading: only what can hardly mean anything else, and only what
    can stand there (the place itself cannot)."""
    if plain(name).casefold() in _TABLES_ONLY:
        return None
    known = recognise(name)
    return None if known is None or known.column in _PLACE_ITSELF else known


@cache
def _names() -> dict[str, str]:
    known = {}
    for column, kind in COLUMNS.items():
        for name in (column, *kind.synonyms):
            known[" ".join(_words(name))] = column
    return known


def _words(text: str) -> list[str]:
    return [word for word in _SPLIT.split(plain(text).casefold()) if word]


def _recognise(heading: str) -> Heading | None:
    words = _words(heading)
    unit_m, datum, part = 1.0, Datum.UNKNOWN, 1
    while words:
        if column := _names().get(" ".join(words)):
            return Heading(column, unit_m, datum, part)
        last = words.pop()
        if last in _UNITS_M:
            unit_m = _UNITS_M[last]
        elif named := datum_named(last):
            datum = named
        elif last.isdecimal() and len(last) <= _PART_DIGITS:
            part = int(last)
        elif last not in {"dd", "dms", "deg", "degrees", "utc", "wgs", "decimal"}:
            return None
    return None


def recognise_all(headings: Iterable[str]) -> list[Heading | None]:
    """What each heading of a table means; of two with one meaning the first has it."""
    seen: set[tuple[str, int]] = set()
    found: list[Heading | None] = []
    for heading in headings:
        known = recognise(heading)
        if known is not None and (known.column, known.part) in seen:
            known = None
        if known is not None:
            seen.add((known.column, known.part))
        found.append(known)
    return found
